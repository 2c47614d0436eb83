"""Fields that can be read, but do not go with what the subject is or with one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xuncha.core.acts.competence import approvers
from xuncha.core.acts.days_at_odds import days_at_odds
from xuncha.core.catalogue import CATALOGUE, NEW
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.periods import Period, Unit
from xuncha.core.duties.recurring import at_odds_with_the_cycle
from xuncha.core.facts.case import Case
from xuncha.core.facts.draw import draw_at_odds
from xuncha.core.facts.values import day_of, id_of
from xuncha.core.names.nouns import act_noun
from xuncha.core.record.payload import known_slots
from xuncha.core.refusal import FieldFault
from xuncha.core.scheme.rules import Scheme
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text


def at_odds(case: Case) -> Iterator[FieldFault]:
    """Fields that can be read, but do not go with what the subject is or with one another."""
    yield from days_at_odds(case)
    yield from _of_another_kind(case)
    for check in CHECKS.get(case.act.code, ()):
        yield from check(case)


def _of_another_kind(case: Case) -> Iterator[FieldFault]:
    """A thing begun as one kind is drafted on as that kind."""
    act = case.act
    decides = act.field(act.deciding) if act.deciding and act.opens else None
    typed = case.fields.get(act.deciding)
    if decides and case.subject.state != NEW and typed not in (None, case.subject.code):
        kind = case.scheme.value(decides.of, case.subject.code)
        if kind is not None:
            what = Text(
                f"这一件已经是“{kind.text.zh}”，不能改成别的；要改请另开一件",
                f"This is a {kind.text.en.lower()} already; open another one instead",
            )
            yield FieldFault(decides.name, what)


def _given_already(case: Case) -> Iterator[FieldFault]:
    if id_of(case.fields.get("body")) == case.subject.body is not None:
        yield FieldFault("body", Text("这个单位已经由这个组负责", "This team has this unit already"))


def _succeeds_oneself(case: Case) -> Iterator[FieldFault]:
    if case.fields.get("successor") == case.fields.get("person") is not None:
        yield FieldFault("successor", Text("接任的人不能是本人", "Nobody succeeds oneself"))


def _ends_before_it_begins(case: Case) -> Iterator[FieldFault]:
    until = day_of(case.fields.get("until"))
    if until and until < case.occurred_on:
        yield FieldFault("until", LAST_BEFORE_FIRST)


def _asks_nobody_who_approves(case: Case) -> Iterator[FieldFault]:
    asked, roles = case.fields.get("to"), case.scheme.roles
    if asked and str(asked) not in roles:
        able = [role.text for role in approvers(case.scheme)]
        zh, en = "、".join(name.zh for name in able), ", ".join(name.en for name in able)
        what = Text(f"没有这个审批岗位，可选：{zh}", f"Nobody of that name approves; the choices are: {en}")
        yield FieldFault("to", what)


def _no_such_measure(case: Case) -> Iterator[FieldFault]:
    n = case.fields.get("measure")
    if n and not 1 <= n <= len(case.subject.facts.get("measures", ())):
        what = Text(f"整改方案里没有第 {n} 项措施", f"The plan has no measure number {n}")
        yield FieldFault("measure", what)


def _declares_nothing(case: Case) -> Iterator[FieldFault]:
    """A declaration names a tie, or says that there is none; a blank one would be read as a tie that nobody named."""
    says_none, names_one = (
        bool(case.fields.get("none")),
        bool(case.fields.get("ground") or case.fields.get("text")),
    )
    if says_none == names_one:
        none = known_slots(case.scheme, case.act, case.value)["none"].text
        what = Text(
            f"选一种情形，或者勾选“{none.zh}”，只能是其中一样",
            f"Choose a tie or tick '{none.en}': one of the two",
        )
        yield FieldFault("ground", what)


def _of_another_version(case: Case) -> Iterator[FieldFault]:
    """An answer about a version that is not the one that stands now."""
    typed, now = case.fields.get("version"), case.subject.facts.get("version")
    if typed and now and typed != now:
        yield FieldFault("version", Text(f"现在是第 {now} 稿", f"It is now version {now}"))


def _seat_of_another_body(case: Case) -> Iterator[FieldFault]:
    """A body has the seats that the regulation gives to its kind; a seat that says of none may be in any."""
    kind = case.subject.code if case.subject.kind == "body" else "unit"
    seat, known = case.scheme.value("seats", str(case.fields.get("seat"))), case.scheme.seats_of(kind)
    if seat is None or seat in known:
        return
    zh, en = "、".join(one.text.zh for one in known), ", ".join(one.text.en for one in known)
    what = Text(f"这里没有“{seat.text.zh}”这个岗位，可选：{zh}", f"No such seat here; the choices are: {en}")
    yield FieldFault("seat", what)


def _unknown_acts(case: Case) -> Iterator[FieldFault]:
    """What is deputised is named by acts, so that no more than that can be done; and its days have an order."""
    fields = case.fields
    for code in fields.get("acts") or ():
        if code.partition(":")[0] not in CATALOGUE:
            what = Text(
                f"没有“{code}”这一种事，请写事项的名称，如“签批”",
                f"There is no act '{code}'; name it as the forms do",
            )
            yield FieldFault("acts", what)
    first, last = day_of(fields.get("from_on")), day_of(fields.get("until"))
    if first and last and last < first:
        yield FieldFault("until", LAST_BEFORE_FIRST)


LAST_BEFORE_FIRST = Text("最后一天不能早于第一天", "The last day cannot lie before the first")


def _stands_in_badly(case: Case) -> Iterator[FieldFault]:
    """Nobody stands in for oneself, and nobody gives another's post to oneself."""
    to = case.fields.get("to")
    if to and to == case.fields.get("person"):
        yield FieldFault("to", Text("代理的人不能是本人", "Nobody stands in for oneself"))
    elif to and to in (str(case.entered_by), str(case.actor.person)):
        what = Text("不能让自己代理，请由别人办理", "Nobody deputises oneself; leave it to somebody else")
        yield FieldFault("to", what)


def acts_by_code(scheme: Scheme, named: Any) -> list[str]:
    """Acts named as people call them (`签批`), by their codes; what is not known stays as it was typed."""
    codes = {
        name.lower(): code
        for code in CATALOGUE
        for name in (act_noun(scheme, code).zh, act_noun(scheme, code).en)
    }
    return [codes.get(str(one).strip().lower(), str(one).strip()) for one in named]


def _unreadable_setting(case: Case) -> Iterator[FieldFault]:
    """A setting is one that the scheme leaves open, and is written as its default is (`week`, `P5WD`, `05-25`)."""
    key, value = str(case.fields.get("key") or ""), str(case.fields.get("value", ""))
    if not key:
        return
    settings = case.scheme.settings
    if key not in settings:
        names = [f"{one.id}（{one.text.zh}）" for one in settings.values()]
        yield FieldFault(
            "key",
            Text(
                f"没有这个设定项，可选：{'、'.join(names)}",
                f"No such setting; the settings are: {', '.join(settings)}",
            ),
        )
        return
    for kind in (Cycle, Period, DayOfYear):
        like = settings[key].default
        if _reads(kind, like) and not (_reads(kind, value) and _is_in_hours(like) == _is_in_hours(value)):
            yield FieldFault(
                "value",
                Text(f"看不懂“{value}”，请写成 {like} 这样", f"'{value}' cannot be read; write it as {like}"),
            )


def _is_in_hours(written: str) -> bool:
    """Whether a length is counted by the clock and not by the calendar."""
    return _reads(Period, written) and Period.parse(written).unit is Unit.HOURS


def _reads(kind: type[Cycle] | type[Period] | type[DayOfYear], written: str) -> bool:
    try:
        kind.parse(written)
    except UnreadableError:
        return False
    return True


CHECKS: Mapping[str, tuple[Callable[[Case], Iterator[FieldFault]], ...]] = {
    "approval.given": (_of_another_version,),
    "approval.refused": (_of_another_version,),
    "approval.requested": (_asks_nobody_who_approves,),
    "draw.made": (draw_at_odds,),
    "hold.proposed": (_ends_before_it_begins,),
    "inspection.assigned": (_given_already,),
    "period.begun": (at_odds_with_the_cycle,),
    "person.nominated": (_seat_of_another_body,),
    "post.deputised": (_unknown_acts, _stands_in_badly),
    "post.handed_over": (_succeeds_oneself,),
    "reading.fixed": (_unreadable_setting,),
    "rectification.progressed": (_no_such_measure,),
    "seat.filled": (_ends_before_it_begins, _seat_of_another_body),
    "tie.declared": (_declares_nothing,),
}
"""What is looked at before an act of each type is judged by any rule."""
