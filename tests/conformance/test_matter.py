"""What is printed around a volume's bulletins: its tags are true, and it conforms by itself."""

import pytest

from communique.build.rendering import render_page
from communique.compose import compose_back, compose_folio, compose_front
from conformance.tags import problems
from conformance.verapdf import require_verapdf, validate_declared
from listed import MONTHS, month_of

PARTS = ("front", "back", "folio")
CASES = [f"{label}-{part}" for label in MONTHS for part in PARTS]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print front matter, end matter and stamp of each month, in step with preflight."""
    folder, made = tmp_path_factory.mktemp("matter"), {}
    for label, month in MONTHS.items():
        house, volume = month_of(*month)
        given = (volume, house.newsroom, house.theme)
        pages = (
            compose_front(*given, house.emblem),
            compose_back(*given, house.emblem),
            compose_folio(*given),
        )
        for part, page in zip(PARTS, pages, strict=True):
            path = folder / f"{label}-{part}.pdf"
            path.write_bytes(render_page(page))
            made[path.stem] = (path, page.html)
    return made


@pytest.fixture(scope="module")
def verdicts(printed):
    """Ask veraPDF of all of them, in one run of Java."""
    return validate_declared(require_verapdf(), [path for path, _ in printed.values()])


@pytest.mark.parametrize("name", CASES)
def test_what_is_read_aloud_is_what_the_pages_say(printed, name):
    """… a screen reader reads cover, contents and index in each language through, in its order."""
    path, html = printed[name]

    assert problems(path.read_bytes(), html) == []


@pytest.mark.parametrize("name", CASES)
def test_each_part_of_a_volume_conforms(printed, verdicts, name):
    """… binding is given nothing that would break the whole."""
    assert verdicts[printed[name][0]] == {"PDF/A-3A": [], "PDF/UA-1": []}
