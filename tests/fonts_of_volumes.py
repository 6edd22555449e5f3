"""Small real PDFs in one font each, and volumes of their pages whose fonts are shared or not."""

import io
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
from fontTools.pens.recordingPen import DecomposingRecordingPen

from communique.digest.fonts import Fonts, Sharing
from communique.load.fc_list import find_fc_list, installed_faces
from communique.load.fontfile import machine_font
from communique.model import Asset, Page, Stylesheet
from communique.render import render

OWN = Path(__file__).parents[1] / "styles/fonts"
PARATYPE = {"PT Serif": "PTF55F.ttf", "PT Sans": "PTS55F.ttf"}
SCALE = 100 / 72  # dots for each point


@cache
def font_file(family):
    """Return the bytes of the regular face of `family`: one of the package's own, or of the machine's."""
    if family in PARATYPE:
        return (OWN / PARATYPE[family]).read_bytes()
    faces = installed_faces(find_fc_list())
    found = next(face for face in faces if family in face.families and face.weight == 400)
    return machine_font(found.path, found.index)


@cache
def printed(text, family="PT Serif", file=None):
    """Return a PDF of `text` in one font: that of `family`, or the bytes `file` under its name."""
    rule = f'@font-face {{ font-family: "{family}"; src: url("f.otf") }}'
    css = f'{rule} @page {{ size: A6; margin: 1cm }} html {{ font: 12pt "{family}" }}'
    html = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title></head><body>{text}'
    return render(Page(html, (Stylesheet("t.css", css),), (Asset("f.otf", file or font_file(family)),)))


@dataclass(frozen=True)
class Volume:
    """The pages of several files one after the other."""

    pdf: bytes
    sharing: Sharing
    opened: pikepdf.Pdf  # the same, as it reads

    def pages(self):
        """Return the picture and the text of each page."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            return [
                (bytes(page.render(scale=SCALE).buffer), page.get_textpage().get_text_bounded())
                for page in document
            ]

    def pictures(self):
        """Return the pictures of all pages as poppler draws them, whose font reader is FreeType."""
        command = ["pdftoppm", "-r", "100", "-gray", "-"]
        return subprocess.run(command, input=self.pdf, capture_output=True, check=True).stdout

    def fonts(self):
        """Return the font of each page."""
        return [only_font(page) for page in self.opened.pages]

    def descriptors(self):
        """Return the descriptors that the fonts have, each once."""
        described = [font.DescendantFonts[0].FontDescriptor for font in self.fonts()]
        return [*{one.objgen: one for one in described}.values()]

    def programs(self):
        """Return the font programs."""
        return [bytes(program_of(described).read_bytes()) for described in self.descriptors()]


def only_font(page):
    """Return the only font that `page` has."""
    (font,) = page.obj.Resources.Font.values()
    return font


def program_of(described):
    """Return the stream of the font program that a descriptor names."""
    return described.get("/FontFile2") or described.get("/FontFile3")


def bound(*pdfs, shares=True):
    """Return the pages of `pdfs`, of one font each, in a volume put together by pikepdf alone."""
    volume = pikepdf.new()
    fonts = Fonts(volume)
    for pdf in pdfs:
        source = pikepdf.open(io.BytesIO(pdf))
        font = fonts.take(only_font(source.pages[0])) if shares else None
        start = len(volume.pages)
        volume.pages.extend(source.pages)
        for page in volume.pages[start:] if font is not None else ():
            for name in page.obj.Resources.Font:
                page.obj.Resources.Font[name] = font
    sharing = fonts.finish()
    saved = io.BytesIO()
    volume.save(saved, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Volume(saved.getvalue(), sharing, pikepdf.open(saved))


def altered(pdf, change):
    """Return `pdf` after `change` was called with its only font."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, io.BytesIO() as saved:
        change(only_font(opened.pages[0]), opened)
        opened.save(saved, deterministic_id=True, compress_streams=False)
        return saved.getvalue()


def drawn(font, number):
    """Return what the glyph `number` of a font of fontTools draws, with its parts, and its metrics."""
    glyphs, name = font.getGlyphSet(), font.getGlyphName(number)
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value, font["hmtx"][name]
