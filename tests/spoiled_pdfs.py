"""What happens to a PDF between the press and the binder: other programs, cut lines, signatures, bad luck."""

import io
import re
import subprocess
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf

MIB = 2**20
SIGNATURE_BYTES = 4096  # that are kept free for a signature


def edited(pdf: bytes, change: Callable[[pikepdf.Pdf], object], *, compress_streams: bool = True) -> bytes:
    """Return `pdf` after `change`, its objects legible and its producer kept."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        written = io.BytesIO()
        plain = pikepdf.ObjectStreamMode.disable
        opened.save(written, object_stream_mode=plain, compress_streams=compress_streams, static_id=True)
    return written.getvalue()


def passed_through(folder: Path, pdf: bytes, *command: str) -> bytes:
    """Return what `command`, in which IN and OUT stand for files in `folder`, makes of `pdf`."""
    files = {"IN": folder / "in.pdf", "OUT": folder / "out.pdf"}
    files["IN"].write_bytes(pdf)
    subprocess.run([str(files.get(word, word)) for word in command], check=True, capture_output=True)
    return files["OUT"].read_bytes()


def updated(pdf: bytes, objects: Mapping[int, bytes]) -> bytes:
    """Return `pdf` with new `objects` behind it, and where they lie (ISO 32000-1, 7.5.6)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        size = max(int(opened.trailer.Size), *(number + 1 for number in objects))
        root, info = opened.trailer.Root.objgen[0], opened.trailer.Info.objgen[0]
    before = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    written, places = bytearray(pdf + b"\n"), dict[int, int]()
    for number, body in objects.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    places[size] = start = len(written)
    rows = b"".join(b"\x01" + place.to_bytes(4, "big") + b"\0" for place in places.values())
    index = b" ".join(b"%d 1" % number for number in places)
    written += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[%b]" % (size, size + 1, index)
    written += b"/Root %d 0 R/Info %d 0 R/Prev %d/Length %d>>" % (root, info, before, len(rows))
    written += b"stream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (rows, start)
    return bytes(written)


def signed(pdf: bytes, sign: Callable[[bytes], bytes], entry: bytes = b"/FT /Sig") -> bytes:
    """Return `pdf` with a signature field whose value is what `sign` makes of all other bytes (12.8.1).

    `entry` is what makes the field one of a signature.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        first = int(opened.trailer.Size)
        page = opened.pages[0].obj
        annotations = b"".join(annotation.unparse() + b" " for annotation in page.get("/Annots", ()))
        page_number, root_number = page.objgen[0], opened.Root.objgen[0]
        bodies = {
            page_number: _with(page, b"/Annots [%b %d 0 R]" % (annotations, first + 1)),
            root_number: _with(opened.Root, b"/AcroForm << /Fields [%d 0 R] /SigFlags 3 >>" % (first + 1)),
        }
    room = b"0" * 2 * SIGNATURE_BYTES
    value = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Name (Press) "
    value += b"/ByteRange [0 %s %s %s] /Contents <%b> >>" % (*[b"0000000000"] * 3, room)
    widget = b"<< /Type /Annot /Subtype /Widget /T (Signature1) /F 132 /Rect [0 0 0 0] "
    widget += b"%b /V %d 0 R /P %d 0 R >>" % (entry, first, page_number)
    whole = updated(pdf, {**bodies, first: value, first + 1: widget})
    begin = whole.rindex(b"<" + room)
    end = begin + len(room) + 2
    span = b"[0 %010d %010d %010d]" % (begin, end, len(whole) - end)
    before = whole[:begin].replace(b"[0 0000000000 0000000000 0000000000]", span)
    signature = sign(before + whole[end:]).hex().encode().ljust(len(room), b"0")
    return before + b"<" + signature + b">" + whole[end:]


def _with(dictionary: pikepdf.Object, entry: bytes) -> bytes:
    """Return the source of `dictionary` with one more `entry`, which replaces that of its key."""
    key = entry.split()[0].decode()
    if key in dictionary:
        del dictionary[key]
    return dictionary.unparse(resolved=True).removesuffix(b">>") + entry + b" >>"


def zeros(mib: int) -> bytes:
    """Return that many MiB of zeros, packed into a thousandth of it."""
    packer = zlib.compressobj()
    return b"".join(packer.compress(bytes(MIB)) for _ in range(mib)) + packer.flush()


def by_hand(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of `objects`, numbered from 1, with a plain cross-reference table."""
    written, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, size = len(written), len(objects) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n" % size
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, start)
    return bytes(written)


def stream(data: bytes, entries: bytes = b"/Filter /FlateDecode") -> bytes:
    """Return the source of a stream object of `data`."""
    return b"<< %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(data), data)


def in_object_stream(packed: bytes) -> bytes:
    """Return a PDF whose every object but the last two is said to lie in the object stream `packed`."""
    written = bytearray(b"%PDF-1.7\n")
    places = [len(written)]
    written += (
        b"2 0 obj\n" + stream(packed, b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode") + b"\nendobj\n"
    )
    places.append(len(written))
    rows = bytes(6) + b"\x02" + (2).to_bytes(4, "big") + b"\0"
    rows += b"".join(b"\x01" + place.to_bytes(4, "big") + b"\0" for place in places)
    entries = b"/Type /XRef /Size 4 /W [1 4 1] /Root 1 0 R"
    written += b"3 0 obj\n" + stream(rows, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % places[-1]
    return bytes(written)
