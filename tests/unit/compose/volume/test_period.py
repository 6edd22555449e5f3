import datetime as dt

import pytest

from communique.compose.volume.period import as_interval, told
from communique.model import Period

PERIODS = {
    ("2018-07-01", "2018-07-31"): ("July 2018", "июль 2018 года", "2018年7月", "2018-07"),
    ("2018-01-01", "2018-12-31"): ("2018", "2018 год", "2018年", "2018"),
    ("2018-07-01", "2018-09-30"): (
        *("July 2018 – September 2018", "июль 2018 года — сентябрь 2018 года"),
        *("2018年7月至2018年9月", "2018-07-01 – 2018-09-30"),
    ),
    ("2017-01-01", "2018-12-31"): (
        *("2017 – 2018", "2017 год — 2018 год", "2017年至2018年", "2017-01-01 – 2018-12-31"),
    ),
    ("2018-07-01", "2018-07-15"): (
        *("1 July 2018 – 15 July 2018", "1 июля 2018 года — 15 июля 2018 года"),
        *("2018年7月1日至2018年7月15日", "2018-07-01 – 2018-07-15"),
    ),
    ("2018-07-09", "2018-07-09"): ("9 July 2018", "9 июля 2018 года", "2018年7月9日", "2018-07-09"),
}


@pytest.mark.parametrize(("days", "expected"), PERIODS.items(), ids=[" ".join(days) for days in PERIODS])
def test_a_period_is_told_as_shortly_as_is_exact(words, days, expected):
    """… a year is called a year, and no day is left out of a span."""
    period = Period(*map(dt.date.fromisoformat, days))

    said = [told(period, words[tag], tag).replace("\N{NO-BREAK SPACE}", " ") for tag in ("en", "ru", "zh")]

    expected_words, interval = expected[:3], expected[3]
    assert (*said,) == expected_words
    assert as_interval(period) == interval
