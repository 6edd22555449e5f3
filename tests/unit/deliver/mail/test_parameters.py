"""How addresses are written in commands."""

import pytest

from communique.deliver.mail.connection import Ability
from communique.deliver.mail.envelope import Envelope
from communique.deliver.mail.parameters import mail_parameters, original, path_of, recipient_parameters, xtext

BARE = Ability(None, utf8=False, eight_bit=False, dsn=False, pipelining=False, names_size=False)
DSN = Ability(None, utf8=True, eight_bit=True, dsn=True, pipelining=False, names_size=True)


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("Anna@Example.ORG", b"Anna@example.org"),
        ("anna@Пример.рф", b"anna@xn--e1afmkfd.xn--p1ai"),
        ("анна@example.org", "анна@example.org".encode()),
        ("postmaster", b"postmaster"),
    ],
)
def test_a_path_has_its_domain_in_ascii(address, path):
    """… the part before the @ stays as it is written, since only its server may read it."""
    assert path_of(address) == path


@pytest.mark.parametrize("address", ["a>@x", "a<@x", "a b@x", "a\r\n@x", "a\\@x", "a@x\x7f", f"a@{'ж' * 70}"])
def test_a_path_that_could_end_early_is_none(address):
    """… an address never becomes a second command."""
    with pytest.raises(ValueError, match=r"\w"):
        path_of(address)


def test_nothing_is_asked_of_a_server_that_offers_nothing():
    """… the oldest servers understand us."""
    mail = Envelope(1, "p@example.org", "a@example.org", "<1@example.org>", bytes)

    assert (mail_parameters(mail, b"x", BARE), recipient_parameters(mail, BARE)) == (b"", b"")


def test_an_identity_that_is_too_long_for_an_envelope_is_left_out():
    """… a server never gets a parameter cut short, which would name another mail."""
    mail = Envelope(1, "p@example.org", "a@example.org", f"<{'x' * 99}@y>", bytes)

    assert mail_parameters(mail, b"x", DSN) == b" SIZE=1 RET=HDRS"


def test_xtext_writes_what_would_end_a_parameter_in_figures():
    """… an address arrives as it was written (RFC 3461, 4)."""
    assert xtext("a+b=c d~") == "a+2Bb+3Dc+20d~"


def test_an_original_address_in_other_letters_is_written_in_ascii():
    """… a report names it even where a server on its way knows ASCII alone (RFC 6533, 3)."""
    assert original("иa+\\@x") == "utf-8;\\x{438}a\\x{2B}\\x{5C}@x"
