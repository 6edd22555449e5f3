"""A composed `Page` goes in, the bytes of a PDF/UA-1 file come out; nothing else is read.

This is the only room that imports WeasyPrint, which takes half a second: import it late.
"""

import warnings

# WeasyPrint looks at the machine's fonts when it is imported, and expects "ugly output" where
# there are none, as in a container. Pages are set in the newsroom's own fonts alone.
warnings.filterwarnings("ignore", ".*ont[cC]onfig.*Expect ugly output", module="weasyprint")

from communique.render.document import render  # noqa: E402 - imports WeasyPrint

__all__ = ["render"]
