"""The tools that outputs depend on, by name and version, and what sums up a value in one word."""

from __future__ import annotations

import ctypes
import hashlib
import json
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from communique import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

# What turns a page into a PDF. What makes the page (templates, Markdown, QR codes) shows in the page itself,
# and counts only where no page is made to be looked at.
COMPOSERS = ("Jinja2", "markdown-it-py", "mdit-py-plugins", "qrcode", "Babel", "langcodes")
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


def combined(parts: object) -> str:
    """Return the SHA-256 of `parts`, which JSON can write: no two that differ have the same."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def toolchain() -> tuple[str, ...]:
    """Return the versions of this program and of what it renders with, importing none of it."""
    packages = [f"{name} {package_version(name)}" for name in ENGINE]
    libraries = [f"{function} {library_version(names, function)}" for names, function in SYSTEM]
    return (f"communique {__version__}", *packages, *libraries, f"zlib {zlib.ZLIB_RUNTIME_VERSION}")


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
