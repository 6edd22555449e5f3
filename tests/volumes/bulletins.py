"""What the bulletins of a month say: a number in, the values of its file out, never twice the same.

The texts are invented notices of a harbour: `texts/xx.yaml`, sentence for sentence alike in every
language. Which ship, which place and which figures are meant is drawn, so that each bulletin needs
glyphs that others do not.
"""

import random
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

TEXTS = Path(__file__).parent / "texts"
LAYOUTS = ("parallel", "stacked", "sequential", "single")
LANGUAGES = (  # of nine bulletins in turn, each pair a newsroom of its own
    ("en", "ru"),
    ("en", "ar"),
    ("en", "ru"),
    ("fr", "en"),
    ("en", "ru"),
    ("en", "zh"),
    ("en", "ru"),
    ("en", "ar"),
    ("fr", "en"),
)
SECTIONS = (1, 0, 2, 1, 0, 5, 1)  # of seven in turn: from less than a page to six
PICTURES = ("harbour.jpg", "bridge.jpg", "reading-room.png")
TOPICS = ("ferries", "pilots", "works", "school")
MONTH = "2024-03"

BACK_TO_NOTE = """
<div class="row endnote">
  {% for column in columns %}
  <div {{ speech(column) }}>
    <p><a href="#{{ column.tag }}-note-1" title="{{ back[column.tag] }}">{{ back[column.tag] }}</a></p>
  </div>
  {% endfor %}
</div>
"""

Texts = dict[str, Any]
Say = Callable[[str], str]  # fills in ships, places and figures


@cache
def read_texts(tag: str) -> Texts:
    """Return what is said in one language."""
    texts: Texts = yaml.safe_load((TEXTS / f"{tag}.yaml").read_text(encoding="utf-8"))
    return texts


def back_to_note() -> str:
    """Return what the newsrooms add to the template of endnotes: a link inside of the bulletin."""
    words = {tag: read_texts(tag)["back"] for tag in sorted(set(chain(*LANGUAGES)))}
    return f"{{% set back = {words} %}}\n{BACK_TO_NOTE}"


def languages_of(n: int) -> tuple[str, str]:
    """Return the languages of bulletin `n` (0 is the first)."""
    return LANGUAGES[n % len(LANGUAGES)]


def bulletin(n: int, size: int) -> dict[str, Any]:
    """Return what the file of bulletin `n` says, in a month of `size`."""
    tags = languages_of(n)
    last = max(2, n % 28)
    values: dict[str, Any] = {
        "number": n + 1,
        "kind": "notice",
        "date": f"{MONTH}-{1 + n * 28 // size:02}",
        "place": {tag: read_texts(tag)["places"][n % 8] for tag in tags},
        "title": {tag: _speaker(tag, n)(read_texts(tag)["title"]) for tag in tags},
        "body": {tag: body(tag, n) for tag in tags},
        "layout": LAYOUTS[n % len(LAYOUTS)],
        "topics": [TOPICS[n % 4], TOPICS[n // 4 % 3]] if n % 4 != n // 4 % 3 else [TOPICS[n % 4]],
        "photos": [_photo(tags, n)] if n % 3 == 0 else [],
    }
    if n % 7 == 3:
        note = {tag: _speaker(tag, n)(read_texts(tag)["correction"]) for tag in tags}
        values["corrections"] = [{"date": f"2024-04-{last:02}", "note": note}]
    if n % 11 == 8:
        reason = {tag: _speaker(tag, n)(read_texts(tag)["reason"]) for tag in tags}
        values["withdrawn"] = {"date": f"2024-05-{last:02}", "reason": reason}
    return values


def newsroom(tags: tuple[str, ...], emblem: str) -> dict[str, Any]:
    """Return what newsroom.yaml says of the house that publishes in `tags`."""
    texts = {tag: read_texts(tag) for tag in tags}
    return {
        "name": {tag: text["publisher"] for tag, text in texts.items()},
        "series": f"NI-{''.join(tags).upper()}",
        "languages": list(tags),
        "website": "https://isles.example.org/",
        "timezone": "Atlantic/Reykjavik",
        "brand": {
            "emblem": emblem,
            "primary": "#23395b",
            "accent": "#8a3b12",
            "stripe": ["#23395b", "#ffffff", "#8a3b12"],
        },
        "contacts": {
            "press": {
                "address": {tag: text["address"] for tag, text in texts.items()},
                "phone": "+44 1632 960 120",
                "email": "harbour@isles.example.org",
            }
        },
        "page": {"size": "Letter" if tags[0] == "fr" else "A4", "layout": "parallel"},
    }


def body(tag: str, n: int) -> str:
    """Return the text of bulletin `n` in one language: block for block as in every other."""
    texts, say = read_texts(tag), _speaker(tag, n)
    rng = random.Random(n)  # noqa: S311 - the same bulletin every time is what is wanted
    blocks = [f"{_paragraph(rng, texts, say)}[^a]", f"{_paragraph(rng, texts, say)}[^b] {say(texts['more'])}"]
    for section in range(SECTIONS[n % len(SECTIONS)]):
        blocks += [f"## {texts['headings'][(n + section) % 6]}"]
        blocks += [_paragraph(rng, texts, say) for _ in range(rng.randint(1, 3))]
        blocks += _extras(rng, texts, say, n, section)
    again = f"{_paragraph(rng, texts, say)}[^a]"  # a link to the note that was called before
    notes = [f"[^{name}]: {say(note)}" for name, note in zip("ab", texts["notes"], strict=True)]
    return "\n\n".join([*blocks, again, *notes])


def _extras(rng: random.Random, texts: Texts, say: Say, n: int, section: int) -> list[str]:
    """Return what a section holds beside its paragraphs."""
    kind = (n + section) % 5
    if kind == 0:
        return [_table(rng, texts, 45 if n % 3 == section else rng.randint(3, 9))]
    if kind == 1:
        return ["\n".join(f"- {say(item)}" for item in rng.sample(texts["items"], 4))]
    if kind == 2:
        first, second, *rest = rng.sample(texts["items"], 5)
        nested = [f"   - {say(item)}" for item in rest]
        return ["\n".join([f"1. {say(first)}", f"2. {say(second)}", *nested])]
    return [f"> {texts['quotation']}"] if kind == 3 else []


def _table(rng: random.Random, texts: Texts, rows: int) -> str:
    lines = [" | ".join(texts["head"]), "--- | ---: | ---:"]
    lines += [
        f"{rng.choice(texts['places'])} | {rng.randint(1, 99)} | {rng.randint(100, 9999)}"
        for _ in range(rows)
    ]
    return "\n".join(f"| {line} |" for line in lines)


def _paragraph(rng: random.Random, texts: Texts, say: Say) -> str:
    return texts["space"].join(
        say(sentence) for sentence in rng.sample(texts["sentences"], rng.randint(2, 4))
    )


def _photo(tags: tuple[str, str], n: int) -> dict[str, Any]:
    said = {tag: (_speaker(tag, n), read_texts(tag)) for tag in tags}
    return {
        "file": PICTURES[n // 3 % len(PICTURES)],
        "alt": {tag: say(texts["alt"]) for tag, (say, texts) in said.items()},
        "caption": {tag: say(texts["caption"]) for tag, (say, texts) in said.items()},
        "credit": "Harbour Board",
    }


def _speaker(tag: str, n: int) -> Say:
    """Return what fills in ships, places and figures: the same ones in each language."""
    texts = read_texts(tag)
    rng = random.Random(f"say {n}")  # noqa: S311 - as above

    def say(sentence: str) -> str:
        return sentence.format(
            ship=rng.choice(texts["ships"]),
            place=rng.choice(texts["places"]),
            n=rng.randint(100, 9999),
            m=rng.randint(2, 60),
        )

    return say
