import pytest

from communique.compose import BULLETIN, DIGEST, MAIL, reached
from communique.load import load_newsroom, load_theme
from newsroom_copies import ROOT


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", {"a"}),
        ('{% include "b" %}', {"a", "b", "c"}),
        ("{%- from 'c' import x -%}", {"a", "c"}),
        ('{% import "c" as d %}{% extends "b" %}', {"a", "b", "c"}),
        ('{% include ["none", "c"] ignore missing %}', {"a", "c"}),
        ('{%+ include\n"c" %}', {"a", "c"}),
        ("{% include name %}", {"a", "b", "c", "d"}),
        ("{% if include %}{% endif %}{{ from }}", {"a"}),
    ],
)
def test_a_template_reaches_those_that_it_names(source, found):
    """… a change of another template builds nothing, and a change of one that is used does."""
    templates = {"a": source, "b": "{% include 'c' %}", "c": "{% include 'a' %}", "d": ""}

    assert reached(templates, ["a"]) == found


def test_templates_that_are_not_there_are_no_fault():
    """… that is told where the page is composed."""
    assert reached({}, ["a"]) == set()


def test_bulletins_digests_and_mails_use_what_the_theme_has():
    """… no file of the look is forgotten, and neither kind of page uses those of mails."""
    theme = load_theme(ROOT, load_newsroom(ROOT))

    bulletin, digest, mail = (
        reached(theme.templates, sheets.templates) for sheets in (BULLETIN, DIGEST, MAIL)
    )

    assert bulletin | digest | mail == theme.templates.keys()
    assert (bulletin | digest) & mail == {"macros.html.j2"}
    assert bulletin < theme.templates.keys()
    assert digest < theme.templates.keys()
    assert {*BULLETIN.stylesheets, *DIGEST.stylesheets, *MAIL.stylesheets} <= theme.stylesheets.keys()
