"""templates/, styles/ and the fixed words → the look of a newsroom's pages.

A file of the newsroom's own wins over the theme's of the same name, and that over the packaged one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import Fault, RenderFaults
from communique.load.bulletin import HINTS, LARGEST, in_order
from communique.load.document import read_document
from communique.load.fontfile import LARGEST_FONT
from communique.load.fonts import choose_typefaces
from communique.load.reading import ReadingError, read_bytes
from communique.load.search import PACKAGED, search_path
from communique.load.validation import validate
from communique.model import FONT_SUFFIXES, Asset, Newsroom, Stylesheet, Theme, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from communique.load.search import Shelf


def load_theme(folder: Path, newsroom: Newsroom) -> Theme:
    """Return the look of the newsroom in `folder`, with the words of its languages.

    Raises RenderFaults with every file of it that is missing or wrong.
    """
    reader = _Reader(folder, search_path(folder, newsroom.brand.theme))
    templates = reader.texts("templates", ".j2")
    sheets = {name: Stylesheet(f"styles/{name}", css) for name, css in reader.texts("styles", ".css").items()}
    words = reader.words(newsroom.languages)
    fonts = reader.fonts()
    if reader.faults:
        raise RenderFaults(in_order(tuple(reader.faults)))
    typefaces, added = choose_typefaces(newsroom, fonts, sheets.values(), words)
    return Theme(templates, sheets, words, (*fonts, *added), typefaces)


def load_fonts(folder: Path, newsroom: Newsroom) -> tuple[Asset, ...]:
    """Return the fonts of the look of the newsroom in `folder`; `load_theme` tells those it cannot read."""
    return _Reader(folder, search_path(folder, newsroom.brand.theme)).fonts()


class _Reader:
    """Reads files by their names, each from the first of `shelves` that has it."""

    def __init__(self, newsroom: Path, shelves: tuple[Shelf, ...]) -> None:
        self.newsroom, self.shelves = newsroom, shelves
        self.faults: list[Fault] = []

    def texts(self, folder: str, suffix: str) -> dict[str, str]:
        """Return the texts below `folder` by their names in it."""
        texts = {}
        for name, (root, path) in self._files(folder, (suffix,)).items():
            data = self._read(path, root, LARGEST)
            if data is None:
                continue
            try:
                texts[name] = data.decode("utf-8-sig")
            except UnicodeDecodeError as problem:
                line = data.count(b"\n", 0, problem.start) + 1
                message = f"{name} is not UTF-8"
                self.faults.append(Fault("R027", message, path, line, hint="save it anew as UTF-8"))
        return texts

    def fonts(self) -> tuple[Asset, ...]:
        """Return the fonts under the names by which stylesheets ask for them."""
        files = self._files("styles/fonts", FONT_SUFFIXES)
        read = {name: self._read(path, root, LARGEST_FONT) for name, (root, path) in files.items()}
        return tuple(Asset(f"styles/fonts/{name}", data) for name, data in read.items() if data is not None)

    def words(self, languages: Iterable[str]) -> dict[str, Words]:
        """Return the fixed words by language: those of the tag itself, or of what it narrows."""
        files = self._files("templates/words", (".yaml",))
        words: dict[str, Words] = {}
        for tag in languages:
            name = next((f"{t}.yaml" for t in _fallbacks(tag) if f"{t}.yaml" in files), None)
            if name is None:
                self.faults.append(_no_words(tag, self.newsroom))
            elif found := self._words(*files[name]):
                words[tag] = found
        return words

    def _words(self, root: Path, path: Path) -> Words | None:
        data = self._read(path, root, LARGEST)
        if data is None:
            return None
        document = read_document(data, path)
        judged = validate(Words, document, path, english_words())
        self.faults += (*document.faults, *judged.faults)
        return judged.value

    def _files(self, folder: str, suffixes: tuple[str, ...]) -> dict[str, tuple[Path, Path]]:
        """Return name → (root, path), by name, of all files below `folder`."""
        found: dict[str, tuple[Path, Path]] = {}
        for shelf in self.shelves:
            home = shelf.folder / folder
            if shelf.leads_out(folder):
                message = f"{folder} leads out of the newsroom"
                hint = "copy the folder into the newsroom in place of the link"
                self.faults.append(Fault("R027", message, home, hint=hint))
                continue
            for path in home.rglob("*"):
                if path.suffix in suffixes and not path.name.startswith("."):
                    found.setdefault(path.relative_to(home).as_posix(), (shelf.root, path))
        return dict(sorted(found.items()))

    def _read(self, path: Path, root: Path, largest: int) -> bytes | None:
        try:
            return read_bytes(path, root, largest)
        except ReadingError as problem:
            self.faults.append(Fault("R027", f"{path.name} {problem}", path, hint=HINTS[problem.reason]))
            return None


@cache
def english_words() -> Mapping[str | int, str]:
    """Return the lines of the packaged English words by their keys: what another language has to say."""
    document = read_document((PACKAGED / "templates/words/en.yaml").read_bytes(), Path("en.yaml"))
    words = document.values or {}
    mails = words.get("mail")
    below = mails if isinstance(mails, dict) else {}
    return {key: f"{key}: {_on_a_line(value)}" for key, value in (below | words).items()}


def _on_a_line(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_on_a_line(below)}" for key, below in value.items()) + "}"
    return "'" + str(value).replace("'", "''") + "'"


def _fallbacks(tag: str) -> Iterable[str]:
    """Yield `tag` and each that it narrows: zh-Hant-TW, zh-Hant, zh (RFC 4647, 3.4)."""
    subtags = tag.split("-")
    return ("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))


def _no_words(tag: str, folder: Path) -> Fault:
    path = folder / "templates" / "words" / f"{tag}.yaml"
    message = f"there are no fixed words for {tag}"
    begin = english_words()["date"]
    hint = f"begin templates/words/{tag}.yaml with a line such as {begin}, and each that it lacks is told"
    return Fault("R025", message, path, hint=hint)
