"""The `communique` command: finds the command asked for and turns every error into lines and a status."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from communique import __version__
from communique.cli.faults import exit_status, tell, tell_faults
from communique.cli.settings import Settings, quiet_option, verbose_option
from communique.errors import CommuniqueError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (
    "init",
    "check",
    "build",
    "digest",
    "verify",
    "print",
    "printers",
    "jobs",
    "lists",
    "send",
    "ledger",
    "bounces",
    "status",
)  # in the order in which one meets them
UNEXPECTED = 4
INTERRUPTED = 130


class Commands(click.Group):
    """A group whose commands are each in a module of their own, imported when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import and return the command `cmd_name`."""
        command: click.Command = importlib.import_module(f"communique.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that `args` begin with; of a misspelt one, say what was probably meant."""
        if args[0] not in COMMANDS:
            raise click.NoSuchCommand(args[0], possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Look for the newsroom in DIR and above instead of here.",
)
@quiet_option
@verbose_option
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def group(ctx: click.Context, directory: Path, quiet: bool, verbose: bool) -> None:
    """Turn statements kept as YAML into branded bulletins in several languages.

    A newsroom is a folder with newsroom.yaml in it. Its statements stand in
    bulletins/YEAR/MONTH/, its PDFs appear in out/. Commands work on the newsroom
    of the present folder, and write what they made to standard output, one path
    a line. Everything else goes to standard error.

    \b
    Exit status:
      0    done
      1    faults in the bulletins
      2    wrong usage
      3    faults in newsroom.yaml, or there is none
      4    a template, picture, rendering or the disk failed, or communique itself
      5    a delivery failed or is in doubt
      130  interrupted
    """  # noqa: D301 - click keeps the lines as they are after the character \b
    ctx.obj = Settings(directory, quiet=quiet, verbose=verbose)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line `arguments`, by default the process's own, and exit with its status."""
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))


def run(arguments: Sequence[str]) -> int:
    """Run the command line `arguments` and return its exit status. Nothing is raised."""
    try:
        status = group.main(list(arguments), prog_name="communique", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        tell("interrupted; what was built is whole")
        return INTERRUPTED
    except CommuniqueError as error:
        tell_faults([error])
        return exit_status([error])
    except (BrokenPipeError, SystemExit):  # click exits so by itself, with the status of faults
        return _reader_gone()
    except Exception as error:  # the one boundary: a person gets a line and no traceback
        return _unexpected(error, arguments)
    return int(status or 0)


def _reader_gone() -> int:
    """Whoever read the results, such as `head`, has enough: say nothing more, not even at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _unexpected(error: Exception, arguments: Sequence[str]) -> int:
    told = str(error).strip() or "no reason given"
    tell(f"communique: this should not happen: {type(error).__name__}: {told}")
    if {"--verbose", "-v"} & set(arguments):
        tell("".join(traceback.format_exception(error)))
    else:
        tell(f"  hint: run `communique --verbose {' '.join(arguments)}` for the place, and report it")
    return UNEXPECTED
