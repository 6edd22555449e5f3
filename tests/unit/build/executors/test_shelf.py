from communique.build.executors.shelf import Shelf


def test_what_was_not_used_for_longest_goes_first():
    """… the fonts of every page stay, the pictures of one bulletin make room."""
    shelf = Shelf(room=10)

    gone = [shelf.take({"font": 4, picture: 3}) for picture in ("one", "two", "three", "four")]

    assert gone == [[], [], ["one"], ["two"]]
    assert "font" in shelf
    assert "three" in shelf
    assert "one" not in shelf


def test_what_is_in_use_stays_whatever_it_weighs():
    """… a newsroom with large fonts has them sent once all the same."""
    shelf = Shelf(room=10)

    gone = [shelf.take({"font": 90}), shelf.take({"font": 90, "one": 1}), shelf.take({"font": 90})]

    assert gone == [[], [], ["one"]]
    assert "font" in shelf
