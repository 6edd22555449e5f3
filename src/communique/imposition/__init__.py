"""Pages of a PDF in; a PDF of sheets out, as they go through a printer. It knows no printer and no newsroom.

`plan_booklet` (pure) tells which page stands where; `impose_booklet` and the others lay them there. Each
page becomes a Form XObject and stays text, in its own fonts; what is for screens alone is left behind.
"""

from communique.imposition.arrangement import Turn, choose_pages, fit_onto, impose_booklet, impose_n_up
from communique.imposition.booklet import Booklet, Sheet, Side, plan_booklet
from communique.imposition.paper import PAPERS, Paper
from communique.imposition.proof import add_marks
from communique.imposition.selection import read_pages
from communique.imposition.sheets import count_pages

__all__ = [
    "PAPERS",
    "Booklet",
    "Paper",
    "Sheet",
    "Side",
    "Turn",
    "add_marks",
    "choose_pages",
    "count_pages",
    "fit_onto",
    "impose_booklet",
    "impose_n_up",
    "plan_booklet",
    "read_pages",
]
