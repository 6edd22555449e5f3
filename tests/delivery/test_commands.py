"""What the commands of mail tell a press officer."""

import json

from delivery.commands import NUMBER, begin, communique, correct, set_up, standing, wait_for
from smtp_server import accepted, smtp_server

READERS = (
    "{address: anna@example.org, name: Anna, languages: [ru], digest: also, topics: [japan]}",
    "{address: unknown@example.org}",
    "{address: lost@example.org}",
)


def test_lists_are_shown_changed_and_told_of(newsroom):
    """… who gets what is seen at a glance, and changed without an editor."""
    set_up(newsroom, 25, *READERS)

    overview = communique("lists", folder=newsroom)
    added = communique("lists", "add", "wire", "desk@example.org", "--language", "en", folder=newsroom)
    communique("lists", "suppress", "anna@example.org", "--reason", "by telephone", folder=newsroom)
    members = communique("lists", "--list", "press", folder=newsroom)
    rows = communique("lists", "--json", folder=newsroom)
    removed = communique("lists", "remove", "press", "unknown@example.org", folder=newsroom)
    wrong = communique("lists", "add", "press", "nowhere", folder=newsroom)
    misspelt = communique("lists", "--list", "pres", folder=newsroom)

    assert overview.stdout == "press: 3 subscribers, 2 in en, 1 in ru, 1 with digests\n"
    assert added.stdout.strip().endswith("lists/wire.yaml")
    assert members.stdout.splitlines()[0].startswith(
        "anna@example.org (Anna), ru, digests also, on japan  suppressed: suppressed here, 20"
    )
    assert [json.loads(row)["suppressed"] for row in rows.stdout.splitlines()] == ["asked", None, None, None]
    assert (removed.returncode, wrong.returncode, misspelt.returncode) == (0, 2, 2)
    assert "U015 'nowhere' is not an e-mail address" in wrong.stderr
    assert "U012" in misspelt.stderr
    assert communique("lists", folder=newsroom).stdout == (
        "press: 2 subscribers, 1 in ru, 1 in en, 1 with digests, 1 suppressed\nwire: 1 subscriber, 1 in en\n"
    )


def test_a_newsroom_without_lists_learns_how_to_begin_one(newsroom):
    """… the first command tells the next."""
    assert "communique lists add" in communique("lists", folder=newsroom).stdout


def test_faults_of_lists_are_told_by_lists_and_by_check(newsroom):
    """… one who looks at lists, or checks all, sees what keeps them from being served."""
    set_up(newsroom, 25, "{adress: x@example.org}")

    lists, check = communique("lists", folder=newsroom), communique("check", folder=newsroom)

    assert (lists.returncode, check.returncode) == (1, 1)
    for done in (lists, check):
        assert "lists/press.yaml:1:4: C004 'adress' is not a key here" in done.stderr


def test_the_ledger_and_the_status_tell_what_is_not_over(newsroom, server):
    """… what is in doubt, unsent or changed is seen without a search."""
    set_up(newsroom, server, *READERS)
    before = communique("ledger", folder=newsroom)
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    summary = communique("ledger", folder=newsroom)
    of_one = communique("ledger", "--recipient", "UNKNOWN@example.org", folder=newsroom)
    status = communique("status", folder=newsroom)
    correct(newsroom, "check_against_delivery: true\n")
    changed = communique("status", folder=newsroom)

    assert before.stdout == "nothing was mailed yet\n"
    first, doubt = summary.stdout.splitlines()
    assert first.startswith(f"{NUMBER}, version 1, 20")
    assert first.endswith(": 1 accepted, 1 refused, 1 in doubt")
    assert f"{NUMBER}, version 1  lost@example.org  in doubt" in doubt
    assert "unknown@example.org  refused" in of_one.stdout
    assert "mail: not all served" in status.stdout
    assert f"  {NUMBER}, version 1: 1 in doubt" in status.stdout
    assert "not sent yet" in status.stdout  # of what is dated later
    assert f"  {NUMBER}: changed since it was sent" in changed.stdout


def test_a_decision_is_about_something_and_asked_for(newsroom, server):
    """… nobody settles all doubts at once by a slip, nor in a script without saying so."""
    set_up(newsroom, server, *READERS)
    communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    open_one = communique("ledger", "--resend", "--yes", folder=newsroom)
    both = communique("ledger", NUMBER, "--resend", "--settle", "refused", folder=newsroom)
    unasked = communique("ledger", NUMBER, "--settle", "refused", folder=newsroom)
    none = communique("ledger", "2018-07", "--resend", "--yes", folder=newsroom)
    settled = communique("ledger", NUMBER, "--settle", "refused", "--yes", folder=newsroom)

    assert [done.returncode for done in (open_one, both, unasked, none, settled)] == [2, 2, 2, 0, 0]
    assert "U014" in open_one.stderr
    assert "U008" in both.stderr
    assert "U013" in unasked.stderr
    assert "nothing to decide" in none.stderr
    assert standing(newsroom)["lost@example.org"] == "refused"


def test_options_that_cannot_go_together_are_told(newsroom):
    """… what was meant is asked, and not guessed."""
    set_up(newsroom, 25, *READERS)

    nobody = communique("send", NUMBER, folder=newsroom)
    trial = communique("send", NUMBER, "--to", "me@example.org", "--dry-run", folder=newsroom)
    files = communique("send", NUMBER, "--list", "press", "--at", "15:00", "--eml", "x", folder=newsroom)

    assert [done.returncode for done in (nobody, trial, files)] == [2, 2, 2]
    assert "U014" in nobody.stderr
    assert "U008" in trial.stderr
    assert "U008" in files.stderr


def test_a_digest_goes_to_those_who_want_it_and_a_changed_one_is_a_new_version(newsroom, server, tmp_path):
    """… the month's volume is mailed like a bulletin, and again once it says something else."""
    set_up(newsroom, server, *READERS)

    first = communique("send", "2018-07", "--list", "press", "--yes", folder=newsroom)
    again = communique("send", "2018-07", "--list", "press", "--yes", folder=newsroom)
    correct(newsroom, "check_against_delivery: true\n")
    changed = communique("send", "2018-07", "--list", "press", "--yes", folder=newsroom)

    assert first.returncode == 0, first.stderr
    assert "1 accepted" in first.stdout
    assert "not to 1: got it before" in again.stderr
    assert "2018-07, version 2: 1 accepted" in changed.stdout
    assert accepted(tmp_path) == ["anna@example.org"] * 2


def test_what_is_too_large_is_linked_and_what_the_server_does_not_take_is_told(newsroom, tmp_path):
    """… a mail that would be turned away is not even begun."""
    with smtp_server(tmp_path, "--size", "20000") as port:
        set_up(newsroom, port, "{address: anna@example.org}")
        refused = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)
        settings = (newsroom / "newsroom.yaml").read_text("utf-8")
        (newsroom / "newsroom.yaml").write_text(f"{settings}  kilobytes: 10\n", "utf-8")
        linked = communique("send", NUMBER, "--list", "press", "--yes", folder=newsroom)

    assert refused.returncode == 5
    assert "M044" in refused.stderr
    assert "kilobytes" in refused.stderr
    assert linked.returncode == 0, linked.stderr
    assert "linked, not attached" in linked.stderr
    assert accepted(tmp_path) == ["anna@example.org"]


def test_a_server_that_is_lost_is_told_and_the_rest_is_served_later(newsroom, tmp_path):
    """… whom a dead server kept from a mail gets it with the next sending."""
    readers = [f"{{address: slow.{nth}@example.org}}" for nth in range(12)]
    with smtp_server(tmp_path) as port:
        set_up(newsroom, port, *readers)
        sending = begin(newsroom, "send", NUMBER, "--list", "press", "--yes")
        wait_for(lambda: accepted(tmp_path))
    told = sending.communicate(timeout=100)
    served = set(accepted(tmp_path))
    left = standing(newsroom)

    assert sending.returncode == 5, told
    assert "M018" in told[1]
    assert "intended" in left.values()
    assert {address for address, state in left.items() if state == "accepted"} <= served
