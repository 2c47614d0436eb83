"""The regulation as a person reads it, and the table of its clauses."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpResponse

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.clause import Clause
from xuncha.core.scheme import DutyRule, Guard, Rule, Scheme
from xuncha.core.words import Text
from xuncha.shipped import clauses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.clauses import clause_of
from xuncha.web.pages.frame import scheme_in_force, show

EFFECTS = {
    "enforced": Text("把关", "enforced"),
    "tracked": Text("跟踪", "tracked"),
    "recorded": Text("记录", "recorded"),
    "produced": Text("生成", "produced"),
    "shown": Text("展示", "shown"),
    "context": Text("背景", "context"),
}


@seated
def measures(request: Asked) -> HttpResponse:
    """Every article with its norms, in reading order."""
    scheme = scheme_in_force()
    rules = rules_by_clause(scheme)
    about = scheme.about
    facts = Facts(
        (
            Fact.of(Text("名称", "Name"), scheme.text),
            Fact.of(
                Text("状态", "Status"),
                Text("试行", "trial") if about.get("status") == "trial" else str(about.get("status", "")),
            ),
            Fact.of(Text("日期", "Dated"), str(about.get("dated", ""))),
            Fact.of(Text("来源", "Source"), str(about.get("source", ""))),
        )
    )
    blocks = [Block("about", Text("办法", "The measures"), (facts,))]
    rows = clauses(scheme.id)
    for article, norms in groupby(rows, key=lambda clause: clause.article.partition("（")[0]):
        lot = list(norms)
        blocks.append(
            Block(lot[0].id, Text(article, f"Art. {lot[0].id.split('-')[1]}"), (norms_table(lot, rules),))
        )
    heading = Heading(
        scheme.text, buttons=(Button(Text("条款对照", "Clause table"), "/scheme/coverage"),), can_print=True
    )
    return show(request, "subject.html", SubjectPage(heading, tuple(blocks)))


def rules_by_clause(scheme: Scheme) -> dict[str, list[Rule]]:
    """The rules that cite each clause."""
    found: dict[str, list[Rule]] = {}
    for rule in scheme.rules():
        for key in rule.cite:
            found.setdefault(key, []).append(rule)
    return found


def norms_table(norms: list[Clause], rules: dict[str, list[Rule]]) -> Table:
    """The norms of one article: what each asks, and what is done about it."""
    lines = tuple(
        Line(
            (
                Link(norm.article, f"/scheme/{norm.id}"),
                norm.text,
                EFFECTS.get(norm.effect, norm.effect),
                len(rules.get(norm.id, ())),
            )
        )
        for norm in norms
    )
    heads = (Head(Text("条款", "Clause"), is_short=True), Head(Text("要求", "What it asks")), Head(Text("怎样落实", "Effect"), is_short=True),
             Head(Text("规则", "Rules"), is_figure=True))  # fmt: skip
    return Table(Text("条款", "Clauses"), heads, lines)


@seated
def clause(request: Asked, key: str) -> HttpResponse:
    """One norm with the rules that carry it."""
    found = clause_of(key)
    if found is None:
        raise Http404
    scheme = scheme_in_force()
    blocks = [Block("asks", Text("要求", "What it asks"), (Prose(found.text),))]
    for rule in rules_by_clause(scheme).get(key, ()):
        blocks.append(Block(f"rule-{rule.id}", rule.text, (Facts(rule_facts(rule)),)))
    values = [
        value for listed in scheme.lists.values() for value in listed.values.values() if key in value.cite
    ]
    fields = [field for form in scheme.forms for field in form.fields.values() if key in field.cite]
    if values or fields:
        facts = tuple(Fact.of(Text("选项", "Choice"), value.text) for value in values)
        facts += tuple(Fact.of(Text("栏目", "Field"), field.text) for field in fields)
        blocks.append(Block("values", Text("在表单里", "On forms"), (Facts(facts),)))
    crumbs = (Link(Text("办法条款", "The measures"), "/scheme"),)
    return show(
        request,
        "subject.html",
        SubjectPage(Heading(found.article, found.id, crumbs, found.article), tuple(blocks)),
    )


def rule_facts(rule: Rule) -> tuple[Fact, ...]:
    """A rule in words: who owes what by when, or what is refused unless."""
    facts: list[Fact] = []
    if isinstance(rule, DutyRule):
        facts.append(Fact.of(Text("谁", "Who"), rule.owner))
        facts.append(Fact.of(Text("起于", "After"), acts(rule.after)))
        facts.append(Fact.of(Text("期限", "Within"), rule.within or rule.every or rule.undated or "—"))
        facts.append(Fact.of(Text("办结于", "Done by"), acts(rule.done_by)))
    if isinstance(rule, Guard):
        facts.append(Fact.of(Text("把关的事", "Guards"), acts(rule.on)))
        facts.append(Fact.of(Text("强度", "Strength"), STRENGTHS.get(rule.strength, rule.strength)))
    if rule.reading:
        facts.append(Fact.of(Text("口径", "Reading"), rule.reading))
    if rule.defect:
        facts.append(Fact.of(Text("原文的疏漏", "Slip of the text"), rule.defect))
    return tuple(facts) or (Fact.of(Text("规则", "Rule"), rule.id),)


STRENGTHS = {
    "refuse": Text("不符合即不能办", "refused"),
    "reason": Text("写明理由可以办，并列出", "passes with a written reason, listed"),
    "show": Text("只提示", "shown only"),
}


def acts(codes: tuple[str, ...]) -> Text:
    """Acts by their names."""
    names = [CATALOGUE[code.partition(":")[0]].name for code in codes if code.partition(":")[0] in CATALOGUE]
    return Text("、".join(name.zh for name in names) or "—", ", ".join(name.en for name in names) or "-")


@seated
def coverage(request: Asked) -> HttpResponse:
    """条款对照: every clause, its rules and where to see it."""
    scheme = scheme_in_force()
    rules = rules_by_clause(scheme)
    lines = tuple(
        Line((Link(norm.article, f"/scheme/{norm.id}"), norm.text, EFFECTS.get(norm.effect, norm.effect),
              "、".join(dict.fromkeys(rule.text.zh for rule in rules.get(norm.id, ()))) or "—"))
        for norm in clauses(scheme.id) if norm.has_effect
    )  # fmt: skip
    heads = (Head(Text("条款", "Clause"), is_short=True), Head(Text("要求", "What it asks")), Head(Text("怎样落实", "Effect"), is_short=True),
             Head(Text("规则", "Rules")))  # fmt: skip
    title = Text(f"条款对照（{len(lines)} 条）", f"Clause table ({len(lines)})")
    blocks = (Block("clauses", title, (Table(title, heads, lines),)),)
    return show(
        request,
        "subject.html",
        SubjectPage(
            Heading(
                Text("条款对照", "Clause table"), crumbs=(Link(Text("办法条款", "The measures"), "/scheme"),)
            ),
            blocks,
        ),
    )
