"""Real printers for the tests: ippeveprinter, and a private CUPS, on this machine alone.

ippeveprinter announces itself, so a message bus and Avahi run too, on the loopback interface. Avahi keeps
one folder of the system's for itself, and demands that it is its own user's: each gets its own in its place,
in a mount namespace where that user is ours. All of it runs as root, and as an ordinary user where the system
lets those have namespaces.
"""

import contextlib
import grp
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PROGRAMS = ("dbus-daemon", "avahi-daemon", "ippeveprinter", "cupsd", "lpadmin")
ABLE = ("-2", "-s", "20,20")  # both sides, and pages a minute in black and in colour
PATIENCE = 20  # seconds for a program to be there
BUS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>custom</type>
  <listen>unix:path={bus}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
    <allow user="*"/>
  </policy>
</busconfig>
"""
AVAHI = """\
[server]
host-name=press-office-{number}
use-ipv4=yes
use-ipv6=no
allow-interfaces=lo
[publish]
publish-hinfo=no
publish-workstation=no
"""
# What prints: it keeps what it gets, then plays what the file `play` says.
PAPER = """\
#!/bin/sh
job={home}/received/$(date +%s%N)
cp "$1" "$job.pdf"
env | grep '^IPP_' >"$job.txt"
play=$(cat {home}/play 2>/dev/null)
case $play in
    jam) echo "STATE: +media-jam-error" >&2; sleep 2; echo "STATE: -media-jam-error" >&2; exit 1 ;;
    slow) while [ "$(cat {home}/play 2>/dev/null)" = slow ]; do sleep 0.1; done ;;
    ?*)
        echo "STATE: +$play" >&2
        while [ "$(cat {home}/play 2>/dev/null)" = "$play" ]; do sleep 0.1; done
        echo "STATE: -$play" >&2 ;;
esac
echo "ATTR: job-impressions-completed=1" >&2
"""
OWN_RUN = """\
set -e
mount --bind {home}/passwd /etc/passwd
mount --bind {home}/group /etc/group
mount -t tmpfs none /run
exec avahi-daemon -f {home}/avahi.conf --no-drop-root --no-chroot --no-rlimits
"""
CUPS_FILES = """\
ServerRoot {home}/etc
RequestRoot {home}/spool
TempDir {home}/spool/tmp
CacheDir {home}/cache
StateDir {home}/state
AccessLog {home}/access.log
ErrorLog {home}/error.log
PageLog {home}/page.log
User {user}
Group {group}
SystemGroup {system}
"""
CUPS = """\
Listen 127.0.0.1:{port}
Listen {home}/cups.sock
Browsing No
DefaultAuthType Basic
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Location /admin>
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit Cancel-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""


@dataclass(frozen=True)
class Received:
    """What came out of the printer."""

    pdf: bytes
    options: dict[str, str]  # by name, such as IPP_SIDES


@dataclass
class Printer:
    """A printer that runs."""

    home: Path
    port: int
    process: subprocess.Popen

    @property
    def uri(self):
        """The printer's address."""
        return f"ipp://localhost:{self.port}/ipp/print"

    def play(self, what):
        """Let jobs meet with `what`, until that changes: jam, slow, or a reason as printers give it."""
        (self.home / "play").unlink(missing_ok=True)
        if what:
            (self.home / "play").write_text(what)

    def received(self):
        """Return what was printed, the newest last."""
        return [
            Received(path.read_bytes(), _options(path.with_suffix(".txt").read_text()))
            for path in sorted((self.home / "received").glob("*.pdf"))
        ]


@dataclass(frozen=True)
class House:
    """A bus and Avahi that run: printers can be set up."""

    home: Path
    environment: dict[str, str]

    @contextmanager
    def printer(self, name="Office", abilities=ABLE):
        """Give a printer of A4, Letter and Legal: by itself one with colour and both sides."""
        home = Path(tempfile.mkdtemp(dir=self.home))
        home.chmod(0o755)
        for folder in ("received", "spool"):
            (home / folder).mkdir()
        program = home / "paper.sh"
        program.write_text(PAPER.format(home=home))
        program.chmod(0o755)
        port = free_port()
        options = [*abilities, "-n", "localhost", "-f", "application/pdf"]
        command = [
            "ippeveprinter",
            *options,
            "-p",
            str(port),
            "-d",
            home / "spool",
            "-c",
            program,
            f"{name} {port}",
        ]
        deadline = time.monotonic() + PATIENCE
        process = _start(home, command, self.environment)
        while not is_open(port):  # it ends where Avahi is not on the bus yet
            assert time.monotonic() < deadline, (self.home / "log").read_text()
            if process.poll() is not None:
                process = _start(home, command, self.environment)
            time.sleep(0.05)
        try:
            yield Printer(home, port, process)
        finally:
            _end(process)

    @contextmanager
    def cups(self):
        """Give the folder of a CUPS that runs, with its port."""
        home = Path(tempfile.mkdtemp(dir=self.home))
        home.chmod(0o755)
        for folder in ("etc/ppd", "spool/tmp", "cache", "state"):
            (home / folder).mkdir(parents=True)
        port = free_port()
        (home / "etc/cupsd.conf").write_text(CUPS.format(home=home, port=port))
        user, group, system = ("lp", "lp", "root") if os.getuid() == 0 else (*_own_names(), _own_names()[1])
        text = CUPS_FILES.format(home=home, user=user, group=group, system=system)
        (home / "etc/cups-files.conf").write_text(text)
        for folder in ("spool", "spool/tmp", "cache", "state"):
            shutil.chown(home / folder, user, group)
        settings = ["-c", home / "etc/cupsd.conf", "-s", home / "etc/cups-files.conf"]
        process = _start(home, ["cupsd", "-f", *settings], self.environment)
        try:
            _wait(lambda: is_open(port), process)
            yield home, port
        finally:
            _end(process)


def add_queue(port, name, printer, *, driverless=True):
    """Let the CUPS at `port` have a queue to `printer`: driverless, or one which hands on what it gets."""
    model = ["-m", "everywhere"] if driverless else []
    _lpadmin(port, name, "-E", "-v", printer.uri, *model, "-o", "printer-error-policy=abort-job")
    # Only afterwards: cupsd takes what stands behind the question mark for a part of the printer's path.
    _lpadmin(port, name, "-v", f"{printer.uri}?contimeout=3")


def _lpadmin(port, name, *arguments):
    server = os.environ | {"CUPS_SERVER": f"127.0.0.1:{port}"}
    command = ["lpadmin", "-p", name, *arguments]
    subprocess.run(command, env=server, check=True, capture_output=True, timeout=PATIENCE)


@contextmanager
def printing_house():
    """Give what printers need, for as long as it is wanted."""
    if missing := [program for program in PROGRAMS if not shutil.which(program)]:
        remedy = f"{', '.join(missing)} missing: run tools/test_programs.sh"
        assert os.environ.get("CI") != "true", remedy
        pytest.skip(remedy)
    with tempfile.TemporaryDirectory(prefix="communique-printers-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        bus = home / "bus"
        environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
        (home / "bus.conf").write_text(BUS.format(bus=bus))
        (home / "avahi.conf").write_text(AVAHI.format(number=secrets.token_hex(4)))
        own = f"{os.getuid()}:{os.getgid()}"
        (home / "passwd").write_text(f"root:x:0:0::/:\navahi:x:{own}::/:\n")
        (home / "group").write_text(f"root:x:0:\navahi:x:{os.getgid()}:\n")
        space = [] if os.getuid() == 0 else ["--map-current-user", "--keep-caps"]
        apart = ["unshare", *space, "--mount", "--propagation=private"]
        run = [*apart, "sh", "-c", OWN_RUN.format(home=home)]
        running = []
        try:
            daemon = ["dbus-daemon", f"--config-file={home}/bus.conf", "--nofork", "--nopidfile"]
            running.append(_start(home, daemon, environment))
            _wait(bus.exists, running[-1])
            running.append(_start(home, run, environment))
            yield House(home, environment)
        finally:
            for process in reversed(running):
                _end(process)


def free_port():
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def is_open(port):
    """Say whether somebody listens at `port`."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _start(home, command, environment):
    with (home / "log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdout=log, stderr=log)


def _wait(is_there, process):
    deadline = time.monotonic() + PATIENCE
    while not is_there():
        assert process.poll() is None, f"{process.args[0]} ended"
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _end(process):
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _own_names():
    return pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name


def _options(text):
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
