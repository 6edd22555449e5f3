"""Lists with what the ledger knows of their subscribers; and changing both."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from communique.author.roll import with_item, with_row, without_item, without_rows
from communique.build.output import write_whole
from communique.dispatch.records import reading
from communique.errors import Fault, SourceFaults, UsageError
from communique.ledger import open_ledger
from communique.load import Roll, load_lists
from communique.load.lists import read_list
from communique.load.table import delimiter_of, heads_of
from communique.model import MailingList, Subscriber, canonical
from communique.model.part import did_you_mean, nearest, shown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from communique.ledger import Suppression
    from communique.load import Lists
    from communique.model import Newsroom

BY = "communique lists"
NAME = re.compile(r"\w(?:[\w .-]{0,98}\w)?")  # of a list: its file is NAME.yaml


@dataclass(frozen=True, slots=True)
class Rolls:
    """All lists of a newsroom, and who gets nothing, by canonical address."""

    lists: Lists
    suppressed: Mapping[str, Suppression]

    def suppression(self, subscriber: Subscriber) -> Suppression | None:
        """Return why `subscriber` gets nothing, where that is so."""
        return self.suppressed.get(canonical(subscriber.address))


def read_rolls(folder: Path, newsroom: Newsroom) -> Rolls:
    """Return the lists of the newsroom in `folder`. Raises DeliveryFaults for the ledger."""
    with reading(folder) as ledger:
        return Rolls(load_lists(folder, newsroom), ledger.suppressions() if ledger else {})


def add_subscriber(
    folder: Path, newsroom: Newsroom, name: str, subscriber: Subscriber, now: dt.datetime
) -> Path:
    """Add `subscriber` to the list `name`, made where there is none, and return its file.

    Who was suppressed for bounces or by the officer gets mail again. Raises UsageError where they are on it
    already or asked for no more mail, SourceFaults where the list has faults.
    """
    _demand_name(name)
    rolls = read_rolls(folder, newsroom)
    known = rolls.suppression(subscriber)
    if known and known.reason == "unsubscribed":
        message = f"{subscriber.address} asked on {known.at:%Y-%m-%d} to get no more mail"
        raise UsageError([Fault("U015", message, hint="only they can undo it, by asking again")])
    roll = rolls.lists.rolls.get(name) or Roll(name, folder / "lists" / f"{name}.yaml", MailingList())
    _demand_sound(roll, rolls.lists)
    path, subscribers = roll.path, roll.list.subscribers
    if any(canonical(one.address) == canonical(subscriber.address) for one in subscribers):
        hint = "edit the list where something about them is to change"
        raise UsageError([Fault("U015", f"{subscriber.address} is on the list already", path, hint=hint)])
    before = path.read_bytes().decode() if path.exists() else ""
    grown = roll.list.model_copy(update={"subscribers": (*subscribers, subscriber)})
    _write(path, _with(before, roll, subscriber), grown, newsroom)
    if known:
        with open_ledger(folder, now=now) as ledger:
            ledger.lift(subscriber.address, now, BY)
    return path


def _demand_name(name: str) -> None:
    """Refuse a name that leads out of lists/, or that no list would be read by."""
    if not NAME.fullmatch(name):
        hint = "write letters, digits, hyphens and dots within, such as press"
        raise UsageError([Fault("U012", f"{shown(name)} is no name for a list", hint=hint)])


def _with(before: str, roll: Roll, subscriber: Subscriber) -> str:
    """Return the text `before` of the list's file with one more subscriber."""
    if roll.path.suffix == ".csv":
        return with_row(before, subscriber, heads_of(before, roll.path), delimiter_of(before))
    if not roll.list.subscribers:
        return with_item(before, subscriber, None)
    last = roll.places.at(("subscribers", len(roll.list.subscribers) - 1)).line
    return with_item(before, subscriber, last)


def remove_subscriber(folder: Path, newsroom: Newsroom, name: str, address: str) -> Path:
    """Take `address` off the list `name` and return its file. Raises UsageError, or SourceFaults."""
    _demand_address(address)
    lists = load_lists(folder, newsroom)
    roll = lists.rolls.get(name)
    if roll is None:
        hint = did_you_mean(nearest(name, lists.rolls)) or "`communique lists` shows them"
        raise UsageError([Fault("U012", f"there is no list {shown(name)}", hint=hint)])
    _demand_sound(roll, lists)
    keys = [canonical(one.address) for one in roll.list.subscribers]
    if canonical(address) not in keys:
        hint = did_you_mean(nearest(address, keys))
        raise UsageError([Fault("U015", f"{address} is not on the list", roll.path, hint=hint)])
    nth = keys.index(canonical(address))
    before = roll.path.read_bytes().decode()
    line = roll.places.at(("subscribers", nth)).line
    if roll.path.suffix == ".csv":
        following = roll.places.values.get(("subscribers", nth + 1))
        after = without_rows(before, line, following.line if following else None)
    else:
        after = without_item(before, line)
    left = (*roll.list.subscribers[:nth], *roll.list.subscribers[nth + 1 :])
    _write(roll.path, after, roll.list.model_copy(update={"subscribers": left}), newsroom)
    return roll.path


def suppress_address(folder: Path, given: str, reason: str, now: dt.datetime) -> str:
    """Let the address `given`, or the one that its token stands for, get nothing; return the address.

    Raises UsageError where it is neither.
    """
    if "@" in given:
        _demand_address(given)
    with open_ledger(folder, now=now) as ledger:
        address = given if "@" in given else ledger.address_of(given)
        if address is None:
            hint = "write an address, or the token from a link for unsubscribing"
            raise UsageError([Fault("U015", f"{shown(given)} stands for nobody", hint=hint)])
        by_token = "@" not in given
        ledger.suppress(address, "unsubscribed" if by_token else "asked", now, reason or BY)
    return address


def _demand_address(address: str) -> None:
    try:
        Subscriber(address=address)
    except ValidationError as problem:
        raise UsageError(
            Fault("U015", error["msg"], hint=error["ctx"]["hint"]) for error in problem.errors()
        ) from None


def _demand_sound(roll: Roll, lists: Lists) -> None:
    if faults := [fault for fault in lists.faults if fault.path == roll.path]:
        raise SourceFaults(faults)


def _write(path: Path, after: str, expected: MailingList, newsroom: Newsroom) -> None:
    """Write the list, unless it would not say just what is `expected`."""
    roll, faults = read_list(after.encode(), path, newsroom)
    if roll.list == expected and not faults:
        write_whole(path, after.encode())
        return
    hint = "its lines are written in a way that only a person can change safely"
    raise UsageError([Fault("U016", "the list must be edited by hand", path, hint=hint)])
