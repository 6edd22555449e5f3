"""Why an output is made anew, or is not: what differs between what it was made from and what there is now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from communique.build.manifest import Manifest, Origin

DIGEST = re.compile(r"[0-9a-f]{64}")
MOST = 3  # changes that are named
FORCED = "all is built anew, as asked"
UNCHANGED = "nothing that it is made from has changed"
OTHERWISE = "its page came out otherwise"
SAME_WORDS = "was written anew and says the same"
SAME_PAGE = "and the page came out the same"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the output `name` was built or kept."""

    name: str  # relative to the newsroom
    outcome: Literal["built", "kept"]
    why: str


def why_built(name: str, origin: Origin, manifest: Manifest, *, force: bool = False) -> str:
    """Return why the output `name` is made, now from `origin`; `manifest` knows the last one."""
    made = manifest.made.get(name)
    if made is None:
        return "it was never built"
    if not (manifest.folder / name).is_file():
        return "its file is gone"
    if found := changes(made.origin, origin, manifest.looks):
        return found
    return FORCED if force else OTHERWISE


def why_kept(name: str, origin: Origin, manifest: Manifest) -> str:
    """Return why the output `name` is kept though it is now made from `origin`."""
    found = changes(manifest.made[name].origin, origin, manifest.looks)
    return f"{found}, {SAME_PAGE}" if found else UNCHANGED


def changes(before: Origin, now: Origin, looks: Mapping[str, Mapping[str, str]]) -> str:
    """Return how `now` differs from `before`, such as `styles/type.css changed`, if it does."""
    found = [
        *_differences(before.parts, now.parts),
        *_differences(looks.get(before.look, {}), looks.get(now.look, {})),
    ]
    told = found[:MOST]
    if len(found) > MOST:
        told.append(f"{len(found) - MOST} more")
    return ", ".join(told)


def _differences(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*before, *now}):
        old, new = before.get(name), now.get(name)
        if old == new:
            continue
        if old is None:
            yield f"{name} is new"
        elif new is None:
            yield f"{name} is gone"
        elif DIGEST.fullmatch(old) and DIGEST.fullmatch(new):
            yield f"{name} changed"
        else:
            yield f"{name} {old} became {new}"
