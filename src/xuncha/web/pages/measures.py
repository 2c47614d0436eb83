"""The regulation as a person reads it, and the table of its clauses."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpResponse

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.clause import Clause
from xuncha.core.scheme import DutyRule, Guard, Rule, Scheme
from xuncha.core.words import Text
from xuncha.queries.readings import interpretations
from xuncha.queries.subjects import names_of
from xuncha.shipped import clauses
from xuncha.store.viewer import Viewer
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Item, Items, Prose
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.clauses import cites, clause_of
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.hierarchy import bodies_block

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
    blocks += [*basis_block(scheme), bodies_block(scheme)]
    lines = tuple(
        Line((Link(Text(name, f"Art. {n}"), f"/scheme/articles/{n}"), lot[0].text, len(lot)))
        for n, name, lot in articles(scheme.id)
    )
    heads = (
        Head(Text("条", "Article"), is_short=True),
        Head(Text("第一项要求", "Begins with")),
        Head(Text("要求", "Norms"), is_figure=True),
    )
    blocks.append(
        Block("articles", Text("各条", "Articles"), (Table(Text("各条", "Articles"), heads, lines),))
    )
    heading = Heading(
        scheme.text, buttons=(Button(Text("条款对照", "Clause table"), "/scheme/coverage"),), can_print=True
    )
    return show(request, "subject.html", SubjectPage(heading, tuple(blocks)))


def basis_block(scheme: Scheme) -> tuple[Block, ...]:
    """What the measures are for and rest on, as the regulation names the clauses for this page."""
    keys = [key for view in scheme.views if view.page == "scheme_page" for key in view.cite]
    norms = [norm for key in dict.fromkeys(keys) if (norm := clause_of(key))]
    if not norms:
        return ()
    items = tuple(Item(norm.text, cites=cites([norm.id])) for norm in norms)
    return (Block("basis", Text("性质、目的和依据", "Status, purpose and basis"), (Items(items),)),)


def articles(scheme: str) -> list[tuple[str, str, list[Clause]]]:
    """The norms of a regulation by article: its number in the ids, its name, its norms."""
    grouped = groupby(clauses(scheme), key=lambda clause: clause.id.split("-")[1])
    found = [(n, list(lot)) for n, lot in grouped]
    return [(n, lot[0].article.partition("（")[0], lot) for n, lot in found]


@seated
def article(request: Asked, n: str) -> HttpResponse:
    """One article: each norm with what is done about it."""
    scheme = scheme_in_force()
    found = next((one for one in articles(scheme.id) if one[0] == n), None)
    if found is None:
        raise Http404
    title = Text(found[1], f"Art. {n}")
    block = Block("norms", title, (norms_table(found[2], rules_by_clause(scheme)),))
    crumbs = (Link(Text("办法条款", "The measures"), "/scheme"),)
    return show(request, "subject.html", SubjectPage(Heading(title, crumbs=crumbs, here=title), (block,)))


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
    blocks += interpretation_block(request.viewer, key)
    crumbs = (Link(Text("办法条款", "The measures"), "/scheme"),)
    return show(
        request,
        "subject.html",
        SubjectPage(Heading(found.article, found.id, crumbs, found.article), tuple(blocks)),
    )


def interpretation_block(viewer: Viewer, key: str) -> tuple[Block, ...]:
    """How the bodies in charge have said the clause is to be read."""
    found = interpretations(viewer, key)
    if not found:
        return ()
    names = names_of([author for one in found for author in one.authors])
    facts = tuple(
        Fact.of("、".join(names.get(author, "") for author in one.authors), f"{one.words}（{one.on}）")
        for one in found
    )
    return (Block("readings", Text("解释", "How it is to be read"), (Facts(facts),)),)


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


MOST_NORMS = 90
"""Clauses on one page of the table, by whole articles, so that a page stays light."""


@seated
def coverage(request: Asked) -> HttpResponse:
    """条款对照: every clause, its rules and where to see it."""
    scheme = scheme_in_force()
    rules = rules_by_clause(scheme)
    parts = articles(scheme.id)
    first = next((place for place, one in enumerate(parts) if one[0] == request.GET.get("from")), 0)
    norms: list[Clause] = []
    last = first
    while last < len(parts) and (not norms or len(norms) + len(parts[last][2]) <= MOST_NORMS):
        norms += parts[last][2]
        last += 1
    lines = tuple(
        Line(
            (
                Link(norm.article, f"/scheme/{norm.id}"),
                norm.text,
                EFFECTS.get(norm.effect, norm.effect),
                rule_names(rules, norm),
            )
        )
        for norm in norms
        if norm.has_effect
    )
    heads = (
        Head(Text("条款", "Clause"), is_short=True),
        Head(Text("要求", "What it asks")),
        Head(Text("怎样落实", "Effect"), is_short=True),
        Head(Text("规则", "Rules")),
    )
    total = sum(norm.has_effect for norm in clauses(scheme.id))
    title = Text(f"条款对照（共 {total} 条）", f"Clause table ({total})")
    ways: tuple[Link, ...] = (
        (Link(Text("从头看", "From the beginning"), "/scheme/coverage"),) if first else ()
    )
    if last < len(parts):
        ways += (Link(Text("下一部分", "Next part"), f"/scheme/coverage?from={parts[last][0]}"),)
    block = Block("clauses", title, (Table(title, heads, lines), Prose("", ways, is_quiet=True)))
    crumbs = (Link(Text("办法条款", "The measures"), "/scheme"),)
    return show(
        request,
        "subject.html",
        SubjectPage(Heading(Text("条款对照", "Clause table"), crumbs=crumbs), (block,)),
    )


def rule_names(rules: dict[str, list[Rule]], norm: Clause) -> Text:
    """The rules that carry a clause, by name."""
    found = list(dict.fromkeys(rule.text for rule in rules.get(norm.id, ())))
    return Text("、".join(one.zh for one in found) or "—", "; ".join(one.en for one in found) or "-")
