"""What a press officer starts from: a new newsroom's files, written for them."""

from communique.author.founding import scaffold

__all__ = ["scaffold"]
