"""Where the renderer comes from: late, for it takes longer to load than all the rest together.

What it renders is looked through at once, so that nobody gets a page that no preflight has seen.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.build.proving import prove
from communique.errors import CommuniqueError, Fault, RenderFaults
from communique.model import Page

Renderer = Callable[[Page], bytes]


def render_page(page: Page) -> bytes:
    """Return `page` as a PDF that preflight finds sound. Raises RenderFaults."""
    return prove(render_unproved(page), page.limits)


def render_unproved(page: Page) -> bytes:
    """Return `page` as a PDF that preflight has yet to look through.

    Raises RenderFaults, also where WeasyPrint itself breaks on a page: no other suffers for it.
    """
    from communique.render import render  # noqa: PLC0415 - loads WeasyPrint, which most commands never need

    try:
        return render(page)
    except CommuniqueError:
        raise
    except Exception as problem:  # a layout that WeasyPrint did not foresee can raise anything
        told = f"{type(problem).__name__}: {problem}".rstrip(": ")
        hint = "build the text in parts to find what it breaks on, and report that"
        raise RenderFaults([Fault("R010", f"the renderer broke: {told}", hint=hint)]) from problem
