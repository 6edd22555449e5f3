"""What a letter says on each occasion, and to whom it says it how."""

import dataclasses
import re
import unicodedata

import pytest

from communique.build.house import open_house
from communique.compose import compose_digest_letter
from communique.errors import RenderFaults
from communique.model import Mail, Smtp, Stylesheet, Unsubscribe
from letters import ARVENIA, SAFINA, bulletins_of, letter, volume_of
from newsroom_copies import ROOT

NASTY = "A \u202etitle\u2066\r\nBcc: all@example.org\x00\u2028end"


@pytest.fixture(scope="module")
def arvenia():
    return open_house(ARVENIA)


@pytest.fixture(scope="module")
def embassy(arvenia):
    return bulletins_of(arvenia)


def with_mail(house, **unsubscribe):
    mail = Mail.model_validate({"from": "press@arvenia.example.org", "smtp": Smtp(host="localhost")})
    mail = mail.model_copy(update={"unsubscribe": Unsubscribe(**unsubscribe) if unsubscribe else None})
    return dataclasses.replace(house, newsroom=house.newsroom.model_copy(update={"mail": mail}))


def with_look(house, **changes):
    return dataclasses.replace(house, theme=dataclasses.replace(house.theme, **changes))


def test_the_readers_language_comes_first(arvenia, embassy):
    """… subject, sender and contact speak it, and the other language follows."""
    found = letter(arvenia, embassy["open-day"], "fr", "en")

    assert found.languages == ("fr", "en")
    assert found.subject == "Journée portes ouvertes à l’Ambassade"
    assert found.sender == "Ambassade de la République d’Arvénie en Corvalie"
    assert (
        found.text.index("Journée portes") < found.text.index("Open day") < found.text.index("Contact presse")
    )
    assert re.findall(r'<article [^>]*lang="(\w+)"', found.html) == ["fr", "en"]
    assert "Press contact" not in found.text


def test_an_embargo_is_the_first_that_is_read(arvenia, embassy):
    """… nobody who opens the mail, or sees its subject alone, can miss the hour or the zone."""
    found = letter(arvenia, embassy["strait-fisheries-agreement"], "en", occasion="embargoed")

    assert found.subject.startswith("Embargoed until 16 May 2024, 18:00 (UTC+2): Arvenia and Corvale")
    assert found.text.startswith("Embargoed until 16 May 2024, 18:00 (UTC+2)\n")


def test_an_embargo_that_is_over_is_not_told(arvenia, embassy):
    """… what may be published is not called embargoed, nor for immediate release."""
    found = letter(arvenia, embassy["strait-fisheries-agreement"], "en")

    assert found.text.startswith("Embassy of the Republic")
    assert found.subject.startswith("Arvenia and Corvale")


def test_a_correction_is_told_before_the_text(arvenia, embassy):
    """… who got the earlier version learns first what was wrong with it, the newest first."""
    found = letter(arvenia, embassy["open-day"], "en", occasion="correction")

    assert found.subject == "Correction: Open day at the Embassy"
    assert found.text.startswith("Correction, 23 May 2024\nThe doors close at 17.00")
    assert found.text.index("23 May") < found.text.index("21 May") < found.text.index("The Embassy opens")


def test_who_gets_a_corrected_bulletin_for_the_first_time_is_told_its_version(arvenia, embassy):
    """… it is no correction to them, and yet no secret."""
    found = letter(arvenia, embassy["open-day"], "en")

    assert found.text.startswith("For immediate release\n")
    assert "Corrected on 23 May 2024 (version 3)" in found.text
    assert "The doors close at 17.00 and not" not in found.text


def test_a_withdrawal_repeats_nothing_of_the_text(arvenia, embassy):
    """… what no longer stands is not spread by the mail that says so."""
    bulletin = embassy["consular-fees"]

    found = letter(arvenia, bulletin, "en", occasion="withdrawal", attached=())

    assert found.subject == "Withdrawn: Consular fees from 1 June"
    assert found.text.startswith("Withdrawn on 24 May 2024\nThe fees stay as they were.")
    assert "Press contact" in found.text
    assert not any(word in found.text + found.html for word in ("Full text", "Attached", "Online"))
    summary = bulletin.summary["en"] if bulletin.summary else bulletin.body["en"].splitlines()[0]
    assert summary[:30] not in found.text


def test_the_whole_text_is_attached_or_linked(arvenia, embassy):
    """… a reader always knows where the rest is, also where the file was too large to go along."""
    bulletin = embassy["open-day"].model_copy(update={"link": "https://example.org/open-day"})

    attached, linked = (letter(arvenia, bulletin, "en", attached=names) for names in (("a.pdf", "b.pdf"), ()))

    assert "\nAttached: a.pdf, b.pdf\nOnline: https://example.org/open-day\n" in attached.text
    assert "\nFull text: https://example.org/open-day\n" in linked.text
    assert 'href="https://example.org/open-day"' in linked.html


def test_a_trial_says_so(arvenia, embassy):
    """… a mail that was sent to oneself is not taken for published."""
    found = letter(arvenia, embassy["open-day"], "en", is_trial=True)

    assert found.subject == "[Trial] Open day at the Embassy"
    assert found.text.startswith("This mail is a trial and not for publication.\n")
    assert "This mail is a trial" in found.html


@pytest.mark.parametrize(
    ("unsubscribe", "told"),
    [
        ({"mailto": "leave@arvenia.example.org"}, "write to leave@arvenia.example.org or use"),
        ({"url": "https://arvenia.example.org/leave"}, "write to press@arvenia.example.org or use"),
        ({}, "To leave it, answer this mail."),
    ],
)
def test_a_reader_is_told_how_to_get_no_more(arvenia, embassy, unsubscribe, told):
    """… the same way for all, since each reader's own stands in a header."""
    found = letter(with_mail(arvenia, **unsubscribe), embassy["open-day"], "en")

    assert told in " ".join(found.text.split())


@pytest.mark.parametrize("occasion", ["release", "embargoed", "correction", "withdrawal"])
def test_no_title_reaches_behind_its_line(arvenia, embassy, occasion):
    """… a title can neither add a header nor turn the order of letters."""
    bulletin = embassy["consular-fees"].model_copy(update={"title": {"en": NASTY, "fr": NASTY}})

    found = letter(arvenia, bulletin, "en", occasion=occasion)

    for header in (found.subject, found.sender):
        assert not {unicodedata.category(character) for character in header} & {"Cc", "Zl", "Zp"}
    assert "A title Bcc: all@example.org end" in found.subject
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", found.subject + found.text + found.html)


def test_a_title_is_no_markup(arvenia, embassy):
    """… a title with angle brackets is read as it was written, in plain text and in HTML."""
    bulletin = embassy["open-day"].model_copy(update={"title": {"en": "<b>1 & 2</b>", "fr": "x"}})

    found = letter(arvenia, bulletin, "en")

    assert "<b>1 & 2</b>" in found.text
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in found.html


def test_scripts_are_marked(arvenia):
    """… Arabic stands on the right, and a screen reader changes its voice where the language does."""
    safina = open_house(SAFINA)

    found = letter(safina, bulletins_of(safina)["pilots-by-night"], "ar", "zh")

    assert re.search(r'<html lang="ar" dir="rtl">', found.html)
    assert [sorted(match) for match in re.findall(r'<article [^>]*(dir="\w+") (lang="\w+")', found.html)] == [
        ['dir="rtl"', 'lang="ar"'],
        ['dir="ltr"', 'lang="zh"'],
    ]


def test_every_language_of_the_package_writes_letters():
    """… no occasion lacks words in any language that comes with communique or a made-up newsroom."""
    safina = open_house(SAFINA)
    for bulletin in bulletins_of(safina).values():
        for tag in safina.newsroom.languages:
            assert letter(safina, bulletin, tag).subject == " ".join(bulletin.title[tag].split())


def test_a_digest_lists_what_it_holds(arvenia):
    """… a subscriber sees at once whether the month has anything for them."""
    volume = volume_of(arvenia)

    found = compose_digest_letter(
        volume, arvenia.newsroom, arvenia.theme, languages=("en",), attached=("2024-05.pdf",)
    )

    assert found.subject == "Press bulletins, May 2024"
    assert "\nBulletins: 12\n" in found.text
    assert all(item.record in found.text and item.record in found.html for item in volume.items)
    assert "Consular fees from 1 June\nWithdrawn on 24 May 2024\n" in found.text
    assert "\nAttached: 2024-05.pdf\n" in found.text


def test_a_digest_of_a_topic_says_so(arvenia):
    """… a volume of one topic is not taken for the whole month."""
    volume = dataclasses.replace(volume_of(arvenia), topic="fisheries")

    found = compose_digest_letter(volume, arvenia.newsroom, arvenia.theme, languages=("en",), attached=())

    assert found.subject == "Press bulletins, May 2024 · fisheries"


def test_styles_stand_with_their_elements(arvenia, embassy):
    """… a mail program that reads no stylesheet shows the house's colours all the same."""
    found = letter(arvenia, embassy["open-day"], "en", occasion="correction")

    assert re.search(r'<p class="publisher" style="[^"]*color: #1d4f43', found.html)
    assert re.search(r'<div class="notice" style="[^"]*background-color: #8a5a00', found.html)
    assert "var(" not in found.html
    assert "@media (prefers-color-scheme: dark)" in found.html
    assert found.html.index("charset") < 1024


@pytest.mark.parametrize(
    "loading",
    [
        "<img src='https://example.org/seen.gif'>",
        "<IMG SRC=x>",
        "<p style='background: u\\72l(https://example.org/seen.gif)'>A</p>",
        "<p background='https://example.org/seen.gif'>A</p>",
        "<link rel=icon href='https://example.org/a.png'>",
        "<link rel=stylesheet href='/styles/a.css'>",
        "<a href='javascript:alert(1)'>A</a>",
        "<a href='https://example.org/' ping='https://example.org/seen'>A</a>",
        "<p onclick='seen()'>A</p>",
        "<meta http-equiv='Refresh' content='0; url=https://example.org/'>",
        "<iframe srcdoc='A'></iframe>",
        "<svg><image href='https://example.org/seen.gif'/></svg>",
    ],
)
def test_a_template_can_load_nothing(arvenia, embassy, loading):
    """… whoever wrote it, no mail tells anybody that it was opened."""
    templates = {**arvenia.theme.templates, "mail/foot.html.j2": loading}

    with pytest.raises(RenderFaults) as caught:
        letter(with_look(arvenia, templates=templates), embassy["open-day"])

    assert {fault.code for fault in caught.value.faults} == {"R003"}
    assert "loads nothing" in caught.value.faults[0].message


@pytest.mark.parametrize(
    "css",
    [
        "@media all { p { background: url(https://example.org/seen.gif) } }",
        "p { background: URL('//example.org/a') }",
        "@media all { p { background: u\\000072l(//example.org/a) } }",
        "@font-face { font-family: A; src: url(https://example.org/a.woff) }",
    ],
)
def test_a_stylesheet_can_load_nothing(arvenia, embassy, css):
    """… no font and no ground of a mail comes from elsewhere."""
    sheets = {**arvenia.theme.stylesheets, "mail.css": Stylesheet("styles/mail.css", css)}

    with pytest.raises(RenderFaults) as caught:
        letter(with_look(arvenia, stylesheets=sheets), embassy["open-day"])

    assert {fault.code for fault in caught.value.faults} == {"R003"}


def test_a_slip_in_a_template_is_told_with_its_line(arvenia, embassy):
    """… a template of a mail is mended like one of a page."""
    templates = {**arvenia.theme.templates, "mail.txt.j2": "A\n{{ titel }}"}

    with pytest.raises(RenderFaults) as caught:
        letter(with_look(arvenia, templates=templates), embassy["open-day"])

    (fault,) = caught.value.faults
    assert (fault.code, fault.path.as_posix(), fault.line) == ("R001", "templates/mail.txt.j2", 2)


def test_a_bulletin_that_is_all_tables_has_no_lead(arvenia, embassy):
    """… a letter without a lead has no gap."""
    bulletin = embassy["open-day"].model_copy(
        update={"summary": None, "body": {"en": "- A\n- B\n", "fr": "- A"}}
    )

    found = letter(arvenia, bulletin, "en")

    assert 'class="lead"' not in found.html
    assert "\n\n\n" not in found.text


def test_the_sample_is_told_by_its_summary():
    """… the lead is what the press officer wrote for it."""
    house = open_house(ROOT)
    bulletin = bulletins_of(house)["remarks-after-russian-japanese-consultations"]

    found = letter(house, bulletin, "en")

    assert "security in the Asia-Pacific Region" in found.text
