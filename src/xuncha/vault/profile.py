"""The algorithms of sealing behind one interface, so that a profile of the SM algorithms can stand beside the first.

Everything that is sealed names its profile (`intl`), and is opened by the profile it names.  `intl` is:

| for | algorithm |
| --- | --- |
| sealing to a public key | HPKE (RFC 9180), base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM |
| sealing with a key | AES-256-GCM, a fresh nonce of 12 bytes before the ciphertext |
| a key from what a person knows | Argon2id (RFC 9106), 64 MiB, four lanes; three passes for a passphrase, one for a code |
| keys from a key | HKDF-SHA256, one for each purpose |
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xuncha.vault.seal import KEY_BYTES, NONCE_BYTES, seal, unseal


class Unreadable(ValueError):
    """It does not open: another key, another context, or something was changed.  Which of them is not said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase or a receipt costs: memory in KiB, passes over it, lanes at once."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key and the public key to which others seal."""

    private: bytes
    public: bytes


class Profile(Protocol):
    """What a set of algorithms must be able to do.  `about` is bound to what is sealed and must be given again to open it."""

    name: str

    def new_keys(self) -> KeyPair: ...
    def public_of(self, private: bytes) -> bytes: ...
    def seal_to(self, public: bytes, clear: bytes, about: bytes) -> bytes: ...
    def open_with(self, private: bytes, sealed: bytes, about: bytes) -> bytes: ...
    def seal(self, key: bytes, clear: bytes, about: bytes) -> bytes: ...
    def unseal(self, key: bytes, sealed: bytes, about: bytes) -> bytes: ...
    def stretched(self, secret: bytes, salt: bytes, cost: Cost) -> bytes: ...
    def derived(self, key: bytes, purpose: str) -> bytes: ...


class International:
    """The profile `intl`."""

    name = "intl"
    _suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

    def new_keys(self) -> KeyPair:
        private = secrets.token_bytes(KEY_BYTES)
        return KeyPair(private, self.public_of(private))

    def public_of(self, private: bytes) -> bytes:
        return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()

    def seal_to(self, public: bytes, clear: bytes, about: bytes) -> bytes:
        return self._suite.encrypt(clear, X25519PublicKey.from_public_bytes(public), info=about)

    def open_with(self, private: bytes, sealed: bytes, about: bytes) -> bytes:
        try:
            return self._suite.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=about)
        except (InvalidTag, ValueError):
            raise Unreadable from None

    def seal(self, key: bytes, clear: bytes, about: bytes) -> bytes:
        return seal(key, clear, about)

    def unseal(self, key: bytes, sealed: bytes, about: bytes) -> bytes:
        if len(sealed) <= NONCE_BYTES:
            raise Unreadable
        try:
            return unseal(key, sealed, about)
        except (InvalidTag, ValueError):
            raise Unreadable from None

    def stretched(self, secret: bytes, salt: bytes, cost: Cost) -> bytes:
        argon = Argon2id(
            salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
        )
        return argon.derive(secret)

    def derived(self, key: bytes, purpose: str) -> bytes:
        return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"xuncha/{purpose}".encode()).derive(key)


INTERNATIONAL: Profile = International()
PROFILES: Mapping[str, Profile] = {INTERNATIONAL.name: INTERNATIONAL}


def profile_named(name: object) -> Profile:
    """The profile that something sealed names; raises Unreadable where there is none of that name here."""
    found = PROFILES.get(str(name))
    if found is None:
        raise Unreadable
    return found
