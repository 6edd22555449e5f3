import datetime as dt
from pathlib import Path
from string import Formatter

import pytest
import yaml
from babel.dates import format_date, format_datetime

from communique.model import Words

FOLDER = Path(__file__).parents[3] / "templates" / "words"
TAGS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
INSTANT = dt.datetime(2018, 7, 31, 15, 5)
# What a day, a month and a moment look like in each language.
DATES = {
    "en": ("31 July 2018", "July 2018", "31 July 2018, 15:05"),
    "ru": ("31 июля 2018 года", "июль 2018 года", "31 июля 2018 года, 15:05"),
    "fr": ("31 juillet 2018", "juillet 2018", "31 juillet 2018 à 15\u00a0h\u00a005"),
    "es": ("31 de julio de 2018", "julio de 2018", "31 de julio de 2018, 15:05"),
    "de": ("31. Juli 2018", "Juli 2018", "31. Juli 2018, 15:05 Uhr"),
    "pt": ("31 de julho de 2018", "julho de 2018", "31 de julho de 2018, 15:05"),
    "ar": ("31 يوليو 2018", "يوليو 2018", "31 يوليو 2018، الساعة 15:05"),
    "zh": ("2018年7月31日", "2018年7月", "2018年7月31日15:05"),
}


def words_of(tag: str) -> Words:
    source = yaml.safe_load((FOLDER / f"{tag}.yaml").read_text(encoding="utf-8"))
    return Words.model_validate(source)


def placeholders(words: Words) -> dict[str, set[str]]:
    texts = {key: text for key, text in words.model_dump().items() if isinstance(text, str)}
    return {key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in texts.items()}


def test_eight_languages_have_words():
    """… the languages that the documentation promises are there."""
    assert sorted(DATES) == TAGS


@pytest.mark.parametrize("tag", TAGS)
def test_words_are_complete_and_filled_as_english_is(tag):
    """… no number, date or name is left out of a language's page."""
    words = words_of(tag)

    assert placeholders(words) == placeholders(words_of("en"))


@pytest.mark.parametrize("tag", TAGS)
def test_dates_take_each_languages_own_form(tag):
    """… a date reads as a careful writer of that language writes it."""
    words = words_of(tag)

    day, month = (format_date(INSTANT, pattern, locale=tag) for pattern in (words.date, words.month))
    moment = format_datetime(INSTANT, words.moment, locale=tag)

    assert (day, month, moment) == DATES[tag]


def test_a_year_takes_each_languages_own_form():
    """… the volume of a year is called as one."""
    years = {tag: format_date(INSTANT, words_of(tag).year, locale=tag) for tag in TAGS}

    assert years == dict.fromkeys(TAGS, "2018") | {"ru": "2018 год", "zh": "2018年"}


@pytest.mark.parametrize("tag", TAGS)
def test_no_two_kinds_or_standings_share_a_name(tag):
    """… a reader can tell a statement from a notice, and an official translation from another."""
    words = words_of(tag)

    for names in (words.kinds, words.standings):
        assert len(set(names.values())) == len(names)
