"""A rendering as a value: what it depends on, and what came of it. All of these can be pickled."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from communique.build.toolchain import toolchain
from communique.model import FONT_SUFFIXES, Asset, Page, Stylesheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from communique.errors import CommuniqueError
    from communique.model import Limits

LOOKS = 8  # that stay warm, as many as render keeps


@dataclass(frozen=True, slots=True)
class Reference:
    """A stylesheet or an asset by its content."""

    name: str
    sha256: str

    @property
    def is_font(self) -> bool:
        """Tell whether this is what all pages of a newsroom share."""
        return self.name.endswith(FONT_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Job:
    """All that the bytes of one PDF depend on."""

    html: str
    stylesheets: tuple[Reference, ...]
    assets: tuple[Reference, ...]
    source: Asset | None
    limits: Limits
    tools: tuple[str, ...]  # that must render it, each with its version

    @property
    def references(self) -> tuple[Reference, ...]:
        """Return all that the job knows by its content."""
        return (*self.stylesheets, *self.assets)

    @property
    def key(self) -> str:
        """Return the SHA-256 of exactly this value: the same key means the same bytes."""
        parts = [
            self.html,
            [(one.name, one.sha256) for one in self.stylesheets],
            [(one.name, one.sha256) for one in self.assets],
            [self.source.name, _sha256(self.source.data)] if self.source else None,
            self.limits.model_dump(mode="json"),
            self.tools,
        ]
        return _sha256(json.dumps(parts, ensure_ascii=False).encode())


@dataclass(frozen=True, slots=True)
class Task:
    """A job, the output that it is for, and what its references mean, by their SHA-256."""

    name: str
    job: Job
    contents: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a task: a PDF that preflight finds sound, or what is wrong."""

    name: str
    pdf: bytes | None
    error: CommuniqueError | None
    seconds: Mapping[str, float]  # of "render" and "preflight": how long each took
    memory: int  # bytes that the process which did it holds after it


def task_of(name: str, page: Page) -> Task:
    """Return the task of rendering `page`, by the tools installed here, for the output `name`."""
    sheets = [_stylesheet_content(one) for one in page.stylesheets]
    assets = [_asset_content(one) for one in page.assets]
    job = Job(
        page.html,
        tuple(reference for reference, _ in sheets),
        tuple(reference for reference, _ in assets),
        page.source,
        page.limits,
        toolchain(),
    )
    return Task(name, job, {reference.sha256: data for reference, data in (*sheets, *assets)})


def page_of(job: Job, contents: Mapping[str, bytes]) -> Page:
    """Return the page that `job` renders, with `contents` for its references.

    Stylesheets and fonts are the same objects from job to job, so that what is warm is known
    without a look at the bytes. Raises KeyError for a content that is missing.
    """
    fonts = tuple(one for one in job.assets if one.is_font)
    kept_sheets, kept_fonts = _look(job.stylesheets, fonts)
    for one in job.stylesheets:
        if one not in kept_sheets:
            kept_sheets[one] = Stylesheet(one.name, contents[one.sha256].decode())
    for one in fonts:
        if one not in kept_fonts:
            kept_fonts[one] = Asset(one.name, contents[one.sha256])
    sheets = tuple(kept_sheets[one] for one in job.stylesheets)
    assets = tuple(kept_fonts.get(one) or Asset(one.name, contents[one.sha256]) for one in job.assets)
    return Page(job.html, sheets, assets, job.source, job.limits)


@lru_cache(maxsize=LOOKS)
def _look(
    _stylesheets: tuple[Reference, ...], _fonts: tuple[Reference, ...]
) -> tuple[dict[Reference, Stylesheet], dict[Reference, Asset]]:
    """Return where the stylesheets and fonts of one look are kept: empty at first."""
    return {}, {}


@lru_cache(maxsize=64)  # the house's stylesheets are the same objects on every page
def _stylesheet_content(stylesheet: Stylesheet) -> tuple[Reference, bytes]:
    data = stylesheet.css.encode()
    return Reference(stylesheet.name, _sha256(data)), data


def _asset_content(asset: Asset) -> tuple[Reference, bytes]:
    return Reference(asset.name, _font_digest(asset) if asset.is_font else _sha256(asset.data)), asset.data


@lru_cache(maxsize=64)  # 90 MB with Chinese; a picture is hashed each time, and not held on to
def _font_digest(font: Asset) -> str:
    return _sha256(font.data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
