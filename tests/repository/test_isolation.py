import socket

import pytest

HERE = ("127.0.0.1", 9)


@pytest.mark.parametrize("ask", ["connect", "connect_ex"])
def test_no_test_reaches_the_network(ask):
    """… a test that depends on another machine fails on every machine, and at once."""
    with socket.socket() as asking, pytest.raises(pytest.fail.Exception, match="use no network"):
        getattr(asking, ask)(HERE)
