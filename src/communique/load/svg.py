"""How much an SVG file draws, counted before anything draws it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

MOST = 100_000  # elements: a map of the world in full detail has some ten thousand
DEEPEST = 50  # uses of uses
LINKS = ("href", "{http://www.w3.org/1999/xlink}href")


def draws_too_much(data: bytes) -> bool:
    """Tell whether the SVG file `data` draws more than MOST elements, `<use>` by `<use>` (SVG 2, 5.6).

    Ten lines in which each uses the one before ten times ask for ten thousand million. A file
    that is no XML draws nothing: rendering tells of it.
    """
    if b"use" not in data:
        return False
    try:
        root = ET.fromstring(data)  # noqa: S314 - expat itself bounds what entities may grow to
    except ET.ParseError:
        return False
    elements = [*root.iter()][::-1]  # the parts before the whole
    named: dict[str, int] = {}
    drawn = 0
    for _ in range(DEEPEST):
        counts: dict[ET.Element, int] = {}
        for element in elements:
            counts[element] = 1 + sum(counts[part] for part in element) + named.get(_used(element), 0)
        if counts[root] > MOST:
            return True
        if counts[root] == drawn:
            return False
        drawn = counts[root]
        named = {element.get("id", ""): count for element, count in counts.items() if "id" in element.attrib}
    return True  # a use of itself


def _used(element: ET.Element) -> str:
    """Return the id that a `<use>` shows, and nothing for any other element."""
    if not str(element.tag).endswith("}use"):
        return ""
    return next((link[1:] for name in LINKS if (link := element.get(name, "")).startswith("#")), "")
