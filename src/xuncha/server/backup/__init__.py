"""Backups of an office: taken, checked, restored, and held against what they must come to (docs/decisions/0059)."""
