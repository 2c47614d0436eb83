"""What an inspected unit comes here for: where it stands in the round, what is left on each problem, whom to call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from xuncha.core.acts.competence import is_somebodys
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_short
from xuncha.core.facts.evidence import has_dated_evidence
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.naming import joined
from xuncha.core.names.nouns import worded
from xuncha.core.scheme.rules import Form, Scheme, Value
from xuncha.core.words import Text
from xuncha.queries.unit_home import UnitHome
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Card, Prose, Shown, Stage, Stages
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table

REPORTED = {
    "reported": Text("已报，等核验", "reported, waits for verification"),
    "verified": Text("已核验，等销号", "verified, waits for close-out"),
    "closed": Text("已销号", "closed out"),
}
"""States of a problem on which the unit has said that it is done, and who has it now."""

NO_DAY = Text("本单位还没有附写明形成日期的佐证", "no dated evidence from you yet")
"""What a unit may still bring to a problem that it has reported; of what others brought it is told nothing."""

SHOWN = 60
"""Problems that the page lists; of more it says how many there are, and leads to the ledger."""


def way_of_unit(scheme: Scheme, home: UnitHome) -> Stages:
    """The steps of a unit through a round, each with its days; the first that is not done is where it stands."""
    steps = tuple(_steps(scheme, home))
    now = next((n for n, (_, _, is_done) in enumerate(steps) if not is_done), len(steps))
    stages = tuple(Stage(words, notes, n == now) for n, (words, notes, _) in enumerate(steps))
    return Stages(Text("到了哪一步", "Where we stand"), stages)


Step = tuple[Text, tuple[Text, ...], bool]


def _steps(scheme: Scheme, home: UnitHome) -> Iterator[Step]:
    """The steps that the regulation has, called as its papers are."""
    notices, feedbacks, publics = (
        _kinds(scheme, _is_notice),
        _kinds(scheme, _feeds_back),
        _kinds(scheme, _shows),
    )
    if notices:
        notice = next(
            (one for one in home.papers if one.code in notices and _day(one, "document.issued")), None
        )
        received, shown = _day(notice, "document.received"), _day(notice, "document.published")
        notes = (*_on(received, "收到", "received"), *_on(shown, "已公布", "published"))
        yield _called(notices, Text("通知", "Notice")), notes, received is not None
    if is_somebodys(scheme, "inspection.started"):
        yield _entered(home)
    back = _last(home.papers, feedbacks, "document.issued")
    if feedbacks:
        yield _called(feedbacks, Text("反馈", "Feedback")), _how_it_came(home, feedbacks), back is not None
    n, reported = len(home.problems), sum(one.state in REPORTED for one in home.problems)
    done = sum(one.state == "closed" for one in home.problems)
    counted = (Text(f"{n} 个问题，已报 {reported}", f"{reported} of {n} reported"),) if n else ()
    yield Text("整改", "Rectification"), counted, bool(n) and reported == n
    verified = (Text(f"已销号 {done}", f"{done} closed out"),) if n else ()
    yield Text("核验", "Verification"), verified, bool(n) and done == n
    if publics:
        told = _last(home.papers, publics, "document.published")
        public = told if told and back and told >= back else None
        yield _called(publics, Text("公开", "Made public")), _on(public, "已公开", "published"), bool(public)


def _entered(home: UnitHome) -> Step:
    began, ended = _day(home.inspection, "inspection.started"), _day(home.inspection, "inspection.ended")
    notes = (*_on(began, "进驻", "began"), *_on(ended, "结束", "ended"))
    return Text("进驻", "Inspection"), notes, ended is not None


def _how_it_came(home: UnitHome, kinds: Kinds) -> tuple[Text, ...]:
    """When papers of these kinds were received, and when that went out which still waits for a receipt."""
    came = [one for one in home.papers if one.code in kinds and _day(one, ISSUE)]
    waits = [one for one in came if not any(_day(one, act) for act in RECEIPTS)]
    received = max((day for one in came for act in RECEIPTS if (day := _day(one, act))), default=None)
    left = max((day for one in waits if (day := _day(one, ISSUE))), default=None)
    return (*_on(received, "收到", "received"), *_on(left, "制发，等签收", "issued, waits for your receipt"))


ISSUE, RECEIPTS = "document.issued", ("document.received", "document.delivered")
"""How a paper goes out, and how it is known to have come: its receiver says so, or the sender proves it."""

FEW_KINDS = 2

Kinds = Mapping[str, Text]
"""Kinds of papers of a regulation, each with its name."""


def _kinds(scheme: Scheme, is_one: Callable[[Value, Form | None], bool]) -> Kinds:
    known = scheme.lists.get("documents")
    return {
        code: value.text
        for code, value in (known.values.items() if known else ())
        if is_one(value, scheme.form("document.drafted", code))
    }


def _is_notice(kind: Value, form: Form | None) -> bool:
    """A paper by which a unit is told beforehand."""
    return form is not None and form.paper == "notice"


def _feeds_back(kind: Value, form: Form | None) -> bool:
    """A paper that brings its problems to the unit."""
    return bool(kind.extra.get("feeds_back"))


def _shows(kind: Value, form: Form | None) -> bool:
    """A paper that shows everybody what became of problems."""
    if form is None or form.paper != "public_notice":
        return False
    return "finding" in form.counted or any(field.of == "finding" for field in form.fields.values())


def _called(kinds: Kinds, several: Text) -> Text:
    """A step by the paper that makes it, or by both; where there are more, by what they have in common."""
    return joined(kinds.values()) if len(kinds) <= FEW_KINDS else several


def _last(papers: tuple[Subject, ...], kinds: Kinds, act: str) -> date | None:
    """The last day on which this was done on a paper of these kinds."""
    return max((day for one in papers if one.code in kinds and (day := _day(one, act))), default=None)


def _day(row: Subject | None, act: str) -> date | None:
    """The last day on which an act was done on something."""
    entries = listed(row.facts.get(act)) if row else ()
    marks = [entry["_"]["on"] for entry in entries if isinstance(entry, Mapping) and "_" in entry]
    return day_of(marks[-1]) if marks else None


def _on(day: date | None, zh: str, en: str) -> tuple[Text, ...]:
    return (Text(f"{say_short(day).zh}{zh}", f"{en} {say_short(day).en}"),) if day else ()


def problems_block(home: UnitHome, may_do: Callable[[str], bool]) -> Block | None:
    """Every problem fed back, with what is done on it and what is left."""
    if not home.problems:
        return None
    lines = tuple(_problem(row, may_do) for row in home.problems[:SHOWN])
    n, done = len(home.problems), sum(row.state in REPORTED for row in home.problems)
    title = Text(
        f"本单位 {n} 个问题", f"{n} problems of your own"
    )  # the ledger has those of units below as well
    heads = (
        Head(Text("编号", "Number"), is_short=True),
        Head(Text("问题", "Problem")),
        Head(Text("措施", "Measures"), is_figure=True),
        Head(Text("佐证", "Evidence"), is_figure=True),
        Head(Text("还差什么", "What is left")),
    )
    note = Text(f"已报 {done}，还有 {n - done}", f"{done} reported, {n - done} left")
    shown = Text(f"这里是前 {SHOWN} 个。", f"These are the first {SHOWN}.")
    everything = Link(Text(f"看全部 {n} 个", f"See all {n}"), f"/findings?inspection={home.inspection.id}")
    more = (Prose(shown, (everything,)),) if n > SHOWN else ()
    return Block("problems", title, (Table(title, heads, lines), *more), note=note)


def _problem(row: Subject, may_do: Callable[[str], bool]) -> Line:
    """One problem, with the button that brings what it lacks first among what this post may bring."""
    measures, evidence = listed(row.facts.get("measures")), listed(row.facts.get("evidence.added"))
    carried = sum(1 for one in measures if _said(one, "done_on"))
    dated = sum(1 for one in evidence if _said(one, "dated"))
    lacks = (
        () if row.state in REPORTED else tuple(_lacks(row, len(measures) - carried, len(evidence) - dated))
    )
    left = lacks[:-1] or lacks  # that it is not reported goes without saying where more is left
    act = next((act for _, act in lacks if may_do(act)), None)
    words = REPORTED.get(row.state) or Text(
        "，".join(one.zh for one, _ in left), ", ".join(one.en for one, _ in left)
    )
    if row.state in REPORTED and row.state != "closed" and not has_dated_evidence(row):
        words, act = Text(f"{words.zh}；{NO_DAY.zh}", f"{words.en}; {NO_DAY.en}"), "evidence.added"
        act = act if may_do(act) else None
    return Line(
        (
            row.number,
            Link(row.title, addresses.of_subject(row.kind, row.id)),
            f"{carried} / {len(measures)}" if measures else "",
            f"{dated} / {len(evidence)}" if evidence else "",
            words,
        ),
        (Button(CATALOGUE[act].name, addresses.of_act(row.kind, row.id, act), about=row.title),)
        if act
        else (),
        left=words,
    )


def _said(entry: Any, name: str) -> bool:
    return isinstance(entry, Mapping) and bool(entry.get(name))


Lack = tuple[Text, str]
"""What a problem still lacks, and the act that brings it."""


def _lacks(row: Subject, n_measures: int, n_undated: int) -> Iterator[Lack]:
    """What the unit still has to bring, in the order in which it is brought."""
    if not row.facts.get("measures"):
        yield Text("没有订措施", "no measures yet"), "rectification.planned"
    elif n_measures:
        yield (
            Text(f"{n_measures} 项措施没有办完", f"{n_measures} measure(s) not done"),
            "rectification.progressed",
        )
    if not row.facts.get("evidence.added"):
        yield Text("本单位没有附佐证", "no evidence from you"), "evidence.added"
    elif n_undated:
        yield (
            Text(f"附的佐证有 {n_undated} 份缺形成日期", f"{n_undated} piece(s) of evidence without a date"),
            "evidence.added",
        )
    yield Text("没有报完成", "not reported as done"), "rectification.reported"


def contact_card(scheme: Scheme, home: UnitHome) -> Shown | None:
    """How the team is reached, as it was announced."""
    said = home.announcement
    if said is None:
        return None
    ways = [str(said.facts[name]) for name in ("phone", "box", "place") if said.facts.get(name)]
    return (
        Card(worded(scheme, Text("联系{team}", "Reach the {team}")), (Prose("，".join(ways)),))
        if ways
        else None
    )
