import pytest

from ledger_samples import ANNA, BORIS, CLARA, LATER, NOW, NUMBER, intend, send


def test_who_is_suppressed_is_found_however_the_address_is_written(ledger):
    """… reason, time and source are kept, also of one who never got anything."""
    assert ledger.suppress(CLARA, "asked", NOW, "a letter")

    found = ledger.suppression("CLARA@xn--e1afmkfd.xn--p1ai")

    assert (found.address, found.reason, found.at, found.source) == (CLARA, "asked", NOW, "a letter")
    assert ledger.suppressions() == {"clara@xn--e1afmkfd.xn--p1ai": found}
    assert ledger.suppression(ANNA) is None


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("bounced", "unsubscribed", "unsubscribed"),
        ("unsubscribed", "bounced", "unsubscribed"),
        ("asked", "bounced", "asked"),
        ("bounced", "bounced", "bounced"),
    ],
)
def test_a_stronger_reason_wins(ledger, first, second, kept):
    """… a bounce does not undo the wish to be left alone."""
    ledger.suppress(ANNA, first, NOW, "first")

    changed = ledger.suppress(ANNA, second, LATER, "second")

    assert ledger.suppression(ANNA).reason == kept
    assert changed == (first != kept)


def test_a_suppression_can_be_lifted(ledger):
    """… whoever was suspended gets mail again, and both are kept as events."""
    ledger.suppress(ANNA, "bounced", NOW, "5.1.1")

    assert ledger.lift("anna@example.org", LATER, "Natalia")

    assert ledger.suppression(ANNA) is None
    assert not ledger.lift(ANNA, LATER)
    assert [(event.kind, event.recipient, event.detail) for event in ledger.events()] == [
        ("suppressed", ANNA, "bounced: 5.1.1"),
        ("lifted", ANNA, "by Natalia; was bounced: 5.1.1"),
    ]


def test_a_report_counts_once(ledger):
    """… the same mailbox read twice changes nothing."""
    send(ledger, intend(ledger, ANNA))

    first = ledger.note_return("digest", "soft", ANNA, NOW, number=NUMBER, version=1, answer="4.2.2")
    again = ledger.note_return("digest", "soft", ANNA, LATER, number=NUMBER, version=1, answer="4.2.2")

    assert (first, again, ledger.soft_returns(ANNA)) == (True, False, 1)


def test_soft_returns_count_in_a_row(ledger):
    """… a full mailbox that took something in between begins anew; what is not back yet proves nothing."""
    for version in range(1, 8):
        send(ledger, intend(ledger, ANNA, version=version))
    counts = []

    for version in (1, 2, 4, 5, 6):
        ledger.note_return(f"report {version}", "soft", ANNA, NOW, number=NUMBER, version=version)
        counts.append(ledger.soft_returns(ANNA))

    assert counts == [1, 2, 1, 2, 3]


def test_only_what_was_sent_can_come_back(ledger):
    """… two reports about one mail, or one about no mail of ours, do not add up."""
    send(ledger, intend(ledger, ANNA))
    for digest in ("delayed", "given up"):
        ledger.note_return(digest, "soft", ANNA, NOW, number=NUMBER, version=1)
    ledger.note_return("forged", "soft", ANNA, NOW, number="2018-07", version=9)
    ledger.note_return("forged, too", "soft", BORIS, NOW)

    assert ledger.soft_returns(ANNA) == 1
    assert ledger.soft_returns(BORIS) == ledger.soft_returns("nobody@example.org") == 0
