"""A custodian's private key: sealed by a passphrase that only this person knows, and in a second copy kept apart.

    {"holder":"…","lanes":4,"memory":65536,"passes":3,"profile":"intl","public":"…","salt":"…","sealed":"…","v":1}

The server holds this file and never the key in clear.  A key is stretched out of the passphrase (Argon2id, at the cost the
file names) and seals the private key; everything else in the file is bound to it, so that nobody gives it another
holder, public key or a cheaper cost.  Changing the passphrase seals the same private key anew: what was sealed to the
public key stays readable.  The **escrow copy** is the private key sealed to a public key whose private half lies outside this
system (in the safe of another body): it is for the day on which a passphrase is forgotten, and is kept apart from the database and
its backups.
"""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from xuncha.core.record.canonical import canonical
from xuncha.core.words import Text
from xuncha.vault.profile import INTERNATIONAL, Cost, KeyPair, Profile, Unreadable, profile_named

VERSION = 1
SALT_BYTES = 16
FEWEST = 12
"""Characters of a passphrase at least."""

DEAREST = Cost(memory=1024 * 1024, passes=16, lanes=16)
"""A file that names a higher cost is none of ours; reading it would only stop the server."""

WRONG = Text(
    "口令不对。请核对输入法和大小写以后再试；忘了的，请密钥备份的保管人办理恢复",
    "The passphrase is wrong. Check the input method and capitals and try again; if it is forgotten, ask the keeper of the key backup",
)
"""All that is said when a key does not open, whatever the cause."""

TOO_SHORT = Text(
    f"口令至少 {FEWEST} 个字，可以用一句话",
    f"A passphrase has at least {FEWEST} characters; a sentence will do",
)


class WrongPassphrase(Unreadable):
    """The key did not open; `text` is the same whether the passphrase is wrong or the file was changed."""

    text = WRONG


class WeakPassphrase(ValueError):
    """A passphrase that is too short."""

    text = TOO_SHORT


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A custodian's key as the server keeps it; `holder` is an id of the person, never a name."""

    holder: str
    public: bytes
    profile: str
    cost: Cost
    salt: bytes
    sealed: bytes

    @classmethod
    def read(cls, data: bytes) -> KeptKey:
        """A kept key from its file; raises WrongPassphrase where the file is none."""
        try:
            told = json.loads(data)
            cost = Cost(int(told["memory"]), int(told["passes"]), int(told["lanes"]))
            public, salt, sealed = (base64.b64decode(told[name]) for name in ("public", "salt", "sealed"))
            if told["v"] != VERSION:
                raise WrongPassphrase
            return cls(str(told["holder"]), public, str(told["profile"]), cost, salt, sealed)
        except (ValueError, KeyError, TypeError):
            raise WrongPassphrase from None

    def as_bytes(self) -> bytes:
        return canonical(self._told | {"sealed": base64.b64encode(self.sealed).decode()})

    @property
    def about(self) -> bytes:
        """What is bound to the sealed key: all the rest of the file."""
        return canonical(self._told)

    @property
    def _told(self) -> dict[str, Any]:
        return {
            "v": VERSION, "holder": self.holder, "profile": self.profile,
            "memory": self.cost.memory, "passes": self.cost.passes, "lanes": self.cost.lanes,
            "public": base64.b64encode(self.public).decode(), "salt": base64.b64encode(self.salt).decode(),
        }  # fmt: skip


def new_custodian_key(
    holder: str, passphrase: str, *, profile: Profile = INTERNATIONAL, cost: Cost | None = None
) -> KeptKey:
    """A fresh key of a custodian; raises WeakPassphrase."""
    return _kept(holder, profile.new_keys(), passphrase, profile, cost or Cost())


def opened(kept: KeptKey, passphrase: str) -> bytes:
    """The private key; raises WrongPassphrase."""
    try:
        profile = profile_named(kept.profile)
        if _is_dearer(kept.cost, DEAREST):
            raise Unreadable
        key = profile.stretched(_typed(passphrase), kept.salt, kept.cost)
        private = profile.unseal(key, kept.sealed, kept.about)
    except ValueError:
        raise WrongPassphrase from None
    return private


def with_new_passphrase(kept: KeptKey, old: str, new: str, *, cost: Cost | None = None) -> KeptKey:
    """The same key under another passphrase, at the cost of today; raises WrongPassphrase or WeakPassphrase."""
    private = opened(kept, old)
    profile = profile_named(kept.profile)
    return _kept(kept.holder, KeyPair(private, kept.public), new, profile, cost or Cost())


def escrow_copy(kept: KeptKey, passphrase: str, escrow: bytes) -> bytes:
    """The private key sealed to the public key `escrow`, to be kept apart."""
    return profile_named(kept.profile).seal_to(escrow, opened(kept, passphrase), _of_escrow(kept))


def from_escrow(
    kept: KeptKey, copy: bytes, private_of_escrow: bytes, passphrase: str, *, cost: Cost | None = None
) -> KeptKey:
    """The key whose passphrase was forgotten, under a new one; raises Unreadable where the copy is not of this key."""
    profile = profile_named(kept.profile)
    private = profile.open_with(private_of_escrow, copy, _of_escrow(kept))
    return _kept(kept.holder, KeyPair(private, kept.public), passphrase, profile, cost or Cost())


def _kept(holder: str, keys: KeyPair, passphrase: str, profile: Profile, cost: Cost) -> KeptKey:
    if len(_typed(passphrase).decode()) < FEWEST:
        raise WeakPassphrase
    blank = KeptKey(holder, keys.public, profile.name, cost, secrets.token_bytes(SALT_BYTES), b"")
    key = profile.stretched(_typed(passphrase), blank.salt, cost)
    sealed = profile.seal(key, keys.private, blank.about)
    return KeptKey(holder, keys.public, profile.name, cost, blank.salt, sealed)


def _of_escrow(kept: KeptKey) -> bytes:
    public = base64.b64encode(kept.public).decode()
    return canonical({"v": VERSION, "part": "escrow", "holder": kept.holder, "public": public})


def _typed(passphrase: str) -> bytes:
    """A passphrase as it counts: one width, no blanks around it, whatever the input method made of it."""
    return unicodedata.normalize("NFKC", passphrase).strip().encode()


def _is_dearer(cost: Cost, than: Cost) -> bool:
    return cost.memory > than.memory or cost.passes > than.passes or cost.lanes > than.lanes
