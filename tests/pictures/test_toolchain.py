import re

from weasyprint.text.ffi import pango

from pictures.toolchain import drawn_with


def test_the_libraries_are_those_that_weasyprint_has_loaded():
    """… a golden file does not name a Pango that never drew it."""
    number = pango.pango_version()  # 15012 is 1.50.12

    told = re.fullmatch(r"Pango ([\d.]+), HarfBuzz \d+\.\d+\.\d+, FreeType \d+\.\d+\.\d+", drawn_with())

    assert told
    assert told[1] == f"{number // 10000}.{number // 100 % 100}.{number % 100}"
