"""What regulations added to the words of a rule: people counted, things compared, limits and approvals of a thing's own.

Each is tried on the guide's small regulation, with a line or two more.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import pytest

from tests.core.demo_scheme import DEMO, base, faults
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.names.naming import Naming
from xuncha.core.refusal import Refused
from xuncha.core.review.play import Play
from xuncha.core.scheme.reader import condition, read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.core.wording.condition_words import condition_words
from xuncha.shipped import calendar

MORE_ACTS = ["body.formed", "body.stood_down", "seat.filled", "complaint.received", "complaint.accepted", "demand.classified",
             "matter.assigned", "matter.concluded", "approval.requested", "approval.given", "finding.amended",
             "complaint.closed"]  # fmt: skip

TEAM = """
[lists.intakes]
zh = "来件"
en = "Intake"
[lists.intakes.values]
case = { zh = "积案", en = "Case" }

[lists.channels]
zh = "渠道"
en = "Channels"
open = true

[lists.concerns]
zh = "对象"
en = "Concerns"
open = true

[lists.addressees]
zh = "收件"
en = "Addressees"
open = true

[lists.demands]
zh = "诉求"
en = "Demands"
[lists.demands.values]
fair = { zh = "合理", en = "Fair" }
unfair = { zh = "无理", en = "Unfair" }

[lists.complaint_results]
zh = "办结"
en = "Results"
open = true

[[form]]
act = "unit.enrolled"
zh = "纳入"
en = "Enrol"
[form.fields]
area = { zh = "所在的区", en = "Area", type = "party" }

[[form]]
act = "finding.amended"
zh = "补正"
en = "Amend"
[form.fields]
limit = { zh = "期限", en = "Limit", type = "date" }
"""

RULE = '\ncite = ["demo-1-3"]\nzh = "要求"\nen = "Asked"\n'


def regulation(more: str = "") -> str:
    """The guide's regulation with a second kind of inspecting body, cases, and the rules to be tried."""
    acts = ", ".join(f'"{act}"' for act in MORE_ACTS)
    text = DEMO.replace('"finding.closed"]', f'"finding.closed", {acts}]', 1)
    team = 'office = { zh = "检查办", en = "Office", part = "runs" }\nteam = { zh = "检查组", en = "Team", part = "inspects" }'
    text = text.replace('office = { zh = "检查办", en = "Office", part = "runs" }', team, 1)
    return text + TEAM + more


def guard(on: str, needs: str) -> str:
    return f'\n[[guard]]\nid = "tried"{RULE}on = "{on}"\nneeds = [{needs}]\n'


class Office:
    """The guide's office in memory, with two teams, and people to seat in them."""

    def __init__(self, more: str = "") -> None:
        self.play = Play(_scheme(more), calendar(), datetime(2026, 9, 7, 10, tzinfo=SHANGHAI))
        put, key = self.play.put, self.play.key
        for name in ("office", "other", "team", "far"):
            kind = "team" if name in ("team", "far") else "office"
            put("body.formed", {"kind": kind, "title": name, "area": str(key("office"))} | (
                {"area": str(key("other"))} if name == "far" else {}), new_id=key(name))  # fmt: skip
        put("unit.registered", {"title": "柳塘镇", "kind": "town"}, new_id=key("town"))
        for n in range(4):
            put("person.registered", {"title": f"人{n}"}, new_id=key(f"person{n}"))
        for name in ("office", "other"):
            put("person.registered", {"title": f"{name} clerk"}, new_id=key(f"{name} clerk"))
            self.play.found_seat(key(name), {"seat": "clerk", "person": str(key(f"{name} clerk"))})

    def do(self, act: str, fields: dict[str, Any], by: str = "office", **where: Any) -> UUID:
        return self.play.do(act, fields, by=self.play.seat(self.play.key(by), "clerk"), **where).subject

    def missing(self, act: str, fields: dict[str, Any], by: str = "office", **where: Any) -> list[str]:
        """What the rule that is tried says is missing."""
        found = self.play.refusals(act, fields, by=self.play.seat(self.play.key(by), "clerk"), **where)
        return [one.text.zh for refusal in found if refusal.rule == "tried" for one in refusal.missing]

    def id(self, name: str) -> str:
        return str(self.play.key(name))

    def opened(self) -> UUID:
        return self.do("campaign.opened", {"kind": "round", "title": "一轮", "starts_on": "2026-09-07"})

    def enrolled(self, campaign: UUID) -> UUID:
        fields = {"unit": self.id("town"), "ground": "listed", "area": self.id("office")}
        return self.do("unit.enrolled", fields, within=campaign)


@cache
def _scheme(more: str) -> Scheme:
    return read_scheme(regulation(more), "demo.toml").over(base())


def test_the_words_have_no_fault() -> None:
    assert faults(regulation()) == ()


# ---------------------------------------------------------------------- people


def seat(office: Office, n: int, name: str = "clerk") -> dict[str, Any]:
    return {"seat": name, "person": office.id(f"person{n}")}


def test_a_body_has_so_many_people_once_the_act_is_done() -> None:
    office = Office(guard("seat.filled", '{ seats_between = { body = "team", seats = ["clerk"], max = 1 } }'))
    team = office.play.key("team")
    assert office.missing("seat.filled", seat(office, 0), subject=team) == []
    office.do("seat.filled", seat(office, 0), subject=team)
    said = ["检查组的经办：应为 0—1 人，现在是 2 人"]
    assert office.missing("seat.filled", seat(office, 1), subject=team) == said
    assert office.missing("seat.filled", seat(office, 1, "principal"), subject=team) == [], "another seat"


def test_the_people_of_all_bodies_are_counted_together() -> None:
    needs = '{ seats_between = { body = "team", seats = ["clerk"], min = 2, max = 2, scope = "all" } }'
    office = Office(guard("campaign.opened", needs))
    opening = {"kind": "round", "title": "一轮", "starts_on": "2026-09-07"}
    assert office.missing("campaign.opened", opening) == ["检查组的经办：应为 2 人，现在是 0 人"]
    office.do("seat.filled", seat(office, 0), subject=office.play.key("team"))
    office.do("seat.filled", seat(office, 1), subject=office.play.key("far"))
    assert office.missing("campaign.opened", opening) == []


def test_of_a_round_only_its_own_bodies_count() -> None:
    needs = '{ seats_between = { body = "team", seats = ["clerk"], min = 1, scope = "campaign" } }'
    office = Office(guard("unit.enrolled", needs))
    campaign = office.opened()
    office.do("seat.filled", seat(office, 0), subject=office.play.key("team"))
    enrol = {"unit": office.id("town"), "ground": "listed"}
    assert office.missing("unit.enrolled", enrol, within=campaign) == [
        "检查组的经办：应为 ≥ 1 人，现在是 0 人"
    ]
    own = office.do("body.formed", {"kind": "team", "title": "本轮组"}, within=campaign)
    office.do("seat.filled", seat(office, 1), subject=own)
    assert office.missing("unit.enrolled", enrol, within=campaign) == []


def test_the_one_about_to_begin_is_counted_too() -> None:
    needs = '{ count_between = { what = "body:team", max = 2, this = true, scope = "campaign" } }'
    office = Office(guard("body.formed", needs))
    campaign = office.opened()
    form = {"kind": "team", "title": "组"}
    for _ in range(2):
        assert office.missing("body.formed", form, within=campaign) == []
        office.do("body.formed", form, within=campaign)
    assert office.missing("body.formed", form, within=campaign) == ["检查组：连这一个是 3，最多 2"]


# ---------------------------------------------------------------------- things named


def test_a_field_is_compared_with_that_of_the_thing_named() -> None:
    office = Office(guard("inspection.assigned", '{ same = { a = "area", b = "area", of = "body" } }'))
    inspection = office.enrolled(office.opened())
    said = ["far的“负责的区域”与这里的不是同一个"]
    assert office.missing("inspection.assigned", {"body": office.id("far")}, subject=inspection) == said
    assert office.missing("inspection.assigned", {"body": office.id("team")}, subject=inspection) == []


def test_whoever_is_given_a_unit_reads_its_round_and_whose_area_it_is_reads_the_body() -> None:
    office = Office()
    campaign = office.opened()
    inspection = office.enrolled(campaign)
    office.do("inspection.assigned", {"body": office.id("team")}, subject=inspection)
    assert office.play.key("team") in office.play.subject(campaign).readers
    formed = office.do(
        "body.formed", {"kind": "team", "title": "组", "area": office.id("other")}, within=campaign
    )
    assert office.play.key("other") in office.play.subject(formed).readers
    force = office.do("body.formed", {"kind": "team", "title": "专班"}, within=inspection)
    assert office.play.key("team") in office.play.subject(force).readers, "formed where that team inspects"


CASE = {"kind": "case", "channel": "other:汇集", "subject": "积案"}


def case_of(office: Office) -> UUID:
    inspection = office.enrolled(office.opened())
    found = office.do("complaint.received", CASE, within=inspection)
    office.do("complaint.accepted", {"within_remit": True}, subject=found)
    return found


def test_what_is_given_to_an_inspecting_body_lies_with_it() -> None:
    office = Office()
    found = case_of(office)
    office.do("matter.assigned", {"owner": office.id("other")}, subject=found)
    assert office.play.subject(found).body is None, "an office handles it; it lies with nobody"
    office.do("matter.assigned", {"owner": office.id("team")}, subject=found)
    assert office.play.subject(found).body == office.play.key("team")
    office.do("matter.assigned", {"owner": office.id("far")}, subject=found)
    assert office.play.subject(found).body == office.play.key("far")


def test_a_case_is_given_its_conclusion() -> None:
    office = Office()
    found = case_of(office)
    office.do("matter.concluded", {"conclusion": "proved", "text": "属实"}, subject=found)
    assert office.play.subject(found).facts["matter.concluded"]["conclusion"] == "proved"


def demand(kind: str) -> dict[str, Any]:
    return {"point": "补发", "class": kind, "basis": "条例"}


def test_an_act_on_each_thing_has_these_values() -> None:
    needs = '{ each_has = { items = "complaint", act = "demand.classified", where = { class = "fair" } } }'
    office = Office(guard("inspection.started", needs))
    found = case_of(office)
    inspection = office.play.subject(found).inspection
    office.do("inspection.assigned", {"body": office.id("office")}, subject=inspection)
    said = ["“积案”还没有：诉求定性"]
    start = {"place": "二楼"}
    office.do("demand.classified", demand("unfair"), subject=found)
    assert office.missing("inspection.started", start, subject=inspection) == said
    office.do("demand.classified", demand("fair"), subject=found)
    assert office.missing("inspection.started", start, subject=inspection) == []


def test_an_approval_is_used_once() -> None:
    needs = '{ approved = { by = "office", for_act = "demand", once = true } }'
    office = Office(guard("demand.classified", needs))
    found = case_of(office)

    def approve() -> None:
        office.do("approval.requested", {"for_act": "demand", "to": "office"}, subject=found)
        office.do("approval.given", {"for_act": "demand"}, by="other", subject=found)

    approve()
    assert office.missing("demand.classified", demand("unfair"), subject=found) == []
    office.do("demand.classified", demand("unfair"), subject=found)
    assert office.missing("demand.classified", demand("unfair"), subject=found) == [
        "这一稿还没有经检查办批准"
    ]
    approve()
    assert office.missing("demand.classified", demand("unfair"), subject=found) == []


# ---------------------------------------------------------------------- limits

LIMITED = f"""
[[duty]]
id = "limited"{RULE}
owner = "unit.principal"
after = "finding.fed_back"
set_by = "office"
limit = "limit"
done_by = "rectification.reported"
"""


@pytest.mark.parametrize(("limit", "due"), [("2026-10-04", "2026-10-04"), ("", None)])
def test_a_limit_stands_on_the_thing_itself_and_stays_where_it_is(limit: str, due: str | None) -> None:
    office = Office(LIMITED)
    inspection = office.enrolled(office.opened())
    problem = {"title": "欠租", "fields": ["money"], "source": "check", "text": "情况"}
    found = office.do("finding.recorded", problem, within=inspection)
    if limit:  # a Sunday in the National Day holiday: what somebody set does not move
        office.do("finding.amended", {"limit": limit}, subject=found)
    paper = office.do("document.drafted", {"kind": "notice", "text": "x"}, within=inspection)
    office.do("finding.fed_back", {"document": str(paper)}, subject=found)
    [duty] = office.play.duties(rule="limited")
    assert duty.due.get("on") == due


def test_a_limit_in_a_field_that_nothing_has_is_a_fault() -> None:
    [fault] = faults(regulation(LIMITED.replace('limit = "limit"', 'limit = "limmit"')))
    assert "limmit" in fault.wrong


# ---------------------------------------------------------------------- words

SENTENCES = [
    (
        {"seats_between": {"body": "team", "seats": ["clerk"], "min": 5, "max": 6}},
        "检查组的经办合计不少于 5、不多于 6 人",
    ),
    ({"same": {"a": "area", "b": "area", "of": "body"}}, "与所选机构的"),
    ({"count_between": {"what": "body:team", "max": 15, "this": True}}, "连这一个不多于 15"),
    ({"between": {"field": "since", "to": "occurred_on"}}, "不晚于办理的那一天"),
    ({"approved": {"by": "office", "once": True}}, "一次批准只用一次"),
    (
        {"each_has": {"items": "complaint", "act": "demand.classified", "where": {"class": "fair"}}},
        "（合理）",
    ),
]


@pytest.mark.parametrize(("written", "said"), SENTENCES)
def test_each_is_said_in_words(written: dict[str, Any], said: str) -> None:
    words = condition_words(Naming(_scheme("")), condition(written), ("demand.classified",))
    assert said in words.zh
    assert words.en.isascii()


WRONG = [
    ('{ seats_between = { body = "teem", seats = ["clerk"] } }', "unknown kind of body 'teem'"),
    ('{ seats_between = { body = "team", seats = ["clark"] } }', "unknown seat 'clark'"),
    ('{ same = { a = "area", b = "arrea", of = "body" } }', "unknown field 'arrea'"),
    ('{ each_has = { items = "complaint", act = "demand.classified", where = { class = "fare" } } }', "unknown value of demands 'fare'"),
]  # fmt: skip


@pytest.mark.parametrize(("needs", "said"), WRONG)
def test_each_word_that_means_nothing_is_named(needs: str, said: str) -> None:
    found = [fault.wrong for fault in faults(regulation(guard("inspection.assigned", needs)))]
    assert any(said in wrong for wrong in found), found


def test_a_refused_act_is_refused_when_done_as_well() -> None:
    office = Office(guard("inspection.assigned", '{ same = { a = "area", b = "area", of = "body" } }'))
    inspection = office.enrolled(office.opened())
    with pytest.raises(Refused):
        office.do("inspection.assigned", {"body": office.id("far")}, subject=inspection)
