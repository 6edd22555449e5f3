"""Fonts of the newsroom alone: a page must not change with what a machine has installed."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from weasyprint.text.fonts import FontConfiguration

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_SYSTEM_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig/>
"""


def isolated_font_configuration() -> FontConfiguration:
    """Return a configuration that knows no font until a stylesheet declares one.

    Fontconfig reads FONTCONFIG_FILE when a configuration is made (fonts-conf(5)), and only
    then: the variable is set for that moment.
    """
    with tempfile.TemporaryDirectory(prefix="communique-") as folder:
        path = Path(folder) / "fonts.conf"
        path.write_text(NO_SYSTEM_FONTS, encoding="utf-8")
        with _environment("FONTCONFIG_FILE", str(path)):
            return FontConfiguration()


@contextmanager
def _environment(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
