import os
import pickle
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import connection, forkserver
from pathlib import Path
from types import SimpleNamespace

import pytest

from communique.build.executors import pool as pools
from communique.build.executors import warm
from communique.build.executors.inline import Inline
from communique.build.executors.job import task_of
from communique.build.executors.pool import IN_HAND, Pool, processors
from communique.build.executors.shelf import ROOM
from communique.model import Asset

SLOW = "<p>Good afternoon. Thank you all for coming here today." * 600  # 13 pages: most of a second
ENDLESS = SLOW * 20  # longer than any test waits
AT_ONCE = 3  # seconds: well under one where nothing else is done


def workers():
    """Return the numbers of the processes that were forked from the one that Linux has for that.

    While that is loaded, it runs ldconfig and the like.
    """
    parent = forkserver._forkserver._forkserver_pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return {int(pid) for pid in children if command_line(pid) == command_line(parent)}


def command_line(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return None


def ends_within(seconds, pids):
    """Wait for the processes `pids` to end, and say whether they did."""
    limit = time.monotonic() + seconds
    while (left := [pid for pid in pids if is_running(pid)]) and time.monotonic() < limit:
        time.sleep(0.01)
    return not left


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def killing(times, how=signal.SIGKILL):
    """Kill each worker that is begun meanwhile, `times` in all, when it has had time to begin its task."""
    killed = set()

    def kill():
        while not over.wait(0.02) and len(killed) < times:
            if alive := workers() - killed:
                over.wait(0.25)
                with suppress(ProcessLookupError):  # it was one of an earlier pool, and has just ended
                    os.kill(min(alive), how)
                    killed.add(min(alive))

    over = threading.Event()
    thread = threading.Thread(target=kill)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def test_workers_give_the_bytes_that_this_process_gives(task_with):
    """… two hundred tasks come back once each, and nobody can tell where they were done."""
    tasks = [task_with(f"{number}.pdf", f"Statement {number}.") for number in range(200)]

    with Pool(2) as pool:
        results = {one.name: one.pdf for one in pool.perform(tasks)}

    assert results == {one.name: one.pdf for one in Inline().perform(tasks)}
    assert len(results) == 200


def test_a_fault_comes_back_as_it_is(task_with):
    """… what is wrong with a page is told alike, and its neighbours are done."""
    tasks = [task_with("a.pdf"), task_with("b.pdf", "漢"), task_with("c.pdf")]

    with Pool(2) as pool:
        results = {one.name: one for one in pool.perform(tasks)}

    (theirs,) = Inline().perform(tasks[1:2])
    assert results["b.pdf"].error.faults == theirs.error.faults
    assert results["a.pdf"].pdf
    assert results["c.pdf"].pdf


def test_times_and_memory_are_told(task_with):
    """… a profile can be written of what other processes did."""
    with Pool(1) as pool:
        (one,) = pool.perform([task_with()])

    assert one.seconds["render"] > 0
    assert one.seconds["preflight"] > 0
    assert one.memory > 2**24


def test_tasks_are_taken_as_there_is_room_for_them(task_with):
    """… the build composes while others render, and never the whole archive ahead of them."""
    taken, most = 0, 0

    def tasks():
        nonlocal taken
        for number in range(30):
            taken += 1
            yield task_with(f"{number}.pdf", f"Statement {number}.")

    with Pool(2) as pool:
        for given, _ in enumerate(pool.perform(tasks())):
            most = max(most, taken - given)

    assert taken == 30
    assert 2 < most <= 2 * IN_HAND + 2


def test_no_more_workers_are_begun_than_there_are_tasks(task_with):
    """… one statement that changed wakes one process, and none that changed wakes none."""
    with Pool(4) as pool:
        nothing = list(pool.perform([]))
        at_rest = workers()
        list(pool.perform([task_with()]))
        at_work = workers()
        list(pool.perform([task_with()]))

        assert (nothing, at_rest) == ([], set())
        assert len(at_work) == 1
        assert workers() == at_work


def test_what_a_worker_has_is_not_sent_again(task_with, font):
    """… fonts travel once to each worker, and pictures that made room for others travel anew."""
    sent = []
    with Pool(1) as pool:
        list(pool.perform([task_with()]))
        (worker,) = pool._workers
        send = worker.pipe.send_bytes
        worker.pipe.send_bytes = lambda letter: (sent.append(len(letter)), send(letter))
        picture = Asset("photos/a.png", os.urandom(2**20))
        list(pool.perform([task_with("a.pdf", "One.", picture)]))
        list(pool.perform([task_with("a.pdf", "Two.", picture)]))

    assert 2**20 < sent[0] < 2**20 + len(font.data)
    assert sent[1] < 10_000


def test_pictures_make_room_on_both_sides_alike(task_with):
    """… a picture that the worker let go is sent again, and none that it still has is asked for in vain."""
    pictures = [Asset(f"photos/{number}.png", os.urandom(ROOM // 3)) for number in range(5)]
    order = [*pictures, *pictures, pictures[0], pictures[4], pictures[0]]

    with Pool(1) as pool:
        results = list(pool.perform(task_with("a.pdf", "One.", picture) for picture in order))

    assert all(one.pdf for one in results)


def test_long_letters_and_long_results_do_not_wait_for_one_another(page_with):
    """… a worker that sends ten megabytes and one that is sent ten megabytes are the same worker."""
    source = Asset("a.yaml", os.urandom(10 * 2**20))
    tasks = [task_of(name, page_with(name, source=source)) for name in "abcd"]

    with Pool(1) as pool:
        results = list(pool.perform(tasks))

    assert [one.name for one in results] == ["a", "b", "c", "d"]
    assert all(len(one.pdf) > len(source.data) for one in results)


def test_a_task_whose_process_is_killed_is_done_at_the_second_try(task_with):
    """… when the system ends a worker for its memory, the build is whole all the same."""
    tasks = [task_with(f"{number}.pdf", SLOW) for number in range(5)]

    with Pool(2) as pool, killing(1) as killed:
        results = {one.name: one.pdf for one in pool.perform(tasks)}

    assert len(killed) == 1
    assert len(results) == 5
    assert all(results.values())


def test_a_task_whose_process_is_killed_twice_is_reported(task_with):
    """… one statement that needs too much memory stops no other, and the fault tells what happened."""
    with Pool(1) as pool:
        with killing(2):
            results = list(pool.perform([task_with("a.pdf", ENDLESS)]))
        after = list(pool.perform([task_with("b.pdf")]))

    (fault,) = results[0].error.faults
    assert (results[0].name, results[0].pdf, fault.code) == ("a.pdf", None, "R013")
    assert fault.message == (
        "the process that rendered it ended: killed by signal 9, as systems do that run out of memory"
    )
    assert after[0].pdf


def test_a_result_that_is_cut_short_is_none(page_with):
    """… a worker that is killed while it hands over its PDF gives no half of one."""
    task = task_of("a.pdf", page_with(source=Asset("a.yaml", os.urandom(10 * 2**20))))
    killed = []

    def tasks():
        yield task
        assert connection.wait([pool._workers[0].pipe], 30)
        killed.extend(workers())
        os.kill(*killed, signal.SIGKILL)

    with Pool(1) as pool:
        (one,) = pool.perform(tasks())

    assert len(killed) == 1
    assert one.pdf == next(iter(Inline().perform([task]))).pdf


def test_a_task_that_is_cut_short_is_none():
    """… a worker whose command is killed while it sends ends as it does between two tasks."""
    ours, theirs, _ = warm._pipe()

    os.write(ours.fileno(), (100).to_bytes(4, "big") + b"half a task")
    ours.close()

    assert warm._received(theirs) is None


def test_a_crash_is_told_by_its_signal(task_with):
    """… a library that breaks is not taken for a want of memory."""
    with Pool(1) as pool, killing(2, signal.SIGSEGV):
        (one,) = pool.perform([task_with("a.pdf", ENDLESS)])

    assert "killed by signal 11, Segmentation fault" in one.error.faults[0].message


def test_a_task_is_tried_again_when_no_other_is_done(task_with):
    """… what two workers had no memory for together, one may have."""

    def tasks():
        yield task_with("a.pdf", SLOW)
        yield task_with("b.pdf", SLOW)
        time.sleep(0.2)
        os.kill(min(workers()), signal.SIGKILL)
        yield task_with("c.pdf")

    with Pool(2) as pool:
        results = [(one.name, len(workers())) for one in pool.perform(tasks())]

    assert sorted(name for name, _ in results) == ["a.pdf", "b.pdf", "c.pdf"]
    assert results[-1] in {("a.pdf", 1), ("b.pdf", 1)}


def test_a_worker_that_ends_at_rest_is_replaced(task_with):
    """… what happens between two tasks is nobody's fault."""
    with Pool(1) as pool:
        list(pool.perform([task_with()]))
        before = workers()
        os.kill(*before, signal.SIGKILL)
        assert ends_within(2, before)
        (one,) = pool.perform([task_with()])

    assert one.pdf


def test_an_error_of_ours_in_a_worker_is_reported(task_with):
    """… a worker that breaks where nobody foresaw it takes the task with it, and not the build."""
    task = task_with()

    with Pool(1) as pool:
        (one,) = pool.perform([replace(task, job=replace(task.job, limits=None))])

    assert one.error.faults[0].message == "the process that rendered it ended: exit status 1"


def test_a_worker_that_has_grown_is_replaced(task_with):
    """… no leak of a library takes a machine's memory, however many bulletins there are."""
    seen = set()

    with Pool(1, growth=4 * 2**20) as pool:
        for number in range(6):
            text = SLOW if number % 2 else "Short."
            results = list(pool.perform([task_with("a.pdf", text)]))
            seen |= workers()
            assert results[0].pdf

    assert 3 <= len(seen) <= 6


def test_a_worker_that_does_not_grow_is_kept(task_with):
    """… what is warm stays warm."""
    with Pool(1) as pool:
        list(pool.perform([task_with()]))
        before = workers()
        results = list(pool.perform(task_with(f"{number}.pdf") for number in range(20)))

        assert len(results) == 20
        assert workers() == before


def test_an_exception_ends_all_workers_at_once(task_with):
    """… Ctrl-C does not wait for the pages that are being rendered."""
    begun, struck = set(), []

    def failing():
        with Pool(2) as pool:
            results = pool.perform(task_with(f"{number}.pdf", ENDLESS) for number in range(9))
            threading.Thread(target=strike, daemon=True).start()
            next(results)

    def strike():
        while len(begun) < 2:
            begun.update(workers())
            time.sleep(0.01)
        struck.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        failing()

    assert time.monotonic() - struck[0] < AT_ONCE
    assert ends_within(0, begun)


def test_results_that_nobody_waits_for_are_not_made(task_with):
    """… a build that stops in the middle can go on to something else with the same pool."""
    with Pool(2) as pool:
        results = pool.perform(task_with(f"{number}.pdf", SLOW) for number in range(9))
        next(results)
        results.close()
        (one,) = pool.perform([task_with("b.pdf")])

    assert one.name == "b.pdf"
    assert one.pdf


def test_no_file_is_left_behind(task_with, tmp_path, monkeypatch):
    """… the fonts that WeasyPrint lays into a folder go with their worker, however it ends."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    with Pool(1) as pool:
        list(pool.perform([task_with()]))
        during = [path.suffix for path in tmp_path.rglob("*") if path.is_file()]
    after = list(tmp_path.glob("communique-*"))
    with Pool(1) as pool, killing(2):
        list(pool.perform([task_with("a.pdf", ENDLESS)]))

    assert during
    assert after == []
    assert list(tmp_path.glob("communique-*")) == []


def test_a_worker_does_not_hear_of_ctrl_c(task_with):
    """… a terminal tells all of a command's processes, and only the command is to decide."""

    def tasks():
        yield task_with("a.pdf", SLOW)
        time.sleep(0.2)
        for pid in workers():
            os.kill(pid, signal.SIGINT)

    with Pool(1) as pool:
        list(pool.perform([task_with()]))
        before = workers()
        (one,) = pool.perform(tasks())

        assert one.pdf
        assert workers() == before


ABANDONED = """
    import multiprocessing, pickle, sys
    from communique.build.executors.pool import Pool

    if __name__ == "__main__":
        task = pickle.load(sys.stdin.buffer)
        with Pool(2) as pool:
            def tasks():
                yield from [task] * 2
                print(*(child.pid for child in multiprocessing.active_children()), flush=True)
                yield from [task] * 90
            list(pool.perform(tasks()))
"""


@contextmanager
def command(task_with, text, folder):
    """Give a process that builds pages of `text`, and the numbers of its two workers."""
    script = folder / "build.py"
    script.write_text(textwrap.dedent(ABANDONED))
    environment = os.environ | {"TMPDIR": str(folder)}
    with subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    ) as process:
        process.stdin.write(pickle.dumps(task_with("a.pdf", text)))
        process.stdin.close()
        process.stdin = None
        pids = [int(pid) for pid in process.stdout.readline().split()]
        try:
            yield process, pids
        finally:
            try:
                process.communicate(timeout=30)  # until the last of them has let go of its output
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise


@pytest.fixture
def folder():
    """Give a folder whose name is short enough for a socket in it."""
    with tempfile.TemporaryDirectory(prefix="pool-") as path:
        yield Path(path)


def test_workers_end_when_the_command_is_killed(task_with, folder):
    """… kill -9 leaves nobody behind, once the pages in hand are rendered, and no file either."""
    with command(task_with, SLOW, folder) as (process, pids):
        process.kill()

        assert len(pids) == 2
        assert ends_within(30, pids)

    assert [path for path in folder.glob("communique-*") if any(path.rglob("*"))] == []


def test_a_service_that_is_stopped_leaves_no_file_behind(task_with, folder):
    """… systemd asks all processes at once to end, and nobody is left to clear away after a worker."""
    with command(task_with, SLOW, folder) as (process, pids):
        assert wait_for(lambda: any(folder.glob("communique-*/weasyprint-*/*")))
        os.killpg(process.pid, signal.SIGTERM)

        assert ends_within(AT_ONCE, pids)

    # A worker that was only just begun may leave its folder, and nothing in it.
    assert [path for path in folder.glob("communique-*") if any(path.rglob("*"))] == []


def wait_for(holds):
    """Wait until `holds`, and say whether it did in time."""
    limit = time.monotonic() + 30
    while not (held := holds()) and time.monotonic() < limit:
        time.sleep(0.01)
    return held


def test_ctrl_c_at_a_terminal_ends_a_build_at_once(task_with, folder):
    """… it reaches every process of the command, and none of them but the command says a word of it."""
    with command(task_with, ENDLESS, folder) as (process, pids):
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=AT_ONCE)

        assert ends_within(0, pids)

    assert told.decode().count("Traceback") == told.decode().count("KeyboardInterrupt") == 1
    assert list(folder.glob("communique-*")) == []


def test_where_there_is_no_forkserver_workers_are_begun_anew(task_with, monkeypatch, capfd):
    """… on macOS, where a library may not bear a fork, the bytes are the same, and no library complains."""
    monkeypatch.setattr(pools, "sys", SimpleNamespace(platform="darwin"))

    with Pool(1) as pool:
        (one,) = pool.perform([task_with()])

    assert pool._context.get_start_method() == "spawn"
    assert "leak" not in capfd.readouterr().err
    assert one.pdf == next(iter(Inline().perform([task_with()]))).pdf


LOADED_BY_EACH = """
    import pickle, sys
    from communique.build.executors.pool import Pool

    if __name__ == "__main__":
        with Pool(1) as pool:
            (one,) = pool.perform([pickle.load(sys.stdin.buffer)])
        print(pool._context.get_start_method(), one.error)
"""


def test_where_no_socket_can_be_made_workers_are_begun_anew(task_with, tmp_path):
    """… a folder for temporary files with a long name, as some services have, stops no build."""
    long = tmp_path / ("temporary-" * 12)
    long.mkdir()
    script = tmp_path / "build.py"
    script.write_text(textwrap.dedent(LOADED_BY_EACH))

    run = subprocess.run(
        [sys.executable, script],
        input=pickle.dumps(task_with()),
        capture_output=True,
        check=True,
        env=os.environ | {"TMPDIR": str(long)},
    )

    assert run.stdout == b"spawn None\n"
    assert list(long.glob("communique-*")) == []


def test_as_many_workers_are_begun_as_there_are_processors():
    """… a command that is held to one processor of a machine begins one worker."""
    script = "import os; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); "
    script += "from communique.build.executors.pool import Pool; print(Pool()._jobs)"

    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout == "1\n"
    assert Pool()._jobs == len(os.sched_getaffinity(0))


def test_where_nobody_tells_the_share_all_processors_are_taken(monkeypatch):
    """… macOS has no such call."""
    monkeypatch.delattr(os, "sched_getaffinity")

    assert processors() == os.cpu_count()


def test_how_a_process_ended_is_told_in_words():
    """… the fault names the signal or the status."""
    told = [pools._how(status) for status in (-9, -6, 3)]

    assert told == [
        "killed by signal 9, as systems do that run out of memory",
        "killed by signal 6, Aborted",
        "exit status 3",
    ]
