"""Model → Page or Letter: pure functions from a bulletin, its newsroom and the theme to HTML and CSS.

No disk, no clock and no environment is read: pictures and fonts stay references by name,
which `render` resolves among the page's assets.
"""

from communique.compose.bulletin import compose_bulletin
from communique.compose.letter import compose_digest_letter, compose_letter
from communique.compose.sheets import BULLETIN, DIGEST, MAIL, Sheets, reached
from communique.compose.volume import compose_back, compose_folio, compose_front

__all__ = [
    "BULLETIN",
    "DIGEST",
    "MAIL",
    "Sheets",
    "compose_back",
    "compose_bulletin",
    "compose_digest_letter",
    "compose_folio",
    "compose_front",
    "compose_letter",
    "reached",
]
