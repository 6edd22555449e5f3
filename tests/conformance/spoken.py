"""What an HTML page says, block by block and language by language: what a screen reader must be told.

Read by the standard library's parser, which knows nothing of boxes or PDFs.
"""

import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "link", "meta", "wbr", "path"}
INLINE = {"a", "b", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
TAGS = {"li": "LBody", "td": "TD", "th": "TH", "caption": "Caption", "dt": "Lbl", "dd": "LBody"}
SILENT_CLASSES = {"running-head", "running-foot", "cover-foot"}
SILENT_TAGS = {"head", "svg"}


@dataclass(frozen=True)
class Block:
    """A piece of text that nothing but emphasis, links and notes parts."""

    lang: str
    tag: str  # of the structure element that must hold it
    text: str  # its letters and figures


@dataclass(frozen=True)
class Picture:
    """What is said of a picture."""

    lang: str
    words: str


def told_pictures(html: str) -> list[Picture]:
    """Return what `html` says of its pictures, in its order."""
    reader = _Reader()
    reader.feed(html)
    return reader.pictures


def spoken(html: str) -> list[Block]:
    """Return the blocks of `html` in its order; a footnote comes after the block that calls it."""
    reader = _Reader()
    reader.feed(html)
    reader.close_run()
    return reader.blocks


def letters(text: str) -> str:
    """Reduce `text` to what hyphenation, spacing and punctuation leave as it is."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.pictures: list[Picture] = []
        self.open: list[tuple[str, str, bool]] = []  # tag, language, silent
        self.run = ""
        self.notes: list[list[str]] = []  # language and text, of the present run
        self.note_depth = 0

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        _, lang, silent = self.open[-1] if self.open else ("", "", False)
        words = given.get("alt") if tag == "img" else given.get("aria-label")
        if words and (tag == "img" or given.get("role") == "img"):
            self.pictures.append(Picture(given.get("lang") or lang, words))
        if tag in VOID:
            return
        classes = set((given.get("class") or "").split())
        if tag not in INLINE:
            self.close_run()
        if "footnote" in classes:
            self.notes.append([given.get("lang") or lang, ""])
            self.note_depth = len(self.open) + 1
        silent = silent or tag in SILENT_TAGS or bool(classes & SILENT_CLASSES)
        self.open.append((tag, given.get("lang") or lang, silent))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if tag not in INLINE:
            self.close_run()
        if len(self.open) == self.note_depth:
            self.note_depth = 0
        self.open.pop()

    def handle_data(self, data):
        if self.open and [one[0] for one in self.open[-2:]] == ["svg", "title"]:
            self.pictures.append(Picture(self.open[-1][1], data))
        if not self.open or self.open[-1][2]:
            return
        if self.note_depth:
            self.notes[-1][1] += data
        else:
            self.run += data

    def close_run(self) -> None:
        """End the present block, and lay its footnotes behind it."""
        block = next((one for one in reversed(self.open) if one[0] not in INLINE), ("", "", False))
        tag, lang, _ = block
        texts = [(lang, _structure_tag(tag), self.run), *((own, "Note", text) for own, text in self.notes)]
        self.blocks += [Block(own, kind, letters(text)) for own, kind, text in texts if letters(text)]
        self.run, self.notes = "", []


def _structure_tag(tag: str) -> str:
    return tag.upper() if re.fullmatch("h[1-6]", tag) else TAGS.get(tag, "P")
