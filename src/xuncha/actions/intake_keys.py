"""Makes the keys with which reports through the portal are sealed and opened, once.

Private keys stay inside, each under a passphrase; the portal is given the public ones.  The machine of the office has a
key of its own, derived from its master key, with which it registers a report without reading it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from xuncha.core.words import Text
from xuncha.store.append import run
from xuncha.store.custody import Held, are_there_keys, put_by
from xuncha.store.payloads import master_key
from xuncha.store.portal import PublicKey, given_to_portal
from xuncha.vault.custodian import SALT_BYTES, KeptKey, new_custodian_key
from xuncha.vault.profile import INTERNATIONAL
from xuncha.vault.report import INTAKE, REGISTER

NOBODYS = UUID(int=0)
"""Of keys that belong to no body: the machine's own, and the salt of receipt codes."""


class KeysRefused(ValueError):
    """No keys are made; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Holder:
    """A body and the passphrase under which its key lies."""

    body: UUID
    title: str
    passphrase: str


def make_keys(intake: Holder, custodians: Sequence[Holder]) -> None:
    """A key for who takes reports in and one for each group of custodians; raises KeysRefused or WeakPassphrase."""
    if len({holder.body for holder in (intake, *custodians)}) != 3:
        raise KeysRefused(_THREE_BODIES)
    purposes = (INTAKE, *(f"identity.{n}" for n in range(1, len(custodians) + 1)))
    keys = [
        (purpose, holder, _key(holder))
        for purpose, holder in zip(purposes, (intake, *custodians), strict=True)
    ]
    public = [PublicKey(purpose, holder.body, key.public, _named(holder)) for purpose, holder, key in keys]
    public.append(PublicKey(REGISTER, NOBODYS, INTERNATIONAL.public_of(register_key()), {}))
    public.append(PublicKey("receipts", NOBODYS, secrets.token_bytes(SALT_BYTES), {}))
    with transaction.atomic():
        run([("LOCK TABLE custodian_key IN SHARE ROW EXCLUSIVE MODE", [])])
        if are_there_keys():
            raise KeysRefused(_THERE_ALREADY)
        run(
            [
                *put_by([Held(holder.body, purpose, key) for purpose, holder, key in keys]),
                *given_to_portal(public),
            ]
        )


def register_key() -> bytes:
    """The private key with which the machine of the office registers what came."""
    return master_key().derived("portal/register")


def standing_bodies() -> dict[str, UUID]:
    """The bodies that can hold a key, by their names."""
    sql = "SELECT title, id FROM subject WHERE kind = 'body' AND state = 'formed' AND campaign IS NULL ORDER BY version"
    return {str(title): key for title, key in run([(sql, [])])[0]}


def _key(holder: Holder) -> KeptKey:
    return new_custodian_key(str(holder.body), holder.passphrase)


def _named(holder: Holder) -> dict[str, dict[str, str]]:
    return {"name": {"zh": holder.title, "en": holder.title}}


_THREE_BODIES = Text(
    "受理的机构和两组保管人要是三个不同的机构",
    "Who takes reports in and the two groups of custodians are three bodies",
)
_THERE_ALREADY = Text(
    "密钥已经有了。再做一套，原来密封的就没有人能打开，所以不能再做",
    "There are keys already. With new ones nobody could open what was sealed before, so none are made",
)
