"""What tests of sending share: envelopes, a journal in memory, a server's settings and a run."""

from __future__ import annotations

import threading
from concurrent.futures import Future

from communique.deliver.mail.connection import Limits
from communique.deliver.mail.envelope import Envelope
from communique.deliver.mail.pace import Pace
from communique.deliver.mail.sending import post
from communique.deliver.mail.server import Server
from communique.model import Smtp

CONTENT = (
    b"Subject: News\r\nMessage-ID: <1@example.org>\r\n\r\nThe bridge is open.\r\n.dots\r\n..and more\r\n"
)
QUICK = Limits(connect=2, reply=1, block=1, end=1, idle=20, pauses=(0, 0.05, 0.05))
SENDER = "press@example.org"


class Notes:
    """A journal that keeps in order what it is told."""

    def __init__(self, failing=None, wait=None):
        self.told = []
        self.failing, self.wait = failing, wait

    def begin(self, envelope):
        """Note that a mail is under way; done at once, or when `wait` is set."""
        self.told.append(("begin", envelope.recipient, ""))
        mark = Future()
        if self.failing:
            mark.set_exception(self.failing)
        elif self.wait:
            self.wait(mark)
        else:
            mark.set_result(None)
        return mark

    def settle(self, envelope, outcome):
        """Note what became of a mail."""
        self.told.append((outcome.fate, envelope.recipient, outcome.answer))

    def fates(self):
        """Return the fates of each recipient, in order."""
        fates = {}
        for word, recipient, _ in self.told:
            if word != "begin":
                fates.setdefault(recipient, []).append(word)
        return fates

    def answer(self, recipient):
        """Return the last answer for a recipient."""
        return [answer for word, who, answer in self.told if who == recipient and word != "begin"][-1]


def envelope(recipient, content=CONTENT, key=1):
    """Return a mail to `recipient`; `content` may be what makes it."""
    make = content if callable(content) else lambda: content
    return Envelope(key, SENDER, recipient, f"<{key}@example.org>", make)


def server_at(port, *, password=None, limits=QUICK, **settings):
    """Return the settings of a server at `port`."""
    settings = {"host": "127.0.0.1", "security": "none", "connections": 1} | settings
    return Server(Smtp(port=port, **settings), password, "sender.example.org", limits)


def send(
    port, *recipients, waits=(), pace=None, stop=None, watcher=None, notes=None, content=CONTENT, **settings
):
    """Send a mail to each recipient and return the tally and the journal."""
    notes = notes or Notes()
    tally = post(
        [envelope(recipient, content, key) for key, recipient in enumerate(recipients, 1)],
        server_at(port, **settings),
        notes,
        pace=pace or Pace(1_000_000),
        waits=waits,
        stop=stop or threading.Event(),
        watcher=watcher or (lambda _envelope, _outcome: None),
    )
    return tally, notes
