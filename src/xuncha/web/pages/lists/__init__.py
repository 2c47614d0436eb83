"""Registers and ledgers, what goes out of them, and the search through them."""
