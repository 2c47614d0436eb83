"""Keys that sign for a log or as a witness, and the function that checks what others signed.

A secret key is one line of text, as the notes of Go have it: whoever reads it can sign.  It never leaves the process
that signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from xuncha.core.log.cosignature import message, with_time
from xuncha.core.log.lines import unwritten, written
from xuncha.core.log.note import Key, Kind, Signature, is_name
from xuncha.core.unreadable import UnreadableError

SECRET = "PRIVATE+KEY"
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class Signer:
    """A key with its secret half."""

    name: str
    kind: Kind
    seed: bytes = field(repr=False)

    @classmethod
    def fresh(cls, name: str, kind: Kind) -> Signer:
        """A new key."""
        if not is_name(name):
            raise UnreadableError(
                f"“{name}”不能作密钥名称。", f"“{name}” cannot be the name of a key: no blanks, no plus sign."
            )
        return cls(name, kind, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def key(self) -> Key:
        """The public half."""
        return Key(self.name, self.kind, self._secret().public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """The secret key as it is kept in a file that only the signer can read."""
        seed = written(bytes([self.kind]) + self.seed)
        return f"{SECRET}+{self.name}+{self.key.id.hex()}+{seed}"

    def sign(self, text: str, at: int | None = None) -> Signature:
        """Sign the text of a note; a witness and a key of ML-DSA-44 say when, in seconds since 1970."""
        key = self.key
        made = self._secret().sign(message(key, text, at))
        return Signature(
            key.name, key.id, made if at is None or self.kind is Kind.ED25519 else with_time(at, made)
        )

    def _secret(self) -> Ed25519PrivateKey | MLDSA44PrivateKey:
        if self.kind is Kind.COSIGNED_ML_DSA_44:
            return MLDSA44PrivateKey.from_seed_bytes(self.seed)
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def read_signer(text: str) -> Signer:
    """The signer in the text of its secret key; a damaged one is refused, and never shown."""
    first, _, rest = text.strip().removeprefix(f"{SECRET}+").partition("+")
    key_id, _, data = rest.partition("+")
    try:
        raw = unwritten(data)
        signer = Signer(first, Kind(raw[0]), raw[1:])
        fits = text.startswith(f"{SECRET}+") and len(raw) == 1 + SEED_BYTES and signer.key.id.hex() == key_id
    except ValueError:
        fits = False
    if not fits:
        raise UnreadableError("密钥文件已损坏。", "The file is not a whole secret key.")
    return signer


def check(kind: Kind, public: bytes, signature: bytes, signed: bytes) -> bool:
    """Whether a signature fits; what is no signature or no key of its kind fits nothing."""
    try:
        _public(kind, public).verify(signature, signed)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def _public(kind: Kind, public: bytes) -> Ed25519PublicKey | MLDSA44PublicKey:
    if kind is Kind.COSIGNED_ML_DSA_44:
        return MLDSA44PublicKey.from_public_bytes(public)
    return Ed25519PublicKey.from_public_bytes(public)


def cosigned(signers: Sequence[Signer], text: str, at: int) -> tuple[Signature, ...]:
    """The signatures of a witness on a checkpoint, one with each of its keys."""
    return tuple(one.sign(text, at) for one in signers)
