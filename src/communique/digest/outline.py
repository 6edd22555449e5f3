"""The outline of the whole: an entry for each bulletin, its own headings below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pypdf.generic import Fit

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import Destination, IndirectObject


def add_entry(writer: PdfWriter, heading: str, reader: PdfReader, first: int) -> IndirectObject:
    """Add the entry of the bulletin that begins at page `first` of the whole (0 is the first)."""
    top = Fit.xyz(top=float(reader.pages[0].mediabox.top))
    return writer.add_outline_item(title=heading, page_number=first, fit=top, is_open=False)


def add_headings(writer: PdfWriter, entry: IndirectObject, reader: PdfReader, first: int) -> None:
    """Add below `entry` the headings of the file that begins at page `first` of the whole.

    Those of the first level repeat the title, in each language: those below them move up.
    """
    for item in reader.outline:
        if isinstance(item, list):
            _add_below(writer, entry, item, reader, first)


def _add_below(
    writer: PdfWriter, parent: IndirectObject, items: list[Any], reader: PdfReader, first: int
) -> None:
    entry = parent
    for item in items:  # pypdf puts the children of an item into a list after it
        if isinstance(item, list):
            _add_below(writer, entry, item, reader, first)
        else:
            entry = _add(writer, parent, item, first + _page_number(reader, item))


def _add(writer: PdfWriter, parent: IndirectObject, item: Destination, page: int) -> IndirectObject:
    place = Fit.xyz(left=item.left, top=item.top)
    return writer.add_outline_item(
        title=str(item.title), page_number=page, parent=parent, fit=place, is_open=False
    )


def _page_number(reader: PdfReader, item: Destination) -> int:
    return cast("int", reader.get_destination_page_number(item))
