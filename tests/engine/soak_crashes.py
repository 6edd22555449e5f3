from engine.commands import run, tree, write_newsroom
from engine.crashes import finished, killed_builds

KILLS, LONGEST = 100, 5.0


def test_a_hundred_killed_builds_lose_nothing(tmp_path):
    """… whatever the moment, an archive never has half a file, nor one too few or too many."""
    undisturbed = write_newsroom(tmp_path / "undisturbed", 8)
    assert run(undisturbed, "digest", "--all")[0] == 0
    whole = tree(undisturbed)
    newsroom = write_newsroom(tmp_path / "newsroom", 8)

    left = killed_builds(newsroom, whole, KILLS, LONGEST, seed=20181225)
    last, before, built = finished(newsroom)

    assert last == whole
    assert built == sum(name.endswith(".pdf") for name in whole) - before
    assert len(set(left)) > 3  # the moments were of many kinds
