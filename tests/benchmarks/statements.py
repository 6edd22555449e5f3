"""Bilingual bulletins of three pages each: a number in, a newsroom with so many of them out.

They are notices of an invented harbour, in English and Russian, paragraph by paragraph. The ships and
places that each speaks of are its own, so that no two have the same words, nor the same to hyphenate.
"""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

from newsroom_copies import write_yaml
from volumes.bulletins import newsroom, read_texts
from volumes.months import EMBLEM

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LANGUAGES = ("en", "ru")
PARAGRAPHS, SENTENCES = 15, 4  # fill three pages
MONTHS = 10  # over which the bulletins are dealt out
SYLLABLES = {
    "en": "ka-lo-mi-ne-ru-sta-ve-do-bri-an-tel-gor-sun-pa-zhi-kel-or-vin-ta-ly",
    "ru": "ка-ло-ми-не-ру-ста-ве-до-бри-ан-тел-гор-сун-па-жи-кел-ор-вин-та-лы",
}


def write_statements(size: int, folder: Path) -> tuple[Path, ...]:
    """Write a newsroom with `size` bulletins into `folder`, and return their files: the same every time."""
    folder.mkdir(parents=True)
    shutil.copy(EMBLEM, folder)
    write_yaml(folder / "newsroom.yaml", newsroom(LANGUAGES, EMBLEM.name))
    return tuple(_write_one(n, folder) for n in range(size))


def _write_one(n: int, folder: Path) -> Path:
    """Write bulletin `n` (0 is the first) into its month."""
    month = n % MONTHS + 1
    path = folder / f"bulletins/2024/{month:02}/b{n + 1:04}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = {tag: _texts(tag, n) for tag in LANGUAGES}
    values = {
        "number": n + 1,
        "kind": "notice",
        "date": f"2024-{month:02}-{n // MONTHS % 28 + 1:02}",
        "place": {tag: read_texts(tag)["places"][n % 8] for tag in LANGUAGES},
        "title": {tag: title for tag, (title, _) in texts.items()},
        "body": {tag: body for tag, (_, body) in texts.items()},
    }
    write_yaml(path, values)
    return path


def _texts(tag: str, n: int) -> tuple[str, str]:
    """Return the title and the body in one language: sentence for sentence as in every other."""
    rng = random.Random(n)  # noqa: S311 - the same bulletin every time is what is wanted
    texts, name = read_texts(tag), _namer(tag, rng)
    title = texts["title"].format(ship=name(), place=name(), n=n + 1)
    paragraphs = [
        " ".join(
            sentence.format(ship=name(), place=name(), n=rng.randint(100, 9999), m=rng.randint(2, 60))
            for sentence in rng.sample(texts["sentences"], SENTENCES)
        )
        for _ in range(PARAGRAPHS)
    ]
    return title, "\n\n".join(paragraphs) + "\n"


def _namer(tag: str, rng: random.Random) -> Callable[[], str]:
    """Return what invents a name at each call: the same ones in each language."""
    syllables = SYLLABLES[tag].split("-")

    def name() -> str:
        return "".join(rng.choice(syllables) for _ in range(rng.randint(3, 5))).capitalize()

    return name
