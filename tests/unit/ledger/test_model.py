"""The ledger beside a model of two dictionaries, through whatever people and servers may do in turn."""

import contextlib
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from communique.deliver.mail.envelope import Outcome
from communique.ledger import Ledger, open_ledger
from communique.ledger.suppressions import STRENGTH
from communique.model.subscriber import canonical
from ledger_samples import ANNA, BORIS, CLARA, LATER, NOW, NUMBER, envelope, intents

ADDRESSES = st.sampled_from([ANNA, ANNA.upper(), BORIS, CLARA, "dora@example.org"])
VERSIONS = st.integers(1, 3)
FATES = st.sampled_from(["accepted", "deferred", "refused", "doubt"])
OPEN = {"intended", "deferred"}


class Newsroom(RuleBasedStateMachine):
    """Sends, is killed, decides, suppresses and lifts; compares after each step."""

    ledger: Ledger

    @initialize()
    def begin(self) -> None:
        """Begin a ledger."""
        self.folder = Path(tempfile.mkdtemp())
        self.ledger = open_ledger(self.folder, now=NOW)
        self.states: dict[tuple[int, str], str] = {}
        self.reasons: dict[str, str] = {}
        self.tries: dict[tuple[int, str], int] = {}

    def key(self, version: int, address: str) -> int:
        """Return the key of a delivery by its standing."""
        issue = self.ledger.find_issue(NUMBER, version)
        return self.ledger.standing(issue.id)[address].key if issue else 0

    def places(self, *states: str) -> list[tuple[int, str]]:
        """Return the deliveries in one of `states`."""
        return sorted(place for place, state in self.states.items() if state in states)

    @rule(version=VERSIONS, addresses=st.lists(ADDRESSES, max_size=4))
    def intend(self, version: int, addresses: list[str]) -> None:
        """Intend a version for some; those to be sent are those that the model says."""
        issue = self.ledger.note_issue(NUMBER, version, "", NOW)
        keys = self.ledger.intend(issue.id, intents(*addresses), NOW)
        expected = set()
        for address in map(canonical, addresses):
            state = self.states.get((version, address), "suppressed")
            if state in OPEN | {"suppressed"}:
                wanted = "intended" if state == "suppressed" else state
                self.states[version, address] = "suppressed" if address in self.reasons else wanted
            if self.states[version, address] in OPEN:
                expected.add(address)
        assert set(keys) == expected

    @precondition(lambda self: self.places(*OPEN))
    @rule(data=st.data(), fate=FATES, is_begun=st.booleans())
    def send(self, data: st.DataObject, fate: str, is_begun: bool) -> None:
        """Send one that is open, and get an answer."""
        place = data.draw(st.sampled_from(self.places(*OPEN)))
        mail = envelope(self.key(*place))
        with self.ledger.journal(lambda: LATER) as journal:
            if is_begun:
                journal.begin(mail).result(timeout=30)
            journal.settle(mail, Outcome(fate, fate))
        self.states[place] = fate
        self.tries[place] = self.tries.get(place, 0) + 1

    @precondition(lambda self: self.places(*OPEN))
    @rule(data=st.data(), is_recovered=st.booleans())
    def be_killed(self, data: st.DataObject, is_recovered: bool) -> None:
        """Begin one and never get an answer."""
        place = data.draw(st.sampled_from(self.places(*OPEN)))
        with self.ledger.journal(lambda: LATER) as journal:
            journal.begin(envelope(self.key(*place))).result(timeout=30)
        if is_recovered:
            assert self.ledger.recover() >= 1
        self.states[place] = "doubt"
        self.tries[place] = self.tries.get(place, 0) + 1

    @precondition(lambda self: self.places("accepted", "refused", "doubt", "suppressed"))
    @rule(data=st.data())
    def send_once_more(self, data: st.DataObject) -> None:
        """Try to begin what must not be sent."""
        place = data.draw(st.sampled_from(self.places("accepted", "refused", "doubt", "suppressed")))
        with self.ledger.journal(lambda: LATER) as journal:
            assert journal.begin(envelope(self.key(*place))).exception(timeout=30)

    @precondition(lambda self: self.places("doubt"))
    @rule(data=st.data(), fate=st.sampled_from(["accepted", "refused", "intended"]))
    def decide(self, data: st.DataObject, fate: str) -> None:
        """End a doubt."""
        place = data.draw(st.sampled_from(self.places("doubt")))
        if fate == "intended":
            self.ledger.resend(self.key(*place), LATER, "the officer")
        else:
            self.ledger.settle(self.key(*place), fate, LATER, "the officer")
        self.states[place] = fate

    @rule(address=ADDRESSES, reason=st.sampled_from(sorted(STRENGTH)))
    def suppress(self, address: str, reason: str) -> None:
        """Let somebody get nothing."""
        self.ledger.suppress(address, reason, NOW, "")
        known = self.reasons.get(canonical(address), reason)
        self.reasons[canonical(address)] = max(known, reason, key=lambda one: STRENGTH[one])

    @rule(address=ADDRESSES)
    def lift(self, address: str) -> None:
        """Let somebody get mail again."""
        was = self.reasons.pop(canonical(address), None)
        assert self.ledger.lift(address, NOW) == (was is not None)

    @rule()
    def open_again(self) -> None:
        """Close the ledger and open it."""
        self.ledger.close()
        self.ledger = open_ledger(self.folder, now=LATER)

    @invariant()
    def agrees(self) -> None:
        """Compare all that is told, by each way of asking."""
        listed = {(one.version, canonical(one.recipient)): one for one in self.ledger.deliveries()}
        assert {place: one.state for place, one in listed.items()} == self.states
        assert {place: one.tries for place, one in listed.items() if one.tries} == self.tries
        for issue in self.ledger.issues_of(NUMBER):
            expected = {
                address: state
                for (version, address), state in self.states.items()
                if version == issue.version
            }
            standing = {address: one.state for address, one in self.ledger.standing(issue.id).items()}
            assert standing == expected
            assert sum(self.ledger.counts(issue.id).values()) == len(expected)
        waiting = sum(question.count for question in self.ledger.open_questions())
        assert waiting == len(self.places("intended", "deferred", "doubt"))
        assert {address: one.reason for address, one in self.ledger.suppressions().items()} == self.reasons

    def teardown(self) -> None:
        """Leave nothing behind."""
        with contextlib.suppress(AttributeError):  # an example that ended before it began
            self.ledger.close()
            shutil.rmtree(self.folder)


class TestNewsroom(Newsroom.TestCase):
    """Whatever happens, the ledger tells what happened."""

    settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
