"""A bulletin or a volume → the letter that a mail carries: its subject, plain text and HTML.

The letter has a section for each language, and once, in the first of them, how to reach the
press office and how to leave the list. It is the same for all who read these languages.
"""

from communique.compose.letter.letter import compose_digest_letter, compose_letter

__all__ = ["compose_digest_letter", "compose_letter"]
