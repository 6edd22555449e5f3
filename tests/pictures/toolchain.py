"""Which libraries of the system draw here: a line's breaks and a letter's place depend on them."""

import ctypes
from functools import cache

from communique.build.toolchain import ABSENT, SYSTEM, library_version

FREETYPE = ("libfreetype.so.6", "libfreetype.6.dylib")


@cache
def drawn_with() -> str:
    """Return the versions of Pango, HarfBuzz and FreeType that WeasyPrint has loaded."""
    pango, harfbuzz = (library_version(names, function) for names, function in SYSTEM)
    return f"Pango {pango}, HarfBuzz {harfbuzz}, FreeType {freetype_version()}"


def freetype_version() -> str:
    """Return the version of FreeType, which tells it only of an open library."""
    for name in FREETYPE:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        return _opened_version(library)
    return ABSENT


def _opened_version(library: ctypes.CDLL) -> str:
    handle, parts = ctypes.c_void_p(), [ctypes.c_int() for _ in range(3)]
    library.FT_Init_FreeType(ctypes.byref(handle))
    library.FT_Library_Version(handle, *map(ctypes.byref, parts))
    library.FT_Done_FreeType(handle)
    return ".".join(str(part.value) for part in parts)
