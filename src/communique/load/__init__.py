"""Files → values: a newsroom, its bulletins, its look and its pictures, or every fault in them.

Nothing here trusts a file: YAML is read event by event, no more of it than a bulletin can
be long, and no link leads out of the newsroom.
"""

from communique.load.archive import Archive, load_archive
from communique.load.bulletin import Entry, Reading, load_bulletin
from communique.load.card import Card, card_of
from communique.load.lists import Lists, Roll, load_lists
from communique.load.newsroom import find_newsroom, load_newsroom
from communique.load.pictures import load_emblem, load_pictures
from communique.load.places import Place, Places, Where
from communique.load.search import find_own
from communique.load.theme import load_theme

__all__ = [
    "Archive",
    "Card",
    "Entry",
    "Lists",
    "Place",
    "Places",
    "Reading",
    "Roll",
    "Where",
    "card_of",
    "find_newsroom",
    "find_own",
    "load_archive",
    "load_bulletin",
    "load_emblem",
    "load_lists",
    "load_newsroom",
    "load_pictures",
    "load_theme",
]
