"""What is combined, and a newsroom on disk for each combination.

The texts are one invented notice in every language: `texts/xx.yaml`.
"""

import shutil
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from matrix.covering import Row, cover
from newsroom_copies import MADE_UP, write_yaml

TEXTS = Path(__file__).parent / "texts"
EMBLEM = MADE_UP / "arvenia/brand/emblem.svg"
PHOTO = MADE_UP / "arvenia/bulletins/2024/05/harbour.jpg"
DATE = "2024-03-28"

FACTORS = {
    "layout": ("parallel", "stacked", "sequential", "single"),
    "languages": (
        "en+ru",
        "fr+en",
        "de+es",
        "pt+en",
        "en+ar",
        "ar+en",
        "en+zh",
        "ru",
        "ar",
        "en+fr+ru",
        "ar+zh+en",
    ),
    "state": (
        "immediate",
        "embargoed",
        "delivery",
        "authentic",
        "official",
        "unofficial",
        "corrected",
        "withdrawn",
    ),
    "size": ("A4", "Letter", "Legal"),
    "theme": ("default", "gazette"),
}
LENGTHS = ("whole", "short")
STANDINGS = ("authentic", "official", "unofficial")


def rows() -> list[Row]:
    """Return the combinations to print, in which every two values of two factors meet."""
    return cover(FACTORS | {"length": LENGTHS}, lambda _: True)


def name_of(row: Row) -> str:
    """Return a name for `row` that tells all of it: parallel-en+ru-corrected-A4-default-whole."""
    return "-".join(row.values())


def write_newsroom(row: Row, folder: Path) -> None:
    """Write a newsroom with the one bulletin that `row` asks for into `folder`; it is whole unless told."""
    month = folder / "bulletins/2024/03"
    month.mkdir(parents=True)
    shutil.copy(EMBLEM, folder)
    shutil.copy(PHOTO, month)
    texts = {tag: read_texts(tag, row.get("length", "whole")) for tag in row["languages"].split("+")}
    write_yaml(folder / "newsroom.yaml", newsroom(row, texts))
    write_yaml(month / "ferry.yaml", bulletin(row["state"], texts))


@cache
def read_texts(tag: str, length: str = "whole") -> dict[str, str]:
    """Return the notice in one language; a short one is its first paragraph."""
    texts: dict[str, str] = yaml.safe_load((TEXTS / f"{tag}.yaml").read_text(encoding="utf-8"))
    return texts if length == "whole" else {**texts, "body": texts["body"].split("\n\n")[0]}


def newsroom(row: Row, texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return what newsroom.yaml says."""
    return {
        "name": in_each(texts, "publisher"),
        "series": "NI-HB",
        "languages": list(texts),
        "website": "https://isles.example.org/",
        "timezone": "Atlantic/Reykjavik",
        "brand": {
            **({} if row["theme"] == "default" else {"theme": row["theme"]}),
            "emblem": EMBLEM.name,
            "primary": "#23395b",
            "accent": "#8a3b12",
            "stripe": ["#23395b", "#ffffff", "#8a3b12"],
        },
        "contacts": {
            "press": {
                "address": in_each(texts, "address"),
                "phone": "+44 1632 960 120",
                "fax": "+44 1632 960 121",
                "emergency": "+44 1632 960 122",
                "email": "harbour@isles.example.org",
                "social": [{"name": "Harbour Board", "url": "https://social.example.org/@harbour"}],
            }
        },
        "page": {"size": row["size"], "layout": row["layout"]},
    }


def bulletin(state: str, texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return what the bulletin's file says."""
    photo = {
        "file": PHOTO.name,
        "alt": in_each(texts, "alt"),
        "caption": in_each(texts, "caption"),
        "credit": "Harbour Board",
    }
    return {
        "number": 7,
        "kind": "notice",
        "date": DATE,
        "place": in_each(texts, "place"),
        "title": in_each(texts, "title"),
        "body": in_each(texts, "body"),
        "photos": [photo],
        "related": ["NI-HB/2024/003"],
        "source": {"title": "Isles Gazette", "url": "https://gazette.example.org/2024/03/28/ferry"},
        **state_keys(state, texts),
    }


def state_keys(state: str, texts: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Return the keys that put a bulletin into `state`."""
    if state in STANDINGS:
        return {"translation": {list(texts)[-1]: state}}
    keys: dict[str, dict[str, Any]] = {
        "immediate": {},
        "embargoed": {"embargo": f"{DATE}T18:00:00+00:00"},
        "delivery": {"check_against_delivery": True},
        "corrected": {"corrections": [{"date": "2024-03-29", "note": in_each(texts, "correction")}]},
        "withdrawn": {"withdrawn": {"date": "2024-03-30", "reason": in_each(texts, "reason")}},
    }
    return keys[state]


def in_each(texts: dict[str, dict[str, str]], key: str) -> dict[str, str]:
    """Return the text called `key` in each language."""
    return {tag: text[key] for tag, text in texts.items()}
