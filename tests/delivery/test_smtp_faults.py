"""Each fault that a mail server can have while it takes mails, and what becomes of them."""

import socket
import struct
import threading
import time

import pytest

from communique.deliver.mail.attempt import Attempt
from communique.deliver.mail.connection import Connection, Limits
from communique.deliver.mail.envelope import Envelope, Outcome
from communique.deliver.mail.pace import Pace
from communique.deliver.mail.sending import post
from communique.deliver.mail.server import Server
from communique.errors import DeliveryFaults, Fault
from scripted_smtp import serving, started
from smtp_rig import CONTENT, QUICK, SENDER, Notes, envelope, send, server_at

A, B, C = "a@example.org", "b@example.org", "c@example.org"
PLAIN_OR_PIPELINED = pytest.mark.parametrize("pipelining", [False, True], ids=["in turn", "pipelined"])


def counts(tally):
    return tally.accepted, tally.deferred, tally.refused, tally.doubt


@PLAIN_OR_PIPELINED
def test_a_mail_is_taken_as_it_was_made(pipelining):
    """… every byte arrives, dots at a line's beginning among them, and the answer is kept."""
    with serving({"pipelining": pipelining}) as rig:
        tally, notes = send(rig.port, A, B)

        assert [mail["content"] for mail in rig.mails] == [CONTENT, CONTENT]
        assert counts(tally) == (2, 0, 0, 0)
        assert notes.told[:2] == [
            ("begin", A, ""),
            ("accepted", A, f"250 2.0.0 Ok: queued as {len(CONTENT):X}"),
        ]
        assert rig.connections == 1
        assert rig.mails[0]["host"] == "sender.example.org"


def test_a_mail_that_begins_with_a_dot_and_has_no_last_line_end_is_taken():
    """… no content can be cut short by a dot, or run into what follows it."""
    with serving() as rig:
        send(rig.port, A, content=b".\r\n.\r\nend")

        assert rig.mails[0]["content"] == b".\r\n.\r\nend\r\n"


@PLAIN_OR_PIPELINED
def test_451_is_tried_again_after_its_wait(pipelining):
    """… what a server puts off gets there in the same run."""
    script = {"pipelining": pipelining, "recipients": {A: ["451 4.7.1 greylisted", "250"]}}
    with serving(script) as rig:
        tally, notes = send(rig.port, A, B, waits=(0.3,))

        assert rig.recipients() == [B, A]
        assert notes.fates() == {A: ["deferred", "accepted"], B: ["accepted"]}
        assert counts(tally) == (2, 0, 0, 0)
        first, second = (at for at, who in rig.begun if who == A)
        assert 0.3 <= second - first < 1.5


def test_what_stays_deferred_is_so_after_the_last_wait():
    """… a run comes to its end, and the mail stays due for the next one."""
    with serving({"recipients": {A: ["451 4.3.0 later"]}}) as rig:
        tally, notes = send(rig.port, A, waits=(0.05, 0.05))

        assert notes.fates() == {A: ["deferred"] * 3}
        assert counts(tally) == (0, 1, 0, 0)


@PLAIN_OR_PIPELINED
@pytest.mark.parametrize(
    "step", ["550 5.1.1 no such user", "552 5.2.2 mailbox full", "553 5.1.3 bad address"]
)
def test_one_refused_recipient_leaves_the_others_unharmed(step, pipelining):
    """… the same connection goes on with the next, and the server's words are kept."""
    with serving({"pipelining": pipelining, "recipients": {B: [step]}}) as rig:
        tally, notes = send(rig.port, A, B, C, waits=(0.05,))

        assert rig.recipients() == [A, C]
        assert rig.connections == 1
        assert notes.answer(B) == step
        assert counts(tally) == (2, 0, 1, 0)


@pytest.mark.parametrize(
    ("step", "fate"),
    [
        ({"data": "451 4.3.0 no room"}, "deferred"),
        ({"data": "554 5.5.1 no"}, "refused"),
        ({"end": "452 4.3.1 full"}, "deferred"),
        ({"end": "552 5.3.4 too big"}, "refused"),
        ({"end": "554 5.7.1 spam"}, "refused"),
        ({"end": "421 4.3.2 going down"}, "deferred"),
        ({"rcpt": "354 nonsense"}, "deferred"),
        ({"say": "354 nonsense"}, "doubt"),
        ({"say": "what?"}, "doubt"),
        ({"wait": 5}, "doubt"),
        ({"drop": "accepted"}, "doubt"),
        ({"drop": "end"}, "doubt"),
    ],
)
@PLAIN_OR_PIPELINED
def test_each_answer_means_its_fate(step, fate, pipelining):
    """… only what the server said it took is accepted, and only what nobody can know is in doubt."""
    with serving({"pipelining": pipelining, "recipients": {A: [step]}}) as rig:
        tally, notes = send(rig.port, A, B)

        assert notes.fates()[A][-1] == fate
        assert notes.fates()[B] == ["accepted"]
        assert getattr(tally, fate) == 1


def test_552_by_size_comes_before_the_upload():
    """… a mail that is too large is not sent in vain."""
    with serving({"size": 5000}) as rig:
        tally, notes = send(rig.port, A, content=b"x" * 6000)

        assert notes.answer(A).startswith("552 ")
        assert rig.begun == []
        assert tally.refused == 1


@pytest.mark.parametrize("step", [{"drop": "data"}, {"early": "421 4.3.2 going down"}, {"early": "oops"}])
def test_a_connection_dropped_within_the_data_leaves_no_doubt(step):
    """… the server cannot have taken a mail whose end was never sent, so it is sent again at once."""
    with serving({"recipients": {A: [step, "250"]}}) as rig:
        held = Notes(wait=lambda mark: threading.Timer(0.2, mark.set_result, [None]).start())
        tally, notes = send(rig.port, A, content=b"x" * 78 + b"\r\n" + CONTENT * 300, notes=held)

        assert notes.fates() == {A: ["deferred", "accepted"]}
        assert rig.recipients() == [A]
        assert counts(tally) == (1, 0, 0, 0)


def test_an_early_refusal_is_believed():
    """… a server that has seen enough in the middle of a mail is not sent the rest again."""
    with serving({"recipients": {A: [{"early": "552 5.3.4 enough"}]}}) as rig:
        held = Notes(wait=lambda mark: threading.Timer(0.2, mark.set_result, [None]).start())
        tally, notes = send(rig.port, A, B, content=CONTENT * 300, notes=held)

        assert notes.fates()[A] == ["refused"]
        assert notes.fates()[B][-1] == "accepted" or tally.accepted == 0


def test_a_mail_dropped_after_its_acceptance_is_in_doubt_and_not_sent_again():
    """… nobody gets a mail twice because its answer was lost."""
    with serving({"recipients": {A: [{"drop": "accepted"}]}}) as rig:
        tally, notes = send(rig.port, A, B, waits=(0.05,))

        assert sorted(rig.recipients()) == [A, B]
        assert notes.fates() == {A: ["doubt"], B: ["accepted"]}
        assert counts(tally) == (1, 0, 0, 1)


def test_421_in_the_middle_of_a_run_is_answered_by_a_new_connection():
    """… a server that takes so many mails a connection gets all of them, and none twice."""
    recipients = [f"r{number}@example.org" for number in range(7)]
    with serving({"per_connection": 3}) as rig:
        tally, _ = send(rig.port, *recipients)

        assert rig.recipients() == recipients
        assert rig.connections == 3
        assert counts(tally) == (7, 0, 0, 0)


@pytest.mark.parametrize(
    "reply", ["421 4.3.2 never", "530 5.7.0 Authentication required", "550 5.7.1 over the quota of today"]
)
def test_a_server_that_always_hangs_up_ends_the_run(reply):
    """… nobody is asked for ever, no mail is called refused, and the reason is told."""
    with serving({"mail": [reply] * 50}) as rig:
        tally, notes = send(rig.port, A, B)

        assert tally.fault is not None
        assert tally.fault.code == "M018"
        assert reply[:9] in tally.fault.message
        assert rig.connections == len(QUICK.pauses) + 1
        assert {fate for fates in notes.fates().values() for fate in fates} == {"deferred"}
        assert tally.accepted == tally.refused == tally.doubt == 0


def test_a_server_that_goes_away_ends_the_run():
    """… what was not begun is not noted, so that the next run sends it."""
    with serving() as rig:
        port = rig.port
        assert send(port, A)[0].accepted == 1

    tally, notes = send(port, A, B)

    assert tally.fault is not None
    assert (tally.fault.code, counts(tally)) == ("M018", (0, 0, 0, 0))
    assert "no mail server listens" in tally.fault.message
    assert notes.told == []


def test_a_connection_dropped_before_any_answer_is_made_anew():
    """… a mail is tried again at once where the connection alone was at fault, and else later."""
    with serving({"recipients": {A: [{"drop": "rcpt"}, {"drop": "rcpt"}, "250"]}}) as rig:
        tally, notes = send(rig.port, A, waits=(0.1,))

        assert notes.fates() == {A: ["deferred", "deferred", "accepted"]}
        assert counts(tally) == (1, 0, 0, 0)


def test_a_local_part_in_other_letters_is_refused_where_the_server_lacks_smtputf8():
    """… the officer learns why, and the server is not asked for what it cannot do."""
    with serving({"utf8": False}) as rig:
        tally, notes = send(rig.port, "иван@example.org", A)

        assert "SMTPUTF8" in notes.answer("иван@example.org")
        assert [who for _, who in rig.begun] == [A]
        assert counts(tally) == (1, 0, 1, 0)


def test_a_local_part_in_other_letters_goes_to_a_server_with_smtputf8():
    """… addresses of every script are served where that can be done."""
    with serving({"dsn": True}) as rig:
        send(rig.port, "иван@пример.example", content="Subject: Мост\r\n\r\nx\r\n".encode())

        assert rig.recipients() == ["иван@xn--e1afmkfd.example"]
        assert rig.mails[0]["parameters"][0].startswith("BODY=8BITMIME SMTPUTF8")
        assert "ORCPT=utf-8;\\x{438}\\x{432}" in rig.mails[0]["parameters"][1]


def test_a_domain_in_other_letters_goes_to_any_server():
    """… a domain's ASCII form is known to all."""
    with serving({"utf8": False}) as rig:
        send(rig.port, "ivan@пример.example")

        assert rig.recipients() == ["ivan@xn--e1afmkfd.example"]


def test_a_mail_in_eight_bits_is_refused_where_the_server_takes_seven():
    """… no mail is garbled on the way."""
    with serving({"eight_bit": False}) as rig:
        tally, notes = send(rig.port, A, content="Subject: Мост\r\n\r\n".encode())

        assert "8BITMIME" in notes.answer(A)
        assert tally.refused == 1


@pytest.mark.parametrize("address", ["a>b@example.org", "a\r\nRCPT TO:<x@y>@example.org", "a@exa mple.org"])
def test_an_address_that_could_end_its_command_is_never_sent(address):
    """… nobody smuggles a command into the conversation by an address."""
    with serving() as rig:
        tally, _ = send(rig.port, address)

        assert rig.begun == []
        assert tally.refused == 1


def test_reports_are_asked_for_where_the_server_writes_them():
    """… a bounce names the mail and its recipient as the ledger knows them."""
    with serving({"dsn": True, "size": 10**6}) as rig:
        send(rig.port, "a+b=c@example.org")

        assert rig.mails[0]["parameters"] == [
            f"SIZE={len(CONTENT) + 2} RET=HDRS ENVID=1@example.org",
            "NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@example.org",
        ]


def test_the_mail_is_not_ended_before_the_journal_has_it():
    """… whoever is killed leaves at most a doubt: the server has not the whole mail until then."""
    marks = []
    with serving() as rig:
        notes = Notes(wait=marks.append)
        thread = threading.Thread(target=send, args=(rig.port, A), kwargs={"notes": notes})
        thread.start()
        time.sleep(0.4)
        before = list(rig.mails), list(rig.begun)
        marks[0].set_result(None)
        thread.join()

        assert before[0] == []
        assert len(before[1]) == 1
        assert rig.recipients() == [A]


def test_a_journal_that_fails_ends_the_run_and_the_mail_is_not_sent():
    """… nothing goes out that the ledger does not know of; what it says about the mail stays."""
    with serving() as rig:
        failing = Notes(failing=DeliveryFaults([Fault("K010", "was sent before")]))

        with pytest.raises(DeliveryFaults):
            send(rig.port, A, B, notes=failing)

        assert rig.mails == []
        assert [word for word, *_ in failing.told] == ["begin"]


def test_a_mail_that_cannot_be_made_ends_the_run_before_it_is_begun():
    """… an error of our own is told, and no mail gets a fate by it."""

    def content():
        raise RuntimeError("no key")

    with serving() as rig:
        notes = Notes()
        with pytest.raises(RuntimeError, match="no key"):
            send(rig.port, A, content=content, notes=notes)

        assert notes.told == []


@pytest.mark.parametrize("content", [b"a\n.\r\nb\r\n", b"a\r.\r\n", b"a\r\n.\rb\n"])
def test_a_line_end_that_could_forge_a_mails_end_is_never_sent(content):
    """… no second mail hides behind a line's end that servers read differently."""
    with serving() as rig:
        with pytest.raises(ValueError, match="CRLF"):
            send(rig.port, A, content=content)

        assert rig.mails == []


def test_stop_ends_after_the_mail_under_way():
    """… Ctrl-C leaves no doubt behind it, and begins nothing new."""
    stop = threading.Event()
    with serving({"recipients": {"*": [{"wait": 0.5}]}}) as rig:
        threading.Timer(0.2, stop.set).start()
        tally, notes = send(rig.port, A, B, C, stop=stop)

        assert notes.fates() == {A: ["accepted"]}
        assert rig.recipients() == [A]
        assert counts(tally) == (1, 0, 0, 0)
        assert tally.elapsed < 2


def test_stop_does_not_wait_for_what_is_deferred():
    """… a mail that waits for its next try stays deferred."""
    stop = threading.Event()
    with serving({"recipients": {A: ["451 4.3.0 later"]}}) as rig:
        tally, _ = send(rig.port, A, waits=(600,), stop=stop, watcher=lambda *_: stop.set())

        assert counts(tally) == (0, 1, 0, 0)
        assert tally.elapsed < 2


def test_stop_does_not_wait_for_a_connection():
    """… Ctrl-C ends a run soon whose server is gone, and what was to be sent stays as it was."""
    stop, ended = threading.Event(), []
    slow = Limits(connect=2, reply=1, block=1, end=1, idle=0.05, pauses=(60,))
    with serving({"recipients": {A: ["451 4.3.0 later"]}}) as rig:
        settings = {"waits": (0.4,), "stop": stop, "limits": slow}
        thread = threading.Thread(target=lambda: ended.append(send(rig.port, A, **settings)))
        thread.start()
        time.sleep(0.2)
    time.sleep(0.8)
    assert not ended
    stop.set()
    thread.join(timeout=3)

    ((tally, notes),) = ended
    assert (tally.fault, counts(tally)) == (None, (0, 1, 0, 0))
    assert notes.fates() == {A: ["deferred"]}


def test_no_more_connections_are_used_than_allowed_and_all_of_those():
    """… a server with a limit is not offended, and mails do not wait for one another."""
    recipients = [f"r{number}@example.org" for number in range(40)]
    with serving({"recipients": {"*": [{"wait": 0.05}]}}) as rig:
        tally, _ = send(rig.port, *recipients, connections=3)

        assert rig.most_open == 3
        assert sorted(rig.recipients()) == sorted(recipients)
        assert tally.elapsed < 40 * 0.05


def test_a_few_mails_take_one_connection():
    """… nobody opens four connections for one mail."""
    with serving() as rig:
        send(rig.port, A, connections=4)

        assert rig.connections == 1


def test_a_connection_that_idles_is_ended_and_made_anew():
    """… the server does not hang up on a mail that was put off for long."""
    quick = Limits(connect=2, reply=1, block=1, end=1, idle=0.1, pauses=(0,))
    with serving({"recipients": {A: ["451 4.3.0 later", "250"]}}) as rig:
        tally, _ = send(rig.port, A, waits=(0.5,), limits=quick)

        assert rig.connections == 2
        assert tally.accepted == 1


def test_the_watcher_hears_of_every_try_in_the_thread_that_sends():
    """… a progress bar needs no lock."""
    heard = []
    with serving({"recipients": {A: ["451 4.3.0 later", "250"]}}) as rig:
        send(
            rig.port,
            A,
            waits=(0.05,),
            watcher=lambda *told: heard.append((*told, threading.current_thread())),
        )

    assert [(one.recipient, outcome.fate) for one, outcome, _ in heard] == [(A, "deferred"), (A, "accepted")]
    assert {thread for *_, thread in heard} == {threading.current_thread()}
    assert isinstance(heard[0][1], Outcome)


def test_a_watcher_that_fails_ends_the_run_after_the_mails_under_way():
    """… an error in showing progress loses no mail's fate."""

    def fail(*_):
        raise KeyError("bar")

    with serving() as rig:
        notes = Notes()
        with pytest.raises(KeyError):
            send(rig.port, A, B, notes=notes, watcher=fail)

        assert rig.recipients() == [who for who, fates in notes.fates().items() if fates == ["accepted"]]


def test_mails_are_taken_from_their_source_one_by_one():
    """… the memory stays flat however many mails there are: one is made when its turn comes."""
    made = []

    def content(number):
        def make():
            made.append((number, len(rig.mails)))
            return CONTENT

        return make

    with serving() as rig:
        post(
            (envelope(f"r{number}@example.org", content(number)) for number in range(50)),
            server_at(rig.port),
            Notes(),
            pace=Pace(10**6),
            waits=(),
            stop=threading.Event(),
            watcher=lambda *_: None,
        )

    assert made == [(number, number) for number in range(50)]


def test_no_domain_gets_more_than_its_pace_and_others_overtake_it():
    """… one provider's limit holds back its own mails alone."""
    recipients = [f"r{number}@slow.example" for number in range(3)] + [A, B]
    stop = threading.Event()
    with serving() as rig:
        threading.Timer(0.6, stop.set).start()
        tally, _ = send(rig.port, *recipients, pace=Pace(1000, per_domain=2), stop=stop)

        assert rig.recipients() == [*recipients[:2], A, B]
        assert counts(tally) == (4, 0, 0, 0)


def test_a_server_in_its_own_process_counts_what_it_accepts(tmp_path):
    """… who kills a sender can count afterwards."""
    with started(tmp_path, {"recipients": {B: [{"drop": "accepted"}]}}) as (port, accepted):
        send(port, A, B)

        assert [mail["recipient"] for mail in accepted()] == [A, B]


def test_a_server_that_takes_nothing_any_more_is_waited_for_in_vain():
    """… a full buffer at a hanging server is a lost connection, and no doubt."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def hang():
            while True:
                try:
                    conversation, _ = listener.accept()
                except OSError:
                    return
                conversation.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                conversation.sendall(b"220 x\r\n250-x\r\n250 PIPELINING\r\n250 a\r\n250 b\r\n354 go\r\n")
                held.append(conversation)

        held = []
        threading.Thread(target=hang, daemon=True).start()
        tally, notes = send(port, A, content=b"x" * 30_000_000 + b"\r\n")
        listener.shutdown(socket.SHUT_RDWR)
        for conversation in held:
            conversation.close()

    assert set(notes.fates()[A]) == {"deferred"}
    assert tally.doubt == 0


def test_a_connection_reset_as_the_last_dot_leaves_is_no_doubt():
    """… the system says that it took none of the last bytes, so the server cannot have the whole mail."""

    class Deaf(Connection):
        def hear(self):
            """Hear nothing, as where the server hangs up a moment later."""
            time.sleep(0.2)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = socket.create_connection(listener.getsockname())
        conversation, _ = listener.accept()
        connection = Deaf(line, "sender.example.org", QUICK)
        conversation.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        conversation.sendall(b"250 a\r\n250 b\r\n354 go\r\n")

        def leave(mark):
            conversation.close()
            mark.set_result(None)

        notes = Notes(wait=lambda mark: threading.Timer(0.3, leave, [mark]).start())
        outcome = Attempt(connection, envelope(A), notes).make()

    assert outcome.fate == "deferred"
    assert notes.fates() == {A: ["deferred"]}


def test_an_error_of_our_own_in_the_middle_of_a_mail_loses_no_fate():
    """… the mail is noted as not sent before the error is told."""
    notes = Notes()
    nameless = Envelope(1, SENDER, A, None, lambda: CONTENT)
    with serving({"dsn": True}) as rig:
        with pytest.raises(AttributeError):
            post(
                [nameless],
                server_at(rig.port),
                notes,
                pace=Pace(10),
                waits=(),
                stop=threading.Event(),
                watcher=lambda *_: None,
            )

        assert rig.mails == []
    assert notes.fates() == {A: ["deferred"]}
    assert "AttributeError" in notes.answer(A)


def test_a_server_that_has_no_connection_for_one_more_gets_fewer():
    """… the connections that there are carry all mails."""
    recipients = [f"r{number}@example.org" for number in range(12)]
    script = {"most_connections": 1, "recipients": {"*": [{"wait": 0.05}]}}
    with serving(script) as rig:
        tally, _ = send(rig.port, *recipients, connections=3)

        assert rig.recipients() == recipients
        assert tally.accepted == 12
        assert tally.fault is None


@pytest.mark.parametrize(
    ("name", "greeting"), [("press.example.org", "press.example.org"), ("laptop", "[127.0.0.1]")]
)
def test_this_machine_greets_by_its_full_name_or_its_address(name, greeting, monkeypatch):
    """… no name is made up, and none is asked of the network (RFC 5321, 4.1.3)."""
    monkeypatch.setattr(socket, "gethostname", lambda: name)
    with serving() as rig:
        smtp = server_at(rig.port).smtp
        post(
            [envelope(A)],
            Server(smtp, limits=QUICK),
            Notes(),
            pace=Pace(10),
            waits=(),
            stop=threading.Event(),
            watcher=lambda *_: None,
        )

        assert rig.mails[0]["host"] == greeting
