"""Languages by their BCP 47 tags, and text that exists in several of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Annotated

import langcodes
from pydantic import AfterValidator, ConfigDict, RootModel

from communique.model.part import Text, did_you_mean, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts written from right to left that Unicode's CLDR gives to a living language.
RIGHT_TO_LEFT_SCRIPTS = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)

# ASCII alone, since a tag becomes the name of a file of words.
SUBTAGS = re.compile(r"[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*")


def check_tag(value: str) -> str:
    """Accept a well-formed BCP 47 tag whose subtags are registered (RFC 5646, 2.2.9)."""
    if not SUBTAGS.fullmatch(value) or not langcodes.tag_is_valid(value):
        what = "is not a language tag; expected a BCP 47 tag such as en, ru or pt-BR"
        raise refusal("tag", value, what, did_you_mean(_meant_tag(value)))
    return value


def _meant_tag(value: str) -> str:
    """Return the tag for a slip that is often made: `en_US`, or a country's code, as `cz` for `cs`."""
    if "_" in value and langcodes.tag_is_valid(value):
        return value.replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2}", value):
        spoken_there = langcodes.Language.get(f"und-{value.upper()}").maximize().language or ""
        return spoken_there if spoken_there != "en" else ""  # CLDR's guess for a land it does not know
    return ""


def usual_spelling(tag: str) -> str:
    """Return `tag` in the capitals that are usual: `zh-Hant-TW` for `ZH-hant-tw` (RFC 5646, 2.1.1)."""
    language, *others = tag.lower().split("-")
    usual = [language]
    for subtag in others:
        is_extension = any(len(before) == 1 for before in usual)
        usual.append(subtag if is_extension else _usual_subtag(subtag))
    return "-".join(usual)


def _usual_subtag(subtag: str) -> str:
    return {2: subtag.upper(), 4: subtag.title()}.get(len(subtag), subtag)  # a region, a script


Tag = Annotated[str, AfterValidator(check_tag)]


@cache
def direction(tag: str) -> str:
    """Return `rtl` for a language whose usual script runs from right to left, else `ltr`."""
    script = langcodes.Language.get(tag).maximize().script
    return "rtl" if script in RIGHT_TO_LEFT_SCRIPTS else "ltr"


class LocalText(RootModel[dict[Tag, Text]]):
    """The same text in several languages, by tag."""

    model_config = ConfigDict(frozen=True, strict=True)

    def __getitem__(self, tag: str) -> str:
        return self.root[tag]

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # pydantic's yields pairs; a mapping yields keys
        return iter(self.root)

    def __contains__(self, tag: str) -> bool:
        return tag in self.root

    def __len__(self) -> int:
        return len(self.root)
