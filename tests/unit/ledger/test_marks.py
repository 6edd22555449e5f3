import shutil

import pytest

from communique.errors import DeliveryFaults
from communique.ledger import adopt_ledger, marks, open_ledger
from communique.ledger.marks import read_mark, state_path
from communique.ledger.store import NAME
from ledger_samples import ANNA, BORIS, LATER, NOW, NUMBER, intend, send


@pytest.fixture
def older(tmp_path):
    """Lay an older copy of a ledger in its place; without its mark."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        keys = intend(ledger, ANNA, BORIS)
    shutil.copy(tmp_path / NAME, tmp_path / "copy")
    shutil.copy(tmp_path / marks.NAME, tmp_path / "mark")
    with open_ledger(tmp_path, now=NOW) as ledger:
        send(ledger, keys)
    (tmp_path / "copy").replace(tmp_path / NAME)
    return tmp_path


def test_an_older_ledger_is_refused(older):
    """… a restored ledger does not let two people be mailed again; told is how far it is behind."""
    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(older, now=NOW)

    (fault,) = refused.value.faults
    behind = int(fault.message.split(": ")[1].split()[0])
    assert fault.code == "K004"
    assert 1 <= behind <= 4
    assert "--adopt" in fault.hint


def test_an_older_newsroom_is_refused(older):
    """… a newsroom restored with its mark is recognised by the user's own one."""
    (older / "mark").replace(older / marks.NAME)

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(older, now=NOW)

    assert [fault.code for fault in refused.value.faults] == ["K004"]


def test_the_mark_beside_it_is_enough(older, monkeypatch, tmp_path_factory):
    """… on another machine, or with another user, an older ledger is refused as well."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("other")))

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(older, now=NOW)

    assert [fault.code for fault in refused.value.faults] == ["K004"]


def test_an_adopted_ledger_is_taken_as_it_is(older):
    """… the officer may go on with an older ledger, and the decision is kept."""
    with adopt_ledger(older, now=LATER, by="Natalia") as ledger:
        (event,) = ledger.events()

    with open_ledger(older, now=NOW) as ledger:
        assert [one.state for one in ledger.did_get(NUMBER, ANNA)] == ["intended"]
    assert (event.kind, event.at, event.recipient) == ("adopted", LATER, "")
    assert event.detail.startswith("by Natalia; ")


def test_a_missing_ledger_can_be_begun_anew(older):
    """… where no copy is left, the officer may begin a new ledger, which goes on as any other."""
    (older / NAME).unlink()

    adopt_ledger(older, now=NOW, by="Natalia").close()

    with open_ledger(older, now=NOW) as ledger:
        assert ledger.issues() == []


def test_what_a_crash_left_beside_the_ledger_counts(tmp_path):
    """… a ledger whose last transactions stand in its -wal is as new as its mark."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        send(ledger, intend(ledger, ANNA))
        crashed = tmp_path / "crashed"
        shutil.copytree(tmp_path / ".communique", crashed / ".communique")

    with open_ledger(crashed, now=NOW) as ledger:
        assert [one.state for one in ledger.did_get(NUMBER, ANNA)] == ["accepted"]


def test_a_mark_that_lags_is_brought_up_to_its_ledger(tmp_path):
    """… a crash between a transaction and its mark is none of an older ledger."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        intend(ledger, ANNA)
    mark = read_mark(tmp_path / marks.NAME)
    (tmp_path / marks.NAME).write_text(f"{mark.ledger} {0:020d}\n", encoding="ascii")
    state_path(mark.ledger).unlink()

    open_ledger(tmp_path, now=NOW).close()

    assert read_mark(tmp_path / marks.NAME) == read_mark(state_path(mark.ledger)) == mark


@pytest.mark.parametrize("content", [b"", b"\0" * 54, b"g" * 54])
def test_a_mark_that_a_power_cut_spoiled_is_none(tmp_path, content):
    """… a half-written mark holds nobody up: it is written anew."""
    open_ledger(tmp_path, now=NOW).close()
    (tmp_path / marks.NAME).write_bytes(content)

    open_ledger(tmp_path, now=NOW).close()

    assert read_mark(tmp_path / marks.NAME).counter >= 1


def test_the_user_s_mark_is_kept_where_users_keep_such_things(monkeypatch, tmp_path):
    """… without XDG_STATE_HOME, or with one that leads nowhere certain, it lies in the home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", "relative")

    assert state_path("abc") == tmp_path / ".local/state/communique/abc"


def test_it_does_without_the_user_s_mark(monkeypatch, tmp_path):
    """… where the user's folder cannot be written, the mark beside the ledger is enough."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))

    with open_ledger(tmp_path, now=NOW) as ledger:
        assert intend(ledger, ANNA)


def test_a_user_without_a_home_has_no_mark(monkeypatch):
    """… a service's user is served as well."""
    monkeypatch.setenv("XDG_STATE_HOME", "")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("os.getuid", lambda: 3_999_999_999)

    assert state_path("abc") is None


def test_a_mark_that_cannot_be_opened_is_told(tmp_path):
    """… without a place for its mark nothing is sent."""
    (tmp_path / marks.NAME).mkdir(parents=True)

    with pytest.raises(DeliveryFaults) as refused:
        open_ledger(tmp_path, now=NOW)

    assert [fault.code for fault in refused.value.faults] == ["K006"]


def test_one_sender_at_a_time(tmp_path):
    """… a second sender is refused while the first is at work, and it cannot call its mails doubtful."""
    with open_ledger(tmp_path, now=NOW) as one, open_ledger(tmp_path, now=NOW) as other:
        with one.journal(), pytest.raises(DeliveryFaults) as refused, other.journal():
            pass
        with one.journal(), pytest.raises(DeliveryFaults) as not_recovered:
            other.recover()
        with other.journal():
            pass

    for problem in (refused, not_recovered):
        assert [fault.code for fault in problem.value.faults] == ["K007"]
