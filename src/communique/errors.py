"""What can go wrong, as values: a `Fault` and its place; and the few errors that end a command.

    CommuniqueError                 exit status
    ├── SourceFaults                1   faults in the bulletins
    ├── UsageError                  2   the command was asked for something it cannot do
    ├── NewsroomFaults              3   faults in newsroom.yaml, or there is none
    ├── RenderFaults                4   a template, stylesheet or the rendering failed
    ├── OutputFaults                4   an output could not be written; the last good one stays
    └── DeliveryFaults              5   a delivery failed, is in doubt or may not begin

Faults are collected and returned; an error is raised only where nothing can go on.
`cli` turns both into lines and an exit status, and nothing else prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, and where. `line` and `column` count from 1.

    `code` is stable and stands in docs/faults.md. `message` says what is wrong and what
    was expected, in lower case without a full stop; `hint` says what to do about it.
    `subject` is the text at fault where its place is not known: `build` looks it up.
    """

    code: str
    message: str
    path: Path | None = None
    line: int | None = None
    column: int | None = None
    hint: str = ""
    subject: str = ""


class CommuniqueError(Exception):
    """Ends a command, with the faults that made it end."""

    exit_status: ClassVar[int] = 1

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))

    def __reduce__(self) -> tuple[type[CommuniqueError], tuple[tuple[Fault, ...]]]:
        """Let an error pass from one process to another with its faults: Exception would give its text."""
        return type(self), (self.faults,)


class SourceFaults(CommuniqueError):
    """Bulletins that cannot be read or are not right."""


class UsageError(CommuniqueError):
    """A command that was asked for something it cannot do."""

    exit_status = 2


class NewsroomFaults(CommuniqueError):
    """newsroom.yaml is missing, cannot be read or is not right."""

    exit_status = 3


class RenderFaults(CommuniqueError):
    """A template, a stylesheet, a picture or the rendering failed."""

    exit_status = 4


class OutputFaults(CommuniqueError):
    """The disk is full, or a folder or file cannot be written."""

    exit_status = 4


class DeliveryFaults(CommuniqueError):
    """A delivery that failed, is in doubt, or may not begin."""

    exit_status = 5
