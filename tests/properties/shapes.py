"""Bulletins that nobody would write, drawn by Hypothesis: what is in a body, apart from its words.

A shape is filled with words as often as there are languages, so that bodies can be built alike.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from hypothesis import strategies as st

from properties.words import seldom

Words = Iterator[str]
Shape = Callable[[Words], str]  # words without end in, Markdown out


def take(words: Words, number: int) -> str:
    """Return the next `number` of `words`, as one line."""
    return " ".join(islice(words, number))


def paragraph(length: int) -> Shape:
    """Return a paragraph."""
    return lambda words: take(words, length)


def heading(level: int, length: int) -> Shape:
    """Return a heading, which may fill a page."""
    return lambda words: f"{'#' * level} {take(words, length)}"


def items(marker: str, depths: list[int], length: int) -> Shape:
    """Return a list whose items lie as deep as `depths` says; without words they are empty."""
    indent = len(marker) + 1
    return lambda words: "\n".join(
        f"{' ' * indent * depth}{marker} {take(words, length)}".rstrip() for depth in depths
    )


def quotation(depth: int, length: int) -> Shape:
    """Return quotations inside one another."""
    return lambda words: f"{'> ' * depth}{take(words, length)}"


def table(columns: int, rows: list[int], length: int) -> Shape:
    """Return a table whose rows have more cells or fewer than its head."""
    rule = f"|{' --- |' * columns}"

    def fill(words: Words) -> str:
        head, *body = (f"|{''.join(f' {take(words, length)} |' for _ in range(n))}" for n in [columns, *rows])
        return "\n".join([head, rule, *body])

    return fill


def note(name: str, length: int | None) -> Shape:
    """Return a paragraph with a footnote of `length` words, or with one that is nowhere."""

    def fill(words: Words) -> str:
        text = "" if length is None else f"\n\n[^{name}]: {take(words, length)}"
        return f"{take(words, 3)}[^{name}]{text}"

    return fill


def fixed(text: str) -> Shape:
    """Return what stands in a body as it is."""
    return lambda _words: text


def code(lines: int, length: int) -> Shape:
    """Return lines that must not be broken."""
    return lambda words: "\n".join(["```", *(take(words, length) for _ in range(lines)), "```"])


ODDITIES = (
    "[^]: nothing",
    "[words]: https://example.org/",
    "<b>bold</b>",
    "![a picture](bridge.jpg)",
    "# A title",
    "[a link](ftp://example.org)",
    "\\",
    "- \n- \n- ",
    "1.",
    "1918. It began.",
    "> ",
    "| |\n|-|",
    "```",
    "&#0;",
)
LENGTHS = st.integers(0, 12)

SHAPES: st.SearchStrategy[Shape] = st.one_of(
    st.builds(paragraph, st.integers(1, 150)),
    st.builds(heading, st.sampled_from([2, 2, 2, 3]), st.sampled_from([1, 5, 60])),
    st.builds(
        items,
        st.sampled_from(["-", "1.", "0)", "998."]),
        st.lists(st.integers(0, 6), min_size=1, max_size=10),
        LENGTHS,
    ),
    st.builds(quotation, st.integers(1, 6), LENGTHS),
    st.builds(table, st.integers(1, 9), st.lists(st.integers(0, 10), max_size=30), st.integers(0, 3)),
    st.builds(note, st.sampled_from("abcdefgh"), st.integers(1, 30)),
    st.builds(code, st.integers(0, 5), LENGTHS),
    st.just(fixed("---")),
)
FAULTY: st.SearchStrategy[Shape] = st.one_of(
    st.sampled_from(ODDITIES).map(fixed),
    st.builds(quotation, st.integers(7, 9), LENGTHS),
    st.builds(note, st.sampled_from("abcdefgh"), st.sampled_from([None, 0])),
)


@st.composite
def contents(draw: st.DrawFn) -> list[Shape]:
    """Draw the blocks of a body: a few of all kinds, or one kind two hundred times."""
    if draw(seldom()) and draw(seldom()):
        return [paragraph(draw(st.integers(1, 12)))] * 200
    shapes = SHAPES | FAULTY if draw(seldom()) else SHAPES
    return draw(st.lists(shapes, min_size=int(not draw(seldom())), max_size=8))
