"""Where a value stands, or what encloses it."""

from communique.load.places import Place, Places

PLACES = Places(
    keys={("title",): Place(4, 1), ("title", "en"): Place(5, 3)},
    values={
        (): Place(1, 1),
        ("title",): Place(5, 3),
        ("title", "en"): Place(5, 7),
        ("photos", 0): Place(9, 5),
    },
    blocks={("title", "en"): 6},
)


def test_a_value_is_found_where_it_stands():
    """… the column is the value's, behind its key."""
    assert PLACES.at(("title", "en")) == (5, 7)


def test_a_key_is_found_where_it_stands():
    """… a misspelt key is shown itself; an item of a list has no key and is shown whole."""
    assert PLACES.key(("title", "en")) == (5, 3)
    assert PLACES.key(("photos", 0)) == (9, 5)


def test_what_is_missing_is_found_by_what_should_hold_it():
    """… a missing photo text leads to its photo, and a missing key to the top of the file."""
    assert PLACES.at(("photos", 0, "alt", "en")) == (9, 5)
    assert PLACES.at(("place", "en")) == (1, 1)
    assert Places().at(("place",)) == (1, 1)


def test_an_offset_counts_from_the_first_line_of_a_block():
    """… only a literal block has lines of its own; the offset into another text is left out."""
    assert PLACES.at(("title", "en"), 3) == (9, 1)
    assert PLACES.at(("photos", 0), 3) == (9, 5)
