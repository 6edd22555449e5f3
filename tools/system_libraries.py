"""Makes sure that the libraries which WeasyPrint loads can be loaded, by loading them.

usage: python tools/system_libraries.py

Needs nothing but the standard library: it runs before there is an environment.
"""

import ctypes
import ctypes.util
import subprocess
import sys
from pathlib import Path

# The names under which WeasyPrint 70 asks for each (weasyprint/text/ffi.py), for Linux and macOS.
LIBRARIES = {
    "GObject": ("gobject-2.0", "libgobject-2.0.so.0", "libgobject-2.0.0.dylib"),
    "Pango": ("pango-1.0", "libpango-1.0.so.0", "libpango-1.0.dylib"),
    "PangoFT2": ("pangoft2-1.0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    "HarfBuzz": ("harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    "HarfBuzz-subset": ("harfbuzz-subset", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"),
    "fontconfig": ("fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib"),
}
PACKAGES = {
    "Debian": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1",
    "Fedora": "pango harfbuzz fontconfig",
    "Alpine": "pango harfbuzz-subset fontconfig",
    "macOS": "pango harfbuzz fontconfig",
}


def main() -> int:
    """Return 0 when every library loads, after an installation where one is allowed."""
    missing = missing_libraries()
    if not missing:
        return 0
    why = f"WeasyPrint's system libraries are missing ({', '.join(missing)})"
    installer = Path(__file__).with_name("system_packages.sh")
    installed = subprocess.run([installer, why, *PACKAGES.values()], check=False)
    if installed.returncode:
        return 1
    missing = missing_libraries()
    if missing:
        print(f"still cannot be loaded: {', '.join(missing)}", file=sys.stderr)  # noqa: T201 - a script's word
    return len(missing)


def missing_libraries() -> list[str]:
    """Name the libraries that cannot be loaded under any of their names."""
    return [library for library, names in LIBRARIES.items() if not any(map(loads, names))]


def loads(name: str) -> bool:
    """Tell whether the linker finds `name` as it stands, or by a search as cffi does."""
    for path in (name, ctypes.util.find_library(name)):
        try:
            if path and ctypes.CDLL(path):
                return True
        except OSError:
            continue
    return False


if __name__ == "__main__":
    sys.exit(main())
