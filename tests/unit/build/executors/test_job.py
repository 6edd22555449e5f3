import pickle
import subprocess
import sys
from dataclasses import replace

import pytest

from communique.build.executors.job import Job, Reference, page_of, task_of
from communique.build.toolchain import toolchain
from communique.model import Asset, Limits

JOB = Job("<p>a", (Reference("a.css", "1"),), (Reference("a.png", "2"),), None, Limits(pages=9), ("tool 1",))
PICTURE = Asset("photos/a.png", b"\x89PNG")


@pytest.mark.parametrize(
    "other",
    [
        replace(JOB, html="<p>b"),
        replace(JOB, stylesheets=(Reference("b.css", "1"),)),
        replace(JOB, stylesheets=(Reference("a.css", "3"),)),
        replace(JOB, stylesheets=JOB.stylesheets + JOB.assets, assets=()),
        replace(JOB, assets=(Reference("b.png", "2"),)),
        replace(JOB, assets=(Reference("a.png", "3"),)),
        replace(JOB, source=Asset("a.yaml", b"")),
        replace(JOB, limits=Limits(pages=8)),
        replace(JOB, tools=("tool 2",)),
    ],
)
def test_whatever_a_job_depends_on_is_in_its_key(other):
    """… two jobs of one key give the same bytes."""
    assert other.key != JOB.key


def test_the_source_is_in_the_key_with_its_name_and_its_bytes():
    """… what is attached to a PDF is part of it."""
    sources = [Asset("a.yaml", b"1"), Asset("a.yaml", b"2"), Asset("b.yaml", b"1")]

    assert len({replace(JOB, source=source).key for source in sources}) == 3


def test_a_job_has_the_same_key_in_another_process():
    """… it is known again after the next start, and on another machine."""
    script = "import pickle, sys; print(pickle.load(sys.stdin.buffer).key)"

    run = subprocess.run(
        [sys.executable, "-c", script], input=pickle.dumps(JOB), capture_output=True, check=True
    )

    assert run.stdout.decode().strip() == JOB.key


def test_a_page_comes_back_from_its_task(page_with):
    """… nothing of it is lost on the way to a worker, and the tools are those that are here."""
    page = page_with("Good evening.", PICTURE, source=Asset("a.yaml", b"number: 1"), limits=Limits(pages=2))

    task = pickle.loads(pickle.dumps(task_of("a.pdf", page)))  # noqa: S301 - our own

    assert page_of(task.job, task.contents) == page
    assert (task.name, task.job.tools) == ("a.pdf", toolchain())


def test_a_job_holds_no_content(page_with, font):
    """… a font of a megabyte travels once, and not with each job."""
    task = task_of("a.pdf", page_with("Good evening.", PICTURE))

    assert len(pickle.dumps(task.job)) < 2000 < len(font.data)
    assert sorted(task.contents) == sorted(one.sha256 for one in task.job.references)


def test_what_all_pages_share_stays_the_same(task_with):
    """… a worker that gets its contents anew finds its press warm without comparing megabytes."""
    first, second = (pickle.loads(pickle.dumps(task_with(text=text))) for text in "ab")  # noqa: S301 - our own

    one, other = (page_of(task.job, task.contents) for task in (first, second))

    assert one.html != other.html
    assert all(a is b for a, b in zip(one.stylesheets, other.stylesheets, strict=True))
    assert all(a is b for a, b in zip(one.assets, other.assets, strict=True))


def test_a_stylesheet_that_was_changed_is_another(page_with):
    """… what stays warm is known by its content, and not by its name."""
    page = page_with()
    changed = replace(page, stylesheets=(replace(page.stylesheets[0], css="p { color: red }"),))
    before, after = task_of("a.pdf", page), task_of("a.pdf", changed)

    page_of(before.job, before.contents)

    assert page_of(after.job, after.contents) == changed
