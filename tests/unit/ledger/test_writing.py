import contextlib
import resource
import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from communique.deliver.mail.envelope import Journal, Outcome
from communique.errors import DeliveryFaults
from communique.ledger import open_ledger
from communique.ledger.marks import Marks
from ledger_samples import ANNA, BORIS, LATER, NOW, NUMBER, envelope, intend, send

MANY = [f"reader{number}@example.org" for number in range(300)]
TAKEN = Outcome("accepted", "250 ok")


@contextlib.contextmanager
def full_disk(folder):
    """Let no file grow beyond the length of the longest that is there."""
    longest = max(path.stat().st_size for path in (folder / ".communique").iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def committed(folder, number=NUMBER):
    """Return the states by address, as somebody else reads them."""
    with open_ledger(folder, now=NOW) as other:
        return {one.recipient: one.state for one in other.deliveries(number=number)}


def test_it_is_what_a_sender_asks_for(ledger):
    """… the ledger's journal fits the protocol of `deliver`."""
    with ledger.journal() as journal:
        as_protocol: Journal = journal

        assert as_protocol is journal


def test_a_mark_is_on_the_disk_before_its_mail_ends(tmp_path):
    """… whoever reads the ledger once `begin` is done finds the mail under way."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        (key,) = intend(ledger, ANNA).values()
        with ledger.journal(lambda: LATER) as journal:
            journal.begin(envelope(key)).result(timeout=30)

            with open_ledger(tmp_path, now=NOW) as other:
                (seen,) = other.did_get(NUMBER, ANNA)

    assert (seen.sender_is_alive, seen.tries, seen.at) == (True, 1, LATER)


def test_many_threads_share_few_transactions(ledger):
    """… marks and answers of connections that work side by side go to the disk together."""
    keys = intend(ledger, *MANY)
    (before,) = ledger._store.row("SELECT counter FROM meta")

    with ledger.journal() as journal, ThreadPoolExecutor(8) as threads:
        marks = list(threads.map(lambda key: journal.begin(envelope(key)), keys.values()))
        assert not wait(marks, timeout=30).not_done
        list(threads.map(lambda key: journal.settle(envelope(key), TAKEN), keys.values()))

    (after,) = ledger._store.row("SELECT counter FROM meta")
    assert ledger.counts(1) == {"accepted": 300}
    assert after - before < 300


def test_answers_are_kept_though_no_mark_follows(tmp_path):
    """… an answer stands in the ledger soon, whether or not another mail begins."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        (key,) = intend(ledger, ANNA).values()
        seen = threading.Event()
        with ledger.journal() as journal:
            journal.begin(envelope(key)).result(timeout=30)
            journal.settle(envelope(key), TAKEN)
            for _ in range(1000):
                if committed(tmp_path) == {ANNA: "accepted"}:
                    seen.set()
                    break

    assert seen.is_set()


def test_ledger_is_opened_while_a_sender_is_at_work(ledger, tmp_path, monkeypatch):
    """… whatever it notes in between, the ledger is not called older than its marks."""
    (key,) = intend(ledger, ANNA).values()
    look = Marks.furthest

    def look_a_little_later(marks):
        with ledger.journal() as journal:
            journal.settle(envelope(key), TAKEN)
        return look(marks)

    monkeypatch.setattr(Marks, "furthest", look_a_little_later)

    assert committed(tmp_path) == {ANNA: "accepted"}


def test_all_answers_are_kept_at_the_end(ledger):
    """… also where an error ends the sending."""
    keys = intend(ledger, *MANY)

    def break_off():
        with ledger.journal() as journal:
            for key in keys.values():
                journal.settle(envelope(key), TAKEN)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()

    assert ledger.counts(1) == {"accepted": 300}


def test_a_mail_is_begun_once(ledger):
    """… what was sent, is in doubt, or was never intended gets no second mark; others beside it do."""
    anna, boris = intend(ledger, ANNA, BORIS).values()
    with ledger.journal() as journal:
        marks = [journal.begin(envelope(key)) for key in (anna, anna, 7 << 32 | 7, boris)]
        problems = [mark.exception(timeout=30) for mark in marks]

    assert [problem and problem.faults[0].code for problem in problems] == [None, "K010", "K010", None]


def test_a_try_may_end_before_its_mark(ledger):
    """… a recipient that the server refuses at once has an answer, and one try."""
    (key,) = intend(ledger, ANNA).values()
    with ledger.journal() as journal:
        journal.settle(envelope(key), Outcome("refused", "550 no such user"))

    (delivery,) = ledger.did_get(NUMBER, ANNA)
    assert (delivery.state, delivery.tries, delivery.answer) == ("refused", 1, "550 no such user")


def test_a_second_answer_changes_nothing_and_is_told(ledger):
    """… what a server accepted stays accepted."""
    (key,) = intend(ledger, ANNA).values()
    send(ledger, {"": key})

    with pytest.raises(DeliveryFaults) as refused, ledger.journal() as journal:
        journal.settle(envelope(key), Outcome("refused", "550"))

    assert [fault.code for fault in refused.value.faults] == ["K010"]
    assert ledger.counts(1) == {"accepted": 1}


def test_a_closed_journal_takes_nothing(ledger):
    """… nobody waits for a mark that nobody writes."""
    (key,) = intend(ledger, ANNA).values()
    with ledger.journal() as journal:
        pass

    with pytest.raises(RuntimeError, match="closed"):
        journal.begin(envelope(key))


def test_on_a_full_disk_no_mail_ends(tmp_path):
    """… every mark that is asked for fails; answers that came meanwhile are kept once there is room."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        keys = iter(intend(ledger, *MANY).values())
        first = next(keys)
        with ledger.journal() as journal:
            journal.begin(envelope(first)).result(timeout=30)
            with full_disk(tmp_path):
                marks = [journal.begin(envelope(key)) for key in keys]
                problems = [mark.exception(timeout=30) for mark in marks]
                journal.settle(envelope(first), TAKEN)
                later = journal.begin(envelope(first)).exception(timeout=30)

        counts = ledger.counts(1)

    # What still fitted was noted as under way; the first that did not ended all.
    failed = [problem for problem in [*problems, later] if problem]
    assert {problem.faults[0].code for problem in failed} == {"K006"}
    assert failed == [*problems, later][-len(failed) :]
    assert counts["accepted"] == 1


def test_answers_that_cannot_be_kept_are_told(tmp_path):
    """… on a disk that stays full the sender says how many mails are in doubt now; the ledger is whole."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        keys = intend(ledger, *MANY)

        def answer_at_length():
            with full_disk(tmp_path), ledger.journal() as journal:
                wait([journal.begin(envelope(key)) for key in keys.values()], timeout=30)
                for key in keys.values():
                    journal.settle(envelope(key), Outcome("accepted", "250 ok " * 1000))

        with pytest.raises(DeliveryFaults) as refused:
            answer_at_length()

    messages = [fault.message for fault in refused.value.faults]
    with open_ledger(tmp_path, now=NOW) as ledger:
        ledger.recover()
        assert set(ledger.counts(1)) <= {"intended", "doubt", "accepted"}
        assert ledger._store.row("PRAGMA integrity_check") == ("ok",)
    assert {fault.code for fault in refused.value.faults} == {"K006"}
    assert "answers of the server are lost" in messages[-1]


def test_a_mistake_of_ours_reaches_who_waits(ledger):
    """… nobody waits for ever for a mark, whatever went wrong with it."""
    (key,) = intend(ledger, ANNA).values()

    def broken():
        raise ZeroDivisionError

    with ledger.journal(broken) as journal, pytest.raises(ZeroDivisionError):
        journal.begin(envelope(key)).result(timeout=30)

    assert ledger.counts(1) == {"intended": 1}
