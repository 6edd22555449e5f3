"""Rules over the model → findings. One function a rule, one code a rule, no input or output.

A finding says what is wrong and which value of the bulletin it concerns; where that stands
in a file, `build` knows.
"""

from communique.check.finding import Finding
from communique.check.rules import check_bulletin
from communique.check.structure import find_mismatches

__all__ = ["Finding", "check_bulletin", "find_mismatches"]
