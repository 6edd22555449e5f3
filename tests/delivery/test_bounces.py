"""`communique bounces`, with reports that a real Postfix wrote about mails that a real command sent."""

import imaplib
import json
import mailbox
import shutil
from contextlib import closing

import pytest

from delivery.commands import NUMBER, communique, set_up, standing
from greenmail_server import PASSWORD, USER, greenmail
from postfix_server import private_postfix
from smtp_server import accepted, smtp_server

READERS = ("fine", "unknown", "full", "later")


@pytest.fixture(scope="module")
def returned(built, tmp_path_factory):
    """Give a newsroom that has mailed, and the Maildir with what Postfix sent back."""
    home = tmp_path_factory.mktemp("bounces")
    folder, box = home / "newsroom", home / "Maildir"
    shutil.copytree(built, folder)
    with smtp_server(home) as relay, private_postfix(relay, lifetime="3s") as postfix:
        readers = (f"{{address: {name}.reader@fine.example.org}}" for name in READERS)
        set_up(folder, postfix.port, *readers, mail="  bounces: bounces@newsroom.example.org\n")
        done = communique("send", NUMBER, "--list", "press", "--yes", folder=folder)
        assert done.returncode == 0, done.stderr
        postfix.wait_for_returns(3)
        shutil.copytree(postfix.returned, box)
    assert accepted(home) == ["fine.reader@fine.example.org"]
    return folder, box


@pytest.fixture
def newsroom_and_box(returned, tmp_path):
    """Give copies of the newsroom and of its Maildir."""
    folder, box = returned
    shutil.copytree(folder, tmp_path / "newsroom")
    shutil.copytree(folder.parent / "state", tmp_path / "state")
    shutil.copytree(box, tmp_path / "Maildir")
    return tmp_path / "newsroom", tmp_path / "Maildir"


def bounces(folder, box, *options):
    done = communique("bounces", box, *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return done


def suppressed(folder):
    told = communique("lists", "--json", folder=folder)
    rows = [json.loads(line) for line in told.stdout.splitlines()]
    return {row["address"]: row["suppressed"] for row in rows if row["suppressed"]}


def as_mbox(box, path):
    """Write the mails of a Maildir into an mbox file."""
    with closing(mailbox.mbox(path)) as target:
        for file in sorted((box / "new").iterdir()):
            target.add(file.read_bytes())
    return path


def test_an_address_that_does_not_exist_is_suspended_and_a_full_one_is_not(newsroom_and_box):
    """… what Postfix reports of a mail of ours has its consequences, once."""
    folder, box = newsroom_and_box

    first = bounces(folder, box)
    again = bounces(folder, box)

    assert suppressed(folder) == {"unknown.reader@fine.example.org": "bounced"}
    assert "suspended unknown.reader@fine.example.org: 5.1.1 550 5.1.1 no such user" in first.stdout
    assert "noted full.reader@fine.example.org: 1 of 3: 5.2.2" in first.stdout
    assert "noted later.reader@fine.example.org: 1 of 3: 4.3.0" in first.stdout
    assert again.stdout == ""
    assert "3 known already" in again.stderr


def test_a_rehearsal_changes_nothing(newsroom_and_box):
    """… --dry-run tells what would follow, and it follows only without it."""
    folder, box = newsroom_and_box

    told = bounces(folder, box, "--dry-run")

    assert "suspended unknown.reader@fine.example.org" in told.stdout
    assert suppressed(folder) == {}
    assert "suspended" in bounces(folder, box).stdout


def test_an_mbox_file_says_the_same(newsroom_and_box, tmp_path):
    """… old mail systems keep all in one file."""
    folder, box = newsroom_and_box
    path = as_mbox(box, tmp_path / "returned.mbox")
    before = path.read_bytes()

    told = bounces(folder, path)

    assert "suspended unknown.reader@fine.example.org" in told.stdout
    assert path.read_bytes() == before


def test_a_forged_report_changes_nothing(newsroom_and_box):
    """… nobody takes a reader's mail away by writing a report."""
    folder, box = newsroom_and_box
    for file in (box / "new").iterdir():
        text = file.read_text()
        if "unknown.reader" not in text:
            file.unlink()
            continue
        mark = text.partition("Message-ID: <")[2].partition(".")[0]
        file.write_text(text.replace(mark, mark[::-1]).replace(mark.lower(), mark[::-1].lower()))

    told = bounces(folder, box)

    assert "not believed unknown.reader@fine.example.org" in told.stdout
    assert suppressed(folder) == {}


def token_of(folder, tmp_path, address):
    """Return the token in the mail to `address`, as --eml writes it."""
    communique("ledger", NUMBER, "--state", "accepted", folder=folder)
    (folder / "lists/one.yaml").write_text(f"- {{address: {address}}}\n")
    done = communique("send", NUMBER, "--list", "one", "--eml", tmp_path / "eml", folder=folder)
    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "eml").iterdir()
    return file.read_text().partition("subject=unsubscribe%20")[2].partition(">")[0]


def test_who_unsubscribes_by_mail_gets_nothing_more(newsroom_and_box, tmp_path):
    """… the button of a mail program is enough, and a stranger's word is not."""
    folder, box = newsroom_and_box
    token = token_of(folder, tmp_path, "someone.new@fine.example.org")
    for file in (box / "new").iterdir():
        file.unlink()
    for nth, subject in enumerate((f"unsubscribe {token}", "unsubscribe", f"unsubscribe {token[::-1]}")):
        text = f"From: other@fine.example.org\nTo: leave@example.org\nSubject: {subject}\n\n"
        (box / "new" / f"{nth}.mail").write_text(text)
    (box / "new" / "auto.mail").write_text("Auto-Submitted: auto-replied\nSubject: unsubscribe me\n\nAway.\n")

    # only who was ever to get mail is known by a token
    communique("lists", "suppress", "someone.new@fine.example.org", folder=folder)
    told = bounces(folder, box)

    assert suppressed(folder)["someone.new@fine.example.org"] == "unsubscribed"
    assert told.stdout.count("unsubscribed someone.new@fine.example.org") == 1
    assert told.stdout.count("not believed other@fine.example.org") == 2
    assert "1 about nothing of the kind" in told.stderr


def test_a_mailbox_that_is_none_is_told(newsroom_and_box, tmp_path):
    """… a slip in the path or the password is told in plain words."""
    folder, _ = newsroom_and_box

    absent = communique("bounces", tmp_path / "nowhere", folder=folder)
    plain = communique("bounces", tmp_path, folder=folder)
    secret = {"COMMUNIQUE_IMAP_PASSWORD": "s3cret"}
    closed = communique("bounces", "imap://a@127.0.0.1:9/INBOX", folder=folder, **secret)
    without = communique("bounces", "imaps://a@127.0.0.1/INBOX", folder=folder)

    assert [done.returncode for done in (absent, plain, closed, without)] == [5, 5, 5, 5]
    assert "B001" in absent.stderr
    assert "no Maildir" in plain.stderr
    assert "s3cret" not in closed.stderr
    assert "COMMUNIQUE_IMAP_PASSWORD" in without.stderr
    assert "Traceback" not in absent.stderr + plain.stderr + closed.stderr + without.stderr


def test_what_bounced_is_not_sent_to_again(newsroom_and_box):
    """… the next bulletin leaves out who cannot get it, and says so."""
    folder, box = newsroom_and_box
    bounces(folder, box)

    planned = communique("send", "2018-12", "--list", "press", "--dry-run", folder=folder)

    assert "suppressed" in planned.stdout or "not to" in planned.stdout
    assert standing(folder) == {
        "fine.reader@fine.example.org": "accepted",
        "unknown.reader@fine.example.org": "refused",
        "full.reader@fine.example.org": "refused",
        "later.reader@fine.example.org": "refused",
    }


def test_a_mailbox_at_an_imap_server_says_the_same_and_is_left_as_it_is(newsroom_and_box):
    """… who keeps the mailbox elsewhere reads it there, marks nothing, and may read it again."""
    folder, box = newsroom_and_box
    secret = {"COMMUNIQUE_IMAP_PASSWORD": PASSWORD}
    with greenmail() as server:
        server.deliver(*(file.read_bytes() for file in sorted((box / "new").iterdir())))
        address = f"imap://{USER}@127.0.0.1:{server.imap}/INBOX"

        first = communique("bounces", address, folder=folder, **secret)
        again = communique("bounces", address, folder=folder, **secret)
        wrong = communique("bounces", address, folder=folder, COMMUNIQUE_IMAP_PASSWORD="wr0ng")  # noqa: S106 - wrong
        untrusted = communique(
            "bounces", f"imaps://{USER}@127.0.0.1:{server.imaps}/INBOX", folder=folder, **secret
        )
        with imaplib.IMAP4("127.0.0.1", server.imap) as line:
            line.login(USER, PASSWORD)
            line.select("INBOX")
            _, unseen = line.search(None, "UNSEEN")

    assert first.returncode == 0, first.stderr
    assert "suspended unknown.reader@fine.example.org" in first.stdout
    assert suppressed(folder) == {"unknown.reader@fine.example.org": "bounced"}
    assert "3 known already" in again.stderr
    assert len(unseen[0].split()) == 3
    assert (wrong.returncode, untrusted.returncode) == (5, 5)
    assert "wr0ng" not in wrong.stderr
    assert "certificate" in untrusted.stderr
