"""What the options say that every command has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import update_wrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show results and faults only.")
verbose_option = click.option(
    "-v", "--verbose", is_flag=True, help="Show also what is left as it is, and where a breakdown came from."
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How the command was called."""

    directory: Path = Path()
    quiet: bool = False
    verbose: bool = False


def with_settings(command: Callable[..., int]) -> Callable[..., int]:
    """Give `command` the settings, from the options before its name and those after it."""

    def called(ctx: click.Context, /, *args: Any, quiet: bool, verbose: bool, **options: Any) -> int:
        before = ctx.ensure_object(Settings)
        settings = Settings(before.directory, before.quiet or quiet, before.verbose or verbose)
        return command(settings, *args, **options)

    return quiet_option(verbose_option(update_wrapper(click.pass_context(called), command)))
