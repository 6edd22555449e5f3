"""Letters as a reader sees them: on a telephone and on a desk, in light and in dark.

Chromium shows all of them in frames of either width at once, since each start takes a second.
"""

import html
import json
import re
import subprocess

import pytest

from letters import shown

WIDTHS = (360, 800)
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
MEASURE = """
const channels = c => c.match(/[\\d.]+/g).map(Number);
const light = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
const luminance = c => { const [r, g, b] = c.map(light); return 0.2126 * r + 0.7152 * g + 0.0722 * b };
const ground = (e, w) => {
  for (; e; e = e.parentElement) {
    const c = channels(w.getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c.slice(0, 3);
  }
  return [255, 255, 255];
};
const measured = frame => {
  const w = frame.contentWindow, d = frame.contentDocument, pale = [];
  for (const e of d.body.querySelectorAll("*")) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const s = luminance(channels(w.getComputedStyle(e).color).slice(0, 3)), g = luminance(ground(e, w));
    const ratio = (Math.max(s, g) + 0.05) / (Math.min(s, g) + 0.05);
    if (ratio < LEAST) pale.push([e.className || e.tagName, ratio]);
  }
  return {name: frame.title, wide: d.documentElement.scrollWidth, room: w.innerWidth, pale,
    sheet: luminance(ground(d.querySelector(".sheet"), w)), title: d.title,
    requests: w.performance.getEntriesByType("resource").length};
};
addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map(measured);
  document.body.textContent = JSON.stringify(found);
});
"""
PAGE = """<!DOCTYPE html><html style="color-scheme: light dark"><meta charset="utf-8"><body>{frames}
<script>{script}</script></body></html>"""


def page(letters):
    frames = "".join(
        f'<iframe title="{name} {width}" style="border: 0; width: {width}px; height: 900px" '
        f'srcdoc="{html.escape(text)}"></iframe>'
        for name, text in letters
        for width in WIDTHS
    )
    script = MEASURE.replace("LEAST", str(LEAST_CONTRAST))
    return PAGE.format(frames=frames, script=script)


def looked_at(letters, folder, *, is_dark):
    """Return what Chromium measures of `letters` in either width."""
    path = folder / "letters.html"
    path.write_text(page(letters), encoding="utf-8")
    command = [
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        f"--user-data-dir={folder / 'profile'}",
        f"--blink-settings=preferredColorScheme={0 if is_dark else 1}",
        *("--dump-dom", path.as_uri()),
    ]
    shown_page = subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode("utf-8")
    (found,) = re.findall(r"<body>(.*)</body>", shown_page, re.DOTALL)
    return json.loads(html.unescape(found))


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_a_letter_fits_its_reader(is_dark, tmp_path):
    """… nothing runs off a telephone, every word can be read by day and by night, and nothing is loaded."""
    letters = [(name, letter.html) for name, letter in shown()]

    found = looked_at(letters, tmp_path, is_dark=is_dark)

    assert len(found) == len(letters) * len(WIDTHS)
    assert {one["room"] for one in found} == set(WIDTHS)
    assert [one for one in found if one["wide"] > one["room"]] == []
    assert [(one["name"], one["pale"]) for one in found if one["pale"]] == []
    assert {one["sheet"] < 0.5 for one in found} == {is_dark}
    assert {one["requests"] for one in found} == {0}


def test_a_pale_or_broad_letter_would_be_seen(tmp_path):
    """… the measure itself can fail."""
    spoilt = '<div class="sheet" style="width: 900px; color: #aaaaaa; background: #ffffff">A</div>'

    found = looked_at([("spoilt", spoilt)], tmp_path, is_dark=False)

    assert all(one["wide"] > one["room"] for one in found)
    assert all(one["pale"] for one in found)
