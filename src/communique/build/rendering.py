"""Where the renderer comes from: late, for it takes longer to load than all the rest together."""

from __future__ import annotations

from collections.abc import Callable

from communique.model import Page

Renderer = Callable[[Page], bytes]


def render_page(page: Page) -> bytes:
    """Return `page` as a PDF. Raises RenderFaults."""
    from communique.render import render  # noqa: PLC0415 - loads WeasyPrint, which most commands never need

    return render(page)
