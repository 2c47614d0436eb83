"""Checks that every rule rests on a clause, and that every clause is carried by a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.clause import Clause
from xuncha.core.predicates import listed
from xuncha.core.scheme import Rule, Scheme
from xuncha.core.scheme_check.findings import Findings
from xuncha.core.words import Text

CLAUSE = Text("条款", "clause")


def sections(scheme: Scheme) -> Iterator[tuple[str, Rule]]:
    """Every rule with the section it stands in."""
    yield from (("roles", role) for role in scheme.roles.values())
    yield from (("lists", one) for one in scheme.lists.values())
    yield from (("series", one) for one in scheme.series)
    yield from (("setting", one) for one in scheme.settings.values())
    yield from (("phase", one) for one in scheme.phases.values())
    yield from (("duty", one) for one in scheme.duties.values())
    yield from (("guard", one) for one in scheme.guards.values())
    yield from (("route", one) for one in scheme.routes.values())
    yield from (("form", one) for one in scheme.forms)
    yield from (("view", one) for one in scheme.views)


MUST_CITE = frozenset({"duty", "guard", "route", "phase", "view", "setting"})
"""Rules that would have no force without a clause; a role, list or form may be the product's own arrangement."""


def cites_within(scheme: Scheme, section: str, rule: Rule) -> Iterator[tuple[str, str]]:
    """Each clause that a rule or a part of it cites, with the key it stands under."""
    yield from (("cite", cite) for cite in rule.cite)
    if section == "lists":
        yield from ((v.code, cite) for v in scheme.lists[rule.id].values.values() for cite in v.cite)
    if section == "form":
        form = next(one for one in scheme.forms if one is rule)
        yield from ((field.name, cite) for field in form.fields.values() for cite in field.cite)


def cites_of_scheme_table(value: Any, key: str = "") -> Iterator[str]:
    """The clauses cited in the [scheme] table, at any depth of it."""
    if key in ("cite", "each_its_function"):
        yield from map(str, listed(value))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from cites_of_scheme_table(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from cites_of_scheme_table(inner)


def check_cites(found: Findings, scheme: Scheme, clauses: tuple[Clause, ...]) -> None:
    """Each cited clause exists; each rule that needs one has one; each clause with an effect is cited."""
    ids = {clause.id for clause in clauses}
    cited: set[str] = set()
    for section, rule in sections(scheme):
        for key, cite in cites_within(scheme, section, rule):
            cited.add(cite)
            if ids and cite not in ids:
                found.unknown(section, rule, CLAUSE, cite, ids, key)
        if section in MUST_CITE and not rule.cite:
            wrong = Text("没有写依据哪一条", "cites no clause")
            found.say(section, rule, wrong, Text('应写 cite = ["条款编号"]', 'Write cite = ["CLAUSE"]'))
    for cite in cites_of_scheme_table(scheme.about):
        cited.add(cite)
        if ids and cite not in ids:
            wrong = Text(f"没有这个条款：“{cite}”", f"unknown clause {cite!r}")
            found.add(
                1, "scheme", wrong, Text("请核对条款编号", "Look the clause up in the table of clauses")
            )
    for clause in clauses:
        if clause.has_effect and clause.id not in cited:
            wrong = Text(
                f"没有规则依据{clause.article}这一款（{clause.text.zh}）",
                f"no rule cites it ({clause.text.en})",
            )
            right = Text(
                "写一条规则、选项、栏目或者页面来承接", "Carry it by a rule, a value, a field or a view"
            )
            found.add(0, f"clause {clause.id}", wrong, right)
