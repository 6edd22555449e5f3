"""Which templates and stylesheets a kind of page is made from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from communique.compose import bulletin
from communique.compose.letter import mail
from communique.compose.volume import back, folio, front, look

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

# What leads from one template to another, and the names in it (Jinja2, "Template Designer Documentation").
STATEMENT = re.compile(r"\{%[-+]?\s*(?:include|import|extends|from)\b(.*?)%\}", re.DOTALL)
NAME = re.compile(r"""(["'])(.*?)\1""", re.DOTALL)


class Sheets(NamedTuple):
    """The templates that are filled, and the stylesheets that go with them."""

    templates: tuple[str, ...]
    stylesheets: tuple[str, ...]


BULLETIN = Sheets((bulletin.TEMPLATE,), bulletin.STYLESHEETS)
DIGEST = Sheets((front.TEMPLATE, back.TEMPLATE, folio.TEMPLATE), look.STYLESHEETS)
MAIL = Sheets((mail.HTML, mail.TEXT), (mail.STYLESHEET,))  # no part of any PDF's look


def reached(templates: Mapping[str, str], roots: Iterable[str]) -> frozenset[str]:
    """Return the names of those `templates` that `roots` are or lead to.

    A template that works out the name of another may lead to each.
    """
    found: set[str] = set()
    waiting = [name for name in roots if name in templates]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _named(templates[name], templates)
    return frozenset(found)


def _named(source: str, templates: Collection[str]) -> Iterator[str]:
    for statement in STATEMENT.findall(source):
        names = [name for _, name in NAME.findall(statement)]
        yield from (name for name in names if name in templates)
        if not names:
            yield from templates
