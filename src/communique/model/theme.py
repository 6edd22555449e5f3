"""The house's look and its fixed words, read and ready: no path is followed after this."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING, Annotated, get_args

from pydantic import AfterValidator

from communique.model.bulletin import Kind, Standing
from communique.model.part import Part, Text, broken, did_you_mean, nearest, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from communique.model.page import Asset, Stylesheet


def filled(*names: str, required: bool = False) -> AfterValidator:
    """Accept a pattern whose braces hold only `names`, and hold each where `required`."""

    def check(pattern: str) -> str:
        found = _placeholders(pattern)
        for name in found - set(names):
            expected = " or ".join(f"{{{known}}}" for known in names)
            hint = did_you_mean(nearest(name, names))
            raise refusal("placeholder", f"{{{name}}}", f"is never filled here; expected {expected}", hint)
        missing = [name for name in names if name not in found] if required else []
        if missing:
            raise refusal("placeholder", pattern, f"lacks {{{missing[0]}}}")
        return pattern

    return AfterValidator(check)


def _placeholders(pattern: str) -> set[str]:
    try:
        fields = [
            (name, spec, sign) for _, name, spec, sign in Formatter().parse(pattern) if name is not None
        ]
    except ValueError:
        raise refusal("placeholder", pattern, "has a brace without its fellow") from None
    return {name + (f":{spec}" if spec else "") + (f"!{sign}" if sign else "") for name, spec, sign in fields}


def each_of(choices: object) -> AfterValidator:
    """Accept words that leave out none of the `choices`."""

    def check(words: dict[str, str]) -> dict[str, str]:
        missing = [choice for choice in get_args(choices) if choice not in words]
        if missing:
            raise broken("words", f"there are no words for {', '.join(missing)}")
        return words

    return AfterValidator(check)


class MailWords(Part):
    """The fixed words of mails, beside those that they share with pages.

    A key here is none of `Words`: what is missing is told by its name.
    """

    subject: Annotated[Text, filled("state", "title", required=True)]  # Correction: …
    trial: Annotated[Text, filled("subject", required=True)]
    trial_note: Text
    corrects: Text  # the state of a corrected bulletin in a subject
    withdraws: Text  # and of one that is withdrawn
    attached: Text  # over the names of files
    full_text: Text  # over where it is read, if no file goes with the mail
    online: Text  # over the same, if one does
    why: Text  # one gets this mail
    leave: Annotated[Text, filled("address", required=True)]
    answer: Text  # to leave, where there is no address for it


class Words(Part):
    """The fixed words of one language, from templates/words/xx.yaml.

    Patterns in braces are filled by name: `Page {page} of {pages}`. Dates are patterns of
    Unicode Technical Standard 35, which Babel fills.
    """

    date: Text  # 31 July 2018
    month: Text  # July 2018
    year: Text  # 2018
    moment: Text  # 31 July 2018, 15:00
    dateline: Annotated[Text, filled("place", "date", required=True)]
    label: Annotated[Text, filled("label", required=True)]  # Source:
    kinds: Annotated[dict[Kind, Text], each_of(Kind)]
    standings: Annotated[dict[Standing, Text], each_of(Standing)]
    immediate: Text
    embargoed: Annotated[Text, filled("moment", "zone")]
    corrected: Annotated[Text, filled("date", "version")]
    withdrawn: Annotated[Text, filled("date")]
    check_against_delivery: Text
    correction: Annotated[Text, filled("date")]
    press_contact: Text
    phone: Text
    fax: Text
    emergency: Text
    email: Text
    website: Text
    qr: Annotated[Text, filled("address")]  # alternative text of the QR code
    photo_credit: Annotated[Text, filled("credit")]
    related: Text
    source: Text
    note: Text
    page: Annotated[Text, filled("page", "pages", required=True)]
    digest: Annotated[Text, filled("period", required=True)]
    contents: Text
    numbers: Annotated[Text, filled("first", "last")]
    bulletins: Annotated[Text, filled("count")]  # how many
    span: Annotated[Text, filled("first", "last", required=True)]  # from one day or month to another
    topic: Text
    index: Text  # by topic
    no_topic: Text  # over those that have none
    corrections: Text
    withdrawals: Text
    mail: MailWords


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a family, in the font that is called `asset`."""

    family: str
    weight: int  # as CSS counts it
    italic: bool
    asset: str


@dataclass(frozen=True, slots=True)
class Stack:
    """Families in the order in which a character is sought in them."""

    text: tuple[str, ...]  # of the statement
    label: tuple[str, ...]  # of all the rest


@dataclass(frozen=True, slots=True)
class Typefaces:
    """Faces beyond those that the stylesheets declare, and the order of all families."""

    faces: tuple[Face, ...] = ()
    stack: Stack | None = None  # None: the stylesheets' own
    leading: Mapping[str, Stack] = field(default_factory=dict)  # of languages whose own script comes first


@dataclass(frozen=True, slots=True)
class Theme:
    """Templates by name, stylesheets by name, words by language, and the fonts with their order."""

    templates: Mapping[str, str]
    stylesheets: Mapping[str, Stylesheet]
    words: Mapping[str, Words]
    fonts: tuple[Asset, ...]
    typefaces: Typefaces = Typefaces()
    finish: tuple[str, ...] = ()  # stylesheets that come after a page's own
