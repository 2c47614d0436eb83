"""Whether an act is for this post at all, and for what it is about as it stands, before any clause on it is looked at."""

from __future__ import annotations

from xuncha.core.acts.correcting import why_not
from xuncha.core.catalogue import ANY, CATALOGUE, NEW
from xuncha.core.dates.day_words import say_plain
from xuncha.core.duties.ending import ALWAYS, left_owing
from xuncha.core.facts.book import FINAL, Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Seat
from xuncha.core.guards.judging import reserved_by
from xuncha.core.names.case_words import role_name, state_name
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.parties.seats import held_already, nobody_to_stand_in_for, seat_taken
from xuncha.core.refusal import Missing, Refusal
from xuncha.core.scheme.rules import Role, Scheme
from xuncha.core.words import Text


def is_for_post(scheme: Scheme, roles: frozenset[str], act: str, value: str) -> bool:
    """Whether one of these roles may do the act, or just this kind of it."""
    wanted = {act, f"{act}:{value}"}
    return any(wanted & scheme.roles[role].may for role in roles if role in scheme.roles)


def is_somebodys(scheme: Scheme, act: str) -> bool:
    """Whether anybody does such an act under a regulation at all."""
    return act in scheme.somebodys


def can_answer(scheme: Scheme, seat: Seat, duty: Duty) -> bool:
    """Whether the holder of a seat may do what would discharge a duty, by the post itself or standing in for it."""
    may = {act.partition(":")[0] for role in roles_for(scheme, seat) for act in scheme.roles[role].may}
    named = {act.partition(":")[0] for act in seat.acts}  # of who stands in; where none is named, all of them
    return any(act in may and (not named or act in named) for act in duty.awaits)


def approvers(scheme: Scheme) -> tuple[Role, ...]:
    """The roles that can be asked to approve: those that may by themselves, and the seats of a body that may; not what else
    such a body is by another name, as whoever protects reporters.
    """
    able = [role for role in scheme.roles.values() if "approval.given" in role.may]
    return tuple(
        role
        for role in scheme.roles.values()
        if role in able or (role.seat and any(one.holds(role.body, role.function, role.seat) for one in able))
    )


def roles_for(scheme: Scheme, seat: Seat) -> frozenset[str]:
    """The roles that the holder of a seat has under a scheme."""
    return frozenset(
        name for name, role in scheme.roles.items() if role.holds(seat.party_kind, seat.function, seat.seat)
    )


def first_reason(case: Case, facts: Facts) -> Refusal | None:
    """What refuses an act before any clause on the act itself is looked at."""
    return (
        _not_for_this_post(case)
        or beyond_deputy(case.actor, case)
        or _kept_off(case, facts)
        or _wrong_state(case)
        or why_not(case)
        or left_owing(case, facts)
        or held_already(case, facts)
        or seat_taken(case, facts)
        or nobody_to_stand_in_for(case, facts)
        or never_asked_about(case, facts)
    )


def asks_for_bars(case: Case) -> tuple[Ask, ...]:
    people = tuple(sorted({case.actor.person, case.entered_by}, key=str))
    return (ask("bar", person=people, unit=case.subject.unit, kept_off=True),) if case.subject.unit else ()


def _kept_off(case: Case, facts: Facts) -> Refusal | None:
    """Who asked to be recused from a unit does nothing there, not even through somebody who enters it."""
    if not any(facts.get(wanted) for wanted in asks_for_bars(case)):
        return None
    what = Text(
        "已经申请回避的人，不再办这个单位的事",
        "Whoever asked to be recused from this unit does nothing there any more",
    )
    missing = Missing(Text("请交给没有回避情形的人办理", "Leave it to somebody without a tie"))
    return Refusal(what, "recused", tuple(case.scheme.about.get("recused_keep_away", ())), (missing,))


def _not_for_this_post(case: Case) -> Refusal | None:
    if is_for_post(case.scheme, case.roles, case.act.code, case.value):
        return None
    if (refusal := reserved_by(case)) is not None:
        return refusal
    wanted = {case.act.code, f"{case.act.code}:{case.value}"}
    who = [name for name, role in case.scheme.roles.items() if wanted & role.may]
    names = [role_name(case, name) for name in who[:4]]
    zh, en = (
        "、".join(name.zh for name in names) or "本办法没有规定的岗位",
        ", ".join(name.en for name in names) or "nobody under this scheme",
    )
    return Refusal(
        Text(
            f"“{case.act.name.zh}”不由您现在的岗位办理",
            f"'{case.act.name.en}' is not for the post you act in",
        ),
        "may",
        tuple(case.scheme.about.get("each_its_function", ())),
        (Missing(Text(f"可以办的是：{zh}", f"This is for: {en}"), role=who[0] if who else ""),),
    )


def beyond_deputy(seat: Seat, case: Case) -> Refusal | None:
    """Who stands in for somebody does so on the days and for the acts that were named, and no others."""
    if seat.acting_for is None:
        return None
    if not seat.is_in_force(case.occurred_on):
        since, until = say_plain(seat.since), say_plain(seat.until) if seat.until else Text("", "")
        what = Text(
            f"您的代理从{since.zh}到{until.zh}，不能办这个日期的事",
            f"You stand in from {since.en} to {until.en}; this day is not among them",
        )
        return Refusal(what, "deputy")
    if seat.is_deputised_for(case.act.code, case.value):
        return None
    names = [
        CATALOGUE[code.partition(":")[0]].name for code in seat.acts if code.partition(":")[0] in CATALOGUE
    ]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en.lower() for name in names)
    what = Text(
        f"“{case.act.name.zh}”不在您代理的范围内", f"'{case.act.name.en}' is not among what you stand in for"
    )
    return Refusal(what, "deputy", (), (Missing(Text(f"代理的是：{zh}", f"You stand in for: {en}")),))


def _wrong_state(case: Case) -> Refusal | None:
    act, subject = case.act, case.subject
    if not act.fits(subject.kind):
        return Refusal(
            Text(
                f"{KIND_NAMES[subject.kind].zh}上没有“{act.name.zh}”",
                f"'{act.name.en}' is not for a {subject.kind}",
            ),
            "state",
        )
    if subject.state == NEW:
        return None if act.opens else Refusal(Text("还没有这一件", "There is no such thing yet"), "state")
    if ANY in act.needs and (subject.state not in FINAL or act.code in ALWAYS):
        return None
    if subject.state in act.needs:
        return None
    if act.to == subject.state:
        return Refusal(
            Text(
                f"“{act.name.zh}”已经办过了，不用再办",
                f"'{act.name.en}' was done already; nothing is left to do",
            ),
            "state",
        )
    needed = [state_name(state, subject.kind) for state in act.needs if state not in (NEW, ANY)]
    zh, en = "、".join(name.zh for name in needed), ", ".join(name.en for name in needed)
    now = state_name(subject.state, subject.kind)
    missing = (Missing(Text(f"要先到“{zh}”这一步", f"It must first be: {en}")),) if needed else ()
    what = Text(
        f"这一{MEASURES.get(subject.kind, '件')}现在是“{now.zh}”，不能办“{act.name.zh}”",
        f"This {KIND_NAMES[subject.kind].en.lower()} is now '{now.en}'; '{act.name.en}' is not possible",
    )
    return Refusal(what, "state", (), missing)


MEASURES = {"campaign": "{round}", "body": "个", "unit": "个", "person": "位", "document": "份"}
"""How one of a kind is counted; not every regulation has rounds, so a campaign is said by the regulation's own noun."""


def asks_for_recusal(case: Case) -> tuple[Ask, ...]:
    return (ask("bar", person=case.subject.id),) if case.act.code == "recusal.decided" else ()


def never_asked_about(case: Case, facts: Facts) -> Refusal | None:
    """A recusal is decided on where it was asked for: towards this unit, or, before it is typed, towards any."""
    for wanted in asks_for_recusal(case):
        unit = case.fields.get("unit")
        if not any(unit in (None, str(bar.unit)) for bar in facts[wanted]):
            what = Text(
                "这个人没有对这个单位申请过回避", "Recusal of this person from this unit was never asked for"
            )
            missing = Missing(
                Text("先办“申请回避”", "Ask for recusal first"), "recusal.requested", subject=case.subject.id
            )
            return Refusal(what, "state", (), (missing,))
    return None
