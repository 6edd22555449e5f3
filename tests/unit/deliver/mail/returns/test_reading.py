"""What came back, as different servers write it, and as nobody should."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.deliver.mail.returns import Return, read_returned

REPORT = """\
From: MAILER-DAEMON@mail.example.org
To: bounces@example.org
Subject: Undelivered
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org{envelope}

{recipient}

--b
Content-Type: {kind}

{headers}
--b--
"""
HARD = """\
Final-Recipient: rfc822; anna@example.net
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 nobody"""
HEADERS = "Message-ID: <a.b.1@example.org>\nSubject: x"


def report(recipient=HARD, envelope="", kind="text/rfc822-headers", headers=HEADERS):
    return REPORT.format(recipient=recipient, envelope=envelope, kind=kind, headers=headers).encode()


def test_a_report_says_who_why_and_what():
    """… what RFC 3464 asks for is all that is needed."""
    assert read_returned(report()) == [
        Return("hard", "anna@example.net", "5.1.1", "550 5.1.1 nobody", ("<a.b.1@example.org>",))
    ]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("5.1.1", "hard"),  # no such mailbox
        ("5.1.2", "hard"),  # no such system
        ("5.1.10", "hard"),  # the domain takes no mail
        ("5.2.1", "hard"),  # disabled
        ("5.2.2", "soft"),  # full
        ("5.3.4", "soft"),  # too large
        ("5.7.1", "soft"),  # against a policy
        ("5.1.8", "soft"),  # of our own address
        ("5.0.0", "soft"),
        ("4.4.7", "soft"),  # given up
        ("nonsense", "soft"),
    ],
)
def test_only_what_is_the_addresss_own_fault_is_hard(status, kind):
    """… nobody loses their mail since a mail was too large or a server had a bad day."""
    (found,) = read_returned(report(HARD.replace("Status: 5.1.1", f"Status: {status}")))

    assert found.kind == kind


def test_what_is_only_late_is_so():
    """… a warning that a mail still waits is no failure."""
    (found,) = read_returned(report(HARD.replace("failed", "delayed").replace("5.1.1\n", "4.4.1\n")))

    assert (found.kind, found.status) == ("delayed", "4.4.1")


def test_each_recipient_of_a_report_is_told():
    """… a server may report several at once, and what was delivered or handed on is no failure."""
    others = "\n\n".join(
        HARD.replace("anna", name).replace("failed", action)
        for name, action in (
            ("ben", "failed"),
            ("cleo", "delivered"),
            ("dora", "relayed"),
            ("eva", "expanded"),
        )
    )

    found = read_returned(report(f"{HARD}\n\n{others}"))

    assert [one.address for one in found] == ["anna@example.net", "ben@example.net"]


@pytest.mark.parametrize(
    ("envelope", "kind", "headers", "identities"),
    [
        ("\nOriginal-Envelope-Id: a.b.1@example.org", "text/plain", "none", ("<a.b.1@example.org>",)),
        ("\noriginal-envelope-id: a+2Bb.1@example.org", "text/plain", "none", ("<a+b.1@example.org>",)),
        ("", "message/rfc822", "Message-ID: <c@example.org>\n\nText", ("<c@example.org>",)),
        ("", "message/global-headers", "Message-ID:\n <c@example.org>\n", ("<c@example.org>",)),
        ("", "text/plain", "Message-ID: <c@example.org>", ()),
    ],
)
def test_what_came_back_is_known_by_its_identity(envelope, kind, headers, identities):
    """… servers return the mail, its headers or its envelope's name; what is said in words is no proof."""
    (found,) = read_returned(report(envelope=envelope, kind=kind, headers=headers))

    assert found.identities == identities


@pytest.mark.parametrize(
    ("field", "address"),
    [
        ("Original-Recipient: rfc822;anna+2Bpress@example.net", "anna+press@example.net"),
        ("Original-Recipient: utf-8; \\x{430}\\x{43D}\\x{43D}\\x{430}@example.net", "анна@example.net"),
        ("Original-Recipient: x400; whatever", "other@example.net"),
        ("X-Nothing: y", "other@example.net"),
    ],
)
def test_the_address_is_the_one_that_we_wrote_to(field, address):
    """… one who has mail handed on is known by the address on our list."""
    block = HARD.replace(
        "Final-Recipient: rfc822; anna@example.net", f"Final-Recipient: rfc822; <other@example.net>\n{field}"
    )

    (found,) = read_returned(report(block))

    assert found.address == address


TOKEN = "AbCdEfGhIjKlMnOpQrStUv"  # noqa: S105 - a made-up one, which opens nothing


@pytest.mark.parametrize(
    ("subject", "token"),
    [
        (f"unsubscribe {TOKEN}", TOKEN),
        (f"Re: Unsubscribe {TOKEN}.", TOKEN),
        (f"=?utf-8?q?unsubscribe_{TOKEN}?=", TOKEN),
        (f"unsubscribe\n {TOKEN}", TOKEN),
        (f"unsubscribe {TOKEN}x", ""),
        ("please unsubscribe me", ""),
    ],
)
def test_a_wish_to_be_left_alone_is_read(subject, token):
    """… what mail programs make of our List-Unsubscribe is understood."""
    (found,) = read_returned(f"From: Anna <anna@example.net>\nSubject: {subject}\n\n\n".encode())

    assert (found.kind, found.token) == ("unsubscribe", token)


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"Subject: hello\n\nHow are you?\n",
        b"Subject: unsubscribe me\nAuto-Submitted: auto-replied\n\nI am away.\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\nno parts\n",
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n",
        b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\nContent-Type: multipart/mixed; boundary=b\n\n" * 3000,
        report().replace(
            b"Content-Type: message/delivery-status", b"Content-Type: message/delivery-status; charset=x-none"
        ),
        b"Subject: =?no-such?b?!!!!?= unsubscribe\n\n\n",
    ],
)
def test_what_is_no_report_is_none(mail):
    """… answers by machines, broken and hostile mails neither stop the reading nor have consequences."""
    assert all(one.kind != "hard" or one.address == "anna@example.net" for one in read_returned(mail))


SPOILED = st.builds(
    lambda text, at: report()[:at] + text + report()[at:], st.binary(max_size=40), st.integers(0, 600)
)


@given(st.binary(max_size=400) | SPOILED)
def test_no_mail_stops_the_reading(data):
    """… whatever lies in the mailbox, the mails beside it are read."""
    assert isinstance(read_returned(data), list)
