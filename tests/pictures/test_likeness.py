import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from pictures.goldens import storable
from pictures.likeness import differing, side_by_side
from pictures.paint import reduce

ASIDE = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
NEAR = 12  # dots round a line in which its difference is looked for


def line_box(line):
    """Return the dots that `line` covers, from its tallest letters to its lowest."""
    return round(line.left) - 1, round(line.baseline) - 10, round(line.right) + 2, round(line.baseline) + 4


def grown(box, by):
    """Return `box` larger on all sides."""
    left, top, right, bottom = box
    return left - by, top - by, right + by, bottom + by


def moved(picture, box, aside):
    """Return `picture` with what stands in `box` moved."""
    other = picture.copy()
    other.paste(picture.crop(box), (box[0] + aside[0], box[1] + aside[1]))
    return other


@given(st.data(), st.sampled_from(ASIDE))
def test_a_line_that_moved_by_one_dot_is_seen(specimens, data, aside):
    """… no line of text, be it one figure of a table, slips by a dot in any direction."""
    specimen = data.draw(st.sampled_from(specimens))
    box = line_box(data.draw(st.sampled_from(specimen.lines)))

    other = moved(specimen.picture, box, aside)

    around = grown(box, NEAR)
    assert differing(specimen.picture.crop(around), other.crop(around))


@given(st.data(), st.integers(0, 2**32), st.floats(0, 0.25))
def test_glyphs_whose_edges_are_lighter_and_darker_are_the_same(specimens, data, seed, share):
    """… antialiasing may be another, dot by dot, by a quarter of the contrast on the spot."""
    specimen = data.draw(st.sampled_from(specimens))
    part = specimen.picture.crop(grown(line_box(data.draw(st.sampled_from(specimen.lines))), NEAR))

    lighter = Image.blend(part, part.filter(ImageFilter.MaxFilter(3)), share)
    darker = Image.blend(part, part.filter(ImageFilter.MinFilter(3)), share)
    chance = random.Random(seed).randbytes(part.width * part.height)  # noqa: S311 - noise for a picture
    noise = Image.frombytes("L", part.size, chance)
    other = Image.composite(lighter, darker, noise)

    assert not differing(part, other)


@given(st.data(), st.floats(0.8, 1.25))
def test_text_of_another_gamma_is_the_same(specimens, data, gamma):
    """… a rasteriser may blend ink with paper by another curve."""
    specimen = data.draw(st.sampled_from(specimens))
    body = [line for line in specimen.lines if line.baseline > 320]  # black on white
    part = specimen.picture.crop(line_box(data.draw(st.sampled_from(body))))

    other = part.point([round(255 * (level / 255) ** gamma) for level in range(256)] * 3)

    assert not differing(part, other)


@pytest.mark.parametrize("aside", ASIDE[:4])
def test_a_page_that_lies_a_quarter_of_a_dot_aside_is_the_same(specimens, aside):
    """… every letter and every hairline may be drawn that much elsewhere."""
    for specimen in specimens:
        assert not differing(specimen.picture, reduce(specimen.large, *aside))


@pytest.mark.parametrize("aside", ASIDE[:4])
def test_a_page_that_lies_a_whole_dot_aside_differs(specimens, aside):
    """… the tolerance ends before a dot."""
    for specimen in specimens:
        assert differing(specimen.picture, reduce(specimen.large, 4 * aside[0], 4 * aside[1]))


def test_a_stored_picture_is_the_same(specimens):
    """… the fewer colours of a golden file cost nothing, and still tell a line that moved."""
    for specimen in specimens:
        stored = storable(specimen.picture)
        box = line_box(specimen.lines[-1])

        assert stored.mode == "P"
        assert not differing(stored.convert("RGB"), specimen.picture)
        assert differing(stored.convert("RGB"), moved(specimen.picture, box, (1, 0)))


def test_a_picture_of_too_many_colours_is_stored_as_it_is():
    """… a photograph is compared with itself, and not with what 256 colours make of it."""
    gradient = Image.merge("RGB", [Image.radial_gradient("L").rotate(turn) for turn in (0, 60, 120)])
    photograph = Image.merge("RGB", [*gradient.split()[:2], Image.linear_gradient("L")])

    assert storable(photograph) is photograph


def test_a_hairline_that_is_gone_is_seen(specimens):
    """… the rule between the columns is a thirtieth as strong as black, and is missed all the same."""
    for specimen in specimens:
        other = specimen.picture.copy()
        other.paste("white", (293, 200, 302, 400))

        mask = differing(storable(specimen.picture).convert("RGB"), other)

        assert mask
        assert mask.getbbox()[3] - mask.getbbox()[1] > 150


@pytest.mark.parametrize("box", [(56, 40, 538, 52), (56, 330, 296, 500)], ids=["stripe", "text"])
def test_another_colour_is_seen(specimens, box):
    """… the stripe keeps the brand's colours and the text its ink, though each dot keeps its contrast."""
    picture = specimens[0].picture
    other = picture.copy()
    other.paste(Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.3).crop(box), box)

    assert differing(picture, other)


def test_what_is_beyond_the_smaller_picture_is_seen(specimens):
    """… a page of another size is no reason to look away."""
    picture = specimens[0].picture

    assert differing(picture, picture.crop((0, 0, 300, 400)))


def test_a_difference_is_shown_beside_both_pages(specimens):
    """… the one who broke a page sees at once where."""
    was = specimens[0].picture
    now = was.copy()
    now.paste("black", (100, 700, 140, 720))

    shown = side_by_side(was, now, differing(was, now))

    width = was.width + 3
    assert shown.getpixel((120, 710)) == was.getpixel((120, 710))
    assert shown.getpixel((width + 120, 710)) == (0, 0, 0)
    assert shown.getpixel((2 * width + 120, 710)) == (127, 0, 0)
