"""One try to hand one mail to the server, and what became of it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.deliver.mail.connection import LostError
from communique.deliver.mail.envelope import Outcome
from communique.deliver.mail.parameters import mail_parameters, needs_utf8, path_of, recipient_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from communique.deliver.mail.connection import Connection, Reply
    from communique.deliver.mail.envelope import Envelope, Fate, Journal

DONE, GO_AHEAD = 2, 3  # kinds of reply (RFC 5321, 4.2.1)
FATES: dict[int, Fate] = {DONE: "accepted", 4: "deferred", 5: "refused"}
# Not about this mail: the server is about to hang up (RFC 5321, 4.2.2), or wants a login (RFC 4954, 6).
ABOUT_THE_CONNECTION = {421, 530, 538}
ABOUT_THE_MAIL = {552, 555}  # to MAIL: it is too large, or asks for what the server cannot (RFC 1870, 6.1)


@dataclass(slots=True)
class Attempt:
    """A mail on its way over a connection.

    The server takes a mail only by its answer to the final dot: whoever loses the connection before
    has to throw away what came (RFC 5321, 4.1.1.10), so until the dot leaves here nothing was accepted,
    and to try again is safe. From then on only the answer can tell.
    """

    connection: Connection
    envelope: Envelope
    journal: Journal
    lost: LostError | None = None  # why the connection is of no more use
    _is_ended: bool = field(default=False, init=False)  # the final dot may have left

    def make(self) -> Outcome:
        """Return what became of the mail, which the journal has noted by then.

        Raises what the mail's content or the journal raises: the mail was not accepted then, and no
        fate is noted where the journal did not let it begin.
        """
        content = stuffed(self.envelope.content())
        mark = self.journal.begin(self.envelope)
        try:
            outcome = self._hand_over(content, mark.result)
        except LostError as problem:
            self.lost = problem
            outcome = Outcome("doubt" if self._is_ended else "deferred", str(problem))
        except BaseException as problem:
            self.connection.close()
            mark.result()
            fate: Fate = "doubt" if self._is_ended else "deferred"
            self.journal.settle(self.envelope, Outcome(fate, f"communique failed: {type(problem).__name__}"))
            raise
        mark.result()  # a mail that the journal did not let begin keeps the fate it has
        self.journal.settle(self.envelope, outcome)
        return outcome

    def _hand_over(self, content: bytes, wait: Callable[[], None]) -> Outcome:
        if reason := self._hindrance(content):
            return Outcome("refused", reason)
        if refusal := self._address(content):
            return refusal
        self.connection.send(content)
        try:
            wait()
        except BaseException:
            self.connection.close()
            raise
        if early := self.connection.hear():
            self.lost = self._closing(early)
            return self._broken_off(early)
        return self._end()

    def _hindrance(self, content: bytes) -> str:
        """Return why the server cannot take the mail whoever is asked, or nothing."""
        ability = self.connection.ability
        try:
            utf8 = needs_utf8(self.envelope)
        except ValueError as problem:
            return f"the address cannot be written to: {problem}"
        if utf8 and not ability.utf8:
            return "the server takes addresses in ASCII alone (it does not offer SMTPUTF8)"
        if not content.isascii() and not ability.eight_bit:
            return "the server takes mails in ASCII alone (it does not offer 8BITMIME)"
        return ""

    def _address(self, content: bytes) -> Outcome | None:
        """Say who writes to whom; return None where the server waits for the mail, else why not."""
        refusal = reply = None
        pipelining = self.connection.ability.pipelining
        replies = self._replies(self._commands(content))
        for nth, (expected, reply) in enumerate(zip((DONE, DONE, GO_AHEAD), replies, strict=False)):
            if reply.code in ABOUT_THE_CONNECTION or (nth == 0 and _is_about_the_sender(reply)):
                raise self._closing(reply)
            if reply.kind != expected and refusal is None:
                refusal = reply
                if not pipelining:
                    break
        if refusal is None:
            return None
        self._recover(is_open=reply is not None and reply.kind == GO_AHEAD)
        return self._broken_off(refusal)

    def _commands(self, content: bytes) -> Sequence[bytes]:
        envelope, ability = self.envelope, self.connection.ability
        return (
            b"MAIL FROM:<%b>%b\r\n" % (path_of(envelope.sender), mail_parameters(envelope, content, ability)),
            b"RCPT TO:<%b>%b\r\n" % (path_of(envelope.recipient), recipient_parameters(envelope, ability)),
            b"DATA\r\n",
        )

    def _replies(self, commands: Sequence[bytes]) -> Iterator[Reply]:
        """Yield what is answered to each of `commands`, which go out at once where the server has it so."""
        together = self.connection.ability.pipelining
        if together:
            self.connection.send(b"".join(commands))
        for command in commands:
            if not together:
                self.connection.send(command)
            yield self.connection.reply()

    def _recover(self, *, is_open: bool) -> None:
        """Make the connection ready for the next mail; where the server waits for this one, it cannot be."""
        with contextlib.suppress(LostError):
            if not is_open and self.connection.ask(b"RSET").kind == DONE:
                return
        self.connection.close()

    def _closing(self, reply: Reply) -> LostError:
        self.connection.close()
        return LostError(str(reply))

    def _broken_off(self, reply: Reply) -> Outcome:
        """Return what a reply before the mail's end means: whatever it says, nothing was accepted."""
        return Outcome("refused" if FATES.get(reply.kind) == "refused" else "deferred", str(reply))

    def _end(self) -> Outcome:
        """Send the mail's end and return what the server made of it."""
        self._is_ended = True
        try:
            self.connection.send(b".\r\n")
        except LostError as problem:
            # The system found the connection gone before it took the first of the bytes.
            self._is_ended = not isinstance(problem.__cause__, ConnectionError)
            raise
        reply = self.connection.reply(self.connection.limits.end)
        fate = FATES.get(reply.kind)
        if fate is None or reply.code in ABOUT_THE_CONNECTION:
            self.lost = self._closing(reply)
        return Outcome(fate or "doubt", str(reply))


def _is_about_the_sender(reply: Reply) -> bool:
    """Say whether the `reply` to MAIL turns away whatever comes from us, such as over a day's quota.

    No recipient is to blame for that: their mails wait, and where it goes on so, the run ends.
    """
    return FATES.get(reply.kind) == "refused" and reply.code not in ABOUT_THE_MAIL


def stuffed(content: bytes) -> bytes:
    """Return `content` as DATA has it: dots at a line's beginning doubled, a line's end at its end.

    Raises ValueError for a CR or LF alone, by which a mail's end could be forged (RFC 5321, 2.3.8 and
    4.1.1.4). Source: RFC 5321, 4.5.2.
    """
    ends = content.count(b"\r\n")
    if content.count(b"\r") != ends or content.count(b"\n") != ends:
        raise ValueError("a mail has a line that does not end with CRLF")
    content = content.replace(b"\r\n.", b"\r\n..")
    if content.startswith(b"."):
        content = b"." + content
    return content if content.endswith(b"\r\n") else content + b"\r\n"
