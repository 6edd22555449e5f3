"""What of the look makes pages anew, and what does not."""

import dataclasses

from communique.build.house import open_house
from communique.build.look import look_of_bulletins, look_of_digests
from communique.model import Stylesheet
from newsroom_copies import ROOT


def test_what_mails_alone_are_made_of_makes_no_page_anew():
    """… another word, template or style of mails builds not one of ten thousand PDFs."""
    house = open_house(ROOT)
    theme = house.theme
    words = theme.words["en"]
    mail = words.mail.model_copy(update={"attached": "Enclosed"})
    changed = dataclasses.replace(
        theme,
        templates={**theme.templates, "mail.html.j2": "A", "mail.txt.j2": "A", "mail/foot.html.j2": "A"},
        stylesheets={**theme.stylesheets, "mail.css": Stylesheet("styles/mail.css", "")},
        words={**theme.words, "en": words.model_copy(update={"mail": mail})},
    )
    other = dataclasses.replace(house, theme=changed)

    assert look_of_bulletins(other) == look_of_bulletins(house)
    assert look_of_digests(other) == look_of_digests(house)


def test_a_word_of_pages_makes_them_anew():
    """… what is printed is never old."""
    house = open_house(ROOT)
    words = house.theme.words["en"].model_copy(update={"source": "From"})
    other = dataclasses.replace(
        house, theme=dataclasses.replace(house.theme, words={**house.theme.words, "en": words})
    )

    assert look_of_bulletins(other) != look_of_bulletins(house)
    assert look_of_digests(other) != look_of_digests(house)
