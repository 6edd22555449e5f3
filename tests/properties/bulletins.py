"""Whole bulletins of odd lengths, as the values of their files."""

from itertools import cycle
from typing import Any

from hypothesis import strategies as st

from matrix.bulletins import bulletin, read_texts
from properties.shapes import contents, take
from properties.words import seldom, vocabulary

STATES = ("immediate", "embargoed", "delivery", "unofficial", "corrected", "withdrawn")
AROUND = ("title", "place", "caption", "alt", "correction", "reason")


@st.composite
def bulletins(draw: st.DrawFn, tags: tuple[str, ...]) -> dict[str, Any]:
    """Draw a bulletin in the languages `tags`; its bodies may be built alike or not."""
    texts = {tag: {**read_texts(tag), **draw(odd_texts(tag))} for tag in tags}
    alike = draw(contents())
    for tag in tags:
        blocks = draw(contents()) if draw(seldom()) else alike
        words = cycle(draw(vocabulary(tag)))
        texts[tag]["body"] = "\n\n".join(block(words) for block in blocks)
    values = bulletin(draw(st.sampled_from(STATES)), texts)
    values["photos"] = values["photos"] * draw(st.integers(0, 2))
    values["related"] = values["related"] * draw(st.sampled_from([0, 1, 40]))
    return values


@st.composite
def odd_texts(draw: st.DrawFn, tag: str) -> dict[str, str]:
    """Draw what stands around a body: most is as it should be, some is far too long."""
    keys = draw(
        st.lists(st.sampled_from(["title", "place", "caption", "alt", "correction", "reason"]), max_size=2)
    )
    words = cycle(draw(vocabulary(tag)))
    return {key: take(words, draw(st.sampled_from([1, 7, 30]))) for key in keys}
