"""A stranger's PDF, looked through in a process of its own: what breaks or never ends there ends there."""

from __future__ import annotations

import multiprocessing
import resource
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.build.interrupts import interrupts_held
from communique.preflight import Claims, Finding, inspect, read_claims

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import TracebackType

    from communique.model import Limits

PATIENCE = 120.0  # seconds for one file; a digest of five hundred pages takes five
MEMORY = 2 * 2**30  # bytes of addresses; the largest file that is read is an eighth of it
TOO_MUCH = "looking through the file takes too long, too much memory, or breaks off"


@dataclass(frozen=True, slots=True)
class Examined:
    """What is wrong with a file, and what it says of itself where it can be read."""

    findings: tuple[Finding, ...]
    claims: Claims | None


class Examiner:
    """Looks files through, one after the other, in a process that is begun anew where it broke.

    A context: at its end that process ends too.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Examiner:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._end(kill=problem is not None)

    def examine(self, pdf: bytes, limits: Limits) -> Examined:
        """Return what is wrong with `pdf`; that it takes more time or memory than there is, is one fault."""
        pipe = self._pipe or self._begin()
        with suppress(OSError, EOFError):  # the process broke
            pipe.send((pdf, limits))
            if pipe.poll(self._patience) and (examined := pipe.recv()):
                return Examined(*examined)
        self._end(kill=True)
        return Examined((Finding("P003", TOO_MUCH, hint="divide it, or make it anew"),), None)

    def _begin(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_examine_all, args=(theirs,), daemon=True)
        with interrupts_held():
            self._process.start()
        theirs.close()
        return self._pipe

    def _end(self, *, kill: bool) -> None:
        if self._pipe and self._process:
            self._pipe.close()
            if kill:
                self._process.kill()
            self._process.join()
        self._pipe = self._process = None


def _examine_all(pipe: Connection) -> None:
    """Look through what comes out of `pipe`, until it is closed."""
    with suppress(OSError, ValueError):  # a system may know no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with suppress(EOFError, OSError):  # the command is done, or gone
        while True:
            pdf, limits = pipe.recv()
            try:
                pipe.send((inspect(pdf, limits), read_claims(pdf)))
            except Exception:  # nobody foresees what a hostile file makes of PDFium
                pipe.send(None)
