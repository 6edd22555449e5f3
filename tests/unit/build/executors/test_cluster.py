"""What a cluster makes and how it bears losses. The processes are real, and hear only this machine."""

import gc
import re
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager

import pytest
from dask import config as dask_config

from clusters import PATIENCE, scheduler
from communique import __version__
from communique.build.executors.cluster import AT_ONCE, Cluster
from communique.build.executors.inline import Inline
from communique.build.executors.meeting import WAITING
from communique.errors import CommuniqueError, RenderFaults, UsageError
from communique.model import Asset

# What a worker is told before it begins; Dask may tell it twice.
DEADLY = """
import os
import time
from communique.build.executors import worker
from communique.build.rendering import render_unproved
def render(page):
    if "Deadly" in page.html:
        time.sleep(0.5)  # so that there is another in the worker's hands
        os.kill(os.getpid(), 9)
    return render_unproved(page)
worker.render_unproved = render
"""
SLOW = """
import time
from communique.build.executors import worker
from communique.build.rendering import render_unproved
def render(page):
    time.sleep(0.3)
    return render_unproved(page)
worker.render_unproved = render
"""
BROKEN = """
from communique.build.executors import worker
def render(page):
    return render(page)
worker.render_unproved = render
"""
LONG = 60.0  # seconds: longer than a busy machine takes for anything
UNABLE = "import sys\nsys.modules['communique.build.toolchain'] = None\n"


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Refuse every connection but those to this machine."""
    connect = socket.socket.connect

    def ask(self, address):
        assert self.family == socket.AF_UNIX or address[0] == "127.0.0.1", address
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", ask)


@pytest.fixture(autouse=True)
def _no_client_left():
    """Let clients end with their test: Dask closes them when they are collected, and locks meanwhile."""
    yield
    for thread in threading.enumerate():
        if thread.name == WAITING:
            thread.join(LONG)
    gc.collect()


@pytest.fixture(scope="module")
def dask(tmp_path_factory):
    """Give a scheduler with two workers that are begun anew where they end."""
    with scheduler(tmp_path_factory.mktemp("dask")) as running, running.worker("--nworkers", "2"):
        yield running


@pytest.fixture
def preload(tmp_path):
    """Give what makes a file of what a process is to do before anything else."""

    def write(program):
        path = tmp_path / "preload.py"
        path.write_text(program)
        return path

    return write


@pytest.fixture
def statements(task_with):
    """Give a number of tasks of different texts."""

    def make(count):
        return [task_with(f"{number}.pdf", f"Statement {number}.") for number in range(count)]

    return make


@contextmanager
def answering(text):
    """Open a port at which whoever connects is told `text`, and nothing more; give its address."""

    class Answer(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.sendall(text)
            ended.wait()

    ended = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"dask://127.0.0.1:{server.server_address[1]}"
        ended.set()
        server.shutdown()
        thread.join()


def cluster_at(address):
    """Return a cluster with all the patience that a busy machine wants."""
    return Cluster(address, patience=LONG)


def entered(stack, address):
    """Enter such a cluster, which then waits ten seconds for whatever is lost."""
    executor = stack.enter_context(cluster_at(address))
    executor._session._patience = 10
    return executor


def refused(cluster):
    """Return the faults for which `cluster` cannot be entered."""
    with pytest.raises(CommuniqueError) as caught, cluster:
        pass
    return caught.value.faults


def pdfs(results):
    return {one.name: one.pdf for one in results}


def test_a_cluster_makes_what_this_process_makes(dask, statements):
    """… the bytes do not tell where a page was rendered."""
    tasks = statements(12)

    with cluster_at(dask.address) as executor:
        results = list(executor.perform(tasks))

    assert len(results) == 12
    assert pdfs(results) == pdfs(Inline().perform(tasks))
    assert all(one.seconds["render"] > 0 and one.memory > 2**20 for one in results)


def test_a_page_with_a_fault_has_the_same_faults_as_here(dask, task_with):
    """… a fault passes from machine to machine, and no other page suffers for it."""
    bad = task_with("bad.pdf", "<span style='position: absolute; left: -50mm'>Good evening.")

    with cluster_at(dask.address) as executor:
        first, second = sorted(executor.perform([bad, task_with()]), key=lambda one: one.name)

    assert first.pdf
    assert second.pdf is None
    assert second.error.faults == next(Inline().perform([bad])).error.faults


def test_a_content_is_sent_to_the_cluster_once(dask, task_with, statements):
    """… a thousand bulletins share one font, and those of the next call share it too."""
    emblem = Asset("emblem.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    tasks = [*statements(6), *(task_with(f"{n}-emblem.pdf", f"Number {n}.", emblem) for n in range(4))]
    contents = {f"communique-{one.sha256}" for task in tasks for one in task.job.references}

    with cluster_at(dask.address) as executor:
        before = arrivals(executor, contents)
        results = [*executor.perform(tasks), *executor.perform(tasks)]
        after = arrivals(executor, contents)

    assert len(results) == 20
    assert [after[one] - before[one] for one in contents] == [1, 1, 1]


def test_what_the_cluster_was_told_long_ago_is_let_go(dask, task_with, font, monkeypatch):
    """… a year of photographs does not pile up on the scheduler."""
    monkeypatch.setattr("communique.build.executors.cluster.KEPT", len(font.data) + 4 * 2**16)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><desc>{}</desc></svg>'
    photos = [Asset("photo.svg", drawing.format(str(n) * 2**16).encode()) for n in range(8)]
    tasks = [task_with(f"{n}.pdf", f"Number {n}.", photo) for n, photo in enumerate(photos)]

    with cluster_at(dask.address) as executor:
        results = list(executor.perform(tasks))
        sent = [{f"communique-{one.sha256}" for one in task.job.assets if not one.is_font} for task in tasks]
        wanted = [False] * 5 + [True] * 3
        deadline = time.monotonic() + PATIENCE  # a scheduler lets go when it comes to it
        while (known := [bool(one & known_to_scheduler(executor)) for one in sent]) != wanted:
            assert time.monotonic() < deadline, known
            time.sleep(0.05)

    assert all(one.pdf for one in results)


def test_a_font_of_many_letters_is_sent_without_a_word(dask, task_with):
    """… Dask warns of what is large: here it is a Chinese font, and sent once."""
    font = Asset("brand/letters.bin", bytes(12 * 2**20))

    with cluster_at(dask.address) as executor:
        (finished,) = executor.perform([task_with("a.pdf", "Large.", font)])

    assert finished.pdf


def arrivals(executor, keys):
    """Return how often the scheduler was given each of `keys`."""
    client = executor._session._client
    log = client.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.transition_log))
    return {key: sum(one[0] == key and one[2] == "memory" for one in log) for key in keys}


def known_to_scheduler(executor):
    """Return the keys of all that the scheduler keeps."""
    return executor._session._client.run_on_scheduler(lambda dask_scheduler: set(dask_scheduler.tasks))


def test_tasks_are_taken_only_as_there_is_room_for_them(dask, statements):
    """… the parent composes as far ahead as keeps the workers busy, and no further."""
    taken = []

    def tasks():
        for task in statements(20):
            taken.append(task.name)
            yield task

    with cluster_at(dask.address) as executor:
        results = executor.perform(tasks())
        next(results)
        at_first = len(taken)
        rest = list(results)

    assert at_first == 2 * AT_ONCE
    assert len(rest) == 19


def test_a_lost_worker_s_jobs_are_done_elsewhere(tmp_path, statements):
    """… a machine that is switched off in the middle costs nothing but time."""
    tasks = statements(24)

    with scheduler(tmp_path) as dask, dask.worker("--no-nanny"), dask.worker("--no-nanny") as second:
        dask.await_workers(2)
        with cluster_at(dask.address) as executor:
            results = executor.perform(tasks)
            before = [next(results) for _ in range(5)]
            second.send_signal(signal.SIGKILL)
            after = list(results)

    assert len([*before, *after]) == 24
    assert pdfs([*before, *after]) == pdfs(Inline().perform(tasks))


def test_a_job_that_kills_its_workers_is_told_and_no_other(tmp_path, preload, statements, task_with):
    """… what was given to the same workers is done all the same."""
    deadly = task_with("deadly.pdf", "Deadly.")
    tasks = [*statements(3), deadly, *statements(6)[3:]]
    strict = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}  # whoever was beside it is blamed too

    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path, **strict))
        stack.enter_context(dask.worker(preload=preload(DEADLY)))
        executor = stack.enter_context(cluster_at(dask.address))
        results = {one.name: one for one in executor.perform(tasks)}

    (fault,) = results.pop("deadly.pdf").error.faults
    assert fault.code == "R013"
    assert fault.message.endswith("ended: every time that a worker was given it")
    assert pdfs(results.values()) == pdfs(Inline().perform([one for one in tasks if one is not deadly]))


def test_a_worker_with_another_version_is_refused(tmp_path, preload):
    """… the fault names the worker, the tool and both versions, and nothing is rendered."""
    other = preload("import communique\ncommunique.__version__ = '0.0.1'\n")

    with scheduler(tmp_path) as dask, dask.worker("--no-nanny"), dask.worker("--no-nanny", preload=other):
        dask.await_workers(2)
        (fault,) = refused(cluster_at(dask.address))

    assert fault.code == "R014"
    assert re.fullmatch(
        rf"the worker at 127\.0\.0\.1:\d+ has communique 0\.0\.1, and the build communique {__version__}",
        fault.message,
    )


def test_a_worker_that_comes_later_with_another_version_does_nothing(tmp_path, preload, statements):
    """… its bytes do not get among the others', and the fault says why."""
    other = preload("import communique\ncommunique.__version__ = '0.0.1'\n")

    with scheduler(tmp_path) as dask, ExitStack() as stack:
        with dask.worker("--no-nanny"):
            executor = stack.enter_context(cluster_at(dask.address))
        stack.enter_context(dask.worker("--no-nanny", preload=other))
        (finished,) = executor.perform(statements(1))

    assert finished.pdf is None
    assert [fault.code for fault in finished.error.faults] == ["R014"]


def test_what_a_worker_did_not_foresee_is_told(tmp_path, preload, statements):
    """… an error so deep that Dask cannot send it does not make the build wait for ever."""
    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path))
        stack.enter_context(dask.worker("--no-nanny", preload=preload(BROKEN)))
        executor = stack.enter_context(cluster_at(dask.address))
        (finished,) = executor.perform(statements(1))

    (fault,) = finished.error.faults
    assert (fault.code, finished.pdf) == ("E007", None)
    assert "RecursionError" in fault.message


def test_a_worker_that_comes_later_without_communique_leaves_its_work_to_others(
    tmp_path, preload, statements
):
    """… it ends at the first job that it cannot read, and the job is done elsewhere."""
    tasks = statements(8)

    with scheduler(tmp_path) as dask, ExitStack() as stack:
        stack.enter_context(dask.worker("--no-nanny"))
        executor = stack.enter_context(cluster_at(dask.address))
        useless = stack.enter_context(dask.worker("--no-nanny", preload=preload(UNABLE)))
        dask.await_workers(2)
        results = list(executor.perform(tasks))
        useless.wait(20)

    assert len(results) == 8
    assert all(one.pdf for one in results)


def test_machines_that_cannot_use_communique_are_refused(tmp_path, preload):
    """… each is named, worker and scheduler, with what to install."""
    unable = preload(UNABLE)

    with scheduler(tmp_path, preload=unable) as dask, dask.worker("--no-nanny", preload=unable):
        worker, theirs = refused(cluster_at(dask.address))

    place = dask.address.removeprefix("dask://")
    assert (worker.code, theirs.code) == ("E005", "E005")
    assert worker.message.startswith("the worker at 127.0.0.1:")
    assert theirs.message.startswith(f"the scheduler at {place} cannot use communique: ModuleNotFoundError")
    assert "communique[cluster]" in worker.hint


def test_a_cluster_without_workers_is_refused(tmp_path):
    """… a build does not wait for a machine that nobody has switched on."""
    with scheduler(tmp_path) as dask:
        (fault,) = refused(Cluster(dask.address, patience=10))

    assert fault.code == "E004"
    assert "dask worker" in fault.hint


def test_a_scheduler_that_is_not_there_is_a_fault():
    """… a wrong port is told in good time."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"dask://127.0.0.1:{server.getsockname()[1]}"

    (fault,) = refused(Cluster(address, patience=2))

    assert fault.code == "E003"
    assert fault.message == f"no Dask scheduler answers at {address.removeprefix('dask://')}"


@pytest.mark.parametrize("text", [b"", b"SSH-2.0-OpenSSH\r\n" * 9, b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_something_else_that_answers_there_is_a_fault(text):
    """… a port that is silent, or of another program, is told in good time."""
    start = time.monotonic()

    with answering(text) as address:
        (fault,) = refused(Cluster(address, patience=2))

    assert fault.code == "E003"
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "address",
    [
        "dask://",
        "dask://scheduler",
        "dask://scheduler:",
        "dask://scheduler:none",
        "dask://scheduler:99999",
        "dask://:8786",
        "dask://[::1:8786",
        "dask://scheduler:8786/path",
        "dask://user@scheduler:8786",
        "tcp://scheduler:8786",
        "scheduler:8786",
    ],
)
def test_a_malformed_address_is_a_fault(address):
    """… nothing is asked for at an address that is none."""
    with pytest.raises(UsageError) as caught:
        Cluster(address)

    (fault,) = caught.value.faults
    assert fault.code == "E001"
    assert fault.message == f"{address!r} is not dask://HOST:PORT"


def test_dask_is_asked_for_only_when_it_is_needed(monkeypatch):
    """… who has no cluster needs no Dask, and who wants one is told what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    (fault,) = refused(Cluster("dask://127.0.0.1:8786"))

    assert fault.code == "E002"
    assert fault.hint == "pip install 'communique[cluster]'"


def test_a_cluster_that_was_not_entered_does_nothing(statements):
    """… a mistake of ours is an error at once."""
    with pytest.raises(RuntimeError, match="not entered"):
        next(Cluster("dask://127.0.0.1:8786").perform(statements(1)))


def test_workers_that_all_end_are_a_fault(tmp_path, preload, statements):
    """… a build does not wait for ever."""
    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path))
        worker = stack.enter_context(dask.worker("--no-nanny", preload=preload(SLOW)))
        executor = entered(stack, dask.address)
        results = executor.perform(statements(9))
        first = next(results)
        worker.send_signal(signal.SIGKILL)
        with pytest.raises(RenderFaults) as caught:
            list(results)

    (fault,) = caught.value.faults
    assert first.pdf
    assert (fault.code, "has no worker any more" in fault.message) == ("E006", True)


def test_workers_that_are_too_full_to_work_are_a_fault(tmp_path, statements):
    """… a build does not wait for ever for workers that Dask has paused."""
    full = {"DASK_DISTRIBUTED__WORKER__MEMORY__PAUSE": "0.1"}  # more than Dask takes, less than a page

    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path))
        stack.enter_context(dask.worker("--no-nanny", "--memory-limit", "1000MiB", **full))
        executor = entered(stack, dask.address)
        with pytest.raises(RenderFaults) as caught:
            list(executor.perform(statements(500)))

    (fault,) = caught.value.faults
    assert (fault.code, "has no worker any more" in fault.message) == ("E006", True)


def test_a_scheduler_that_ends_is_a_fault(tmp_path, preload, statements):
    """… what was done before is kept, and the command says why it stops."""
    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path))
        stack.enter_context(dask.worker("--no-nanny", preload=preload(SLOW)))
        executor = entered(stack, dask.address)
        results = executor.perform(statements(9))
        first = next(results)
        dask.process.send_signal(signal.SIGKILL)
        with pytest.raises(RenderFaults) as caught:
            list(results)

    (fault,) = caught.value.faults
    assert first.pdf
    assert (fault.code, "does not answer any more" in fault.message) == ("E006", True)


def test_a_scheduler_that_hangs_is_a_fault(tmp_path, preload, statements):
    """… a build does not hang with it."""
    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path))
        stack.callback(dask.process.send_signal, signal.SIGCONT)
        stack.enter_context(dask.worker("--no-nanny", preload=preload(SLOW)))
        executor = entered(stack, dask.address)
        results = executor.perform(statements(9))
        first = next(results)
        dask.process.send_signal(signal.SIGSTOP)
        with pytest.raises(RenderFaults) as caught:
            list(results)

    (fault,) = caught.value.faults
    assert first.pdf
    assert fault.code == "E006"


def test_a_cluster_that_somebody_restarts_does_its_jobs_again(tmp_path, statements):
    """… another office that empties the cluster costs nothing but time."""
    tasks = statements(8)

    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path))
        stack.enter_context(dask.worker("--nworkers", "2"))
        executor = stack.enter_context(cluster_at(dask.address))
        somebody = stack.enter_context(dask.client())
        results = executor.perform(tasks)
        first = next(results)
        somebody.restart()
        rest = list(results)

    assert pdfs([first, *rest]) == pdfs(Inline().perform(tasks))


def test_a_worker_of_several_threads_renders_one_page_at_a_time(tmp_path, statements):
    """… neither Pango nor PDFium breaks where an office begins its workers with other options."""
    tasks = statements(24)

    with ExitStack() as stack:
        dask = stack.enter_context(scheduler(tmp_path))
        stack.enter_context(dask.worker("--no-nanny", "--nthreads", "4"))
        executor = stack.enter_context(cluster_at(dask.address))
        results = list(executor.perform(tasks))

    assert pdfs(results) == pdfs(Inline().perform(tasks))


def test_two_builds_share_a_cluster_and_what_it_was_told(dask, statements):
    """… one office that leaves takes nothing from the other."""
    tasks = statements(12)

    with cluster_at(dask.address) as first:
        with cluster_at(dask.address) as second:
            theirs = second.perform(tasks)
            ours = first.perform(tasks)
            begun = [next(ours), next(theirs)]
        results = [begun[0], *ours]

    assert begun[1].pdf
    assert pdfs(results) == pdfs(Inline().perform(tasks))


def test_leaving_on_an_exception_is_quick_and_leaves_nothing(dask, statements):
    """… Ctrl-C ends a build at once, and the cluster drops what it was asked for."""

    def interrupted():
        with cluster_at(dask.address) as executor:
            for _ in executor.perform(statements(50)):
                raise KeyboardInterrupt

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted()
    took = time.monotonic() - start

    with cluster_at(dask.address) as executor:
        left = executor._session._client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))
    assert took < 3
    assert left == 0


def test_a_cluster_behind_tls_is_met_as_dask_is_told_to(tmp_path, statements):
    """… an office can close its cluster to strangers, and a build without the certificate is a stranger."""
    settings = dask_over_tls(tmp_path)
    told = {f"DASK_{key.upper().replace('.', '__').replace('-', '_')}": one for key, one in settings.items()}

    with scheduler(tmp_path, **told) as running, running.worker("--no-nanny", **told):
        (fault,) = refused(Cluster(running.address, patience=3))
        with dask_config.set(settings), Cluster(running.address) as executor:
            (finished,) = executor.perform(statements(1))

    assert fault.code == "E003"
    assert finished.pdf


def dask_over_tls(folder):
    """Make a certificate in `folder`; return what lets Dask use it and speak with nobody who does not."""
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=head-office"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    settings = {"require-encryption": "true", "tls.ca-file": certificate}
    for role in ("scheduler", "worker", "client"):
        settings |= {f"tls.{role}.key": key, f"tls.{role}.cert": certificate}
    return {f"distributed.comm.{name}": value for name, value in settings.items()}
