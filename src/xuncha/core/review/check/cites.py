"""Checks that every rule rests on a clause, and that every clause is carried by a rule."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.faults import nearest_words
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.cites import cites_of_scheme_table, cites_within, sections
from xuncha.core.scheme.clause import Clause
from xuncha.core.scheme.rules import Form, Role, Rule, Scheme
from xuncha.core.words import Text

CLAUSE = Text("条款", "clause")
NO_CITE = Text("没有写依据哪一条", "cites no clause")
WRITE_CITE = Text('应写 cite = ["条款编号"]', 'Write cite = ["CLAUSE"]')


MUST_CITE = frozenset({"duty", "guard", "route", "phase", "view", "setting", "supervision"})
"""Rules that would have no force without a clause; a list, or what a form leaves free, may be the product's own arrangement."""

OF_THE_PRODUCT = frozenset({"founder", "clock", "mailbox"})
"""Parties that no regulation speaks of."""


def _must_cite(section: str, rule: Rule) -> bool:
    """Whatever binds somebody: a role by its rights, a form by a field it requires that has no clause of its own."""
    if isinstance(rule, Role):
        return bool(rule.may or rule.enters_for) and rule.body not in OF_THE_PRODUCT
    if isinstance(rule, Form):
        return any(field.required and not field.cite for field in rule.fields.values())
    return section in MUST_CITE


def _cited_in(base: Scheme) -> Iterator[str]:
    """The clauses that the product's own safeguards rest on."""
    yield from cites_of_scheme_table(base.about)
    yield from (cite for _, rule in sections(base) for _, cite in cites_within(rule))


def check_cites(
    found: Findings, scheme: Scheme, clauses: tuple[Clause, ...], base: Scheme | None = None
) -> None:
    """Each cited clause exists; each rule that needs one has one; each clause with an effect is cited.

    Where a rule goes beyond its text, it cites the safeguard of the product that it rests on as well.
    """
    safeguards = set(_cited_in(base)) if base else set()
    ids = {clause.id for clause in clauses}
    cited: set[str] = set()
    for section, rule in sections(scheme):
        for key, cite in cites_within(rule):
            cited.add(cite)
            if not cite.strip():
                found.say(section, rule, NO_CITE, WRITE_CITE, key)
            elif ids and cite not in ids | safeguards:
                found.unknown(section, rule, CLAUSE, cite, ids, key)
        if _must_cite(section, rule) and not rule.cite:
            found.say(section, rule, NO_CITE, WRITE_CITE)
    for key, value in scheme.about.items():
        for cite in cites_of_scheme_table(value, key):
            cited.add(cite)
            if ids and cite not in ids:
                wrong = Text(f"没有这个条款：“{cite}”", f"unknown clause {cite!r}")
                found.of_scheme(key, wrong, nearest_words(cite, ids))
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
