import datetime as dt

import pytest

from communique.check.structure import check_structure
from communique.model import Bulletin, Newsroom

BOTH = {"en": "a", "ru": "а"}


def newsroom(layout: str = "parallel") -> Newsroom:
    return Newsroom.model_validate(
        {
            "name": BOTH,
            "series": "X",
            "languages": ["en", "ru"],
            "website": "https://example.org/",
            "timezone": "UTC",
            "brand": {"emblem": "e.svg", "primary": "#000000", "accent": "#000000", "stripe": ["#000000"]},
            "contacts": {"press": {"address": BOTH}},
            "page": {"layout": layout},
        }
    )


def bulletin(**body: str) -> Bulletin:
    return Bulletin.model_validate(
        {
            "number": 1,
            "kind": "notice",
            "date": dt.date(2018, 7, 31),
            "place": BOTH,
            "title": BOTH,
            "body": body,
        }
    )


def test_a_list_beside_a_paragraph_is_named_where_it_stands():
    """… the fault leads to the block that has no fellow and shows both texts' blocks."""
    found = check_structure(bulletin(en="a\n\nb\n\nc", ru="а\n\n- б\n\nв"), newsroom())

    assert [(finding.code, finding.where, finding.line) for finding in found] == [("C111", ("body", "ru"), 2)]
    assert found[0].message.splitlines() == [
        "ru is built differently from en, from block 2 on",
        "       en         ru",
        "    1  paragraph  paragraph",
        ">   2  paragraph  list",
        "    3  paragraph  paragraph",
    ]
    assert found[0].hint


def test_a_missing_end_is_named_at_the_last_block():
    """… a translation that stops early has a place in its file all the same."""
    found = check_structure(bulletin(en="a\n\nb\n\nc", ru="а\n\nб"), newsroom("stacked"))

    assert [finding.line for finding in found] == [2]


@pytest.mark.parametrize(
    ("layout", "body"),
    [
        ("parallel", {"en": "a\n\n- b", "ru": "а\n\n* б\n* в"}),
        ("parallel", {"en": "a\n\nb"}),
        ("parallel", {"de": "a\n\nb"}),
        ("sequential", {"en": "a\n\nb", "ru": "а"}),
        ("single", {"en": "a\n\nb", "ru": "а"}),
    ],
)
def test_texts_that_need_not_match_pass(layout, body):
    """… only languages that stand side by side must be built alike."""
    assert check_structure(bulletin(**body), newsroom(layout)) == []
