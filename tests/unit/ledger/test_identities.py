import pytest

from communique.ledger import open_ledger
from ledger_samples import ANNA, BORIS, CLARA, NOW, NUMBER, intend


def test_a_token_is_stable_and_leads_back(ledger):
    """… a link to unsubscribe tells who follows it, however the address is written."""
    intend(ledger, ANNA, BORIS)

    token = ledger.token("ANNA@example.ORG")

    assert ledger.address_of(token) == "anna@example.org"
    assert token == ledger.token(ANNA) != ledger.token(BORIS)
    assert len(token) == 22
    assert token.replace("-", "").replace("_", "").isalnum()


def test_a_forged_token_is_nobody_s(ledger, tmp_path):
    """… neither a guess, nor a changed letter, nor another newsroom's token unsubscribes anybody."""
    intend(ledger, ANNA)
    token = ledger.token(ANNA)
    (tmp_path / "other").mkdir()
    with open_ledger(tmp_path / "other", now=NOW) as other:
        foreign = other.token(ANNA)

    guesses = [
        foreign,
        "",
        "anna@example.org",
        token[:-1],
        "A" + token[1:] if token[0] != "A" else "B" + token[1:],
    ]

    assert [ledger.address_of(guess) for guess in guesses] == [None] * 5


def test_a_token_of_one_who_never_got_mail_leads_nowhere(ledger):
    """… a trial to oneself makes no subscriber."""
    assert ledger.address_of(ledger.token(ANNA)) is None


def test_a_message_id_leads_back(ledger):
    """… a report names number, version and recipient by its Message-ID alone."""
    intend(ledger, ANNA, CLARA)
    intend(ledger, ANNA, version=2)
    identity = ledger.message_id(NUMBER, 2, ANNA.upper(), "пример.рф")

    assert identity.endswith(".emb-jm-2018-001.2@xn--e1afmkfd.xn--p1ai>")
    assert identity.isascii()
    assert ledger.parse_message_id(identity) == (NUMBER, 2, "anna@example.org")
    assert ledger.parse_message_id(f" {identity[1:-1].upper()}\n") == (NUMBER, 2, "anna@example.org")


def test_a_message_id_can_be_told_before_anything_is_intended(ledger):
    """… what is shown before a sending is what is sent; a report about it is none until then."""
    identity = ledger.message_id(NUMBER, 1, ANNA, "example.org")
    before = ledger.parse_message_id(identity)

    intend(ledger, ANNA)

    assert before is None
    assert ledger.message_id(NUMBER, 1, ANNA, "example.org") == identity
    assert ledger.parse_message_id(identity) == (NUMBER, 1, "anna@example.org")


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: text.replace(".1@", ".2@"),
        lambda text: text.replace("2018-001", "2018-002"),
        lambda text: "<" + text[1:27].translate(str.maketrans("abcdefg", "bcdefga")) + text[27:],
        lambda text: text[:20] + text[21:],
        lambda text: "<aaaaaaaaaaaaaaaaaaaaaaaaaa.x.99999999999999999999@example.org>",
        lambda text: "",
        lambda text: text + text,
    ],
)
def test_a_forged_message_id_is_nobody_s(ledger, forge):
    """… a report about a mail that was never sent suspends nobody."""
    intend(ledger, ANNA)
    intend(ledger, BORIS, version=2)
    identity = ledger.message_id(NUMBER, 1, ANNA, "example.org")

    assert ledger.parse_message_id(identity)
    assert ledger.parse_message_id(forge(identity)) is None


def test_two_numbers_may_look_alike(ledger):
    """… numbers that differ only in what a Message-ID cannot hold are told apart."""
    for number in ("A/2018/001", "A-2018/001", "Ф"):
        intend(ledger, ANNA, number=number)

        assert ledger.parse_message_id(ledger.message_id(number, 1, ANNA, "example.org"))[0] == number


def test_reports_about_many_issues_are_read_at_once(ledger):
    """… what is remembered of issues does not grow with their number."""
    for version in range(1, 21):
        intend(ledger, ANNA, version=version)

    for version in [*range(1, 21), 1]:
        identity = ledger.message_id(NUMBER, version, ANNA, "example.org")
        assert ledger.parse_message_id(identity) == (NUMBER, version, "anna@example.org")

    assert len(ledger._remembered) <= 8


def test_a_message_id_of_a_new_recipient_is_read_though_its_issue_was_before(ledger):
    """… who came later to an issue is found as well."""
    intend(ledger, ANNA)
    assert ledger.parse_message_id(ledger.message_id(NUMBER, 1, ANNA, "example.org"))

    intend(ledger, BORIS)

    assert ledger.parse_message_id(ledger.message_id(NUMBER, 1, BORIS, "example.org"))
