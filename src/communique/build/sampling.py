"""Which pages of a digest are looked through before it is written. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from communique.digest import Plan


def pages_to_prove(
    planned: Plan, forms: Mapping[str, Sequence[Hashable]], leading: int, pages: int
) -> frozenset[int]:
    """Return the pages (1 is the first of the file) that show whether binding left all of them sound.

    The bulletins were proved when they were built, and binding adds to each page but its number:
    whether that has room depends on how the foot is laid out, which all pages of one size and form
    share. So of each size and form it takes the last first page and the last of those that follow,
    whose numbers are the longest, and the end of the longest bulletin, whose own number is; besides
    the `leading` pages before the body and what follows it, of `pages` in all. `forms` tells the
    form of each PDF of a document by its key.
    """
    last: dict[Hashable, int] = {}
    longest: dict[Hashable, tuple[int, int]] = {}
    for place in planned.places:
        for nth, (part, form) in enumerate(zip(place.entry.parts, forms[place.entry.key], strict=True)):
            first = place.folio_in(nth)
            last |= {(form, sheet, at == 0): first + at for at, sheet in enumerate(part)}
            longest[form] = max(longest.get(form, (0, 0)), (len(part), first + len(part) - 1))
    body = {leading + folio for folio in (*last.values(), *(end for _, end in longest.values()))}
    after = leading + len(planned.sheets)
    return frozenset({*range(1, leading + 1), *body, *range(after + 1, pages + 1)})
