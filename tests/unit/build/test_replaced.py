import pytest

from communique.build.manifest import Origin, read_manifest
from communique.build.replaced import replaced

NAME = "out/bulletins/2018/07/remarks.pdf"
OTHER = "out/bulletins/2018/07/visit.pdf"


@pytest.fixture
def built(tmp_path):
    """Give the manifest of a newsroom that has two outputs, as a later run reads it."""
    manifest = read_manifest(tmp_path)
    for name in (NAME, OTHER):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF built")
        manifest.made[name] = manifest.announce(name, "0" * 64, Origin("1" * 64), b"%PDF built")
    manifest.save()
    return read_manifest(tmp_path)


def test_outputs_as_they_were_built_are_no_fault(built):
    """… nobody is asked about files that nobody touched."""
    assert replaced([NAME, OTHER], built) == []


def test_a_signed_copy_in_the_place_of_an_output_is_told(built):
    """… what a press officer signed is not lost by the next build, and it is known which file it is."""
    (built.folder / NAME).write_bytes(b"%PDF built, and signed")

    (fault,) = replaced([NAME, OTHER], built)

    assert (fault.code, fault.path) == ("O005", built.folder / NAME)
    assert fault.message.startswith(f"{NAME} is no longer the file that was built")
    assert "move it out of out/" in fault.hint
    assert "--force" in fault.hint


def test_every_replaced_output_is_told(built):
    """… all of them are known after one run."""
    for name in (NAME, OTHER):
        (built.folder / name).write_bytes(b"%PDF another")

    assert [fault.path for fault in replaced([NAME, OTHER], built)] == [
        built.folder / NAME,
        built.folder / OTHER,
    ]


def test_an_output_that_was_deleted_is_built_again_without_a_question(built):
    """… deleting a file is the way to have it anew."""
    (built.folder / NAME).unlink()

    assert replaced([NAME], built) == []


def test_a_file_that_no_build_recorded_is_not_judged(built):
    """… a newsroom whose records are lost can be built."""
    assert replaced(["out/bulletins/2018/07/unknown.pdf"], built) == []


def test_a_folder_in_the_place_of_an_output_is_left_to_writing(built):
    """… it has a fault of its own."""
    (built.folder / NAME).unlink()
    (built.folder / NAME).mkdir()

    assert replaced([NAME], built) == []
