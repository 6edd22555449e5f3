"""What stands against reaching a mail server: each its own fault, in plain words, before anything is sent."""

import logging
import socket
import threading

import pytest

from certificates import EXPIRED, FUTURE, VALID, Authority
from communique.deliver.mail.secret import VARIABLE, Secret
from communique.deliver.mail.server import reach, server_of
from communique.errors import DeliveryFaults
from communique.model import Smtp
from scripted_smtp import serving
from smtp_rig import SENDER, send, server_at

PASSWORD = "s3cret, пароль"  # noqa: S105 - no server's


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    """Give an authority."""
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def trusted(authority, monkeypatch):
    """Give the authority, whom this machine trusts as an office would have it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.certificate))
    return authority


def fault_at(port, sender=None, **settings):
    """Return the one fault of reaching a server."""
    with pytest.raises(DeliveryFaults) as caught:
        reach(server_at(port, **settings), sender)
    (fault,) = caught.value.faults
    assert fault.hint
    return fault


def test_what_a_server_can_do_is_told():
    """… a mail's size is known to be too large before anything is noted."""
    with serving({"size": 123456, "dsn": True, "pipelining": True, "utf8": False}) as rig:
        ability = reach(server_at(rig.port), SENDER)

        assert (ability.size, ability.utf8, ability.dsn, ability.pipelining) == (123456, False, True, True)
        assert rig.mails == []


@pytest.mark.parametrize("size", ["0", "many", "9" * 100])
def test_a_size_that_says_nothing_is_no_limit(size):
    """… SIZE 0 means that there is no fixed limit (RFC 1870, 4), and nonsense none that is known."""
    greeting = f"220 x\r\n250-x\r\n250 SIZE {size}\r\n"
    with serving({"raw": greeting, "stays": True}) as rig:
        ability = reach(server_at(rig.port))

        assert ability.size is None or ability.size > 10**18


def test_an_unknown_name():
    """… a misspelt host is called that."""
    fault = fault_at(25, host="nobody.invalid", security="starttls")

    assert (fault.code, "nobody.invalid" in fault.message) == ("M003", True)


def test_a_port_where_nobody_listens():
    """… a wrong port is called that."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    fault = fault_at(port)

    assert (fault.code, f"127.0.0.1:{port}" in fault.message) == ("M004", True)


@pytest.mark.parametrize("security", ["none", "tls"])
def test_silence(security):
    """… nobody waits for ever, be it for a greeting or for TLS."""
    with serving({"silent": True}) as rig:
        assert fault_at(rig.port, security=security).code == "M005"


def test_a_greeting_that_comes_one_byte_after_the_other():
    """… a server that means ill cannot hold us by saying a little again and again."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()

        def drip():
            conversation, _ = listener.accept()
            with conversation:
                while not ended.wait(0.2):
                    try:
                        conversation.sendall(b"2")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        fault = fault_at(listener.getsockname()[1])
        ended.set()
        thread.join()

    assert fault.code == "M005"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "a web server"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "no mail server"),
        ("x" * 100_000, "no mail server"),
        ("220-more\r\n" * 1000, "no mail server"),
        ("\x1b]0;title\x07\r\n", "no mail server"),
    ],
)
def test_what_is_no_mail_server(said, word):
    """… the port of another service is called that, however long and strange its words are."""
    with serving({"raw": said, "stays": True}) as rig:
        fault = fault_at(rig.port)

    assert (fault.code, word in fault.message) == ("M006", True)
    assert fault.message.isprintable()
    assert len(fault.message) < 200


@pytest.mark.parametrize("greeting", ["554 5.3.2 no service for you", "421 4.3.2 too busy"])
def test_a_server_that_turns_us_away(greeting):
    """… its own words are told."""
    with serving({"greeting": greeting}) as rig:
        fault = fault_at(rig.port)

    assert (fault.code, greeting in fault.message) == ("M007", True)


def test_a_server_that_takes_no_ehlo():
    """… a server too old to encrypt or to log in at is called that."""
    with serving({"raw": "220 x\r\n502 5.5.1 what?\r\n", "stays": True}) as rig:
        fault = fault_at(rig.port)

    assert (fault.code, "502 5.5.1 what?" in fault.message) == ("M007", True)


def test_a_server_that_hangs_up():
    """… a connection that ends at once is called that."""
    with serving({"raw": ""}) as rig:
        assert fault_at(rig.port).code == "M017"


def test_no_starttls():
    """… nothing goes over the network unencrypted, be it that somebody took STARTTLS out of the answer."""
    with serving({"login": ["press", PASSWORD]}) as rig:
        fault = fault_at(rig.port, security="starttls", user="press", password=Secret(PASSWORD))

    assert fault.code == "M008"


def test_starttls_that_is_refused():
    """… an answer other than 220 never leads to going on without encryption."""
    with serving({"starttls": "454 4.7.0 TLS not available"}) as rig:
        fault = fault_at(rig.port, security="starttls")

    assert (fault.code, "454 4.7.0" in fault.message) == ("M012", True)


def test_words_put_in_before_encryption():
    """… what somebody in between adds to STARTTLS's answer is not taken for the server's."""
    said = "220 x\r\n250-x\r\n250 STARTTLS\r\n220 go\r\n250-forged\r\n250 AUTH PLAIN\r\n"
    with serving({"raw": said, "stays": True}) as rig:
        fault = fault_at(rig.port, security="starttls")

    assert (fault.code, "in between" in fault.message) == ("M012", True)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_encrypted_connection(trusted, security):
    """… mail goes encrypted to one who is who he says, by an office's own authority too."""
    tls = "implicit" if security == "tls" else "starttls"
    with serving({"tls": tls, "certificate": str(trusted.issue())}) as rig:
        tally, _ = send(rig.port, "a@example.org", security=security)

        assert tally.accepted == 1
        assert tls == "implicit" or rig.mails[0]["encrypted"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("issued", "code", "word"),
    [
        (("IP:127.0.0.1", EXPIRED), "M011", "has expired"),
        (("IP:127.0.0.1", FUTURE), "M011", "not valid yet"),
        (("DNS:other.example.org", VALID), "M010", "another machine's"),
        (("IP:127.0.0.2", VALID), "M010", "another machine's"),
    ],
)
def test_a_bad_certificate(trusted, security, issued, code, word):
    """… each kind is told apart, since each is mended otherwise."""
    certificate = trusted.issue(*issued)
    tls = "implicit" if security == "tls" else "starttls"
    with serving({"tls": tls, "certificate": str(certificate)}) as rig:
        fault = fault_at(rig.port, security=security)

    assert (fault.code, word in fault.message) == (code, True)


def test_another_name_of_the_same_machine(trusted):
    """… the name in newsroom.yaml is the one that is checked."""
    with serving({"tls": "starttls", "certificate": str(trusted.issue("IP:127.0.0.1"))}) as rig:
        assert fault_at(rig.port, security="starttls", host="localhost").code == "M010"


def test_an_unknown_authority(authority, tmp_path, monkeypatch):
    """… a certificate that anybody could have made is not trusted; the way for an office's own is told."""
    monkeypatch.setenv("SSL_CERT_FILE", str(Authority(tmp_path / "other", "Other").certificate))
    with serving({"tls": "starttls", "certificate": str(authority.issue())}) as rig:
        fault = fault_at(rig.port, security="starttls")

    assert (fault.code, "SSL_CERT_FILE" in fault.hint) == ("M009", True)


def test_tls_where_starttls_is_spoken():
    """… the wrong one of the two is called that, with the port that goes with it."""
    with serving() as rig:
        fault = fault_at(rig.port, security="tls")

    assert (fault.code, "587" in fault.hint) == ("M012", True)


@pytest.mark.parametrize("mechanism", ["PLAIN", "LOGIN"])
def test_a_login(trusted, mechanism, caplog, capfd):
    """… any password does, whatever its letters, and nothing ever shows it."""
    caplog.set_level(logging.DEBUG)
    script = {"login": ["press", PASSWORD], "mechanisms": [mechanism]}
    with serving(script | {"tls": "starttls", "certificate": str(trusted.issue())}) as rig:
        server = server_at(rig.port, security="starttls", user="press", password=Secret(PASSWORD))
        connection = server.connect()
        connection.set_debuglevel(2)
        connection.hang_up()
        send(rig.port, "a@example.org", security="starttls", user="press", password=Secret(PASSWORD))

        assert rig.mails[0]["user"] == "press"
    assert PASSWORD not in caplog.text + "".join(capfd.readouterr()) + repr(server)
    assert "s3cret" not in repr(server) + str(server)


def test_a_wrong_password():
    """… the server's words are told, and not the password."""
    script = {"login": ["press", PASSWORD], "wrong": "535 5.7.8 no such user and password"}
    with serving(script) as rig:
        fault = fault_at(rig.port, user="press", password=Secret("wr0ng"))

    assert (fault.code, "535 5.7.8" in fault.message) == ("M013", True)
    assert "wr0ng" not in fault.message + fault.hint


def test_a_login_that_fails_for_now():
    """… a server whose directory is down is no reason to mend the password."""
    said = "220 x\r\n250-x\r\n250 AUTH PLAIN\r\n454 4.7.0 directory is down\r\n"
    with serving({"raw": said, "stays": True}) as rig:
        assert fault_at(rig.port, user="press", password=Secret("x")).code == "M007"


@pytest.mark.parametrize("said", ["250 SIZE\r\n", "250 AUTH OAUTHBEARER XOAUTH2\r\n"])
def test_no_login_that_is_known(said):
    """… a server that offers no login, or others alone, is called that."""
    with serving({"raw": "220 x\r\n250-x\r\n" + said, "stays": True}) as rig:
        assert fault_at(rig.port, user="press", password=Secret("x")).code == "M014"


def test_a_server_that_asks_for_a_login():
    """… a missing user is told before anything is noted."""
    with serving({"login": ["press", PASSWORD]}) as rig:
        fault = fault_at(rig.port, SENDER)

    assert (fault.code, "530" in fault.message) == ("M015", True)


def test_a_sender_that_is_not_taken():
    """… the newsroom's own address is mended, and no subscriber called refused for it."""
    with serving({"mail": ["553 5.7.1 not owned by user"]}) as rig:
        fault = fault_at(rig.port, SENDER)

    assert (fault.code, SENDER in fault.message, "553 5.7.1" in fault.message) == ("M016", True, True)


def test_a_server_that_is_lost_while_it_is_asked():
    """… a connection that breaks at the last question is told like any other."""
    said = "220 x\r\n250 x\r\nnonsense\r\n"
    with serving({"raw": said, "stays": True}) as rig:
        assert fault_at(rig.port, SENDER).code == "M006"


def test_a_sender_in_other_letters():
    """… it is asked for as it will be written."""
    with serving() as rig:
        assert reach(server_at(rig.port), "пресса@example.org").utf8


@pytest.fixture
def smtp():
    """Give settings with a user."""
    return {"host": "127.0.0.1", "security": "none", "user": "press"}


def test_the_password_of_the_environment_goes_before_the_command(smtp, monkeypatch):
    """… one who runs it by hand can override what the file says."""
    monkeypatch.setenv(VARIABLE, PASSWORD)

    server = server_of(Smtp(**smtp | {"password_command": "false"}))

    assert server.password.reveal() == PASSWORD
    assert PASSWORD not in repr(server)


def test_the_password_of_a_command_is_its_first_line(smtp, monkeypatch):
    """… pass(1) may write more below it, and no shell looks at the command."""
    monkeypatch.delenv(VARIABLE, raising=False)

    server = server_of(Smtp(**smtp | {"password_command": r"printf '$HOME;s\r\nurl: x\n'"}))

    assert server.password.reveal() == "$HOME;s"


def test_no_user_needs_no_password(smtp, monkeypatch):
    """… a server that asks for none is not given one."""
    monkeypatch.setenv(VARIABLE, PASSWORD)

    assert server_of(Smtp(**smtp | {"user": None})).password is None


def test_no_password_at_all(smtp, monkeypatch):
    """… both ways to give one are told."""
    monkeypatch.delenv(VARIABLE, raising=False)

    with pytest.raises(DeliveryFaults) as caught:
        server_of(Smtp(**smtp))

    (fault,) = caught.value.faults
    assert fault.code == "M001"
    assert VARIABLE in fault.hint
    assert "password_command" in fault.hint


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("sh -c 'echo s3cret; echo no such entry >&2; exit 3'", "ended with 3: no such entry"),
        ("false", "ended with 1"),
        ("true", "wrote nothing"),
        ("no-such-program", "No such file"),
        ("echo 'unclosed", "No closing quotation"),
        (r"printf '\377s3cret\n'", "not UTF-8"),
        ("sleep 9", "took more than"),
    ],
)
def test_a_command_that_fails(smtp, monkeypatch, command, word):
    """… its complaint is told, and never what it wrote: that may be the password."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("communique.deliver.mail.secret.PATIENCE", 0.3)

    with pytest.raises(DeliveryFaults) as caught:
        server_of(Smtp(**smtp | {"password_command": command}))

    (fault,) = caught.value.faults
    assert (fault.code, word in fault.message) == ("M002", True)
    assert "s3cret" not in fault.message + fault.hint
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
