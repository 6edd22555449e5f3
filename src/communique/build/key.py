"""Everything that an output depends on, as one SHA-256: the same key means the same bytes."""

from __future__ import annotations

import ctypes
import hashlib
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from communique import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.model import Asset, Page, Theme

# What turns a page into a PDF. What makes the page (templates, Markdown, QR codes) shows in the page itself.
ENGINE = (
    "weasyprint",
    "pydyf",
    "fonttools",
    "Pillow",
    "Pyphen",
    "tinycss2",
    "tinyhtml5",
    "cssselect2",
)
BINDER = ("pikepdf",)  # what binds digests, beside that
# System libraries by their names on Linux and macOS, and the function that tells the version of each.
SYSTEM = (
    (("libpango-1.0.so.0", "libpango-1.0.0.dylib"), "pango_version_string"),
    (("libharfbuzz.so.0", "libharfbuzz.0.dylib"), "hb_version_string"),
)
ABSENT = "absent"


def page_key(page: Page) -> str:
    """Return the key of the PDF that `page` renders to, or is refused as."""
    stylesheets = (part for sheet in page.stylesheets for part in (sheet.name, sheet.css))
    assets = (part for asset in page.assets for part in (asset.name, _digest(asset)))
    source = [page.source.name, _digest(page.source)] if page.source else []
    limits = page.limits.model_dump_json()
    return combined(["page", page.html, *stylesheets, *assets, "source", *source, limits])


def theme_parts(theme: Theme, emblem: Asset) -> list[str]:
    """Return what tells one look from another: templates, stylesheets, words, fonts and emblem."""
    templates = (part for name in sorted(theme.templates) for part in (name, theme.templates[name]))
    sheets = (part for name in sorted(theme.stylesheets) for part in (name, theme.stylesheets[name].css))
    words = (part for tag in sorted(theme.words) for part in (tag, theme.words[tag].model_dump_json()))
    assets = (part for asset in (emblem, *theme.fonts) for part in (asset.name, _digest(asset)))
    return [*templates, *sheets, *words, *assets]


def combined(parts: Iterable[str], packages: Iterable[str] = ()) -> str:
    """Return the key of what is made from `parts`, in their order, by the tools installed here.

    `packages` are those that have a hand in it beside what renders.
    """
    total = hashlib.sha256()
    for part in (*toolchain(), *map(package_version, packages), *parts):
        data = part.encode()
        total.update(len(data).to_bytes(8, "big"))  # so that no two lists of parts run together alike
        total.update(data)
    return total.hexdigest()


@cache
def toolchain() -> tuple[str, ...]:
    """Return the versions of this program and of what it renders with, importing none of it."""
    packages = [f"{name} {package_version(name)}" for name in ENGINE]
    libraries = [f"{function} {library_version(names, function)}" for names, function in SYSTEM]
    return (f"communique {__version__}", *packages, *libraries)


@lru_cache(maxsize=64)  # fonts and the emblem are the same objects on every page
def _digest(asset: Asset) -> str:
    return hashlib.sha256(asset.data).hexdigest()


def package_version(name: str) -> str:
    """Return the version of the installed package `name`."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ABSENT


def library_version(names: Iterable[str], function: str) -> str:
    """Ask a system library for its version. Where it has another name, rendering finds it all the same."""
    for name in names:
        try:
            tell = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        tell.restype = ctypes.c_char_p
        return str(tell().decode())
    return ABSENT
