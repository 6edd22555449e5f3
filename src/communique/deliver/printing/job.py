"""What a printer says of a job → how it stands. Only `completed` is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from communique.deliver.printing.unreachable import told

if TYPE_CHECKING:
    from communique.deliver.printing.ipp import Attributes

JobState = Literal["waiting", "held", "printing", "stopped", "cancelled", "failed", "printed", "unknown"]
STATES: dict[int, JobState] = {  # RFC 8011, 5.3.7
    3: "waiting",
    4: "held",
    5: "printing",
    6: "stopped",
    7: "cancelled",
    8: "failed",
    9: "printed",
}
OVER: frozenset[JobState] = frozenset({"cancelled", "failed", "printed"})
LISTED = 20  # reasons that are kept


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its printer tells of it. What it does not tell is empty or None."""

    number: int | None
    title: str
    user: str
    state: JobState
    reasons: tuple[str, ...]
    message: str
    sides: int | None  # of paper with something on it, that are done (RFC 8011, 5.3.18.2)
    sheets: int | None  # of paper that are done (RFC 8011, 5.3.18.3)

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is still to come."""
        return self.state in OVER


def read_job(said: Attributes) -> Job:
    """Return what the attributes of a job mean (RFC 8011, 5.3)."""
    return Job(
        number=said.number("job-id"),
        title=told(said.text("job-name")),
        user=told(said.text("job-originating-user-name")),
        state=STATES.get(said.number("job-state") or 0, "unknown"),
        reasons=tuple(said.texts("job-state-reasons")[:LISTED]),
        message=told(said.text("job-printer-state-message") or said.text("job-state-message")),
        sides=said.number("job-impressions-completed"),
        sheets=said.number("job-media-sheets-completed"),
    )
