"""What was sent to whom, when and with what answer; who must get nothing. The only room that knows SQLite."""
