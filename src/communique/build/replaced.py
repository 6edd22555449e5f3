"""Outputs in whose place somebody has put a file: a signed copy, say, that no build should lose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from communique.build.manifest import Manifest

HINT = (
    "if it is wanted, move it out of out/, as nothing else keeps it; "
    "if not, delete it or build it again with --force"
)


def replaced(names: Iterable[str], manifest: Manifest) -> list[Fault]:
    """Return a fault for each of the outputs `names` that is not, byte for byte, the file that was built.

    One that is missing, or that `manifest` does not know, has none.
    """
    return [_fault(name, manifest) for name in names if _is_replaced(name, manifest)]


def _is_replaced(name: str, manifest: Manifest) -> bool:
    made = manifest.made.get(name)
    if made is None:
        return False
    found = manifest.fingerprints.of(name)  # what cannot be read is not overwritten either: writing tells why
    return found is not None and found != made.sha256


def _fault(name: str, manifest: Manifest) -> Fault:
    message = f"{name} is no longer the file that was built: it was changed or replaced since"
    return Fault("O005", message, manifest.folder / name, hint=HINT)
