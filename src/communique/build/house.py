"""A newsroom with its look read: what all of its pages share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.author.writing import write_bulletin
from communique.build.editions import editions_of
from communique.compose import compose_bulletin
from communique.load import load_emblem, load_newsroom, load_pictures, load_theme
from communique.model import PLAIN, Asset

if TYPE_CHECKING:
    from pathlib import Path

    from communique.load import Entry
    from communique.model import Edition, Newsroom, Page, Rendition, Theme


@dataclass(frozen=True, slots=True)
class House:
    """One newsroom's folder and everything in it that is no bulletin."""

    folder: Path
    newsroom: Newsroom
    theme: Theme
    emblem: Asset

    def compose(self, entry: Entry, edition: Edition | None = None) -> Page:
        """Return the pages of `entry`, by default in its first edition, with what it says as the source.

        That is the bulletin written anew: comments of the newsroom's own stay at home, and neither they
        nor the order of keys make another PDF. Raises RenderFaults for its pictures and the templates.
        """
        pictures = load_pictures(entry, self.folder)
        page = compose_bulletin(
            entry.bulletin,
            self.newsroom,
            self.theme,
            self.emblem,
            pictures,
            edition=edition or editions_of(entry.bulletin, self.newsroom)[0],
        )
        source = Asset(entry.path.name, write_bulletin(entry.bulletin).encode())
        return replace(page, source=source, limits=self.newsroom.limits)


def open_house(folder: Path, rendition: Rendition = PLAIN) -> House:
    """Read the newsroom in `folder`, for `rendition`. Raises NewsroomFaults, or RenderFaults for its look."""
    newsroom = rendition.of(load_newsroom(folder))
    theme = replace(load_theme(folder, newsroom), finish=rendition.finish)
    return House(folder, newsroom, theme, load_emblem(folder, newsroom))
