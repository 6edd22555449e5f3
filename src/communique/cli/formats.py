"""Faults → documents for programs: JSON, and SARIF 2.1.0 as code-scanning services read it."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from communique import __version__
from communique.cli.paths import shown
from communique.codes import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from communique.errors import Fault

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_json(faults: Sequence[Fault]) -> str:
    """Return an object with the list `faults`; a place that is not known is null."""
    return _written({"faults": [plain_fault(fault) for fault in faults]})


def as_sarif(faults: Sequence[Fault]) -> str:
    """Return one SARIF run; its rules are all the codes that there are.

    Source: OASIS, Static Analysis Results Interchange Format 2.1.0, 3.13 to 3.30.
    """
    codes = list(MEANINGS)
    driver = {
        "name": "communique",
        "version": __version__,
        "rules": [{"id": code, "shortDescription": {"text": MEANINGS[code]}} for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(fault, codes) for fault in faults],
    }
    return _written({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def plain_fault(fault: Fault) -> dict[str, Any]:
    """Return `fault` as what JSON can write; a place that is not known is null."""
    return {
        "code": fault.code,
        "message": fault.message,
        "hint": fault.hint,
        "path": shown(fault.path) if fault.path else None,
        "line": fault.line,
        "column": fault.column,
    }


def _result(fault: Fault, codes: list[str]) -> dict[str, Any]:
    text = f"{fault.message}\n{fault.hint}" if fault.hint else fault.message
    result: dict[str, Any] = {
        "ruleId": fault.code,
        "ruleIndex": codes.index(fault.code),
        "level": "error",
        "message": {"text": text},
    }
    if fault.path:
        result["locations"] = [{"physicalLocation": _location(fault, fault.path)}]
    return result


def _location(fault: Fault, path: Path) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _address(path)}}
    if fault.line is not None:
        column = {"startColumn": fault.column} if fault.column is not None else {}
        location["region"] = {"startLine": fault.line, **column}
    return location


def _address(path: Path) -> str:
    """Return a reference that is relative to the present folder wherever `path` lies below it."""
    name = PurePosixPath(shown(path))
    return path.as_uri() if name.is_absolute() or ".." in name.parts else quote(str(name))


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False)
