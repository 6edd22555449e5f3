"""A newsroom in a box: statements in YAML become bilingual bulletins and monthly digests.

The path of one statement: `load` reads it, `check` judges it, `compose` lays it out as
HTML, `render` makes the PDF, `digest` binds a month. `build` joins them, `cli` is how a
person asks for it. ARCHITECTURE.md tells the same in a page.
"""

__version__ = "0.1.0"
