"""The regulations in force: shipped files and those adopted, read once and kept by version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.refusal import Missing, Refusal, Refused
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.shipped import base_text
from xuncha.store.append import run, run_again
from xuncha.store.look import office as office_row


class UnknownScheme(LookupError):
    """An act names a regulation that was never adopted here."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A regulation's text as it is kept, with that of the safeguards, and whether it is still what its version names."""

    source: str
    base: str
    is_as_adopted: bool


@lru_cache(maxsize=64)
def _kept(version: str) -> _Kept:
    rows = run([("SELECT source, base FROM adopted_scheme WHERE version = %s", [version])])[0]
    if not rows:
        raise UnknownScheme(version)
    source, base = rows[0]
    return _Kept(source, base, version_of(version.rpartition("@")[0], source, base) == version)


def scheme_of(version: str) -> Scheme:
    """The regulation of an adopted version, with the product's safeguards of its day under it."""
    kept = _kept(version)
    return compiled(kept.source, kept.base)


def scheme_to_decide_by(version: str) -> Scheme:
    """The same, to decide an act under: raises Refused where the text kept is not the one that was adopted."""
    if not _kept(version).is_as_adopted:
        raise Refused((_altered(version),))
    return scheme_of(version)


ALTERED = "scheme"


def _altered(version: str) -> Refusal:
    restore = Text(
        "请系统管理员运行 xuncha replay --check 核对，并从备份恢复办法文本",
        "Let the system administrator run xuncha replay --check and restore the text from a backup",
    )
    return Refusal(
        Text(f"保存的办法文本和通过时的不一样（{version}），不能依据它办理",
             f"The text kept of the regulation is not the one that was adopted ({version}); nothing is decided under it"),
        ALTERED, (), (Missing(restore),),
    )  # fmt: skip


@lru_cache(maxsize=64)
def compiled(source: str, base: str) -> Scheme:
    """A scheme text over a base text."""
    return read_scheme(source, "scheme").over(read_scheme(base, "base"))


def scheme_version(campaign: Subject | None, office: str | None = None) -> str:
    """The version of the regulation: the round's own, else the office's, which is looked up unless it is given."""
    if campaign is not None and campaign.facts.get("scheme"):
        return str(campaign.facts["scheme"])
    if office is not None:
        return office
    return office_row().scheme


def scheme_for(row: Subject | None, known: Mapping[UUID, Subject] = MappingProxyType({})) -> Scheme:
    """The regulation a matter is under: its round's, whether or not the reader may open the round, else the office's.

    `known` may hold the round already, which then is not asked for.
    """
    if row is None or row.kind == "campaign" or row.campaign is None:
        return scheme_of(scheme_version(row if row is not None and row.kind == "campaign" else None))
    if version := known[row.campaign].facts.get("scheme") if row.campaign in known else None:
        _OF_ROUNDS[row.campaign] = str(version)
    return schemes_for([row])[row.campaign]


def schemes_for(rows: Iterable[Subject]) -> Mapping[UUID, Scheme]:
    """The regulations of all the rounds that some matters lie in, by round."""
    wanted = {row.campaign for row in rows if row.campaign}
    unknown = sorted(wanted - _OF_ROUNDS.keys(), key=str)
    found = (
        run_again([("SELECT id, facts->>'scheme' FROM subject WHERE id = ANY(%s)", [unknown])])[0]
        if unknown
        else []
    )
    _OF_ROUNDS.update((key, version) for key, version in found if version)
    others = {key: office_row().scheme for key, version in found if not version}
    return {key: scheme_of(_OF_ROUNDS.get(key) or others[key]) for key in wanted}


_OF_ROUNDS: dict[UUID, str] = {}
"""The version of each round's regulation as far as asked for: a round keeps the one it began under."""


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
