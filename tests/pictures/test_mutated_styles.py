"""Styles broken on purpose, as a newsroom's own designer might break them: each must be caught.

A mutation is a rule at the end of one stylesheet. `caught` names who must notice: a code of the
renderer (R…) or of preflight (P…), which stop a newsroom's bulletin on its way to the press, or
the pictures, which stop ours.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from communique.build.house import open_house
from communique.errors import RenderFaults
from communique.preflight import inspect
from communique.render import render
from matrix.bulletins import FACTORS, write_newsroom
from newsroom_copies import ROOT
from pictures.cases import only_page
from pictures.goldens import Drawn, differing_pictures, draw

NOTICE = dict(zip(FACTORS, ("parallel", "en+ru", "embargoed", "A4", "default"), strict=True))
PICTURES = "pictures"


@dataclass(frozen=True)
class Mutation:
    """A stylesheet, the rule that breaks it, and who must notice."""

    name: str
    sheet: str
    rule: str
    caught: frozenset[str]


def mutation(name: str, caught: str, sheet: str, rule: str) -> Mutation:
    """Return a mutation that each of `caught`, parted by spaces, must catch."""
    return Mutation(name, sheet, rule, frozenset(caught.split()))


MUTATIONS = [
    mutation("cells overflow", "P013", "statement.css", ".flow p { white-space: nowrap }"),
    mutation("the columns are too wide", "P012", "layouts.css", "main { margin-right: -12mm }"),
    mutation("the foot is too low", "P011", "page.css", "@page { @bottom-center { padding-top: 16mm } }"),
    mutation("text runs off the paper", "P010", "statement.css", "h1 { margin-left: -30mm }"),
    mutation("paragraphs overlap", "P015", "statement.css", ".flow p { margin-top: -9pt }"),
    mutation(
        "paragraphs are cut", "P014", "statement.css", ".paragraph p { height: 20pt; overflow: hidden }"
    ),
    mutation("text is white", "P016", "statement.css", ".flow p { color: #fff }"),
    mutation("text is pale", "P016", "statement.css", ".flow p { color: #999 }"),
    mutation(
        "the state is written on its own colour", "P016", "masthead.css", ".state p { color: var(--accent) }"
    ),
    mutation("the QR code is tiny", "P020", "colophon.css", ".qr-symbol { transform: scale(0.1) }"),
    mutation("the QR code has no quiet zone", "P020", "colophon.css", ".qr { background: #000 }"),
    mutation(
        "a photograph lies on its caption",
        "P015",
        "photo.css",
        "figure img { width: 170mm; max-width: none }",
    ),
    mutation("a family is not declared", "R005", "statement.css", '.flow p { font-family: "Lost Serif" }'),
    mutation(
        "a font's file is gone",
        "R003",
        "type.css",
        '@font-face { font-family: "PT Serif"; src: url("fonts/gone.ttf"); font-style: italic }',
    ),
    mutation("a sign is in no font", "R004", "statement.css", 'h1::before { content: "\\2603" }'),
    mutation("a property is misspelt", "R002", "statement.css", "h1 { colour: red }"),
    mutation(
        "the rule between the columns is lost",
        PICTURES,
        "layouts.css",
        ".row > * { border-color: transparent !important }",
    ),
    mutation(
        "one column stands a point lower",
        PICTURES,
        "statement.css",
        ":lang(ru) p { position: relative; top: 1pt }",
    ),
    mutation(
        "one line stands a point aside",
        PICTURES,
        "statement.css",
        ".dateline p { position: relative; left: 1pt }",
    ),
    mutation("the running foot is gone", PICTURES, "page.css", "@page { @bottom-center { content: none } }"),
    mutation("the running head is gone", PICTURES, "page.css", "@page { @top-center { content: none } }"),
    mutation("the stripe is in another colour", PICTURES, "masthead.css", ".stripe { background: #23595b }"),
    mutation("the text is in another ink", PICTURES, "type.css", ":root { --ink: #5a5a5a }"),
    mutation("the emblem is missing", PICTURES, "masthead.css", ".masthead .emblem { visibility: hidden }"),
    mutation("text is justified", PICTURES, "statement.css", ".flow p { text-align: justify }"),
    mutation("words are not hyphenated", PICTURES, "type.css", "html { hyphens: manual }"),
    mutation("footnotes are not printed", PICTURES, "statement.css", ".footnote { display: none }"),
    mutation("the end mark is gone", PICTURES, "colophon.css", ".end-mark { visibility: hidden }"),
    mutation("the columns have changed places", PICTURES, "layouts.css", ".flow > .row { direction: rtl }"),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    """Draw the notice in the styles as they are."""
    folder = tmp_path_factory.mktemp("sound") / "newsroom"
    write_newsroom(NOTICE, folder)
    pdf = render(only_page(open_house(folder)))
    assert inspect(pdf) == ()
    return draw(pdf)


@pytest.mark.parametrize("mutant", MUTATIONS, ids=lambda mutant: mutant.name)
def test_a_broken_style_is_caught(sound, mutant, tmp_path):
    """… what a designer breaks does not reach the press, or not our own styles, unseen."""
    folder = write_mutated(mutant.sheet, mutant.rule, tmp_path)

    caught = caught_in(folder, sound, tmp_path / "page")

    assert mutant.caught <= caught


@pytest.mark.parametrize("sheet", ["type.css", "page.css", "statement.css"])
def test_a_style_that_is_not_broken_passes(sound, sheet, tmp_path):
    """… it is the broken rule that is caught, and not that a newsroom has a stylesheet of its own."""
    folder = write_mutated(sheet, "h1 { color: var(--primary) }", tmp_path)

    assert caught_in(folder, sound, tmp_path / "page") == set()


def write_mutated(sheet: str, rule: str, folder: Path) -> Path:
    """Write the notice's newsroom with `rule` at the end of a stylesheet of its own."""
    newsroom = folder / "newsroom"
    write_newsroom(NOTICE, newsroom)
    own = newsroom / "styles" / sheet
    own.parent.mkdir()
    own.write_text(f"{(ROOT / 'styles' / sheet).read_text('utf-8')}\n{rule}\n", encoding="utf-8")
    return newsroom


def caught_in(folder: Path, sound: Drawn, picture: Path) -> set[str]:
    """Return who finds something wrong with the notice in `folder`."""
    try:
        pdf = render(only_page(open_house(folder)))
    except RenderFaults as error:
        return {fault.code for fault in error.faults}
    codes = {finding.code for finding in inspect(pdf)}
    return codes | ({PICTURES} if differing_pictures(sound, draw(pdf), picture) else set())
