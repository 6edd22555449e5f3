"""Pydantic's errors → a press officer's words."""

import re
from pathlib import Path

import pytest

from communique.load.document import read_document
from communique.load.schema import keys_at, kind_at
from communique.load.validation import RULES, validate
from communique.model import Bulletin, LocalText, Newsroom, Words

PATH = Path("x.yaml")
MODEL = Path(validate.__code__.co_filename).parents[1] / "model"


def judge(model, text):
    return validate(model, read_document(text.encode(), PATH), PATH)


def test_every_rule_of_the_model_has_a_code():
    """… no validator can be added to the model without a code for its fault."""
    sources = "".join(path.read_text(encoding="utf-8") for path in MODEL.glob("*.py"))

    named = set(re.findall(r'(?:refusal|broken)\(\s*"(\w+)"', sources))

    assert named == set(RULES)


@pytest.mark.parametrize("model", [Bulletin, Newsroom, Words])
@pytest.mark.parametrize(
    "value", ["", "a", "1", "true", "[]", "[1]", "[[1]]", "{}", "{a: 1}", "{en: 1}", "'1'"]
)
def test_no_message_speaks_of_the_machinery(model, value):
    """… whatever stands under whatever key, nobody is told of integers, dictionaries or tuples."""
    text = "".join(f"{key}: {value}\n" for key in keys_at(model, ()))

    faults = judge(model, text).faults

    jargon = re.compile(
        r"\b(input|integer|string|dict|dictionary|tuple|instance|bool|pydantic|NoneType|None)\b"
    )
    assert faults
    for fault in faults:
        assert not jargon.search(fault.message + fault.hint)
        assert fault.line >= 1


def test_a_value_that_another_fault_explains_is_not_told_twice():
    """… an alias is one slip, though the value that it stands for is missing too."""
    document = read_document(b"number: *one\nkind: statement\n", PATH)

    faults = validate(Bulletin, document, PATH).faults

    assert "number" not in " ".join(fault.message for fault in faults)


def test_the_model_is_known_by_the_keys_of_its_files():
    """… a hint offers `from` as newsroom.yaml has it, at any depth, through lists and named parts."""
    assert "from" in keys_at(Newsroom, ("mail",))
    assert keys_at(Newsroom, ("contacts", "press", "social", 0)) == ("name", "url")
    assert keys_at(Bulletin, ("photos", 3)) == ("file", "alt", "caption", "credit", "placement")
    assert kind_at(Bulletin, ("photos", 3, "caption")) is LocalText
    assert kind_at(Bulletin, ("title", "en")) is str


def test_a_place_that_the_model_does_not_have_has_no_keys():
    """… a fault deep inside an unknown key offers nothing wrong."""
    assert keys_at(Bulletin, ("nothing", "below")) == ()
    assert kind_at(Bulletin, ("number", "below")) is None
