"""A private Postfix: a real queue with real reports of failure, on this machine alone.

It needs root, to begin as which Postfix insists on, and a folder that its own user can reach.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/mail.log
maillog_file_prefixes = {home}
mail_owner = postfix
setgid_group = postdrop
myhostname = mail.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
mynetworks = 127.0.0.0/8
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_peername_lookup = no
smtpd_client_connection_count_limit = 0
smtpd_error_sleep_time = 0
in_flow_delay = 0
message_size_limit = 40960000
virtual_mailbox_domains = newsroom.example.org
virtual_mailbox_base = {home}/boxes
virtual_mailbox_maps = static:bounces/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
virtual_mailbox_limit = 0
default_transport = {transport}
relay_transport = {transport}
disable_dns_lookups = yes
smtp_tls_security_level = none
smtp_connection_cache_on_demand = no
minimal_backoff_time = 1s
maximal_backoff_time = 1s
queue_run_delay = 1s
maximal_queue_lifetime = {lifetime}
bounce_queue_lifetime = {lifetime}
"""
# Nothing is chrooted. What a name stands for is in master(5).
MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
smtp unix - - n - - smtp
discard unix - - n - - discard
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """A Postfix that runs, and the Maildir in which newsroom.example.org gets its mail."""

    def __init__(self, home, port):
        self.home, self.port = home, port
        self.returned = home / "boxes/bounces"

    def wait_for_returns(self, count, patience=60):
        """Return the files of what came back, once there are `count`."""
        deadline = time.monotonic() + patience
        while len(found := sorted((self.returned / "new").glob("*"))) < count:
            assert time.monotonic() < deadline, (self.home / "mail.log").read_text()
            time.sleep(0.05)
        return found

    def queued(self):
        """Return how many mails wait in the queue."""
        queues = (self.home / "queue" / name for name in ("incoming", "active", "deferred"))
        return sum(path.is_file() for queue in queues for path in queue.rglob("*"))


@contextmanager
def private_postfix(relay=None, lifetime="1d"):
    """Give a Postfix with a folder, a port and a queue of its own; mails expire after `lifetime`.

    It takes mail for anybody: that for newsroom.example.org is kept, and all other handed on to the server
    at port `relay`, or without one thrown away. What that server refuses is reported to the sender.
    """
    with tempfile.TemporaryDirectory(prefix="communique-postfix-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        port = _free_port()
        transport = f"smtp:[127.0.0.1]:{relay}" if relay else "discard:"
        _write(home, port, transport, lifetime)
        _run(home, "start")
        try:
            _wait_until_open(port)
            yield Postfix(home, port)
        finally:
            _run(home, "stop")


def _write(home, port, transport, lifetime):
    user, keeper = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    for name in ("etc", "queue", "data", "boxes"):
        (home / name).mkdir()
    os.chown(home / "data", user.pw_uid, user.pw_gid)
    os.chown(home / "boxes", keeper.pw_uid, keeper.pw_gid)
    settings = MAIN.format(
        home=home, uid=keeper.pw_uid, gid=keeper.pw_gid, transport=transport, lifetime=lifetime
    )
    (home / "etc/main.cf").write_text(settings)
    (home / "etc/master.cf").write_text(MASTER.format(port=port))
    for name in ("postfix-files", "dynamicmaps.cf"):
        known = Path("/etc/postfix", name)
        shutil.copyfile(known, home / "etc" / name) if known.exists() else (home / "etc" / name).touch()


def _run(home, command):
    subprocess.run(["postfix", "-c", home / "etc", command], check=True, capture_output=True, timeout=60)


def _free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def _wait_until_open(port, patience=30):
    deadline = time.monotonic() + patience
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
