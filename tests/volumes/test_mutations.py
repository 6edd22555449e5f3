"""The binder with one step of it broken on purpose: each slip must be found by the checker, and named."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

import pytest
from pikepdf import Array

from communique.digest import Guest, Matter, Plan, bind, links, outline, resources, stamp, structure, trees
from communique.digest.attachments import Attachments
from communique.digest.fonts import Fonts, face, truetype
from communique.digest.fonts.glyphs import part_places
from communique.digest.stamp import Stamps
from communique.digest.structure import StructureTree
from volumes.binding import guests_of, made_of, matter_of, plan_month
from volumes.check import problems
from volumes.made import Made

FEW = (0, 1, 3, 9)  # of the month: tables, Arabic, a PDF for each language, the first one's picture again
BINDING = import_module("communique.digest.bind")  # in the package, that name is its function's

Patch = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Given:
    """What is bound, over and over."""

    planned: Plan
    guests: dict[str, list[Guest]]
    around: Matter
    made: Made


@pytest.fixture(scope="module")
def given(month):
    few = [month[n] for n in FEW]
    guests = guests_of(few)
    planned = plan_month(few, guests)
    around = matter_of(planned)
    return Given(planned, guests, around, made_of(planned, few, around))


def after(owner: Any, name: str, change: Callable[..., Any]) -> Patch:
    """Return a patch: what `name` of `owner` returns goes through `change`, with what it was given."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        original = getattr(owner, name)

        def changed(*given: Any) -> Any:
            return change(original(*given), *given)

        monkeypatch.setattr(owner, name, changed)

    return patch


def before(owner: Any, name: str, change: Callable[..., tuple[Any, ...]]) -> Patch:
    """Return a patch: `name` of `owner` is given what `change` makes of what it was to be given."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        original = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *given: original(*change(*given)))

    return patch


def instead(owner: Any, name: str, other: Any) -> Patch:
    """Return a patch: `other` stands in the place of `name` of `owner`."""
    return lambda monkeypatch: monkeypatch.setattr(owner, name, other, raising=False)


def without(key: str) -> Callable[..., Any]:
    """Return a change: an object of the volume loses one entry."""

    def lose(one: Any, *_given: Any) -> Any:
        del one[key]
        return one

    return lose


def lose_files(_returned: None, _attachments: Attachments, _key: str, part: Any, _copies: Any) -> None:
    """Let a Part forget its files."""
    del part.AF


def leave_annotations(_returned: None, tree: StructureTree, copied: Any) -> None:
    """Set the keys of annotations back to what they were in their own file."""
    first = min(int(page.StructParents) for page in copied.pages)
    for annotation in links.annotations_of(copied.pages):
        annotation.StructParent = int(annotation.StructParent) - first
    assert tree.next_key


def one_later(destination: Any, page: Any) -> Any:
    """Aim at the page that was aimed at before."""
    aimed.append(page)
    return Array([aimed[-2], *list(destination)[1:]]) if len(aimed) > 1 else destination


aimed: list[Any] = []


def no_metrics_of_parts(
    program: truetype.TrueType, outlines: list[bytes], metrics: list[bytes], bounds: Any
) -> tuple[Any, ...]:
    """Give parts of glyphs no metrics, as if they were never shown by themselves."""
    composite = [outline for outline in outlines if outline and outline[0] >> 7]
    named = [outline[place : place + 2] for outline in composite for place in part_places(outline)]
    parts = {int.from_bytes(number) for number in named}
    left = [bytes(4) if number in parts else one for number, one in enumerate(metrics)]
    return program, outlines, left, bounds


def letters_of_the_next(letters: dict[int, bytes]) -> tuple[dict[int, bytes]]:
    """Give each glyph the letters of another."""
    others = [*list(letters.values())[1:], next(iter(letters.values()))]
    return (dict(zip(letters, others, strict=True)),)


def same_for_all_pictures(fingerprint: bytes, _: object, stream: Any) -> bytes:
    """Take every picture for the first one."""
    return b"picture" if stream.get("/Subtype") == "/Image" and "/SMask" not in stream else fingerprint


def moved_up(one: stamp.Stamp, folio: int) -> tuple[stamp.Stamp, int]:
    """Let the number stand in the middle of the page."""
    *turned, left, foot = one.matrix
    return replace(one, matrix=(*turned, left - 300, foot - 600)), folio


def moved_down(one: stamp.Stamp, folio: int) -> tuple[stamp.Stamp, int]:
    """Let the number stand below the paper."""
    *placed, foot = one.matrix
    return replace(one, matrix=(*placed, foot + 300)), folio


def no_language(_returned: None, volume: Any, _front: Any) -> None:
    """Let the whole say no language."""
    volume.pdf.Root.Lang = ""


def wrong_limits(branch: trees.Branch, *_given: Any) -> trees.Branch:
    """Let a leaf say that it ends where it begins."""
    branch.node["/Limits"] = Array([branch.first, branch.first])
    return branch


SLIPS: dict[str, tuple[str, Patch]] = {
    "keys of the tree of parents are not moved": (
        "ParentTree",
        instead(StructureTree, "next_key", property(lambda _: 0, lambda _, __: None)),
    ),
    "keys of links are not moved": ("ParentTree", after(StructureTree, "_move_keys", leave_annotations)),
    "limits of leaves are wrong": ("ParentTree: limits", after(trees, "_branch", wrong_limits)),
    "a link's name gets no prefix": ("links", instead(links, "_prefix_use", lambda *_: None)),
    "no name gets a prefix": (
        "Dests",
        before(BINDING, "prefix_destinations", lambda pdf, copied, _: (pdf, copied, b"")),
    ),
    "no identifier gets a prefix": (
        "IDTree",
        before(StructureTree, "_prefix_identifiers", lambda tree, tags, _: (tree, tags, b"")),
    ),
    "headers of cells get no prefix": ("Headers", instead(structure, "_prefix_headers", lambda *_: None)),
    "contents lead a page too far": (
        "links: front",
        before(links, "_page", lambda folio, body: (str(int(folio) % len(body) + 1), body)),
    ),
    "the stamp of a page is on the next": (
        "stamp",
        before(Stamps, "set", lambda stamps, page, folio: (stamps, page, folio + 1)),
    ),
    "the stamp is read aloud": ("marks", instead(stamp, "BEGIN", b"\nQ\n/Span BMC\nq\n")),
    "the stamp is off the page": (
        "stamp: b001, page 1: it is not on",
        before(stamp.Stamp, "number", moved_down),
    ),
    "the stamp stands in the text": (
        "stamp: b001, page 1: it covers",
        before(stamp.Stamp, "number", moved_up),
    ),
    "labels begin a page too late": (
        "labels",
        before(BINDING, "_labels", lambda leading: (leading + 1,)),
    ),
    "an entry of the outline leads to another": ("outline", after(outline, "top_of", one_later)),
    "a bulletin's headings are lost": ("outline", instead(outline, "_below", lambda _: [])),
    "a Part forgets its files": ("AF", after(Attachments, "add", lose_files)),
    "files go under another's key": (
        "attachments",
        before(Attachments, "add", lambda files, key, part, copies: (files, key[:-1], part, copies)),
    ),
    "a Part forgets its language": ("parts", after(StructureTree, "add", without("/Lang"))),
    "a Part forgets its title": ("parts", after(StructureTree, "add", without("/T"))),
    "a picture is taken for another": ("pixels", after(resources.Fingerprints, "of", same_for_all_pictures)),
    "parts of glyphs have no metrics": ("pixels", before(truetype.TrueType, "_font", no_metrics_of_parts)),
    "glyphs are as wide as others": (
        "pixels",
        before(face, "write_widths", lambda widths: (dict.fromkeys(widths, b"500"),)),
    ),
    "glyphs stand for other letters": ("text", before(face, "write_letters", letters_of_the_next)),
    "fonts are not shared": ("fonts", instead(Fonts, "take", lambda *_: None)),
    "pictures are not shared": ("pictures", instead(resources, "_shareable", lambda _: ())),
    "the language of the whole is lost": (
        "metadata",
        after(BINDING._Volume, "describe", no_language),
    ),
}


def test_what_is_not_broken_passes(given):
    """… a slip below is found for what it is, and not for what the checker holds against any volume."""
    assert problems(bind(given.planned, given.guests, given.around).pdf, given.made) == []


@pytest.mark.parametrize("slip", SLIPS)
def test_the_checker_finds_every_slip(given, monkeypatch, slip):
    """… a slip of the binder's is not carried into an archive because nobody looked."""
    kind, patch = SLIPS[slip]
    aimed.clear()
    patch(monkeypatch)

    found = problems(bind(given.planned, given.guests, given.around).pdf, given.made)

    assert [one for one in found if one.startswith(kind)] != []
