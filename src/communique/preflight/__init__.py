"""The bytes of a PDF go in, what is wrong on its pages comes out: before it leaves the press.

Nothing but the file is looked at, so that a build and `communique verify` judge alike: `pdfium`
opens it, `paper` reads one page at a time with the `tags` of its content, and each check is one
function with one code. `inspect` runs them all; `read_claims` tells what the file says of itself,
and the module `verapdf` whether that holds.
"""

from communique.preflight.checklist import LARGEST, inspect
from communique.preflight.claims import Claims, read_claims
from communique.preflight.finding import Finding

__all__ = ["LARGEST", "Claims", "Finding", "inspect", "read_claims"]
