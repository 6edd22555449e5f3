"""What stands against a mailing before anything is sent."""

import datetime as dt

import pytest

from communique.build.executors.inline import Inline
from communique.build.progress import unwatched
from communique.dispatch.mailing import Request, prepare_mailing
from communique.errors import NewsroomFaults, SourceFaults, UsageError
from newsroom_copies import ROOT, copy_newsroom

NOW = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
MAIL = "\nmail: {from: press@example.org, smtp: {host: 127.0.0.1, security: none}}\n"


def prepare(folder, *lists, reference="EMB-JM/2018/001"):
    return prepare_mailing(folder, Request(reference, lists), now=NOW, executor=Inline(), watcher=unwatched)


def newsroom(folder, mail=MAIL, **lists):
    copy_newsroom(ROOT, folder)
    file = folder / "newsroom.yaml"
    file.write_text(file.read_text("utf-8") + mail, "utf-8")
    (folder / "lists").mkdir(exist_ok=True)
    for name, text in lists.items():
        (folder / f"lists/{name}.yaml").write_text(text, "utf-8")
    return folder


def test_a_newsroom_without_mail_learns_what_to_add(tmp_path):
    """… the hint is a line that can be copied."""
    with pytest.raises(NewsroomFaults) as caught:
        prepare(newsroom(tmp_path, mail=""), "press")

    assert caught.value.faults[0].code == "N017"
    assert "mail: {from:" in caught.value.faults[0].hint


def test_a_list_that_is_misspelt_is_told_with_the_right_one(tmp_path):
    """… nobody is left without a mail by a slip."""
    with pytest.raises(UsageError) as caught:
        prepare(newsroom(tmp_path, press="- {address: a@example.org}\n"), "pres")

    (fault,) = caught.value.faults
    assert (fault.code, fault.hint) == ("U012", "did you mean press?")


def test_a_list_with_faults_gets_nothing_and_another_is_not_held_back(tmp_path):
    """… half a list is not served, and the other list does not wait for it."""
    folder = newsroom(tmp_path, press="- {address: nowhere}\n", wire="- {address: w@example.org}\n")

    with pytest.raises(SourceFaults) as caught:
        prepare(folder, "press")
    mailing = prepare(folder, "wire")

    assert [fault.code for fault in caught.value.faults] == ["C013"]
    assert [member.subscriber.address for member in mailing.members] == ["w@example.org"]
