"""YAML as a press officer would have it: a new newsroom's files to start from, and a bulletin written out.

`writing` is imported by its own name: `communique init` needs no model, and begins at once without it.
"""

from communique.author.founding import scaffold

__all__ = ["scaffold"]
