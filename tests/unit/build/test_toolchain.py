import subprocess
import sys

import pytest

from communique.build.toolchain import (
    ABSENT,
    BINDER,
    COMPOSERS,
    combined,
    library_version,
    package_version,
    toolchain,
)


def test_parts_do_not_run_together():
    """… a word that moves from one part to the next changes what sums them up."""
    assert combined(["ab", "c"]) != combined(["a", "bc"])


def test_the_order_of_names_is_of_no_account():
    """… what is gathered in another order is the same all the same."""
    assert combined({"a": "1", "b": "2"}) == combined({"b": "2", "a": "1"})


def test_the_tools_are_part_of_every_key():
    """… a new version of the renderer builds everything anew."""
    tools = dict(line.split(" ", 1) for line in toolchain())

    assert tools["weasyprint"].startswith("70.")
    assert {"communique", "pydyf", "fonttools", "pango_version_string", "zlib"} <= tools.keys()


def test_what_binds_digests_and_composes_pages_is_installed_and_no_part_of_every_key():
    """… a new version of the binder binds all digests anew, and renders no bulletin again."""
    names = {*BINDER, *COMPOSERS}

    assert ABSENT not in map(package_version, names)
    assert not names & {line.split(" ")[0] for line in toolchain()}


def test_the_versions_are_known_without_loading_the_renderer():
    """… a build of nothing is done at once."""
    script = "import sys; from communique.build.toolchain import toolchain; toolchain(); "
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
