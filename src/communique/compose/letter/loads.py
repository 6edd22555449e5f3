"""What HTML would fetch where it is shown: a mail fetches nothing, whoever wrote its template."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Elements that load, run or send something by themselves, and attributes that name what is loaded.
FETCHING = re.compile(
    r"applet|audio|base|embed|form|i?frame|frameset|image|img|input|link|object|picture|script|source|svg"
    r"|track|video"
)
FETCHED = re.compile(
    r"action|archive|background|cite|codebase|data|dynsrc|formaction|longdesc|lowsrc|manifest|ping|poster"
    r"|profile|src|srcdoc|srcset|xlink:href|on.*"
)
LINKED = ("https://", "http://", "mailto:", "tel:", "#")
IN_CSS = re.compile(r"(?:url|src|image|image-set|cross-fade|element)\s*\(|@import", re.IGNORECASE)
ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)  # CSS Syntax 3, 4.3.7
LARGEST = 0x10FFFF


def find_loads(html: str) -> list[str]:
    """Return what `html` would load, each once, as a person calls it; nothing if it loads nothing."""
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return list(dict.fromkeys(finder.found))


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if FETCHING.fullmatch(tag):
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            self._attribute(tag, name, value or "")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style and (match := IN_CSS.search(_unescaped(data))):
            self.found.append(f"{match[0]} in its styles")

    def _attribute(self, tag: str, name: str, value: str) -> None:
        is_led_on = tag == "meta" and value.lower() == "refresh"
        is_loaded = name == "href" and not (tag == "a" and value.lower().startswith(LINKED))
        if is_led_on or is_loaded or FETCHED.fullmatch(name):
            self.found.append(f"{name}={value!r} of <{tag}>")
        elif name == "style" and (match := IN_CSS.search(_unescaped(value))):
            self.found.append(f"{match[0]} in the style of <{tag}>")


def _unescaped(css: str) -> str:
    """Return `css` with its escapes as what they mean, and without its comments."""

    def meant(match: re.Match[str]) -> str:
        point = int(match[1], 16) if match[1] else 0
        return match[2] or (chr(point) if point <= LARGEST else "\N{REPLACEMENT CHARACTER}")

    return ESCAPE.sub(meant, re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
