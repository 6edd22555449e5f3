from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.text import typeset
from communique.text.languages import LANGUAGES, rules_of
from communique.text.spaces import NO_BREAK, spaces_of
from communique.text.typography import typeset_runs

FIXED_WORDS = Path(__file__).parents[3] / "templates" / "words"
# What is typed, and what is set: · is a no-break space, ¦ a narrow one, > a left-to-right mark.
EXAMPLES = {
    "en": [
        ('He said "yes".', "He said “yes”."),
        ("\"He said 'yes'\", she wrote.", "“He said ‘yes’”, she wrote."),
        ("He said 'yes and \"no\"'.", "He said ‘yes and “no”’."),
        ("Russia's and the ministers' view", "Russia’s and the ministers’ view"),
        ("\"'Yes', he said\", rock 'n roll", "“‘Yes’, he said”, rock ’n roll"),
        ("‘he isn’t 'sure'’", "‘he isn’t “sure”’"),
        ("in 2018 100 people, 10 0001", "in 2018 100 people, 10 0001"),
        ("the '90s, 'tis said, 'twas", "the ’90s, ’tis said, ’twas"),
        ("“right” already ‘here’, isn’t it", "“right” already ‘here’, isn’t it"),
        ('"First paragraph of three', "“First paragraph of three"),
        ('(see "annex"), --- "annex"', "(see “annex”),·— “annex”"),
        ("a 12\" pipe, 5' high, 18°05'30\" N", "a 12\" pipe, 5' high, 18°05'30\" N"),
        ("wait... and so---so --- or -- or 2018--2020", "wait… and so—so·— or·– or 2018–2020"),
        ("16-20 August, 1998-2002, pages 5-9.", "16–20·August, 1998–2002, pages 5–9."),
        ("call (876) 924-1048 or 493 66-31, tel. 12-34", "call (876) 924-1048 or 493 66-31, tel. 12-34"),
        ("+44 20 7946 0310, +1 (876) 924-1048, 2 +3 4", "+44·20·7946·0310, +1·(876)·924-1048, 2 +3 4"),
        ("on 2018-07-31, G-20, 2-1, 07-12, 3-4-5", "on 2018-07-31, G-20, 2-1, 07-12, 3-4-5"),
        ("July 31, 2018 and 31 July", "July·31, 2018 and 31·July"),
        ("5 km, 20 %, 5 million, § 7, No. 5, 10 000", "5·km, 20·%, 5·million, §·7, No.·5, 10·000"),
        ("Mr Smith and H. E. Ms. Jones, J. R. Smith", "Mr·Smith and H.·E.·Ms.·Jones, J.·R.·Smith"),
        ("see https://x.org/a--b'c...d or a--b@x.org", "see https://x.org/a--b'c...d or a--b@x.org"),
        ("see https://x.org/a--b...", "see https://x.org/a--b..."),
        ("run --help", "run --help"),
    ],
    "en-GB": [('"of a wider tag"', "“of a wider tag”")],
    "ru": [
        ('"Внешние "внутренние" кавычки"', "«Внешние „внутренние“ кавычки»"),
        ('газета "Известия", Кот-д\'Ивуар', "газета «Известия», Кот-д’Ивуар"),
        ('«уже верно» и «внутри "тоже" верно»', "«уже верно» и·«внутри „тоже“ верно»"),
        ("В Москве и на Ямайке, как и в мире", "В·Москве и·на·Ямайке, как и·в·мире"),
        ("Москва — столица", "Москва·— столица"),
        ("— Да, — сказал он", "—·Да,·— сказал он"),
        ("С. В. Лавров и С.В.Лавров, Лавров С. В.", "С.·В.·Лавров и·С.В.Лавров, Лавров·С.·В."),
        ("31 июля 2018 года, № 5, 5 км, ст. 7", "31·июля 2018·года, №·5, 5·км, ст.·7"),
        ("то же, сказал бы, т. е. и т. д.", "то·же, сказал·бы, т.·е. и·т.·д."),
        ("систем ПРО США, по-русски, во-первых", "систем ПРО США, по-русски, во-первых"),
        ("С 16 по 20 августа, 16-20 августа, 16-летний", "С·16 по·20·августа, 16–20·августа, 16-летний"),
    ],
    "fr": [
        ('Il dit: "oui"!', "Il dit¦: «¦oui¦»¦!"),
        ("« déjà » ; vraiment ?", "«¦déjà¦»¦; vraiment¦?"),
        ("l'Europe, l'\"Aquarius\", aujourd'hui", "l’Europe, l’«¦Aquarius¦», aujourd’hui"),
        ("à 15:30, https://a.fr/b?c", "à 15:30, https://a.fr/b?c"),
        ("le 1er août, 31 juillet, M. Dupont, n° 5, 5 %", "le 1er·août, 31·juillet, M.·Dupont, n°·5, 5·%"),
        ('"dehors "dedans""', "«¦dehors “dedans”¦»"),
        ("juillet 5: oui", "juillet·5¦: oui"),
    ],
    "fr-CA": [("Il dit: vraiment? Oui!", "Il dit¦: vraiment? Oui!")],
    "de": [
        ("\"Wort 'innen'\"", "„Wort ‚innen‘“"),
        ("z. B. am 31. Juli, d. h. 5 Mio. Euro", "z.·B. am 31.·Juli, d.·h. 5·Mio. Euro"),
        ("Dr. Weber, Nr. 5, Abs. 2, 15 Uhr", "Dr.·Weber, Nr.·5, Abs.·2, 15·Uhr"),
    ],
    "de-CH": [('"Wort"', "«Wort»")],
    "es": [
        ('Dijo "sí" y "no "tal vez""', "Dijo «sí» y «no “tal vez”»"),
        ('¿"Qué"? el 31 de julio, 5 %', "¿«Qué»? el 31·de·julio, 5·%"),
        ("la Sra. Pérez, p. ej. EE. UU., núm. 5", "la Sra.·Pérez, p.·ej. EE.·UU., núm.·5"),
    ],
    "pt-BR": [
        ("\"um 'dois' três\"", "“um ‘dois’ três”"),
        ("'em paz', o Sr. Silva, 31 de julho, n.º 5", "‘em paz’, o Sr.·Silva, 31·de·julho, n.º·5"),
    ],
    "pt-PT": [('"sim"', "«sim»")],
    "ar": [
        ("قال: \"الضوء 'وعد'\"، ثم سكت.", "قال: «الضوء “وعد”»، ثم سكت."),
        ('و"النهار" بـ"كلمة" ثم "أخرى"', "و«النهار» بـ«كلمة» ثم «أخرى»"),
        ('«صحيح» و«داخل "الأقواس"»', "«صحيح» و«داخل “الأقواس”»"),
        ("هل بدأ؟ نعم، بدأ؛ ثم انتهى...", "هل بدأ؟ نعم، بدأ؛ ثم انتهى…"),
        ("31 يوليو 2018 الساعة 15:00", "31·يوليو 2018 الساعة·15:00"),
        ("٣١ يوليو ٢٠١٨، 5 كم، ٥ ملايين", "٣١·يوليو ٢٠١٨، 5·كم، ٥·ملايين"),
        ("1 كانون الأول، 5 في المئة، المادة 7", "1·كانون الأول، 5·في المئة، المادة·7"),
        ("د. أحمد، أ. د. سلمى", "د.·أحمد، أ.·د.·سلمى"),
        ("على +44 20 7946 0310 أو +44 (20) 7946-0311.", "على >+44·20·7946·0310 أو >+44·(20)·7946-0311."),
        ("بلغت 8 °C و9.5 km، وعددها 7 + 5", "بلغت >8·°C و>9.5·km، وعددها 7 + 5"),
    ],
    "ar-MA": [('"نعم" في 31 يوليوز', "«نعم» في 31·يوليوز")],
    "fa": [
        ("گفت: \"بله 'آری'\"", "گفت: «بله ‹آری›»"),
        ("۳۱ ژوئیهٔ ۲۰۱۸، ۵ کیلومتر، شمارهٔ ۷", "۳۱·ژوئیهٔ ۲۰۱۸، ۵·کیلومتر، شمارهٔ·۷"),
    ],
    "he": [
        ('צה"ל "..."', 'צה"ל "…"'),
        ("ב-31 ביולי 2018, 5 ק\"מ, עמ' 7", "ב-31·ביולי 2018, 5·ק\"מ, עמ'·7"),
        ("טלפון +44 20 7946 0310, 8 °C", "טלפון >+44·20·7946·0310, >8·°C"),
        ('ד"ר כהן ומר לוי אמרו "כן"', 'ד"ר·כהן ומר לוי אמרו "כן"'),
    ],
    "zh": [
        ("港长说：\"灯就是'承诺'。\"", "港长说：“灯就是‘承诺’。”"),
        ('“已经"正确"了”，"另一句"', "“已经”正确“了”，“另一句”"),
        ("“外‘内’外”", "“外‘内’外”"),
        ("等等...他说---是的", "等等……他说——是的"),
        ("2018年7月31日15:00，5 公里，5%", "2018年7月31日15:00，5 公里，5%"),
        ("长12\"，d'Ivoire", '长12"，d’Ivoire'),
    ],
    "zh-Hant-TW": [("他說\"好'一'個\"。", "他說「好『一』個」。"), ("' …‘12\"-個", "『 …‘12』-個")],
    "ja": [('"はい"と言った', "「はい」と言った")],
    "sw": [('"a" b\'c 5 km', '"a" b\'c 5·km')],
}


def shown(text: str) -> str:
    return text.replace("\u00a0", "·").replace("\u202f", "¦").replace("\u200e", ">")


@pytest.mark.parametrize(
    ("tag", "typed", "expected"), [(tag, *example) for tag, rows in EXAMPLES.items() for example in rows]
)
def test_each_language_has_its_own_marks_and_spaces(tag, typed, expected):
    """… a text reads as its own country's press would set it, and figures stay as they are."""
    result = typeset(typed, tag)

    assert shown(result) == expected


MARKS = "\"'’‘“”„«»‚ \u00a0\u202f-–—.,;:!?()1925aвС\n№"
WORDS = ("...", " -- ", "---", "July", "мая", "Mr", "т. е.", "z. B.", "км", "16-20", "не", "С. В. Л")
PIECES = st.sampled_from([*MARKS, *WORDS, "https://a.b/", "a@b.cc"])
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=30)
TAGS = st.sampled_from([*LANGUAGES, "he", "zh-Hant"])


@settings(max_examples=400, deadline=None, derandomize=True)
@given(TEXTS, TAGS)
def test_setting_twice_is_setting_once_and_keeps_every_letter(text, tag):
    """… a text that was set by hand, or set before, comes out the same, word for word."""
    once = typeset(text, tag)

    assert typeset(once, tag) == once
    assert [char for char in once if char.isalnum()] == [char for char in text if char.isalnum()]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(TEXTS | st.none(), max_size=5), TAGS)
def test_pieces_stay_as_many_and_what_is_no_text_stays_none(runs, tag):
    """… what is set can be put back where it came from, and nothing is written where no text was."""
    result = typeset_runs(runs, tag)

    assert [bool(run) for run in result] == [bool(run) for run in runs]


def test_marks_are_read_across_the_joints():
    """… a quotation that begins with an emphasised word opens and closes rightly."""
    result = typeset_runs(['"', "", "Mir", "", '" heisst "', None, '"'], "de")

    assert result == ["„", "", "Mir", "", "“ heisst „", None, "“"]


def test_nothing_holds_on_to_a_word_that_fills_half_a_line():
    """… a long word begins a line of its own, and does not run out of its column."""
    assert typeset(f"в {'ж' * 38}, в {'ж' * 40}", "ru") == f"в\u00a0{'ж' * 38}, в {'ж' * 40}"


def test_a_space_that_lets_a_long_word_go_may_be_narrow():
    """… what is loosened is set by the other rules of its language, as if it had been typed so."""
    assert shown(typeset(f"«\u00a0{'x' * 40}", "fr")) == f"«¦{'x' * 40}"


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_space_is_judged_alike_whether_those_beside_it_break_or_not(tag):
    """… the rules of a language can be one pattern, in which none comes before another."""
    rules = rules_of(tag)
    kinds = (rules.short_words, rules.particles, rules.months, rules.units, rules.before_name)
    words = [*(word for kind in kinds for word in kind[:4]), *rules.abbreviations, "5", "№", "—", "A.", "С."]
    held = spaces_of(tag)
    for one, other in product(words, repeat=2):
        typed = f"a {one} {other} 7 B. C"

        places = {match.start() for match in held.finditer(typed)}

        for place in places:
            set_there = f"{typed[:place]}{NO_BREAK}{typed[place + 1 :]}"
            assert {match.start() for match in held.finditer(set_there)} == places - {place}


def test_a_change_that_would_cross_a_joint_is_not_made():
    """… half a dash in italics is left as it was typed."""
    result = typeset_runs(["one -", "- two"], "en")

    assert result == ["one -", "- two"]


def test_every_language_with_words_has_a_row_and_examples():
    """… a language that the package speaks is set by its own rules, and they are shown here."""
    spoken = {path.stem for path in FIXED_WORDS.glob("*.yaml")}

    assert spoken | {"he", "fa"} <= {tag.lower() for tag in LANGUAGES}
    assert spoken | {"he", "fa"} <= {tag.split("-")[0] for tag in EXAMPLES}
