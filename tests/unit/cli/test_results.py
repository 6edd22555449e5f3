from dataclasses import replace
from pathlib import Path

import pytest

from communique.build.report import Bound
from communique.cli.results import size, tell_bound

BOUND = Bound(
    path=Path("out/digests/2018-07.pdf").resolve(),
    bulletins=20,
    withdrawn=0,
    pages=48,
    size=1_234_567,
    programs=140,
    shared=7,
    unshared=(),
    saved=3_100_000,
)


def told(capsys, bound, *, every=False):
    tell_bound([bound], every=every)
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_a_digest_is_told_in_a_line(capsys):
    """… a registrar sees what the volume holds, and what it weighs and why so little."""
    assert told(capsys, BOUND) == [
        "out/digests/2018-07.pdf: 20 bulletins, 48 pages, 1.2 MB; 7 fonts for 140, 3.1 MB saved"
    ]


def test_what_is_withdrawn_and_what_is_not_shared_is_counted(capsys):
    """… nobody misses a bulletin on its pages without a word, or wonders at the size of a volume."""
    bound = replace(BOUND, bulletins=1, withdrawn=2, unshared=("ABCDEF+Odd: no outlines",), saved=0)

    assert told(capsys, bound) == [
        "out/digests/2018-07.pdf: 1 bulletin and 2 withdrawn, 48 pages, 1.2 MB; "
        "7 fonts for 140, 0 kB saved, 1 not shared"
    ]


def test_verbose_tells_why_a_font_is_not_shared(capsys):
    """… an engineer learns which font to look at."""
    bound = replace(BOUND, unshared=("ABCDEF+Odd: no outlines",))

    assert told(capsys, bound, every=True)[1:] == ["  not shared: ABCDEF+Odd: no outlines"]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (999_000, "999 kB"),
        (999_999, "1.0 MB"),
        (1_000_000, "1.0 MB"),
        (25_860_000, "25.9 MB"),
    ],
)
def test_sizes_are_told_as_file_managers_do(count, text):
    """… a number can be compared with what one sees elsewhere."""
    assert size(count) == text
