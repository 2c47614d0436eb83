"""Faults: an office under load is killed, cut off from power and filled up, and what it acknowledged is counted (docs/decisions/0060)."""
