"""Draws README's pictures anew from what this repository builds: `make pictures`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from newsroom_copies import MADE_UP, copy_newsroom  # noqa: E402 - found where the tests keep it

PICTURES = ROOT / "docs/pictures"
WIDTH = 620  # dots
COLOURS = 48
EDGE = 2  # dots of grey around the paper


def main() -> None:
    """Build the newsrooms in copies, and draw one page of each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = copy_newsroom(ROOT, folder / "sample")
        made_up = copy_newsroom(MADE_UP / "arvenia", folder / "arvenia")
        themed = copy_newsroom(MADE_UP / "arvenia", folder / "gazette")
        settings = themed / "newsroom.yaml"
        settings.write_text(
            settings.read_text("utf-8").replace("brand:\n", "brand:\n  theme: gazette\n"), "utf-8"
        )
        for newsroom in (sample, made_up, themed):
            subprocess.run(
                [sys.executable, "-m", "communique", "-C", newsroom, "digest", "--all"], check=True
            )
        bulletin = next(sample.glob("out/bulletins/2018/07/*.pdf"))
        digest = next(made_up.glob("out/digests/*.pdf"))
        draw(bulletin, 1, PICTURES / "bulletin.png", folder)
        draw(digest, 2, PICTURES / "contents.png", folder)
        draw(next(themed.glob("out/bulletins/2024/05/student*.pdf")), 1, PICTURES / "gazette.png", folder)


def draw(pdf: Path, page: int, picture: Path, folder: Path) -> None:
    """Draw one page of `pdf`, counted from 1, with few enough colours to stay small."""
    drawn = folder / picture.stem
    numbers = ["-f", str(page), "-l", str(page)]
    size = ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", "-singlefile", *numbers, *size, pdf, drawn], check=True)
    paper = Image.open(drawn.with_suffix(".png")).convert("RGB")
    framed = Image.new("RGB", (paper.width + 2 * EDGE, paper.height + 2 * EDGE), "#d4d7de")
    framed.paste(paper, (EDGE, EDGE))
    picture.parent.mkdir(parents=True, exist_ok=True)
    framed.quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    main()
