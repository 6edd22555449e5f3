import datetime as dt
from pathlib import Path

import pytest
import yaml

from communique.compose import compose_folios, compose_front
from communique.compose.front import STYLESHEETS
from communique.model import Asset, Bulletin, Item, Newsroom, Period, Sheet, Stylesheet, Theme, Volume, Words

ROOT = Path(__file__).parents[3]
A4, LETTER = Sheet(595.28, 841.89), Sheet(612, 792)
EMBLEM = Asset("brand/e.svg", b"<svg/>")


@pytest.fixture(scope="module")
def words():
    folder = ROOT / "templates/words"
    return {
        tag: Words.model_validate(yaml.safe_load((folder / f"{tag}.yaml").read_text("utf-8")))
        for tag in ("en", "fr")
    }


@pytest.fixture
def newsroom():
    return Newsroom.model_validate(
        {
            "name": {"en": "Embassy of Arvenia", "fr": "Ambassade d’Arvénie"},
            "series": "ARV",
            "languages": ["en", "fr"],
            "website": "https://arvenia.example/",
            "timezone": "UTC",
            "brand": {"emblem": "e.svg", "primary": "#000000", "accent": "#000000", "stripe": ["#000000"]},
            "contacts": {"press": {"address": {"en": "A", "fr": "A"}}},
        }
    )


def item(number, folio=1, parts=((A4,),), **more):
    bulletin = Bulletin.model_validate(
        {
            "number": number,
            "kind": "notice",
            "date": "2018-07-10",
            "place": {"en": "Port", "fr": "Port"},
            "title": {"en": "A title", "fr": "Un titre"},
            "body": {"en": "Text", "fr": "Texte"},
            **more,
        }
    )
    return Item("id", bulletin, bulletin.record("ARV"), folio, parts)


@pytest.fixture
def composed(words, newsroom):
    """Return a function that fills a template of one line with the front matter of some items."""

    def fill(template, *items, compose=compose_front):
        theme = Theme(
            {"digest.html.j2": template, "folios.html.j2": template},
            {name: Stylesheet(f"styles/{name}", "") for name in STYLESHEETS},
            words,
            (),
        )
        volume = Volume(Period.of_month(dt.date(2018, 7, 1)), None, items)
        if compose is compose_folios:
            return compose_folios(volume, newsroom, theme)
        return compose_front(volume, newsroom, theme, EMBLEM).html

    return fill


@pytest.mark.parametrize(
    ("parts", "folios"),
    [(((A4, A4),), "1 1 8 8"), (((A4, A4), (A4,)), "1 3 8 10")],
    ids=["one PDF", "a PDF for each language"],
)
def test_each_line_links_to_its_folio(composed, parts, folios):
    """… binding finds the page that is meant, of a bulletin in parts the one in the line's language."""
    html = composed(
        "{% for entry in entries %}{% for line in entry.lines %}"
        "{{ line.folio }} {{ line.address }} {% endfor %}{% endfor %}",
        item(1, 1, parts),
        item(2, 8, parts),
    )

    assert html.split()[::2] == folios.split()
    assert html.split()[1::2] == [f"https://digest.invalid/{folio}" for folio in folios.split()]


def test_the_cover_names_the_month_apart_from_what_it_is_a_month_of(composed):
    """… each can be set in a size of its own, without the comma between them."""
    html = composed("{% for side in sides %}{{ side.heading | join }}|{{ side.month }}|{% endfor %}", item(1))

    assert html == "Press bulletins|July 2018|Bulletins de presse|juillet 2018|"


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([item(3)], "ARV/2018/003"),
        ([item(3), item(5)], "Numbers ARV/2018/003 to ARV/2018/005"),
    ],
    ids=["one", "several"],
)
def test_a_range_of_numbers_has_two_ends(composed, items, said):
    """… a month of one bulletin does not run from a number to itself."""
    assert composed("{{ sides[0].numbers }}", *items) == said


def test_an_entry_is_marked_as_corrected_or_withdrawn_and_as_nothing_else(composed):
    """… the contents say what stands, and leave the rest to the bulletin."""
    note = {"en": "n", "fr": "n"}
    marked = item(
        1,
        corrections=[{"date": "2018-07-12", "note": note}],
        withdrawn={"date": "2018-07-13", "reason": note},
        check_against_delivery=True,
        embargo="2018-07-10T10:00:00Z",
    )

    html = composed("{% for line in entries[0].lines %}{{ line.marks | join('; ') }}|{% endfor %}", marked)

    assert html.replace("\N{NO-BREAK SPACE}", " ") == (
        "Withdrawn on 13 July 2018; Corrected on 12 July 2018 (version 2)|"
        "Retiré le 13 juillet 2018; Corrigé le 12 juillet 2018 (version 2)|"
    )


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("On the opening", "On the |opening"),
        ("Notice", "Notic|e"),
        ("关于展览开幕的公告", "关于展览开幕的公|告"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsgesellschaf|t"),
        ("Die Donaudampfschifffahrtsgesellschaft", "Die Donaudampfschifffahrtsgesellschaf|t"),
    ],
)
def test_the_end_of_a_title_is_short_enough_to_stay_with_its_leader(composed, title, parts):
    """… no leader stands on a line of its own, and no title runs out of its column."""
    entry = item(1, title={"en": title, "fr": title})

    assert composed("{{ entries[0].lines[0].title }}|{{ entries[0].lines[0].ending }}", entry) == parts


@pytest.mark.parametrize(
    ("more", "last"),
    [
        ({}, "2018-07-10"),
        ({"corrections": [{"date": "2018-08-02", "note": {"en": "n", "fr": "n"}}]}, "2018-08-02"),
        ({"withdrawn": {"date": "2018-09-03", "reason": {"en": "n", "fr": "n"}}}, "2018-09-03"),
    ],
    ids=["published", "corrected", "withdrawn"],
)
def test_the_volume_is_as_old_as_its_last_change(composed, more, last):
    """… the file's date comes from the sources, not from a clock."""
    assert composed("{{ last_change }}", item(1, date="2018-07-01"), item(2, **more)) == last


def test_topics_stand_once_and_in_order(composed):
    """… the keywords of a month are those of its bulletins."""
    html = composed(
        "{{ topics | join(', ') }}", item(1, topics=["sea", "fish"]), item(2, topics=["sea", "art"])
    )

    assert html == "art, fish, sea"


def test_each_page_has_an_overlay_of_its_own_size(composed):
    """… page numbers stand in the foot of A4 and of Letter."""
    page = composed(
        "{{ pages | join(' ') }}", item(1, 1, ((A4, LETTER),)), item(2, 3), compose=compose_folios
    )

    first, second, third = page.html.split()
    assert first == third != second
    assert f"@page {first} {{ size: 595.28pt 841.89pt }}" in page.stylesheets[-1].css
    assert f"@page {second} {{ size: 612pt 792pt }}" in page.stylesheets[-1].css
