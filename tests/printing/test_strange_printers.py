"""Printers that answer what makes no sense, too late, or never: an error with its code, and no waiting."""

import socket
import ssl

import pytest

from certificates import EXPIRED, FUTURE, Authority
from communique.deliver.printing.ability import read_ability
from communique.deliver.printing.address import parse_address
from communique.deliver.printing.ipp import Attributes, Group, GroupTag, Tag, one
from communique.deliver.printing.printer import GET_JOB, GET_PRINTER, PRINT_JOB, VALIDATE_JOB, Printer
from communique.deliver.printing.ticket import Ticket
from communique.deliver.printing.transport import LARGEST_ANSWER, Limits
from communique.deliver.printing.unreachable import UnreachableError
from communique.errors import DeliveryFaults
from scripted_ipp import OFFICE, answer, endless, hang_up, job, printer, say, scripted, silence

SHORT = Limits(connect=1, reply=0.5, block=0.5, whole=1)
ABILITY = read_ability(Attributes(OFFICE))
TICKET = Ticket("Bulletin", "A4")
DOCUMENT = bytes(4_000_000)  # more than the buffers of a line take
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\n"
LEFT_OUT = Group(GroupTag.UNSUPPORTED, Attributes({"sides": one(Tag.UNSUPPORTED, None)}))


def at(there, limits=SHORT, **how):
    """Return the scripted printer as one that can be asked."""
    return Printer(parse_address(there.uri), "presser", limits, **how)


@pytest.mark.parametrize(
    ("speech", "code"),
    [
        pytest.param(hang_up, "J012", id="hangs up"),
        pytest.param(say(), "J012", id="says nothing and goes"),
        pytest.param(say(bytes(range(256)) * 40), "J004", id="garbage"),
        pytest.param(say(b"SSH-2.0-OpenSSH_9.2\r\n"), "J004", id="another protocol"),
        pytest.param(say(OK + b"Content-Length: 0\r\n\r\n"), "J004", id="empty"),
        pytest.param(say(OK + b"Content-Length: 5\r\n\r\nhello"), "J004", id="a page"),
        pytest.param(say(OK + b"Content-Length: 900\r\n\r\n\x02\x00"), "J004", id="breaks off"),
        pytest.param(say(OK + b"Content-Length: nine\r\n\r\n"), "J004", id="no length"),
        pytest.param(say(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"), "J004", id="broken chunks"),
        pytest.param(
            say(OK + b"Content-Length: 10\r\n\r\n\x02\x00\x00\x00\x00\x00\x00\x01\x01\x44"), "J004", id="half"
        ),
        pytest.param(say(OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n"), "J004", id="a long line"),
        pytest.param(say(OK + b"X: y\r\n" * 500 + b"\r\n"), "J004", id="many lines"),
        pytest.param(say(b"HTTP/1.1 301 Moved\r\nLocation: http://192.0.2.1/\r\n\r\n"), "J004", id="moved"),
        pytest.param(silence, "J003", id="silence"),
        pytest.param(endless(b"", b"H", 0.05), "J003", id="drips nonsense"),
        pytest.param(endless(OK + b"X: ", b"y", 0.05), "J003", id="drips a header"),
        pytest.param(endless(OK + b"Content-Length: 900\r\n\r\n", b"\x02", 0.05), "J003", id="drips"),
        pytest.param(endless(OK, b"X: y\r\n"), "J004", id="endless header"),
        pytest.param(endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.01), "J003", id="goes on for ever"),
        pytest.param(endless(OK + b"\r\n", bytes(1 << 20)), "J004", id="endless answer"),
    ],
)
def test_nonsense_is_told(speech, code):
    """… and takes no longer than its limit."""
    with scripted({GET_PRINTER: speech}) as there, pytest.raises(UnreachableError) as raised:
        at(there).ability()

    assert raised.value.faults[0].code == code


@pytest.mark.parametrize(("speech", "code"), [(hang_up, "J012"), (silence, "J003"), (say(b"x"), "J004")])
def test_one_who_does_not_listen_is_told(speech, code):
    """… who speaks before anything is asked, or never."""
    with scripted(at_once=speech) as there, pytest.raises(UnreachableError) as raised:
        at(there).ability()

    assert raised.value.faults[0].code in {code, "J012"}  # the system may tell the break first


def test_dead_host_is_told():
    """… one whose system no longer answers at all."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listening:
        place = listening.getsockname()
        crowd = [socket.socket() for _ in range(4)]
        for one_of_many in crowd:  # what is in nobody's queue is not even refused
            one_of_many.setblocking(False)
            one_of_many.connect_ex(place)
        with pytest.raises(UnreachableError) as raised:
            Printer(parse_address(f"ipp://127.0.0.1:{place[1]}/ipp/print"), "presser", SHORT).ability()
        for one_of_many in crowd:
            one_of_many.close()

    assert (raised.value.faults[0].code, raised.value.is_doubt) == ("J003", False)


def test_largest_answer_is_read():
    """… what is just below the limit is no answer without end."""
    many = {f"x-{n}": one(Tag.TEXT, "y" * 1000) for n in range(1000)}
    with scripted({GET_PRINTER: answer(printer(**many))}) as there:
        assert at(there, Limits()).ability().make == "Scripted Printer"
    assert LARGEST_ANSWER > 1_000_000


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"midway": hang_up, "halfway": 1000}, "J012"),
        ({"midway": hang_up, "halfway": 2_000_000}, "J012"),
        ({"midway": silence, "halfway": 2_000_000}, "J003"),
        ({"answers": {PRINT_JOB: hang_up}}, "J012"),
        ({"answers": {PRINT_JOB: silence}}, "J003"),
        ({"answers": {PRINT_JOB: say(b"x\r\n\r\n")}}, "J004"),
        ({"answers": {PRINT_JOB: say(OK + b"Content-Length: 5\r\n\r\nhello")}}, "J004"),
    ],
)
def test_broken_handing_over_is_in_doubt(how, code):
    """… whoever has heard a part may have heard it all."""
    with scripted(**how) as there, pytest.raises(UnreachableError) as raised:
        at(there).hand_over(TICKET, ABILITY, DOCUMENT)

    assert (raised.value.faults[0].code, raised.value.is_doubt) == (code, True)


@pytest.mark.parametrize("refusal", [b"401 Unauthorized", b"413 Too Large", b"503 Busy"])
def test_refusal_in_the_middle_of_a_document_is_read(refusal):
    """… who refuses does not hear it out: no doubt is left."""
    speech = say(b"HTTP/1.1 " + refusal + b"\r\nContent-Length: 0\r\n\r\n")
    with scripted(midway=speech, halfway=1000) as there, pytest.raises(UnreachableError) as raised:
        at(there).hand_over(TICKET, ABILITY, DOCUMENT)

    assert raised.value.faults[0].code in {"J010", "J004", "J013", "J012"}
    assert raised.value.is_doubt == (raised.value.faults[0].code == "J012")


@pytest.mark.parametrize("busy", [0x0505, 0x0507])
def test_busy_printer_is_asked_again(busy):
    """… until it takes the job: once."""
    pauses = []
    plan = [answer(code=busy), answer(code=busy), answer(job(3))]
    with scripted({PRINT_JOB: plan}) as there:
        taken, left = at(there, Limits(), pause=pauses.append).hand_over(TICKET, ABILITY, b"%PDF")

    assert (taken.number, left, len(pauses)) == (7, (), 2)
    assert [one.document for one in there.asked] == [b"%PDF"] * 3


def test_printer_that_stays_busy_is_told():
    """… after half a minute; it has taken nothing."""
    pauses = []
    with scripted({PRINT_JOB: answer(code=0x0507)}) as there, pytest.raises(UnreachableError) as raised:
        at(there, Limits(), pause=pauses.append).hand_over(TICKET, ABILITY, b"%PDF")

    assert (raised.value.faults[0].code, raised.value.is_doubt) == ("J013", False)
    assert 25 < sum(pauses) < 35


def test_what_is_left_out_is_told():
    """… by a printer that takes the job all the same, and by one that would not."""
    with scripted({VALIDATE_JOB: answer(LEFT_OUT, code=0x0001)}) as there:
        assert at(there).examine(TICKET, ABILITY) == ("sides",)
    with scripted({VALIDATE_JOB: answer(LEFT_OUT, code=0x040B)}) as there:
        assert at(there).examine(TICKET, ABILITY) == ("sides",)
    with scripted({VALIDATE_JOB: answer(code=0x040B)}) as there:
        assert at(there).examine(TICKET, ABILITY) == ("something",)
    with scripted({PRINT_JOB: answer(job(3), LEFT_OUT, code=0x0001)}) as there:
        assert at(there).hand_over(TICKET, ABILITY, b"%PDF")[1] == ("sides",)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *((0x0400, "J022"), (0x0401, "J011"), (0x0403, "J011"), (0x0404, "J022"), (0x0408, "J022")),
        *((0x040A, "J022"), (0x040B, "J022"), (0x0411, "J022"), (0x0500, "J022"), (0x0501, "J022")),
        *((0x0504, "J022"), (0x0506, "J021"), (0x0508, "J022"), (0x0FFF, "J022")),
    ],
)
def test_refusals_are_told(status, code):
    """… each status of RFC 8011, and those that nobody knows."""
    with scripted({PRINT_JOB: answer(code=status)}) as there, pytest.raises(DeliveryFaults) as raised:
        at(there).hand_over(TICKET, ABILITY, b"%PDF")

    assert raised.value.faults[0].code == code
    assert raised.value.faults[0].hint


def test_forgotten_job_is_none():
    """… it is neither printed nor failed."""
    with scripted({GET_JOB: answer(code=0x0406)}) as there:
        assert at(there).job(7) is None


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Give an authority."""
    return Authority(tmp_path_factory.mktemp("authority"))


def encrypted(file):
    """Return what speaks TLS with the certificate in `file`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize(
    ("host", "names", "dates", "is_known", "code"),
    [
        ("127.0.0.1", "IP:127.0.0.1", None, True, None),
        ("localhost", "DNS:localhost", None, True, None),
        ("127.0.0.1", "IP:127.0.0.1", None, False, "J006"),
        ("127.0.0.1", "IP:192.0.2.1", None, True, "J007"),
        ("localhost", "DNS:printer.example.org", None, True, "J007"),
        ("127.0.0.1", "IP:127.0.0.1", EXPIRED, True, "J008"),
        ("127.0.0.1", "IP:127.0.0.1", FUTURE, True, "J008"),
    ],
)
def test_certificates_are_checked(authority, monkeypatch, *, host, names, dates, is_known, code):
    """… before a word is said."""
    if is_known:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    certificate = authority.issue(names, *([dates] if dates else []))
    with scripted(context=encrypted(certificate)) as there:
        machine = Printer(parse_address(f"ipps://{host}:{there.port}/ipp/print"), "presser", SHORT)
        if code is None:
            assert machine.ability().make == "Scripted Printer"
            return
        with pytest.raises(UnreachableError) as raised:
            machine.ability()

    assert (raised.value.faults[0].code, there.asked) == (code, [])


@pytest.mark.parametrize(("scheme", "is_encrypted"), [("ipps", False), ("ipp", True)])
def test_encryption_on_one_side_alone_is_told(authority, scheme, is_encrypted):
    """… whoever lacks it."""
    context = encrypted(authority.issue()) if is_encrypted else None
    with scripted(context=context) as there, pytest.raises(UnreachableError) as raised:
        Printer(parse_address(f"{scheme}://127.0.0.1:{there.port}/ipp/print"), "presser", SHORT).ability()

    assert raised.value.faults[0].code in ({"J004", "J012"} if is_encrypted else {"J009", "J003", "J012"})
