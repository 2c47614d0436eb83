"""Checks the words by which rules name acts and say which kind of them is meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.facts.values import listed
from xuncha.core.names.labels import STATES
from xuncha.core.parties.addressees import ADDRESSEE_WORDS, is_sent
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import BY_CODE, SUBJECT_WORDS, Known
from xuncha.core.scheme.rules import Rule
from xuncha.core.words import Text

ACT = Text("记录类型", "act")
VALUE = Text("选项", "value")
FIELD = Text("栏目", "field")
LIST = Text("列表", "list")


def acts_named(words: Iterable[str]) -> list[ActType]:
    """The acts of the catalogue that these words name, with or without a kind."""
    codes = dict.fromkeys(str(word).partition(":")[0] for word in words)
    return [CATALOGUE[code] for code in codes if code in CATALOGUE]


def check_acts(
    found: Findings, known: Known, section: str, rule: Rule, words: Iterable[Any], *keys: str
) -> None:
    """Each word is an act, or `act:value` with a value of the list that decides its kind."""
    for word in map(str, words):
        code, _, value = word.partition(":")
        act = CATALOGUE.get(code)
        if act is None:
            found.unknown(section, rule, ACT, code, CATALOGUE, *keys)
        elif value:
            _check_value(found, known, section, rule, act, value, *keys)


def _check_value(
    found: Findings, known: Known, section: str, rule: Rule, act: ActType, value: str, *keys: str
) -> None:
    lists = known.deciding_lists(act)
    if not lists:
        if not act.deciding:
            wrong = Text(
                f"{act.code} 不分种类，不能写“{act.code}:{value}”",
                f"{act.code} has no kinds, yet {value!r} is named",
            )
            found.say(section, rule, wrong, Text(f"写“{act.code}”即可", f"Write {act.code!r}"), *keys)
        return
    check_values(found, known, section, rule, lists, [value], *keys)


def check_values(
    found: Findings,
    known: Known,
    section: str,
    rule: Rule,
    lists: Iterable[str],
    values: Iterable[Any],
    *keys: str,
) -> None:
    """Each value stands in one of these lists; a list that the regulation lacks is said elsewhere."""
    names = [name for name in sorted(lists) if known.has_list(name)]
    values_known = {value for name in names for value in known.values(name)}
    for value in values if names else ():
        if value not in values_known:
            what = Text(f"选项（列表 {'、'.join(names)}）", f"value of {', '.join(names)}")
            found.unknown(section, rule, what, value, values_known, *keys)


def check_matching(
    found: Findings,
    known: Known,
    section: str,
    rule: Rule,
    acts: list[ActType],
    table: Mapping[str, Any],
    key: str,
) -> None:
    """`{ kind = ["notice"] }`: each name is something the acts or their things hold, each value one it can have."""
    for name, wanted in table.items():
        values = [one for one in listed(wanted) if isinstance(one, str)]
        lists = lists_of(known, acts, name)
        if name == "has":
            fields = {field for act in acts for field in known.field_names(act)}
            _check_plain(found, section, rule, FIELD, values, fields, key)
        elif name == "body":
            _check_plain(
                found, section, rule, Text("机构种类", "kind of body"), values, known.body_kinds, key
            )
        elif name == "actor":
            _check_plain(found, section, rule, Text("职责", "role"), values, known.scheme.roles, key)
        elif name == "to" and any(is_sent(act) for act in acts):
            known_to = {*ADDRESSEE_WORDS, *known.scheme.roles, *known.body_kinds}
            _check_plain(found, section, rule, Text("收件的一方", "addressee"), values, known_to, key)
        elif name == "state":
            _check_plain(found, section, rule, Text("状态", "state"), values, STATES, key)
        elif name == "cycle":
            _check_plain(found, section, rule, Text("轮次", "cycle"), values, ("first", "second"), key)
        elif lists is None:
            fields = {field for act in acts for field in known.facts_of(act)}
            found.unknown(section, rule, FIELD, name, fields, key)
        else:
            check_values(
                found, known, section, rule, lists, [v for v in values if v not in ("yes", "no", "")], key
            )


def _check_plain(
    found: Findings,
    section: str,
    rule: Rule,
    what: Text,
    values: Iterable[str],
    known: Iterable[str],
    key: str,
) -> None:
    for value in values:
        if value not in known:
            found.unknown(section, rule, what, value, known, key)


def lists_of(known: Known, acts: list[ActType], name: str) -> frozenset[str] | None:
    """The lists a name is chosen from in these acts; empty where it is free, None where nothing has that name."""
    found = [lists for act in acts if (lists := _lists_in(known, act, name)) is not None]
    if not found:
        return frozenset() if not acts or name in SUBJECT_WORDS else None
    return frozenset().union(*found) if all(found) else frozenset()


def _lists_in(known: Known, act: ActType, name: str) -> frozenset[str] | None:
    """The lists a name is chosen from in one act: its own field, what its thing was opened as, or what the thing holds."""
    own = known.field_names(act)
    if name in own:
        return frozenset({own[name]} if own[name] else ())
    if name in BY_CODE or name == act.deciding:
        return known.code_lists(act.on)
    held = known.facts_of(act)
    return (frozenset({held[name]} if held[name] else ())) if name in held else None
