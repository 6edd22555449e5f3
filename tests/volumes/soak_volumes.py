"""Larger volumes than a test run has time for: `make soak` proves them."""

import pytest

from conformance.verapdf import require_verapdf, validate_declared
from volumes.around import faces
from volumes.binding import bind_month
from volumes.check import problems
from volumes.document import Document
from volumes.months import print_month


@pytest.fixture(scope="module", params=[100, 500])
def bound(request, tmp_path_factory):
    return bind_month(print_month(request.param, tmp_path_factory.mktemp("month")))


def test_nothing_of_any_bulletin_is_lost(bound):
    """… trees of names and numbers of more than one level lead where those of a small volume do."""
    binding, made = bound

    assert problems(binding.pdf, made) == []


def test_a_volume_conforms_to_both_standards(bound, tmp_path):
    """… a whole year can be read aloud and kept for good."""
    volume = tmp_path / "volume.pdf"
    volume.write_bytes(bound[0].pdf)

    broken = validate_declared(require_verapdf(), [volume])

    assert broken == {volume: {"PDF/A-3A": [], "PDF/UA-1": []}}


def test_each_face_is_there_once(bound):
    """… a volume grows by what its bulletins say, and not by their fonts."""
    binding, _ = bound

    assert binding.sharing.kept == ()
    assert set(faces(Document(binding.pdf)).values()) == {1}
