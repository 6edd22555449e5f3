"""Draw the made-up newsrooms' pictures again: `python tests/newsrooms/make_pictures.py`.

They are drawn and not taken, so they show no person and no real place, and each is a few
kilobytes. 1200 pixels across the page's 170 mm are 179 dots an inch.
"""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
MONTH = HERE / "arvenia" / "bulletins" / "2024" / "05"
SIZE = (1200, 800)

Colour = tuple[int, int, int]


def sky(top: Colour, bottom: Colour) -> Image.Image:
    """Return a picture that goes from one colour to another, from top to bottom."""
    width, height = SIZE
    column = Image.new("RGB", (1, height))
    for y in range(height):
        share = y / height
        column.putpixel((0, y), tuple(round(a + (b - a) * share) for a, b in zip(top, bottom, strict=True)))
    return column.resize((width, height))


def hills(draw: ImageDraw.ImageDraw, height: int, swing: int, turn: float, colour: Colour) -> None:
    """Draw one range of hills from edge to edge, down to the foot of the picture."""
    width, foot = SIZE
    crest = [
        (x, height - swing * math.sin(x / 170 + turn) - swing / 2 * math.sin(x / 71 + 2 * turn))
        for x in range(0, width + 1, 8)
    ]
    draw.polygon([(0, foot), *crest, (width, foot)], fill=colour)


def harbour() -> Image.Image:
    """Draw three ranges of hills, the sun, the water and two boats."""
    picture = sky((214, 226, 236), (250, 236, 214))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((820, 170, 930, 280), fill=(255, 246, 224))
    hills(draw, 380, 60, 0.4, (150, 170, 186))
    hills(draw, 440, 44, 1.9, (104, 130, 150))
    hills(draw, 500, 30, 3.1, (66, 92, 112))
    draw.rectangle((0, 540, 1200, 800), fill=(122, 152, 170))
    for row in range(9):
        draw.line((80 * (row % 4), 570 + 26 * row, 1200 - 60 * (row % 5), 570 + 26 * row), (142, 170, 186), 3)
    for left, scale in ((260, 1.0), (690, 0.7)):
        boat(draw, left, 640, scale)
    return picture


def boat(draw: ImageDraw.ImageDraw, left: int, water: int, scale: float) -> None:
    """Draw a boat whose hull begins at `left`, on the water line."""

    def points(*pairs: tuple[int, int]) -> list[tuple[float, float]]:
        return [(left + scale * x, water + scale * y) for x, y in pairs]

    draw.polygon(points((0, 0), (190, 0), (160, 44), (30, 44)), fill=(40, 54, 70))
    draw.polygon(points((92, -10), (92, -190), (176, -10)), fill=(246, 242, 232))
    draw.polygon(points((84, -10), (84, -160), (24, -10)), fill=(226, 220, 206))


def bridge() -> Image.Image:
    """Draw a stone bridge of three arches over a river, at noon."""
    picture = sky((188, 210, 228), (232, 238, 236))
    draw = ImageDraw.Draw(picture)
    hills(draw, 330, 40, 2.2, (142, 162, 142))
    hills(draw, 370, 26, 0.7, (106, 132, 108))
    draw.rectangle((0, 560, 1200, 800), fill=(118, 148, 164))
    draw.rectangle((0, 400, 1200, 620), fill=(176, 164, 146))
    draw.rectangle((0, 384, 1200, 404), fill=(148, 136, 120))
    for left in (90, 450, 810):
        draw.pieslice((left, 450, left + 300, 790), 180, 360, fill=(118, 148, 164))
    for y in range(650, 800, 34):
        draw.line((0, y, 1200, y), (136, 164, 178), 3)
    return picture


def reading_room() -> Image.Image:
    """Draw shelves of books under tall windows, in few colours: a picture for PNG."""
    picture = Image.new("RGB", SIZE, (236, 228, 212))
    draw = ImageDraw.Draw(picture)
    for left in range(70, 1200, 280):
        draw.rectangle((left, 60, left + 180, 330), fill=(206, 222, 232))
        draw.line((left + 90, 60, left + 90, 330), (248, 244, 234), 8)
        draw.line((left, 190, left + 180, 190), (248, 244, 234), 8)
    spines = [(122, 46, 42), (52, 78, 96), (150, 118, 66), (70, 92, 70), (92, 66, 92)]
    for shelf in range(3):
        floor = 500 + 120 * shelf
        draw.rectangle((0, floor, 1200, floor + 14), fill=(112, 82, 56))
        for book, left in enumerate(range(12, 1180, 26)):
            tall = 74 + (book * 7 + shelf * 5) % 23
            draw.rectangle((left, floor - tall, left + 20, floor - 1), fill=spines[(book * 3 + shelf) % 5])
    return picture.quantize(16)


def river() -> Image.Image:
    """Draw an emblem: three waves in a disc, on a clear ground."""
    side = 480
    picture = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((0, 0, side - 1, side - 1), fill=(28, 86, 74, 255))
    for middle in (170, 250, 330):
        wave = [(x, middle + 22 * math.sin(x / 38)) for x in range(90, 391, 5)]
        draw.line(wave, fill=(255, 255, 255, 255), width=26, joint="curve")
    return picture.quantize(32)


def main() -> None:
    """Write each picture beside what prints it."""
    harbour().save(MONTH / "harbour.jpg", quality=72, optimize=True, dpi=(180, 180))
    bridge().save(MONTH / "bridge.jpg", quality=72, optimize=True, dpi=(180, 180))
    reading_room().save(MONTH / "reading-room.png", optimize=True, dpi=(180, 180))
    river().save(HERE / "river-trust" / "brand" / "emblem.png", optimize=True)


if __name__ == "__main__":
    main()
