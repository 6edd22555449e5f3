import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from communique.build.executors.worker import lost, memory, perform
from communique.build.rendering import render_page
from communique.build.toolchain import toolchain


def test_a_task_becomes_the_pdf_that_the_build_makes_itself(page_with, task_with):
    """… where a page is rendered changes none of its bytes."""
    finished = perform(task_with("a.pdf", "Good evening."))

    assert (finished.name, finished.error) == ("a.pdf", None)
    assert finished.pdf == render_page(page_with("Good evening."))


def test_the_time_of_rendering_is_told_apart_from_that_of_preflight(task_with):
    """… a profile shows which of the two a slow page takes."""
    seconds = perform(task_with()).seconds

    assert list(seconds) == ["render", "preflight"]
    assert all(taken > 0 for taken in seconds.values())


def test_what_cannot_be_rendered_is_told_and_not_raised(task_with):
    """… a page with a fault takes no other with it; preflight had nothing to look at."""
    finished = perform(task_with("a.pdf", "漢"))

    assert finished.pdf is None
    assert [fault.code for fault in finished.error.faults] == ["R004"]
    assert finished.seconds["render"] > finished.seconds["preflight"] == 0


def test_what_preflight_refuses_is_told_and_not_raised(task_with):
    """… no page with text over the paper's edge comes back from a worker either."""
    finished = perform(task_with("a.pdf", "<span style='position: absolute; left: -50mm'>Good evening."))

    assert finished.pdf is None
    assert [fault.code for fault in finished.error.faults] == ["P010"]


def test_other_tools_than_the_build_has_are_refused(task_with):
    """… a machine with another WeasyPrint cannot slip its own bytes among the others'."""
    task = task_with()
    tools = tuple("weasyprint 1.2" if tool.startswith("weasyprint") else tool for tool in toolchain())

    finished = perform(replace(task, job=replace(task.job, tools=tools)))

    (fault,) = finished.error.faults
    assert (fault.code, finished.pdf) == ("R014", None)
    assert fault.message == f"the worker has {toolchain()[1]}, and the build weasyprint 1.2"


def test_a_content_that_nobody_sent_is_an_error_of_ours(task_with):
    """… no page is made without its pictures."""
    task = task_with("a.pdf", "The font of another look: <i>Good evening.")
    job = replace(task.job, assets=(replace(task.job.assets[0], name="picture.png"),))

    with pytest.raises(KeyError):
        perform(replace(task, job=job, contents={}))


def test_a_process_that_ended_is_told():
    """… the fault says how it ended, and what may help."""
    finished = lost("a.pdf", "killed by signal 9")

    (fault,) = finished.error.faults
    assert (finished.name, finished.pdf, fault.code) == ("a.pdf", None, "R013")
    assert fault.message == "the process that rendered it ended: killed by signal 9"
    assert "fewer jobs" in fault.hint


def test_the_memory_is_that_of_this_process():
    """… it grows by what is held, and shrinks by what is let go."""
    before = memory()
    held = bytearray(os.urandom(2**20) * 64)
    with_it = memory()
    del held

    assert with_it - before > 60 * 2**20
    assert memory() < with_it - 60 * 2**20


def test_the_memory_is_told_where_there_is_no_proc(monkeypatch):
    """… on macOS it is the most that was ever held, in bytes as well."""
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: (_ for _ in ()).throw(FileNotFoundError))
    kibibytes = memory()
    monkeypatch.setattr(sys, "platform", "darwin")

    assert kibibytes > 2**24
    assert memory() == pytest.approx(kibibytes / 1024, rel=0.1)
