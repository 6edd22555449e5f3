from itertools import pairwise
from pathlib import Path

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, Name

from communique.digest.guest import Guest, measure
from communique.errors import RenderFaults
from spoiled_pdfs import edited

FILE = Path("b.pdf")
EXAMPLES = max(40, settings.default.max_examples // 2)


@settings(max_examples=EXAMPLES)
@given(
    cuts=st.lists(st.floats(0, 1), min_size=2, max_size=6).map(sorted),
    patch=st.binary(max_size=8),
)
def test_whatever_befalls_the_bytes_a_file_is_bound_or_refused(sound, cuts, patch):
    """… no damage ends a run, and none is bound with other pages than it had."""
    places = [0, *(round(cut * len(sound)) for cut in cuts), len(sound)]
    pieces = [sound[start:end] for start, end in pairwise(places)]

    bound_or_refused(patch.join(pieces[::2]) + sound[places[-2] :], sound)


@settings(max_examples=EXAMPLES)
@given(place=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255))
def test_whichever_byte_is_flipped_a_file_is_bound_or_refused(sound, place, bits):
    """… a failing disk is found by what it did, or did no harm."""
    flipped = bytearray(sound)
    flipped[int(place * len(flipped))] ^= bits

    bound_or_refused(bytes(flipped), sound)


def values():
    """Return a strategy for values that a dictionary of a PDF may hold, by mistake or by malice."""
    plain = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**31), 2**31),
        st.text(max_size=8),
        st.sampled_from([Name.Sig, Name.Link, Name.Catalog, Name.JavaScript]),
    )
    return st.recursive(
        plain,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys(), inner, max_size=3),
        max_leaves=5,
    )


def keys():
    known = ("K", "Kids", "Parent", "Type", "S", "A", "AA", "Nums", "FT", "V", "Fields", "StructParent")
    return st.sampled_from([f"/{key}" for key in known])


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_whatever_an_object_says_a_file_is_bound_or_refused(sound, data):
    """… no value of the wrong kind in any place is told as a fault of ours."""

    def twist(pdf):
        holders = [one for one in pdf.objects if isinstance(one, (Dictionary, pikepdf.Stream))]
        numbers = st.sampled_from(range(len(holders)))
        for _ in range(data.draw(st.integers(1, 3))):
            holder, other = data.draw(numbers), data.draw(st.none() | numbers)
            key = data.draw(st.sampled_from(sorted(set(holders[holder].keys()) - {"/Length"})) | keys())
            holders[holder][key] = data.draw(values()) if other is None else holders[other]

    try:
        twisted = edited(sound, twist)
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return  # nothing that anybody could write
    bound_or_refused(twisted, sound)


def bound_or_refused(data, sound):
    try:
        sheets = measure(Guest(FILE, data))
    except RenderFaults as error:
        (fault,) = error.faults
        assert fault.code.startswith("D0")
        assert fault.path == FILE
    else:
        assert len(sheets) <= len(measure(Guest(FILE, sound)))
