"""out/SHA256SUMS: the sums of all outputs, for `sha256sum --check`, in the format of GNU coreutils."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.build.output import remove, write_whole

if TYPE_CHECKING:
    from communique.build.manifest import Manifest

OUT = "out/"
NAME = f"{OUT}SHA256SUMS"


def write_checksums(manifest: Manifest) -> None:
    """Write the sums of what `manifest` knows and what lies there. Raises OutputFaults."""
    lines = [
        line(made.sha256, name.removeprefix(OUT))
        for name, made in sorted(manifest.made.items())
        if (manifest.folder / name).is_file()
    ]
    text = "".join(lines).encode()
    path = manifest.folder / NAME
    if not text:
        remove(path, manifest.folder)
    elif not path.is_file() or path.read_bytes() != text:
        write_whole(path, text)


def line(sha256: str, name: str) -> str:
    """Return the line of one file; a name with such signs in it is escaped, and its line says so."""
    escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == name else chr(92)}{sha256}  {escaped}\n"
