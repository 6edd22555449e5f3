import pytest

from communique.build.matter import FOLDER, KeptMatter, forget_matter

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def kept(tmp_path):
    """Give the matter of one digest, whose front was printed."""
    matter = KeptMatter(tmp_path, "2018-07")
    matter.keep("front", KEY, b"%PDF front")
    return matter


def test_what_was_printed_is_known_by_its_key(kept):
    """… only what would come out the same is taken for it."""
    assert kept.recall("front", KEY) == b"%PDF front"
    assert kept.recall("front", OTHER) is None
    assert kept.recall("back", KEY) is None


def test_what_is_damaged_counts_as_not_there(kept, tmp_path):
    """… half a file, or somebody else's, is never bound into a digest."""
    (path,) = (tmp_path / FOLDER).rglob("*.pdf")
    path.write_bytes(b"%PDF fro")

    assert kept.recall("front", KEY) is None


def test_one_printing_of_each_part_is_kept(kept, tmp_path):
    """… a month that changes every day does not fill the disk."""
    kept.keep("front", OTHER, b"%PDF another")

    assert kept.recall("front", OTHER) == b"%PDF another"
    assert len(list((tmp_path / FOLDER).rglob("*.pdf"))) == 1


def test_matter_goes_with_its_digest(kept, tmp_path):
    """… nothing stays of a digest that is no more, and nothing else goes."""
    KeptMatter(tmp_path, "2018-08").keep("front", KEY, b"%PDF front")

    forget_matter(tmp_path, ["2018-07"])

    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["2018-07"]
    assert kept.recall("front", KEY) == b"%PDF front"


def test_a_newsroom_that_printed_none_has_none_to_forget(tmp_path):
    """… the first digest is bound where nothing lies yet."""
    forget_matter(tmp_path, [])
