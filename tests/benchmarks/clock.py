"""Times of things that are done in turns, so that a busy machine weighs on all of them alike."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def seconds(run: Callable[[], object], *, collects: bool = False) -> float:
    """Return how long the processor works on `run`, which clears nothing away for what ran before it.

    Other work on the machine does not count, nor, as in timeit, does Python's collector: on whom
    its look through all that lives in memory falls is chance, and each takes 20 ms. What works for
    seconds and makes objects by the hundred thousand is no matter of chance: it `collects` them itself.
    """
    gc.collect()
    if not collects:
        gc.disable()
    start = time.process_time()
    run()
    taken = time.process_time() - start
    gc.enable()
    return taken


def in_turns(
    runs: Mapping[str, Callable[[], object]], rounds: int, *, collects: bool = False
) -> dict[str, list[float]]:
    """Return the seconds that each of `runs` took in each of the `rounds`, after one to warm up."""
    for run in runs.values():
        run()
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            times[name].append(seconds(run, collects=collects))
    return times


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Return the median of the ratios of each round."""
    return statistics.median(one / other for one, other in zip(ours, theirs, strict=True))


def milliseconds(times: list[float]) -> str:
    """Return the median, as it is printed."""
    return f"{statistics.median(times) * 1000:.0f} ms"
