import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from communique.build.key import (
    ABSENT,
    BINDER,
    combined,
    library_version,
    package_version,
    page_key,
    toolchain,
)
from communique.model import Asset, Limits, Page, Stylesheet

PAGE = Page("<p>text</p>", (Stylesheet("styles/a.css", "p {}"),), (Asset("photos/a.jpg", b"jpg"),))


@pytest.mark.parametrize(
    "other",
    [
        replace(PAGE, html="<p>texts</p>"),
        replace(PAGE, stylesheets=(Stylesheet("styles/a.css", "p { }"),)),
        replace(PAGE, stylesheets=(Stylesheet("styles/b.css", "p {}"),)),
        replace(PAGE, assets=(Asset("photos/a.jpg", b"png"),)),
        replace(PAGE, assets=(Asset("photos/b.jpg", b"jpg"),)),
        replace(PAGE, assets=()),
        replace(PAGE, source=Asset("a.yaml", b"a")),
        replace(PAGE, limits=Limits(pages=2)),
    ],
)
def test_whatever_changes_the_page_changes_its_key(other):
    """… no change of text, style or picture is taken for what was built before."""
    assert page_key(other) != page_key(PAGE)


def test_the_same_page_has_the_same_key_in_another_process():
    """… what one run built, the next one knows."""
    script = "import pickle, sys; from communique.build.key import page_key; "
    script += "print(page_key(pickle.load(sys.stdin.buffer)))"

    run = subprocess.run(
        [sys.executable, "-c", script], input=pickle.dumps(PAGE), capture_output=True, check=True
    )

    assert run.stdout.decode().strip() == page_key(PAGE)


def test_parts_do_not_run_together():
    """… a word that moves from one part to the next changes the key."""
    assert combined(["ab", "c"]) != combined(["a", "bc"])


def test_the_tools_are_part_of_every_key():
    """… a new version of the renderer builds everything anew."""
    tools = dict(line.split(" ", 1) for line in toolchain())

    assert tools["weasyprint"].startswith("70.")
    assert {"communique", "pydyf", "fonttools", "pango_version_string"} <= tools.keys()


def test_what_binds_digests_is_part_of_their_keys_alone():
    """… a new version of the binder binds all digests anew, and renders no bulletin again."""
    assert combined(["a"], BINDER) != combined(["a"])
    assert ABSENT not in map(package_version, BINDER)
    assert not set(BINDER) & {line.split(" ")[0] for line in toolchain()}


def test_the_versions_are_known_without_loading_the_renderer():
    """… a build of nothing is done at once."""
    script = "import sys; from communique.build.key import toolchain; toolchain(); "
    script += "print('weasyprint' in sys.modules)"

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("names", "function"), [(["libnowhere.so.0"], "version"), (["libharfbuzz.so.0"], "hb_no_such_function")]
)
def test_a_library_that_does_not_tell_its_version_stops_nothing(names, function):
    """… a system that names its libraries otherwise can build all the same."""
    assert library_version(names, function) == ABSENT


def test_a_package_that_is_not_installed_stops_nothing():
    """… a renderer that no longer needs one of its libraries is no error."""
    assert package_version("communique-has-no-such-package") == ABSENT
