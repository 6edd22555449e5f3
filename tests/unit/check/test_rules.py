"""Each rule: what it finds, where, and what it lets be."""

import pytest

from communique.check import check_bulletin
from communique.model import Bulletin, Newsroom, PageSetup

BOTH = {"en": "a", "ru": "а"}
NEWSROOM = Newsroom.model_validate(
    {
        "name": BOTH,
        "series": "X",
        "languages": ["en", "ru"],
        "website": "https://example.org/",
        "timezone": "UTC",
        "brand": {"emblem": "e.svg", "primary": "#000000", "accent": "#000000", "stripe": ["#000000"]},
        "contacts": {"press": {"address": BOTH}},
    }
)


def bulletin(**keys):
    least = {"number": 1, "kind": "notice", "date": "2018-07-31", "place": BOTH, "title": BOTH, "body": BOTH}
    return Bulletin.model_validate(least | keys)


def found(**keys):
    return [(f.code, f.where, f.line) for f in check_bulletin(bulletin(**keys), NEWSROOM)]


def correction(date):
    return {"date": date, "note": BOTH}


def test_a_sound_bulletin_has_no_findings():
    """… everything that a bulletin may have, put right, passes every rule."""
    photos = [{"file": f"a{ending}", "alt": BOTH} for ending in (".jpg", ".JPEG", ".png", ".svg")]

    assert (
        found(
            summary=BOTH,
            photos=photos,
            translation={"ru": "unofficial"},
            embargo="2018-07-31T00:00:00+03:00",
            corrections=[correction("2018-07-31"), correction("2018-08-01"), correction("2018-08-01")],
            withdrawn={"date": "2018-08-01", "reason": BOTH},
            source={"title": "A page", "note": BOTH},
        )
        == []
    )


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"place": {"en": "a"}}, ("place",)),
        ({"title": {"en": "a"}}, ("title",)),
        ({"summary": {"en": "a"}}, ("summary",)),
        ({"body": {"en": "a"}}, ("body",)),
        ({"photos": [{"file": "a.jpg", "alt": {"en": "a"}}]}, ("photos", 0, "alt")),
        ({"photos": [{"file": "a.jpg", "alt": BOTH, "caption": {"en": "a"}}]}, ("photos", 0, "caption")),
        ({"photos": [{"file": "a.jpg", "alt": BOTH, "credit": {"en": "a"}}]}, ("photos", 0, "credit")),
        ({"corrections": [{"date": "2018-08-01", "note": {"en": "a"}}]}, ("corrections", 0, "note")),
        ({"withdrawn": {"date": "2018-08-01", "reason": {"en": "a"}}}, ("withdrawn", "reason")),
        ({"source": {"title": "A", "note": {"en": "a"}}}, ("source", "note")),
    ],
)
def test_every_text_stands_in_every_language(keys, where):
    """… no reader of one language gets less than the reader of the other."""
    assert found(**keys) == [("C101", where, 0)]


@pytest.mark.parametrize("credit", ["A. Photographer", BOTH])
def test_a_credit_without_a_language_is_every_language_s(credit):
    """… a photographer's name need not be written twice."""
    assert found(photos=[{"file": "a.jpg", "alt": BOTH, "credit": credit}]) == []


def test_a_language_that_nobody_publishes_is_told_at_its_key():
    """… a text that would never be printed is no silent loss."""
    three = BOTH | {"fr": "a"}

    assert found(title=three, translation={"de": "official"}) == [
        ("C102", ("title", "fr"), 0),
        ("C102", ("translation", "de"), 0),
    ]


@pytest.mark.parametrize("slip", ["EN", "en-GB"])
def test_a_near_miss_of_a_language_is_one_finding(slip):
    """… one slip is told once, with the language that was meant."""
    (finding,) = check_bulletin(bulletin(title={slip: "a", "ru": "а"}), NEWSROOM)

    assert finding.code == "C102"
    assert finding.hint == "did you mean en?"


def test_markdown_that_cannot_be_printed_is_told_by_its_line():
    """… each slip of a long body is found where it stands, and nothing else is made of that body."""
    body = {"en": "One.\n\n<b>two</b>\n\n![three](three.png)", "ru": "- Один."}

    assert found(body=body) == [("C103", ("body", "en"), 2), ("C103", ("body", "en"), 4)]


def test_a_body_of_definitions_alone_is_empty():
    """… a page with nothing on it is not published."""
    nothing = "[one]: https://example.org/"

    assert found(body={"en": nothing, "ru": nothing}) == [
        ("C110", ("body", "en"), 0),
        ("C110", ("body", "ru"), 0),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("## a\n\n### b\n\n#### c\n\n## d\n\n### e", []),
        ("#### a\n\n## b\n\n#### c", [0, 4]),
        ("a\n\n> ### b\n\n#### c", [2]),
        ("a\n-\n\n#### b\n\n##### c", [3]),
    ],
)
def test_a_heading_that_skips_a_level_is_told(text, lines):
    """… whoever walks through a text by its headings misses no step that is not there."""
    assert found(body={"en": text, "ru": text}) == [
        *(("C112", ("body", "en"), line) for line in lines),
        *(("C112", ("body", "ru"), line) for line in lines),
    ]


def wide_table(columns):
    """Return a paragraph and a table of so many `columns`, with ten letters in each."""
    return "a\n\n" + "\n".join("|" + cell * columns for cell in (" Passengers |", "---|", " 1 |"))


@pytest.mark.parametrize(
    ("layout", "columns", "hints"),
    [
        ("parallel", 6, []),
        ("parallel", 7, ["write layout: stacked, or make two tables"] * 2),
        ("parallel", 10, ["make two tables"] * 2),
        ("stacked", 9, []),
        ("single", 10, ["make two tables"] * 2),
    ],
)
def test_a_table_too_wide_for_its_column_is_told(layout, columns, hints):
    """… a press officer hears of it before the page is made, and which layout has room for it."""
    wide = bulletin(body={"en": wide_table(columns), "ru": wide_table(columns)}, layout=layout)

    told = check_bulletin(wide, NEWSROOM)

    assert [(one.code, one.line, one.hint.partition(" of it")[0]) for one in told] == [
        ("C114", 2, hint) for hint in hints
    ]


@pytest.mark.parametrize(("size", "codes"), [("A4", ["C114"] * 2), ("Letter", []), ("Legal", [])])
def test_wider_paper_has_room_for_wider_tables(size, codes):
    """… six millimetres more make a column of 84 mm, and a table of 82 mm is no fault in it."""
    body = wide_table(6).replace("Passengers", "Passengers,")
    newsroom = NEWSROOM.model_copy(update={"page": PageSetup(size=size)})

    told = check_bulletin(bulletin(body={"en": body, "ru": body}), newsroom)

    assert [one.code for one in told] == codes


def test_bodies_of_different_blocks_are_told():
    """… paragraphs that stand side by side are each other's translation."""
    assert found(body={"en": "a\n\nb", "ru": "а\n\n- б"}) == [("C111", ("body", "ru"), 2)]


@pytest.mark.parametrize(
    ("embargo", "codes"),
    [
        ("2018-07-30T23:59:00+03:00", ["C104"]),
        ("2018-07-31T00:00:00+03:00", []),
        ("2018-07-31T01:00:00+14:00", []),
        ("2018-08-02T01:00:00Z", []),
    ],
)
def test_an_embargo_ends_on_the_date_or_later(embargo, codes):
    """… an embargo's day is that of the clock that it names, wherever the newsroom stands."""
    assert [code for code, _, _ in found(embargo=embargo)] == codes


def test_corrections_stand_in_the_order_of_their_dates():
    """… each that is out of order is told, against the latest before it."""
    dates = ["2018-08-05", "2018-08-01", "2018-08-03", "2018-08-05"]

    assert found(corrections=[correction(date) for date in dates]) == [
        ("C105", ("corrections", 1, "date"), 0),
        ("C105", ("corrections", 2, "date"), 0),
    ]
    assert found(corrections=[correction("2018-07-30")]) == [("C105", ("corrections", 0, "date"), 0)]


def test_a_withdrawal_comes_last():
    """… what was corrected later was not withdrawn before."""
    before = {"date": "2018-08-01", "reason": BOTH}

    assert found(withdrawn=before | {"date": "2018-07-30"}) == [("C106", ("withdrawn", "date"), 0)]
    assert found(withdrawn=before, corrections=[correction("2018-08-02")]) == [
        ("C106", ("withdrawn", "date"), 0)
    ]


@pytest.mark.parametrize("name", ["a.gif", "a.tiff", "a.webp", "a", "jpg", "a.jpg.exe"])
def test_a_picture_of_an_unknown_kind_is_told(name):
    """… a picture that no page can hold is found before the page is made."""
    assert found(photos=[{"file": name, "alt": BOTH}]) == [("C107", ("photos", 0, "file"), 0)]


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"place": {"en": "a" * 101, "ru": "а" * 100}}, ("place", "en")),
        ({"title": {"en": "a" * 300, "ru": "а" * 301}}, ("title", "ru")),
        ({"photos": [{"file": "a.png", "alt": {"en": "a" * 1_001, "ru": "а"}}]}, ("photos", 0, "alt", "en")),
        (
            {"corrections": [{"date": "2018-07-31", "note": {"en": "a" * 2_001, "ru": "а"}}]},
            ("corrections", 0, "note", "en"),
        ),
    ],
    ids=["place", "title", "alt", "reason"],
)
def test_a_text_that_is_far_too_long_for_its_place_is_told(keys, where):
    """… a statement that was put where its place or title belongs is found, in the language that it is in."""
    assert found(**keys) == [("C115", where, 0)]


def test_a_body_may_be_long():
    """… a speech of an hour is printed."""
    assert found(body={"en": "a " * 50_000, "ru": "а " * 50_000}) == []
