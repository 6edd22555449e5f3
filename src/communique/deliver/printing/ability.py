"""What a printer says of itself → what it can do, how it stands and what paper lies in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.deliver.printing.unreachable import told

if TYPE_CHECKING:
    from communique.deliver.printing.ipp import Attributes
    from communique.model.newsroom import Size

PrinterState = Literal["idle", "printing", "stopped", "unknown"]
STATES: dict[int, PrinterState] = {3: "idle", 4: "printing", 5: "stopped"}  # RFC 8011, 5.4.11
# Names of papers (PWG 5101.1) and their sizes in hundredths of a millimetre, as trays tell them.
MEDIA: dict[Size, str] = {
    "A4": "iso_a4_210x297mm",
    "Letter": "na_letter_8.5x11in",
    "Legal": "na_legal_8.5x14in",
}
DIMENSIONS: dict[tuple[int, int], Size] = {
    (21000, 29700): "A4",
    (21590, 27940): "Letter",
    (21590, 35560): "Legal",
}
STAPLE, SADDLE, STAPLE_TOP_LEFT = 4, 8, 20  # finishings (RFC 8011, 5.2.6; PWG 5100.1, 5.2)
LISTED = 40  # of whatever a printer lists, as many as a person reads


@dataclass(frozen=True, slots=True)
class Tray:
    """Paper that is in the printer."""

    paper: str  # A4, Letter, Legal, or what the printer calls another one
    source: str = ""  # such as "main"


@dataclass(frozen=True, slots=True)
class Ability:
    """A printer as it tells of itself. What it does not tell is empty or None."""

    name: str
    make: str
    state: PrinterState
    reasons: tuple[str, ...]
    message: str
    accepts: bool  # jobs, for now
    queued: int  # jobs that wait
    formats: tuple[str, ...]
    media: tuple[str, ...]
    trays: tuple[Tray, ...]
    sides: tuple[str, ...]
    usual_sides: str
    colour: bool | None
    colour_modes: tuple[str, ...]
    most_copies: int
    finishings: tuple[int, ...]
    scalings: tuple[str, ...]
    handlings: tuple[str, ...]  # of several copies

    @property
    def has_duplex(self) -> bool:
        """Whether it prints both sides of a sheet by itself."""
        return any(side.startswith("two-sided") for side in self.sides)

    @property
    def staples(self) -> bool:
        """Whether it staples, at the corner or at all."""
        return bool({STAPLE, STAPLE_TOP_LEFT} & set(self.finishings))


def read_ability(said: Attributes) -> Ability:
    """Return what the attributes of a printer mean (RFC 8011, 5.4; PWG 5100.11 and 5100.13)."""
    return Ability(
        name=told(said.text("printer-name")),
        make=told(said.text("printer-make-and-model") or said.text("printer-info")),
        state=STATES.get(said.number("printer-state") or 0, "unknown"),
        reasons=tuple(said.texts("printer-state-reasons")[:LISTED]),
        message=told(said.text("printer-state-message")),
        accepts=said.flag("printer-is-accepting-jobs") is not False,
        queued=max(said.number("queued-job-count") or 0, 0),
        formats=said.texts("document-format-supported"),
        media=said.texts("media-supported"),
        trays=_trays(said),
        sides=said.texts("sides-supported"),
        usual_sides=said.text("sides-default"),
        colour=said.flag("color-supported"),
        colour_modes=said.texts("print-color-mode-supported"),
        most_copies=(said.span("copies-supported") or (1, 1))[1],
        finishings=said.numbers("finishings-supported"),
        scalings=said.texts("print-scaling-supported"),
        handlings=said.texts("multiple-document-handling-supported"),
    )


def _trays(said: Attributes) -> tuple[Tray, ...]:
    """Return what paper is ready, by its tray where the printer tells (PWG 5100.7, media-col-ready)."""
    trays: list[Tray] = []
    for paper in said.collections("media-col-ready")[:LISTED]:
        for size in paper.collections("media-size")[:1]:
            sides = (size.number("x-dimension") or 0, size.number("y-dimension") or 0)
            name = DIMENSIONS.get(sides) or f"{sides[0] / 100:.0f} × {sides[1] / 100:.0f} mm"
            trays.append(Tray(name, told(paper.text("media-source"))))
    ready = said.texts("media-ready")[:LISTED]
    return tuple(dict.fromkeys(trays)) or tuple(Tray(paper_name(media)) for media in dict.fromkeys(ready))


def paper_name(media: str) -> str:
    """Return what people call a paper: A4 for iso_a4_210x297mm."""
    return next((size for size, name in MEDIA.items() if name == media), told(media))
