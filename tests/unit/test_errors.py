import pickle
from pathlib import Path

import pytest

from communique.errors import Fault, NewsroomFaults, RenderFaults, SourceFaults, UsageError


@pytest.mark.parametrize("kind", [SourceFaults, NewsroomFaults, RenderFaults, UsageError])
def test_an_error_passes_from_one_process_to_another_with_its_faults(kind):
    """… what breaks in a worker is told as if it had broken here."""
    error = kind(
        [Fault("R005", "no font", Path("styles/type.css"), 3, hint="declare one"), Fault("R006", "x")]
    )

    passed = pickle.loads(pickle.dumps(error))  # noqa: S301 - what was written right here

    assert (type(passed), passed.faults, str(passed)) == (kind, error.faults, str(error))
