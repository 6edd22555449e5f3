import pytest

from communique.preflight import inspect

LONG = "A sentence that is so long that it needs a line and a half of its column at the least, if not more."
RUSSIAN = "Предложение, которое так длинно, что ему нужно полторы строки своего столбца, если не больше."
ARABIC_LIKE = (
    "Ein Satz von rechts nach links, der so lang ist, dass er anderthalb Zeilen seiner Spalte füllt."
)


def row(first, second, tags=("en", "ru"), kind=""):
    return (
        "<div class=row>"
        + "".join(
            f"<div lang={tag} class='{kind}'><p>{text}</p></div>"
            for tag, text in zip(tags, (first, second), strict=True)
        )
        + "</div>"
    )


def test_two_columns_are_sound(found):
    """… paragraph beside paragraph is how it should be."""
    assert found(row(LONG, RUSSIAN) * 3) == ()


def test_words_in_a_language_that_has_no_column_here_are_sound(found):
    """… a long quotation in a third language, with nothing beside its lines, is judged by the page alone."""
    quoted = f"{LONG}<br><span lang=fr>{'Une phrase citée. ' * 20}</span>"

    assert found(row(LONG, RUSSIAN) + row(quoted, "Коротко.") + row(LONG, RUSSIAN)) == ()


@pytest.mark.parametrize("pushed", ["margin-right: -7mm", "margin-right: -60mm; white-space: nowrap"])
def test_text_that_leaves_the_first_column_is_found(found, pushed):
    """… a line that enters the gutter is told, before it touches its neighbour's text."""
    body = row(LONG, RUSSIAN) * 2 + row(LONG, "Коротко.", kind="pushed") + row(LONG, RUSSIAN)

    findings = found(body, f".pushed:first-child p {{ {pushed} }}")

    assert [finding.code for finding in findings][:1] == ["P013"]
    assert (findings[0].left, findings[0].top) == (pytest.approx(20, abs=1), pytest.approx(51, abs=1))
    assert findings[0].words.startswith("A sentence")
    assert "from 20 to 101 mm" in findings[0].what


def test_text_that_leaves_the_second_column_is_found(found):
    """… the other language is kept to its column likewise."""
    body = row(LONG, RUSSIAN) * 2 + row("Short.", RUSSIAN, kind="pushed")

    (finding,) = found(body, ".pushed:last-child p { margin-left: -6mm }")

    assert (finding.code, round(finding.left)) == ("P013", 103)
    assert "from 109 to 190 mm" in finding.what


def test_columns_from_right_to_left_are_sound_and_kept(found):
    """… where a language begins at the right, its column is measured from there."""
    css = "[lang=he] { direction: rtl; text-align: right }"
    body = row(LONG, ARABIC_LIKE, ("en", "he")) * 3
    pushed = row("Short.", ARABIC_LIKE, ("en", "he"), "pushed")

    assert found(body, css) == ()
    assert [f.code for f in found(body + pushed, css + ".pushed:last-child p { white-space: nowrap }")] == [
        "P013"
    ]


def test_the_right_to_left_language_may_come_first(found):
    """… the order of the pair is the newsroom's."""
    css = "[lang=he] { direction: rtl; text-align: right }"
    body = row(ARABIC_LIKE, LONG, ("he", "en")) * 3
    pushed = row(ARABIC_LIKE, "Short.", ("he", "en"), "pushed")

    assert found(body, css) == ()
    assert [f.code for f in found(body + pushed, css + ".pushed:first-child p { margin-right: -7mm }")] == [
        "P013"
    ]


def test_two_columns_from_right_to_left_are_kept(found):
    """… the second of two such languages is measured by the first."""
    css = ".row > * { direction: rtl; text-align: right }"
    body = row(ARABIC_LIKE, LONG, ("he", "ar")) * 3
    pushed = row("Kurz.", LONG, ("he", "ar"), "pushed")

    assert found(body, css) == ()
    assert [f.code for f in found(body + pushed, css + ".pushed:last-child p { margin-left: -7mm }")] == [
        "P013"
    ]


def test_three_columns_are_sound_and_kept(found):
    """… a newsroom of three languages is judged alike."""
    cells = "<div lang=en><p>{}</p></div><div lang=ru class='{}'><p>{}</p></div><div lang=de><p>{}</p></div>"
    three = f"<div class=row>{cells}</div>"
    body = three.format(LONG, "", RUSSIAN, LONG) * 3
    pushed = three.format("Short.", "wide", "Предложение чуть длиннее столбца", "")

    assert found(body) == ()
    (finding,) = found(body + pushed, ".wide p { white-space: nowrap }")
    assert (finding.code, round(finding.left)) == ("P013", 81)
    assert "from 81 to 133 mm" in finding.what


@pytest.mark.parametrize("first", ["<ul><li>{0}</ul>", ""], ids=["beside a third", "its neighbour empty"])
@pytest.mark.parametrize(
    "items",
    ["<ol><li>{0}<ol><li>{0}<li>{0}</ol></ol>", "<ol><li><p>{0}</p><p>{0}</p></ol>"],
    ids=["lines", "paragraphs"],
)
def test_three_columns_of_lists_are_not_taken_for_narrower_ones(found, first, items):
    """… a list begins further in than its column, and an empty column takes its room all the same."""
    cells = f"<div lang=en>{first}</div><div lang=ru>{items}</div><div lang=he>{items}</div>"
    body = f"<div class=row>{cells.format(RUSSIAN)}</div>" * 2
    css = "[lang=he] { direction: rtl; text-align: right } ol, ul { padding-inline-start: 6mm }"

    assert found(body, css) == ()


def test_what_has_nothing_beside_it_may_take_the_whole_width(found):
    """… a footnote, a table or a block after block is no fault on a page with columns."""
    alone = f"<div lang=en><p>{LONG} {LONG}</p></div><div lang=ru><p>{RUSSIAN} {RUSSIAN}</p></div>"

    assert found(row(LONG, RUSSIAN) * 3 + alone) == ()


def test_a_page_without_tags_has_no_columns(strange):
    """… of a file that does not tell its languages nothing is claimed."""
    assert inspect(strange("<p style='margin: 0'>Good<p>afternoon")) == ()


def test_columns_of_lists_and_of_centred_lines_are_sound(found):
    """… what begins further in, or on the column's own axis, does not make the column narrower."""
    css = ".centred { text-align: center } ul { margin: 0; padding-left: 6mm }"
    listed = row(LONG, RUSSIAN).replace("<p>", "<ul><li>").replace("</p>", "</li></ul>")
    head = row("Withdrawn on the third of May, by mistake", "Отозвано третьего мая", kind="centred")

    assert found(row(LONG, RUSSIAN) + listed * 4, css) == ()
    assert found(head, css) == ()
