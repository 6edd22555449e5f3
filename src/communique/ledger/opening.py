"""The way into the ledger: made, led on, compared with its marks; or only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.ledger import marks as outside
from communique.ledger.ledger import Ledger
from communique.ledger.marks import Marks, is_sender_alive, read_mark
from communique.ledger.schema import NEWEST, create_file, is_new, prepare, sync, version_of
from communique.ledger.store import NAME, Store, refusal, unreachable
from communique.ledger.values import stamp

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

ADOPT = "lay the newest one in its place; where there is none, take this with communique ledger --adopt"


def open_ledger(folder: Path, *, now: dt.datetime, create: bool = True) -> Ledger:
    """Open the ledger of the newsroom in `folder`; where there is none yet, it is made if `create`.

    Raises DeliveryFaults where it is damaged, another program's or of a newer version, where it is
    older than its marks tell, or missing though they tell of one, and where the disk is of no use.
    """
    path = folder / NAME
    if _is_absent(path):
        _demand_none_before(folder)
        if not create:
            raise refusal("K009", "there is no ledger yet", path, "the first communique send makes it")
    return _open(folder, now, adopted_by=None)


def adopt_ledger(folder: Path, *, now: dt.datetime, by: str) -> Ledger:
    """Open the ledger as it is, whatever its marks tell, and keep as an event that `by` decided so.

    Where it is missing, a new one is made. Raises DeliveryFaults as `open_ledger` does, but for the marks.
    """
    return _open(folder, now, adopted_by=by)


def peek_ledger(folder: Path) -> Ledger | None:
    """Open the ledger to be read and no more; None where there is none yet.

    Raises DeliveryFaults where it is damaged, missing, another program's, or of another version.
    """
    path = folder / NAME
    if _is_absent(path):
        _demand_none_before(folder)
        return None
    store = Store(path, read_only=True)
    try:
        secret = _readable(store)
    except BaseException:
        store.close()
        raise
    if secret is None:
        store.close()
        return None
    return Ledger(store, secret, lambda: is_sender_alive(folder))


def _readable(store: Store) -> bytes | None:
    """Return the secret of a ledger that can be read; None while it is being made in this moment."""
    if is_new(store):
        return None
    if (version := version_of(store)) < NEWEST:
        message = f"the ledger is of version {version}, and this communique reads {NEWEST}"
        raise refusal("K008", message, store.path, "the next communique send leads it on")
    return _identity(store)[1]


def _is_absent(path: Path) -> bool:
    """Say whether no ledger is there: one whose making was cut short is none."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True
    except OSError as problem:
        raise unreachable(path, problem) from problem


def _demand_none_before(folder: Path) -> None:
    """Raise DeliveryFaults where a mark tells of a ledger that should be there."""
    if mark := read_mark(folder / outside.NAME):
        message = f"the ledger is missing; {mark.counter} changes were noted in it"
        raise refusal("K005", message, folder / NAME, ADOPT)


def _open(folder: Path, now: dt.datetime, adopted_by: str | None) -> Ledger:
    path = folder / NAME
    _lay(path)
    store = Store(path)
    try:
        prepare(store, now)
        marks = _compare(store, folder, now, adopted_by)
    except BaseException:
        store.close()
        raise
    return Ledger(store, _identity(store)[1], marks.is_taken, marks)


def _lay(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        create_file(path)
    except OSError as problem:
        raise unreachable(path, problem) from problem


def _compare(store: Store, folder: Path, now: dt.datetime, adopted_by: str | None) -> Marks:
    """Return the ledger's marks, once it has come as far as they tell. Raises DeliveryFaults where not."""
    identity = _identity(store)[0]
    mark = read_mark(folder / outside.NAME)
    if adopted_by is None and mark and mark.ledger != identity:
        message = "the mark beside the ledger is that of another one"
        raise refusal("K011", message, store.path, ADOPT)
    marks = Marks(folder, identity)
    try:
        noted = marks.furthest()  # before the counter is read: a sender that is at work goes on meanwhile
        behind = max(noted - _identity(store)[2], 0)
        if adopted_by is not None:
            _adopt(store, behind, now, adopted_by)
        elif behind:
            message = f"the ledger is older than what was sent: {behind} changes were noted after it"
            raise refusal("K004", message, store.path, ADOPT)
        marks.write(_identity(store)[2])
        marks.sync()
        sync(store.path.parent)  # a new ledger outlasts a power cut by its name too
        sync(folder)
    except BaseException:
        marks.close()
        raise
    store.committed = marks.write
    return marks


def _adopt(store: Store, behind: int, now: dt.datetime, by: str) -> None:
    with store.at_once():
        store.run("UPDATE meta SET counter = counter + ?", (behind,))
        detail = f"by {by}; {behind} changes were noted after it"
        store.run("INSERT INTO event (at, kind, detail) VALUES (?, 'adopted', ?)", (stamp(now), detail))


def _identity(store: Store) -> tuple[str, bytes, int]:
    """Return the ledger's name for itself, its secret, and how many transactions it has seen."""
    found: tuple[str, bytes, int] | None = store.row("SELECT ledger, secret, counter FROM meta")
    if found is None:
        hint = "lay the newest backup in its place, then run communique ledger --adopt"
        raise refusal("K003", "the ledger is damaged: it does not tell which one it is", store.path, hint)
    return found
