"""Mailboxes that lie in the file system."""

import pytest

from communique.deliver.mail.returns import open_mailbox
from communique.errors import DeliveryFaults


def mails(path):
    with open_mailbox(str(path)) as found:
        return list(found)


def test_a_maildir_is_read_in_full_and_left_as_it_is(tmp_path):
    """… read mails and new ones count, those that are being delivered and hidden files do not."""
    for part in ("cur", "new", "tmp"):
        (tmp_path / part).mkdir()
    for name in ("cur/1.x:2,S", "new/2.x", "new/.hidden", "tmp/3.x"):
        (tmp_path / name).write_bytes(name.encode())
    before = sorted(tmp_path.rglob("*"))

    assert mails(tmp_path) == [b"cur/1.x:2,S", b"new/2.x"]
    assert sorted(tmp_path.rglob("*")) == before


def test_an_mbox_file_may_be_empty_or_none_at_all(tmp_path):
    """… no mail is no fault, and what is no mailbox has no mails."""
    empty, other = tmp_path / "empty", tmp_path / "other"
    empty.write_bytes(b"")
    other.write_bytes(b"just a letter\n")

    assert mails(empty) == mails(other) == []


@pytest.mark.parametrize(
    "name", ["imaps://host/INBOX", "imap://user@/INBOX", "imaps://user@host:port/INBOX", "imaps://[::1/x"]
)
def test_an_address_that_is_none_is_told(name, monkeypatch):
    """… a slip in it is told before any server is asked."""
    monkeypatch.setenv("COMMUNIQUE_IMAP_PASSWORD", "s3cret")

    with pytest.raises(DeliveryFaults) as caught:
        mails(name)

    (fault,) = caught.value.faults
    assert fault.code == "B001"
    assert "s3cret" not in str(fault)
