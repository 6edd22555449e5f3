"""Numbers as each language writes them."""

import pytest

from communique.text import counter_style, in_figures_of, locale_of


@pytest.mark.parametrize(
    ("tag", "written", "style"),
    [
        ("en", "1907", None),
        ("ar", "1907", None),
        ("ar-MA", "1907", None),
        ("ar-EG", "١٩٠٧", "arabic-indic"),
        ("ar-SA", "١٩٠٧", "arabic-indic"),
        ("fa", "۱۹۰۷", "persian"),
        ("mr", "१९०७", "devanagari"),
        ("bn", "১৯০৭", "bengali"),
        ("my", "၁၉၀၇", "myanmar"),
        ("zh-Hant-TW", "1907", None),
        ("x-office", "1907", None),
    ],
)
def test_a_tag_decides_its_figures(tag, written, style):
    """… Arabic is printed with the figures of the country that reads it, in text and in counters."""
    assert in_figures_of(tag, "1907") == written
    assert counter_style(tag) == style


def test_all_but_figures_stays():
    """… a date keeps its words and its spaces."""
    assert in_figures_of("ar-EG", "31\u00a0يوليو 2018، 15:05") == "٣١\u00a0يوليو ٢٠١٨، ١٥:٠٥"


@pytest.mark.parametrize(
    ("tag", "known"),
    [("pt-BR", "pt_BR"), ("en-x-office", "en"), ("sr-Latn-RS", "sr_Latn_RS"), ("x-a", "root")],
)
def test_a_tag_that_cldr_does_not_know_is_written_as_the_nearest_it_knows(tag, known):
    """… a house's private tag has dates too, and no command ends in a traceback."""
    assert str(locale_of(tag)) == known
