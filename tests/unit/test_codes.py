import re
from pathlib import Path

import communique
from communique.codes import MEANINGS

SOURCES = Path(communique.__file__).parent


def test_every_code_that_is_given_has_a_meaning():
    """… no fault is told by a code that nobody can look up, and no code stands there for nothing."""
    given = {
        code
        for path in SOURCES.rglob("*.py")
        if path.name != "codes.py"
        for code in re.findall(r'"([CNRDOU]\d{3})"', path.read_text("utf-8"))
    }

    assert given == set(MEANINGS)
