"""Photos and emblem: from inside the newsroom, of the kind that they claim, and not too large."""

import pytest

from communique.errors import RenderFaults
from communique.load import load_bulletin, load_emblem, load_newsroom, load_pictures
from communique.load.pictures import LARGEST

PNG = b"\x89PNG\r\n\x1a\n..."
JPEG = b"\xff\xd8\xff..."
SVG = b'<?xml version="1.0"?><!-- drawn here --><svg xmlns="http://www.w3.org/2000/svg"/>'
BULLETIN = """\
number: 1
kind: notice
date: 2018-07-31
place: {en: Here}
title: {en: A}
body: {en: B}
photos:
"""
NEWSROOM = """\
name: {en: The Embassy}
series: ABC
languages: [en]
website: https://example.org/
timezone: Europe/Paris
brand:
  emblem: brand/emblem.svg
  primary: '#10264f'
  accent: '#b3202c'
  stripe: ['#ffffff']
contacts: {press: {address: {en: 1 Street}}}
"""


@pytest.fixture
def root(tmp_path):
    (tmp_path / "newsroom").mkdir()
    return tmp_path / "newsroom"


def entry(root, *names):
    folder = root / "bulletins/2018/07"
    folder.mkdir(parents=True, exist_ok=True)
    photos = "".join(f"  - file: {name}\n    alt: {{en: A}}\n" for name in names)
    (folder / "a.yaml").write_text(BULLETIN + photos, encoding="utf-8")
    return load_bulletin(folder / "a.yaml", root).entry


def told(entry, root):
    with pytest.raises(RenderFaults) as caught:
        load_pictures(entry, root)
    return [(fault.code, fault.line, fault.column) for fault in caught.value.faults]


def test_photos_are_read_under_the_name_that_the_page_asks_for(root):
    """… a picture beside a bulletin is one asset of the newsroom, wherever it is shown."""
    page = entry(root, "a.png", "more/b.JPG", "c.svg")
    (page.folder / "more").mkdir()
    (page.folder / "a.png").write_bytes(PNG)
    (page.folder / "more" / "b.JPG").write_bytes(JPEG)
    (page.folder / "c.svg").write_bytes(SVG)

    pictures = load_pictures(page, root)

    assert list(pictures) == ["a.png", "more/b.JPG", "c.svg"]
    assert pictures["more/b.JPG"].name == "bulletins/2018/07/more/b.JPG"
    assert pictures["a.png"].data == PNG


def test_every_picture_that_cannot_be_had_is_told_at_its_place(root, tmp_path):
    """… all missing pictures of a bulletin can be mended in one go."""
    page = entry(
        root, "missing.jpg", "huge.jpg", "false.png", "empty.jpg", "folder.jpg", "out.jpg", "good.jpg"
    )
    (tmp_path / "secret.jpg").write_bytes(JPEG)
    with (page.folder / "huge.jpg").open("wb") as stream:
        stream.truncate(LARGEST + 1)
    (page.folder / "false.png").write_bytes(JPEG)
    (page.folder / "empty.jpg").touch()
    (page.folder / "folder.jpg").mkdir()
    (page.folder / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    (page.folder / "good.jpg").write_bytes(JPEG)

    assert told(page, root) == [
        ("R020", 8, 11),
        ("R022", 10, 11),
        ("R023", 12, 11),
        ("R023", 14, 11),
        ("R021", 16, 11),
        ("R024", 18, 11),
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("brigde.jpg", "did you mean bridge.jpg?"),
        ("more/Harbour.PNG", "did you mean more/harbour.png?"),
        ("harbour.png", "lay the file there, or mend its name"),
        ("notes.txt.jpg", "lay the file there, or mend its name"),
        ("gone/bridge.jpg", "lay the file there, or mend its name"),
        ("linked/secret.jpeg", "lay the file there, or mend its name"),
    ],
)
def test_a_slip_in_a_picture_s_name_is_told_with_the_one_that_is_there(root, tmp_path, written, hint):
    """… letters that changed places or capitals are found; nothing is told of what lies elsewhere."""
    page = entry(root, written)
    (page.folder / "more").mkdir()
    (page.folder / "bridge.jpg").write_bytes(JPEG)
    (page.folder / "more" / "harbour.png").write_bytes(PNG)
    (page.folder / "notes.txt").touch()
    (tmp_path / "secret.jpg").write_bytes(JPEG)
    (page.folder / "linked").symlink_to(tmp_path)

    with pytest.raises(RenderFaults) as caught:
        load_pictures(page, root)

    (fault,) = caught.value.faults
    assert (fault.code, fault.hint) == ("R020", hint)


def test_a_drawing_that_would_never_end_is_told_at_its_place(root):
    """… a stranger's SVG file cannot keep a build busy for ever."""
    page = entry(root, "endless.svg")
    (page.folder / "endless.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"><use href="#a"/></g></svg>'
    )

    assert told(page, root) == [("R022", 8, 11)]


def test_a_bulletin_without_photos_has_none(root):
    """… most bulletins ask for no picture."""
    text = BULLETIN.replace("photos:\n", "")
    (root / "a.yaml").write_text(text, encoding="utf-8")

    assert load_pictures(load_bulletin(root / "a.yaml").entry, root) == {}


def test_the_emblem_is_read(root):
    """… the newsroom's own drawing reaches the page under its own name."""
    (root / "newsroom.yaml").write_text(NEWSROOM, encoding="utf-8")
    (root / "brand").mkdir()
    (root / "brand" / "emblem.svg").write_bytes(SVG)

    emblem = load_emblem(root, load_newsroom(root))

    assert (emblem.name, emblem.data) == ("brand/emblem.svg", SVG)


def test_a_missing_emblem_is_told_where_newsroom_yaml_names_it(root):
    """… the line to mend is that of the emblem."""
    (root / "newsroom.yaml").write_text(NEWSROOM, encoding="utf-8")

    with pytest.raises(RenderFaults) as caught:
        load_emblem(root, load_newsroom(root))

    (fault,) = caught.value.faults
    assert (fault.code, fault.path.name, fault.line, fault.column) == ("R020", "newsroom.yaml", 7, 11)
