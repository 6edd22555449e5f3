"""What printers say of themselves and of jobs: in plain words, and what follows from it."""

from pathlib import Path

import pytest

from communique.deliver.printing.ability import read_ability
from communique.deliver.printing.address import parse_address
from communique.deliver.printing.cups import server_address
from communique.deliver.printing.ipp import Attributes, Tag, Value, one
from communique.deliver.printing.job import read_job
from communique.deliver.printing.reasons import WORDS, find_troubles, troubles_of
from communique.deliver.printing.ticket import Ticket, find_refusals
from communique.deliver.printing.unreachable import UnreachableError, told
from communique.deliver.printing.watching import follow
from communique.errors import DeliveryFaults, Fault

OFFICE = Attributes(
    {
        "printer-make-and-model": one(Tag.TEXT, "Laser\x1b[31m 5"),
        "printer-state": one(Tag.ENUM, 3),
        "media-supported": one(Tag.KEYWORD, "iso_a4_210x297mm"),
        "media-ready": one(Tag.KEYWORD, "iso_a4_210x297mm", "oe_photo-l_3.5x5in"),
        "sides-supported": one(Tag.KEYWORD, "one-sided", "two-sided-long-edge"),
        "sides-default": one(Tag.KEYWORD, "two-sided-long-edge"),
        "copies-supported": one(Tag.RANGE, (1, 9)),
        "color-supported": one(Tag.BOOLEAN, True),
        "print-color-mode-supported": one(Tag.KEYWORD, "color"),
        "document-format-supported": one(Tag.MIME, "image/urf"),
        "finishings-supported": one(Tag.ENUM, 3, 4),
    }
)


def job(state, *reasons, number=12):
    """Return a job of that state, by RFC 8011's number."""
    return read_job(
        Attributes(
            {
                "job-id": one(Tag.INTEGER, number),
                "job-state": one(Tag.ENUM, state),
                "job-state-reasons": one(Tag.KEYWORD, *reasons),
            }
        )
    )


def test_printer_tells_of_itself():
    """… without what could steer a terminal; what it does not tell is empty."""
    office, silent = read_ability(OFFICE), read_ability(Attributes())

    assert office.make == "Laser [31m 5"
    assert [tray.paper for tray in office.trays] == ["A4", "oe_photo-l_3.5x5in"]
    assert (office.most_copies, office.has_duplex, office.staples) == (9, True, True)
    assert (silent.state, silent.accepts, silent.most_copies, silent.sides) == ("unknown", True, 1, ())


def test_all_that_a_printer_cannot_do_is_told_at_once():
    """… each with what to do about it."""
    ticket = Ticket("", "Letter", "two-sided-short-edge", 10, monochrome=True, staple=True, is_booklet=True)

    faults = [*find_refusals(ticket, read_ability(OFFICE), "office")]

    assert {fault.code for fault in faults} == {"J020"}
    assert [fault.hint for fault in faults] == [
        "set up a queue of CUPS for it, which converts, and name it as cups:QUEUE",
        "print with --size A4",
        "print with --duplex long",
        "print several times",
        "leave out --monochrome",
        "leave out --staple",
    ]


@pytest.mark.parametrize(
    ("sides", "is_booklet", "hint"),
    [
        ((), False, "set its queue up as driverless: lpadmin -m everywhere"),
        (("one-sided",), False, "print with --duplex off"),
        (("one-sided",), True, "choose another printer"),
    ],
)
def test_printer_of_one_side(sides, is_booklet, hint):
    """… does not get sheets for both."""
    said = Attributes({"sides-supported": one(Tag.KEYWORD, *sides)}) if sides else Attributes()
    ticket = Ticket("", "A4", "two-sided-long-edge", is_booklet=is_booklet)

    assert [fault.hint for fault in find_refusals(ticket, read_ability(said), "x")] == [hint]


def test_only_what_a_printer_knows_is_asked_for():
    """… but paper always, for another one is another print."""
    asked = Ticket("", "A4", copies=2, monochrome=True, staple=True).attributes(read_ability(OFFICE))
    silent = Ticket("", "A4").attributes(read_ability(Attributes()))

    assert {name: values[0].content for name, values in asked.items()} == {
        "media": "iso_a4_210x297mm",
        "sides": "one-sided",
        "copies": 2,
        "finishings": 4,
    }
    assert silent == {"media": (Value(Tag.KEYWORD, "iso_a4_210x297mm"),)}


@pytest.mark.parametrize("keyword", WORDS)
def test_every_reason_has_its_words(keyword):
    """… whatever its severity; a report or a warning holds nothing up."""
    (trouble,) = find_troubles([keyword])
    (warning,) = find_troubles([f"{keyword}-warning"])

    assert str(trouble) == ": ".join(WORDS[keyword])
    assert (warning.words, warning.stops) == (trouble.words, False)


def test_worst_reason_is_told_first():
    """… unknown ones as they are, and the printer's own in place of the job's vague one."""
    found = find_troubles(["none", "media-low-report", "x\x1b[1m-error", "media-jam-error"])
    ability = read_ability(Attributes({"printer-state-reasons": one(Tag.KEYWORD, "cover-open-error")}))

    assert [one.words for one in found] == [
        "paper is jammed",
        "paper is running out",
        "the printer says x [1m",
    ]
    assert [one.words for one in troubles_of(job(6, "printer-stopped"), ability)] == ["a cover is open"]
    assert told("a\u202eb\n" + "c" * 999).startswith("a b c")


class Scripted:
    """A printer that answers as it is told, one answer after the other."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def job(self, _number):
        """Give the next answer, the last one for good."""
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def ability(self):
        """Tell nothing."""
        return read_ability(Attributes())


def watch(*answers, patience=None, seconds=1.0):
    """Return what following a job tells, each question taking some `seconds`."""
    now = [0.0]

    def pause(_seconds):
        now[0] += seconds

    return [
        *follow(Scripted(*answers), job(3), patience=patience, clock=lambda: now[0], pause=pause)  # type: ignore[arg-type]
    ]


SILENCE = UnreachableError(Fault("J002", "no printer listens"), is_passing=True)


def test_job_is_followed_to_its_end():
    """… each change once; silence for a while is a change too."""
    states = watch(job(5), job(5), SILENCE, job(5), job(9))

    assert [one.job.state for one in states] == ["waiting", "printing", "printing", "printing", "printed"]
    assert [str(trouble) for trouble in states[2].troubles] == [
        "it does not answer: see whether it is still switched on"
    ]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ((SILENCE,), "J032"),
        ((UnreachableError(Fault("J006", "x")),), "J032"),
        ((None,), "J032"),
        ((job(6),), "J033"),
    ],
)
def test_job_whose_end_nobody_sees(answers, code):
    """… is never called printed."""
    with pytest.raises(DeliveryFaults) as caught:
        watch(*answers, patience=100, seconds=6)

    assert caught.value.faults[0].code == code


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("print.example.org", ("print.example.org", 631)),
        ("print.example.org:8631/version=1.1", ("print.example.org", 8631)),
        ("[::1]:99", ("::1", 99)),
        ("fe80::1:2", ("fe80::1:2", 631)),
    ],
)
def test_server_of_cups_is_named(monkeypatch, tmp_path, named, address):
    """… by the environment, or by client.conf."""
    settings = tmp_path / "client.conf"
    settings.write_text(f"# x\nServerName {named}\n")
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    by_file = server_address((), (settings,))
    monkeypatch.setenv("CUPS_SERVER", named)
    by_name = server_address()

    assert (by_file.host, by_file.port) == (by_name.host, by_name.port) == address


def test_server_of_cups_by_itself(monkeypatch, tmp_path):
    """… is a socket where there is one, or this machine's port."""
    monkeypatch.setenv("CUPS_SERVER", "/run/x.sock")
    assert server_address().socket == Path("/run/x.sock")
    monkeypatch.delenv("CUPS_SERVER")
    assert server_address((tmp_path,), ()).place == "localhost:631"


@pytest.mark.parametrize(
    ("uri", "place"),
    [("ipp://[::1]/ipp/print", "ipp://[::1]/ipp/print"), ("ipps://a:443?x=1", "ipps://a:443/?x=1")],
)
def test_addresses_are_read(uri, place):
    """… and written as printers know them."""
    assert parse_address(uri).uri == place


@pytest.mark.parametrize("uri", ["http://ipp/", "ipp://", "ipp://a:99999/", "ipp://u:p@a/", "ipp://ä/"])
def test_addresses_that_are_none(uri):
    """… are refused."""
    with pytest.raises(ValueError, match=r"ipp|out of range"):
        parse_address(uri)
