"""Lines are filled: none breaks long before its column ends."""

from dataclasses import replace

import pytest

from communique.build.house import open_house
from communique.load import load_archive
from communique.model import Edition, LocalText
from communique.render import render
from newsroom_copies import MADE_UP
from pages.paper import letters, read_words

# A note, a long word, and no-break spaces before a link: here WeasyPrint, left alone, parts "отходит".
TEXT = """\
До 30 сентября четыре рейса в день соединят Гавань Тихую и мыс Долгий.[^1] Когда паром отходит, сказано
в таблице; остальное — в [расписании островов](https://isles.example.org/ferries).

[^1]: В шторм паром ждёт.
"""


@pytest.mark.parametrize("edition", [Edition("parallel", ("ru", "es")), Edition.alone("ru")])
def test_a_line_before_a_link_is_filled(edition, tmp_path):
    """… no word is parted at half a line because a link follows a short preposition."""
    house = open_house(MADE_UP / "northern-isles")
    entry = next(e for e in load_archive(house.folder, house.newsroom).entries if e.id == "lighthouse-lit")
    body = LocalText({"ru": TEXT, "es": entry.bulletin.body["es"]})
    entry = replace(entry, bulletin=entry.bulletin.model_copy(update={"body": body}))
    pdf = tmp_path / "bulletin.pdf"

    pdf.write_bytes(render(house.compose(entry, edition)))

    words = [letters(word.text) for word in read_words(pdf)]
    assert letters("отходит,") in words
