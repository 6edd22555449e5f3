"""What leaves the newsroom: joins bulletins, lists, letters, the ledger and servers."""
