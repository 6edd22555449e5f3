"""How each language is set: one row of `Rules` a language, and nothing that runs.

A row names what differs; what is right in every language stands in `typography`. A language
without a row keeps its quotes and apostrophes as they were typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

Quotes = tuple[str, str, str, str]  # the outer pair, the inner pair


@dataclass(frozen=True, slots=True)
class Rules:
    """What one language asks for. Words are matched whole."""

    quotes: Quotes | None = None
    elisions: tuple[str, ...] = ()  # words whose first letter an apostrophe stands for
    short_words: tuple[str, ...] = ()  # never left at a line's end
    particles: tuple[str, ...] = ()  # never put at a line's start
    months: tuple[str, ...] = ()  # as they stand beside a day
    units: tuple[str, ...] = ()  # what follows a number, beside the units of all languages
    before_number: tuple[str, ...] = ()
    before_name: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()  # written with spaces, which must not break
    spaced_marks: str = ""  # marks that a narrow space goes before
    spaced_guillemets: bool = False


def words(line: str) -> tuple[str, ...]:
    """Return the words of `line`."""
    return tuple(line.split())


ENGLISH = Rules(
    quotes=("“", "”", "‘", "’"),
    elisions=("tis", "twas", "til", "em"),
    months=words("January February March April May June July August September October November December"),
    units=("thousand", "million", "billion", "trillion", "per cent", "percent", "a.m.", "p.m."),
    before_number=("No.", "Nos.", "p.", "pp.", "para.", "paras.", "Art.", "Ch.", "Fig.", "vol."),
    before_name=("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Prof.", "St", "St.", "H.E.", "H. E."),
)

RUSSIAN = Rules(
    quotes=("«", "»", "„", "“"),
    short_words=words("в во к ко с со о об обо у и а но на по из от до за не ни для при без под над"),
    particles=("же", "ж", "бы", "б", "ли", "ль"),
    months=words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
    units=(
        *words("км м см мм кг г т га л кв. куб. тыс. млн млрд трлн руб. долл. чел. проц. кВт МВт ГВт"),
        *words("года году годом год годы годов лет г. гг. в. вв. век века ч мин с"),
    ),
    before_number=("№№", "ст.", "п.", "пп.", "с.", "стр.", "гл.", "рис.", "табл.", "д.", "кв.", "корп."),
    before_name=("г.", "ул.", "пр.", "пл.", "им.", "акад.", "проф.", "г-н", "г-жа", "г-ну", "г-ном"),
    abbreviations=("и т. д.", "и т. п.", "т. е.", "т. к.", "т. н.", "н. э.", "с. г.", "и. о.", "е. п."),
)

FRENCH = Rules(
    quotes=("«", "»", "“", "”"),
    months=words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    units=("mille", "millions", "million", "milliards", "milliard", "heures", "heure", "h", "ans", "euros"),
    before_number=("n°", "nᵒ", "p.", "pp.", "art.", "chap.", "fig.", "vol."),
    before_name=("M.", "MM.", "Mme", "Mmes", "Mlle", "Dr", "Pr", "Me", "S.E.", "S. E."),
    abbreviations=("c. à d.", "p. ex."),
    spaced_marks=";:!?",
    spaced_guillemets=True,
)

SPANISH = Rules(
    quotes=("«", "»", "“", "”"),
    months=words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    units=("mil", "millón", "millones", "billones", "por ciento", "a. m.", "p. m.", "h", "euros"),
    before_number=("n.º", "núm.", "págs.", "pág.", "p.", "pp.", "art.", "cap.", "fig.", "vol."),
    before_name=("Sr.", "Sra.", "Sres.", "Srta.", "Dr.", "Dra.", "D.", "D.ª", "S.E.", "S. E."),
    abbreviations=("p. ej.", "a. m.", "p. m.", "a. C.", "d. C.", "EE. UU.", "S. M."),
)

GERMAN = Rules(
    quotes=("„", "“", "‚", "‘"),
    months=words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    units=("Mio.", "Mrd.", "Millionen", "Million", "Milliarden", "Milliarde", "Prozent", "Uhr", "Euro"),
    before_number=("Nr.", "S.", "Art.", "Abs.", "Kap.", "Abb.", "Bd."),
    before_name=("Dr.", "Prof.", "Hr.", "Fr.", "St.", "S.E.", "S. E."),
    abbreviations=(
        "z. B.",
        "d. h.",
        "u. a.",
        "i. d. R.",
        "z. T.",
        "o. Ä.",
        "u. Ä.",
        "v. a.",
        "i. V.",
        "a. D.",
    ),
)

PORTUGUESE = Rules(
    quotes=("“", "”", "‘", "’"),
    months=words("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    units=("mil", "milhão", "milhões", "bilhão", "bilhões", "por cento", "h", "reais", "euros"),
    before_number=("n.º", "nº", "p.", "pp.", "pág.", "págs.", "art.", "cap.", "fig.", "vol."),
    before_name=("Sr.", "Sra.", "Srs.", "Dr.", "Dra.", "D.", "S.E.", "S. E."),
    abbreviations=("p. ex.", "a. C.", "d. C.", "S. M."),
)

# Quotes after Unicode's CLDR, `delimiters`.
LANGUAGES: dict[str, Rules] = {
    "en": ENGLISH,
    "ru": RUSSIAN,
    "fr": FRENCH,
    "fr-ca": replace(FRENCH, spaced_marks=":"),
    "es": SPANISH,
    "es-419": replace(SPANISH, quotes=("“", "”", "‘", "’")),
    "de": GERMAN,
    "de-ch": replace(GERMAN, quotes=("«", "»", "‹", "›")),
    "pt": PORTUGUESE,
    "pt-pt": replace(PORTUGUESE, quotes=("«", "»", "“", "”")),
    "be": Rules(quotes=("«", "»", "„", "“")),
    "cs": Rules(quotes=("„", "“", "‚", "‘")),
    "it": Rules(quotes=("«", "»", "“", "”")),
    "nl": Rules(quotes=("“", "”", "‘", "’")),
    "pl": Rules(quotes=("„", "”", "«", "»")),
    "ro": Rules(quotes=("„", "”", "«", "»")),
    "sk": Rules(quotes=("„", "“", "‚", "‘")),
    "tr": Rules(quotes=("“", "”", "‘", "’")),
    "uk": Rules(quotes=("«", "»", "„", "“")),
}


def rules_of(tag: str) -> Rules:
    """Return the row for `tag`, or for the nearest wider tag that has one (RFC 4647, 3.4)."""
    subtags = tag.lower().split("-")
    while subtags:
        if (name := "-".join(subtags)) in LANGUAGES:
            return LANGUAGES[name]
        subtags.pop()
    return Rules()
