"""What is sent after DATA."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.deliver.mail.attempt import stuffed

LINES = st.lists(st.text("a.\tб", max_size=6).map(str.encode))


@given(LINES)
def test_what_a_server_takes_off_again_is_what_was_meant(lines):
    """… no content ends early, and each byte arrives (RFC 5321, 4.5.2)."""
    content = b"".join(line + b"\r\n" for line in lines)

    sent = stuffed(content)

    assert b"\r\n.\r\n" not in b"\r\n" + sent
    taken = [line[1:] if line.startswith(b".") else line for line in sent.split(b"\r\n")]
    assert b"\r\n".join(taken) == (content or b"\r\n")


def test_content_without_dots_is_not_copied():
    """… the bytes that thousands share stay one."""
    content = b"x\r\n" * 1000

    assert stuffed(content) is content


@pytest.mark.parametrize("content", [b"a\nb", b"a\rb", b"\n\r", b"a\r\r\n"])
def test_a_bare_line_end_is_refused(content):
    """… servers that read it differently see one and the same mail."""
    with pytest.raises(ValueError, match="CRLF"):
        stuffed(content)
