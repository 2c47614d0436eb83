"""Passwords and secret addresses that are made up for people: told once, kept only as what proves them."""

from __future__ import annotations

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letters or digits that look alike on a printed slip."""


def new_token() -> str:
    """A secret that stands in an address: 256 bits, never typed by hand."""
    return secrets.token_urlsafe(32)


def new_password() -> str:
    """Four groups of four letters, easy to copy from paper: 78 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
