"""Questions before what cannot be taken back: on a terminal alone, and never of a script."""

from __future__ import annotations

import sys

import click

from communique.errors import Fault, UsageError


def ask(question: str, *, yes: bool) -> None:
    """Ask `question`, unless `yes` answers it.

    Raises click.Abort for a no, and UsageError where nobody can answer.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        message = f"nobody is there to answer: {question}"
        raise UsageError([Fault("U013", message, hint="add --yes where it is to be done without asking")])
    click.confirm(question, abort=True, err=True)
