"""Dask schedulers and workers as processes of their own, which hear nothing but this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from distributed import Client

SOURCE = Path(__file__).parents[1] / "src"
PATIENCE = 20.0  # seconds for a process to begin or to end
FORGOTTEN = "5 minutes"  # after which what a killed test has left ends by itself


@dataclass(frozen=True)
class Scheduler:
    """A running scheduler, at `address` as `--executor` takes it."""

    address: str
    folder: Path
    process: subprocess.Popen[bytes]

    def client(self):
        """Return what speaks to it as anybody may, to be left as a context."""
        return Client(self.address.replace("dask", "tcp", 1), set_as_default=False)

    def await_workers(self, count):
        """Wait until there are `count` workers."""
        with self.client() as client:
            client.wait_for_workers(count, timeout=PATIENCE)

    @contextmanager
    def worker(self, *options, preload="", **environment):
        """Begin a worker, which does what `preload` says before anything else; end it afterwards."""
        command = [
            "--nthreads",
            "1",
            "--memory-limit",
            "0",
            "--scheduler-file",
            self.folder / "scheduler.json",
        ]
        with _running("worker", self.folder, [*command, *options], preload, environment) as process:
            yield process


@contextmanager
def scheduler(folder, preload="", **environment):
    """Begin a scheduler that keeps its files in `folder`; end it afterwards."""
    told = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--scheduler-file", told, "--idle-timeout", FORGOTTEN]
    with _running("scheduler", folder, options, preload, environment) as process:
        address = json.loads(_text(told))["address"]
        yield Scheduler(f"dask://{address.partition('://')[2]}", folder, process)


@contextmanager
def _running(program, folder, options, preload, environment):
    if preload:
        options = [*options, "--preload", preload]
    with (folder / f"{program}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{program}", "--no-dashboard", *options],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(SOURCE),
                "DASK_TEMPORARY_DIRECTORY": str(folder),
                **environment,
            },
            stdout=log,
            stderr=log,
            start_new_session=True,  # so that whatever it begins ends with it
        )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _text(path):
    """Return the text of the file at `path` as soon as there is any."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if path.exists() and (text := path.read_text()):
            return text
        time.sleep(0.02)
    raise TimeoutError(path)
