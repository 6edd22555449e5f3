"""Certificates of a small authority of its own, made by openssl: good ones, and each kind of bad."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CONFIGURATION = """
[ca]
default_ca = own
[own]
new_certs_dir = {folder}
database = {folder}/index
serial = {folder}/serial
certificate = {folder}/authority.pem
private_key = {folder}/authority.key
default_md = sha256
policy = any
copy_extensions = copy
unique_subject = no
[any]
commonName = supplied
"""
VALID = ("20200101000000Z", "21200101000000Z")
EXPIRED = ("20200101000000Z", "20210101000000Z")
FUTURE = ("21000101000000Z", "21200101000000Z")


class Authority:
    """An authority whose files lie in `folder`."""

    def __init__(self, folder: Path, name: str = "Test Authority") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.certificate = folder / "authority.pem"
        (folder / "index").touch()
        (folder / "serial").write_text("01\n")
        (folder / "openssl.cnf").write_text(CONFIGURATION.format(folder=folder))
        self._openssl(
            *(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "3650",
            ),
            *("-subj", f"/CN={name}", "-keyout", "authority.key", "-out", "authority.pem"),
            *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        )

    def issue(self, alternative: str = "IP:127.0.0.1,DNS:localhost", dates: tuple[str, str] = VALID) -> Path:
        """Return a file with a key and a certificate for what `alternative` names, valid between `dates`."""
        name = f"{len(list(self._folder.iterdir()))}"
        self._openssl(
            *("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=server"),
            *("-addext", f"subjectAltName={alternative}", "-keyout", f"{name}.key", "-out", f"{name}.csr"),
        )
        self._openssl(
            *(
                "ca",
                "-config",
                "openssl.cnf",
                "-batch",
                "-notext",
                "-in",
                f"{name}.csr",
                "-out",
                f"{name}.crt",
            ),
            *("-startdate", dates[0], "-enddate", dates[1]),
        )
        both = self._folder / f"{name}.both"
        both.write_bytes(b"".join((self._folder / f"{name}{end}").read_bytes() for end in (".key", ".crt")))
        return both

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, capture_output=True)
