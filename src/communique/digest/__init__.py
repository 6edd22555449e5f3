"""Tagged PDFs in, one tagged volume out. Made to be taken out and used: it knows no newsroom.

Any PDFs that WeasyPrint made with tags can be bound, if each says that it conforms to PDF/UA-1 and
PDF/A-3a. What is printed around them is rendered elsewhere, between two steps: `plan` (pure) puts
documents in order and numbers their pages, so that contents and an index can be written;
`bind` joins the files.

    guest = Guest(path, data)
    planned = plan([Entry(key, title, date, number, (measure(guest),)), ...], Selection(), now)
    front = ...  # rendered: links to https://digest.invalid/7 lead to page 7 of the body
    binding = bind(planned, {key: [guest], ...}, Matter(front, back, folio))

Each document becomes a Part of the one structure tree, with its language, its attachments and its
headings in the outline; fonts, pictures and colour profiles that several have alike stand in the
volume once.
"""

from communique.digest.bind import Binding, Matter, bind
from communique.digest.fonts import Sharing
from communique.digest.guest import Guest, measure, measure_all, open_guest
from communique.digest.plan import Entry, Place, Plan, Selection, Sheet, plan

__all__ = [
    "Binding",
    "Entry",
    "Guest",
    "Matter",
    "Place",
    "Plan",
    "Selection",
    "Sharing",
    "Sheet",
    "bind",
    "measure",
    "measure_all",
    "open_guest",
    "plan",
]
