"""Which rule of one regulation asks the same as which of another: by name, by what it says, by the acts it is about, or as written.

The acts are those of the catalogue and the same under every regulation; the names of rules, roles and kinds are not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from xuncha.core.facts.values import listed
from xuncha.core.faults import Fault, SchemeFaults, nearest_words
from xuncha.core.scheme.rules import DutyRule, Scheme


def likes(here: Scheme, other: Scheme, written: Mapping[str, str] | None = None) -> dict[str, str]:
    """For each duty of the one regulation the duty of the other that asks the same, where there is one.

    What is written stands before everything else (`""`: there is none).  Then rules of one name; then those that say the
    same; then, of those left, whichever are about the most acts in common, both in what opens and in what discharges
    them, and are each other's nearest.
    """
    told = dict(written or {})
    found = {id: name for id, name in told.items() if id in here.duties and name in other.duties}
    left = {id: rule for id, rule in here.duties.items() if id not in told}
    free = {id: rule for id, rule in other.duties.items() if id not in found.values()}
    found |= {old: new for new, old in pairs_of_rules(left, free, _says).items()}
    left = {id: rule for id, rule in left.items() if id not in found}
    free = {id: rule for id, rule in free.items() if id not in found.values()}
    return found | _nearest(here, other, left, free)


def pairs_of_duties(before: Scheme, after: Scheme) -> dict[str, str]:
    """Which duty of the later regulation is which of the earlier."""
    return {new: old for old, new in likes(before, after).items()}


def pairs_of_rules(
    old: Mapping[str, Any], new: Mapping[str, Any], means: Callable[[Any], object]
) -> dict[str, str]:
    """Which rule of the later regulation is which of the earlier: of one name, else of one meaning."""
    pairs = {id: id for id in new if id in old}
    left = {repr(means(rule)): id for id, rule in old.items() if id not in pairs}
    for id, rule in new.items():
        if id not in pairs and (found := left.pop(repr(means(rule)), None)):
            pairs[id] = found
    return pairs


def _says(rule: DutyRule) -> object:
    return rule.owner, sorted(rule.after), _plain(rule.of), sorted(rule.done_by), _plain(rule.where)


# ---------------------------------------------------------------------------------------------- by their acts


def _nearest(
    here: Scheme, other: Scheme, left: Mapping[str, DutyRule], free: Mapping[str, DutyRule]
) -> dict[str, str]:
    """The rules that are each other's nearest; where two are equally near it is not said which."""
    near = {
        (id, name): n
        for id, rule in left.items()
        for name, rival in free.items()
        if (n := _nearness(here, other, rule, rival)) > 0
    }
    return {id: name for (id, name), n in near.items() if _is_alone(near, id, name, n)}


def _is_alone(near: Mapping[tuple[str, str], float], id: str, name: str, n: float) -> bool:
    return all(
        (mine, theirs) == (id, name) or m < n
        for (mine, theirs), m in near.items()
        if mine == id or theirs == name
    )


def _nearness(here: Scheme, other: Scheme, rule: DutyRule, rival: DutyRule) -> float:
    """How much two rules are about the same acts and owners; nothing where either act, the kind, or the owner is another."""
    opens, closes = _shared(rule.after, rival.after), _shared(rule.done_by, rival.done_by)
    if bool(rule.every) != bool(rival.every) or not closes or not (opens or rule.every):
        return 0
    if _plain(rule.of) != _plain(rival.of) or _plain(rule.where) != _plain(rival.where):
        return 0
    if _part(here, rule.owner) != _part(other, rival.owner):
        return 0
    return opens + closes


def _shared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """How many of the acts of both are the same; an act of one kind is like the act of any kind, but less so."""
    if not mine or not theirs:
        return 0
    exact = len(set(mine) & set(theirs)) / len(set(mine) | set(theirs))
    (plain, kinds), (plain_too, kinds_too) = _codes(mine), _codes(theirs)
    if not plain & plain_too or (kinds and kinds_too and not kinds & kinds_too):
        return 0
    return (exact + len(plain & plain_too) / len(plain | plain_too)) / 2


def _codes(acts: tuple[str, ...]) -> tuple[set[str], set[str]]:
    return {act.partition(":")[0] for act in acts}, {act for act in acts if ":" in act}


def _plain(told: Mapping[str, Any]) -> str:
    return repr(sorted((name, sorted(map(str, listed(value)))) for name, value in told.items()))


def _part(scheme: Scheme, owner: str) -> str:
    """The part that whoever owes plays: the unit, who inspects, who runs the work ...; bodies of other kinds by that kind."""
    form, _, rest = owner.partition(":")
    if form not in ("role", "default"):
        return "unit" if owner.startswith(("unit", "each:unit")) else owner
    name, _, body = rest.partition("@")
    role = scheme.roles.get(name)
    kind = body or (role.body if role else name)
    return scheme.part_of(kind) or kind


# ---------------------------------------------------------------------------------------------- as written


def read_likes(text: str, file: str, here: Scheme, other: Scheme) -> dict[str, str]:
    """The table `[like]` of a file: a duty of the regulation in force = the duty of the other (`""`: it has none)."""
    try:
        table = tomllib.loads(text).get("like", {})
    except (ValueError, RecursionError) as error:
        raise SchemeFaults(
            [
                Fault(
                    file,
                    0,
                    "like",
                    f"not TOML: {error}",
                    "Write a table [like]",
                    f"不是 TOML：{error}。请写一个 [like] 表",
                )
            ]
        ) from None
    if not isinstance(table, dict) or not table:
        raise SchemeFaults(
            [
                Fault(
                    file,
                    0,
                    "like",
                    "no table [like]",
                    'Write [like], then lines such as rule = "rule"',
                    '没有 [like] 表。请写 [like]，下面每行 规则 = "规则"',
                )
            ]
        )
    faults = [
        fault
        for id, name in table.items()
        for word, scheme in ((str(id), here), (str(name), other))
        if word and word not in scheme.duties
        for fault in (_unknown(text, file, word, scheme),)
    ]
    if faults:
        raise SchemeFaults(faults)
    return {str(id): str(name) for id, name in table.items()}


def _unknown(text: str, file: str, word: str, scheme: Scheme) -> Fault:
    near = nearest_words(word, scheme.duties)
    line = next((n for n, said in enumerate(text.split("\n"), 1) if word in said), 0)
    return Fault(
        file,
        line,
        "like",
        f"{word!r} is no duty of {scheme.id}",
        near.en,
        f"{scheme.id} 没有待办规则“{word}”。{near.zh}",
    )
