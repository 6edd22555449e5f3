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
    prefixes: tuple[str, ...] = ()  # words that are written together with a quotation after them
    without_spaces: bool = False  # no space tells whether a mark opens or closes
    ellipsis: str = "…"
    dash: str = "—"


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

# CLDR gives Arabic ”…“, which few houses print; guillemets are the press's own, and turn by themselves.
ARABIC = Rules(
    quotes=("«", "»", "“", "”"),
    months=(
        *words("يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
        *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول"),
        *("تشرين الأول", "تشرين الثاني", "كانون الأول"),
        *words("يوليوز غشت شتنبر نونبر دجنبر جانفي فيفري أفريل ماي جوان جويلية أوت"),
    ),
    units=(
        *words("كم م سم مم كغ كجم غ طن أطنان طنًا لتر هكتار درجة درجات ٪"),
        *words("ألف آلاف مليون ملايين مليار مليارات تريليون دولار دولارًا يورو روبل جنيه درهم ريال دينار"),
        *("في المئة", "في المائة", "بالمئة", "بالمائة"),
    ),
    before_number=("رقم", "المادة", "الفقرة", "الفصل", "ص.", "الصفحة", "الساعة"),
    before_name=("د.", "أ.", "م.", "أ. د."),
    abbreviations=("أ. د.", "ق. م.", "ص. ب."),
    prefixes=words("و ف ب ل ك بـ لـ كـ فـ وـ الـ وال ال"),
)

PERSIAN = Rules(
    quotes=("«", "»", "‹", "›"),
    months=(
        *words("فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند"),
        *words("ژانویه ژانویهٔ فوریه فوریهٔ مارس آوریل مه مهٔ ژوئن ژوئیه ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر"),
    ),
    units=words(
        "کیلومتر متر سانتی‌متر کیلوگرم گرم تن لیتر هکتار هزار میلیون میلیارد تومان ریال دلار یورو درصد"
    ),
    before_number=("شمارهٔ", "شماره", "مادهٔ", "ماده", "ص.", "صفحهٔ", "ساعت"),
    before_name=("دکتر",),
)

# Hebrew's marks of quotation look alike on both sides, and like gershayim in a word: they stay as typed.
HEBREW = Rules(
    months=tuple(
        prefix + month
        for prefix in ("", "ב")
        for month in words("ינואר פברואר מרץ מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר")
    ),
    units=words(
        'ק"מ מטר מ\' ס"מ ק"ג גרם טון ליטר דונם אלף אלפים מיליון מיליארד שקל שקלים ש"ח דולר אירו אחוז אחוזים'
    ),
    before_number=("מס'", "עמ'", "סעיף", "פרק", "בשעה"),
    before_name=('ד"ר', "מר", "גב'", "פרופ'", 'עו"ד'),
)

# GB/T 15834-2011: 5.1 the marks of quotation, 4.11 the ellipsis of six dots, 4.10 the dash of two signs.
CHINESE = Rules(quotes=("“", "”", "‘", "’"), without_spaces=True, ellipsis="……", dash="——")

# Quotes after Unicode's CLDR, `delimiters`, where no other reason is given.
LANGUAGES: dict[str, Rules] = {
    "ar": ARABIC,
    "fa": PERSIAN,
    "he": HEBREW,
    "ja": Rules(quotes=("「", "」", "『", "』"), without_spaces=True, ellipsis="……", dash="――"),
    "zh": CHINESE,
    **dict.fromkeys(
        ("zh-hant", "zh-tw", "zh-hk", "zh-mo"), replace(CHINESE, quotes=("「", "」", "『", "』"))
    ),
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
