"""Moments as people write them, and waiting for them."""

import datetime as dt

import pytest

from communique.dispatch.schedule import check_on_time, read_moment, wait_until
from communique.errors import DeliveryFaults, UsageError

NOON = dt.datetime(2018, 7, 31, 12, 0, tzinfo=dt.UTC)
ZONE = "America/Jamaica"  # UTC−5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-07-31T15:00", "2018-07-31T15:00:00-05:00"),
        ("2018-07-31 15:00", "2018-07-31T15:00:00-05:00"),
        ("2018-07-31T15:00:30+03:00", "2018-07-31T15:00:30+03:00"),
        ("2018-07-31T15:00Z", "2018-07-31T15:00:00+00:00"),
        ("08:30", "2018-07-31T08:30:00-05:00"),
        ("6:30", "2018-08-01T06:30:00-05:00"),  # by the newsroom's clock it is seven
    ],
)
def test_a_moment_is_read_by_the_newsrooms_clock(text, expected):
    """… an officer in Kingston writes the hour that their own clock shows."""
    assert read_moment(text, ZONE, NOON) == dt.datetime.fromisoformat(expected)


@pytest.mark.parametrize("text", ["tomorrow", "25:00", "2018-02-30T10:00", "15", "2018-07-31", "", "١٥:٠٠"])
def test_what_is_no_moment_is_told(text):
    """… a slip is told at once, and not taken for now."""
    with pytest.raises(UsageError) as caught:
        read_moment(text, ZONE, NOON)

    assert [fault.code for fault in caught.value.faults] == ["U007"]


def test_a_schedule_long_past_is_refused():
    """… what a job of yesterday meant to send does not go out today."""
    check_on_time(NOON, NOON + dt.timedelta(minutes=10))

    with pytest.raises(DeliveryFaults) as caught:
        check_on_time(NOON, NOON + dt.timedelta(hours=1))

    assert [fault.code for fault in caught.value.faults] == ["M043"]


class Machine:
    """A clock that goes on while one sleeps, and once jumps ahead, as that of a closed laptop does."""

    def __init__(self, now, jump=dt.timedelta()):
        self.now, self.jump, self.naps = now, jump, []

    def clock(self):
        """Tell the time."""
        return self.now

    def sleep(self, seconds):
        """Let the time pass."""
        self.naps.append(seconds)
        self.now += dt.timedelta(seconds=seconds) + self.jump
        self.jump = dt.timedelta()


def test_waiting_ends_at_the_moment():
    """… nothing goes out before its hour."""
    machine = Machine(NOON)

    wait_until(NOON + dt.timedelta(seconds=25), machine.clock, machine.sleep)

    assert machine.now == NOON + dt.timedelta(seconds=25)


def test_a_machine_that_slept_through_the_moment_sends_nothing():
    """… a laptop that is opened the next morning does not send last night's bulletin."""
    machine = Machine(NOON, jump=dt.timedelta(hours=9))

    with pytest.raises(DeliveryFaults) as caught:
        wait_until(NOON + dt.timedelta(hours=1), machine.clock, machine.sleep)

    assert "long past" in caught.value.faults[0].message
