"""What a newsroom publishes, as frozen and closed values without any input or output.

`Newsroom` and `Bulletin` are what the YAML files say; an `Edition` is one printing of a
bulletin; `Theme` and `Words` are the house's look and fixed words; `Page` is a composed page,
ready to be rendered; a `Volume` is what a digest lists and holds.
"""

from communique.model.bulletin import Bulletin, Correction, Photo, Related, Source, Withdrawal, cite
from communique.model.language import LocalText, Tag, direction
from communique.model.layout import Edition, Layout, LayoutName
from communique.model.letter import Attachment, Letter, Occasion
from communique.model.mail import Dkim, Mail, Smtp, Unsubscribe
from communique.model.newsroom import (
    UNLIMITED,
    Brand,
    Contact,
    Fonts,
    Limits,
    Newsroom,
    PageSetup,
    Social,
)
from communique.model.page import FONT_SUFFIXES, Asset, Page, Stylesheet
from communique.model.rendition import PLAIN, Rendition
from communique.model.subscriber import Frequency, MailingList, Subscriber, ascii_domain, canonical
from communique.model.theme import Face, MailWords, Stack, Theme, Typefaces, Words
from communique.model.volume import FOLIO_ADDRESS, Item, Period, Sheet, Volume

__all__ = [
    "FOLIO_ADDRESS",
    "FONT_SUFFIXES",
    "PLAIN",
    "UNLIMITED",
    "Asset",
    "Attachment",
    "Brand",
    "Bulletin",
    "Contact",
    "Correction",
    "Dkim",
    "Edition",
    "Face",
    "Fonts",
    "Frequency",
    "Item",
    "Layout",
    "LayoutName",
    "Letter",
    "Limits",
    "LocalText",
    "Mail",
    "MailWords",
    "MailingList",
    "Newsroom",
    "Occasion",
    "Page",
    "PageSetup",
    "Period",
    "Photo",
    "Related",
    "Rendition",
    "Sheet",
    "Smtp",
    "Social",
    "Source",
    "Stack",
    "Stylesheet",
    "Subscriber",
    "Tag",
    "Theme",
    "Typefaces",
    "Unsubscribe",
    "Volume",
    "Withdrawal",
    "Words",
    "ascii_domain",
    "canonical",
    "cite",
    "direction",
]
