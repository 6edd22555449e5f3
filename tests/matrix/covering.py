"""Factors and their values in, few rows out in which every two values of two factors meet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product

Row = dict[str, str]  # a value for each factor
Pair = frozenset[tuple[str, str]]


def cover(factors: Mapping[str, Sequence[str]], possible: Callable[[Row], bool]) -> list[Row]:
    """Return rows, each `possible`, in which every pair of values meets that any possible row has.

    Each row is the one with the most pairs that none before it has: the same rows every time.
    """
    candidates = {frozenset(row.items()): pairs_of(row) for row in all_rows(factors) if possible(row)}
    missing = set().union(*candidates.values())
    rows: list[Row] = []
    while missing:
        best = max(candidates, key=lambda one: len(candidates[one] & missing))
        missing -= candidates.pop(best)
        rows.append({factor: dict(best)[factor] for factor in factors})
    return rows


def all_rows(factors: Mapping[str, Sequence[str]]) -> Iterable[Row]:
    """Yield every combination of the values of `factors`."""
    return (dict(zip(factors, values, strict=True)) for values in product(*factors.values()))


def pairs_of(row: Row) -> set[Pair]:
    """Return every two values that meet in `row`."""
    return {frozenset(pair) for pair in combinations(row.items(), 2)}
