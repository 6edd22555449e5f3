"""The bytes of a PDF go in, what is wrong on its pages comes out: before it leaves the press.

Nothing but the file is looked at, so that a build and `communique verify` judge alike: `pdfium`
opens it, `paper` reads one page at a time with the `tags` of its content, and each check is one
function with one code. `inspect` runs them all.
"""

from communique.preflight.checklist import inspect
from communique.preflight.finding import Finding

__all__ = ["Finding", "inspect"]
