"""How long a ledger of ten million deliveries lets people wait: 1000 bulletins, 10,000 recipients.

The rows are what a sending leaves: some in ten thousand are refused, deferred or in doubt. The system has
the file in its memory after it was made; SQLite has not, and each connection begins with nothing at hand.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
import sqlite3
import statistics
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from communique.ledger import Intent, open_ledger, peek_ledger
from communique.ledger.store import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ISSUES, RECIPIENTS = 1000, 10_000
QUESTIONS = 1000
MOST_ANSWER, MOST_STANDING, MOST_RESUMING = 0.010, 0.3, 2.0  # seconds
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
# In the order of its key, so that ten million rows take a minute and not an hour.
FILL = """INSERT INTO delivery (issue, recipient, state, list, languages, tries, at, due, answer)
    SELECT i.id, r.id,
        CASE abs(random()) % 10000 WHEN 0 THEN 'doubt' WHEN 1 THEN 'deferred' WHEN 2 THEN 'refused'
            ELSE 'accepted' END,
        'press', 'ru en', 1, 1767225600000 + i.id, NULL, '250 2.0.0 Ok: queued as ' || hex(randomblob(6))
    FROM issue i CROSS JOIN recipient r ORDER BY i.id, r.id"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Make a ledger of ten million deliveries."""
    folder = tmp_path_factory.mktemp("newsroom")
    with open_ledger(folder, now=NOW) as ledger:
        issues = [ledger.note_issue(f"NGO/2018/{number:04}", 1, "", NOW) for number in range(1, ISSUES + 1)]
        ledger.intend(
            issues[0].id, [Intent(address, "", ()) for address in map(address_of, range(RECIPIENTS))], NOW
        )
    start = time.perf_counter()
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("DELETE FROM delivery")
        connection.execute(FILL)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    made = time.perf_counter() - start
    size = (folder / NAME).stat().st_size
    print(f"\n{ISSUES * RECIPIENTS:,} deliveries: {size / 1e6:.0f} MB, made in {made:.0f} s")
    yield folder
    shutil.rmtree(folder)


def address_of(number: int) -> str:
    """Return the address of a recipient."""
    return f"reader{number:05}@example.org"


def waited(ask: Callable[[], object]) -> float:
    """Return the seconds that a person waits for `ask`."""
    start = time.perf_counter()
    ask()
    return time.perf_counter() - start


def test_who_doubts_can_look_it_up(newsroom):
    """… the ledger answers at most in 10 ms whether somebody got a bulletin."""
    chance = random.Random(7)  # noqa: S311 - the same questions each time
    questions = [
        (f"NGO/2018/{chance.randint(1, ISSUES):04}", address_of(chance.randrange(RECIPIENTS)))
        for _ in range(QUESTIONS)
    ]
    with peek_ledger(newsroom) as ledger:
        times = [waited(lambda asked=asked: ledger.did_get(*asked)) for asked in questions]
        assert all(len(ledger.did_get(*asked)) == 1 for asked in questions)
        of_one = waited(lambda: list(ledger.deliveries(recipient=address_of(77))))
        in_doubt = waited(lambda: list(ledger.deliveries(state="doubt")))

    median, most = statistics.median(times), statistics.quantiles(times, n=100)[-1]
    print(
        f"\ndid N get bulletin X: {median * 1000:.2f} ms, 99 of 100 within {most * 1000:.2f} ms, "
        f"at worst {max(times) * 1000:.2f} ms"
    )
    print(f"all that one recipient got: {of_one * 1000:.0f} ms; all in doubt: {in_doubt * 1000:.0f} ms")
    assert most <= MOST_ANSWER


def test_a_sending_resumes_at_once(newsroom):
    """… opening, recovering and planning an issue take a second or two at most."""
    opened = time.perf_counter()
    with open_ledger(newsroom, now=NOW) as ledger:
        opening = time.perf_counter() - opened
        recovering = waited(ledger.recover)
        asking = waited(ledger.open_questions)
        issue = ledger.find_issue(f"NGO/2018/{ISSUES // 2:04}", 1)
        assert issue
        standing = waited(lambda: ledger.standing(issue.id))
        intents = [Intent(address_of(number), "press", ("ru", "en")) for number in range(RECIPIENTS)]
        intending = waited(lambda: ledger.intend(issue.id, intents, NOW))
        counting = waited(lambda: ledger.counts(issue.id))

    print(
        f"\nopen {opening * 1000:.0f} ms, recover {recovering * 1000:.0f} ms, standing of {RECIPIENTS:,} "
        f"{standing * 1000:.0f} ms, intend {intending * 1000:.0f} ms, counts {counting * 1000:.0f} ms, "
        f"what is open {asking * 1000:.0f} ms"
    )
    assert standing <= MOST_STANDING
    assert opening + recovering + standing + intending <= MOST_RESUMING
