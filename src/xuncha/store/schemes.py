"""The regulations in force: shipped files and those adopted, read once and kept by version."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from xuncha.core.scheme import Scheme
from xuncha.core.scheme_reader import read_scheme
from xuncha.shipped import base_text
from xuncha.store.append import run


class UnknownScheme(LookupError):
    """An act names a regulation that was never adopted here."""


@lru_cache(maxsize=64)
def scheme_of(version: str) -> Scheme:
    """The regulation of an adopted version, with the product's safeguards of its day under it."""
    rows = run([("SELECT source, base FROM adopted_scheme WHERE version = %s", [version])])[0]
    if not rows:
        raise UnknownScheme(version)
    source, base = rows[0]
    return compiled(source, base)


@lru_cache(maxsize=64)
def compiled(source: str, base: str) -> Scheme:
    """A scheme text over a base text."""
    return read_scheme(source, "scheme").over(read_scheme(base, "base"))


def adopt(scheme: str, source: str) -> str:
    """Keep a regulation's bytes, and the base's of today; the version by which acts will name it."""
    base = base_text()
    version = version_of(scheme, source, base)
    run(
        [
            ("INSERT INTO adopted_scheme (version, scheme, source, base, adopted_at) VALUES (%s, %s, %s, %s, now())"
             " ON CONFLICT (version) DO NOTHING", [version, scheme, source, base])
        ]
    )  # fmt: skip
    return version


def version_of(scheme: str, source: str, base: str) -> str:
    """The scheme's id and the beginning of the digest of its bytes and the base's."""
    return f"{scheme}@{_digest(source, base)[:16]}"


def _digest(source: str, base: str) -> str:
    return hashlib.sha256((source + chr(0) + base).encode()).hexdigest()


def digest_of(version: str) -> str:
    """SHA-256 of an adopted regulation's bytes, a zero byte, and the safeguards' bytes; what the act of adoption names."""
    rows = run([("SELECT source, base FROM adopted_scheme WHERE version = %s", [version])])[0]
    if not rows:
        raise UnknownScheme(version)
    return _digest(*rows[0])
