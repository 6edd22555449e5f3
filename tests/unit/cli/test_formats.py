import json
from pathlib import Path

import pytest

from communique.cli.formats import as_json, as_sarif
from communique.codes import MEANINGS
from communique.errors import Fault


@pytest.fixture
def fault(tmp_path, monkeypatch):
    """Give a fault in a file below the present folder whose name needs quoting in an address."""
    monkeypatch.chdir(tmp_path)
    return Fault("C004", "unknown key", tmp_path / "bulletins" / "а b.yaml", 4, 1, "did you mean title?")


def test_json_says_all_that_the_lines_say(fault):
    """… another program needs no parsing of lines."""
    (found,) = json.loads(as_json([fault]))["faults"]

    assert found == {
        "code": "C004",
        "message": "unknown key",
        "hint": "did you mean title?",
        "path": "bulletins/а b.yaml",
        "line": 4,
        "column": 1,
    }


def test_json_has_null_for_an_unknown_place():
    """… a program tells an unknown place from the first line."""
    (found,) = json.loads(as_json([Fault("D007", "not bound")]))["faults"]

    assert (found["path"], found["line"], found["column"]) == (None, None, None)


def test_sarif_has_what_the_standard_requires(fault):
    """… services that scan code show the faults at their lines."""
    document = json.loads(as_sarif([fault]))

    (run,) = document["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert document["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["name"] == "communique"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "C004"
    assert result["message"]["text"] == "unknown key\ndid you mean title?"
    assert place["artifactLocation"]["uri"] == "bulletins/%D0%B0%20b.yaml"
    assert place["region"] == {"startLine": 4, "startColumn": 1}


def test_sarif_explains_every_code(fault):
    """… a reader of the service finds what a code means without our manual."""
    rules = json.loads(as_sarif([fault]))["runs"][0]["tool"]["driver"]["rules"]

    assert {rule["id"]: rule["shortDescription"]["text"] for rule in rules} == MEANINGS


def test_sarif_leaves_out_what_is_not_known():
    """… no result claims a line that nobody knows."""
    faults = [Fault("D007", "not bound"), Fault("O001", "full", Path("/elsewhere/a.pdf"))]

    placeless, lineless = json.loads(as_sarif(faults))["runs"][0]["results"]

    assert "locations" not in placeless
    place = lineless["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "file:///elsewhere/a.pdf"}}


def test_no_faults_are_a_document_too():
    """… a clean run clears what a service showed before."""
    assert json.loads(as_json([])) == {"faults": []}
    assert json.loads(as_sarif([]))["runs"][0]["results"] == []
