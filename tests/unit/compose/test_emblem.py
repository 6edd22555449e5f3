"""The proportions of emblems, read from the beginnings of their files."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from communique.compose.emblem import NARROWEST, WIDEST, ratio_of
from communique.model import Asset


def picture(kind, size, **options):
    data = io.BytesIO()
    Image.new("RGB", size).save(data, kind, **options)
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "ratio"),
    [
        ("brand/a.svg", b'<svg xmlns="x" viewBox="0 0 400 80">', 5),
        ("a.svg", b"<?xml version='1.0'?><!-- a --><svg\n  viewBox='-1,-1, 10.5 , 42'>", 0.25),
        ("a.svg", b'<svg width="30mm" height="20mm">', 1.5),
        ("a.svg", b'<svg width="9" height="9" viewBox="0 0 4 2">', 2),
        ("a.svg", b'<svg stroke-width="4" stroke-height="2"><rect width="4" height="2"/>', 1),
        ("a.svg", b'<svg viewBox="0 0 0 0">', 1),
        ("a.svg", b'<svg viewBox="0 0 %b %b">' % (b"9" * 400, b"9" * 400), 1),
        ("a.svg", b"<svg", 1),
        ("a.svg", b"", 1),
        ("a.svg", b'<svg viewBox="0 0 1 9999">', NARROWEST),
        ("a.PNG", picture("PNG", (60, 20)), 3),
        ("a.png", b"\x89PNG\r\n\x1a\n", 1),
        ("a.jpg", picture("JPEG", (20, 50)), 0.4),
        ("a.jpeg", picture("JPEG", (640, 20), progressive=True, comment=b"c" * 300), WIDEST),
        ("a.jpg", picture("JPEG", (20, 50))[:90], 1),
        ("a.jpg", b"\xff\xd8\xff", 1),
        ("a.jpg", b"\xff\xd8\0" + picture("JPEG", (20, 50))[3:], 1),
        ("a.jpg", b"\xff\xd8" + b"\xff\xe0\0\2" * 2**18 + picture("JPEG", (20, 50))[2:], 1),
    ],
)
def test_an_emblem_tells_its_proportions(name, data, ratio):
    """… a wide coat of arms gets a wide place, and a file that tells nothing a square one."""
    assert ratio_of(Asset(name, data)) == pytest.approx(ratio)


@given(st.sampled_from(["a.svg", "a.png", "a.jpg"]), st.binary(max_size=200), st.booleans())
def test_no_bytes_give_an_impossible_place(name, data, begun):
    """… whatever a file holds, there is a place on the page for it."""
    beginning = {"a.svg": b"<svg ", "a.png": b"\x89PNG\r\n\x1a\n", "a.jpg": b"\xff\xd8\xff"}[name]

    assert NARROWEST <= ratio_of(Asset(name, beginning + data if begun else data)) <= WIDEST
