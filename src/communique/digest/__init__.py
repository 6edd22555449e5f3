"""PDF files in, one PDF file out: the bulletins of a month behind their front matter.

`measure` says what pages a bulletin's PDF has, `plan` (pure) puts a month in order and
numbers its pages, and `bind` joins the files. Between the last two, the front matter and
the page numbers are composed and rendered elsewhere, from the plan:

    guest = Guest(path, data)
    volume = plan(month, [Member(id, bulletin, measure(guest)), ...], newsroom, now)
    bind(volume, front, stamps, {id: guest, ...})
"""

from communique.digest.bind import bind
from communique.digest.guest import Guest, measure
from communique.digest.plan import Entry, Place, Plan, Selection, Sheet, plan

__all__ = ["Entry", "Guest", "Place", "Plan", "Selection", "Sheet", "bind", "measure", "plan"]
