"""What a person asks for → the digests that are meant, or all that is wrong with the asking."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.build.holdings import hold, months_of
from communique.build.scope import Scope, period_name, read_period, scope_of_output, slug, spelling
from communique.errors import Fault, UsageError
from communique.model import Period
from communique.model.part import did_you_mean, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from communique.build.holdings import Shelf
    from communique.build.manifest import Manifest

SPAN = "--from/--to"
LISTED = 12  # names that a hint lists
FORMS = {
    "month": (r"\d{4}-\d{2}", "2018-07"),
    "year": (r"\d{4}", "2018"),
    "day": (r"\d{4}-\d{2}-\d{2}", "2018-07-31"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """The digests that are asked for, as a person writes it. Nothing asks for the latest month.

    Each topic has a volume of its own: within each period that is asked for, or else of all time.
    """

    months: Sequence[str] = ()  # 2018-07
    years: Sequence[str] = ()  # 2018
    topics: Sequence[str] = ()
    since: str = ""  # 2018-07-01: the first day of a span
    until: str = ""  # 2018-09-30: its last day
    every: bool = False  # each month, and each other digest that was made before


def scopes_asked(wish: Wish, shelf: Shelf, manifest: Manifest) -> list[Scope]:
    """Return the digests that `wish` asks for, each once, in that order.

    Raises UsageError with all that cannot be: what is malformed, contradicts itself or has no bulletins.
    """
    faults = [*_contradictions(wish)]
    periods = [*_periods(wish, faults)]
    topics = [*_topics(wish, shelf, faults)]
    if wish.every:
        scopes = [*months_of(shelf), *made_before(manifest, shelf)]
    elif topics:
        scopes = [Scope(period, topic) for topic in topics for period in periods or (None,)]
    else:
        scopes = [Scope(period) for period in periods] or months_of(shelf)[-1:]
    faults += (_empty(scope, shelf) for scope in scopes if hold(scope, shelf).is_empty)
    if faults:
        raise UsageError(dict.fromkeys(faults))
    return list(dict.fromkeys(scopes))


def made_before(manifest: Manifest, shelf: Shelf) -> list[Scope]:
    """Return the digests other than a month's that were made, lie there still and have bulletins.

    They are kept up to date: one that nobody brings up to date would go on saying what was
    withdrawn. Who wants it no longer deletes it.
    """
    scopes = [scope for name in manifest.made if (scope := scope_of_output(name)) and not _is_month(scope)]
    there = (scope for scope in scopes if (manifest.folder / scope.output).is_file())
    return [scope for scope in there if not hold(scope, shelf).is_empty]


def _is_month(scope: Scope) -> bool:
    return scope.topic is None and scope.period is not None and scope.period.is_month


def _contradictions(wish: Wish) -> Iterator[Fault]:
    chosen = {
        "a month": wish.months,
        "--year": wish.years,
        "--topic": wish.topics,
        SPAN: wish.since or wish.until,
    }
    others = [name for name, given in chosen.items() if given]
    if wish.every and others:
        hint = "--all binds every month; bind the others in a run of their own"
        yield Fault("U008", f"--all and {', '.join(others)} exclude each other", hint=hint)
    for name in ("a month", "--year"):
        if chosen[name] and chosen[SPAN]:
            message = f"{name} and {SPAN} exclude each other"
            yield Fault("U008", message, hint="bind the one, then the other")
    if bool(wish.since) != bool(wish.until):
        given, lacking = ("--from", "--to") if wish.since else ("--to", "--from")
        yield Fault(
            "U008", f"{given} stands alone; expected {lacking} too", hint="name both days of the span"
        )


def _periods(wish: Wish, faults: list[Fault]) -> Iterator[Period]:
    """Yield the periods of `wish`, and put what is none among the `faults`."""
    for kind, names in (("month", wish.months), ("year", wish.years)):
        for name in names:
            period = read_period(name) if _is_written_as(kind, name) else None
            if period:
                yield period
            else:
                faults.append(_malformed(kind, name))
    first, last = _day("--from", wish.since, faults), _day("--to", wish.until, faults)
    if first and last and first > last:
        message = f"--from {first} is after --to {last}"
        faults.append(Fault("U008", message, hint=f"write --from {last} --to {first}"))
    elif first and last:
        yield Period(first, last)


def _day(option: str, day: str, faults: list[Fault]) -> dt.date | None:
    if not day:
        return None
    try:
        if _is_written_as("day", day):
            return dt.date.fromisoformat(day)
    except ValueError:
        pass
    faults.append(_malformed("day", day, f"{option}: "))
    return None


def _is_written_as(kind: str, text: str) -> bool:
    return re.fullmatch(FORMS[kind][0], text, re.ASCII) is not None


def _malformed(kind: str, text: str, option: str = "") -> Fault:
    message = f"{option}{shown(text)} is not a {kind}; expected one such as {FORMS[kind][1]}"
    return Fault("U007", message, hint=_meant(kind, text))


def _meant(kind: str, text: str) -> str:
    """Return the hint for another kind of period, where `text` is one."""
    if kind == "month" and re.fullmatch(FORMS["year"][0], text, re.ASCII):
        return f"write --year {text} for the volume of a year"
    return ""


def _topics(wish: Wish, shelf: Shelf, faults: list[Fault]) -> Iterator[str]:
    """Yield the topics of `wish`, and put those that no bulletin has among the `faults`."""
    known = {slug(topic): topic for card in shelf.cards for topic in card.topics}
    for topic in wish.topics:
        if slug(topic) in known:
            yield slug(topic)
        else:
            message = f"no bulletin has the topic {shown(topic)}"
            faults.append(Fault("U009", message, hint=_near(topic, known.values())))


def _near(topic: str, known: Iterable[str]) -> str:
    topics = sorted(set(known))
    there = ", ".join(topics[:LISTED]) + (" …" if len(topics) > LISTED else "")
    return did_you_mean(nearest(topic, topics)) or f"topics of bulletins: {there or 'none yet'}"


def _empty(scope: Scope, shelf: Shelf) -> Fault:
    """Return the fault of a digest that would have no bulletins."""
    name = period_name(scope.period) if scope.period else ""
    if scope.topic:
        hint = f"leave out {name} for all of the topic's bulletins"
        topic = spelling(scope.topic, shelf.cards)
        return Fault("U002", f"{name} has no bulletins on the topic {shown(topic)}", hint=hint)
    months = [period_name(month.period) for month in months_of(shelf) if month.period]
    if scope.period and scope.period.is_year:
        there = sorted({month[:4] for month in months})
        return Fault("U002", f"{name} has no bulletins", hint=f"years with bulletins: {_listed(there, name)}")
    what = name.replace("_", " to ")
    return Fault("U002", f"{what} has no bulletins", hint=f"months with bulletins: {_listed(months, name)}")


def _listed(names: Sequence[str], wanted: str) -> str:
    """Return `names`, which are in order; of many, those about the one that was `wanted`."""
    before = sum(name < wanted for name in names)
    start = max(0, min(before - LISTED // 2, len(names) - LISTED))
    few = names[start : start + LISTED]
    left, right = "… " if start else "", " …" if start + LISTED < len(names) else ""
    return f"{left}{', '.join(few)}{right}" or "none yet"
