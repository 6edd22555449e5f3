"""Builds that are killed, again and again, until one is let through."""

import random
import time

from engine.commands import run, start, tree


def killed_builds(newsroom, whole, kills, longest, seed):
    """Kill `kills` builds of `newsroom` with signal 9, each at a moment within `longest` seconds.

    After each, no file under out/ may be another than in `whole`, the tree of an undisturbed build, but for
    those that a writer had not finished, whose names say so. Returns how many files each had left.
    """
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    left = []
    for _ in range(kills):
        process = start(newsroom, "digest", "--all")
        time.sleep(chance.uniform(0.1, longest))
        process.kill()
        process.communicate()
        found = {name: digest for name, digest in tree(newsroom).items() if not name.endswith(".part")}
        wrong = {name for name, digest in found.items() if name != "SHA256SUMS" and whole.get(name) != digest}
        assert not wrong, f"spoilt: {wrong}"
        left.append(len(found))
        if found.keys() >= whole.keys():  # all was built: begin again
            empty(newsroom)
    return left


def empty(newsroom):
    """Delete all outputs, as anybody may."""
    for path in sorted((newsroom / "out").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()


def finished(newsroom):
    """Let a build through; return the tree, how many PDFs there were before it and how many it made."""
    before = sum(name.endswith(".pdf") for name in tree(newsroom))
    status, results, told = run(newsroom, "digest", "--all", "--json")
    assert status == 0, told
    built = results.count('"outcome": "built"')
    return tree(newsroom), before, built
