"""The QR code that leads from paper to the web, as one SVG path.

Source: ISO/IEC 18004. The symbol's side is 20 to 25 mm, the quiet zone four modules.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from communique.errors import Fault, RenderFaults

QUIET_MODULES = 4
SMALLEST, LARGEST = 20.0, 25.0  # millimetres, without the quiet zone
MODULE = 0.7  # millimetres: twice what a 150 dpi scan resolves into two dots
REMEMBERED = 64  # addresses: a newsroom's website stands on nearly every bulletin
DENSEST_VERSION = 10  # 57 modules a side: 0.44 mm each at the largest size


@dataclass(frozen=True, slots=True)
class QrCode:
    """A symbol ready to be placed, with its quiet zone around it."""

    svg: Markup
    side: float  # millimetres, with the quiet zone
    quiet: float  # millimetres on each side


def draw_qr(address: str, alternative: str) -> QrCode:
    """Return the symbol for `address` at error correction level M.

    `alternative` is read to those who cannot see it. Raises RenderFaults where the address
    is too long to be scanned from a photocopy.
    """
    modules, path = _symbol(address)
    size = min(LARGEST, max(SMALLEST, modules * MODULE))
    across = modules + 2 * QUIET_MODULES
    side = size * across / modules
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr-symbol" role="img" '
        'viewBox="0 0 {across} {across}" style="width:{side:.3f}mm;height:{side:.3f}mm" '
        'shape-rendering="crispEdges">'
        '<title>{alternative}</title><path fill="#000" d="{path}"/></svg>'
    ).format(across=across, side=side, alternative=alternative, path=path)
    return QrCode(svg, round(side, 3), round(QUIET_MODULES * size / modules, 3))


@lru_cache(maxsize=REMEMBERED)
def _symbol(address: str) -> tuple[int, str]:
    """Return how many modules a side has, and the path that draws the dark ones."""
    symbol = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_MODULES)
    symbol.add_data(address)
    try:
        symbol.make(fit=True)
    except (DataOverflowError, ValueError):
        raise _too_long(address) from None
    if symbol.version > DENSEST_VERSION:
        raise _too_long(address)
    return symbol.modules_count, _path(symbol.get_matrix())


def _path(matrix: list[list[bool]]) -> str:
    """Draw each run of dark modules in a row as one rectangle, so that no seam shows."""
    runs = []
    for y, row in enumerate(matrix):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(f"M{start} {y}h{x - start}v1h{start - x}z")
                start = None
    return "".join(runs)


def _too_long(address: str) -> RenderFaults:
    message = f"the link has {len(address)} characters, too many for a QR code that scans from paper"
    return RenderFaults([Fault("R007", message, hint="give a shorter address under link", subject=address)])
