import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from communique.codes import MEANINGS
from conformance.tags import problems
from matrix.printing import build
from newsroom_copies import write_yaml
from properties.bulletins import bulletins

LAYOUTS = ("parallel", "stacked", "sequential", "single")
LANGUAGES = ("en+ru", "ru", "en+ar", "zh+en", "ar+ru+en")
EXAMPLES = max(10, settings.default.max_examples // 20 // len(LAYOUTS))  # a soak prints 500 in all
BREAKDOWNS = {"R009", "R010"}  # the renderer's own
# Off the paper, out of its column, cut off, printed over something else.
OVERFLOWS = {f"P{number:03}" for number in range(10, 16)}


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=EXAMPLES)
@given(data=st.data(), languages=st.sampled_from(LANGUAGES))
def test_whatever_a_bulletin_holds_it_is_printed_whole_or_told_why_not(newsroom, layout, data, languages):
    """… no text crashes the press or runs over its column: it is printed, or the line to mend is named."""
    folder = newsroom(layout, languages)
    file = folder / "bulletins/2024/03/ferry.yaml"
    write_yaml(file, data.draw(bulletins(tuple(languages.split("+")))))

    report, pages = build(folder)

    faults = [fault for error in report.errors for fault in error.faults]
    for fault in faults:
        event(fault.code)
        assert fault.code in MEANINGS.keys() - BREAKDOWNS - OVERFLOWS
        assert (fault.path, bool(fault.line)) == (file, True)
    if not faults:
        event("printed")
    for pdf, page in pages.items():
        assert problems(pdf.read_bytes(), page.html) == []
