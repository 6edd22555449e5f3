"""What `communique verify` says where veraPDF is there to be asked."""

import weasyprint

from communique.build.verifying import verify
from conformance.verapdf import require_verapdf


def test_each_file_is_proved_by_verapdf(bulletins, tmp_path):
    """… a bulletin is told to be proved, and of a file without tags the clauses that it breaks."""
    stranger = tmp_path / "stranger.pdf"
    stranger.write_bytes(weasyprint.HTML(string="<p>Good afternoon.").write_pdf())

    done = verify([bulletins[0].pdf, stranger], verapdf=require_verapdf())

    broken = [fault for error in done.errors for fault in error.faults]
    assert done.validated
    assert list(done.sound) == [bulletins[0].pdf]
    assert {(fault.code, fault.path) for fault in broken} == {("P040", stranger)}
    assert {fault.message.split(",")[0] for fault in broken} == {"breaks PDF/UA-1", "breaks PDF/A-3a"}
    assert any("7.1-11: " in fault.message for fault in broken)
