"""Scripts by their codes of ISO 15924, and the fonts of the Noto project that have their letters."""

from __future__ import annotations

from dataclasses import dataclass

import langcodes

CORE, CJK = "fonts-noto-core", "fonts-noto-cjk"  # Debian's packages; other systems call theirs alike


@dataclass(frozen=True, slots=True)
class Script:
    """One script, and the families that set it where the newsroom's own fonts cannot."""

    name: str
    text: str  # the statement
    label: str  # all the rest
    package: str = CORE
    leads: bool = False  # its font comes first, since it shares its punctuation with Latin: “ ” … —


WITH_SERIFS = {
    "Armn": "Armenian",
    "Beng": "Bengali",
    "Deva": "Devanagari",
    "Ethi": "Ethiopic",
    "Geor": "Georgian",
    "Gujr": "Gujarati",
    "Guru": "Gurmukhi",
    "Hebr": "Hebrew",
    "Khmr": "Khmer",
    "Knda": "Kannada",
    "Laoo": "Lao",
    "Mlym": "Malayalam",
    "Mymr": "Myanmar",
    "Sinh": "Sinhala",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Thai": "Thai",
}
WITHOUT_SERIFS = {
    "Adlm": "Adlam",
    "Cans": "Canadian Aboriginal",
    "Cher": "Cherokee",
    "Mong": "Mongolian",
    "Nkoo": "NKo",
    "Olck": "Ol Chiki",
    "Orya": "Oriya",
    "Syrc": "Syriac",
    "Tfng": "Tifinagh",
    "Thaa": "Thaana",
}

SCRIPTS: dict[str, Script] = {
    **{code: Script(name, f"Noto Serif {name}", f"Noto Sans {name}") for code, name in WITH_SERIFS.items()},
    **{code: Script(name, f"Noto Sans {name}", f"Noto Sans {name}") for code, name in WITHOUT_SERIFS.items()},
    **{
        code: Script(name, "Noto Serif", "Noto Sans")
        for code, name in {"Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek"}.items()
    },
    "Arab": Script("Arabic", "Noto Naskh Arabic", "Noto Sans Arabic"),
    "Tibt": Script("Tibetan", "Noto Serif Tibetan", "Noto Serif Tibetan"),
    "Hans": Script("Chinese", "Noto Serif CJK SC", "Noto Sans CJK SC", CJK, leads=True),
    "Hant": Script("Chinese", "Noto Serif CJK TC", "Noto Sans CJK TC", CJK, leads=True),
    "Jpan": Script("Japanese", "Noto Serif CJK JP", "Noto Sans CJK JP", CJK, leads=True),
    "Kore": Script("Korean", "Noto Serif CJK KR", "Noto Sans CJK KR", CJK),
}
# What a newsroom's fonts are most likely called: the packaged faces and the Noto families.
FAMILIES = ("PT Serif", "PT Sans", *sorted({f for one in SCRIPTS.values() for f in (one.text, one.label)}))
# The scripts of single characters (Unicode Standard Annex 24) that are written together with others.
PARTS_OF = {"Hani": "Hans", "Bopo": "Hant", "Hira": "Jpan", "Kana": "Jpan", "Hang": "Kore"}


def script_of(tag: str) -> str:
    """Return the code of the script that `tag` is usually written in (UTS 35, likely subtags)."""
    return langcodes.Language.get(tag).maximize().script or "Zyyy"


def package_of(family: str) -> str | None:
    """Return Debian's package of a family of the Noto project, or None for any other."""
    known = {family for script in SCRIPTS.values() for family in (script.text, script.label)}
    if "CJK" in family and family.startswith("Noto "):
        return CJK
    return CORE if family in known or family.startswith(("Noto Sans ", "Noto Serif ")) else None
