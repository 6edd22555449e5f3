"""The fonts of a volume: which of them stands for each font of each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.digest.fonts.face import Face, kin, read_program
from communique.digest.fonts.guest_font import base_font, read_font
from communique.digest.fonts.unshareable import Unshareable

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


@dataclass(frozen=True, slots=True)
class Sharing:
    """What sharing came to."""

    programs: int  # font programs that the files have
    shared: int  # those of the volume that stand for them
    kept: tuple[str, ...]  # each font that stayed as it was: its name, a colon, the reason
    saved: int  # bytes of font programs that the volume does without


class Fonts:
    """Takes the fonts of one file after the other, and gives those of the volume.

    Of what it takes it keeps each glyph once, however many files there are. The same files in the
    same order give the same bytes.
    """

    def __init__(self, volume: Pdf) -> None:
        self._volume = volume
        self._faces: dict[object, list[Face]] = {}
        self._kept: list[str] = []
        self._taken = self._packed = 0

    def take(self, font: Object) -> Object | None:
        """Return the font of the volume that stands for `font` of a file, or None: it stays as it is.

        It is to be called once for each font of a file. What it returns is indirect, and empty
        before `finish`.
        """
        self._taken += 1
        try:
            read = read_font(font)
            program = read_program(read)
        except Unshareable as reason:
            self._kept.append(f"{base_font(font)}: {reason}")
            return None
        self._packed += read.packed
        faces = self._faces.setdefault(kin(read, program), [])
        face = next((face for face in faces if face.accepts(program)), None)
        if face is None:
            face = Face(self._volume, read, program)
            faces.append(face)
        return face.add(read, program)

    def finish(self) -> Sharing:
        """Write all fonts that `take` returned, and tell what came of it."""
        faces = [face for alike in self._faces.values() for face in alike]
        packed = sum(face.write() for face in faces)
        return Sharing(self._taken, len(faces), tuple(self._kept), self._packed - packed)
