"""The checker of tags, tried with slips made on purpose in tags that are true."""

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from communique.render import render
from conformance.tags import problems
from unit.render.structure.sheet import page

BODY = """
<div class="row"><div lang="en"><h1>One</h1></div><div lang="fr"><h1>Un</h1></div></div>
<div class="row">
<div lang="en"><p>Two<span class="footnote">Note</span> <a href="https://a.example/">there</a></p></div>
<div lang="fr" dir="rtl"><p>(deux)</p></div>
</div>
<div class="row"><div lang="en"><ul><li>Three</li></ul></div>
<div lang="fr"><ul><li>Trois</li></ul></div></div>
<div class="row"><div lang="en"><table><thead><tr><th>A</th></tr></thead><tr><td>1</td></tr></table></div>
<div lang="fr"><p>Quatre</p></div></div>
<figure><img src="p.svg" alt="a boat"><div role="img" lang="fr" aria-label="un bateau"></div></figure>
"""
Elements = dict[str, list[DictionaryObject]]


@pytest.fixture(scope="module")
def made():
    return page(BODY)


@pytest.fixture(scope="module")
def pdf(made):
    return render(made)


def attributes(elements: Elements, tag: str) -> DictionaryObject:
    """Return the attributes of the first element of a kind."""
    return elements[tag][0]["/A"]


def swap(items: ArrayObject) -> None:
    """Exchange the first two of `items`."""
    items[0], items[1] = items[1], items[0]


def own(mark: int, other: int) -> Callable[[PdfWriter, Elements], None]:
    """Return a slip: the tree of parents gives a mark of the first page to the owner of another."""

    def slip(writer: PdfWriter, _elements: Elements) -> None:
        owners = writer.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"][1]
        owners[mark] = (
            owners.raw_get(other) if hasattr(owners, "raw_get") else list.__getitem__(owners, other)
        )

    return slip


SLIPS: dict[str, tuple[str, Callable[[PdfWriter, Elements], object]]] = {
    "a header without its scope": ("Scope", lambda _, e: attributes(e, "TH").pop("/Scope")),
    "a cell without its headers": ("Headers", lambda _, e: attributes(e, "TD").pop("/Headers")),
    "a list that does not say how it counts": (
        "ListNumbering",
        lambda _, e: attributes(e, "L").pop("/ListNumbering"),
    ),
    "a note without its name": ("IDTree", lambda _, e: e["Note"][0].pop("/ID")),
    "a picture without words": ("Figure", lambda _, e: e["Figure"][0].pop("/Alt")),
    "a picture told in the wrong language": (
        "pictures",
        lambda _, e: e["Figure"][1].update({NameObject("/Alt"): TextStringObject("a boat")}),
    ),
    "a picture off the page": (
        "Figure",
        lambda _, e: attributes(e, "Figure").update(
            {NameObject("/BBox"): ArrayObject([NumberObject(-9)] * 4)}
        ),
    ),
    "a link without words": ("Contents", lambda w, _: w.pages[0]["/Annots"][0].get_object().pop("/Contents")),
    "a link that the tree does not know": (
        "ParentTree",
        lambda w, _: w.pages[0]["/Annots"][0].get_object().pop("/StructParent"),
    ),
    "another word than is painted": (
        "ActualText",
        lambda _, e: e["Span"][0].update({NameObject("/ActualText"): TextStringObject("(trois)")}),
    ),
    "letters in another order": (
        "words",
        lambda _, e: e["Span"][0].update({NameObject("/ActualText"): TextStringObject(")xued(")}),
    ),
    "paragraphs in another order": ("words", lambda _, e: swap(e["Sect"][0]["/K"])),
    "a part in another language": (
        "words",
        lambda _, e: e["Sect"][1].update({NameObject("/Lang"): TextStringObject("de")}),
    ),
    "a mark that no element owns": (
        "mark",
        lambda _, e: e["H1"][0].update({NameObject("/K"): ArrayObject()}),
    ),
    "a mark with another owner": ("ParentTree", own(0, 1)),
    "a mark with none": (
        "ParentTree",
        lambda w, _: list.__setitem__(
            w.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"][1], 0, NullObject()
        ),
    ),
    "an element with another parent": (
        "P: /P",
        lambda _, e: e["P"][0].update({NameObject("/P"): e["H1"][0].indirect_reference}),
    ),
    "a list in a list": ("L holds", lambda _, e: e["LI"][0].update({NameObject("/S"): NameObject("/L")})),
}


def test_true_tags_pass(made, pdf):
    """… what the slips are made in is free of any."""
    assert problems(pdf, made.html) == []


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_the_tags_is_found(made, pdf, name):
    """… tags that lie to a reader do not pass for true."""
    kind, slip = SLIPS[name]
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    elements: Elements = {}
    for one in writer._objects:  # pypdf has no other way to each object
        if isinstance(one, DictionaryObject) and "/S" in one and "/P" in one:
            elements.setdefault(one["/S"][1:], []).append(one)

    slip(writer, elements)
    changed = BytesIO()
    writer.write(changed)

    assert any(told.startswith(kind) for told in problems(changed.getvalue(), made.html))
