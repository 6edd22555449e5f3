"""Letters as mails: what independent readers find in them."""

import datetime as dt
import email
import email.utils
import re
from email import policy
from email.header import decode_header, make_header

import mailparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.deliver.mail.headers import list_id, plain
from communique.deliver.mail.message import Stationery, prepare
from communique.model import Attachment, Letter

STRICT = policy.SMTP.clone(raise_on_defect=True)
NOON = dt.datetime(2018, 7, 31, 12, 0, tzinfo=dt.UTC)
PDF = bytes(range(256)) * 20
STATIONERY = Stationery(
    sender="press@example.org",
    reply_to="desk@example.org",
    list_id="press.abc.example.org",
    list_name="press",
    series="ABC",
    unsubscribe_mailto="leave@example.org",
    unsubscribe_url="https://example.org/leave?{token}",
)
FIELDS = {
    "To",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "From",
    "Reply-To",
    "Subject",
    "Date",
    "Content-Language",
    "List-Id",
    "Precedence",
    "Feedback-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
}


def letter(
    subject="News", text="Words.\n", html="<p>Words.</p>\n", sender="The Embassy", languages=("en", "ru")
):
    return Letter(languages, sender, subject, text, html)


def mail(written=None, *, name="statement.pdf", stationery=STATIONERY, to="anna@example.net", display="Anna"):
    files = [Attachment(name, PDF)] if name else []
    prepared = prepare(written or letter(), files, stationery, NOON, "ABC/2018/001 v1")
    return prepared.addressed(to, display, "<abc@example.org>", "T0KEN")


def read(data):
    """Read a mail as strictly as Python can."""
    return email.message_from_bytes(data, policy=STRICT)


def name_in(data, field):
    """Read a display name by RFC 2047, 6.2, by which the newer reader of Python 3.11 does not go.

    It keeps the space between two encoded words.
    """
    raw = email.message_from_bytes(data, policy=policy.compat32)[field]
    phrase, _, _ = raw.rpartition("<")
    told = str(make_header(decode_header(phrase.strip())))
    return email.utils.unquote(told) if phrase.startswith('"') else told


def test_a_mail_has_what_receivers_ask_for():
    """… the big receivers find each field that they want of a list, and nothing else."""
    found = read(mail())

    assert set(found.keys()) == FIELDS
    assert str(found["From"]) == "The Embassy <press@example.org>"
    assert str(found["List-Id"]) == "<press.abc.example.org>"
    assert re.sub(r"\s+", " ", str(found["List-Unsubscribe"])) == (
        "<mailto:leave@example.org?subject=unsubscribe%20T0KEN>, <https://example.org/leave?T0KEN>"
    )
    assert str(found["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert str(found["Content-Language"]) == "en, ru"
    assert found["Date"].datetime == NOON
    assert [part.get_content_type() for part in found.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]


@pytest.mark.parametrize("url", [None, "https://example.org/leave", "http://example.org/leave?{token}"])
def test_one_click_is_offered_only_where_it_is_safe(url):
    """… nobody is unsubscribed by a program that looks at an address, or by who reads along."""
    stationery = Stationery(
        "press@example.org", None, "x.example.org", "press", "ABC", "leave@example.org", url
    )

    found = read(mail(stationery=stationery))

    assert "List-Unsubscribe-Post" not in found
    assert "mailto:leave@example.org" in found["List-Unsubscribe"]


def test_a_trial_belongs_to_no_list():
    """… what is sent to oneself offers no unsubscribing."""
    stationery = Stationery("press@example.org", None, "", "", "ABC", "leave@example.org", None)

    found = read(mail(stationery=stationery))

    assert not {"List-Id", "List-Unsubscribe", "Precedence"} & set(found.keys())


@pytest.mark.parametrize(
    ("subject", "name", "display"),
    [
        (
            "Брифинг официального представителя МИД о переговорах с Японией",
            "Заявление № 1.pdf",
            "Анна Петрова",
        ),
        ("بيان صحفي صادر عن السفارة", "بيان صحفي.pdf", "آنا"),
        ("关于双边磋商的新闻稿", "新闻稿.pdf", "安娜"),
        ("Communiqué: “naïve” façade — 100 %", "l'été; a=b.pdf", 'Anna "the desk" O\'Hara, (press)'),
        ("Emoji 🎉 " * 30, "🎉" * 40 + ".pdf", "🎉" * 60),
    ],
)
def test_every_script_comes_through(subject, name, display):
    """… subject, file name, addressee and words are right in Cyrillic, Arabic, Chinese, for two readers."""
    data = mail(letter(subject, f"{subject}\n" * 9, f"<p>{subject}</p>\n" * 9), name=name, display=display)

    found, other = read(data), mailparser.parse_from_bytes(data)

    assert str(found["Subject"]) == other.subject == plain(subject)
    assert name_in(data, "To") == plain(display)
    (attachment,) = found.iter_attachments()
    assert attachment.get_filename() == name
    assert attachment.get_content() == PDF
    assert found.get_body(("plain",)).get_content().replace("\r\n", "\n") == f"{subject}\n" * 9
    assert other.text_plain[0].replace("\r\n", "\n").strip() == (f"{subject}\n" * 9).strip()
    assert [one["filename"] for one in other.attachments] == [name]


def test_a_domain_in_other_letters_is_written_as_dns_has_it():
    """… any server can deliver to почта.рф."""
    data = mail(to="desk@почта.рф", display=None)

    assert data.isascii()
    assert str(read(data)["To"]) == "desk@xn--80a1acny.xn--p1ai"


def test_an_address_in_other_letters_is_written_in_utf8():
    """… who has such an address reads it in their mail (RFC 6532)."""
    data = mail(to="пресса@example.org", display=None)

    assert "To: пресса@example.org\r\n".encode() in data


def test_the_same_letter_gives_the_same_bytes():
    """… what was sent can be made again and compared."""
    assert mail() == mail()


def test_a_list_is_told_from_all_others():
    """… a reader's filter goes on working when the list's name has spaces."""
    assert (
        list_id("Press and radio", "EMB-JM", "a@почта.рф") == "press-and-radio.emb-jm.xn--80a1acny.xn--p1ai"
    )


HOSTILE = st.text(
    st.characters() | st.sampled_from('\r\n\0"\\(),<>@:;=?_ \t\u2028\u202e\ud800\u00a0'), max_size=120
) | st.sampled_from(
    [
        "x\r\nBcc: all@example.org",
        "=?utf-8?q?x=0D=0ABcc:_all@example.org?=",
        "=?utf-8?b?DQpCY2M6IGFsbEBleGFtcGxlLm9yZw==?=",
        "a" * 2000,
        "я" * 600,
        ("long " * 200),
    ]
)


@settings(max_examples=150)
@given(subject=HOSTILE, sender=HOSTILE, display=HOSTILE, name=HOSTILE.filter(plain))
def test_no_text_gets_out_of_its_field(subject, sender, display, name):
    """… whatever stands in a title or a name, a mail has its own fields alone, and each says the text."""
    data = mail(letter(subject, sender=sender), name=plain(name), display=display)

    found = read(data)

    assert set(found.keys()) == FIELDS
    assert str(found["Subject"]) == plain(subject)
    assert name_in(data, "From") == plain(sender)
    assert found["From"].addresses[0].addr_spec == "press@example.org"
    assert name_in(data, "To") == plain(display)
    assert found["To"].addresses[0].addr_spec == "anna@example.net"
    assert [one.get_content() for one in found.iter_attachments()] == [PDF]
    head = data.partition(b"\r\n\r\n")[0]
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert max(map(len, head.split(b"\r\n"))) <= 120
