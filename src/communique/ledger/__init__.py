"""What was sent to whom, when and with what answer; who must get nothing. The only room that knows SQLite.

In: who is to get an issue, what a server answered, what came back, what the officer decided. Out: how each
delivery stands. Nothing is told before it is on the disk, and nothing in doubt is decided here.
"""

from communique.ledger.ledger import Ledger
from communique.ledger.opening import adopt_ledger, open_ledger, peek_ledger
from communique.ledger.values import (
    Delivery,
    Event,
    Fate,
    Intent,
    Issue,
    Print,
    PrintState,
    Question,
    Reason,
    Returned,
    Standing,
    State,
    Suppression,
)
from communique.ledger.writing import Journal

__all__ = [
    "Delivery",
    "Event",
    "Fate",
    "Intent",
    "Issue",
    "Journal",
    "Ledger",
    "Print",
    "PrintState",
    "Question",
    "Reason",
    "Returned",
    "Standing",
    "State",
    "Suppression",
    "adopt_ledger",
    "open_ledger",
    "peek_ledger",
]
