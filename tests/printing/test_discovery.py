"""Printers that announce themselves, by a real Avahi; and announcements that are hostile."""

import sys
from types import SimpleNamespace

import pytest

from communique.deliver.printing.discovery import ENCRYPTED, PLAIN, browse, is_there, read_announcement
from delivery.commands import communique, wait_for


def info(server="press.local.", port=631, path="ipp/print", numbers=("192.0.2.7",)):
    """Return what zeroconf tells of a service."""
    told = SimpleNamespace(server=server, port=port, decoded_properties={"rp": path})
    told.parsed_scoped_addresses = lambda: list(numbers)
    return told


def test_printers_are_heard(house):
    """… by the name that people gave them, in whatever letters, on both of their lines."""
    with house.printer("Übersee") as one, house.printer("Приёмная") as two:
        names = {f"Übersee {one.port}", f"Приёмная {two.port}"}
        wait_for(lambda: names <= {there.label for there in browse(1)})
        heard = [there for there in browse() if there.label in names]

    assert {(there.label, there.address.port, there.address.tls) for there in heard} == {
        (f"{name} {there.port}", there.port, tls)
        for name, there in (("Übersee", one), ("Приёмная", two))
        for tls in (True, False)
    }
    assert {there.address.path for there in heard} == {"/ipp/print"}


def test_printers_of_the_network_are_shown_once(newsroom, house):
    """… with how they stand; not those that newsroom.yaml has already."""
    with house.printer("Hall") as hall, house.printer("Desk") as desk:
        file = newsroom / "newsroom.yaml"
        named = f"printers: {{desk: 'ipp://127.0.0.1:{desk.port}/ipp/print', "
        file.write_text(file.read_text("utf-8").replace("printers: {", named), "utf-8")

        def shown():
            return communique("printers", folder=newsroom).stdout

        wait_for(lambda: f"Hall {hall.port}" in shown())
        told = shown()

    assert told.count(f"Hall {hall.port}") == 1
    _, _, network = told.partition("on the network:\n")
    assert f":{hall.port}/ipp/print  Hall {hall.port}\n    Example Printer: idle" in network
    assert f":{desk.port}/" not in network


def test_without_zeroconf_none_are_heard(monkeypatch):
    """… it comes with an extra."""
    monkeypatch.setitem(sys.modules, "zeroconf", None)

    assert (is_there(), browse(0)) == (False, ())


@pytest.mark.parametrize(
    ("kind", "said", "uri"),
    [
        (PLAIN, {}, "ipp://192.0.2.7/ipp/print"),
        (ENCRYPTED, {"port": 4443, "path": ""}, "ipps://192.0.2.7:4443/ipp/print"),
        (PLAIN, {"path": "/printers/front"}, "ipp://192.0.2.7/printers/front"),
        (PLAIN, {"server": "localhost."}, "ipp://localhost/ipp/print"),
        (PLAIN, {"numbers": ("2001:db8::7",)}, "ipp://[2001:db8::7]/ipp/print"),
    ],
)
def test_announcements_are_read(kind, said, uri):
    """… the machine's name where it can be looked up, else its number."""
    found = read_announcement(f"Front\\032desk.{kind}", kind, info(**said))

    assert (found.label, found.address.uri) == ("Front desk", uri)


@pytest.mark.parametrize(
    "said",
    [
        {"numbers": ()},
        {"port": 0},
        {"port": None},
        {"server": None, "numbers": ()},
        {"path": "ipp/print\r\nX: y"},
        {"path": "ipp print"},
        {"path": "печать"},
    ],
)
def test_announcements_that_name_no_place_are_left_out(said):
    """… nothing of them reaches a request."""
    assert read_announcement(f"x.{PLAIN}", PLAIN, info(**said)) is None


def test_announcements_do_not_steer_terminals():
    """… names are anybody's."""
    assert read_announcement(f"\x1b[2JX\u202e.{PLAIN}", PLAIN, info()).label == "[2JX"
