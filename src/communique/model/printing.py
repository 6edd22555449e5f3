"""How a newsroom prints: the parts of newsroom.yaml below `printers` and `printing`."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from communique.model.part import Part, refusal

QUEUE = re.compile(r"[^\s/#?\\'\"\x00-\x1f\x7f]{1,127}")  # what CUPS lets a queue be called (lpadmin(8))
EXPECTED = "expected an address such as ipp://printer.local/ipp/print or cups:office"


def check_printer(value: str) -> str:
    """Accept the address of an IPP printer or the name of a CUPS queue."""
    scheme, _, rest = value.partition(":")
    if scheme == "cups" and QUEUE.fullmatch(rest):
        return value
    if scheme in {"ipp", "ipps"} and (what := _wrong_address(value)):
        raise refusal("printer", value, what)
    if scheme not in {"ipp", "ipps"}:
        raise refusal("printer", value, f"is not a printer; {EXPECTED}")
    return value


def _wrong_address(value: str) -> str:
    """Return what is wrong with an address; nothing where it is right (RFC 3510, 4)."""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return f"is not a printer's address; {EXPECTED}"
    if parts.username is not None:
        return "has a name or password in it; expected the address alone: secrets never stand in a file"
    host = parts.hostname or ""
    if port == 0 or not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9.])?|[0-9a-f:.]+", host):
        return f"is not a printer's address; {EXPECTED}"
    return "" if re.fullmatch(r"[!-~]+", value) else f"is not a printer's address; {EXPECTED}"


Printer = Annotated[str, AfterValidator(check_printer)]


class Printing(Part):
    """What holds of all printers."""

    ask_above: Annotated[int, Field(ge=0)] = 50  # sheets that are printed without a question
