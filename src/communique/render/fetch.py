"""The only reader that a rendering has: the page's own assets, by name, and nothing else."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from communique.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from communique.model import Asset

# Names resolve against an address that can never exist (RFC 2606, 2), so that a relative
# name in HTML or CSS becomes one that we know, and everything else is refused.
BASE_URL = "http://newsroom.invalid/"


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers from memory, and keeps a fault for all that it refuses."""

    def __init__(self, assets: Iterable[Asset]) -> None:
        super().__init__(allowed_protocols=["http"], allow_redirects=False)
        self.assets = {asset.name: asset for asset in assets}
        self.faults: list[Fault] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the asset that `url` names; refuse any other address with ValueError."""
        name = unquote(urlsplit(url).path).removeprefix("/")
        if not url.startswith(BASE_URL) or name not in self.assets:
            self._refuse(url)
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, self.assets[name].data, {"Content-Type": media_type})

    def _refuse(self, url: str) -> None:
        if url.startswith(BASE_URL):
            shown = unquote(url.removeprefix(BASE_URL))
            fault = Fault("R003", f"{shown} is missing", hint="lay the file there, or mend its name")
        else:
            shown = url if len(url) <= 80 else url[:77] + "..."  # noqa: PLR2004 - a line's worth
            fault = Fault(
                "R003",
                f"{shown} stands outside the newsroom",
                hint="rendering reads only the newsroom's own files: copy it in and name the copy",
            )
        self.faults.append(fault)
        raise ValueError(fault.message)
