from communique.build.executors.inline import Inline


def test_tasks_are_done_in_their_order_when_they_are_asked_for(task_with):
    """… no bulletin is composed before the one ahead of it is rendered."""
    composed = []

    def tasks():
        for name in "ab":
            composed.append(name)
            yield task_with(name)

    with Inline() as executor:
        results = executor.perform(tasks())
        before = list(composed)
        first = next(results)
        then = list(composed)
        rest = list(results)

    assert (before, then) == ([], ["a"])
    assert [one.name for one in (first, *rest)] == ["a", "b"]
    assert all(one.pdf for one in (first, *rest))
