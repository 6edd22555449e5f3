"""Newsrooms that the command itself builds, in processes of its own."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from communique.author import scaffold

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


def write_newsroom(folder, bulletins):
    """Write a newsroom with so many bulletins of one page, in two months."""
    scaffold(folder)
    text = (folder / FIRST).read_text()
    for number in range(2, bulletins + 1):
        date = f"2026-0{1 + number % 2}-1{number % 10}"
        path = folder / "bulletins" / date[:4] / date[5:7] / f"visit-{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        own = text.replace("number: 1\n", f"number: {number}\n").replace("2026-01-15", date)
        path.write_text(own.replace("Your first bulletin", f"Visit number {number}"))
    return folder


def start(folder, *arguments, **environment):
    """Start the command in `folder`."""
    return subprocess.Popen(
        [sys.executable, "-m", "communique", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(folder, *arguments, **environment):
    """Run the command in `folder`; return its exit status, its results and what else it told."""
    process = start(folder, *arguments, **environment)
    results, told = process.communicate(timeout=300)
    return process.returncode, results, told


def tree(folder):
    """Return the SHA-256 of each file under out/, hidden ones among them."""
    out = Path(folder) / "out"
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
