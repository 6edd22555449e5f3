"""Whose turn it is, by a clock that the test sets."""

import itertools

import pytest

from communique.deliver.mail.envelope import Envelope
from communique.deliver.mail.pace import MINUTE, Pace
from communique.deliver.mail.turns import AHEAD, JITTER, Turns


def mails(*recipients):
    return (Envelope(n, "p@example.org", who, f"<{n}@x>", bytes) for n, who in enumerate(recipients))


def out(turns, now):
    """Return who gets a mail at `now`, in order."""
    taken = iter(lambda: turns.next(now), None)
    return [turn.envelope.recipient for turn in taken]


def test_mails_go_out_in_order():
    """… nobody on a list is passed over."""
    turns = Turns(mails("a@x", "b@y", "c@x"), Pace(10), ())

    assert turns.wait(0.0) == 0
    assert out(turns, 0.0) == ["a@x", "b@y", "c@x"]
    assert turns.wait(0.0) is None


def test_the_pace_is_waited_for():
    """… the rest of a list goes out a minute later."""
    turns = Turns(mails("a@x", "b@y", "c@x"), Pace(2), ())

    assert out(turns, 0.0) == ["a@x", "b@y"]
    assert turns.wait(1.0) == MINUTE - 1
    assert out(turns, MINUTE - 1) == []
    assert out(turns, MINUTE) == ["c@x"]


def test_what_a_domain_holds_back_is_overtaken_and_keeps_its_order():
    """… others do not wait for it, and of its own nobody waits longer than those behind."""
    turns = Turns(mails("a@slow", "b@slow", "c@slow", "d@x", "e@SLOW"), Pace(100, per_domain=1), ())

    assert out(turns, 0.0) == ["a@slow", "d@x"]
    assert turns.wait(0.0) == MINUTE
    assert [out(turns, minute * MINUTE) for minute in (1, 2, 3)] == [["b@slow"], ["c@slow"], ["e@SLOW"]]
    assert turns.wait(3 * MINUTE) is None


def test_no_more_are_held_back_than_a_few():
    """… the memory stays flat where a list is all of one domain."""
    source = (f"r{number}@slow" for number in itertools.count())
    turns = Turns(mails(*itertools.islice(source, 3 * AHEAD)), Pace(10**6, per_domain=1), ())

    assert out(turns, 0.0) == ["r0@slow"]
    assert sum(1 for _ in turns.envelopes) == 2 * AHEAD - 1


def test_a_deferred_mail_goes_after_each_wait_and_then_no_more():
    """… waits grow as they are written, a little apart from one another."""
    turns = Turns(mails("a@x"), Pace(10), (60, 300))
    turn = turns.next(0.0)

    assert turns.later(turn, 0.0)
    assert 60 <= turns.wait(0.0) <= 60 * (1 + JITTER)
    assert (turns.next(59.9), turns.next(60 * (1 + JITTER))) == (None, turn)
    assert turns.later(turn, 100.0)
    assert turns.deferred() == 1
    assert 300 <= turns.wait(100.0) <= 300 * (1 + JITTER)
    assert turns.next(1000.0) is turn
    assert not turns.later(turn, 1000.0)
    assert turns.deferred() == 0


def test_no_more_deferred_mails_wait_than_memory_is_meant_for(monkeypatch):
    """… a server that defers all leaves them to the next run."""
    monkeypatch.setattr("communique.deliver.mail.turns.WAITING", 1)
    turns = Turns(mails("a@x", "b@x"), Pace(10), (60,))

    assert [turns.later(turns.next(0.0), 0.0), turns.later(turns.next(0.0), 0.0)] == [True, False]


@pytest.mark.parametrize(("per_domain", "expected"), [(None, "a@x"), (1, "b@y")])
def test_what_is_sent_again_at_once_goes_first_if_its_domain_may(per_domain, expected):
    """… a lost connection costs a mail its place, and no pace is broken by it."""
    turns = Turns(mails("a@x", "b@y"), Pace(10, per_domain), (60,))
    turn = turns.next(0.0)
    turn.losses = 1
    turns.again(turn)

    assert turns.deferred() == 1
    assert turns.next(1.0).envelope.recipient == expected
    assert turns.deferred() == (per_domain is not None)
