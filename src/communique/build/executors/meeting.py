"""Meeting a cluster: finding its scheduler, and judging whether its machines make the bytes that we make."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import Future
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from communique.build.toolchain import ABSENT, toolchain
from communique.errors import Fault, RenderFaults, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from distributed import Client

Value = TypeVar("Value")

SCHEME = "dask"
WAITING = "waiting for Dask"  # what a thread is called that may outlive whoever waited for it
LARGE = "distributed.admin.large-graph-warning-threshold"


def place_of(address: str) -> str:
    """Return the host and port of `address`. Raises UsageError unless it is `dask://HOST:PORT`."""
    try:
        parts = urlsplit(address)
        bare = not (parts.path or parts.query or parts.fragment or parts.username)
        if bare and parts.scheme == SCHEME and parts.hostname and parts.port:
            return parts.netloc
    except ValueError:  # a port that is none, brackets that do not match
        pass
    hint = "give the scheduler's host and port, such as dask://10.0.0.1:8786"
    raise UsageError([Fault("E001", f"{address!r} is not dask://HOST:PORT", hint=hint)])


def load_dask() -> ModuleType:
    """Import Dask. Raises UsageError where it is not installed."""
    try:
        import dask  # noqa: PLC0415 - an extra, which only those with a cluster install
        import distributed  # noqa: PLC0415 - the same
    except ImportError as problem:
        message = f"Dask, which speaks to a cluster, cannot be loaded: {problem}"
        raise UsageError([Fault("E002", message, hint="pip install 'communique[cluster]'")]) from problem
    for name in ("distributed", "distributed.client"):  # what matters of what they say is told as faults
        logging.getLogger(name).setLevel(logging.CRITICAL)
    dask.config.set({LARGE: "1 GB"})  # a Chinese font is large, and sent once
    module: ModuleType = distributed
    return module


def connected(dask: ModuleType, place: str, patience: float) -> Client:
    """Return a client of the scheduler at `place`; over TLS where Dask's own configuration wants that."""
    security = dask.Security()
    address = f"{'tls' if security.require_encryption else 'tcp'}://{place}"

    def connect() -> Client:
        return dask.Client(address, timeout=patience, security=security, set_as_default=False)

    try:
        return within(patience, connect)
    except Exception as problem:  # at a wrong port, anything may answer with anything
        raise _silent(place) from problem


def refuse_unfit(client: Client, place: str, patience: float) -> None:
    """Raise UsageError where there is no worker, RenderFaults where one would make other bytes than we."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as problem:
        hint = "begin one on each machine: dask worker, with the address of the scheduler"
        raise UsageError([Fault("E004", f"the scheduler at {place} has no worker", hint=hint)]) from problem
    try:
        answers = within(patience, lambda: client.run(toolchain, on_error="return"))
    except OSError as problem:
        raise _silent(place) from problem
    faults = [fault for worker, tools in sorted(answers.items()) for fault in _differences(worker, tools)]
    try:
        within(patience, lambda: client.run_on_scheduler(toolchain))
    except Exception as problem:  # the scheduler reads jobs, so it must know what they are
        faults.append(_unable(f"the scheduler at {place}", problem))
    if faults:
        raise RenderFaults(faults)


def _silent(place: str) -> UsageError:
    hint = "see that it runs there, that no firewall is between, and that both sides use TLS or neither"
    return UsageError([Fault("E003", f"no Dask scheduler answers at {place}", hint=hint)])


def _differences(worker: str, answer: tuple[str, ...] | Exception) -> Iterator[Fault]:
    """Yield what is wrong with a worker that gives these versions, or raises this."""
    place = worker.partition("://")[2]
    if isinstance(answer, Exception):
        yield _unable(f"the worker at {place}", answer)
        return
    hint = "install there what this machine has, and begin the worker anew"
    for ours, theirs in zip_longest(toolchain(), answer, fillvalue=ABSENT):
        if ours != theirs:
            yield Fault("R014", f"the worker at {place} has {theirs}, and the build {ours}", hint=hint)


def _unable(whose: str, problem: Exception) -> Fault:
    hint = "pip install 'communique[cluster]' there, in the version that this machine has"
    return Fault("E005", f"{whose} cannot use communique: {told(problem)}", hint=hint)


def told(problem: Exception) -> str:
    """Return `problem` in a line, with its kind."""
    return f"{type(problem).__name__}: {problem}".rstrip(": ")


def within(seconds: float, act: Callable[[], Value]) -> Value:
    """Return what `act` does. Raises TimeoutError after `seconds`: Dask waits for some answers forever."""
    outcome: Future[Value] = Future()

    def run() -> None:
        try:
            outcome.set_result(act())
        except BaseException as problem:
            outcome.set_exception(problem)

    threading.Thread(target=run, daemon=True, name=WAITING).start()
    return outcome.result(timeout=seconds)
