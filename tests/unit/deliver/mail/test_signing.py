"""Signatures that prove whose a mail is."""

import datetime as dt
import subprocess
import sys

import dkim
import pytest

from communique.deliver.mail.message import Stationery, prepare
from communique.deliver.mail.signing import KEY, signer_of
from communique.errors import DeliveryFaults
from communique.model import Attachment, Dkim, Letter

NOON = dt.datetime(2018, 7, 31, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Give a private key's file, and the record that DNS would have."""
    folder = tmp_path_factory.mktemp("keys")
    private, public = folder / "private.pem", folder / "public.pem"
    subprocess.run(
        ["openssl", "genrsa", "-traditional", "-out", private, "2048"], check=True, capture_output=True
    )
    subprocess.run(
        ["openssl", "rsa", "-in", private, "-pubout", "-out", public], check=True, capture_output=True
    )
    body = "".join(public.read_text().splitlines()[1:-1])
    return private, f"v=DKIM1; k=rsa; p={body}".encode()


def signed(private):
    sign = signer_of(Dkim(domain="example.org", selector="press", key_file=str(private)))
    stationery = Stationery(
        "press@example.org", None, "press.example.org", "press", "ABC", "leave@example.org",
        "https://example.org/{token}", sign,
    )  # fmt: skip
    letter = Letter(("ru",), "Посольство", "Заявление", "Слова\n", "<p>Слова</p>\n")
    files = [Attachment("заявление.pdf", b"%PDF" * 9000)]
    prepared = prepare(letter, files, stationery, NOON, "ABC/2018/001 v1")
    return prepared.addressed("anna@example.net", "Анна", "<1@example.org>", "T0KEN")


def test_a_signature_holds(keys):
    """… receivers can trust that the newsroom wrote it, its fields for unsubscribing among what is signed."""
    private, record = keys
    mail = signed(private)

    asked = []
    holds = dkim.verify(mail, dnsfunc=lambda name, timeout=5: asked.append(name) or record)

    assert holds
    assert asked == [b"press._domainkey.example.org."]
    field = mail.partition(b"\r\nFrom:")[0].replace(b"\r\n ", b" ")
    assert b"list-unsubscribe : list-unsubscribe" in field
    assert b"list-unsubscribe-post" in field


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"https://example.org/T0KEN", b"https://example.com/T0KEN"),
        (b"List-Unsubscribe=One-Click", b"List-Unsubscribe=Two-Clicks"),
        (b"\r\nTo:", b"\r\nSubject: another\r\nTo:"),
        (b"\r\nTo:", b"\r\nFrom: eve@example.com\r\nTo:"),
        (b"\r\nTo:", b"\r\nIn-Reply-To: <eve@example.com>\r\nTo:"),
        (b"\r\nTo:", b"\r\nContent-Type: text/html\r\nTo:"),
        (b"JVBERiVQREY", b"JVBERiVQREZ"),
    ],
)
def test_a_mail_that_was_changed_or_added_to_is_found_out(before, after, keys):
    """… nobody leads readers elsewhere under the newsroom's name."""
    private, record = keys
    mail = signed(private)
    changed = mail.replace(before, after, 1)

    assert changed != mail
    assert not dkim.verify(changed, dnsfunc=lambda _name, timeout=5: record)


def test_the_key_may_stand_in_the_environment(keys, monkeypatch):
    """… a server that keeps secrets in no file can sign too."""
    private, record = keys
    monkeypatch.setenv(KEY, private.read_text())

    assert dkim.verify(signed("/nowhere"), dnsfunc=lambda _name, timeout=5: record)


@pytest.mark.parametrize(
    "content", [None, "", "no key at all: s3cret", "-----BEGIN RSA PRIVATE KEY-----\ns3cret\n"]
)
def test_a_key_that_is_none_is_told_and_never_shown(content, tmp_path):
    """… a slip is told before anything is sent, and a secret stays one."""
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_text(content)

    with pytest.raises(DeliveryFaults) as caught:
        signer_of(Dkim(domain="example.org", selector="press", key_file=str(path)))

    (fault,) = caught.value.faults
    assert fault.code == "M021"
    assert "s3cret" not in str(fault)


def test_a_key_that_is_named_nowhere_is_told():
    """… the hint says where it can stand."""
    with pytest.raises(DeliveryFaults) as caught:
        signer_of(Dkim(domain="example.org", selector="press"))

    assert KEY in caught.value.faults[0].hint


def test_without_dkimpy_the_extra_is_named(monkeypatch):
    """… who has not installed it learns how."""
    monkeypatch.setitem(sys.modules, "dkim", None)

    with pytest.raises(DeliveryFaults) as caught:
        signer_of(Dkim(domain="example.org", selector="press"))

    assert caught.value.faults[0].code == "M020"
    assert "communique[dkim]" in caught.value.faults[0].hint
