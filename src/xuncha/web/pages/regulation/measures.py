"""The regulation as a person reads it, and the table of its clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.values import day_of
from xuncha.core.names.naming import Naming
from xuncha.core.scheme.clause import Clause
from xuncha.core.scheme.rules import DutyRule, Guard, Rule, Scheme, Value, ValueList
from xuncha.core.wording.rule_words import owner_words, rule_words, when_words
from xuncha.core.words import Text
from xuncha.queries.examples import examples, kinds_read
from xuncha.queries.readings import interpretations
from xuncha.queries.subjects import names_of
from xuncha.store.kept import clauses_of
from xuncha.store.viewer import Viewer
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Item, Items, Prose
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.pieces.clauses import cites, clause_of, english_of, heading_of, is_own
from xuncha.web.pages.pieces.hierarchy import bodies_block
from xuncha.web.pages.pieces.related import RELATED, related
from xuncha.web.pages.regulation.seen_at import PAGES, examples_fold, is_open, places_of

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
                STATUSES.get(str(about.get("status", "")), str(about.get("status", ""))),
            ),
            Fact.of(Text("日期", "Dated"), str(about.get("dated", ""))),
            Fact.of(Text("来源", "Source"), str(about.get("source", ""))),
            *(Fact.of(RELATED, one) for one in related(scheme)),
            *_basis(about.get("basis")),
        )
    )
    after = [
        Block("about", Text("办法", "The measures"), (facts,)),
        *basis_block(scheme),
        *annexes_block(scheme),
        *parts_block(request.viewer, scheme),
        bodies_block(scheme),
    ]
    lines = tuple(
        Line((Link(article_name(n, name), f"/scheme/articles/{n}"), lot[0].text, len(lot)))
        for n, name, lot in articles(scheme)
    )
    heads = (
        Head(Text("条", "Article"), is_short=True),
        Head(Text("第一项要求", "Begins with")),
        Head(Text("要求", "Norms"), is_figure=True),
    )
    title = Text("各条", "Articles")
    blocks = (Block("articles", title, (Table(title, heads, lines, is_read=True),)), *after)
    heading = Heading(
        scheme.text,
        buttons=(
            Button(Text("条款对照", "Clause table"), "/scheme/coverage"),
            Button(Text("整个{round}要办多少事", "What a {round} will ask"), "/scheme/forecast"),
        ),
        can_print=True,
    )
    return show(request, "subject.html", SubjectPage(heading, blocks))


STATUSES = {
    "trial": Text("试行", "trial"),
    "in_force": Text("施行", "in force"),
    "draft": Text("征求意见稿", "draft"),
}


def _basis(basis: object) -> tuple[Fact, ...]:
    """The document above that a regulation carries out, where it names one in both languages."""
    if not isinstance(basis, Mapping):
        return ()
    return (Fact.of(Text("依据", "Carries out"), Text(str(basis.get("zh", "")), str(basis.get("en", "")))),)


ANNEX = re.compile(r"a[1-9]\d*")
"""The part of a clause's id that names an annex."""


def annexes_block(scheme: Scheme) -> tuple[Block, ...]:
    """Every annex with the forms made from it, and what the text gets wrong about them."""
    lines = tuple(
        Line((Link(name, f"/scheme/articles/{n}"), forms_of(scheme, lot) or "—"))
        for n, name, lot in articles(scheme)
        if ANNEX.fullmatch(n)
    )
    if not lines:
        return ()
    title = Text(f"附件 {len(lines)} 个", f"{len(lines)} annexes")
    heads = (Head(Text("附件", "Annex")), Head(Text("由它做成的表单", "Forms made from it")))
    slips = [view.defect for view in scheme.views if view.page == "scheme_page" and view.defect]
    notes = tuple(Prose(one, is_quiet=True) for one in slips)
    return (Block("annexes", title, (Table(title, heads, lines), *notes)),)


def forms_of(scheme: Scheme, norms: list[Clause]) -> tuple[Text, ...]:
    """The forms that cite any of these clauses."""
    keys = {norm.id for norm in norms}
    return tuple(dict.fromkeys(form.text for form in scheme.forms if keys & set(form.cite)))


def basis_block(scheme: Scheme) -> tuple[Block, ...]:
    """What the measures are for and rest on, as the regulation names the clauses for this page."""
    keys = [key for view in scheme.views if view.page == "scheme_page" for key in view.cite]
    norms = [norm for key in dict.fromkeys(keys) if (norm := clause_of(key))]
    if not norms:
        return ()
    items = tuple(Item(norm.text, cites=cites([norm.id])) for norm in norms)
    return (Block("basis", Text("性质、目的和依据", "Status, purpose and basis"), (Items(items),)),)


def parts_block(viewer: Viewer, scheme: Scheme) -> tuple[Block, ...]:
    """Into which parts the regulation divides its work, under the clause that says so, each leading to what it asks, and to
    the page on which it is done where that is one for the viewer.
    """
    listed = scheme.lists.get("parts")
    named = {str(value.extra.get("seen_at", "")) for value in listed.values.values()} if listed else set()
    kinds = kinds_read(viewer) if named & PAGES.keys() else frozenset()
    under: dict[tuple[str, ...], list[Value]] = {}
    for value in listed.values.values() if listed else ():
        under.setdefault(value.cite, []).append(value)
    items = []
    for cite, values in under.items():
        pages = [PAGES[name] for one in values if (name := str(one.extra.get("seen_at", ""))) in PAGES]
        places = [page for page in pages if is_open(viewer, page, kinds)]
        links = [
            Link(one.text, f"/scheme/articles/{one.code.partition('-')[0]}#{one.code}") for one in values
        ]
        norm = next((norm for key in cite if (norm := clause_of(key))), None)
        items.append(Item((*links, *places), note=norm.text if norm else "", cites=cites(cite)))
    return (Block("parts", listed.text, (Items(tuple(items)),)),) if listed and items else ()


def articles(scheme: Scheme) -> list[tuple[str, str, list[Clause]]]:
    """The norms of a regulation by article: its number in the ids, its name, its norms."""
    grouped = groupby(clauses_of(scheme), key=lambda clause: clause.id.split("-")[1])
    found = [(n, list(lot)) for n, lot in grouped]
    return [(n, lot[0].article.partition("（")[0], lot) for n, lot in found]


def article_name(n: str, name: str) -> Text:
    """`Art. 28`; what stands before the first article by its own name."""
    return Text(name, english_of(name, f"-{n}").capitalize())


@seated
def article(request: Asked, n: str) -> HttpResponse:
    """One article: each norm with what is done about it."""
    scheme = scheme_in_force()
    found = next((one for one in articles(scheme) if one[0] == n), None)
    if found is None:
        raise Http404
    title = article_name(n, found[1])
    asked = Text("各项要求", "What it asks")
    rules, parts = rules_by_clause(scheme), scheme.lists.get("parts")
    blocks = [
        Block(
            part,
            parts.values[part].text if parts and part in parts.values else asked,
            (norms_table(list(lot), rules),),
        )
        for part, lot in groupby(found[2], key=lambda norm: part_of(parts, norm))
    ]
    crumbs = (Link(Text("办法条款", "The measures"), "/scheme"),)
    return show(
        request, "subject.html", SubjectPage(Heading(title, crumbs=crumbs, here=title), tuple(blocks))
    )


def part_of(parts: ValueList | None, norm: Clause) -> str:
    """The part of the regulation in which a norm stands, where it names its parts; else the article is one."""
    numbers = norm.id.split("-")[1:-1]
    codes = ["-".join(numbers[:n]) for n in range(len(numbers), 0, -1)]
    return next((code for code in codes if parts and code in parts.values), "norms")


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
                Link(heading_of(norm), f"/scheme/{norm.id}"),
                norm.text,
                EFFECTS.get(norm.effect, norm.effect),
                len(rules.get(norm.id, ())),
            )
        )
        for norm in norms
    )
    heads = (Head(Text("条款", "Clause"), is_short=True), Head(Text("要求", "What it asks")), Head(Text("怎样落实", "Effect"), is_short=True),
             Head(Text("规则", "Rules"), is_figure=True))  # fmt: skip
    return Table(Text("条款", "Clauses"), heads, lines, is_read=True)


@seated
def clause(request: Asked, key: str) -> HttpResponse:
    """One norm with the rules that carry it."""
    found = clause_of(key)
    if found is None:
        raise Http404
    scheme = scheme_in_force()
    naming = Naming(scheme)
    rules = rules_by_clause(scheme).get(key, [])
    places = places_of(request.viewer, rules, kinds_read(request.viewer))
    seen_at = (Prose(Text("在哪里看：", "Where to see it: "), places),) if places else ()
    blocks = [Block("asks", Text("要求", "What it asks"), (Prose(found.text), *seen_at))]
    living = examples(request.viewer, rules)
    for rule in rules:
        fold = examples_fold(request.viewer, rule, living.get(rule.id, ()), timezone.now())
        blocks.append(Block(f"rule-{rule.id}", rule.text, (Facts(rule_facts(rule, naming)), *fold)))
    values = [
        value for listed in scheme.lists.values() for value in listed.values.values() if key in value.cite
    ]
    fields = [field for form in scheme.forms for field in form.fields.values() if key in field.cite]
    if values or fields:
        facts = tuple(Fact.of(Text("选项", "Choice"), value.text) for value in values)
        facts += tuple(Fact.of(Text("栏目", "Field"), field.text) for field in fields)
        blocks.append(Block("values", Text("在表单里", "On forms"), (Facts(facts),)))
    blocks += interpretation_block(request.viewer, key)
    crumbs, title = (Link(Text("办法条款", "The measures"), "/scheme"),), heading_of(found)
    return show(
        request,
        "subject.html",
        SubjectPage(Heading(title, OWN if is_own(found.id) else "", crumbs, title), tuple(blocks)),
    )


def _day(written: str) -> str:
    day = day_of(written)
    return say_plain(day).zh if day else written


def interpretation_block(viewer: Viewer, key: str) -> tuple[Block, ...]:
    """How the bodies in charge have said the clause is to be read."""
    found = interpretations(viewer, key)
    if not found:
        return ()
    names = names_of([author for one in found for author in one.authors])
    facts = tuple(
        Fact.of("、".join(names.get(author, "") for author in one.authors), f"{one.words}（{_day(one.on)}）")
        for one in found
    )
    return (Block("readings", Text("解释", "How it is to be read"), (Facts(facts),)),)


OWN = Text(
    "这是本系统自己的底线，在任何办法下都起作用，不是办法的条款",
    "A safeguard of this system itself, in force under every regulation; it is no clause of one",
)


def rule_facts(rule: Rule, naming: Naming) -> tuple[Fact, ...]:
    """A rule in words: the whole in a sentence, then who owes what by when, or what is refused unless."""
    facts: list[Fact] = [Fact.of(Text("规则", "Rule"), rule_words(rule, naming))]
    if isinstance(rule, DutyRule):
        facts.append(Fact.of(Text("谁", "Who"), owner_words(rule.owner, naming)))
        facts.append(Fact.of(Text("起于", "After"), acts(rule.after)))
        facts.append(Fact.of(Text("期限", "Within"), _without_comma(when_words(rule, naming))))
        facts.append(Fact.of(Text("办结于", "Done by"), acts(rule.done_by)))
    if isinstance(rule, Guard):
        facts.append(Fact.of(Text("把关的事", "Guards"), acts(rule.on)))
        facts.append(Fact.of(Text("强度", "Strength"), STRENGTHS.get(rule.strength, rule.strength)))
    if rule.reading:
        facts.append(Fact.of(Text("口径", "Reading"), rule.reading))
    if rule.defect:
        facts.append(Fact.of(Text("原文的疏漏", "Slip of the text"), rule.defect))
    return tuple(facts)


def _without_comma(words: Text) -> Text:
    """Words that continue a sentence, standing alone."""
    return Text(words.zh.lstrip("，"), words.en)


STRENGTHS = {
    "refuse": Text("不符合即不能办", "refused"),
    "reason": Text("写明理由可以办，并列出", "passes with a written reason, listed"),
    "show": Text("只提示", "shown only"),
}


def acts(codes: tuple[str, ...]) -> Text:
    """Acts by their names."""
    names = [CATALOGUE[code.partition(":")[0]].name for code in codes if code.partition(":")[0] in CATALOGUE]
    return Text("、".join(name.zh for name in names) or "—", ", ".join(name.en for name in names) or "-")


MEANINGS = Text(
    "怎样落实：把关，不符合就办不成；跟踪，列入待办，记期限；记录，办了就留下记录；生成，写进文书和报告；展示，在页面上能看到。",
    "Effect: enforced, the act is refused otherwise; tracked, it is owed by somebody by a day; recorded, it is kept once"
    " done; produced, it stands in papers and reports; shown, it is seen on a page.",
)
"""What is done about a clause, in the words of the table."""

MOST_PLACES = 3
"""Places named beside a clause in the table; its own page names all."""

MOST_NORMS = 90
"""Clauses on one page of the table, by whole articles, so that a page stays light."""


HEADS_OF_CLAUSES = (
    Head(Text("条款", "Clause"), is_short=True),
    Head(Text("要求", "What it asks")),
    Head(Text("怎样落实", "Effect"), is_short=True),
    Head(Text("规则", "Rules")),
    Head(Text("在哪里看", "Where to see it")),
)


@seated
def coverage(request: Asked) -> HttpResponse:
    """条款对照: every clause, its rules and where to see it; whole articles, as many as fit a page."""
    scheme = scheme_in_force()
    parts = articles(scheme)
    first = next((place for place, one in enumerate(parts) if one[0] == request.GET.get("from")), 0)
    last, norms = first, list[Clause]()
    while last < len(parts) and (not norms or len(norms) + len(parts[last][2]) <= MOST_NORMS):
        norms += parts[last][2]
        last += 1
    lines = _lines_of_clauses(request.viewer, scheme, norms)
    total = sum(norm.has_effect for norm in clauses_of(scheme))
    before = sum(norm.has_effect for _, _, lot in parts[:first] for norm in lot)
    done = before + len(lines)
    title = Text(f"第 {before + 1} 至 {done} 条，共 {total} 条", f"{before + 1} to {done} of {total}")
    back = Link(Text("从头看", "From the beginning"), "/scheme/coverage")
    ways: tuple[Link, ...] = (back,) if first else ()
    if last < len(parts):
        on = Text(f"下一部分（还有 {total - done} 条）", f"Next part ({total - done} left)")
        ways += (Link(on, f"/scheme/coverage?from={parts[last][0]}"),)
    table = Table(title, HEADS_OF_CLAUSES, lines)
    block = Block("clauses", title, (Prose(MEANINGS, is_quiet=True), table, Prose("", ways, is_quiet=True)))
    crumbs = (Link(Text("办法条款", "The measures"), "/scheme"),)
    heading = Heading(Text("条款对照", "Clause table"), crumbs=crumbs)
    return show(request, "subject.html", SubjectPage(heading, (block,)))


def _lines_of_clauses(viewer: Viewer, scheme: Scheme, norms: Sequence[Clause]) -> tuple[Line, ...]:
    rules, kinds = rules_by_clause(scheme), kinds_read(viewer)
    return tuple(
        Line(
            (
                Link(heading_of(norm), f"/scheme/{norm.id}"),
                norm.text,
                EFFECTS.get(norm.effect, norm.effect),
                rule_names(rules, norm),
                places_of(viewer, rules.get(norm.id, ()), kinds)[:MOST_PLACES],
            )
        )
        for norm in norms
        if norm.has_effect
    )


def rule_names(rules: dict[str, list[Rule]], norm: Clause) -> Text:
    """The rules that carry a clause, by name."""
    found = list(dict.fromkeys(rule.text for rule in rules.get(norm.id, ())))
    return Text("、".join(one.zh for one in found) or "—", "; ".join(one.en for one in found) or "-")
