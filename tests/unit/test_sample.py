from pathlib import Path
from xml.etree import ElementTree

import pytest

from communique.load import load_archive, load_newsroom

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "tests/newsrooms/embassy-page.txt").read_text(encoding="utf-8")
REMARKS = ROOT / "bulletins/2018/07/remarks-after-russian-japanese-consultations.yaml"
WELCOME = ROOT / "bulletins/2018/12/welcome.yaml"
SLIPS = {"theG20": "the G20", "Vlapostok": "Vladivostok"}


def paragraphs(text):
    """Return the paragraphs of a text, each as its words with one space between them."""
    return [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]


def between(first, after):
    """Return the paragraphs of the embassy's page from `first` until `after`."""
    start = PAGE.index(first)
    return paragraphs(PAGE[start : PAGE.index(after, start)])


def read(path):
    """Return the bulletin at `path`, which has no fault."""
    archive = load_archive(ROOT, load_newsroom(ROOT), [path])
    assert not archive.faults
    return archive.entries[0].bulletin


def test_the_remarks_are_the_page_word_for_word_but_for_two_slips():
    """… nobody is made to say what the embassy's page does not."""
    expected = between("Ladies and gentlemen,", "Building of the Russian Embassy")
    for slip, right in SLIPS.items():
        assert sum(paragraph.count(slip) for paragraph in expected) == 1
        expected = [paragraph.replace(slip, right) for paragraph in expected]

    body = read(REMARKS).body

    assert paragraphs(body["en"]) == expected


def test_each_slip_that_was_set_right_is_named_in_every_language():
    """… a reader is told what differs from the page, in the language that he reads."""
    note = read(REMARKS).source.note

    assert set(note) == {"en", "ru"}
    for language in note:
        assert all(slip in note[language] and right in note[language] for slip, right in SLIPS.items())


def test_the_headline_is_the_page_s_with_its_place_and_date_apart():
    """… the title, the place and the date together are what the page's headline says."""
    bulletin = read(REMARKS)

    headline = f"{bulletin.title['en']}, {bulletin.place['en']}, {bulletin.date:%B %d, %Y}"

    assert headline in PAGE.splitlines()


def test_the_welcome_is_the_page_s_word_for_word():
    """… the second sample too is a real text, under the page's own date."""
    bulletin = read(WELCOME)

    assert paragraphs(bulletin.body["en"]) == paragraphs(PAGE[PAGE.index("Dear visitor,") :])
    assert f"Friday, {bulletin.date:%d-%m-%Y}" in PAGE.splitlines()


@pytest.mark.parametrize(("path", "count"), [(REMARKS, 1 + 13), (WELCOME, 1 + 1)])
def test_the_languages_go_paragraph_for_paragraph(path, count):
    """… the salutation and each paragraph have their counterpart on the page."""
    body = read(path).body

    assert [len(paragraphs(body[language])) for language in ("en", "ru")] == [count, count]


@pytest.mark.parametrize("path", [REMARKS, WELCOME])
def test_the_russian_is_marked_as_unofficial(path):
    """… nobody takes this repository's working translation for the embassy's word."""
    bulletin = read(path)

    assert bulletin.translation == {"ru": "unofficial"}


def test_the_contact_block_is_the_page_s():
    """… who calls the emergency line of a printed bulletin reaches the one that the page gave."""
    contact = load_newsroom(ROOT).press

    printed = " ".join(PAGE.split())

    assert f"Address: {contact.address['en']} Phone: {contact.phone} fax: {contact.fax}" in printed
    assert f"In case of emergency situation - {contact.emergency} E-mail: {contact.email}" in printed


@pytest.mark.parametrize(
    "path",
    ["brand/emblem.svg", "src/communique/author/scaffold/brand/emblem.svg"],
    ids=["sample", "scaffold"],
)
def test_an_emblem_is_a_titled_square_of_paths(path):
    """… it prints the same on every machine, without a font, and a screen reader can name it."""
    emblem = ElementTree.parse(ROOT / path).getroot()  # noqa: S314 - a file of this repository

    left, top, width, height = (float(side) for side in emblem.get("viewBox").split())
    names = [part.tag.removeprefix("{http://www.w3.org/2000/svg}") for part in emblem]

    assert (left, top, width) == (0, 0, height)
    assert names == ["title"] + ["path"] * (len(names) - 1)
    assert emblem[0].text.strip()
