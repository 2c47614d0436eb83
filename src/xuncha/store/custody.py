"""The private keys of those who open what the portal sealed, each under the passphrase of who holds it.

They lie in the office's own table, which the portal's role cannot read (`store/grants.py`), and are of no use to whoever
takes the database alone: a passphrase stretches into the key that opens each (`vault.custodian`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from xuncha.store.append import Statement, run
from xuncha.vault.custodian import KeptKey


class CustodianKey(models.Model):
    """A private key under a passphrase: whose it is, and what is sealed to it."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    body = models.UUIDField()
    purpose = models.TextField()
    kept = models.BinaryField()

    class Meta:
        db_table = "custodian_key"


@dataclass(frozen=True, slots=True)
class Held:
    """A key that a body holds for a purpose (`intake`, `above`, `identity.1`, `identity.2`)."""

    body: UUID
    purpose: str
    kept: KeptKey


def put_by(keys: Sequence[Held]) -> list[Statement]:
    """Keeps these keys; none that is there is ever overwritten."""
    return [
        ("INSERT INTO custodian_key (id, body, purpose, kept) VALUES (%s, %s, %s, %s)",
         [uuid4(), one.body, one.purpose, one.kept.as_bytes()])
        for one in keys
    ]  # fmt: skip


def held_for(purpose: str) -> tuple[Held, ...]:
    """The keys kept for a purpose."""
    rows = run([("SELECT body, kept FROM custodian_key WHERE purpose = %s ORDER BY id", [purpose])])[0]
    return tuple(Held(body, purpose, KeptKey.read(bytes(kept))) for body, kept in rows)


def keys_of(body: UUID, purposes: Sequence[str]) -> Statement:
    """Finds the keys that a body keeps for these purposes, to be asked together with what else is asked."""
    sql = "SELECT body, purpose, kept FROM custodian_key WHERE body = %s AND purpose = ANY(%s) ORDER BY id"
    return (sql, [body, list(purposes)])


def keys_read(rows: Iterable[Sequence[Any]]) -> tuple[Held, ...]:
    """The keys in rows of `keys_of`."""
    return tuple(Held(body, purpose, KeptKey.read(bytes(kept))) for body, purpose, kept in rows)


def desk_of(purpose: str) -> UUID | None:
    """The body that holds the key for a purpose."""
    rows = run([desk(purpose)])[0]
    return rows[0][0] if rows else None


def desk(purpose: str) -> Statement:
    """Finds the body that holds the key for a purpose, to be asked together with what else is asked."""
    return ("SELECT body FROM custodian_key WHERE purpose = %s ORDER BY id LIMIT 1", [purpose])


def is_held_by(body: UUID, purpose: str) -> bool:
    """Whether a body holds a key for a purpose: who holds the one for reports takes them in."""
    return bool(run([holds(body, purpose)])[0])


def holds(body: UUID, purpose: str) -> Statement:
    """Finds a row where a body holds a key for a purpose, to be asked together with what else a page asks."""
    return ("SELECT 1 FROM custodian_key WHERE body = %s AND purpose = %s LIMIT 1", [body, purpose])


def are_there_keys() -> bool:
    """Whether keys were made already."""
    return bool(run([("SELECT 1 FROM custodian_key LIMIT 1", [])])[0])
