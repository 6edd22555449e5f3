"""How many mails a minute may go out, by a clock that the test sets."""

from hypothesis import given
from hypothesis import strategies as st

from communique.deliver.mail.pace import FEW, MINUTE, Pace, Window


def test_as_many_go_out_at_once_as_a_minute_may_have():
    """… a short list is served at once."""
    window = Window(3)
    for _ in range(3):
        assert window.free_at() <= 10.0
        window.note(10.0)

    assert window.free_at() == 10.0 + MINUTE


@given(st.integers(1, 7), st.lists(st.floats(0, 40), max_size=80))
def test_no_minute_has_more_than_the_limit_wherever_it_begins(limit, pauses):
    """… a provider that counts by its own minutes never sees too many."""
    window, now, times = Window(limit), 0.0, []
    for pause in pauses:
        now = max(now + pause, window.free_at())
        window.note(now)
        times.append(now)

    assert all(sum(begin <= time < begin + MINUTE - 1e-6 for time in times) <= limit for begin in times)


def test_a_window_keeps_no_more_than_its_minute():
    """… the memory stays flat however large the limit is."""
    window = Window(1_000_000)
    for second in range(1000):
        window.note(float(second))

    assert len(window._times) == MINUTE


def test_one_domains_limit_leaves_the_others_free():
    """… a provider that takes few mails holds back its own alone."""
    pace = Pace(100, per_domain=1)
    pace.note("slow.example", 5.0)

    assert pace.free_for("slow.example") == 5.0 + MINUTE
    assert pace.free_for("other.example") < 0
    assert pace.free_at() < 0


def test_without_a_limit_for_domains_none_is_kept_in_mind():
    """… nothing is counted that nobody asked for."""
    pace = Pace(100)
    pace.note("a.example", 5.0)

    assert pace.free_for("a.example") < 0


def test_domains_without_mail_for_a_minute_are_forgotten():
    """… the memory stays flat however many domains a list has, and none that counts is lost."""
    pace = Pace(10**9, per_domain=1)
    for number in range(20 * FEW):
        pace.note(f"d{number}.example", number * MINUTE / FEW)

    assert len(pace._domains) <= 4 * FEW
    assert pace.free_for(f"d{20 * FEW - 1}.example") > 19 * MINUTE
