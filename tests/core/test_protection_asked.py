"""What a reporter asks for with the code: who alone reads of it, who owes what by when, and what a letter must not repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.core.demo_scheme import DEMO, base
from tests.regulations.hongshan.district import running
from tests.regulations.hongshan.district import scheme as hongshan
from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, scheme
from xuncha.core.acts.engine import asks_for
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.facts.rows import BY_CODE, CLOCK, Subject
from xuncha.core.protection.echo import echo
from xuncha.core.protection.standing import Around, disagreeing, occasions, standing, standing_before
from xuncha.core.readers.audience import barred_added, readers_added
from xuncha.core.record.canonical import canonical
from xuncha.core.review.play import Play
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import calendar
from xuncha.vault.envelope import room

clause = pytest.mark.clause

MONDAY = datetime(2015, 9, 28, 10, tzinfo=SHANGHAI)


def city() -> City:
    found = City(Play(scheme(), calendar(), MONDAY)).found()
    found.do(
        "office/clerk",
        "campaign.opened",
        {"kind": "round", "title": "第一轮巡查", "starts_on": "2015-09-24"},
        name="round",
        occurred_on=date(2015, 9, 24),
    )
    return found


def asked(office: City, kind: str, **more: Any) -> Subject:
    act = office.play.do("protection.asked", {"kind": kind, **more}, within=office.keys["round"], by=BY_CODE)
    office.keys["asked"] = act.subject
    return office.subject("asked")


@clause("base-40", effect="enforced")
def test_those_alone_read_it_who_protect_and_it_names_no_unit() -> None:
    office = city()
    row = asked(office, "retaliation", ways=["transfer"], alias="7F3A21")
    assert row.readers == {office.keys["group"]}
    assert (row.unit, row.inspection, row.body) == (None, None, None)
    assert row.number == "护〔2015〕1号"
    assert row.state == "waiting"


@clause("base-40", effect="enforced")
def test_it_is_kept_from_whom_the_report_is_kept_from_though_it_names_none_of_them() -> None:
    office = city()
    unit, team = UUID(int=71), UUID(int=72)
    fields = {"kind": "retaliation", "ways": ["transfer"]}
    case = office.play.case("protection.asked", fields, within=office.keys["round"], by=BY_CODE)
    kept = replace(case, closed_to=frozenset({unit, team}))
    facts = {one: office.play.book.find(one) for one in asks_for(kept)}
    assert barred_added(kept, facts) == {unit, team}
    assert readers_added(kept, facts) == {office.keys["group"]}
    from_them = replace(case, closed_to=frozenset({office.keys["group"]}))
    assert readers_added(from_them, facts) == set(), "who protects is what it is about"


@clause("base-40", effect="enforced")
def test_the_posts_of_who_would_read_it_are_not_offered_for_recusal() -> None:
    office, group = UUID(int=9), UUID(int=10)
    row = replace(report(), readers=frozenset({office, group}))
    kinds = {office: "office", group: "leading_group"}
    told = standing(row, (), scheme(), Around(kinds, (), date(2028, 12, 31)), date(2026, 3, 1))
    offered = {role for role, _ in told["roles"]}
    assert "office" in offered
    assert {scheme().roles[one].body for one in offered} == {"office"}


@clause("base-40", effect="enforced")
def test_a_regulation_may_name_others_who_protect() -> None:
    role = '[roles.protector]\nzh = "保管组"\nen = "Keepers"\ncite = ["demo-2-5"]\nbody = "keepers"\nmay = []\n\n[roles.unit]'
    whole = read_scheme(DEMO.replace("[roles.unit]", role, 1), "demo").over(base())
    assert whole.roles["protector"].body == "keepers"
    assert "protection.answered" in whole.roles["protector"].may
    assert scheme().roles["protector"].body == "leading_group"
    assert scheme().roles["leak_examiner"].body == "leading_group"


@clause("base-41", effect="tracked")
@pytest.mark.parametrize(
    ("kind", "rule", "day"),
    [
        ("leak", "leak_examined", "2015-09-29"),
        ("retaliation", "retaliation_examined", "2015-10-08"),
        ("recusal", "reporters_recusal_weighed", "2015-10-10"),
    ],
)
def test_each_is_owed_by_who_protects_within_its_days_and_told_to_nobody_else(
    kind: str, rule: str, day: str
) -> None:
    office = city()
    asked(office, kind)
    assert office.owed(rule) == [Owed("group", day)]
    assert office.duty(rule).readers == {office.keys["group"]}
    office.do(
        "group/leader",
        "protection.answered",
        {"conclusion": "unproved", "text": "查了，没有发现"},
        subject="asked",
    )
    assert office.duties(rule) == ()
    assert office.subject("asked").state == "closed"


@clause("base-40", effect="enforced")
@pytest.mark.parametrize("who", ["office/clerk", "town/principal"])
def test_nobody_else_answers_it_nor_asks_in_a_reporters_place(who: str) -> None:
    office = city()
    asked(office, "leak")
    answer = {"conclusion": "unproved", "text": "没有"}
    assert [one.rule for one in office.refused(who, "protection.answered", answer, subject="asked")] == [
        "may"
    ]
    assert [
        one.rule for one in office.refused(who, "protection.asked", {"kind": "leak"}, within="round")
    ] == ["may"]


# ---------------------------------------------------------------------------------------------- when one is asked


def report(**facts: Any) -> Subject:
    return Subject(
        UUID(int=1), "complaint", "report", facts.pop("state", "received"), "网上反映", UUID(int=2), None, None, None, None,
        "1号", 1, 1, date(2026, 1, 1), None, frozenset({UUID(int=9)}), frozenset(), facts, 5,
    )  # fmt: skip


@clause("base-41", effect="tracked")
def test_a_reporter_is_asked_after_thirty_ninety_and_a_hundred_and_eighty_days_and_after_each_step() -> None:
    begun = date(2026, 1, 1)
    assert occasions(report(), begun + timedelta(days=29)) == ()
    assert occasions(report(), begun + timedelta(days=30)) == ("d30",)
    asked_once = {"retaliation.asked": [{"asked_after": ["d30"]}], "complaint.answered": {"_": {}}}
    assert occasions(report(**asked_once), begun + timedelta(days=181)) == ("d90", "d180", "answered")
    everything = {"retaliation.asked": [{"asked_after": ["d30", "d90"]}, {"asked_after": ["d180"]}]}
    assert occasions(report(**everything), begun + timedelta(days=400)) == ()


def test_the_clock_asks_and_nobody_of_the_office_can() -> None:
    district = running().complain()
    question = {"asked_after": ["d30"]}
    refused = district.refused("office/clerk", "retaliation.asked", question, subject="complaint")
    assert [one.rule for one in refused] == ["may"]
    key = district.keys["complaint"]
    district.play.do("retaliation.asked", question, subject=key, by=CLOCK)
    row = district.subject("complaint")
    assert occasions(row, row.opened_on + timedelta(days=30)) == ()


# ---------------------------------------------------------------------------------------------- how it stands


def mark(position: int, on: str = "2026-02-01", kind: str = "office", seat: str = "") -> dict[str, Any]:
    return {"act": "", "position": position, "on": on, "party": "", "kind": kind, "seat": seat}


def test_what_is_told_is_said_by_kinds_of_bodies_and_posts_and_holds_no_name() -> None:
    office = UUID(int=9)
    told = standing(
        report(state="accepted", addressee="office", **{
            "identity.requested": [{"necessity": "核实只能当面", "_": mark(1)}],
            "identity.opened": [{"open_until": "2026-02-02T10:00:00+08:00", "_": mark(2)}],
            "hold.proposed": [{"until": "2026-12-31", "_": mark(3)}],
            "hold.placed": [{"_": mark(4)}],
        }),
        (), scheme(), Around({office: "office"}, ("receiver",), date(2028, 12, 31)), date(2026, 3, 1),
    )  # fmt: skip
    assert told["state"]["zh"] == "已经受理，正在办"
    assert [one["zh"] for one in told["with"]] == ["巡查办", "受理移交单位"]
    assert told["openings"] == [
        {"who": {"zh": "巡查办", "en": "Office"}, "on": "2026-02-01", "why": "核实只能当面"}
    ]
    assert told["held_until"] == "2026-12-31"
    assert told["until"] == "2028-12-31"
    assert ["office", {"zh": "巡查办", "en": "Inspection office"}] in told["roles"]
    assert not told["may_disagree"]


def test_days_are_told_of_what_is_done_for_the_reporter_and_of_nothing_else() -> None:
    office = city()
    asked(office, "leak")
    duty, around = office.duty("leak_examined"), Around({}, (), date(2028, 12, 31))
    closes = replace(duty, awaits=("complaint.closed", "complaint.declined"))
    later = replace(closes, due_at=duty.due_at + timedelta(days=9) if duty.due_at else None)
    undated = replace(duty, awaits=("complaint.answered",), due_at=None, undated="及时")
    told = standing(report(), (undated, later, duty, closes), scheme(), around, date(2015, 10, 1))["due"]
    assert told == [
        {"what": {"zh": "办结", "en": "Close it"}, "on": "2015-09-29"},
        {"what": {"zh": "答复您", "en": "Answer you"}, "on": ""},
    ]


def test_a_hold_that_is_over_or_was_lifted_is_not_told() -> None:
    around = Around({}, (), date(2028, 12, 31))
    held = {"hold.proposed": [{"until": "2026-02-28", "_": mark(3)}], "hold.placed": [{"_": mark(4)}]}
    assert standing(report(**held), (), scheme(), around, date(2026, 2, 28))["held_until"] == "2026-02-28"
    assert standing(report(**held), (), scheme(), around, date(2026, 3, 1))["held_until"] == ""
    lifted = held | {"hold.lifted": [{"_": mark(5)}]}
    assert standing(report(**lifted), (), scheme(), around, date(2026, 2, 1))["held_until"] == ""


def test_only_a_regulation_with_a_rating_for_it_lets_a_reporter_disagree() -> None:
    assert disagreeing(scheme()) == ""
    ratings = (
        '[lists.satisfactions]\nzh = "评价"\nen = "Ratings"\n[lists.satisfactions.values]\n'
        'good = { zh = "满意", en = "Satisfied" }\npoor = { zh = "不满意", en = "Not", portal = true }\n\n[roles.unit]'
    )
    whole = read_scheme(DEMO.replace("[roles.unit]", ratings, 1), "demo").over(base())
    assert disagreeing(whole) == "poor"
    around = Around({}, (), date(2028, 12, 31))
    assert standing(report(state="answered"), (), whole, around, date(2026, 2, 1))["may_disagree"]
    assert not standing(report(state="accepted"), (), whole, around, date(2026, 2, 1))["may_disagree"]


# ---------------------------------------------------------------------------------------------- no echo


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("您说补贴要到指定的店才给办，是哪一天", "补贴要到指定的店才给办"),
        ("您说：补贴 要到，指定的店…才给办！", "补贴要到指定的店才给办"),
        ("补贴的事，请再说一说是哪一天", ""),
        ("", ""),
    ],
)
def test_a_run_of_words_of_the_register_is_found_however_it_is_set(words: str, again: str) -> None:
    assert echo(words, ["反映补贴要到指定的店才给办", "柳塘镇"], run=8) == again


# ---------------------------------------------------------------------------------------------- a second look


@clause("hongshan-4-2-8", effect="enforced")
def test_a_rating_by_the_code_is_reviewed_as_one_by_telephone_is() -> None:
    by_telephone, by_code = (running().complain().accept().assign().answer() for _ in range(2))
    by_telephone.rate("not")
    rating = {"answer": disagreeing(hongshan())}
    by_code.play.do("satisfaction.given", rating, subject=by_code.keys["complaint"], by=BY_CODE)
    owed = [[one.by for one in city.owed("review_dissatisfaction")] for city in (by_code, by_telephone)]
    assert owed == [["office"], ["office"]]


def test_the_longest_reasons_and_the_most_openings_still_fit_into_the_one_size_of_a_standing() -> None:
    asked_for = [{"necessity": "为" * 50_000, "_": {"position": 2 * n}} for n in range(30)]
    opened = [
        {"open_until": "2026-01-09T00:00:00+00:00",
         "_": {"position": 2 * n + 1, "act": str(UUID(int=n)), "on": f"2026-01-{n + 1:02}", "party": str(UUID(int=9)),
               "kind": "office", "seat": "director"}}
        for n in range(30)
    ]  # fmt: skip
    row = report(**{"identity.requested": asked_for, "identity.opened": opened})
    around = Around({}, (), date(2029, 1, 1))
    told = standing(row, (), hongshan(), around, date(2026, 2, 1))
    assert len(canonical(told)) + 8_000 < room("standing"), "with room for a proof file"
    assert [one["on"] for one in told["openings"]][-1] == "2026-01-30", "the latest are told"
    assert (len(told["openings"]), told["opened_before"]) == (12, 18)
    assert told["openings"][0]["why"] == "为" * 250 + "…"
    few = standing(report(**{"identity.opened": opened[:1]}), (), hongshan(), around, date(2026, 2, 1))
    assert (len(few["openings"]), few["opened_before"]) == (1, 0)


def test_what_is_in_no_register_here_stands_as_waiting_and_may_still_tell_of_retaliation() -> None:
    told = standing_before(hongshan(), date(2029, 1, 1), date(2026, 2, 1))
    whole = standing(report(), (), hongshan(), Around({}, (), date(2029, 1, 1)), date(2026, 2, 1))
    assert told.keys() >= whole.keys(), "a page that shows one shows the other"
    assert (told["ways"], told["noticed"]) == (whole["ways"], whole["noticed"])
    assert (told["waits"], told["with"], told["due"], told["may_disagree"]) == (True, [], [], False)
