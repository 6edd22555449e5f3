"""The machine that a benchmark ran on, in a sentence: its kind and the versions, nothing that names it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

TOLD = {"Python version", "WeasyPrint version", "Pango version"}  # of what `weasyprint --info` says


def describe(*programs: str) -> str:
    """Return processor, memory, system and versions; of `programs` too, as each tells its own."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    hardware = f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory; {system}"
    return "; ".join([hardware, *_engine(), *map(_version, filter(shutil.which, programs))])


def _processor() -> str:
    found = re.search(
        r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE
    )
    return found[1] if found else platform.machine()


def _engine() -> list[str]:
    """Return the versions of Python, WeasyPrint and Pango, as WeasyPrint's own command tells them."""
    lines = _output([sys.executable, "-m", "weasyprint", "--info"]).splitlines()
    told = dict(line.split(": ", 1) for line in lines if ": " in line)
    return [f"{name.removesuffix(' version')} {value}" for name, value in told.items() if name in TOLD]


def _version(program: str) -> str:
    """Return what `program --version` says, without the words behind the number."""
    found = re.match(r"\D*[\d.]+", _output([program, "--version"]))
    return found[0] if found else program


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
