from dataclasses import replace

import pytest

from communique.build.rendering import render_page
from communique.errors import RenderFaults
from communique.model import Page

PAGE = Page('<html lang="en"><title>A</title>', (), ())


def test_a_page_becomes_a_pdf():
    """… a build needs nothing but the page."""
    assert render_page(PAGE).startswith(b"%PDF")


def test_a_fault_of_rendering_is_passed_on_as_it_is():
    """… what the renderer knows of a fault is not blurred."""
    with pytest.raises(RenderFaults) as caught:
        render_page(replace(PAGE, html="<title>A</title>"))

    assert caught.value.faults[0].code != "R010"


def test_a_renderer_that_breaks_is_a_fault_of_its_page():
    """… a page that WeasyPrint cannot bear stops no other, and is told without a traceback."""
    with pytest.raises(RenderFaults) as caught:
        render_page(replace(PAGE, html=None))

    (fault,) = caught.value.faults
    assert fault.code == "R010"
    assert fault.message.startswith("the renderer broke: TypeError")
