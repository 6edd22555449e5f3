import sqlite3
import stat

import pytest

from communique.errors import DeliveryFaults
from communique.ledger import open_ledger, peek_ledger
from communique.ledger.store import NAME
from ledger_samples import ANNA, NOW, NUMBER, intend, send


def codes(refused):
    return [fault.code for fault in refused.value.faults]


def change(folder, statement):
    connection = sqlite3.connect(folder / NAME)
    with connection:
        connection.execute(statement)
    connection.close()


def test_a_ledger_lasts(tmp_path):
    """… what was noted is there when the ledger is opened again, with the same secret."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        secret = ledger.secret
        send(ledger, intend(ledger, ANNA))

    with open_ledger(tmp_path, now=NOW) as ledger:
        (delivery,) = ledger.did_get(NUMBER, ANNA)

        assert (delivery.state, delivery.recipient, ledger.secret) == ("accepted", ANNA, secret)
    assert len(secret) == 32


def test_it_is_one_file_once_it_is_closed(tmp_path):
    """… who copies ledger.sqlite after a sending has the whole of it."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        send(ledger, intend(ledger, ANNA))

    assert sorted(path.name for path in (tmp_path / ".communique").iterdir()) == [
        "ledger.mark",
        "ledger.sqlite",
    ]


def test_it_asks_the_disk_for_all_that_sqlite_can_do(ledger):
    """… the ledger is written ahead, with full sync and with its references checked."""
    pragmas = ("journal_mode", "synchronous", "foreign_keys")

    assert [ledger._store.row(f"PRAGMA {name}")[0] for name in pragmas] == ["wal", 2, 1]


def test_strangers_cannot_read_it(tmp_path):
    """… addresses and the secret are no matter for other users of the machine."""
    open_ledger(tmp_path, now=NOW).close()

    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) & 0o007 == 0


def test_two_ledgers_have_two_secrets(tmp_path):
    """… nobody can use one newsroom's tokens in another."""
    secrets = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        with open_ledger(tmp_path / name, now=NOW) as ledger:
            secrets.append(ledger.secret)

    assert secrets[0] != secrets[1]


def test_another_program_s_database_is_refused(tmp_path):
    """… nothing is written into a file that is no ledger."""
    (tmp_path / ".communique").mkdir()
    change(tmp_path, "CREATE TABLE songs (title)")

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)

    assert codes(refused) == ["K001"]


def test_another_program_s_mark_is_refused(tmp_path):
    """… a database that says whose it is is believed."""
    open_ledger(tmp_path, now=NOW).close()
    change(tmp_path, "PRAGMA application_id = 252006673")

    with pytest.raises(DeliveryFaults) as refused:
        peek_ledger(tmp_path)

    assert codes(refused) == ["K001"]


def test_a_newer_ledger_is_refused(tmp_path):
    """… an older program does not spoil what it does not know."""
    open_ledger(tmp_path, now=NOW).close()
    change(tmp_path, "PRAGMA user_version = 99")

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)
    with pytest.raises(DeliveryFaults) as not_read:
        peek_ledger(tmp_path)

    assert codes(refused) == codes(not_read) == ["K002"]


def test_a_damaged_file_is_refused(tmp_path):
    """… garbage in the ledger's place is told as that, and left as it is."""
    (tmp_path / ".communique").mkdir()
    damage = b"no database at all, but long enough to be taken for one" * 90
    (tmp_path / NAME).write_bytes(damage)

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)

    assert codes(refused) == ["K003"]
    assert (tmp_path / NAME).read_bytes() == damage


def test_damage_inside_is_told_where_it_is_met(tmp_path):
    """… a page of zeros becomes a fault, not a traceback."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        intend(ledger, *(f"reader{number}@example.org" for number in range(500)))
    content = bytearray((tmp_path / NAME).read_bytes())
    content[8 * 4096 :] = bytes(len(content) - 8 * 4096)
    (tmp_path / NAME).write_bytes(content)

    with pytest.raises(DeliveryFaults) as refused, open_ledger(tmp_path, now=NOW) as ledger:
        list(ledger.deliveries())

    assert codes(refused) == ["K003"]


def test_a_ledger_that_does_not_say_which_one_it_is_is_damaged(tmp_path):
    """… without its secret nothing can be sent."""
    open_ledger(tmp_path, now=NOW).close()
    change(tmp_path, "DELETE FROM meta")

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)

    assert codes(refused) == ["K003"]


def test_a_missing_ledger_is_refused(tmp_path):
    """… a ledger that was deleted is not silently begun anew: everybody would get everything again."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        send(ledger, intend(ledger, ANNA))
    (tmp_path / NAME).unlink()

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)
    with pytest.raises(DeliveryFaults) as not_read:
        peek_ledger(tmp_path)

    assert codes(refused) == codes(not_read) == ["K005"]
    assert not (tmp_path / NAME).exists()


def test_a_folder_in_its_place_is_told(tmp_path):
    """… what the system does not let us open is a fault."""
    (tmp_path / NAME).mkdir(parents=True)

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)

    assert codes(refused) == ["K006"]


def test_a_file_in_its_folder_s_place_is_told(tmp_path):
    """… what the system does not let us look into is a fault."""
    (tmp_path / ".communique").write_text("", encoding="utf-8")

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)

    assert codes(refused) == ["K006"]


def test_where_none_is_wanted_none_is_made(tmp_path):
    """… who does not send does not begin a ledger."""
    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW, create=False)

    assert codes(refused) == ["K009"]
    assert not list(tmp_path.iterdir())


def test_another_s_mark_is_refused(tmp_path):
    """… the ledger of another newsroom, laid in this one's place, is not taken for its own."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        open_ledger(tmp_path / name, now=NOW).close()
    (tmp_path / "other" / NAME).replace(tmp_path / "one" / NAME)

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path / "one", now=NOW)

    assert codes(refused) == ["K011"]


def test_a_making_that_was_cut_short_is_made_again(tmp_path):
    """… an empty file, which a crash in the first second leaves, holds nobody up."""
    (tmp_path / ".communique").mkdir()
    (tmp_path / NAME).touch()

    assert peek_ledger(tmp_path) is None
    with open_ledger(tmp_path, now=NOW) as ledger:
        assert ledger.issues() == []


class TestPeek:
    """Looking without touching."""

    def test_where_there_is_none_it_says_so(self, tmp_path):
        """… looking makes nothing."""
        assert peek_ledger(tmp_path) is None
        assert not list(tmp_path.iterdir())

    def test_a_database_without_anything_is_none_yet(self, tmp_path):
        """… a ledger that is being made in this moment is not there yet."""
        (tmp_path / ".communique").mkdir()
        connection = sqlite3.connect(tmp_path / NAME)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.close()

        assert peek_ledger(tmp_path) is None

    def test_it_reads_and_does_not_write(self, tmp_path):
        """… who looks cannot change anything."""
        with open_ledger(tmp_path, now=NOW) as ledger:
            key = intend(ledger, ANNA)["anna@example.org"]
        before = (tmp_path / NAME).read_bytes()

        with peek_ledger(tmp_path) as ledger:
            state = ledger.standing(key >> 32)["anna@example.org"].state
            with pytest.raises(DeliveryFaults) as refused:
                ledger.note_issue("2018-07", 1, "", NOW)
            with pytest.raises(DeliveryFaults) as not_sending:
                ledger.recover()

        assert state == "intended"
        assert codes(refused) == codes(not_sending) == ["K006"]
        assert (tmp_path / NAME).read_bytes() == before

    def test_it_reads_while_a_sender_writes(self, tmp_path):
        """… two look up what is done while it is done, and see each answer once it is kept."""
        with open_ledger(tmp_path, now=NOW) as ledger:
            keys = intend(ledger, *(f"reader{number}@example.org" for number in range(20)))
            with peek_ledger(tmp_path) as one, peek_ledger(tmp_path) as other:
                before = one.counts(1)
                send(ledger, keys)

                assert (before, one.counts(1)) == ({"intended": 20}, {"accepted": 20})
                assert other.counts(1) == {"accepted": 20}
