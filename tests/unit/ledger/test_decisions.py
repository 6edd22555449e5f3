import pytest

from communique.errors import DeliveryFaults
from communique.ledger import open_ledger
from ledger_samples import ANNA, BORIS, CLARA, LATER, NOW, NUMBER, envelope, intend, send


def only(ledger, address=ANNA):
    (delivery,) = ledger.did_get(NUMBER, address)
    return delivery


def test_what_was_under_way_is_in_doubt_after_a_crash(ledger):
    """… a mail without an answer is never sent again by itself; what was answered or not begun stays."""
    keys = intend(ledger, ANNA, BORIS, CLARA)
    send(ledger, {"": keys["anna@example.org"]}, None)
    send(ledger, {"": keys[BORIS]})

    recovered = ledger.recover()

    assert recovered == 1
    assert only(ledger).answer == "the sender ended before the server answered"
    assert [only(ledger, one).state for one in (ANNA, BORIS, CLARA)] == ["doubt", "accepted", "intended"]
    assert ledger.recover() == 0
    assert BORIS not in intend(ledger, ANNA, BORIS, CLARA)


@pytest.mark.parametrize("fate", ["accepted", "refused"])
def test_a_doubt_can_be_settled(ledger, fate):
    """… the officer's word ends a doubt, and is kept with its time and who gave it."""
    send(ledger, intend(ledger, ANNA), "doubt", "connection lost")

    ledger.settle(only(ledger).key, fate, LATER, "Natalia")

    delivery, (event,) = only(ledger), ledger.events()
    assert (delivery.state, delivery.answer, delivery.at) == (fate, "settled by hand", LATER)
    assert (event.kind, event.at, event.number, event.version) == ("settled", LATER, NUMBER, 1)
    assert (event.recipient, event.detail) == (ANNA, f"{fate}, by Natalia; was doubt: connection lost")


def test_a_doubt_that_nobody_recovered_can_be_settled(ledger):
    """… after a crash the officer can decide at once."""
    send(ledger, intend(ledger, ANNA), None)

    ledger.settle(only(ledger).key, "accepted", LATER)

    assert only(ledger).state == "accepted"


@pytest.mark.parametrize("fate", ["doubt", "refused"])
def test_a_mail_can_be_sent_again(ledger, fate):
    """… the next sending serves whom the officer says."""
    keys = intend(ledger, ANNA)
    send(ledger, keys, fate)

    ledger.resend(only(ledger).key, LATER)

    assert intend(ledger, ANNA) == keys
    assert [event.kind for event in ledger.events()] == ["resent"]


@pytest.mark.parametrize("fate", ["accepted", "deferred"])
def test_what_is_clear_is_not_decided(ledger, fate):
    """… what a server took is never sent again, and what it deferred is no doubt."""
    send(ledger, intend(ledger, ANNA), fate)

    for decide in (ledger.resend, lambda one, now: ledger.settle(one, "refused", now)):
        with pytest.raises(DeliveryFaults) as refused:
            decide(only(ledger).key, LATER)
        assert [fault.code for fault in refused.value.faults] == ["K010"]

    assert only(ledger).state == fate
    assert list(ledger.events()) == []


def test_an_unknown_delivery_is_not_decided(ledger):
    """… a key that the ledger never gave is refused."""
    with pytest.raises(DeliveryFaults) as refused:
        ledger.settle(5 << 32 | 7, "accepted", NOW)

    assert "unknown" in str(refused.value)


def test_nothing_is_decided_about_a_mail_under_way(tmp_path):
    """… while a sender waits for the answer, there is no doubt to settle."""
    with open_ledger(tmp_path, now=NOW) as one, open_ledger(tmp_path, now=NOW) as other:
        (key,) = intend(one, ANNA).values()
        with one.journal() as journal:
            journal.begin(envelope(key)).result(timeout=30)

            with pytest.raises(DeliveryFaults) as refused:
                other.settle(key, "accepted", NOW)

    assert [fault.code for fault in refused.value.faults] == ["K010"]


def test_what_belongs_together_is_done_together(ledger):
    """… an error in the middle leaves nothing half done."""

    def fail():
        with ledger.at_once():
            ledger.suppress(ANNA, "asked", NOW, "")
            raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        fail()

    assert ledger.suppressions() == {}
