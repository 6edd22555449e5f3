import pytest

from communique.build.holdings import shelve
from communique.build.manifest import Made, Origin, read_manifest
from communique.build.wishes import Wish, scopes_asked
from communique.errors import UsageError
from communique.load import load_archive, load_newsroom

FIRST = "bulletins/2026/01/your-first-bulletin.yaml"


@pytest.fixture
def asked(newsroom):
    """Give a way to ask for digests of a newsroom with bulletins in three months of two years."""
    newsroom.add("old", 1, "2025-12-03", **{"[example]": "[trade]"})
    newsroom.add("visit", 2, "2026-02-03", **{"[example]": "[trade, Climate change]"})

    def ask(wish=None, made=()):
        shelf = shelve(load_archive(newsroom.folder, load_newsroom(newsroom.folder)))
        manifest = read_manifest(newsroom.folder)
        digest = Made("0" * 64, Origin("1" * 64), "0" * 64, 3)
        manifest.made |= {f"out/digests/{name}.pdf": digest for name in made}
        return [scope.name for scope in scopes_asked(wish or Wish(), shelf, manifest)]

    return ask


@pytest.fixture
def refused(asked):
    """Give a way to ask for what cannot be: what is said of it, and the hints."""

    def ask(**wish):
        with pytest.raises(UsageError) as caught:
            asked(Wish(**wish))
        return [(fault.code, fault.message, fault.hint) for fault in caught.value.faults]

    return ask


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        ({}, ["2026-02"]),
        ({"months": ["2026-02", "2025-12", "2026-02"]}, ["2026-02", "2025-12"]),
        ({"years": ["2026"]}, ["2026"]),
        ({"months": ["2026-01"], "years": ["2026", "2025"]}, ["2026-01", "2026", "2025"]),
        ({"topics": ["trade"]}, ["topic-trade"]),
        ({"topics": ["Trade", "climate change", "trade"]}, ["topic-trade", "topic-climate-change"]),
        (
            {"topics": ["trade", "climate change"], "years": ["2026"], "months": ["2026-02"]},
            [
                f"{time}_topic-{topic}"
                for topic in ("trade", "climate-change")
                for time in ("2026-02", "2026")
            ],
        ),
        ({"since": "2025-12-01", "until": "2026-01-31"}, ["2025-12-01_2026-01-31"]),
        ({"since": "2025-12-03", "until": "2025-12-03"}, ["2025-12-03_2025-12-03"]),
        ({"since": "2026-02-01", "until": "2026-02-28"}, ["2026-02"]),
        (
            {"since": "2025-12-01", "until": "2026-01-31", "topics": ["trade"]},
            ["2025-12-01_2026-01-31_topic-trade"],
        ),
        ({"every": True}, ["2025-12", "2026-01", "2026-02"]),
    ],
)
def test_what_is_asked_for_is_meant(asked, wish, names):
    """… each month, year, topic and span is a volume of its own, once, in the order asked for."""
    assert asked(Wish(**wish)) == names


def test_all_brings_up_to_date_what_was_bound_before(asked, newsroom):
    """… no volume goes on saying what was withdrawn; whoever wants it no longer deletes the file."""
    digests = newsroom.folder / "out/digests"
    digests.mkdir(parents=True)
    for name in ("2026", "topic-trade", "2024", "topic-gone", "2026-01"):
        (digests / f"{name}.pdf").write_bytes(b"pdf")

    names = asked(Wish(every=True), made=["2026", "topic-trade", "2024", "topic-gone", "2026-01", "2025"])

    assert names == ["2025-12", "2026-01", "2026-02", "2026", "topic-trade"]


@pytest.mark.parametrize(
    ("wish", "code", "message", "hint"),
    [
        ({"months": ["2026-13"]}, "U007", "'2026-13' is not a month; expected one such as 2018-07", ""),
        ({"months": ["january"]}, "U007", "'january' is not a month; expected one such as 2018-07", ""),
        (
            {"months": ["２０２６-01"]},
            "U007",
            "'２０２６-01' is not a month; expected one such as 2018-07",
            "",
        ),
        (
            {"months": ["2026"]},
            "U007",
            "'2026' is not a month; expected one such as 2018-07",
            "write --year 2026 for the volume of a year",
        ),
        ({"years": ["26"]}, "U007", "'26' is not a year; expected one such as 2018", ""),
        ({"years": ["0000"]}, "U007", "'0000' is not a year; expected one such as 2018", ""),
        (
            {"since": "2026-02-30", "until": "2026-03-01"},
            "U007",
            "--from: '2026-02-30' is not a day; expected one such as 2018-07-31",
            "",
        ),
        (
            {"since": "2026-02-03", "until": "2026-02"},
            "U007",
            "--to: '2026-02' is not a day; expected one such as 2018-07-31",
            "",
        ),
        (
            {"since": "2026-02-03", "until": "2026-01-03"},
            "U008",
            "--from 2026-02-03 is after --to 2026-01-03",
            "write --from 2026-01-03 --to 2026-02-03",
        ),
        (
            {"since": "2026-02-03"},
            "U008",
            "--from stands alone; expected --to too",
            "name both days of the span",
        ),
        (
            {"until": "2026-02-03"},
            "U008",
            "--to stands alone; expected --from too",
            "name both days of the span",
        ),
        (
            {"years": ["2026"], "since": "2026-02-03", "until": "2026-02-03"},
            "U008",
            "--year and --from/--to exclude each other",
            "bind the one, then the other",
        ),
        (
            {"every": True, "months": ["2026-01"], "topics": ["trade"]},
            "U008",
            "--all and a month, --topic exclude each other",
            "--all binds every month; bind the others in a run of their own",
        ),
        ({"topics": ["trad"]}, "U009", "no bulletin has the topic 'trad'", "did you mean trade?"),
        (
            {"topics": ["war"]},
            "U009",
            "no bulletin has the topic 'war'",
            "topics of bulletins: Climate change, example, trade",
        ),
        (
            {"months": ["2026-03"]},
            "U002",
            "2026-03 has no bulletins",
            "months with bulletins: 2025-12, 2026-01, 2026-02",
        ),
        ({"years": ["2024"]}, "U002", "2024 has no bulletins", "years with bulletins: 2025, 2026"),
        (
            {"since": "2026-02-04", "until": "2027-01-01"},
            "U002",
            "2026-02-04 to 2027-01-01 has no bulletins",
            "months with bulletins: 2025-12, 2026-01, 2026-02",
        ),
        (
            {"years": ["2025"], "topics": ["climate change"]},
            "U002",
            "2025 has no bulletins on the topic 'Climate change'",
            "leave out 2025 for all of the topic's bulletins",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(refused, wish, code, message, hint):
    """… a slip is mended at a glance, and nothing is bound where it is not clear what."""
    assert refused(**wish) == [(code, message, hint)]


def test_all_that_is_wrong_is_told_at_once(refused):
    """… a command line is mended in one go."""
    found = refused(months=["2026-13", "2024-01"], years=["2023"], topics=["trad"], since="2026-02-31")

    assert sorted(code for code, _, _ in found) == [
        "U002",
        "U002",
        "U007",
        "U007",
        "U008",
        "U008",
        "U008",
        "U009",
    ]


def test_a_hint_lists_the_months_about_the_one_that_was_meant(refused, newsroom):
    """… after ten years a hint still fits a line."""
    for year in range(2000, 2010):
        for month in (1, 2):
            newsroom.add(f"b{year}-{month}", month, f"{year}-{month:02}-03")

    early, middle = (refused(months=[name])[0][2] for name in ("1999-12", "2005-03"))

    assert early.startswith("months with bulletins: 2000-01, ")
    assert early.endswith(", 2005-02 …")
    assert middle.startswith("months with bulletins: … 2003-01, ")
    assert middle.endswith(", 2008-02 …")


def test_a_newsroom_without_bulletins_is_asked_for_nothing(asked, newsroom):
    """… an empty newsroom is no error, unless something is missed."""
    for path in newsroom.folder.glob("bulletins/**/*.yaml"):
        path.unlink()

    assert asked() == asked(Wish(every=True)) == []
    with pytest.raises(UsageError) as caught:
        asked(Wish(["2026-01"], topics=["trade"]))
    assert [fault.hint for fault in caught.value.faults] == [
        "topics of bulletins: none yet",
        "months with bulletins: none yet",
    ]
