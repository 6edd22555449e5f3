"""The words that odd bulletins are filled with: long ones, and those that few have seen in print."""

from hypothesis import strategies as st

PLAIN = {
    "en": ("the", "ferry", "returns", "on", "Sunday", "with", "eleven", "schoolchildren", "and", "piano"),
    "ru": ("паром", "возвращается", "в", "пролив", "с", "одиннадцатью", "школьниками", "и", "пианино"),
    "ar": ("تعود", "العبّارة", "إلى", "المضيق", "في", "الأول", "من", "أبريل"),
    "zh": ("渡轮四月一日重返海峡", "钢琴是给长角学校的", "岛", "港务长说"),
}
LONG = (*(letter * 300 for letter in "amWжШ"), "Donaudampfschifffahrt" * 15, "ab-" * 100, "1" * 300)
ADDRESSES = (
    f"https://example.org/{'a' * 280}",
    f"<https://example.org/{'path/' * 50}>",
    f"[here](https://example.org/{'q' * 280})",
    f"[{'here' * 75}](https://example.org/)",
    "*[in italics](https://example.org/)*",
    "press@example.org",
)
EMPHASIS = ("**bold**", "*slanted*", "***both***", "`" + "x" * 150 + "`", "**" + "b" * 300 + "**")
FIGURES = ("1 000 000", "12-14", "№ 5", "50 %", "§ 7", "A. B. Smith", "3.14")
COMBINING = ("e\u0301", "и\u0306", "a\u0301\u0302\u0303\u0304\u0305", "o" + "\u0308" * 40, "\u0301")
EMOJI = ("🙂", "👩\u200d👩\u200d👧", "🏳️\u200d🌈", "☎", "✓", "❤️")
MIXED = ("Latinкириллица", "русскийenglish", "αβγ", "שלום", "مرحبا", "你好", "हिन्दी", "12مرحبا34", "ﬁ", "Å")
MARKS = tuple(map(chr, (0x200F, 0x200E, 0x202E, 0x202B, 0x2066, 0x2069, 0x200D, 0x200B, 0xAD, 0x2060)))
SIGNS = (*"*_`[]<>|\\\"'—#", "**", "](", "`code`", "&amp;", "[^x]")

EVERYDAY = (LONG, ADDRESSES, EMPHASIS, FIGURES)
RARE = (COMBINING, EMOJI, MIXED, MARKS, SIGNS)


@st.composite
def vocabulary(draw: st.DrawFn, tag: str) -> list[str]:
    """Draw some words of the language `tag`, and odd ones among them: seldom such as no font has."""
    kinds = [draw(st.sampled_from(EVERYDAY)), *([draw(st.sampled_from(RARE))] if draw(seldom()) else [])]
    odd = [word for kind in kinds for word in draw(st.lists(st.sampled_from(kind), max_size=3))]
    return draw(st.permutations([*PLAIN[tag], *odd]))


def seldom() -> st.SearchStrategy[bool]:
    """Return what is true once in five times."""
    return st.sampled_from([False, False, False, False, True])
