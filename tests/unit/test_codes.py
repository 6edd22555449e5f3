"""Codes, what they mean, where they are used and where they are explained: all the same set."""

import re
from pathlib import Path

import pytest

from communique.codes import MEANINGS

ROOT = Path(__file__).parents[2]
SOURCES = [path for path in (ROOT / "src").rglob("*.py") if path.name != "codes.py"]
ROW = re.compile(r"^\| ([A-Z][0-9]{3}) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def explained():
    return ROW.findall((ROOT / "docs" / "faults.md").read_text(encoding="utf-8"))


def test_every_code_in_use_has_a_meaning_and_every_meaning_a_use():
    """… no fault is without an explanation, and no explanation without a fault."""
    used = {code for path in SOURCES for code in re.findall(r'"([A-Z][0-9]{3})"', path.read_text("utf-8"))}

    assert used == set(MEANINGS)


def test_every_code_is_explained_once_and_alike():
    """… the manual says what the program says, with an example and a remedy, in the same order."""
    rows = explained()

    assert [(code, meaning) for code, meaning, _, _ in rows] == list(MEANINGS.items())
    assert all(example.strip() and remedy.strip() for _, _, example, remedy in rows)


@pytest.mark.parametrize("code", [code for code in MEANINGS if code[0] in "CN"])
def test_every_code_of_a_source_file_is_proved(code):
    """… each slip that a press officer can make is made in a test."""
    texts = [path.read_text("utf-8") for path in (ROOT / "tests" / "unit").rglob("test_*.py")]
    corpus = (ROOT / "tests" / "corpus" / "bad" / "faults.txt").read_text("utf-8")

    assert any(f'"{code}"' in text for text in texts) or f" {code} " in corpus
