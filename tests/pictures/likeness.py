"""Two pictures of a page → where they differ. Antialiasing may be another; a dot's shift may not.

A dot is off when it changed by more than half of the contrast around it: a glyph's edge may be
drawn lighter, darker or a quarter of a dot aside, and stays within that half; where a line of text
moved by a whole dot, ink and paper change places. Contrast is measured where the dot is, so that
a pale hairline counts as much as black letters.

Colours are compared by their mean in a window, which edges hardly change: text in another ink
stays within its contrast everywhere.
"""

from PIL import Image, ImageChops, ImageFilter

SHARE = 0.5  # of the contrast around a dot, by which it may change
SLACK = 4  # levels of 255 besides: what fewer colours take from a stored picture
AROUND = 3  # dots: the square in which contrast is measured
WINDOW = (8, 4)  # dots on either side of a window's middle
MANY = 6  # dots off in one window are a difference
TINT = 15  # levels by which a window's mean is another colour

_DOTS = (2 * WINDOW[0] + 1) * (2 * WINDOW[1] + 1)
_ALLOWED = [min(255, round(SHARE * contrast + SLACK)) for contrast in range(256)]


def differing(golden: Image.Image, now: Image.Image) -> Image.Image | None:
    """Return a mask of the places where `now` differs from `golden`, or None where it is alike.

    Both are in RGB; a smaller one is taken to lie on white at the other's upper left corner.
    """
    golden, now = _of_one_size(golden, now)
    touched = _at_least(_strongest_channel(ImageChops.difference(golden, now)), SLACK + 1).getbbox()
    if not touched:
        return None
    box = _grown(touched, golden.size)
    mask = Image.new("L", golden.size)
    mask.paste(_found(golden.crop(box), now.crop(box)), box)
    return mask if mask.getbbox() else None


def side_by_side(golden: Image.Image, now: Image.Image, mask: Image.Image) -> Image.Image:
    """Return one picture: as it was, as it is, and as it is with each difference under a red veil."""
    golden, now = _of_one_size(golden, now)
    pale = Image.blend(now, Image.new("RGB", now.size, "white"), 0.6)
    veiled = Image.composite(Image.blend(now, Image.new("RGB", now.size, "red"), 0.5), pale, mask)
    width, height = now.size
    picture = Image.new("RGB", (3 * width + 2 * AROUND, height), "grey")
    for index, part in enumerate((golden, now, veiled)):
        picture.paste(part, (index * (width + AROUND), 0))
    return picture


def _found(golden: Image.Image, now: Image.Image) -> Image.Image:
    return ImageChops.lighter(_crowded(golden, now), _tinted(golden, now))


def _crowded(golden: Image.Image, now: Image.Image) -> Image.Image:
    """Return a mask of the windows in which many dots are off."""
    contrast = ImageChops.lighter(_contrast(golden), _contrast(now))
    beyond = ImageChops.subtract(ImageChops.difference(golden, now), contrast.point(_ALLOWED * 3))
    off = _at_least(_strongest_channel(beyond), 1)
    return _at_least(off.filter(ImageFilter.BoxBlur(WINDOW)), 255 * (MANY - 0.5) / _DOTS)


def _tinted(golden: Image.Image, now: Image.Image) -> Image.Image:
    """Return a mask of the windows that are of another colour on the whole."""
    blur = ImageFilter.BoxBlur(WINDOW)
    return _at_least(_strongest_channel(ImageChops.difference(golden.filter(blur), now.filter(blur))), TINT)


def _contrast(picture: Image.Image) -> Image.Image:
    lightest = picture.filter(ImageFilter.MaxFilter(AROUND))
    return ImageChops.subtract(lightest, picture.filter(ImageFilter.MinFilter(AROUND)))


def _strongest_channel(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _at_least(picture: Image.Image, least: float) -> Image.Image:
    return picture.point([255 if level >= least else 0 for level in range(256)])


def _grown(box: tuple[int, int, int, int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return `box` with all the dots round it that a window in it sees."""
    aside, below = (reach + AROUND for reach in WINDOW)
    left, top, right, bottom = box
    return (
        max(0, left - aside),
        max(0, top - below),
        min(size[0], right + aside),
        min(size[1], bottom + below),
    )


def _of_one_size(*pictures: Image.Image) -> list[Image.Image]:
    size = (max(one.width for one in pictures), max(one.height for one in pictures))
    return [one if one.size == size else _on_white(one, size) for one in pictures]


def _on_white(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("RGB", size, "white")
    sheet.paste(picture)
    return sheet
