"""The product's own rules on sealed names, holds and destroyed keys: each with what it lets pass and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from tests.core.demo_scheme import DEMO, base
from tests.regulations.office import Office
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.facts.rows import NOBODY
from xuncha.core.protection.identity import open_now, openings
from xuncha.core.record.fold import GONE
from xuncha.core.review.play import Play
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.shipped import calendar

clause = pytest.mark.clause

ACTS = (
    "complaint.received", "complaint.closed", "complaint.extracted", "identity.requested", "identity.approved",
    "identity.refused", "identity.opened", "identity.closed", "hold.proposed", "hold.placed", "hold.lifted",
    "destruction.proposed", "key.destroyed", "tie.declared", "matter.assigned",
)  # fmt: skip
KEEPERS = """
[roles.keepers]
zh = "保管组"
en = "Keepers"
cite = ["demo-2-5"]
body = "keepers"
may = [{may}]
"""


INTAKES = """
[lists.intakes]
zh = "来件类别"
en = "Kinds of intake"
[lists.intakes.values]
report = { zh = "举报", en = "Report" }
"""


@cache
def scheme() -> Scheme:
    """The small regulation, in which two bodies do all that has to do with sealed names."""
    may = ", ".join(f'"{act}"' for act in ACTS)
    text = DEMO.replace('may = ["campaign.opened"', f'may = [{may}, "campaign.opened"', 1)
    return read_scheme(
        text.replace("[roles.unit]", KEEPERS.format(may=may) + INTAKES + "\n[roles.unit]", 1), "demo"
    ).over(base())


@cache
def begun() -> Office:
    """A round with a town, and a confidential report about it; two people in the office, two in the other body."""
    office = Office(Play(scheme(), calendar(), datetime(2026, 9, 7, 10, tzinfo=SHANGHAI)))
    office.body("office", "office", "检查办")
    office.body("keepers", "keepers", "保管组")
    office.unit("town", "柳塘镇", "town")
    seats = {
        "方竹青": "office/clerk",
        "严明礼": "office/principal",
        "何其安": "keepers/clerk",
        "林若舟": "keepers/principal",
    }
    for person, place in seats.items():
        party, _, seat = place.partition("/")
        office.person(person)
        office.seat(party, seat, person)
    office.do(
        "office/clerk",
        "campaign.opened",
        {"kind": "round", "title": "第一轮", "starts_on": "2026-09-07"},
        name="round",
    )
    office.do(
        "office/clerk",
        "unit.enrolled",
        {"unit": "@town", "ground": "listed"},
        within="round",
        name="inspection",
    )
    letter = {"kind": "report", "channel": "web", "mode": "confidential", "subject": "补贴未发"}
    office.do("office/clerk", "complaint.received", letter, within="inspection", name="report")
    return office


def city() -> Office:
    return begun().again()


ASKING = {"necessity": "核实只能当面进行", "milder": "凭码问过两次，没有答复", "asked": ["@keepers"]}
REQUEST = ("identity.requested", ASKING)


def asked() -> Office:
    office = city()
    office.do("office/clerk", *REQUEST, subject="report")
    return office


def agreed(*by: str) -> Office:
    office = asked()
    for one in by:
        office.do(one, "identity.approved", {}, subject="report")
    return office


# ---------------------------------------------------------------------------------------------- a sealed name


@clause("base-33", effect="enforced")
def test_a_name_is_asked_for_with_the_need_and_the_milder_ways_tried() -> None:
    assert city().faults("office/clerk", "identity.requested", {}, subject="report") == {
        "necessity": "请填写：必要性",
        "milder": "请填写：已试过的其他办法",
        "asked": "请填写：请谁同意",
    }
    assert city().refused("office/clerk", *REQUEST, subject="report") == ()


@clause("base-33", effect="enforced")
def test_nobody_looks_for_whoever_wrote_without_a_name() -> None:
    office = city()
    letter = {"kind": "report", "channel": "web", "mode": "anonymous", "subject": "补贴未发"}
    office.do("office/clerk", "complaint.received", letter, within="inspection", name="unsigned")
    said = office.why("identity_of_whom_gave_it", "office/clerk", *REQUEST, subject="unsigned")
    assert said.startswith("base-33 匿名的来件不查是谁写的：")
    assert office.why("identity_of_whom_gave_it", "office/clerk", *REQUEST, subject="report") == ""


@clause("base-33", effect="enforced")
def test_a_name_is_never_put_to_the_unit() -> None:
    said = city().why(
        "identity_asked_of_no_unit",
        "office/clerk",
        "identity.requested",
        ASKING | {"asked": ["@town"]},
        subject="report",
    )
    assert said.startswith("base-33 查看身份只请机构同意，不请单位，也不请所反映的一方：")


def test_whoever_is_asked_to_agree_reads_the_report_then() -> None:
    keepers = city().keys["keepers"]
    assert keepers not in city().subject("report").readers
    assert keepers in asked().subject("report").readers


@clause("base-39", effect="enforced")
@pytest.mark.parametrize("act", ["identity.approved", "identity.refused", "identity.opened"])
def test_nothing_is_answered_or_opened_that_nobody_asked_for(act: str) -> None:
    answer = ("keepers/clerk", act, {"text": "意见"})
    said = "base-39 先申请，后答复；每次申请只答复一次、查看一次：先办“申请查看身份”"
    assert city().why("identity_asked_first", *answer, subject="report") == said
    assert asked().why("identity_asked_first", *answer, subject="report") == ""


@clause("base-39", effect="enforced")
def test_a_request_that_was_refused_is_over_and_a_new_one_begins_anew() -> None:
    office = agreed("keepers/clerk", "office/principal")
    office.do("keepers/principal", "identity.refused", {"text": "还可以凭码再问"}, subject="report")
    opening = ("keepers/clerk", "identity.opened", {})
    assert "先办“申请查看身份”" in office.why("identity_asked_first", *opening, subject="report")
    office.do("office/clerk", *REQUEST, subject="report")
    assert office.why("identity_asked_first", *opening, subject="report") == ""
    assert office.why("identity_agreed_by_two", *opening, subject="report").endswith("现在是 0 个")


@clause("base-39", effect="enforced")
@pytest.mark.parametrize("act", ["identity.approved", "identity.opened"])
def test_who_asked_neither_agrees_nor_opens(act: str) -> None:
    office = agreed("keepers/clerk", "office/principal")
    said = office.why("identity_approver_apart", "office/clerk", act, {}, subject="report")
    assert said.startswith("base-39 申请查看身份的人不能自己同意，也不能自己打开：办理人与前一环节是同一个")
    assert office.why("identity_approver_apart", "office/principal", act, {}, subject="report") == ""


OPENING = ("keepers/principal", "identity.opened", {})
BY_TWO = "base-39 两个不同机构的两个人同意，才能查看身份：要不同机构的 2 个人办“同意查看身份”，现在是 {} 个"


@clause("base-39", effect="enforced")
@pytest.mark.parametrize(
    ("by", "n"),
    [
        ((), 0),
        (("keepers/clerk",), 1),
        (("keepers/clerk", "keepers/clerk"), 1),
        (("keepers/clerk", "keepers/principal"), 1),
    ],
    ids=["nobody", "one", "the same twice", "two of one body"],
)
def test_a_name_is_not_opened_before_two_of_two_bodies_agree(by: tuple[str, ...], n: int) -> None:
    assert agreed(*by).why("identity_agreed_by_two", *OPENING, subject="report") == BY_TWO.format(n)


@clause("base-39", effect="enforced")
@pytest.mark.parametrize(
    "by",
    [
        ("keepers/clerk", "office/principal"),
        ("keepers/clerk", "keepers/principal", "office/principal"),
    ],
)
def test_a_name_is_opened_once_two_of_two_bodies_agreed(by: tuple[str, ...]) -> None:
    assert agreed(*by).refused(*OPENING, subject="report") == ()


@clause("base-39", effect="enforced")
def test_who_has_a_tie_to_the_unit_does_not_agree() -> None:
    office = asked()
    office.do("office/clerk", "tie.declared", {"towards": "@town", "ground": "kin"}, subject="何其安")
    said = office.why("identity_approver_untied", "keepers/clerk", "identity.approved", {}, subject="report")
    assert said == "base-39 同意和打开的人没有回避情形：这个人对所派单位有应当回避的情形"
    assert (
        office.why("identity_approver_untied", "keepers/principal", "identity.approved", {}, subject="report")
        == ""
    )


@clause("base-39", effect="enforced")
def test_a_tie_declared_after_agreeing_takes_the_agreement_away() -> None:
    office = agreed("keepers/clerk", "office/principal")
    office.do("office/clerk", "tie.declared", {"towards": "@town", "ground": "kin"}, subject="何其安")
    assert office.why("identity_agreed_by_two", *OPENING, subject="report") == BY_TWO.format(1)


@clause("base-39", effect="enforced")
def test_who_asked_does_not_enter_the_agreement_of_another_either() -> None:
    office = asked()
    case = {
        "subject": office.keys["report"],
        "by": office.by("keepers", "clerk"),
        "entered_by": office.keys["方竹青"],
    }
    refused = office.play.refusals("identity.approved", {}, **case)
    assert "identity_approver_apart" in [one.rule for one in refused]


# ---------------------------------------------------------------------------------------------- how long it lies open


def opened() -> Office:
    office = agreed("keepers/clerk", "office/principal")
    office.do(*OPENING, subject="report")
    return office


@clause("base-35", effect="enforced")
def test_a_name_lies_open_for_a_day_and_every_opening_stays_on_the_record() -> None:
    office = opened()
    report, now = office.subject("report"), office.play.now
    [one] = openings(report)
    assert (one.party, one.seat, one.on, one.necessity) == (
        office.keys["keepers"],
        "principal",
        "2026-09-07",
        "核实只能当面进行",
    )
    assert open_now(report, now + timedelta(hours=23, minutes=59)) == one
    assert open_now(report, now + timedelta(hours=24)) is None
    assert open_now(city().subject("report"), now) is None


@clause("base-35", effect="enforced")
def test_a_name_may_be_closed_sooner_but_only_when_it_was_opened() -> None:
    closing = ("keepers/principal", "identity.closed", {})
    said = "base-35 查看身份二十四小时后自动结束，提前结束的要有打开在先：先办“查看身份”"
    assert asked().why("identity_open_before_closed", *closing, subject="report") == said
    office = opened()
    office.do(*closing, subject="report")
    assert open_now(office.subject("report"), office.play.now) is None
    assert openings(office.subject("report"))[0].closed_on == "2026-09-07"
    assert office.why("identity_open_before_closed", *closing, subject="report") == said


@clause("base-35", effect="enforced")
def test_a_second_opening_needs_a_request_and_agreements_of_its_own() -> None:
    office = opened()
    assert "先办“申请查看身份”" in office.why("identity_asked_first", *OPENING, subject="report")
    office.do("office/clerk", *REQUEST, subject="report")
    assert office.why("identity_agreed_by_two", *OPENING, subject="report") == BY_TWO.format(0)
    for by in ("keepers/clerk", "office/principal"):
        office.do(by, "identity.approved", {}, subject="report")
    office.do(*OPENING, subject="report")
    assert len(openings(office.subject("report"))) == 2


# ---------------------------------------------------------------------------------------------- holds


HOLD = {"text": "案件还在查", "until": "2027-12-31"}


@clause("base-36", effect="enforced")
def test_a_hold_needs_a_reason_and_a_last_day() -> None:
    faults = city().faults("office/clerk", "hold.proposed", {}, subject="report")
    assert set(faults) == {"text", "until"}
    past = city().faults("office/clerk", "hold.proposed", HOLD | {"until": "2026-09-06"}, subject="report")
    assert past == {"until": "最后一天不能早于第一天"}


@clause("base-36", effect="enforced")
def test_a_hold_takes_a_second_person() -> None:
    placing = ("keepers/clerk", "hold.placed", {})
    assert (
        city().why("hold_by_two", *placing, subject="report")
        == "base-36 保全由一人提请、另一人确定：先办“提请保全”"
    )
    office = city()
    office.do("keepers/clerk", "hold.proposed", HOLD, subject="report")
    assert "办理人与前一环节是同一个" in office.why("hold_by_two", *placing, subject="report")
    office.do("keepers/principal", "hold.placed", {}, subject="report")
    assert "先办“提请保全”" in office.why("hold_by_two", "office/clerk", "hold.placed", {}, subject="report")


@clause("base-36", effect="enforced")
@pytest.mark.parametrize("by", ["keepers/clerk", "keepers/principal"])
def test_a_hold_is_lifted_by_somebody_else(by: str) -> None:
    office = held()
    said = office.why("hold_lifted_by_another", by, "hold.lifted", {"text": "已查清"}, subject="report")
    assert said.startswith("base-36 保全由提请、确定以外的人解除：办理人与前一环节是同一个")
    office.do("office/clerk", "hold.lifted", {"text": "已查清"}, subject="report")
    again = office.why(
        "hold_lifted_by_another", "office/clerk", "hold.lifted", {"text": "已查清"}, subject="report"
    )
    assert "先办“确定保全”" in again


def held(office: Office | None = None, until: str = HOLD["until"]) -> Office:
    office = office or city()
    office.do("keepers/clerk", "hold.proposed", HOLD | {"until": until}, subject="report")
    office.do("keepers/principal", "hold.placed", {}, subject="report")
    return office


# ---------------------------------------------------------------------------------------------- destruction


WHY = {"text": "保存期满"}
DESTROYING = ("keepers/principal", "key.destroyed", WHY)


def closed() -> Office:
    office = city()
    office.do("office/clerk", "complaint.extracted", {"extract": "上河村补贴"}, subject="report")
    office.do("office/clerk", "complaint.closed", {"result": "done", "text": "已答复"}, subject="report")
    return office


def after_a_year() -> Office:
    office = closed()
    office.play.on(date(2027, 9, 8))
    office.do("keepers/clerk", "destruction.proposed", WHY, subject="report")
    return office


@clause("base-37", effect="enforced")
def test_a_key_is_destroyed_by_two_people() -> None:
    office = after_a_year()
    own = office.why("destroyed_by_two", "keepers/clerk", "key.destroyed", WHY, subject="report")
    assert own.startswith("base-37 销毁由一人提请、另一人办理：办理人与前一环节是同一个")
    assert office.refused(*DESTROYING, subject="report") == ()
    unasked = closed()
    unasked.play.on(date(2027, 9, 8))
    assert unasked.why("destroyed_by_two", *DESTROYING, subject="report").endswith("先办“提请销毁”")


@clause("base-37", effect="enforced")
def test_the_clock_destroys_nothing() -> None:
    assert (
        not {"key.destroyed", "destruction.proposed", "hold.lifted", "identity.opened"}
        & base().roles["clock"].may
    )


@clause("base-38", effect="enforced")
def test_nothing_is_destroyed_within_a_year_of_its_end() -> None:
    proposing = ("keepers/clerk", "destruction.proposed", WHY)
    rule = "base-38 办结满一年、没有待办、没有在效的保全，才能销毁："
    assert city().why("destroyed_when_over", *proposing, subject="report") == f"{rule}办结满1年以后才能办"
    office = closed()
    office.play.on(date(2027, 9, 7))
    told = office.why("destroyed_when_over", *proposing, subject="report")
    assert told == f"{rule}2026年9月7日办结，满1年是2027年9月7日，要到那天以后"
    office.play.on(date(2027, 9, 8))
    assert office.why("destroyed_when_over", *proposing, subject="report") == ""


@clause("base-38", effect="enforced")
def test_nothing_is_destroyed_under_a_hold_until_its_day_has_passed_or_it_is_lifted() -> None:
    office = held(after_a_year())
    told = office.why("destroyed_when_over", *DESTROYING, subject="report")
    assert told.endswith("已经保全到2027年12月31日")
    lifted = office.again()
    lifted.do("office/clerk", "hold.lifted", {"text": "已查清"}, subject="report")
    assert lifted.refused(*DESTROYING, subject="report") == ()
    office.play.on(date(2027, 12, 31))
    assert office.refused(*DESTROYING, subject="report") != ()
    office.play.on(date(2028, 1, 1))
    assert office.refused(*DESTROYING, subject="report") == ()


def test_what_was_said_of_a_destroyed_matter_is_gone_from_its_row() -> None:
    office = after_a_year()
    assert "上河村补贴" in repr(office.subject("report"))
    act = office.do(*DESTROYING, subject="report")
    row = office.subject("report")
    assert (row.title, row.state, row.closed_on) == (GONE, "closed", date(2026, 9, 7))
    assert set(row.facts) == {"_", "shredded", "key.destroyed"}
    assert row.facts["key.destroyed"]["_"]["act"] == str(act.id)
    assert "补贴" not in repr(row)


# ---------------------------------------------------------------------------------------------- decided on once it was read


@clause("base-46", effect="enforced")
def test_what_came_sealed_is_assigned_once_somebody_has_written_what_it_says() -> None:
    office = city()
    letter = {"kind": "report", "channel": "web", "mode": "anonymous", "subject": "网上反映"}
    machine = replace(office.by("office", "clerk"), person=NOBODY)
    done = office.play.do("complaint.received", letter, by=machine, within=office.keys["inspection"])
    office.keys["sealed"] = done.subject
    assigning = ("read_before_assigned", "office/clerk", "matter.assigned", {"owner": "@keepers"})
    told = office.why(*assigning, subject="sealed")
    assert told.startswith(
        "base-46 收到时密封的来件，读了原件、写了摘录，才能交办：还没有摘录：先用口令读原件"
    )
    assert office.why(*assigning, subject="report") == "", "somebody wrote down what it says"
    office.do("office/clerk", "complaint.extracted", {"extract": "补贴未发"}, subject="sealed")
    assert office.why(*assigning, subject="sealed") == ""
