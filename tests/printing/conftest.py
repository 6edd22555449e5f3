"""What tests with printers share."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from delivery.commands import communique
from newsroom_copies import ROOT, copy_newsroom
from printer_rig import add_queue, printing_house


@pytest.fixture(autouse=True)
def _no_network() -> None:
    """Let tests reach the printers: only what is on this machine is ever named."""


@pytest.fixture(scope="session")
def house() -> Iterator[Any]:
    """Give what printers need."""
    with printing_house() as there:
        yield there


@pytest.fixture(scope="session")
def printer(house: Any) -> Iterator[Any]:
    """Give a printer, which several tests print on."""
    with house.printer() as one:
        yield one


@pytest.fixture
def own_printer(house: Any) -> Iterator[Any]:
    """Give a printer to one test, which may spoil it."""
    with house.printer() as one:
        yield one


@pytest.fixture(scope="session")
def cups_there(house: Any, printer: Any) -> Iterator[tuple[Path, int]]:
    """Give a CUPS with two queues to the printer: `front`, and `raw`, which knows nothing of it."""
    with house.cups() as (home, port):
        add_queue(port, "front", printer)
        add_queue(port, "raw", printer, driverless=False)
        yield home / "cups.sock", port


@pytest.fixture
def cups(cups_there: Any) -> Path:
    """Give its socket."""
    return cups_there[0]


@pytest.fixture
def cups_port(cups_there: Any) -> int:
    """Give its port."""
    return cups_there[1]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a newsroom whose bulletin and digest are built, to be copied."""
    folder = copy_newsroom(ROOT, tmp_path_factory.mktemp("built") / "newsroom")
    for command in (("build",), ("digest", "--all")):
        done = communique(*command, folder=folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def newsroom(built: Path, tmp_path: Path, printer: Any) -> Path:
    """Give a copy of the built newsroom, whose usual printer is the one that runs."""
    folder = tmp_path / "newsroom"
    subprocess.run(["cp", "-a", built, folder], check=True)
    file = folder / "newsroom.yaml"
    more = f"\nprinters: {{office: '{printer.uri}'}}\nprinting: {{ask_above: 20}}\n"
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    printer.play("")
    return folder
