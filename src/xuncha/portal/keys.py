"""The public keys that the portal seals to, and who will read: as the office has put them here."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db import connection

from xuncha.vault.envelope import Group
from xuncha.vault.report import ABOVE, INTAKE, REGISTER, SealsTo

CUSTODIANS = 2


@dataclass(frozen=True, slots=True)
class Readers:
    """Who reads a report, and whose agreement opens a sealed name: names of bodies in both languages.

    `above` reads what is about the intake; empty where no key of it is here.
    """

    seals_to: SealsTo
    intake: dict[str, str]
    custodians: tuple[dict[str, str], ...]
    above: dict[str, str]

    def name(self, reader: str) -> dict[str, str]:
        """Who reads at a desk; empty where nobody does."""
        return {INTAKE: self.intake, ABOVE: self.above}.get(reader, {})


def readers() -> Readers | None:
    """The keys and whose they are; None where the office takes no report in through the portal yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT purpose, public, told FROM portal_key ORDER BY purpose, id")
        rows = cursor.fetchall()
    keys: dict[str, list[bytes]] = defaultdict(list)
    names: dict[str, dict[str, str]] = {}
    for purpose, public, told in rows:
        keys[purpose].append(bytes(public))
        names[purpose] = _told(told).get("name", {})
    groups = sorted(purpose for purpose in keys if purpose.startswith("identity."))
    if not (keys[INTAKE] and keys[REGISTER] and keys["receipts"] and len(groups) == CUSTODIANS):
        return None
    custodians = tuple(Group(purpose, tuple(keys[purpose])) for purpose in groups)
    above = Group(ABOVE, tuple(keys[ABOVE])) if keys[ABOVE] else None
    intake = Group(INTAKE, tuple(keys[INTAKE]))
    seals_to = SealsTo(keys[REGISTER][0], intake, custodians, keys["receipts"][0], above)
    return Readers(seals_to, names[INTAKE], tuple(names[one] for one in groups), names.get(ABOVE, {}))


def _told(told: Any) -> dict[str, Any]:
    return dict(json.loads(told) if isinstance(told, str) else told)
