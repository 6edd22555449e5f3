"""Bulletins and digests → their readers: mail. Each outside system has a module of its own."""
