import sqlite3
from contextlib import closing

import pytest

from communique.errors import DeliveryFaults
from communique.ledger import adopt_ledger, open_ledger, peek_ledger
from communique.ledger.schema import create_file, prepare
from communique.ledger.store import NAME, Store
from ledger_samples import ANNA, BORIS, NOW, NUMBER, intend


@pytest.fixture
def first_version(tmp_path):
    """Make a ledger of version 1, which knew no suppressions, with a mail in it."""
    (tmp_path / ".communique").mkdir()
    create_file(tmp_path / NAME)
    with closing(Store(tmp_path / NAME)) as store, closing(sqlite3.connect(tmp_path / NAME)) as connection:
        prepare(store, NOW, steps=1)
        with connection:
            connection.execute("INSERT INTO issue VALUES (1, ?, 1, 'meaning', 0)", (NUMBER,))
            connection.execute("INSERT INTO recipient VALUES (1, 'anna@example.org', ?, 'token')", (ANNA,))
            connection.execute(
                "INSERT INTO delivery (issue, recipient, state, list, languages, at)"
                " VALUES (1, 1, 'accepted', 'press', 'ru en', 0)"
            )
    return tmp_path


def test_an_older_ledger_is_led_on(first_version):
    """… a ledger of version 1 keeps its mails, and can do what the newest can."""
    with open_ledger(first_version, now=NOW) as ledger:
        ledger.suppress(BORIS, "asked", NOW, "a letter")

        assert [one.state for one in ledger.did_get(NUMBER, ANNA)] == ["accepted"]
        assert set(ledger.suppressions()) == {BORIS}


def test_it_is_kept_as_it_was(first_version):
    """… before a ledger is led on, a copy that any program can read lies beside it."""
    (first_version / f"{NAME}.v1.part").write_bytes(b"what a crash left")

    open_ledger(first_version, now=NOW).close()

    with closing(sqlite3.connect(f"file:{first_version / NAME}.v1?mode=ro", uri=True)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT state FROM delivery").fetchall() == [("accepted",)]
    names = {path.name for path in (first_version / ".communique").iterdir()}
    assert names == {"ledger.sqlite", "ledger.sqlite.v1", "ledger.mark"}


def test_a_copy_can_be_laid_back(first_version):
    """… the copy, laid in the ledger's place, is led on again once it is adopted."""
    open_ledger(first_version, now=NOW).close()
    (first_version / f"{NAME}.v1").replace(first_version / NAME)

    with adopt_ledger(first_version, now=NOW, by="") as ledger:
        assert len(ledger.did_get(NUMBER, ANNA)) == 1


def test_without_a_copy_nothing_is_led_on(first_version):
    """… a ledger stays as it is where no copy of it can be made."""
    (first_version / f"{NAME}.v1").mkdir()

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(first_version, now=NOW)

    assert [fault.code for fault in refused.value.faults] == ["K006"]
    with closing(sqlite3.connect(first_version / NAME)) as ledger:
        assert ledger.execute("PRAGMA user_version").fetchone() == (1,)


def test_a_step_that_fails_changes_nothing(first_version):
    """… a ledger is led on wholly or not at all."""
    with closing(sqlite3.connect(first_version / NAME)) as ledger, ledger:
        ledger.execute("CREATE TABLE returned (in_the_way)")

    with pytest.raises(DeliveryFaults):
        open_ledger(first_version, now=NOW)

    with closing(sqlite3.connect(first_version / NAME)) as ledger:
        tables = {name for (name,) in ledger.execute("SELECT name FROM sqlite_schema")}
        assert ledger.execute("PRAGMA user_version").fetchone() == (1,)
        assert "suppression" not in tables


def test_who_looks_does_not_lead_on(first_version):
    """… reading an older ledger is refused, and what will lead it on is told."""
    with pytest.raises(DeliveryFaults) as refused:
        peek_ledger(first_version)

    (fault,) = refused.value.faults
    assert (fault.code, fault.hint) == ("K008", "the next communique send leads it on")


def test_another_s_transaction_is_told(tmp_path, monkeypatch):
    """… a ledger that somebody keeps busy is told as that, after some patience."""
    open_ledger(tmp_path, now=NOW).close()
    monkeypatch.setattr("communique.ledger.store.PATIENCE", 0.1)
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(DeliveryFaults) as refused, open_ledger(tmp_path, now=NOW) as ledger:
            intend(ledger, ANNA)

    assert [fault.code for fault in refused.value.faults] == ["K007"]
