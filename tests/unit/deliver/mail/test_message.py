"""Letters as mails: what independent readers find in them."""

import datetime as dt
import email
import email.utils
import re
from dataclasses import replace
from email import policy
from email.header import decode_header, make_header

import mailparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.deliver.mail.headers import file_name, list_id, plain
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


TYPES = ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]


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
    phrase, _, _ = re.sub(r"\r?\n(?=[ \t])", "", raw).rpartition("<")
    told = str(make_header(decode_header(phrase.strip())))
    return email.utils.unquote(told) if phrase.startswith('"') else told


def test_a_mail_has_what_receivers_ask_for():
    """… the big receivers find each field that they want of a list, and nothing else."""
    found = read(mail())

    assert set(found.keys()) == FIELDS
    assert str(found["From"]) == "The Embassy <press@example.org>"
    assert str(found["List-Id"]) == "press <press.abc.example.org>"
    assert str(found["Feedback-ID"]) == "abc-2018-001-v1:list-press:bulletin:abc-newsroom"
    assert re.sub(r"\s+", " ", str(found["List-Unsubscribe"])) == (
        "<mailto:leave@example.org?subject=unsubscribe%20T0KEN>, <https://example.org/leave?T0KEN>"
    )
    assert str(found["List-Unsubscribe-Post"]) == "List-Unsubscribe=One-Click"
    assert str(found["Content-Language"]) == "en, ru"
    assert found["Date"].datetime == NOON
    assert [part.get_content_type() for part in found.walk()] == TYPES


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


def test_lists_named_in_other_letters_are_told_apart():
    """… who reads two lists with Cyrillic names can leave one of them."""
    ids = [list_id(name, "ABC", "a@example.org") for name in ("пресса", "радио", "Press и радио")]

    assert ids == [
        "xn--80aj3aega.abc.example.org",
        "xn--80aimyg.abc.example.org",
        "xn--press---8fg0bzbd6ewa.abc.example.org",
    ]


def test_a_list_named_in_other_letters_is_called_so():
    """… a mail program shows the name that the officer gave."""
    stationery = replace(STATIONERY, list_name="пресса")

    found = read(mail(stationery=stationery))

    assert str(found["List-Id"]) == "пресса <press.abc.example.org>"


def test_an_address_of_the_web_in_other_letters_is_written_in_ascii():
    """… a mail program can follow it, and escapes that stand in it already stay what they are."""
    stationery = replace(STATIONERY, unsubscribe_url="https://почта.рф:8443/выход%20?кто={token}&list=a,b")

    found = read(mail(stationery=stationery))

    assert str(found["List-Unsubscribe"]).endswith(
        " <https://xn--80a1acny.xn--p1ai:8443/%D0%B2%D1%8B%D1%85%D0%BE%D0%B4%20"
        "?%D0%BA%D1%82%D0%BE=T0KEN&list=a,b>"
    )


def test_a_correction_answers_what_it_corrects():
    """… a mail program shows it beside the earlier version."""
    prepared = prepare(letter(), [], STATIONERY, NOON, "ABC/2018/001 v2")

    found = read(prepared.addressed("anna@example.net", None, "<2@example.org>", "T", "<1@example.org>"))

    assert (found["In-Reply-To"], found["References"]) == ("<1@example.org>", "<1@example.org>")
    assert set(found.keys()) == FIELDS | {"In-Reply-To", "References"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "..-..-etc-passwd"),
        ("C:\\news.pdf", "C:-news.pdf"),
        ("a\r\nX-Evil: 1.pdf", "a X-Evil: 1.pdf"),
        ("half\ud800.pdf", "half .pdf"),
        ("turned\u202efdp.exe", "turned fdp.exe"),
    ],
)
def test_a_file_name_is_one_and_not_a_path(name, expected):
    """… no program writes a file elsewhere, and no name ends its field."""
    (attachment,) = read(mail(name=name)).iter_attachments()

    assert attachment.get_filename() == expected


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Words = words\n" * 30, "quoted-printable"), ("Слова\n" * 30, "base64"), ("新闻 words\n", "base64")],
)
def test_words_are_encoded_the_shorter_way(text, encoding):
    """… Latin letters stay readable as they are, and others do not take six bytes each."""
    part = read(mail(letter(text=text))).get_body(("plain",))

    assert part["Content-Transfer-Encoding"] == encoding
    assert part.get_content().replace("\r\n", "\n") == text


def test_half_a_character_ends_no_mailing():
    """… what stands for no letter in a text becomes a question mark."""
    part = read(mail(letter(text="half \ud800\n"))).get_body(("plain",))

    assert part.get_content().strip() == "half ?"


@pytest.mark.parametrize("sign", [None, lambda _mail: b"DKIM-Signature: " + b"s" * 1000 + b"\r\n"])
def test_the_size_is_rather_too_large(sign):
    """… what a server would refuse for its size is known before."""
    prepared = prepare(letter(), [Attachment("a.pdf", PDF)], replace(STATIONERY, sign=sign), NOON, "A v1")

    whole = prepared.addressed(
        "a" * 64 + "@example.net", "Анна Петровна Иванова", f"<{'1' * 64}@x>", "T" * 40
    )

    assert len(whole) <= prepared.size <= len(whole) + 1500


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
        "=??Q?=0D",
        "a" * 2000,
        "я" * 600,
        ("long " * 200),
        ("Smith, John " * 41),
        ("plain words " * 41),
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
    assert max(map(len, head.split(b"\r\n"))) <= 78


@settings(max_examples=100)
@given(text=HOSTILE, html=HOSTILE, name=HOSTILE.filter(file_name))
def test_no_text_gets_out_of_its_part(text, html, name):
    """… whatever stands in a text or a file's name, each part says it and no line is too long."""
    data = mail(letter(text=text, html=html), name=name)

    found = read(data)

    assert [part.get_content_type() for part in found.walk()] == TYPES
    for kind, expected in (("plain", text), ("html", html)):
        told = found.get_body((kind,)).get_payload(decode=True)
        assert told.splitlines() == (expected or "\n").encode("utf-8", "replace").splitlines()
    (attachment,) = found.iter_attachments()
    assert attachment.get_content() == PDF
    assert attachment.get_filename() == file_name(name)
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 78
