from collections import Counter

import pytest

from volumes.around import faces
from volumes.bulletins import LAYOUTS, bulletin
from volumes.made import read
from volumes.months import print_one


@pytest.fixture(scope="module")
def documents(month):
    return [read(pdf) for one in month for pdf in one.pdfs]


def test_a_month_has_bulletins_of_every_kind(month, documents):
    """… what is proved on a month holds for every layout, script and paper, and for longer ones."""
    pages = {len(read(one.pdfs[0]).pages) for one in month}
    widths = {float(page.mediabox.width) for document in documents for page in document.pages}
    languages = {kid.lang for document in documents for kid in document.elements.values()}

    assert {bulletin(n, 20)["layout"] for n in range(20)} == set(LAYOUTS)
    assert {len(one.pdfs) for one in month} == {1, 2}
    assert languages == {"en", "ru", "ar", "fr", "zh"}
    assert pages >= {1, 2, 3, 4}
    assert len(widths) == 2
    assert any(one.is_withdrawn for one in month)


def test_a_month_has_what_is_hard_to_bind(month, documents):
    """… names collide, tables run over pages, pictures come again, and programs are of both kinds."""
    names = Counter(name for document in documents for name in document.destinations)
    tags = Counter(one.tag for document in documents for one in document.elements.values())
    pictures = Counter(
        data["/XObject"][key]._data
        for document in documents
        for data in [document.pages[-1]["/Resources"]]
        for key in data.get("/XObject", {})
    )

    assert max(names.values()) > 5
    assert max(pictures.values()) > 1
    assert {"Note", "Reference", "Table", "TH", "L", "Figure", "BlockQuote"} <= set(tags)
    assert any(_runs_over(document) for document in documents)
    assert any("CJK" in face for document in documents for face in faces(document))
    assert all(document.attachments for document in documents)


def test_bulletins_differ_in_their_glyphs(documents):
    """… what is shared of a face is not just what the first bulletin of it had."""
    shown = [set(document.reader.pages[0].extract_text()) for document in documents[:9]]

    assert len(set(map(frozenset, shown))) == len(shown)


def test_a_month_is_the_same_every_time(month):
    """… a failure can be looked for again."""
    again = print_one(month[4].paths[0].with_name(f"{month[4].key}.yaml"))

    assert again == month[4]


def _runs_over(document) -> bool:
    """Tell whether a table has marks on more than one page."""
    tables = [one for one in document.elements.values() if one.tag == "Table"]
    marks = [[kid for one in table.walk() for kid in one.kids if isinstance(kid, tuple)] for table in tables]
    return any(len({page for page, _ in found}) > 1 for found in marks)
