"""A composed `Page` goes in, the bytes of a PDF/UA-1 file come out; nothing else is read.

This is the only room that imports WeasyPrint, which takes half a second: import it late.
"""

from communique.render.document import render

__all__ = ["render"]
