"""A volume → what is printed around its bulletins: front matter, end matter, and the stamp of its number.

Up to three languages stand side by side; more follow one another, each with its own contents
and index. Every number of a page is a link to `FOLIO_ADDRESS`, for binding to resolve.
"""

from communique.compose.volume.back import compose_back
from communique.compose.volume.folio import compose_folio
from communique.compose.volume.front import compose_front

__all__ = ["compose_back", "compose_folio", "compose_front"]
