"""Checks that every rule rests on a clause, and that every clause is carried by a rule."""

from __future__ import annotations

from xuncha.core.clause import Clause
from xuncha.core.scheme import Scheme
from xuncha.core.scheme_check.findings import Findings
from xuncha.core.scheme_cites import cites_of_scheme_table, cites_within, sections
from xuncha.core.words import Text

CLAUSE = Text("条款", "clause")


MUST_CITE = frozenset({"duty", "guard", "route", "phase", "view", "setting"})
"""Rules that would have no force without a clause; a role, list or form may be the product's own arrangement."""


def check_cites(found: Findings, scheme: Scheme, clauses: tuple[Clause, ...]) -> None:
    """Each cited clause exists; each rule that needs one has one; each clause with an effect is cited."""
    ids = {clause.id for clause in clauses}
    cited: set[str] = set()
    for section, rule in sections(scheme):
        for key, cite in cites_within(rule):
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
