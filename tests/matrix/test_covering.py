from matrix.covering import all_rows, cover, pairs_of

FACTORS = {"layout": "ab", "language": "cdef", "size": "gh", "state": "ijkl"}


def unlikely(row):
    return (row["layout"], row["size"]) != ("a", "g")


def test_every_pair_that_is_possible_is_covered():
    """… no combination of two things is printed that was never proved."""
    rows = cover(FACTORS, unlikely)

    wanted = set().union(*(pairs_of(row) for row in all_rows(FACTORS) if unlikely(row)))
    assert set().union(*map(pairs_of, rows)) == wanted


def test_what_is_not_possible_is_not_asked_for():
    """… no bulletin is built that the product rightly refuses."""
    rows = cover(FACTORS, unlikely)

    assert all(map(unlikely, rows))


def test_few_rows_are_enough():
    """… the proof takes seconds: not every combination, hardly more rows than the largest pair asks for."""
    rows = cover(FACTORS, lambda _: True)

    assert 16 <= len(rows) <= 20


def test_the_rows_are_the_same_every_time():
    """… a failure can be looked for again, and every worker knows the same rows."""
    assert cover(FACTORS, unlikely) == cover(FACTORS, unlikely)
