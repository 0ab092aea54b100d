"""Who says what: the source, the chain of relays and the exact content."""
