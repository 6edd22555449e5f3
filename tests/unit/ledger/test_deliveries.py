import datetime as dt
import itertools
import tracemalloc

import pytest

from communique.deliver.mail.envelope import Outcome
from communique.ledger import Question
from ledger_samples import ANNA, BORIS, CLARA, LATER, NOW, NUMBER, envelope, intend, intents, send

MANY = [f"reader{number}@example.org" for number in range(3000)]


def states(ledger, number=NUMBER, version=1):
    issue = ledger.find_issue(number, version)
    return {address: one.state for address, one in ledger.standing(issue.id).items()}


def test_an_issue_is_noted_once(ledger):
    """… an issue keeps what it meant, and when it was first mailed."""
    first = ledger.note_issue(NUMBER, 1, "meaning", NOW)

    again = ledger.note_issue(NUMBER, 1, "another", LATER)

    assert first == again == ledger.find_issue(NUMBER, 1)
    assert (first.meaning, first.first_at) == ("meaning", NOW)
    assert ledger.find_issue(NUMBER, 2) is None


def test_the_issues_of_a_number_come_by_version(ledger):
    """… versions of one bulletin are told apart from another bulletin's."""
    for number, version in [(NUMBER, 2), ("2018-07", 1), (NUMBER, 1)]:
        ledger.note_issue(number, version, "", NOW)

    assert [issue.version for issue in ledger.issues_of(NUMBER)] == [1, 2]
    assert [(issue.number, issue.version) for issue in ledger.issues()] == [
        (NUMBER, 2),
        ("2018-07", 1),
        (NUMBER, 1),
    ]


def test_who_is_intended_has_a_key(ledger):
    """… each address, however it is written, is one recipient with a key of its own."""
    keys = intend(ledger, ANNA, BORIS, CLARA, ANNA.upper())

    assert list(keys) == ["anna@example.org", BORIS, "clara@xn--e1afmkfd.xn--p1ai"]
    assert len(set(keys.values())) == 3
    assert set(states(ledger).values()) == {"intended"}


def test_only_those_not_yet_served_are_to_be_sent(ledger):
    """… intended again, only deferred and new ones are left, with the keys that they had."""
    keys = intend(ledger, ANNA, BORIS, CLARA, "dora@example.org")
    anna, boris, clara, dora = keys.values()
    send(ledger, {"": anna})
    send(ledger, {"": boris}, "refused", "550 no such user")
    send(ledger, {"": clara}, "deferred", "451 later")
    send(ledger, {"": dora}, "doubt", "no answer")

    again = intend(ledger, ANNA, BORIS, CLARA, "dora@example.org", "emil@example.org")

    assert list(again) == ["clara@xn--e1afmkfd.xn--p1ai", "emil@example.org"]
    assert again["clara@xn--e1afmkfd.xn--p1ai"] == clara
    assert list(states(ledger).values()) == ["accepted", "refused", "deferred", "doubt", "intended"]


def test_who_is_not_asked_for_has_no_key(ledger):
    """… those that an interrupted sending intended are not sent because others are."""
    intend(ledger, ANNA)

    assert list(intend(ledger, BORIS)) == [BORIS]


def test_a_changed_wish_is_kept(ledger):
    """… who was not served yet gets what the list says now, at the address as it says now."""
    intend(ledger, ANNA)
    issue = ledger.find_issue(NUMBER, 1)

    ledger.intend(issue.id, intents("anna@example.org", languages=("en",)), LATER)

    (delivery,) = ledger.did_get(NUMBER, ANNA)
    assert (delivery.recipient, delivery.languages) == ("anna@example.org", ("en",))


def test_a_suppressed_one_is_noted_and_not_sent(ledger):
    """… who must get nothing stands in the ledger as that, until it is lifted."""
    intend(ledger, BORIS)
    for address in (ANNA, BORIS):
        ledger.suppress(address, "asked", NOW, "a letter")

    keys = intend(ledger, ANNA, BORIS)
    suppressed = states(ledger)
    ledger.lift(ANNA, NOW)
    again = intend(ledger, ANNA, BORIS)

    assert keys == {}
    assert set(suppressed.values()) == {"suppressed"}
    assert list(again) == ["anna@example.org"]


def test_a_standing_tells_how_the_last_try_ended(ledger):
    """… tries, answer, the time of the answer, and when to try again."""
    (key,) = intend(ledger, ANNA).values()
    due = LATER + dt.timedelta(seconds=60, milliseconds=1)
    with ledger.journal(lambda: LATER) as journal:
        for _ in range(2):
            journal.begin(envelope(key)).result(timeout=30)
            journal.settle(envelope(key), Outcome("deferred", "451 später"), due)

    standing = ledger.standing(key >> 32)["anna@example.org"]

    assert (standing.key, standing.state, standing.tries) == (key, "deferred", 2)
    assert (standing.due, standing.answer, standing.at) == (due, "451 später", LATER)


def test_a_delivery_tells_all_that_is_known(ledger):
    """… who asks whether somebody got a bulletin reads when, how and in which languages."""
    send(ledger, intend(ledger, ANNA, BORIS))

    (delivery,) = ledger.did_get(NUMBER, "ANNA@EXAMPLE.ORG")

    assert (delivery.number, delivery.version, delivery.recipient) == (NUMBER, 1, ANNA)
    assert (delivery.state, delivery.answer, delivery.tries) == ("accepted", "250 ok", 1)
    assert (delivery.list_name, delivery.languages) == ("press", ("ru", "en"))
    assert (delivery.at, delivery.due, delivery.sender_is_alive) == (LATER, None, False)
    assert ledger.did_get(NUMBER, "nobody@example.org") == ledger.did_get("2018-07", ANNA) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({}, ["2018-07 1 Anna", f"{NUMBER} 1 Anna", f"{NUMBER} 1 boris", f"{NUMBER} 2 Anna"]),
        ({"number": NUMBER, "version": 1}, [f"{NUMBER} 1 Anna", f"{NUMBER} 1 boris"]),
        ({"recipient": "anna@example.org"}, ["2018-07 1 Anna", f"{NUMBER} 1 Anna", f"{NUMBER} 2 Anna"]),
        ({"state": "accepted"}, [f"{NUMBER} 1 Anna", f"{NUMBER} 1 boris"]),
        ({"state": "doubt"}, ["2018-07 1 Anna", f"{NUMBER} 2 Anna"]),
        ({"state": "doubt", "recipient": ANNA, "version": 2}, [f"{NUMBER} 2 Anna"]),
        ({"state": "doubt", "recipient": BORIS}, []),
        ({"state": "intended"}, []),
    ],
    ids=str,
)
def test_deliveries_are_found_by_what_is_asked_for(ledger, question, expected):
    """… number, version, recipient and state choose together, and the order is always the same."""
    send(ledger, intend(ledger, ANNA, BORIS))
    send(ledger, intend(ledger, ANNA, version=2), "doubt", "no answer")
    send(ledger, intend(ledger, ANNA, number="2018-07"), None)

    found = [
        f"{one.number} {one.version} {one.recipient[:5].strip('@')}" for one in ledger.deliveries(**question)
    ]

    assert found == expected


def test_a_mail_under_way_is_no_doubt_while_its_sender_lives(ledger):
    """… between mark and answer a mail is called intended, and in doubt only once nobody can answer."""
    (key,) = intend(ledger, ANNA).values()
    with ledger.journal() as journal:
        journal.begin(envelope(key)).result(timeout=30)
        (meanwhile,) = ledger.deliveries(state="intended")
        counted = ledger.counts(key >> 32)
    (afterwards,) = ledger.deliveries(state="doubt")

    assert (meanwhile.state, meanwhile.sender_is_alive, counted) == ("intended", True, {"intended": 1})
    assert (afterwards.state, afterwards.sender_is_alive) == ("doubt", False)
    assert ledger.counts(key >> 32) == {"doubt": 1}


def test_what_is_open_is_counted_over_all_issues(ledger):
    """… status shows what waits or is in doubt, and of what is deferred when the first is due."""
    keys = intend(ledger, ANNA, BORIS, CLARA)
    anna, boris, clara = keys.values()
    with ledger.journal(lambda: NOW) as journal:
        journal.settle(envelope(anna), Outcome("deferred", "451"), LATER)
        journal.settle(envelope(boris), Outcome("deferred", "451"), LATER + dt.timedelta(hours=1))
        journal.settle(envelope(clara), Outcome("doubt", "no answer"))
    send(ledger, intend(ledger, ANNA, number="2018-07"))
    send(ledger, intend(ledger, BORIS, version=2), None)
    send(ledger, intend(ledger, CLARA, version=2), "doubt")

    assert ledger.open_questions() == [
        Question(NUMBER, 1, "deferred", 2, LATER),
        Question(NUMBER, 1, "doubt", 1, None),
        Question(NUMBER, 2, "doubt", 2, None),
    ]


def test_who_has_an_earlier_version_is_known(ledger):
    """… a correction can go to those who got or may have got what it corrects, in their languages."""
    keys = intend(ledger, ANNA, BORIS, CLARA, "dora@example.org")
    anna, boris, clara, _ = keys.values()
    send(ledger, {"": anna})
    send(ledger, {"": boris}, "refused")
    send(ledger, {"": clara}, None)
    issue = ledger.note_issue(NUMBER, 2, "", NOW)
    send(ledger, ledger.intend(issue.id, intents(ANNA, languages=("en",)), NOW))

    before_two, before_three = ledger.served_before(NUMBER, 2), ledger.served_before(NUMBER, 3)

    assert list(before_two) == ["anna@example.org", "clara@xn--e1afmkfd.xn--p1ai"]
    assert before_two["anna@example.org"] == intents(ANNA)[0]
    assert before_three["anna@example.org"].languages == ("en",)
    assert ledger.served_before("2018-07", 2) == {}


def test_deliveries_stream(ledger):
    """… memory does not grow with the ledger while it is listed."""
    intend(ledger, *MANY)
    tracemalloc.start()

    count = sum(1 for _ in ledger.deliveries())

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 3000
    assert peak < 200_000


@pytest.mark.parametrize(
    "question", [{"number": NUMBER, "recipient": ANNA}, {"recipient": ANNA}, {"state": "doubt"}]
)
def test_no_question_reads_all_deliveries(ledger, question):
    """… a bulletin's recipient, a recipient and what is open are found by an index or key."""
    intend(ledger, *MANY)
    seen = []
    ledger._store._connection.set_trace_callback(seen.append)

    list(itertools.islice(ledger.deliveries(**question), 1))

    ledger._store._connection.set_trace_callback(None)
    plan = [row[3] for row in ledger._store.rows(f"EXPLAIN QUERY PLAN {seen[0]}")]
    assert not [step for step in plan if step.startswith("SCAN d")]
