from communique.author.writing import write_bulletin
from communique.build.house import open_house
from communique.load import load_bulletin

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


def composed(newsroom):
    return open_house(newsroom.folder).compose(load_bulletin(newsroom.folder / FIRST).entry)


def test_what_a_pdf_carries_is_what_the_bulletin_says(newsroom, tmp_path):
    """… who has the PDF alone can read the bulletin out of it, and print it again."""
    entry = load_bulletin(newsroom.folder / FIRST).entry

    source = composed(newsroom).source

    carried = tmp_path / source.name
    carried.write_bytes(source.data)
    assert source.name == "your-first-bulletin.yaml"
    assert load_bulletin(carried).entry.bulletin == entry.bulletin
    assert source.data == write_bulletin(entry.bulletin).encode()


def test_comments_stay_at_home_and_change_no_pdf(newsroom):
    """… what a press officer notes beside a statement is nobody else's, and costs no build."""
    before = composed(newsroom)
    newsroom.change(FIRST, "date:", "# Embargoed until the minister has called\ndate:")

    page = composed(newsroom)

    assert b"minister has called" not in page.source.data
    assert page == before


def test_the_order_of_keys_changes_no_pdf(newsroom):
    """… a file that was only tidied up is the same bulletin."""
    before = composed(newsroom)
    newsroom.change(FIRST, "topics: [example]\n", "")
    newsroom.change(FIRST, "number: 1\n", "topics: [example]\nnumber: 1\n")
    newsroom.change(FIRST, "place: {en: Sampleton, fr: Sampleton}", "place: {fr: Sampleton, en: Sampleton}")

    assert composed(newsroom) == before


def test_what_is_said_changes_the_pdf(newsroom):
    """… no statement stays on paper as it was before it was mended."""
    before = composed(newsroom)
    newsroom.change(FIRST, "topics: [example]", "topics: [examples]")

    assert composed(newsroom) != before
