"""A mail server whose recipients say by their names how it treats them, in a process of its own.

    python tests/smtp_server.py --log accepted.jsonl [--certificate cert.pem --key key.pem] …

writes its port, then serves 127.0.0.1 until it is ended. Each accepted mail is a line of the log.
"""

import argparse
import asyncio
import hashlib
import json
import ssl
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

# The first word of an address, and what becomes of a mail to it. A figure says how often, as in later2.
TREATMENTS = {
    "later": "451 4.3.0 try again later",
    "unknown": "550 5.1.1 no such user",
    "full": "552 5.2.2 mailbox full",
    "closing": "421 4.3.2 closing",
}


class Post:
    """Treats mails as their recipients ask for, and logs those that it accepted."""

    def __init__(self, log, keep, pause):
        self.log, self.keep, self.pause = log, keep, pause
        self.seen = Counter()

    def treatment(self, address):
        """Return what to do with a mail to `address` this time; nothing where it is to be accepted."""
        word = address.partition(".")[0].partition("@")[0]
        name, figure = word.rstrip("0123456789"), word[len(word.rstrip("0123456789")) :]
        self.seen[address] += 1
        return "" if figure and self.seen[address] > int(figure) else name

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        """Answer for one recipient."""
        envelope.treatment = self.treatment(address)
        envelope.rcpt_tos.append(address)
        if envelope.treatment == "closing":
            asyncio.get_running_loop().call_later(0.02, server.transport.close)
        return TREATMENTS.get(envelope.treatment, "250 2.1.5 Ok")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        """Answer for a whole mail."""
        if envelope.treatment == "late":
            return "451 4.7.1 greylisted"
        if envelope.treatment == "large":
            return "552 5.3.4 too large"
        if envelope.treatment == "slow":
            await asyncio.sleep(1.0)
        await asyncio.sleep(self.pause)
        self.accept(envelope)
        if envelope.treatment == "lost":
            server.transport.abort()
        return "250 2.0.0 Ok: queued"

    def accept(self, envelope):
        """Log a mail, and keep its content where that is asked for."""
        digest = hashlib.sha256(envelope.content).hexdigest()
        if self.keep:
            (self.keep / f"{digest}.eml").write_bytes(envelope.content)
        for address in envelope.rcpt_tos:
            line = {
                "to": address,
                "from": envelope.mail_from,
                "sha256": digest,
                "options": envelope.mail_options,
            }
            self.log.write(json.dumps(line) + "\n")
        self.log.flush()


class Server(SMTP):
    """Breaks the connection in the middle of a mail to `broken.…`."""

    async def smtp_DATA(self, arg):  # noqa: N802 - aiosmtpd's name
        """Take the mail, unless it is to break off."""
        if self.envelope and getattr(self.envelope, "treatment", "") == "broken":
            await self.push("354 go ahead")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


async def serve(options):
    """Serve until the process is ended."""
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)

    def authenticate(server, session, envelope, mechanism, data):
        right = isinstance(data, LoginPassword) and data.password == options.password.encode()
        return AuthResult(success=right, handled=right)

    with Path(options.log).open("a", encoding="utf-8") as log:
        post = Post(log, Path(options.keep) if options.keep else None, options.pause)

        def protocol():
            return Server(
                post,
                hostname="mail.test",
                data_size_limit=options.size,
                enable_SMTPUTF8=not options.ascii,
                tls_context=None if options.implicit else context,
                authenticator=authenticate if options.password else None,
                auth_required=bool(options.password),
                auth_require_tls=bool(context) and not options.implicit,
            )

        loop = asyncio.get_running_loop()
        server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if options.implicit else None)
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - for who began it
        await server.serve_forever()


@contextmanager
def smtp_server(folder, *options):
    """Give the port of a server that keeps its log, and with --keep its mails, in `folder`."""
    command = [sys.executable, "-W", "ignore", __file__, "--log", str(folder / "accepted.jsonl"), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def accepted(folder):
    """Return whom the server in `folder` accepted mails for, in order."""
    log = folder / "accepted.jsonl"
    return [json.loads(line)["to"] for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def main():
    """Run the server that the options describe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--log", required=True)
    parser.add_argument("--keep", help="a folder for the mails themselves")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--implicit", action="store_true", help="TLS from the first byte")
    parser.add_argument("--password", default="")
    parser.add_argument("--ascii", action="store_true", help="no SMTPUTF8")
    parser.add_argument("--size", type=int, default=33_554_432, help="bytes of the largest mail")
    parser.add_argument("--pause", type=float, default=0, help="seconds before a mail is accepted")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
