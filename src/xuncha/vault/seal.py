"""Seals the personal fields of a payload with a key of their subject, itself sealed with the office's master key.

AES-256-GCM both times.  Destroying the subject's key destroys every personal field ever written about it.
"""

from __future__ import annotations

import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xuncha.vault.whole_file import keep_names

KEY_BYTES, NONCE_BYTES = 32, 12


def new_key() -> bytes:
    """A fresh key for one subject."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, clear: bytes, about: bytes) -> bytes:
    """Nonce and ciphertext; `about` (the act's id) is bound to it, so that it cannot be moved to another act."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, clear, about)


def unseal(key: bytes, sealed: bytes, about: bytes) -> bytes:
    """The clear bytes; raises `cryptography.exceptions.InvalidTag` when anything was changed."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)


def key_apart(key: bytes) -> bytes:
    """The key of what is sealed apart within a subject: whoever opens the rest opens none of it, and it goes with the subject's."""
    return hmac.digest(key, b"xuncha/sealed apart", "sha256")


def keyed_digest(key: bytes, digest: bytes) -> bytes:
    """A digest (HMAC-SHA256) that nobody without the key can make, nor compare with a guess."""
    return hmac.digest(key, digest, "sha256")


class MasterKey:
    """The office's own key, which seals every subject's key.  Kept in a file only the service can read."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def key(self) -> bytes:
        """The key; made on first use, never overwritten."""
        return _read_or_make(str(self.place))

    def wrap(self, key: bytes, subject: bytes) -> bytes:
        return seal(self.key(), key, subject)

    def derived(self, purpose: str) -> bytes:
        """A key for one purpose, from which neither the master key nor a key for another purpose follows."""
        return hmac.digest(self.key(), f"xuncha/{purpose}".encode(), "sha256")

    def unwrap(self, wrapped: bytes, subject: bytes) -> bytes:
        return unseal(self.key(), wrapped, subject)


@lru_cache(maxsize=8)
def _read_or_make(place: str) -> bytes:
    path = Path(place)
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    """Write a key whole, and only where there is none: of two who try, both then read the same one."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        pass
    finally:
        part.unlink()
    keep_names(path.parent)
