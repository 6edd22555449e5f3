"""Faults → lines for a person, and the exit status that they end with."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import click

from communique.cli.paths import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.errors import CommuniqueError, Fault

# Of several errors the one that must be mended first gives the exit status.
PRECEDENCE = (2, 3, 4, 1, 5)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def exit_status(errors: Iterable[CommuniqueError]) -> int:
    """Return the exit status that `errors` end with, and 0 where there are none."""
    return min((error.exit_status for error in errors), key=PRECEDENCE.index, default=0)


def in_order(errors: Iterable[CommuniqueError]) -> list[Fault]:
    """Return the faults of `errors`, each once, by file and line; those without a file stand last."""
    faults = dict.fromkeys(fault for error in errors for fault in error.faults)
    return sorted(faults, key=_place)


def tell_faults(errors: Iterable[CommuniqueError]) -> None:
    """Write the faults of `errors` to standard error."""
    for fault in in_order(errors):
        first, *others = fault_lines(fault)
        tell(first)
        for line in others:
            tell(f"    {line}")
        if fault.hint:
            tell(f"  {click.style('hint:', fg='cyan')} {clean(fault.hint)}")


def fault_lines(fault: Fault) -> list[str]:
    """Return `path:line:column: code message`, without what is not known, and the message's further lines."""
    numbers = [str(number) for number in (fault.line, fault.column) if number is not None]
    place = ":".join([clean(shown(fault.path)), *numbers]) if fault.path else "communique"
    code = click.style(fault.code, fg="red")
    first, *others = map(clean, fault.message.splitlines() or [""])
    return [f"{click.style(f'{place}:', bold=True)} {code} {first}", *others]


def tell(line: str) -> None:
    """Write a styled line to standard error, in colour where that is wanted."""
    click.echo(line, err=True, color=False if os.environ.get("NO_COLOR") else None)


def clean(text: str) -> str:
    """Return `text` with control characters made visible: a file's content must not steer the terminal."""
    return CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def _place(fault: Fault) -> tuple[bool, str, int, int]:
    return fault.path is None, str(fault.path or ""), fault.line or 0, fault.column or 0
