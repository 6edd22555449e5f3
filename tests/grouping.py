"""Which tests share a worker, by their folder or file: they share what is costly, or must be there once.

pytest-xdist 3.8 writes a test's group into what pytest 9.2 no longer reads, so that its groups are lost.
"""

from xdist.scheduler import LoadGroupScheduling

TOGETHER = (
    "tests/conformance/",
    "tests/matrix/",
    "tests/packaging/",
    "tests/printing/",
    "tests/volumes/",
    "tests/delivery/test_bounces.py",
    "tests/unit/build/executors/test_cluster.py",
)


class Grouped(LoadGroupScheduling):
    """Hands out tests one by one, but for those that belong together."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)
