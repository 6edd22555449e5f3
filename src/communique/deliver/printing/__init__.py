"""Bulletins on paper: IPP spoken with printers and with CUPS, and what they say in plain words."""
