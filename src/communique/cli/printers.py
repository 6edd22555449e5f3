"""`communique printers`: what can print, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from communique.cli.faults import clean, tell
from communique.cli.results import counted
from communique.cli.settings import Settings, with_settings
from communique.deliver.printing.discovery import is_there
from communique.deliver.printing.reasons import find_troubles
from communique.dispatch.printers import survey
from communique.load import find_newsroom, load_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.deliver.printing.ability import Ability
    from communique.dispatch.printers import Known, Seen

WHERE: dict[Known, str] = {
    "newsroom": "of newsroom.yaml",
    "cups": "of CUPS",
    "network": "on the network",
}
EXTRA = "printers on the network are found with pip install 'communique[discovery]'"
PAPERS_SHOWN = 6


@click.command("printers")
@with_settings
def command(settings: Settings) -> int:
    """Show what can print: of newsroom.yaml, of CUPS, and on the network.

    Each is shown as it tells of itself: how it stands, what paper is in it, and
    whether it prints in colour and on both sides. The first of newsroom.yaml is the
    one that `communique print` takes by itself.
    """
    folder = find_newsroom(settings.directory).resolve()
    newsroom = load_newsroom(folder)
    seen = survey(newsroom)
    for known, where in WHERE.items():
        some = [one for one in seen if one.known == known]
        if some:
            click.echo(f"{where}:")
        for one in some:
            for line in printer_lines(one):
                click.echo(clean(line))
    if not seen:
        tell("no printer is known; add one to newsroom.yaml, such as printers: {office: 'cups:office'}")
    if not is_there():
        tell(EXTRA)
    return 0


def printer_lines(seen: Seen) -> Iterator[str]:
    """Yield what a person wants to know of a printer."""
    named = seen.printer
    more = named.written if named.name != named.written else seen.label
    yield f"  {named.name}  {more}".rstrip()
    if seen.ability is None:
        yield f"    {seen.silence}"
        return
    ability = seen.ability
    yield f"    {told_state(ability)}"
    yield f"    {', '.join(_abilities(ability))}"


def told_state(ability: Ability) -> str:
    """Return what a printer is, how it stands and what paper is in it."""
    troubles = find_troubles(ability.reasons)
    state = "in an unknown state" if ability.state == "unknown" else ability.state
    waiting = f", {counted(ability.queued, 'job')} waiting" if ability.queued else ""
    closed = "" if ability.accepts else ", takes no jobs for now"
    why = "".join(f"; {trouble}" for trouble in troubles)
    papers = list(dict.fromkeys(_tray(tray.paper, tray.source) for tray in ability.trays))
    loaded = f"; has {', '.join(papers[:PAPERS_SHOWN])}" if papers else ""
    return f"{ability.make or ability.name}: {state}{waiting}{closed}{why}{loaded}".removeprefix(": ")


def _tray(paper: str, source: str) -> str:
    return f"{paper} ({source})" if source else paper


def _abilities(ability: Ability) -> Iterator[str]:
    if ability.colour is not None:
        yield "colour" if ability.colour else "black alone"
    yield "both sides" if ability.has_duplex else "one side"
    if ability.staples:
        yield "staples"
    if ability.formats and "application/pdf" not in ability.formats:
        yield "takes no PDF: reach it through CUPS"
