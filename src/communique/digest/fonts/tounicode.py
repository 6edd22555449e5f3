"""The letters that glyphs stand for: the CMap ToUnicode of a font.

Source: ISO 32000-1, 9.10.3; Adobe Technical Note 5014. Letters stay as they were written, UTF-16 in
hexadecimal digits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.digest.fonts.unshareable import Unshareable

if TYPE_CHECKING:
    from collections.abc import Mapping

BEGIN = b"""\
/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
END = b"""\
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
BLOCK = 100  # entries at most (5014, 1.4.1)
SINGLE = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>\n")
BLOCKS = re.compile(rb"(?:[1-9]\d* beginbfchar\n(?:<[0-9a-f]{4}> <[0-9a-f]*>\n)+endbfchar\n)*")


def read_letters(cmap: bytes) -> dict[int, bytes]:
    """Return the letters of each CID that `cmap` names. Raises Unshareable."""
    blocks = cmap[len(BEGIN) : -len(END)]
    if not (cmap.startswith(BEGIN) and cmap.endswith(END) and BLOCKS.fullmatch(blocks)):
        raise Unshareable("its letters are written in another way than expected")
    return {int(cid, 16): letters for cid, letters in SINGLE.findall(blocks)}


def write_letters(letters: Mapping[int, bytes]) -> bytes:
    """Return the CMap that gives each CID its letters."""
    entries = [b"<%04x> <%s>\n" % entry for entry in sorted(letters.items())]
    blocks = (entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK))
    written = (b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
    return BEGIN + b"".join(written) + END
