"""The ledger's tables, in numbered steps: a ledger of any older version is led to the newest."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from communique.ledger.store import refusal, unreachable
from communique.ledger.values import stamp

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from communique.ledger.store import Store

APPLICATION = 0x434D_5145  # tells a ledger from other programs' files (SQLite, PRAGMA application_id)
# A delivery's own table is in the order of its key: those of an issue lie side by side, and one is found by
# its two numbers without a further index. The few of them that are not over have an index of their own.
DELIVERIES = (
    """CREATE TABLE meta (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        ledger TEXT NOT NULL,
        secret BLOB NOT NULL CHECK (length(secret) = 32),
        counter INTEGER NOT NULL,
        born INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE issue (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL,
        version INTEGER NOT NULL,
        meaning TEXT NOT NULL,
        first_at INTEGER NOT NULL,
        UNIQUE (number, version)
    ) STRICT""",
    """CREATE TABLE recipient (
        id INTEGER PRIMARY KEY CHECK (id < 4294967296),
        address TEXT NOT NULL UNIQUE,
        written TEXT NOT NULL,
        token TEXT NOT NULL UNIQUE
    ) STRICT""",
    """CREATE TABLE delivery (
        issue INTEGER NOT NULL REFERENCES issue,
        recipient INTEGER NOT NULL REFERENCES recipient,
        state TEXT NOT NULL CHECK (state IN
            ('intended', 'sending', 'accepted', 'deferred', 'refused', 'doubt', 'suppressed')),
        list TEXT NOT NULL,
        languages TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        at INTEGER NOT NULL,
        due INTEGER,
        answer TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (issue, recipient)
    ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX delivery_open ON delivery (state)
        WHERE state IN ('intended', 'sending', 'deferred', 'doubt')""",
    """CREATE TABLE event (
        id INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        issue INTEGER REFERENCES issue,
        recipient INTEGER REFERENCES recipient,
        detail TEXT NOT NULL
    ) STRICT""",
)
RETURNS = (
    """CREATE TABLE suppression (
        recipient INTEGER PRIMARY KEY REFERENCES recipient,
        reason TEXT NOT NULL CHECK (reason IN ('unsubscribed', 'asked', 'bounced')),
        at INTEGER NOT NULL,
        source TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE returned (
        digest TEXT PRIMARY KEY,
        recipient INTEGER NOT NULL REFERENCES recipient,
        issue INTEGER REFERENCES issue,
        kind TEXT NOT NULL CHECK (kind IN ('hard', 'soft', 'unsubscribed')),
        answer TEXT NOT NULL,
        at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX returned_of ON returned (recipient, issue)",
)
PRINTS = (
    """CREATE TABLE print (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL,
        version INTEGER,
        meaning TEXT NOT NULL,
        printer TEXT NOT NULL,
        uri TEXT NOT NULL,
        job INTEGER,
        user TEXT NOT NULL,
        copies INTEGER NOT NULL,
        pages INTEGER NOT NULL,
        sheets INTEGER NOT NULL,
        how TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('begun', 'handed', 'printed', 'failed', 'cancelled')),
        at INTEGER NOT NULL,
        ended INTEGER,
        told TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "CREATE INDEX print_of ON print (number)",
    "CREATE INDEX print_open ON print (state) WHERE state IN ('begun', 'handed')",
)
STEPS = (DELIVERIES, RETURNS, PRINTS)
NEWEST = len(STEPS)


def is_new(store: Store) -> bool:
    """Say whether nothing is in the file yet. Raises DeliveryFaults where it is no ledger of ours."""
    application = store.row("PRAGMA application_id")[0]
    if application == APPLICATION:
        return False
    if application == 0 and store.row("SELECT count(*) FROM sqlite_schema") == (0,):
        return True
    message = "is a database of another program, and no ledger"
    raise refusal("K001", message, store.path, "move it away, and lay the ledger in its place")


def version_of(store: Store) -> int:
    """Return the ledger's version. Raises DeliveryFaults where it is newer than this program knows."""
    version: int = store.row("PRAGMA user_version")[0]
    if version > NEWEST:
        message = f"the ledger is of version {version}, and this communique knows {NEWEST} at most"
        raise refusal("K002", message, store.path, "install the newest communique")
    return version


def prepare(store: Store, now: dt.datetime, steps: int = NEWEST) -> None:
    """Make the tables where there are none, or lead older ones to version `steps`. Raises DeliveryFaults.

    A ledger that is led on is kept as it was beside it, such as ledger.sqlite.v1.
    """
    new = is_new(store)
    version = version_of(store)
    store.run("PRAGMA journal_mode = WAL")
    if new:
        _make(store, now, steps)
    elif version < steps:
        back_up(store, store.path.with_name(f"{store.path.name}.v{version}"))
        with store.at_once():
            _lead(store, steps)


def back_up(store: Store, path: Path) -> None:
    """Copy the ledger to `path`: whole and on the disk, or not at all. Raises DeliveryFaults."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        create_file(part)
        store.copy_to(part)
        sync(part)
        part.replace(path)
        sync(path.parent)
    except OSError as problem:
        raise unreachable(path, problem) from problem


def create_file(path: Path) -> None:
    """Make an empty file that strangers on this machine may not read: it will hold addresses."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o660))


def sync(path: Path) -> None:
    """Wait until a file, or what a folder holds, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make(store: Store, now: dt.datetime, steps: int) -> None:
    with store.at_once():
        if is_new(store):  # nobody else was quicker
            _lead(store, steps)
            store.run(f"PRAGMA application_id = {APPLICATION}")
            values = (secrets.token_hex(16), secrets.token_bytes(32), stamp(now))
            store.run("INSERT INTO meta VALUES (1, ?, ?, 0, ?)", values)


def _lead(store: Store, steps: int) -> None:
    """Take the steps that are left, inside a transaction."""
    for step in STEPS[version_of(store) : steps]:
        for statement in step:
            store.run(statement)
    store.run(f"PRAGMA user_version = {steps}")
