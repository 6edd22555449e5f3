"""`communique send` and `communique ledger`, with a server that takes mail, or does not."""

import email
import signal

from delivery.commands import (
    CORRECTION,
    EMBARGO,
    NUMBER,
    STRICT,
    WITHDRAWAL,
    begin,
    communique,
    correct,
    mails_to,
    set_up,
    standing,
    states,
    subjects,
    wait_for,
)
from smtp_server import accepted


def test_each_is_served_once(newsroom, server, tmp_path):
    """… a list that grew gets only the new ones, and sending again serves nobody twice."""
    set_up(newsroom, server, "{address: anna@example.org, languages: [ru, en]}", "{address: ben@example.org}")

    first = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    again = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    with (newsroom / "lists/press.yaml").open("a") as file:
        file.write("- {address: cleo@example.org}\n")
    grown = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    assert (first.returncode, again.returncode, grown.returncode) == (0, 0, 0), first.stderr
    assert sorted(accepted(tmp_path)) == ["anna@example.org", "ben@example.org", "cleo@example.org"]
    assert "2 accepted" in first.stdout
    assert "not to 2: got it before" in again.stderr
    assert set(standing(newsroom).values()) == {"accepted"}


def test_a_mail_is_what_its_reader_asked_for(newsroom, server, tmp_path):
    """… Russian first for who reads it first, and the very PDF that was built goes along."""
    set_up(newsroom, server, "{address: anna@example.org, name: Анна, languages: [ru, en]}")

    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    (file,) = (tmp_path / "mails").iterdir()
    mail = email.message_from_bytes(file.read_bytes(), policy=STRICT)
    assert mail["Content-Language"] == "ru, en"
    assert "Посольство" in str(mail["From"])
    (attachment,) = mail.iter_attachments()
    (pdf,) = (newsroom / "out/bulletins/2018/07").glob("*.pdf")
    assert attachment.get_filename() == pdf.name
    assert attachment.get_content() == pdf.read_bytes()
    text = mail.get_body(("plain",)).get_content()
    assert text.index("Норбрук") or text.index("Russian")
    assert max(map(len, file.read_bytes().split(b"\n"))) <= 998


def test_each_fate_is_in_the_ledger(newsroom, server):
    """… what was deferred, refused or lost is told with the server's words, and the exit status says so."""
    names = ("fine", "later1.x", "late", "unknown", "large", "lost", "closing1.x", "broken1.x")
    set_up(newsroom, server, *(f"{{address: {name}@example.org}}" for name in names))

    done = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    stood = {address.partition("@")[0]: state for address, state in standing(newsroom).items()}
    assert done.returncode == 5
    assert stood.pop("broken1.x") in {"accepted", "doubt"}  # by whether the break was noticed before the end
    assert stood == {
        "fine": "accepted",
        "later1.x": "accepted",
        "late": "deferred",
        "unknown": "refused",
        "large": "refused",
        "lost": "doubt",
        "closing1.x": "accepted",
    }
    assert "M045 the mail to unknown@example.org was refused: 550 5.1.1 no such user" in done.stderr
    assert "Traceback" not in done.stderr


def test_doubt_is_for_a_person_to_decide(newsroom, server, tmp_path):
    """… nothing in doubt is sent again until somebody says so, or says that it arrived."""
    set_up(newsroom, server, "{address: lost1.a@example.org}", "{address: lost1.b@example.org}")
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    again = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    settled = communique(
        "ledger",
        NUMBER,
        "--recipient",
        "lost1.a@example.org",
        "--settle",
        "accepted",
        "--yes",
        folder=newsroom,
    )
    resent = communique("ledger", NUMBER, "--state", "doubt", "--resend", "--yes", folder=newsroom)
    last = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    assert "not to 2: in doubt" in again.stderr
    assert (settled.returncode, resent.returncode, last.returncode) == (0, 0, 0), settled.stderr
    twice = ["lost1.a@example.org", "lost1.b@example.org", "lost1.b@example.org"]
    assert sorted(accepted(tmp_path)) == twice
    assert set(standing(newsroom).values()) == {"accepted"}


def test_nothing_is_sent_by_a_rehearsal(newsroom, server, tmp_path):
    """… --dry-run tells what would go to how many, and leaves no trace."""
    set_up(newsroom, server, "{address: anna@example.org, languages: [ru]}", "{address: ben@example.org}")

    done = communique("send", NUMBER, "--list", "press", "--dry-run", folder=newsroom)

    assert done.returncode == 0
    assert "to 2 of 2 subscribers of press" in done.stdout
    assert "1 in ru" in done.stdout
    assert accepted(tmp_path) == []
    assert not (newsroom / ".communique/ledger.sqlite").exists()


def test_a_trial_is_marked_and_leaves_no_trace(newsroom, server, tmp_path):
    """… who tries it on themselves gets it again with the list."""
    set_up(newsroom, server, "{address: me@example.org}")

    done = communique("send", NUMBER, "--to", "me@example.org", "--yes", folder=newsroom)

    assert done.returncode == 0, done.stderr
    (file,) = (tmp_path / "mails").iterdir()
    mail = email.message_from_bytes(file.read_bytes(), policy=STRICT)
    assert "List-Unsubscribe" not in mail
    assert "[" in mail["Subject"]
    assert not (newsroom / ".communique/ledger.sqlite").exists()


def test_nobody_is_asked_where_nobody_is_there(newsroom, server, tmp_path):
    """… a script that forgot --yes sends nothing, and learns why."""
    set_up(newsroom, server, "{address: anna@example.org}")

    done = communique("send", NUMBER, "--list", "press", folder=newsroom)

    assert done.returncode == 2
    assert "U013" in done.stderr
    assert accepted(tmp_path) == []


def test_mails_as_files_are_those_that_are_sent(newsroom, server, tmp_path):
    """… what --eml writes is what goes out, but for its date."""
    set_up(newsroom, server, "{address: anna@example.org, name: Анна}")
    target = tmp_path / "files"

    done = communique("send", NUMBER, "--list", "press", "--eml", target, folder=newsroom)
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    (file,) = target.iterdir()
    (sent,) = (tmp_path / "mails").iterdir()

    def lines(path):
        return [line for line in path.read_bytes().splitlines() if not line.startswith(b"Date:")]

    assert done.returncode == 0, done.stderr
    assert lines(file) == lines(sent)


def test_a_correction_and_a_withdrawal_follow_the_error(newsroom, server, tmp_path):
    """… who got the earlier version gets the new one with its note; a withdrawal goes to those alone."""
    set_up(newsroom, server, "{address: anna@example.org}")
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    (newsroom / "lists/press.yaml").write_text("- {address: new@example.org}\n")

    correct(newsroom, CORRECTION)
    corrected = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    after_correction = subjects(tmp_path, since=1)
    (newsroom / "lists/press.yaml").write_text("- {address: third@example.org}\n")
    correct(newsroom, WITHDRAWAL)
    withdrawn = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    assert (corrected.returncode, withdrawn.returncode) == (0, 0), corrected.stderr + withdrawn.stderr
    assert "orrect" in after_correction["anna@example.org"]
    first, second = (mails_to(tmp_path, "anna@example.org")[nth] for nth in (0, 1))
    assert second["In-Reply-To"] == second["References"] == first["Message-ID"]
    assert "References" not in mails_to(tmp_path, "new@example.org")[0]
    assert "orrect" not in after_correction["new@example.org"]
    withdrawals = subjects(tmp_path, since=3)
    assert sorted(withdrawals) == ["anna@example.org", "new@example.org"]
    assert {version for (_, version, _) in states(newsroom)} == {1, 2, 3}


def test_words_that_were_changed_in_silence_are_refused(newsroom, server, tmp_path):
    """… no two readers have other words under one number and version."""
    set_up(newsroom, server, "{address: anna@example.org}")
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    with (newsroom / "lists/press.yaml").open("a") as file:
        file.write("- {address: ben@example.org}\n")
    correct(newsroom, "check_against_delivery: true\n")

    done = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    assert done.returncode == 5
    assert "M041" in done.stderr
    assert accepted(tmp_path) == ["anna@example.org"]


def test_an_embargo_holds_but_for_lists_that_keep_it(newsroom, server, tmp_path):
    """… before its hour a bulletin goes to those alone who are marked for it, and says so first."""
    set_up(newsroom, server, "{address: anna@example.org}")
    (newsroom / "lists/wire.yaml").write_text("embargoed: true\nsubscribers: [{address: wire@example.org}]\n")
    correct(newsroom, EMBARGO)

    held = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    sent = communique("send", NUMBER, "--list", "wire", "--yes", folder=newsroom)

    assert held.returncode == 5
    assert "M040" in held.stderr
    assert sent.returncode == 0, sent.stderr
    assert "mbargo" in subjects(tmp_path)["wire@example.org"]
    assert accepted(tmp_path) == ["wire@example.org"]


def test_a_schedule_long_past_is_refused(newsroom, server, tmp_path):
    """… a job that comes a day late sends nothing."""
    set_up(newsroom, server, "{address: anna@example.org}")

    done = communique("send", NUMBER, "--list", "press", "--at", "2018-07-31T15:00", "--yes", folder=newsroom)

    assert done.returncode == 5
    assert "M043" in done.stderr
    assert accepted(tmp_path) == []


def test_a_restored_older_ledger_is_refused(newsroom, server, tmp_path):
    """… a ledger from a backup does not lead to people being served twice."""
    set_up(newsroom, server, "{address: anna@example.org}")
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    ledger = newsroom / ".communique/ledger.sqlite"
    older = ledger.read_bytes()
    with (newsroom / "lists/press.yaml").open("a") as file:
        file.write("- {address: ben@example.org}\n")
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    ledger.write_bytes(older)

    refused = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    communique("ledger", "--adopt", "--yes", folder=newsroom)
    taken = communique("send", NUMBER, "--list", "press", "--dry-run", folder=newsroom)

    assert refused.returncode == 5
    assert "older" in refused.stderr
    assert accepted(tmp_path) == ["anna@example.org", "ben@example.org"]
    assert taken.returncode == 0, taken.stderr


def test_a_second_sender_is_refused_and_ctrl_c_ends_the_first_in_order(newsroom, server, tmp_path):
    """… two officers do not serve the same people, and who stops leaves nothing in doubt."""
    slow = [f"{{address: slow.{nth}@example.org}}" for nth in range(40)]
    set_up(newsroom, server, *slow, mail="")
    first = begin(newsroom, "send", NUMBER, "--list", "press", "--yes")
    wait_for(lambda: accepted(tmp_path))

    second = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
    first.send_signal(signal.SIGINT)
    told = first.communicate(timeout=60)

    assert second.returncode == 5
    assert "M042" in second.stderr
    assert first.returncode == 130, told
    served = {address for address, state in standing(newsroom).items() if state == "accepted"}
    assert served == set(accepted(tmp_path))
    assert 0 < len(served) < 40
    assert "doubt" not in standing(newsroom).values()
