"""An SVG file is a program that may never end: it is counted before it is run."""

import pytest

from communique.load.svg import MOST, draws_too_much


def svg(body: str) -> bytes:
    xmlns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {xmlns}>{body}</svg>".encode()


def tower(floors: int, link: str = "href") -> bytes:
    """Return a file in which each group uses the one before ten times."""
    groups = ['<g id="g0"><path/></g>']
    groups += [
        f'<g id="g{floor}">' + f'<use {link}="#g{floor - 1}"/>' * 10 + "</g>" for floor in range(1, floors)
    ]
    return svg("".join(groups))


@pytest.mark.parametrize("link", ["href", "xlink:href"])
def test_uses_of_uses_are_counted(link):
    """… a file of a few lines cannot keep a build busy for ever, and an honest one is drawn."""
    assert not draws_too_much(tower(4, link))
    assert draws_too_much(tower(9, link))


def test_the_end_of_a_round_of_uses_is_never_awaited():
    """… a drawing that uses itself is refused and not followed."""
    assert draws_too_much(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'))


def test_uses_before_what_they_use_count_too():
    """… the order of the file hides nothing."""
    assert draws_too_much(svg('<use href="#a"/>' * 1000 + f'<g id="a">{"<path/>" * (MOST // 1000)}</g>'))


@pytest.mark.parametrize("data", [svg("<path/>"), svg("<use/>"), b"<svg use", svg('<use href="#none"/>')])
def test_other_files_are_left_alone(data):
    """… what is plain, or broken, is rendering's matter."""
    assert not draws_too_much(data)
