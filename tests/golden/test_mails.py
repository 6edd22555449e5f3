"""Whole mails as they go over the line, kept as files that any mail program opens."""

import datetime as dt

import pytest

from communique.deliver.mail.message import Stationery, prepare
from communique.model import Attachment, Letter

MORNING = dt.datetime(2018, 7, 31, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=3)))
PDF = b"%PDF-1.7\n" + bytes(range(256)) + b"\n%%EOF\n"
ONE_CLICK = "https://arvenia.example/leave?{token}"


def letter(languages, sender, subject, *paragraphs):
    text = "\n\n".join(paragraphs) + "\n"
    marked = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return Letter(languages, sender, subject, text, f"<html><body>\n{marked}</body></html>\n")


LETTERS = {
    "release": (
        letter(
            ("en", "ru"),
            "Foreign Ministry of Arvenia",
            "Bridge over the Strait opens",
            "The bridge opened today.",
            "Мост открыт сегодня.",
        ),
        "arv-2018-001.pdf",
        "press",
    ),
    "arabic": (
        letter(
            ("ar", "en"), "وزارة خارجية أرفينيا",
            "افتتاح الجسر فوق المضيق",
            "افتتح الجسر اليوم.", "The bridge opened.",
        ),
        "بيان صحفي.pdf",
        "صحافة",
    ),
    "chinese": (
        letter(("zh",), "阿尔维尼亚外交部", "海峡大桥今日通车", "大桥今日通车。"),
        "新闻稿.pdf",
        "press",
    ),
    "correction": (
        letter(
            ("ru", "en"),
            "Министерство иностранных дел Арвении",
            "Исправлено: мост через пролив открыт для движения всех видов транспорта",
            "Исправлено 2 августа: длина моста 800 метров.",
            "Corrected on 2 August: the bridge is 800 metres long.",
        ),
        "Заявление № 1.pdf",
        "пресса",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("url", [ONE_CLICK, None], ids=["one-click", "by-mail"])
def test_a_mail_is_as_it_was(name, url, golden):
    """… what receivers and readers were found to take well does not change unseen."""
    written, file, list_name = LETTERS[name]
    stationery = Stationery(
        "press@arvenia.example", "desk@arvenia.example", "press.arv.arvenia.example", list_name, "ARV",
        "leave@arvenia.example", url,
    )  # fmt: skip
    prepared = prepare(written, [Attachment(file, PDF)], stationery, MORNING, "ARV/2018/001 v1")
    earlier = "<earlier@arvenia.example>" if name == "correction" else None

    mail = prepared.addressed(
        "anna@пресса.example", "Анна, «Пресса»", "<1@arvenia.example>", "T0KEN", earlier
    )

    golden(f"mail/{name}-{'one-click' if url else 'by-mail'}.eml", mail.decode("ascii").replace("\r\n", "\n"))
