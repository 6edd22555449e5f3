"""Commands of mail, run as a press officer runs them, on newsrooms with lists and a server."""

import email
import json
import os
import subprocess
import sys
import time
from email import policy

NUMBER = "EMB-JM/2018/001"
BULLETIN = "bulletins/2018/07/remarks-after-russian-japanese-consultations.yaml"
STRICT = policy.SMTP.clone(raise_on_defect=True)
ENVIRONMENT = {key: value for key, value in os.environ.items() if not key.startswith("COMMUNIQUE_")}


def communique(*arguments, folder, state=None, **variables):
    """Run a command on the newsroom in `folder`."""
    environment = ENVIRONMENT | {"XDG_STATE_HOME": str(state or folder.parent / "state")} | variables
    return subprocess.run(
        [sys.executable, "-m", "communique", "-C", folder, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=120,
    )


def set_up(folder, port, *subscribers, mail="", connections=4, **lists):
    """Give the newsroom mail through `port`, and a list of `subscribers`, each a line of YAML."""
    file = folder / "newsroom.yaml"
    settings = (
        "\nmail:\n  from: press@example.org\n  unsubscribe: {mailto: leave@example.org}\n"
        f"  smtp: {{host: 127.0.0.1, port: {port}, security: none, connections: {connections}}}\n"
        f"  per_minute: 100000\n  waits: [1]\n{mail}"
    )
    file.write_text(file.read_text("utf-8") + settings, "utf-8")
    (folder / "lists").mkdir(exist_ok=True)
    for name, lines in {"press": subscribers, **lists}.items():
        text = "".join(f"- {line}\n" for line in lines)
        (folder / f"lists/{name}.yaml").write_text(text, "utf-8")


def states(folder, **variables):
    """Return how each mail stands by the ledger, by address."""
    told = communique("ledger", "--json", folder=folder, **variables)
    assert told.returncode == 0, told.stderr
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    return {(row["number"], row["version"], row["recipient"]): row["state"] for row in rows}


def standing(folder):
    """Return how each mail about the bulletin stands, by address alone."""
    return {recipient: state for (_, _, recipient), state in states(folder).items()}


def correct(folder, more):
    """Add `more` keys to the bulletin."""
    path = folder / BULLETIN
    path.write_text(path.read_text("utf-8") + more, "utf-8")


CORRECTION = "corrections: [{date: 2018-08-02, note: {en: The name was misspelt., ru: Исправлено имя.}}]\n"
WITHDRAWAL = "withdrawn: {date: 2018-08-03, reason: {en: It was not final., ru: Текст не окончательный.}}\n"
EMBARGO = "embargo: 2999-01-01T15:00:00+03:00\n"


def mails_to(folder, address):
    """Return the mails to `address` that a server kept, the oldest first."""
    mails = sorted((folder / "mails").iterdir(), key=lambda path: path.stat().st_mtime)
    read = [email.message_from_bytes(path.read_bytes(), policy=STRICT) for path in mails]
    return [mail for mail in read if mail["To"].addresses[0].addr_spec == address]


def subjects(folder, *, since=0):
    """Return the subjects of the mails that a server kept, by address, the newest of each."""
    mails = sorted((folder / "mails").iterdir(), key=lambda path: path.stat().st_mtime)[since:]
    read = [email.message_from_bytes(path.read_bytes(), policy=STRICT) for path in mails]
    return {str(mail["To"]): str(mail["Subject"]) for mail in read}


def begin(folder, *arguments):
    """Begin a command and return its process."""
    environment = ENVIRONMENT | {"XDG_STATE_HOME": str(folder.parent / "state")}
    return subprocess.Popen(
        [sys.executable, "-m", "communique", "-C", folder, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def wait_for(condition, patience=60):
    """Wait until `condition` holds."""
    deadline = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
