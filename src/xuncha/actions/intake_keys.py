"""Makes the keys with which reports through the portal are sealed and opened, once.

Private keys stay inside, each under a passphrase; the portal is given the public ones.  The machine of the office has a
key of its own, derived from its master key, with which it registers a report without reading it.  What is about the intake
itself is sealed to the level above: a body here with a key of its own, or one elsewhere of which only the public key is here.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from xuncha.core.words import Text
from xuncha.store.append import run
from xuncha.store.custody import Held, are_there_keys, desk_of, put_by
from xuncha.store.payloads import master_key
from xuncha.store.portal import PublicKey, given_to_portal, is_sealed_to
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.vault.custodian import SALT_BYTES, KeptKey, new_custodian_key
from xuncha.vault.profile import INTERNATIONAL
from xuncha.vault.report import ABOVE, INTAKE, REGISTER

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


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The level above where it lies outside this office: its name, and the public key of its own intake."""

    title: str
    public: bytes


def make_keys(intake: Holder, custodians: Sequence[Holder], above: Holder | Elsewhere | None = None) -> None:
    """A key for who takes reports in, for the level above it and for each group of custodians.

    Raises KeysRefused or WeakPassphrase.  Without a level above, nothing about the intake itself is taken in.
    """
    if len({holder.body for holder in (intake, *custodians)}) != 3:
        raise KeysRefused(_THREE_BODIES)
    purposes = (INTAKE, *(f"identity.{n}" for n in range(1, len(custodians) + 1)))
    made = [_made(purpose, holder) for purpose, holder in zip(purposes, (intake, *custodians), strict=True)]
    made += [_made(ABOVE, above)] if isinstance(above, Holder) else []
    public = [key for _, key in made]
    public += [_of_elsewhere(above)] if isinstance(above, Elsewhere) else []
    public.append(PublicKey(REGISTER, NOBODYS, INTERNATIONAL.public_of(register_key()), {}))
    public.append(PublicKey("receipts", NOBODYS, secrets.token_bytes(SALT_BYTES), {}))
    _refuse_same(intake.body, above)
    with transaction.atomic():
        run([("LOCK TABLE custodian_key IN SHARE ROW EXCLUSIVE MODE", [])])
        if are_there_keys():
            raise KeysRefused(_THERE_ALREADY)
        run([*put_by([held for held, _ in made]), *given_to_portal(public)])


def add_above(above: Holder | Elsewhere) -> None:
    """The key of the level above, where keys were made without; raises KeysRefused or WeakPassphrase."""
    made = _made(ABOVE, above) if isinstance(above, Holder) else None
    with transaction.atomic():
        run([("LOCK TABLE custodian_key IN SHARE ROW EXCLUSIVE MODE", [])])
        intake = desk_of(INTAKE)
        if intake is None:
            raise KeysRefused(_NONE_YET)
        _refuse_same(intake, above)
        if is_sealed_to(ABOVE):
            raise KeysRefused(_THERE_ALREADY)
        public = made[1] if made else _of_elsewhere(above)
        run([*put_by([made[0]] if made else []), *given_to_portal([public])])


def _refuse_same(intake: UUID, above: Holder | Elsewhere | None) -> None:
    if isinstance(above, Holder) and above.body == intake:
        raise KeysRefused(_NOT_ITSELF)


def _made(purpose: str, holder: Holder) -> tuple[Held, PublicKey]:
    """A new key: under its holder's passphrase, and as the portal has it."""
    key = _key(holder)
    return Held(holder.body, purpose, key), PublicKey(purpose, holder.body, key.public, _named(holder))


def _of_elsewhere(above: Holder | Elsewhere) -> PublicKey:
    assert isinstance(above, Elsewhere)
    return PublicKey(ABOVE, NOBODYS, above.public, {"name": {"zh": above.title, "en": above.title}})


def register_key() -> bytes:
    """The private key with which the machine of the office registers what came."""
    return master_key().derived("portal/register")


def bodies_for(about: str) -> dict[str, UUID]:
    """The bodies that may hold a key by the regulation in force, by their names: of units (`unit`), above (`intake`), of names."""
    scheme = scheme_of(scheme_version(None))
    rule = scheme.reported(about)
    roles = [scheme.roles[name] for name in (rule.to if rule else ())]
    sql = (
        "SELECT title, id, code, facts->>'function' FROM subject WHERE kind = 'body' AND state = 'formed'"
        " ORDER BY campaign IS NOT NULL, version"
    )
    return {
        str(title): key
        for title, key, code, function in run([(sql, [])])[0]
        if any(role.holds(code, function or "", role.seat) for role in roles)
    }


def _key(holder: Holder) -> KeptKey:
    return new_custodian_key(str(holder.body), holder.passphrase)


def _named(holder: Holder) -> dict[str, dict[str, str]]:
    return {"name": {"zh": holder.title, "en": holder.title}}


_THREE_BODIES = Text(
    "受理的机构和两组保管人要是三个不同的机构",
    "Who takes reports in and the two groups of custodians are three bodies",
)
_NOT_ITSELF = Text(
    "反映受理机构自己的，要由另一个机构收",
    "What is about whoever takes reports in is read by another body",
)
_NONE_YET = Text("还没有做密钥，请先做齐", "There are no keys yet; make them all first")
_THERE_ALREADY = Text(
    "密钥已经有了。再做一套，原来密封的就没有人能打开，所以不能再做",
    "There are keys already. With new ones nobody could open what was sealed before, so none are made",
)
