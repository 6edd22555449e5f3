"""Volumes of real bulletins, each judged beside the files that it was bound of."""

import hashlib
import os
import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from communique.build.house import open_house
from communique.digest import bind
from conformance.verapdf import require_verapdf, validate_declared
from newsroom_copies import ROOT
from volumes.around import faces
from volumes.binding import bind_month, guests_of, made_of, matter_of, own_matter_of, pages_in, plan_month
from volumes.check import problems
from volumes.document import Document
from volumes.months import write_newsroom

BIND = """
import hashlib, pathlib, pickle, sys
from communique.build.house import open_house
from communique.digest import bind
with pathlib.Path(sys.argv[1]).open("rb") as file:
    planned, guests, matter = pickle.load(file)
print(hashlib.sha256(bind(planned, guests, matter).pdf).hexdigest())
"""


@pytest.fixture(scope="module")
def bound(month):
    return bind_month(month)


@pytest.fixture(scope="module")
def bound_as_printed(month, tmp_path_factory):
    """Bind the month between communique's own front and end matter."""
    folder = tmp_path_factory.mktemp("own") / "house"
    write_newsroom(("en",), folder)
    guests = guests_of(month)
    planned = plan_month(month, guests)
    around = own_matter_of(planned, month, open_house(folder))
    return bind(planned, guests, around), made_of(planned, month, around)


@pytest.mark.parametrize("volume", ["bound", "bound_as_printed"])
def test_nothing_of_any_bulletin_is_lost(request, volume):
    """… a volume says, shows and leads to all that its bulletins do, each in its place."""
    binding, made = request.getfixturevalue(volume)

    assert problems(binding.pdf, made) == []


def test_a_volume_conforms_to_both_standards(bound, bound_as_printed, tmp_path):
    """… the whole can be read aloud and kept for good, as each of its parts can."""
    volumes = [tmp_path / "plain.pdf", tmp_path / "own.pdf"]
    for volume, (binding, _) in zip(volumes, (bound, bound_as_printed), strict=True):
        volume.write_bytes(binding.pdf)

    broken = validate_declared(require_verapdf(), volumes)

    assert [broken[volume] for volume in volumes] == [{"PDF/A-3A": [], "PDF/UA-1": []}] * 2


def test_a_volume_is_the_same_bytes_whoever_binds_it(month, bound, tmp_path):
    """… neither the clock nor the order of Python's sets shows in the archive."""
    guests = guests_of(month)
    planned = plan_month(month, guests)
    given = tmp_path / "given"
    given.write_bytes(pickle.dumps((planned, guests, matter_of(planned))))

    runs = [
        subprocess.run(
            [sys.executable, "-c", BIND, given],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
            capture_output=True,
            check=True,
            encoding="ascii",
        )
        for seed in ("1", "2")
    ]

    assert {run.stdout.strip() for run in runs} == {hashlib.sha256(bound[0].pdf).hexdigest()}


def test_each_face_is_there_once(bound):
    """… a volume does not grow by a font with every bulletin, Chinese ones among them."""
    binding, _ = bound
    found = faces(Document(binding.pdf))

    assert binding.sharing.kept == ()
    assert set(found.values()) == {1}
    assert {face.partition("-")[0] for face in found} == {"PT", "Noto"}
    assert binding.sharing.shared == len(found)
    assert binding.sharing.programs > 5 * binding.sharing.shared


def test_what_is_said_of_the_volume_is_true(month, bound):
    """… a build can tell its user how long and how large the volume is."""
    binding, _ = bound
    document = Document(binding.pdf)

    assert binding.pages == len(document.pages)
    assert binding.pages > binding.leading + pages_in(month)
    assert binding.sharing.saved > len(binding.pdf) / 2


def test_a_volume_without_end_matter_is_as_whole(month):
    """… whoever has nothing to print behind the body gets a volume that loses nothing."""
    few = month[:3]
    guests = guests_of(few)
    planned = plan_month(few, guests)
    around = replace(matter_of(planned), back=None)

    binding = bind(planned, guests, around)

    assert problems(binding.pdf, made_of(planned, few, around)) == []
