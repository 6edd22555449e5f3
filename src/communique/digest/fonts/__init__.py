"""The fonts of many files in, one font program for each face out.

Each file that WeasyPrint makes brings of every font the glyphs that it shows. `Fonts.take`
is given the fonts of one file after the other, before the file's pages are copied, and says
which font of the volume stands for each; `Fonts.finish` writes those. Only embedded subsets
are read: no font file of the machine is needed, and none could be taken for another.

A font is shared where all that is known of it agrees: the outline and the metrics of every
glyph that two files have in common, how wide it is said to be, and which letters it stands for.
Where outlines contradict, the volume has two programs; where only widths or letters do, two
fonts use one program. What is not understood stays as it was, and is told with the reason.
"""

from communique.digest.fonts.sharing import Fonts, Sharing

__all__ = ["Fonts", "Sharing"]
