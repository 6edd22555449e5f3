"""Jinja2 for templates that may be a stranger's: sandboxed, escaping, and strict.

A fault in a template names the template's own file and line.
"""

from __future__ import annotations

import re
import traceback
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from communique.errors import Fault, RenderFaults
from communique.text import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = "templates/"
LONGEST_PART = 18  # characters of an address that fit beneath a QR code


def fill(templates: Mapping[str, str], name: str, context: Mapping[str, Any]) -> str:
    """Return the template `name` filled with `context`.

    Raises RenderFaults with the template's file and line where it cannot be filled.
    """
    environment = _environment(tuple(templates.items()))
    try:
        return environment.get_template(name).render(context)
    except TemplateSyntaxError as problem:
        where = Path(FOLDER + (problem.name or name))
        raise RenderFaults([Fault("R001", _said(problem), where, problem.lineno)]) from problem
    except TemplateNotFound as problem:
        message = f"the template {problem.name} is missing"
        raise RenderFaults([Fault("R001", message, Path(FOLDER + name))]) from problem
    except Exception as problem:  # a stranger's template can raise anything
        where, line = _place(problem, name)
        raise RenderFaults([Fault("R001", _said(problem), where, line)]) from problem


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, which asks once and not at each use whether a kind of value has a safe attribute."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._judged: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may read `attr` of `obj`: that is a matter of what kind `obj` is."""
        kind = type(obj), attr
        if kind not in self._judged:
            self._judged[kind] = super().is_safe_attribute(obj, attr, value)
        return self._judged[kind]


@lru_cache(maxsize=4)  # compiling the templates costs as much as filling them ten times
def _environment(templates: tuple[tuple[str, str], ...]) -> Sandbox:
    environment = Sandbox(
        loader=FunctionLoader(_reader(dict(templates))),
        autoescape=_is_markup,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"address": printed_address, "breakable": breakable_address, "typeset": typeset}
    return environment


def _is_markup(name: str | None) -> bool:
    """Tell whether the template `name` writes HTML, in which texts are escaped."""
    return name is None or not name.endswith(".txt.j2")


def printed_address(url: str) -> str:
    """Return `url` as it is printed for a reader to type: without scheme and closing slash."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")


def breakable_address(url: str) -> str:
    """Return the printed address with a place to break the line after each of its parts.

    The place is a character and no <wbr>: an element inside a link gets an annotation of its
    own, which PDF/UA refuses (ISO 14289-1, 7.18.5).
    """
    parts = re.findall(rf"[^./?&=_-]{{0,{LONGEST_PART}}}[./?&=_-]?", printed_address(url))
    return "\N{ZERO WIDTH SPACE}".join(part for part in parts if part)


def _reader(templates: Mapping[str, str]) -> Callable[[str], tuple[str, str, Callable[[], bool]] | None]:
    def read(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = templates.get(name)
        return None if source is None else (source, FOLDER + name, lambda: True)

    return read


def _place(problem: BaseException, name: str) -> tuple[Path, int | None]:
    """Find the innermost template line in the traceback, which Jinja2 rewrites to its sources."""
    frames = traceback.extract_tb(problem.__traceback__)
    lines = [(frame.filename, frame.lineno) for frame in frames if frame.filename.startswith(FOLDER)]
    path, line = lines[-1] if lines else (FOLDER + name, None)
    return Path(path), line


def _said(problem: BaseException) -> str:
    words = " ".join(str(problem).split()).rstrip(".") or type(problem).__name__
    return f"the template cannot be filled: {words}"
