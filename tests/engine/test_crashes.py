from engine.commands import run, tree, write_newsroom
from engine.crashes import finished, killed_builds

KILLS, LONGEST = 6, 4.0  # as many as a test has time for; soak_crashes.py has a hundred


def test_killed_builds_leave_whole_files_and_the_next_does_what_is_missing(newsroom, tmp_path):
    """… a power cut costs the page that was being rendered, and nothing else."""
    undisturbed = write_newsroom(tmp_path / "undisturbed", 4)
    assert run(undisturbed, "digest", "--all")[0] == 0
    whole = tree(undisturbed)

    killed_builds(newsroom, whole, KILLS, LONGEST, seed=20180731)
    last, before, built = finished(newsroom)

    assert last == whole
    assert built == sum(name.endswith(".pdf") for name in whole) - before
