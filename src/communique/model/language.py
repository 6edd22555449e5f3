"""Languages by their BCP 47 tags, and text that exists in several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import langcodes
from pydantic import AfterValidator, ConfigDict, RootModel

from communique.model.part import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts written from right to left that Unicode's CLDR gives to a living language.
RIGHT_TO_LEFT_SCRIPTS = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)


def check_tag(value: str) -> str:
    """Accept a well-formed BCP 47 tag whose subtags are registered (RFC 5646, 2.2.9)."""
    if "_" in value or not langcodes.tag_is_valid(value):
        message = f"{value!r} is not a language tag; expected a BCP 47 tag such as en, ru or pt-BR"
        raise ValueError(message)
    return value


Tag = Annotated[str, AfterValidator(check_tag)]


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
