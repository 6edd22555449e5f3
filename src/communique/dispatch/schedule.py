"""A moment as a person writes it, and waiting for it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from communique.errors import DeliveryFaults, Fault, UsageError
from communique.model.part import shown

if TYPE_CHECKING:
    from collections.abc import Callable

LATE = dt.timedelta(minutes=15)  # a schedule that was missed by more is for a person to decide
NAP = 10.0  # seconds between two looks at the clock, which a machine that slept may have moved
DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?", re.ASCII)
TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def read_moment(text: str, timezone: str, now: dt.datetime) -> dt.datetime:
    """Return the moment that `text` means: 2018-07-31T15:00, with an offset or by the newsroom's clock.

    A time alone, such as 15:00, is the next such by that clock. Raises UsageError for what is none.
    """
    zone = ZoneInfo(timezone)
    try:
        if day := DAY.fullmatch(text):
            moment = dt.datetime.fromisoformat("T".join(day.groups("")[:2]) + (day[3] or ""))
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
        if time := TIME.fullmatch(text):
            here = now.astimezone(zone)
            moment = here.replace(hour=int(time[1]), minute=int(time[2]), second=0, microsecond=0)
            return moment if moment > here else moment + dt.timedelta(days=1)
    except ValueError:
        pass
    message = f"--at: {shown(text)} is not a moment; expected one such as 2018-07-31T15:00 or 15:00"
    hint = f"without an offset such as +03:00 it is by the clock of {timezone}"
    raise UsageError([Fault("U007", message, hint=hint)])


def check_on_time(moment: dt.datetime, now: dt.datetime) -> None:
    """Raise DeliveryFaults where `moment` is long past: what was to go out then may be wrong now."""
    if now - moment <= LATE:
        return
    message = f"it was to be sent at {moment:%Y-%m-%d %H:%M %Z}, which is long past; nothing was sent"
    hint = "send it without --at where it is still right"
    raise DeliveryFaults([Fault("M043", message, hint=hint)])


def wait_until(
    moment: dt.datetime, clock: Callable[[], dt.datetime], sleep: Callable[[float], object]
) -> None:
    """Return at `moment`. Raises DeliveryFaults where the machine slept through it."""
    while (left := (moment - clock()).total_seconds()) > 0:
        sleep(min(left, NAP))
    check_on_time(moment, clock())
