"""What Fontconfig says of this machine's fonts."""

import pytest

from communique.load.fc_list import find_fc_list, installed_faces


@pytest.fixture
def program(tmp_path):
    """Return what makes a program that prints what it is given."""

    def make(told, status=0):
        path = tmp_path / "fc-list"
        path.write_text(f"#!/bin/sh\ncat <<'END'\n{told}\nEND\nexit {status}\n", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    return make


def test_the_faces_of_this_machine_are_told_with_their_weights():
    """… a family's regular and bold are found, each in its file."""
    faces = [face for face in installed_faces(find_fc_list()) if "Noto Naskh Arabic" in face.families]

    assert {face.weight for face in faces} >= {400, 700}
    assert all(face.path.is_file() for face in faces)
    assert not any(face.italic for face in faces)


def test_a_face_of_a_collection_is_told_by_its_number():
    """… of a file that holds the Chinese of four countries the right one is taken."""
    faces = [face for face in installed_faces(find_fc_list()) if "Noto Serif CJK SC" in face.families]

    assert faces
    assert all(face.path.suffix == ".ttc" and face.index > 0 for face in faces)


def test_faces_come_in_the_order_of_their_files(program):
    """… where two files hold the same face, every run takes the same."""
    told = "/b.ttf\t0\tOne,Eins\t200\t0\n/a.ttc\t2\tTwo\t80\t100\n/a.ttc\t1\tTwo\t80\t0"

    faces = installed_faces(program(told))

    assert [(str(face.path), face.index) for face in faces] == [("/a.ttc", 1), ("/a.ttc", 2), ("/b.ttf", 0)]
    assert [(face.weight, face.italic) for face in faces] == [(400, False), (400, True), (700, False)]
    assert faces[2].families == ("One", "Eins")


def test_what_cannot_be_understood_is_passed_over(program):
    """… a font that varies, or a line of another Fontconfig, hides no other font."""
    told = "/v.ttf\t0\tVaries\t[40 210]\t0\nnonsense\n/a.ttf\t0\tOne\t75\t0"

    (face,) = installed_faces(program(told))

    assert (face.families, face.weight) == (("One",), 400)


def test_a_program_that_fails_knows_no_fonts(program, tmp_path):
    """… a machine without Fontconfig builds from the newsroom's own fonts."""
    assert installed_faces(program("/a.ttf\t0\tOne\t80\t0", status=1)) == ()
    assert installed_faces(str(tmp_path / "absent")) == ()


def test_the_program_is_sought_on_the_path(monkeypatch, tmp_path):
    """… nothing is run that is not there."""
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_fc_list() is None
