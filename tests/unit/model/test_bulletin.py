"""A bulletin as a value."""

import pytest
from pydantic import ValidationError

from communique.model import Bulletin
from communique.model.bulletin import Photo

BOTH = {"en": "a", "ru": "а"}
LEAST = {"number": 7, "kind": "notice", "date": "2018-07-31", "place": BOTH, "title": BOTH, "body": BOTH}


def test_a_bulletin_is_cited_by_series_year_and_number():
    """… the number that is printed is the one that another bulletin refers to."""
    bulletin = Bulletin.model_validate(LEAST)

    assert bulletin.record("EMB-JM") == "EMB-JM/2018/007"
    assert Bulletin.model_validate(LEAST | {"related": [bulletin.record("EMB-JM")]}).related


def test_each_correction_makes_a_new_version():
    """… a reader can tell an old print from a new one."""
    corrections = [{"date": "2018-08-01", "note": BOTH}, {"date": "2018-08-02", "note": BOTH}]

    assert Bulletin.model_validate(LEAST).version == 1
    assert Bulletin.model_validate(LEAST | {"corrections": corrections}).version == 3


def test_a_bulletin_cannot_be_changed():
    """… what was checked is what is printed."""
    bulletin = Bulletin.model_validate(LEAST)

    with pytest.raises(ValidationError, match="frozen"):
        bulletin.number = 8


def test_two_bulletins_share_nothing():
    """… the default of one is not the default of the other."""
    one, other = Bulletin.model_validate(LEAST), Bulletin.model_validate(LEAST)

    one.translation["ru"] = "official"

    assert other.translation == {}


@pytest.mark.parametrize(
    ("credit", "told"),
    [
        ("A. Photographer", ("A. Photographer", "A. Photographer")),
        ({"en": "A. Photographer", "ru": "А. Фотограф"}, ("A. Photographer", "А. Фотограф")),
        (None, (None, None)),
    ],
)
def test_a_credit_is_written_once_or_for_each_language(credit, told):
    """… a name that every alphabet writes alike is not written twice, and any other can be."""
    photo = Photo.model_validate({"file": "a.jpg", "alt": BOTH, "credit": credit})

    assert (photo.credit_in("en"), photo.credit_in("ru")) == told


def test_a_photo_stands_beside_its_captions_where_nothing_else_is_said():
    """… the picture that leaves most room for the statement is the one that needs no word."""
    photo = Photo.model_validate({"file": "a.jpg", "alt": BOTH})

    assert photo.placement == "beside"
