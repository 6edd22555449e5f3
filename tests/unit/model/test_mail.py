"""How a newsroom sends mail, as newsroom.yaml says it."""

import pytest

from communique.errors import NewsroomFaults
from communique.load import load_newsroom
from communique.model.mail import is_this_machine
from communique.model.subscriber import canonical

NEWSROOM = """\
name: {en: The Embassy}
series: ABC
languages: [en]
website: https://example.org/
timezone: Europe/Oslo
brand: {emblem: brand/emblem.svg, primary: '#10264F', accent: '#b3202c', stripe: ['#ffffff']}
contacts: {press: {address: {en: 1 Street}}}
mail:
  from: press@example.org
  smtp: SMTP
"""


def newsroom_with(smtp, folder):
    (folder / "newsroom.yaml").write_text(NEWSROOM.replace("SMTP", smtp), encoding="utf-8")
    return load_newsroom(folder)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "'::1'"])
def test_mail_within_one_machine_may_be_unencrypted(host, tmp_path):
    """… a relay on the same machine needs no certificate."""
    newsroom = newsroom_with(f"{{host: {host}, port: 25, security: none}}", tmp_path)

    assert newsroom.mail.smtp.security == "none"


def test_mail_across_a_network_is_encrypted_unless_somebody_says_so(tmp_path):
    """… nobody sends a statement under embargo for all to read by mistake."""
    with pytest.raises(NewsroomFaults) as caught:
        newsroom_with("{host: mail.example.org, security: none}", tmp_path)
    forced = newsroom_with("{host: mail.example.org, security: none, insecure: true}", tmp_path)

    (fault,) = caught.value.faults
    assert (fault.code, fault.line) == ("N016", 10)
    assert "insecure: true" in fault.hint
    assert forced.mail.smtp.insecure


@pytest.mark.parametrize("host", ["smtp.example.org:587", "https://smtp.example.org", "-host", "a b"])
def test_a_server_is_named_without_a_port(host, tmp_path):
    """… a slip in the server's name is told before anything is sent."""
    with pytest.raises(NewsroomFaults) as caught:
        newsroom_with(f"{{host: '{host}'}}", tmp_path)

    assert [fault.code for fault in caught.value.faults] == ["N015"]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("LOCALHOST", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_only_what_never_leaves_the_machine_is_this_machine(host, expected):
    """… an address that only looks local does not pass for it."""
    assert is_this_machine(host) is expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Press@Example.ORG", "press@example.org"),
        ("desk@Почта.рф", "desk@xn--80a1acny.xn--p1ai"),
        ("ПРЕССА@example.org", "пресса@example.org"),
        ("x@BÜRO.example", "x@xn--bro-hoa.example"),
        ("jose\u0301@example.org", "jos\u00e9@example.org"),  # one letter or two signs
    ],
)
def test_an_address_is_the_same_however_it_is_written(written, expected):
    """… a subscriber who stands in two lists in two spellings gets one mail."""
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "settings",
    [
        "unsubscribe: {url: 'https://почта..рф/{token}'}",
        "unsubscribe: {url: 'https://example.org/" + "я" * 200 + "{token}'}",
        "dkim: {domain: example..org, selector: press}",
        "dkim: {domain: example org, selector: press}",
        "dkim: {domain: example.org, selector: 'press; d=example.com'}",
    ],
)
def test_what_no_mail_could_carry_is_told_beforehand(settings, tmp_path):
    """… a slip in an address for unsubscribing, or in a signature's domain, stops no mailing half way."""
    with pytest.raises(NewsroomFaults) as caught:
        newsroom_with(f"{{host: smtp.example.org}}\n  {settings}", tmp_path)

    (fault,) = caught.value.faults
    assert fault.line == 11


def test_domains_in_other_letters_may_sign_and_be_left(tmp_path):
    """… почта.рф is a domain as any other."""
    more = "dkim: {domain: почта.рф, selector: press}\n  unsubscribe: {url: 'https://почта.рф/{token}'}"

    newsroom = newsroom_with(f"{{host: smtp.example.org}}\n  {more}", tmp_path)

    assert newsroom.mail.dkim.domain == "почта.рф"


@pytest.mark.parametrize("key", ["from", "reply_to", "bounces"])
def test_an_address_of_ones_own_is_one_that_every_server_carries(key, tmp_path):
    """… no reader's server refuses a mail for who sends it; letters of any script may stand behind the @."""
    text = NEWSROOM.replace("from: press@example.org", "from: press@почта.рф").replace(
        "SMTP", "{host: localhost}"
    )
    mail = {"from": text.replace("press@почта.рф", "пресса@example.org")}
    (tmp_path / "newsroom.yaml").write_text(text, encoding="utf-8")
    load_newsroom(tmp_path)

    wrong = mail.get(key, text.rstrip() + f"\n  {key}: пресса@example.org\n")
    (tmp_path / "newsroom.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(NewsroomFaults) as caught:
        load_newsroom(tmp_path)

    assert [fault.code for fault in caught.value.faults] == ["C013"]
