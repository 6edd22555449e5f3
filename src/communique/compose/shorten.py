"""A title short enough for a running head."""

from __future__ import annotations


def shorten(text: str, limit: int) -> str:
    """Return `text`, cut between words with an ellipsis so that it has at most `limit` characters."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    last = cut.rfind(" ")
    kept = cut[:last] if last > 0 else cut[: limit - 1]
    return kept.rstrip(" ,;:–—-\N{NO-BREAK SPACE}") + "…"
