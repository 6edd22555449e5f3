"""What a golden page is made of, on disk and in memory, and what it is compared by.

`NAME.1.png` is a page's picture, `NAME.txt` tells with which libraries the pages were drawn and
where each line of text stands. Where the same libraries draw, all must be as it was. Others break
a line elsewhere now and then: there the words must be the same, and stand about where they stood.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from pictures.likeness import differing, side_by_side
from pictures.lines import Line, read_lines
from pictures.paint import paint
from pictures.placement import moved_lines, strayed_lines
from pictures.toolchain import drawn_with

FOLDER = Path(__file__).parent / "golden"
COLOURS = 256  # of a stored picture: a byte a dot


@dataclass(frozen=True)
class Drawn:
    """Pages as they were drawn by the libraries that `tools` names."""

    tools: str
    lines: list[Line]
    pictures: list[Image.Image]


def draw(pdf: bytes, first: int | None = None, fonts: str = "") -> Drawn:
    """Return the pages of `pdf`, or its `first` pages, as they are drawn here and now with `fonts`."""
    tools = ", ".join(filter(None, (drawn_with(), fonts)))
    return Drawn(tools, read_lines(pdf, first), paint(pdf, first))


def accept(name: str, drawn: Drawn, folder: Path = FOLDER) -> None:
    """Keep `drawn` as the golden pages called `name`."""
    for path in folder.glob(f"{name}.*.png"):
        path.unlink()
    folder.mkdir(exist_ok=True)
    for number, picture in enumerate(drawn.pictures, 1):
        storable(picture).save(folder / f"{name}.{number}.png", optimize=True)
    (folder / f"{name}.txt").write_text(as_text(drawn), encoding="utf-8")


def storable(picture: Image.Image) -> Image.Image:
    """Return `picture` in few colours, a third of the file, where that is no difference."""
    fewer = picture.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    return picture if differing(picture, fewer.convert("RGB")) else fewer


def read_golden(name: str, folder: Path = FOLDER) -> Drawn:
    """Return the golden pages called `name`."""
    tools, _, text = (folder / f"{name}.txt").read_text(encoding="utf-8").partition("\n")
    lines = from_text(text)
    paths = [folder / f"{name}.{number}.png" for number in range(1, 1 + max(line.page for line in lines))]
    return Drawn(tools, lines, [Image.open(path).convert("RGB") for path in paths])


def as_text(drawn: Drawn) -> str:
    """Return the tools and lines of `drawn` for people to read: page, left, right, baseline, words."""
    rows = [
        f"{line.page} {line.left:6.1f} {line.right:6.1f} {line.baseline:6.1f} {line.text}\n"
        for line in drawn.lines
    ]
    return f"{drawn.tools}\n{''.join(rows)}"


def from_text(text: str) -> list[Line]:
    """Return the lines that `as_text` wrote."""
    rows = [row.split(maxsplit=4) for row in text.splitlines()]
    return [
        Line(int(page), float(left), float(right), float(baseline), words)
        for page, left, right, baseline, words in rows
    ]


def departures(golden: Drawn, now: Drawn, picture: Path) -> list[str]:
    """Return how `now` departs from `golden`; pictures that differ are shown in `picture`."""
    if golden.tools != now.tools:
        return strayed_lines(golden.lines, now.lines)
    return [*differing_pictures(golden, now, picture), *moved_lines(golden.lines, now.lines)]


def differing_pictures(golden: Drawn, now: Drawn, picture: Path) -> list[str]:
    """Return which pages look otherwise, and draw both with their difference beside `picture`'s name."""
    if len(golden.pictures) != len(now.pictures):
        return [f"there are {len(now.pictures)} pages, and there were {len(golden.pictures)}"]
    told = []
    for number, (was, is_) in enumerate(zip(golden.pictures, now.pictures, strict=True), 1):
        if was.size != is_.size:
            told.append(
                f"page {number} is {is_.width} by {is_.height} points, and was {was.width} by {was.height}"
            )
        if mask := differing(was, is_):
            path = picture.with_name(f"{picture.name}.{number}.png")
            side_by_side(was, is_, mask).save(path)
            told.append(f"page {number} looks otherwise, {_place(mask)}: see {path}")
    return told


def _size(picture: Image.Image) -> str:
    return f"{picture.width} by {picture.height}"


def _place(mask: Image.Image) -> str:
    left, top, right, bottom = mask.getbbox() or (0, 0, *mask.size)
    return f"{left} to {right} points from the left, {top} to {bottom} from the top"
