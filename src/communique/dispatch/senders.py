"""One sender at a time in one newsroom."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from communique.build.lock import sole
from communique.errors import CommuniqueError, DeliveryFaults, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".communique/send.lock"


@contextmanager
def sole_sender(folder: Path) -> Iterator[None]:
    """Keep other senders out of the newsroom in `folder`. Raises DeliveryFaults where one is at work."""
    path = folder / LOCK

    def refusal(holder: str) -> CommuniqueError:
        message = f"{holder or 'another sender'} is sending mail of this newsroom"
        hint = "wait until it has ended: it may be serving the same people"
        return DeliveryFaults([Fault("M042", message, path, hint=hint)])

    with sole(path, refusal):
        yield
