"""A mailbox → what came back: reports of failure and delay, and wishes to be left alone."""

from communique.deliver.mail.returns.mailbox import open_mailbox
from communique.deliver.mail.returns.reading import Return, read_returned

__all__ = ["Return", "open_mailbox", "read_returned"]
