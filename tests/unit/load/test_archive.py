"""Which files make the archive, and what they get wrong beside one another."""

import pytest

from communique.load import load_archive, load_newsroom

NEWSROOM = """\
name: {en: The Embassy}
series: ABC
languages: [en]
website: https://example.org/
timezone: Europe/Paris
brand: {emblem: emblem.svg, primary: '#10264f', accent: '#b3202c', stripe: ['#ffffff']}
contacts: {press: {address: {en: 1 Street}}}
"""
BULLETIN = (
    "number: {number}\nkind: notice\ndate: {date}\nplace: {{en: Here}}\ntitle: {{en: A}}\nbody: {{en: B}}\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "newsroom.yaml").write_text(NEWSROOM, encoding="utf-8")
    return tmp_path


def add(folder, name, number=1, date="2018-07-31", *, text=BULLETIN, month=None):
    path = folder / "bulletins" / (month or date[:7].replace("-", "/")) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.format(number=number, date=date), encoding="utf-8")
    return path


def load(folder, paths=None):
    return load_archive(folder, load_newsroom(folder), paths)


def told(archive):
    return [(fault.path.name, fault.code, fault.line) for fault in archive.faults]


def test_bulletins_come_by_date_and_number(folder):
    """… a month reads in the order in which it was published, whatever the files are called."""
    add(folder, "c.yaml", 2, "2018-07-31")
    add(folder, "a.yaml", 10, "2018-07-31")
    add(folder, "b.yaml", 1, "2018-07-01")
    add(folder, "z.yaml", 1, "2017-12-31")

    archive = load(folder)

    assert [entry.id for entry in archive.entries] == ["z", "b", "c", "a"]
    assert archive.faults == ()


def test_a_newsroom_without_bulletins_is_empty(folder):
    """… a new newsroom is no fault."""
    assert load(folder).entries == ()
    assert load(folder).faults == ()


def test_good_files_come_though_their_neighbours_are_bad(folder):
    """… one slip holds back one bulletin; faults come by file and line."""
    add(folder, "good.yaml", 1)
    add(folder, "b-bad.yaml", 2, text=BULLETIN + "colour: red\nlink: x\n")
    add(folder, "a-broken.yaml", 3, text="number: [\n")

    archive = load(folder)

    assert [entry.id for entry in archive.entries] == ["good"]
    assert [entry.id for entry in archive.drafts] == ["b-bad"]
    assert told(archive) == [
        ("a-broken.yaml", "C002", 1),
        ("b-bad.yaml", "C004", 7),
        ("b-bad.yaml", "C012", 8),
    ]


def test_named_files_and_folders_are_read_once_each(folder, monkeypatch):
    """… a file that is named twice, or by two ways, is one bulletin, and no other is read."""
    path = add(folder, "a.yaml", 1)
    add(folder, "b.yaml", 1, "2018-08-01")
    monkeypatch.chdir(path.parent)

    archive = load(folder, [path.relative_to(path.parent), path, folder / "bulletins" / "2018" / "07"])

    assert [entry.path for entry in archive.entries] == [path]


def test_a_number_used_twice_names_both_files(folder):
    """… neither of two bulletins may be cited by the other's number; another year's is free."""
    add(folder, "a.yaml", 1)
    add(folder, "b.yaml", 1, "2018-12-01")
    add(folder, "c.yaml", 1, "2019-01-01")

    archive = load(folder)

    assert told(archive) == [("a.yaml", "C109", 1), ("b.yaml", "C109", 1)]
    assert "b.yaml" in archive.faults[0].message
    assert "ABC/2018/001" in archive.faults[0].message


def test_a_number_used_twice_in_two_months_names_the_other_s(folder):
    """… a copy that kept its name is told from the file that it was made of."""
    add(folder, "a.yaml", 1)
    (folder / "bulletins/2018/08").mkdir()
    (folder / "bulletins/2018/08/a.yaml").write_bytes((folder / "bulletins/2018/07/a.yaml").read_bytes())

    faults = [fault for fault in load(folder).faults if fault.code == "C109"]

    assert "the number of 2018/08/a.yaml;" in faults[0].message
    assert "the number of 2018/07/a.yaml;" in faults[1].message


def test_a_number_used_twice_is_found_from_one_file_alone(folder):
    """… checking one new file finds the rival that it does not name."""
    path = add(folder, "a.yaml", 1)
    add(folder, "b.yaml", 1, "2018-12-01")
    add(folder, "c.yaml", 2, "2018-12-01")

    archive = load(folder, [path])

    assert told(archive) == [("a.yaml", "C109", 1)]
    assert [entry.id for entry in archive.entries] == ["a"]


def test_files_are_told_of_though_the_newsroom_cannot_be_read(folder):
    """… a slip in newsroom.yaml does not hide those in the bulletins."""
    add(folder, "a.yaml", 1)
    add(folder, "b.yaml", 1)
    add(folder, "c.yaml", 0)

    archive = load_archive(folder, None)

    assert told(archive) == [("a.yaml", "C109", 1), ("b.yaml", "C109", 1), ("c.yaml", "C008", 1)]


def test_a_bad_neighbour_does_not_claim_a_number(folder):
    """… a good file is not held back by a faulty draft, nor by what is no bulletin."""
    path = add(folder, "a.yaml", 1)
    add(folder, "b.yaml", 1, text=BULLETIN + "colour: red\n")
    add(folder, "c.yml", 1)
    (folder / "bulletins/2018/07/d.yaml").symlink_to("/etc/hostname")

    alone, whole = load(folder, [path]), load(folder)

    assert alone.faults == ()
    assert [entry.id for entry in whole.entries] == ["a"]
    assert ("b.yaml", "C109", 1) in told(whole)
    assert ("a.yaml", "C109", 1) not in told(whole)


def test_a_number_that_cannot_be_read_is_told_alone(folder):
    """… a file is not said to repeat a number that nobody wrote."""
    add(folder, "a.yaml", 1)
    add(folder, "b.yaml", "one")

    assert told(load(folder)) == [("b.yaml", "C006", 1)]


def test_a_bulletin_in_another_months_folder_is_told_where_to_go(folder):
    """… what the digest of a month holds can be seen in the folder of that month."""
    add(folder, "a.yaml", 1, "2018-07-31", month="2018/08")

    (fault,) = load(folder).faults

    assert (fault.code, fault.line) == ("C108", 3)
    assert "bulletins/2018/07" in fault.message


def test_a_date_that_cannot_be_read_is_told_alone(folder):
    """… a file is not called misplaced by a date that nobody wrote."""
    add(folder, "a.yaml", 1, "2018-02-30")

    assert told(load(folder)) == [("a.yaml", "C010", 3)]


@pytest.mark.parametrize("name", ["a.yml", "a.YAML", "a.Yml"])
def test_a_file_that_looks_like_a_bulletin_is_not_passed_over(name, folder):
    """… a bulletin with an odd ending is told, not silently left unpublished."""
    add(folder, name)

    archive = load(folder)

    assert told(archive) == [(name, "C034", None)]
    assert archive.faults[0].hint == "name it a.yaml"


def test_other_files_beside_bulletins_are_let_be(folder):
    """… pictures, notes and what editors leave behind are nobody's fault."""
    path = add(folder, "a.yaml")
    for name in ("a.jpg", "notes.txt", ".a.yaml.swp", "._a.yaml", "a.yaml~"):
        (path.parent / name).touch()

    archive = load(folder)

    assert [entry.id for entry in archive.entries] == ["a"]
    assert archive.faults == ()


def test_a_linked_folder_is_not_passed_over(folder, tmp_path_factory):
    """… bulletins behind a link are told, neither read from outside nor silently left out."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (folder / "bulletins").mkdir()
    (folder / "bulletins" / "2019").symlink_to(elsewhere)

    assert told(load(folder)) == [("2019", "C001", None)]


def test_a_file_outside_the_newsroom_is_refused(folder, tmp_path_factory):
    """… a path that leads elsewhere reads nothing."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = add(elsewhere, "a.yaml")

    archive = load(folder, [path])

    assert told(archive) == [("a.yaml", "C001", None)]
    assert archive.entries == ()


def test_a_file_that_does_not_exist_is_told(folder):
    """… a slip in a name on the command line is no silence."""
    assert told(load(folder, [folder / "bulletins" / "x.yaml"])) == [("x.yaml", "C001", None)]


def known(folder):
    return {card.path: card for card in load(folder).cards}


def test_what_is_known_is_not_parsed_again(folder, monkeypatch):
    """… a thousand files in which nothing changed are looked over in half a second."""
    add(folder, "a.yaml", 1)
    add(folder, "b.yaml", 2)
    cards = known(folder)
    changed = add(folder, "b.yaml", 3)

    archive = load_archive(folder, load_newsroom(folder), known=cards)

    assert [entry.path for entry in archive.entries] == [changed]
    assert [(card.id, card.number) for card in archive.cards] == [("a", 1), ("b", 3)]
    assert archive.faults == ()


def test_a_number_that_a_known_file_has_is_told_in_both(folder):
    """… a clash is found though one of the two is not parsed otherwise."""
    add(folder, "a.yaml", 1)
    cards = known(folder)
    add(folder, "b.yaml", 1)

    archive = load_archive(folder, load_newsroom(folder), known=cards)

    assert told(archive) == [("a.yaml", "C109", 1), ("b.yaml", "C109", 1)]


def test_a_card_knows_what_its_file_says(folder):
    """… comments and the order of keys make no difference to what a bulletin means."""
    path = add(folder, "a.yaml", 1)
    (before,) = load(folder).cards
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(["# a comment\n", *reversed(lines)]))
    (after,) = load(folder).cards

    assert (before.meaning, before.claim, before.folder) == (after.meaning, (2018, 1), path.parent)
    assert before.sha256 != after.sha256


def test_a_known_file_that_is_named_is_compared_with_those_beside_it(folder):
    """… nobody prints a number twice by building one file at a time."""
    path = add(folder, "a.yaml", 1)
    cards = known(folder)
    add(folder, "b.yaml", 1)

    archive = load_archive(folder, load_newsroom(folder), [path], known=cards)

    assert told(archive) == [("a.yaml", "C109", 1)]
