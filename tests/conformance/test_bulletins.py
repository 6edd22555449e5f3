"""Every bulletin of every newsroom here, judged by veraPDF."""

from pathlib import Path

from communique.build.bulletins import build_bulletins
from newsroom_copies import MADE_UP, ROOT, copy_newsroom

NEWSROOMS = [ROOT, *sorted(path.parent for path in MADE_UP.glob("*/newsroom.yaml"))]


def test_every_bulletin_conforms_to_pdf_ua_1(verapdf, tmp_path: Path):
    """… a bulletin of any kind, state and pair of languages can be read aloud."""
    copies = [copy_newsroom(source, tmp_path / source.name) for source in NEWSROOMS]
    reports = [build_bulletins(copy) for copy in copies]
    bulletins = sorted(tmp_path.glob("*/out/bulletins/*/*/*.pdf"))

    broken = verapdf(bulletins, "ua1")

    assert not any(report.errors for report in reports)
    assert len(bulletins) == len(
        [path for source in NEWSROOMS for path in source.glob("bulletins/*/*/*.yaml")]
    )
    assert {path.name: rules for path, rules in broken.items() if rules} == {}
