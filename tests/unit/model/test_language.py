"""Language tags, directions and texts in several languages."""

import pickle

import pytest
from pydantic import TypeAdapter, ValidationError

from communique.model import LocalText, Tag, direction
from communique.model.language import usual_spelling


@pytest.mark.parametrize("tag", ["en", "ru", "no", "pt-BR", "zh-Hant-TW", "sr-Latn", "x-office", "es-419"])
def test_a_tag_of_bcp_47_is_accepted_as_it_is(tag):
    """… any registered language may be published in, Norwegian too."""
    assert TypeAdapter(Tag).validate_python(tag) == tag


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("en_US", "did you mean en-US?"),
        ("cz", "did you mean cs?"),
        ("jp", "did you mean ja?"),
        ("zz", ""),
        ("english", ""),
        ("", ""),
        ("en\n", ""),
        ("../en", ""),
        ("e", ""),
        ("ру", ""),
        ("en-" * 100, ""),
    ],
)
def test_what_is_no_tag_is_refused(tag, hint):
    """… a tag names a file of words and stands in the page, so nothing else may pass for one."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Tag).validate_python(tag)

    (error,) = caught.value.errors()
    assert (error["type"], error["ctx"]["hint"]) == ("tag", hint)


@pytest.mark.parametrize(
    ("tag", "usual"),
    [
        ("EN", "en"),
        ("pt-br", "pt-BR"),
        ("ZH-HANT-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("sl-ROZAJ", "sl-rozaj"),
        ("de-de-U-CO-phonebk", "de-DE-u-co-phonebk"),
        ("X-OFFICE", "x-office"),
    ],
)
def test_a_tag_has_one_usual_spelling(tag, usual):
    """… capitals are those of RFC 5646, 2.1.1: a script's first, all of a region, none after a letter."""
    assert usual_spelling(tag) == usual
    assert usual_spelling(usual) == usual


@pytest.mark.parametrize(
    ("tag", "expected"), [("ar", "rtl"), ("he", "rtl"), ("ru", "ltr"), ("az-Arab", "rtl")]
)
def test_a_language_runs_as_its_script_does(tag, expected):
    """… the script decides, where the tag names one."""
    assert direction(tag) == expected


def test_a_text_is_read_like_a_mapping():
    """… templates and rules ask for a language by its tag, in the order of the file."""
    text = LocalText.model_validate({"ru": " Заголовок \n", "en": "A title"})

    assert list(text) == ["ru", "en"]
    assert text["ru"] == "Заголовок"
    assert "en" in text
    assert "fr" not in text
    assert len(text) == 2


def test_a_text_travels_between_processes():
    """… a composed page can be rendered elsewhere."""
    text = LocalText.model_validate({"en": "A title"})

    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 - our own bytes


def test_an_empty_text_is_refused():
    """… blanks alone are no translation."""
    with pytest.raises(ValidationError):
        LocalText.model_validate({"en": " \n "})
