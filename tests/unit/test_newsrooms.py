from pathlib import Path
from typing import get_args

import pytest

from communique.load import load_archive, load_emblem, load_newsroom, load_pictures
from communique.model.bulletin import Kind
from communique.text import find_forbidden, outline

HERE = Path(__file__).parents[1] / "newsrooms"
NEWSROOMS = sorted(path.parent for path in HERE.glob("*/newsroom.yaml"))


def entries_of(folder):
    return load_archive(folder, load_newsroom(folder)).entries


@pytest.mark.parametrize("folder", NEWSROOMS, ids=lambda folder: folder.name)
def test_a_made_up_newsroom_has_no_fault(folder):
    """… a test that builds one fails for its own reason and for no other."""
    newsroom = load_newsroom(folder)

    archive = load_archive(folder, newsroom)
    pictures = [load_pictures(entry, folder) for entry in archive.entries]

    assert archive.faults == ()
    assert load_emblem(folder, newsroom).data
    assert [len(found) for found in pictures] == [len(entry.bulletin.photos) for entry in archive.entries]


@pytest.mark.parametrize("folder", NEWSROOMS, ids=lambda folder: folder.name)
def test_the_languages_of_a_made_up_bulletin_pair(folder):
    """… each row of the page has the same kind of block in each of its columns."""
    for entry in entries_of(folder):
        body = entry.bulletin.body

        assert len({tuple(outline(body[tag])) for tag in body}) == 1, entry.id
        assert not any(find_forbidden(body[tag]) for tag in body), entry.id


def test_the_dozen_holds_all_that_a_bulletin_can_be():
    """… what one month of this embassy prints, any newsroom's month can."""
    bulletins = [entry.bulletin for entry in entries_of(HERE / "arvenia")]

    kinds = {block for bulletin in bulletins for block in outline(bulletin.body["en"])}

    assert [bulletin.number for bulletin in bulletins] == list(range(41, 53))
    assert {bulletin.date.strftime("%Y-%m") for bulletin in bulletins} == {"2024-05"}
    assert {bulletin.kind for bulletin in bulletins} == set(get_args(Kind))
    assert {"paragraph", "heading", "list", "quote", "table", "rule"} <= kinds
    for state in ("embargo", "corrections", "withdrawn", "check_against_delivery", "photos", "related"):
        assert any(getattr(bulletin, state) for bulletin in bulletins), state
