"""What was printed, as the ledger keeps it."""

import datetime as dt

import pytest

from communique.errors import DeliveryFaults
from communique.ledger import open_ledger

NOW = dt.datetime(2018, 7, 31, 15, tzinfo=dt.UTC)


def begin(ledger, number="EMB/2018/001", version=1):
    """Note that something is about to be printed."""
    return ledger.begin_print(
        number=number,
        version=version,
        meaning="0" * 64,
        printer="office",
        uri="ipp://printer.example.org/ipp/print",
        user="press",
        copies=2,
        pages=3,
        sheets=4,
        how="A4, both sides",
        now=NOW,
    )


def test_print_is_noted_from_its_beginning_to_its_end(tmp_path):
    """… and outlasts the ledger's closing; who was mailed what is not touched."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        key = begin(ledger)
        begin(ledger, "2018-07", None)
        ledger.note_print(key, "handed", NOW, job=12)
        ledger.note_print(key, "printed", NOW + dt.timedelta(minutes=1), told="Job completed.")

    with open_ledger(tmp_path, now=NOW) as ledger:
        (printed,) = ledger.prints("EMB/2018/001")
        (begun,) = ledger.prints(unfinished=True)
        assert ledger.issues() == []

    assert (printed.state, printed.job, printed.told, printed.ended) == (
        "printed",
        12,
        "Job completed.",
        NOW + dt.timedelta(minutes=1),
    )
    assert (begun.number, begun.version, begun.state, begun.ended) == ("2018-07", None, "begun", None)


def test_print_that_is_over_does_not_change(tmp_path):
    """… whatever is said of it later."""
    with open_ledger(tmp_path, now=NOW) as ledger:
        key = begin(ledger)
        ledger.note_print(key, "cancelled", NOW)

        with pytest.raises(DeliveryFaults) as caught:
            ledger.note_print(key, "printed", NOW)

        assert ledger.prints()[0].state == "cancelled"
    assert caught.value.faults[0].code == "K010"
