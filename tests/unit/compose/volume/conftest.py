"""Volumes of a made-up newsroom, and templates of one line to see what they are told."""

import datetime as dt
from pathlib import Path

import pytest
import yaml

from communique.compose.volume.look import STYLESHEETS
from communique.model import Asset, Bulletin, Item, Newsroom, Period, Sheet, Stylesheet, Theme, Volume, Words

ROOT = Path(__file__).parents[4]
NAMES = {
    "en": "Embassy of Arvenia",
    "fr": "Ambassade d’Arvénie",
    "ru": "Посольство Арвении",
    "zh": "阿尔文尼亚大使馆",
}
A4 = Sheet(595.28, 841.89)
TEMPLATES = ("digest.html.j2", "endmatter.html.j2", "folio.html.j2")


@pytest.fixture(scope="session")
def words():
    """Return the packaged words of each language of the newsroom."""
    folder = ROOT / "templates/words"
    return {
        tag: Words.model_validate(yaml.safe_load((folder / f"{tag}.yaml").read_text("utf-8")))
        for tag in NAMES
    }


@pytest.fixture
def newsroom():
    """Return a function that gives the newsroom in some languages."""

    def make(*tags):
        return Newsroom.model_validate(
            {
                "name": {tag: NAMES[tag] for tag in tags},
                "series": "ARV",
                "languages": list(tags),
                "website": "https://arvenia.example/",
                "timezone": "UTC",
                "brand": {
                    "emblem": "e.svg",
                    "primary": "#000000",
                    "accent": "#000000",
                    "stripe": ["#000000"],
                },
                "contacts": {"press": {"address": dict.fromkeys(tags, "A")}},
            }
        )

    return make


@pytest.fixture
def item():
    """Return a function that makes a bulletin of July 2018 in its place."""

    def make(number, folio=1, parts=((A4,),), **more):
        bulletin = Bulletin.model_validate(
            {
                "number": number,
                "kind": "notice",
                "date": "2018-07-10",
                "place": dict.fromkeys(NAMES, "Port"),
                "title": {"en": "A title", "fr": "Un titre", "ru": "Заглавие", "zh": "标题"},
                "body": dict.fromkeys(NAMES, "Text"),
                **more,
            }
        )
        return Item(f"b{number}", bulletin, bulletin.record("ARV"), folio, parts if folio else ())

    return make


@pytest.fixture
def page(words, newsroom):
    """Return a function that composes a part of a volume with a template of one line."""

    def fill(compose, template, *items, tags=("en", "fr"), period=None, topic=None):
        theme = Theme(
            dict.fromkeys(TEMPLATES, template),
            {name: Stylesheet(f"styles/{name}", "") for name in STYLESHEETS},
            words,
            (),
        )
        volume = Volume(period or Period.of_month(dt.date(2018, 7, 1)), topic, items)
        house = newsroom(*tags)
        emblem = () if compose.__name__ == "compose_folio" else (Asset("brand/e.svg", b"<svg/>"),)
        return compose(volume, house, theme, *emblem)

    return fill


@pytest.fixture
def composed(page):
    """Return a function that gives the HTML alone."""
    return lambda *arguments, **keys: page(*arguments, **keys).html
