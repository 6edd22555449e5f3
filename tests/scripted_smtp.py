r"""A mail server that does what a script says: real sockets, and every fault that a server can have.

As a program: `python tests/scripted_smtp.py --port 0 --script FILE --log FILE` prints its port and serves
until it is ended. Each mail that it accepts is a line of JSON in the log before its sender hears of it.

A script is a JSON object; all of it may be left out:

    {"greeting": "554 5.3.2 no service",      instead of 220
     "raw": "HTTP/1.1 400 Bad Request\r\n",   what is said instead of SMTP; then the connection is closed
     "silent": true,                           nothing is ever said
     "tls": "starttls" or "implicit", "certificate": FILE with key and chain,
     "starttls": "454 4.7.0 not now",          the answer to STARTTLS, whatever tls says
     "login": [USER, PASSWORD], "mechanisms": ["LOGIN"], "wrong": "535 5.7.8 no",
     "size": BYTES, "utf8": false, "dsn": true, "pipelining": true, "eight_bit": false,
     "most_connections": N,                    421 instead of the greeting of one more at the same time
     "per_connection": N,                      421 at the next mail of a connection after so many
     "mail": [REPLY, …],                       to the first MAIL commands, one each
     "recipients": {ADDRESS or "*": [STEP, …]}}  to its first tries, one each; the last for all that follow

A STEP is a reply to RCPT, such as "550 5.1.1 unknown"; "250" takes the mail. Or it is an object of
"rcpt", "data", "end": replies; "drop": "rcpt", "data" (in the middle of it), "end" (before the mail is
accepted) or "accepted" (after that, unanswered); "early": a reply in the middle of the data, then closed;
"wait": seconds before the last reply; "say": bytes to send in place of the last reply.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import json
import logging
import ssl
import subprocess
import sys
import threading
import time
from contextlib import suppress
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP, AuthResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

END = b"\r\n.\r\n"
SOME = 10_000  # bytes of a mail after which a connection is dropped
logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # what it was told to do wrong, it need not log


class Rig:
    """A server's script, what it has accepted, and where it listens."""

    def __init__(self, script: dict[str, Any] | None = None, log: Path | None = None) -> None:
        self.script = script or {}
        self.port = 0
        self.mails: list[dict[str, Any]] = []  # accepted, in order, with `content`
        self.begun: list[tuple[float, str]] = []  # when each recipient was named, by time.monotonic()
        self.connections = 0
        self.open = 0
        self.most_open = 0
        self.transports: set[asyncio.BaseTransport] = set()
        self._tries: dict[str, int] = {}
        self._mail_replies = iter(self.script.get("mail", ()))
        self._log = log.open("ab", buffering=0) if log else None

    def step(self, recipient: str) -> dict[str, Any]:
        """Return what is to happen at the next try for `recipient`."""
        steps = self.script.get("recipients", {})
        steps = steps.get(recipient, steps.get("*", ["250"]))
        number = self._tries.get(recipient, 0)
        self._tries[recipient] = number + 1
        step = steps[min(number, len(steps) - 1)]
        return step if isinstance(step, dict) else {} if step == "250" else {"rcpt": step}

    def mail_reply(self) -> str | None:
        """Return the scripted reply to this MAIL command."""
        return next(self._mail_replies, None)

    def accept(self, mail: dict[str, Any]) -> None:
        """Keep `mail`, in the log before anybody hears of it."""
        if self._log:
            told = {key: value for key, value in mail.items() if key != "content"}
            self._log.write(json.dumps(told).encode() + b"\n")
            return  # the log serves whoever counts: the memory stays flat
        self.mails.append(mail)

    def recipients(self) -> list[str]:
        """Return who got mail, in order, each as often as it got one."""
        return [mail["recipient"] for mail in self.mails]


class Scripted(SMTP):
    """One connection."""

    line_length_limit = 1 << 18  # also how much is read ahead
    command_size_limit = 2048

    def __init__(self, rig: Rig, context: ssl.SSLContext | None, loop: asyncio.AbstractEventLoop) -> None:
        script = rig.script
        mechanisms = script.get("mechanisms", ["LOGIN", "PLAIN"])
        super().__init__(
            self,
            hostname="mail.example.org",
            data_size_limit=script.get("size"),
            enable_SMTPUTF8=script.get("utf8", True),
            tls_context=context,
            auth_require_tls=False,
            authenticator=self._judge,
            auth_exclude_mechanism={"LOGIN", "PLAIN"} - set(mechanisms),
            loop=loop,
        )
        self._rig, self._script, self._served = rig, script, 0
        self._step: dict[str, Any] = {}
        self._parameters = ["", ""]
        self._is_counted = self._has_greeted = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the connection; after STARTTLS it is the same."""
        if not self._is_counted:
            self._is_counted = True
            self._rig.connections += 1
            self._rig.open += 1
            self._rig.most_open = max(self._rig.most_open, self._rig.open)
        self._rig.transports.add(transport)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count the connection as gone."""
        if self._is_counted:
            self._is_counted = False
            self._rig.open -= 1
        self._rig.transports.discard(self.transport)
        super().connection_lost(error)

    async def push(self, status: str | bytes) -> None:
        """Greet as scripted."""
        if not self._has_greeted:
            self._has_greeted = True
            status = self._script.get("greeting", "220 mail.example.org ESMTP")
            if self._rig.open > self._script.get("most_connections", sys.maxsize):
                status = "421 4.7.0 too many connections"
        await super().push(status)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _server: Any, session: Any, _envelope: Any, host: str, said: list[str]
    ) -> list[str]:
        """Offer what the script says."""
        session.host_name = host
        lacking = {"8BITMIME"} if not self._script.get("eight_bit", True) else set()
        lacking |= {"AUTH"} if "login" not in self._script else set()
        if self._script.get("starttls_hidden"):
            lacking.add("STARTTLS")
        kept = [line for line in said[:-1] if line[4:].split(" ")[0].split("=")[0] not in lacking]
        extra = [name for name in ("dsn", "pipelining") if self._script.get(name)]
        if "starttls" in self._script and self.tls_context is None:
            extra.append("starttls")
        return [*kept, *(f"250-{name.upper()}" for name in extra), said[-1]]

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Begin encryption, or answer as scripted."""
        if "starttls" in self._script:
            await self.push(self._script["starttls"])
        else:
            await super().smtp_STARTTLS(arg)

    def _judge(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        expected = [part.encode() for part in self._script["login"]]
        if [data.login, data.password] == expected:
            return AuthResult(success=True)
        return AuthResult(success=False, handled=False, message=self._script.get("wrong"))

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """Take the sender, with what it asks for."""
        if reply := self._rig.mail_reply():
            await self._refuse(reply)
        elif "login" in self._script and not self.session.authenticated:
            await self.push("530 5.7.0 Authentication required")
        elif self._served >= self._script.get("per_connection", sys.maxsize):
            await self._refuse("421 4.7.0 too many mails in this connection")
        else:
            self._parameters[0] = (arg or "").partition(">")[2].strip()
            await super().smtp_MAIL(_without(arg, "RET", "ENVID"))

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        """Take the recipient, and look up what is to happen."""
        if not self.envelope.mail_from:
            await self.push("503 5.5.1 need MAIL")
            return
        recipient = (arg or "").partition("<")[2].partition(">")[0]
        self._parameters[1] = (arg or "").partition(">")[2].strip()
        self._step = self._rig.step(recipient)
        self._rig.begun.append((time.monotonic(), recipient))
        if self._step.get("drop") == "rcpt":
            self.transport.abort()
        elif "rcpt" in self._step:
            await self._refuse(self._step["rcpt"])
        else:
            await super().smtp_RCPT(_without(arg, "NOTIFY", "ORCPT"))

    async def smtp_DATA(self, _arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        """Take the mail."""
        if not self.envelope.rcpt_tos:
            await self.push("554 5.5.1 no valid recipients")
        elif "data" in self._step:
            await self._refuse(self._step["data"])
        else:
            await self.push("354 go ahead")
            content = await self._read()
            if content is not None:
                await self._take(content)
        self._set_post_data_state()

    async def _read(self) -> bytes | None:
        """Return the mail as it was meant, or None where the connection was dropped in the middle of it."""
        broken_off = self._step.get("drop") == "data" or "early" in self._step
        data = bytearray(b"\r\n")
        while not data.endswith(END):
            if broken_off and len(data) > SOME:
                if "early" in self._step:
                    await self.push(self._step["early"])
                    self.transport.close()
                else:
                    self.transport.abort()
                return None
            data += await self._reader.read(1 << 18)
        return bytes(data).replace(b"\r\n..", b"\r\n.")[2:-3]

    async def _take(self, content: bytes) -> None:
        if self._step.get("drop") == "end":
            self.transport.abort()
            return
        if reply := self._step.get("end"):
            await self._refuse(reply)
            return
        self._served += 1
        self._rig.accept(self._record(content))
        await asyncio.sleep(self._step.get("wait", 0))
        if self._step.get("drop") == "accepted":
            self.transport.abort()
        else:
            await self.push(self._step.get("say", f"250 2.0.0 Ok: queued as {len(content):X}"))

    def _record(self, content: bytes) -> dict[str, Any]:
        headers = BytesHeaderParser().parsebytes(content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")
        return {
            "recipient": self.envelope.rcpt_tos[0],
            "sender": self.envelope.mail_from,
            "message_id": str(headers["Message-ID"] or ""),
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "parameters": list(self._parameters),
            "user": self._script["login"][0] if self.session.authenticated else None,
            "encrypted": self.session.ssl is not None,
            "host": self.session.host_name,
            "at": time.time(),
            "content": content,
        }

    async def _refuse(self, reply: str) -> None:
        await self.push(reply)
        if reply.startswith("421"):
            self.transport.close()


def _without(arg: str | None, *names: str) -> str | None:
    """Return a command's argument without the parameters that aiosmtpd does not know."""
    path, _, rest = (arg or "").partition(">")
    kept = [word for word in rest.split() if word.partition("=")[0].upper() not in names]
    return " ".join([path + ">", *kept])


async def _speak(rig: Rig, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Say what is no SMTP, or nothing at all."""
    rig.connections += 1
    if "raw" in rig.script:
        writer.write(rig.script["raw"].encode("latin-1"))
        if not rig.script.get("stays"):
            writer.close()
    rig.transports.add(writer.transport)
    with contextlib.suppress(ConnectionError, asyncio.CancelledError):
        while await reader.read(4096):
            pass
    writer.close()


async def listen(rig: Rig, port: int = 0) -> asyncio.AbstractServer:
    """Serve at `port` of this machine; 0 for a free one, which `rig` tells then."""
    loop, context = asyncio.get_running_loop(), None
    if "tls" in rig.script:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(rig.script["certificate"])
    implicit = rig.script.get("tls") == "implicit"
    if "raw" in rig.script or rig.script.get("silent"):
        server: asyncio.AbstractServer = await asyncio.start_server(
            lambda reader, writer: _speak(rig, reader, writer), "127.0.0.1", port
        )
    else:
        later = None if implicit else context
        server = await loop.create_server(
            lambda: Scripted(rig, later, loop), "127.0.0.1", port, ssl=context if implicit else None
        )
    rig.port = server.sockets[0].getsockname()[1]
    return server


@contextlib.contextmanager
def serving(script: dict[str, Any] | None = None, *, port: int = 0) -> Iterator[Rig]:
    """Serve in a thread of this process meanwhile."""
    rig = Rig(script)
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(listen(rig, port))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield rig
    finally:
        asyncio.run_coroutine_threadsafe(_end(server, rig), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end(server: asyncio.AbstractServer, rig: Rig) -> None:
    server.close()
    for transport in list(rig.transports):
        with suppress(AttributeError):  # of TLS, whose connection has ended in this moment
            transport.abort()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0)  # for what is told of lost connections


@contextlib.contextmanager
def started(
    folder: Path, script: dict[str, Any] | None = None
) -> Iterator[tuple[int, Callable[[], list[dict[str, Any]]]]]:
    """Serve in a process of its own meanwhile; yield its port, and what returns the mails of its log."""
    (folder / "script.json").write_text(json.dumps(script or {}), encoding="utf-8")
    log = folder / "accepted.jsonl"
    log.touch()
    command = [sys.executable, __file__, "--script", folder / "script.json", "--log", log]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="ascii")
    try:
        yield (
            int(process.stdout.readline()),
            lambda: list(map(json.loads, log.read_text("utf-8").splitlines())),
        )
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


async def _serve(rig: Rig, port: int) -> None:
    server = await listen(rig, port)
    print(rig.port, flush=True)  # noqa: T201 - who started it reads its port
    await server.serve_forever()


def main() -> None:
    """Serve as the command line says, until ended."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--script", type=Path)
    parser.add_argument("--log", type=Path)
    asked = parser.parse_args()
    script = json.loads(asked.script.read_text(encoding="utf-8")) if asked.script else {}
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(Rig(script, asked.log), asked.port))


if __name__ == "__main__":
    main()
