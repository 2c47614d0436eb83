"""Where what is owed is done: every duty of every regulation leads whoever owes it somewhere, and nowhere in vain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from xuncha.core.catalogue import ANY, CATALOGUE, NEW, ActType
from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Duty, Seat, Subject
from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import DutyRule, Role, Scheme
from xuncha.shipped import base_text, scheme_ids, scheme_text
from xuncha.store.schemes import compiled
from xuncha.store.viewer import Viewer
from xuncha.web.pages.pieces import ways
from xuncha.web.pages.pieces.ways import Way, Ways

DAY, NOW = date(2020, 1, 1), datetime(2020, 1, 1, tzinfo=UTC)
INVENTED = Path(__file__).parents[1] / "schemes" / "every-word.toml"


@cache
def scheme(name: str) -> Scheme:
    text = INVENTED.read_text(encoding="utf-8") if name == "every-word" else scheme_text(name)
    return compiled(text, base_text())


class _Everything:
    def __contains__(self, _: object) -> bool:
        return True


EVERYTHING = _Everything()
"""What may be chosen, where all is there that a form asks for."""


@pytest.fixture(autouse=True)
def some_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list that a way leads to has something in it; nothing is looked up."""
    monkeypatch.setattr(ways, "listed_rows", lambda *_, **__: SimpleNamespace(rows=(1,)))
    monkeypatch.setattr(ways, "begun_in", lambda *_: ())
    monkeypatch.setattr(ways, "kinds_there", lambda *_: EVERYTHING)


def matter(kind: str, code: str = "", state: str = "running") -> Subject:
    key = uuid4()
    place = kind not in ("campaign", "body", "unit", "person")
    return Subject(
        id=key, kind=kind, code=code, state=state, title="", campaign=key if kind == "campaign" else uuid4(),
        inspection=key if kind == "inspection" else uuid4() if place else None, unit=uuid4(), body=uuid4(), parent=None,
        number="", n=0, cycle=1, opened_on=DAY, closed_on=None, readers=frozenset(), barred=frozenset(), facts={}, version=1,
    )  # fmt: skip


def holder(regulation: Scheme, kind: str, seat: str = "", function: str = "") -> Viewer:
    held = Seat(
        uuid4(),
        uuid4(),
        kind,
        function,
        seat,
        uuid4(),
        None,
        False,
        DAY,
        None,
        None,
        0,
        regulation.part_of(kind),
    )
    return Viewer(held.person, "", held, (held,), held.tokens, (held.party,), (), ())


def owed(rule: DutyRule, on: Subject, item: str = "") -> Duty:
    kinds = sorted({name.partition(":")[2] for name in rule.done_by if ":" in name})
    return Duty(
        id=uuid4(), rule=rule.id, scheme="", owner=None, owner_seat="", co_owners=(), owed_to=None, stream=on.id, kind=on.kind,
        campaign=on.campaign, inspection=on.inspection, unit=on.unit, body=on.body, item=item,
        awaits=tuple(dict.fromkeys(name.partition(":")[0] for name in rule.done_by)),
        where=dict(rule.where) | ({"*": kinds} if kinds else {}), scope=rule.scope, state="open", opened_by=1, opened_on=DAY,
        opened_at=NOW, due_at=None, undated="", before="", due={}, urged=0, closed_by=None, closed_on=None,
        readers=frozenset(), barred=frozenset(), version=1,
    )  # fmt: skip


def way(
    name: str, rule: str, on: Subject, post: tuple[str, ...], item: Subject | None = None, begun: tuple[Subject, ...] = ()
) -> Way | None:  # fmt: skip
    """Where the desk of a post leads with a duty."""
    regulation = scheme(name)
    found = Ways(holder(regulation, *post), regulation, [on, *([item] if item else ())], begun)
    return found.of_duty(owed(regulation.duties[rule], on, str(item.id) if item else ""), on)


# ---------------------------------------------------------------- in turn


@pytest.mark.parametrize(
    ("state", "leads_to"),
    [
        ("verified", "finding.closed"),
        ("reported", "rectification.verified"),
        ("planned", None),
        ("recorded", None),
    ],
)
def test_whoever_closes_a_problem_is_led_to_what_can_be_done_on_it_now(
    state: str, leads_to: str | None
) -> None:
    problem = matter("finding", state=state)
    found = way("wuhan-2017", "follow_problem", problem, ("office", "director"))
    assert (found.act if found else None) == leads_to
    assert found is None or found.href.startswith(f"/findings/{problem.id}/do/")


def test_a_unit_that_closes_its_own_problem_is_led_there_step_by_step() -> None:
    led = [
        found.act
        for state in ("recorded", "planned", "reported", "verified")
        if (found := way("wuqing-2017", "resolve", matter("finding", state=state), ("unit", "clerk")))
    ]
    assert led == [
        "rectification.planned",
        "rectification.reported",
        "rectification.verified",
        "finding.closed",
    ]


def test_whoever_may_do_neither_is_led_to_neither() -> None:
    problem = matter("finding", state="reported")
    assert way("wuhan-2017", "follow_problem", problem, ("unit", "clerk")) is None
    regulation = scheme("wuhan-2017")
    others = Ways(holder(regulation, "unit", "clerk"), regulation, [problem], ()).others_for(
        owed(regulation.duties["follow_problem"], problem)
    )
    assert str(others) == "市作风巡查办、组长"


# ---------------------------------------------------------------- where it is done


def test_what_is_logged_at_ones_own_house_is_led_there() -> None:
    regulation, round_ = scheme("hongshan-2015"), matter("campaign")
    unit = holder(regulation, "unit", "clerk")
    found = Ways(unit, regulation, [round_], ()).of_duty(
        owed(regulation.duties["sort_intake"], round_), round_
    )
    assert found is not None
    assert found.href == f"/units/{unit.seat.party}/do/activity.logged?kind=sorting"


def test_a_draw_is_made_on_the_one_that_was_fixed_and_else_begun_by_fixing_one() -> None:
    round_, post = matter("campaign"), ("coordination_group", "clerk")
    begins = way("jinniu-2017", "recheck_sample", round_, post)
    assert begins is not None
    assert begins.href == f"/rounds/{round_.id}/begin/draw.committed"

    def lies_in_round(code: str, state: str, **facts: object) -> Subject:
        return Subject(**{name: getattr(round_, name) for name in Subject.__dataclass_fields__}
                       | {"id": uuid4(), "kind": "check", "code": code, "state": state, "parent": round_.id, "facts": facts})  # fmt: skip

    made, check = lies_in_round("", "drawn", **{"draw.made": {}}), lies_in_round("visit", "recorded")
    assert way("jinniu-2017", "recheck_sample", round_, post, begun=(made, check)) == begins
    assert lies_in_round("", "committed").state in CATALOGUE["draw.made"].needs


def test_what_is_drawn_is_rechecked_where_it_stands_and_no_problem_is_begun_for_it() -> None:
    draw, problem = matter("check", state="drawn"), matter("finding", state="closed")
    found = way("jinniu-2017", "recheck_drawn", draw, ("office", "clerk"), item=problem)
    assert found is not None
    assert found.href == f"/findings/{problem.id}/do/rectification.verified?kind=recheck"
    unknown = way("jinniu-2017", "recheck_drawn", draw, ("office", "clerk"))
    assert unknown is not None
    assert unknown.href == f"/findings?campaign={draw.campaign}&do=rectification.verified%3Arecheck"


def test_nobody_is_led_to_begin_a_complaint_in_order_to_close_one() -> None:
    paper, complaint = matter("document", "bulletin", "issued"), matter("complaint", state="answered")
    named = way("hongshan-2015", "follow_bulletin", paper, ("office", "clerk"), item=complaint)
    assert named is not None
    assert named.href == f"/complaints/{complaint.id}/do/complaint.closed"


# ---------------------------------------------------------------- all of them

NOT_ON = {
    ("every-word", "answer_referral"): {"document", "inspection"},
}
"""Things that no silence counts on: the rule names the act alone, which fits a referral."""


@pytest.mark.parametrize("name", [*scheme_ids(), "every-word"])
def test_every_duty_leads_somebody_who_owes_it_to_where_it_is_done(name: str) -> None:
    regulation = scheme(name)
    lost = [
        (rule.id, on.kind, rule.done_by)
        for rule in regulation.duties.values()
        if (posts := list(owners(regulation, rule)))
        for on in matters(rule)
        if on.kind not in NOT_ON.get((name, rule.id), ())
        and not any(
            Ways(holder(regulation, *post), regulation, [on], ()).of_duty(owed(rule, on), on)
            for post in posts
        )
    ]
    assert lost == []


@pytest.mark.parametrize("name", [*scheme_ids(), "every-word"])
def test_no_way_begins_what_must_be_there_before(name: str) -> None:
    regulation = scheme(name)
    for rule in regulation.duties.values():
        begun = {act.on[0] for one in rule.done_by if (act := CATALOGUE[one.partition(":")[0]]).opens}
        for on in matters(rule):
            for post in owners(regulation, rule):
                found = Ways(holder(regulation, *post), regulation, [on], ()).of_duty(owed(rule, on), on)
                if found and "/begin/" in found.href:
                    thing = CATALOGUE[found.act].on[0]
                    assert thing in begun or thing not in ("complaint", "finding", "clue", "body"), rule.id


def matters(rule: DutyRule) -> Iterator[Subject]:
    """What a duty lies on: the thing its opening act is done on, in a state in which what is awaited is in turn."""
    acts = [CATALOGUE[one.partition(":")[0]] for one in rule.done_by]
    for kind, code in sorted(set(_kinds(rule))):
        fitting = (state for act in acts if act.fits(kind) for state in act.needs)
        state = next((one for one in fitting if one not in (ANY, NEW) and one not in FINAL), "running")
        yield matter(kind, code, state)


def _kinds(rule: DutyRule) -> Iterator[tuple[str, str]]:
    if rule.per in ("findings", "clues"):
        yield rule.per[:-1], ""
    elif rule.every:
        yield "campaign", ""
    else:
        for one in rule.after:
            act: ActType = CATALOGUE[one.partition(":")[0]]
            code = one.partition(":")[2] or next((str(kind) for kind in listed(rule.of.get("kind"))), "")
            kinds = ("inspection", "document") if act.on == ("*",) else act.on[:1] if act.opens else act.on
            yield from ((kind, code) for kind in kinds)


def owners(regulation: Scheme, rule: DutyRule) -> Iterator[tuple[str, ...]]:
    """Posts of whoever owes it: kind of body, seat, function."""
    form, _, rest = rule.owner.partition(":")
    inner = rule.owner.partition("(")[2].rstrip(")")
    if form in ("role", "default") and (role := regulation.roles.get(rest.partition("@")[0])):
        yield from _posts(regulation, rest.partition("@")[2] or role.body, role.seat, role.function)
    elif form in ("role", "default"):
        seat, _, body = rest.rpartition("@")
        yield from _posts(regulation, body, seat)
    elif rule.owner.startswith(("unit", "each:unit")):
        yield from _posts(regulation, "unit", "principal" if "unit." in rule.owner else "")
    elif rule.owner.startswith("each:body"):
        yield from _posts(regulation, inner)
    else:
        able = (role for role in regulation.roles.values() if _may(role, rule))
        yield from (
            (role.body, role.seat, role.function) for role in able if not rule.owner.startswith("each:seat") or role.seat == inner
        )  # fmt: skip


def _posts(regulation: Scheme, kind: str, seat: str = "", function: str = "") -> Iterator[tuple[str, ...]]:
    seats = [seat] if seat else [one.code for one in regulation.seats_of(kind)]
    yield from ((kind, one, function) for one in seats)


def _may(role: Role, rule: DutyRule) -> bool:
    return not {one.partition(":")[0] for one in rule.done_by}.isdisjoint(
        one.partition(":")[0] for one in role.may
    )
