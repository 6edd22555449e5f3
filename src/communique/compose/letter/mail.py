"""A letter's templates → its plain text, and HTML whose styles stand with its elements."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from css_inline import CSSInliner

from communique.compose.environment import FOLDER, fill
from communique.compose.letter.loads import find_loads
from communique.compose.letter.plain import OVERRIDES, wrapped
from communique.errors import Fault, RenderFaults
from communique.model.colour import legible_on

if TYPE_CHECKING:
    from collections.abc import Mapping

    from communique.model import Brand, Theme

TEXT, HTML, STYLESHEET = "mail.txt.j2", "mail.html.j2", "mail.css"
DARK = "#1c1e22"  # the sheet of mail.css where dark is preferred
ON_DARK = 6.0  # contrast: at the least that may be, thin bright letters on dark look dull


def write_text(theme: Theme, context: Mapping[str, Any]) -> str:
    """Return `mail.txt.j2` filled, in lines that every mail program shows whole."""
    return wrapped(fill(theme.templates, TEXT, context))


def write_html(theme: Theme, brand: Brand, context: Mapping[str, Any]) -> str:
    """Return `mail.html.j2` filled and dressed in `mail.css`. Rules for media stay in a <style>.

    Raises RenderFaults where it cannot be filled, or would load anything from anywhere.
    """
    css = _in_colours(theme.stylesheets[STYLESHEET].css, brand)
    html = fill(theme.templates, HTML, {**context, "css": css})
    dressed = CSSInliner(keep_at_rules=True, load_remote_stylesheets=False).inline(html)
    if loads := find_loads(html) or find_loads(dressed):  # who reads HTML in another way may see more
        where, hint = Path(FOLDER + HTML), "what a mail loads tells others who opens it: leave it out"
        messages = (f"the mail would load {what}; expected that it loads nothing" for what in loads)
        raise RenderFaults(Fault("R003", message, where, hint=hint) for message in messages)
    return _with_charset_first(dressed.translate(OVERRIDES))


def _with_charset_first(html: str) -> str:
    """Return `html` with the styles at its head's end: the charset is sought in the first 1024 bytes.

    Source: HTML, 4.2.5.4.
    """
    return re.sub(r"(<head>)(<style>.*?</style>)(.*?)(</head>)", r"\1\3\2\4", html, count=1, flags=re.DOTALL)


def _in_colours(css: str, brand: Brand) -> str:
    """Return `css` with the brand's colours in place of their names: mail programs know no properties."""
    colours = {
        "primary": brand.primary,
        "accent": brand.accent,
        "primary-on-dark": legible_on(brand.primary, DARK, ON_DARK),
        "accent-on-dark": legible_on(brand.accent, DARK, ON_DARK),
    }
    return re.sub(r"var\(--([a-z-]+)\)", lambda match: colours.get(match[1], match[0]), css)
