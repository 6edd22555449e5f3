"""What the rules found and where the file says it, joined into faults."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.check import check_bulletin
from communique.errors import CommuniqueError, Fault, RenderFaults

if TYPE_CHECKING:
    from communique.check import Finding
    from communique.load import Entry
    from communique.model import Newsroom


def inspect_entry(entry: Entry, newsroom: Newsroom) -> tuple[Fault, ...]:
    """Return what the rules hold against `entry`, each fault with its line and column."""
    return tuple(_fault(finding, entry) for finding in check_bulletin(entry.bulletin, newsroom))


def locate(error: CommuniqueError, entry: Entry) -> CommuniqueError:
    """Return `error` with a place in the file of `entry` for each fault of rendering that has none.

    A fault with a subject, such as a character that no font has, is found where that first stands.
    """
    if not isinstance(error, RenderFaults):
        return error
    return RenderFaults(_placed(fault, entry) for fault in error.faults)


def _fault(finding: Finding, entry: Entry) -> Fault:
    line, column = entry.places.at(finding.where, finding.line)
    return Fault(finding.code, finding.message, entry.path, line, column, finding.hint)


def _placed(fault: Fault, entry: Entry) -> Fault:
    if fault.path is not None:
        return fault
    text = entry.source.decode(errors="replace")
    if not fault.subject or fault.subject not in text:
        return replace(fault, path=entry.path)
    before = text[: text.index(fault.subject)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return replace(fault, path=entry.path, line=line, column=column)
