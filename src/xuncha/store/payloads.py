"""Writes and reads payloads: canonical bytes, with the personal fields sealed by the key of their subject."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.conf import settings

from xuncha.core.facts.rows import Act
from xuncha.core.record.canonical import canonical, read_json, split_personal
from xuncha.core.record.fold import CARRIED, SHREDDED
from xuncha.core.record.payload import Slot
from xuncha.vault.seal import MasterKey, key_apart, new_key, seal, unseal


def master_key() -> MasterKey:
    """The office's master key, in the data folder's secrets."""
    return _master_key(settings.DATA)


@lru_cache(maxsize=8)
def _master_key(data: Path) -> MasterKey:
    return MasterKey(data / "secrets" / "master.key")


Apart = Sequence[tuple[str, str]]
"""What is kept sealed apart from an act, as pairs of what it is called and what it says."""


def write(act: Act, known: Mapping[str, Slot], key: bytes | None, apart: Apart = ()) -> bytes:
    """The bytes of an act's payload; `key` is needed when it has personal fields, or something is sealed `apart`."""
    plain, personal = split_personal(act.fields, known)
    effects = {name: value for name, value in act.effects.items() if name not in SEALED_EFFECTS}
    personal |= {name: value for name, value in act.effects.items() if name in SEALED_EFFECTS}
    content: dict[str, Any] = {"fields": plain, "effects": effects}
    if personal:
        assert key is not None
        sealed = seal(key, canonical(personal), act.id.bytes)
        content["sealed"] = base64.b64encode(sealed).decode()
    if apart:
        assert key is not None
        told = canonical({"said": [{"as": name, "text": text} for name, text in apart]})
        content["apart"] = base64.b64encode(seal(key_apart(key), told, act.id.bytes)).decode()
    return canonical(content)


SEALED_EFFECTS = frozenset({CARRIED})
"""Effects that repeat what was typed of a matter, and so are sealed as it was; no field bears such a name."""


def has_personal(fields: Mapping[str, Any], known: Mapping[str, Slot], effects: Iterable[str] = ()) -> bool:
    """Whether any of these fields, or of these effects, must be sealed."""
    return any(name in known and known[name].personal for name in fields) or not SEALED_EFFECTS.isdisjoint(
        effects
    )


def read(act: Act, body: bytes, key: bytes | None) -> Act:
    """The act with its payload; personal fields of a destroyed key read `shredded`."""
    fields, effects = content_of(act.id, body, key)
    return replace(act, fields=fields, effects=effects)


def content_of(act: UUID, body: bytes, key: bytes | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields and the effects in an act's payload, the personal ones unsealed."""
    content = read_json(body.decode())
    fields, effects = content["fields"], content["effects"]
    if "sealed" in content:
        clear = _unsealed(act, content["sealed"], key)
        effects = {**effects, **{name: clear.pop(name) for name in SEALED_EFFECTS & clear.keys()}}
        fields = {**fields, **clear}
    return fields, effects


def _unsealed(act: UUID, sealed: str, key: bytes | None) -> dict[str, Any]:
    if key is None:
        return {SHREDDED: True}
    try:
        clear: dict[str, Any] = read_json(unseal(key, base64.b64decode(sealed), act.bytes).decode())
    except InvalidTag:
        return {SHREDDED: True}
    return clear


def said_apart(act: UUID, body: bytes, key: bytes | None, wanted: frozenset[str]) -> dict[str, str]:
    """What is kept apart under just these names; nothing where the key is destroyed.

    What an imported table had of a petitioner lies under the table's own headings, for which nobody asks.
    """
    sealed = read_json(body.decode()).get("apart")
    if key is None or sealed is None:
        return {}
    try:
        told = read_json(unseal(key_apart(key), base64.b64decode(sealed), act.bytes).decode())
    except InvalidTag:
        return {}
    return {one["as"]: one["text"] for one in told["said"] if one["as"] in wanted}


def fresh_key(subject: UUID) -> tuple[bytes, bytes]:
    """A new key for a subject, and the sealed form that is stored."""
    key = new_key()
    return key, master_key().wrap(key, subject.bytes)


def opened_key(subject: UUID, sealed: bytes) -> bytes:
    """A stored key, opened."""
    return master_key().unwrap(bytes(sealed), subject.bytes)
