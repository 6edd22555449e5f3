"""Prints the matrix once, and keeps all that asks for it in one process."""

import pytest

from conformance.verapdf import require_verapdf, validate_declared
from matrix.bulletins import rows
from matrix.printing import Printed, print_all


@pytest.fixture(scope="session")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Printed]:
    """Print every combination."""
    return print_all(rows(), tmp_path_factory.mktemp("matrix"))


@pytest.fixture(scope="session")
def verdicts(matrix: dict[str, Printed]) -> dict[str, list[dict[str, list[str]]]]:
    """Ask veraPDF of all that was printed, in one run of Java: the broken rules of each PDF by profile."""
    broken = validate_declared(require_verapdf(), [pdf for one in matrix.values() for pdf in one.pdfs])
    return {name: [broken[pdf] for pdf in one.pdfs] for name, one in matrix.items()}
