"""The parts of a mail: texts, files and what holds them together (RFC 2045, 2046), as they go over the line.

Python's own writer decodes what looks like an encoded word in a file's name, and so lets `=?utf-8?q?=0D?=`
end a field: parts are written here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

from communique.deliver.mail.headers import field, file_name, is_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from communique.model import Attachment

LONGEST_VALUE = 55  # characters of a parameter on one line
PRINTED = bytes(range(32, 127)).replace(b"=", b"") + b"\r\n"  # what quoted-printable leaves as it is


def text_part(text: str, kind: str, languages: Sequence[str]) -> bytes:
    """Return `text` as a part, in whichever encoding is the shorter."""
    data = b"\r\n".join(text.encode("utf-8", "replace").splitlines()) + b"\r\n"
    escaped = len(data.translate(None, PRINTED))
    is_short = len(data) + 2 * escaped <= len(data) * 4 / 3
    fields = (
        field("Content-Type", f'text/{kind}; charset="utf-8"'),
        field("Content-Language", ", ".join(languages)),
        field("Content-Transfer-Encoding", "quoted-printable" if is_short else "base64"),
    )
    return b"".join(fields) + b"\r\n" + (binascii.b2a_qp(data) if is_short else _base64(data))


def file_part(attachment: Attachment) -> bytes:
    """Return a file as a part, which programs offer to keep (RFC 2183)."""
    fields = (
        field("Content-Type", attachment.media_type),
        _disposition(file_name(attachment.name)),
        field("Content-Transfer-Encoding", "base64"),
    )
    return b"".join(fields) + b"\r\n" + _base64(attachment.data)


def multipart(kind: str, parts: Sequence[bytes]) -> bytes:
    """Return `parts` as one, between boundaries that the same parts always get and that none contains."""
    boundary = f"=_{hashlib.sha256(b''.join(parts)).hexdigest()[:32]}"
    line = f"--{boundary}".encode("ascii")
    head = field("Content-Type", f'multipart/{kind}; boundary="{boundary}"') + b"\r\n"
    return head + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _disposition(name: str) -> bytes:
    """Return the field that names a file, in parts where it is long or not ASCII (RFC 2231, 3 and 4)."""
    if is_plain(name) and len(name) <= LONGEST_VALUE:
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        values = [f'filename="{quoted}"']
    else:
        values = [f"filename*{nth}*={value}" for nth, value in enumerate(_pieces(name))]
    return ("Content-Disposition: attachment;\r\n " + ";\r\n ".join(values) + "\r\n").encode("ascii")


def _pieces(name: str) -> list[str]:
    """Return `name` with its letters escaped, in pieces that no letter is cut by."""
    pieces = ["utf-8''"]
    for letter in name:
        escaped = quote(letter, safe="")
        if len(pieces[-1]) + len(escaped) > LONGEST_VALUE:
            pieces.append("")
        pieces[-1] += escaped
    return pieces


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")
