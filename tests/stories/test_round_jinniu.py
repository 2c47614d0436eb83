"""A treatment under the Jinniu plan through real pages in Chromium: from its opening to the problem that is struck off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests.stories.test_round import ON_PAPER, PASSWORD, City, day
from xuncha.actions import founding
from xuncha.store.account import Account

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.fresh_database

PEOPLE = {
    "leader": "周敬川", "clerk": "江予白", "secretary": "顾行远", "street": "何其安", "heads": "方竹青", "community": "沈知秋",
    "publicity": "叶知返", "lead": "林若舟",
}  # fmt: skip
CONTENT = "惠民政策执行、专项资金管理"
PROBLEM = "低保公示缺三户"


@pytest.fixture
def city(chromium: Browser, live_server: str) -> Iterator[City]:
    now = timezone.now()
    founding.found("澜江区", "Lanjiang district", "jinniu-2017")
    office = founding.body("office", "领导小组办公室", now)
    group = founding.body("leading_group", "区专项治理领导小组", now)
    publicity = founding.body("section", "区纪委宣传部", now, function="publicity")
    street = founding.unit("柳塘街道", "street", now)
    community = founding.unit("榆荫社区", "community", now, street)
    keys = {who: founding.person(name, now) for who, name in PEOPLE.items()}
    for party, seat, who in (
        (group, "leader", "leader"), (office, "clerk", "clerk"), (office, "lead", "lead"), (publicity, "clerk", "publicity"),
        (street, "clerk", "street"), (community, "clerk", "community"),
    ):  # fmt: skip
        founding.seat(party, seat, keys[who], now)
    founding.seat(street, "principal", keys["secretary"], now, leadership=True)
    founding.seat(community, "principal", keys["heads"], now, leadership=True)
    for who, name in PEOPLE.items():
        Account.objects.create_account(who, name, PASSWORD, person=keys[who])
    made = City(chromium, live_server)
    yield made
    for context in made.contexts.values():
        context.close()


def test_a_treatment_is_worked_from_its_opening_to_the_problem_struck_off(city: City) -> None:
    mobilise(city)
    examine(city)
    rectify(city)
    build_rules(city)
    page = city.as_("clerk")
    page.goto(city.places["round"])
    said = page.locator("main").inner_text()
    for words in ("动员部署", "自查自纠", "整改落实", "建章立制", "柳塘街道"):
        assert words in said, words
    page.goto(f"{city.places['round']}/views/returns_board")
    assert "纸质已收" in page.locator("main").inner_text()
    town = city.as_("street")
    town.goto(city.places["finding"])
    assert "已销号" in town.locator("main").inner_text()
    town.goto(f"{city.places['sheet']}/paper")
    for words in ("检查台账", "自检1号", PROBLEM, "方竹青"):
        assert words in town.locator("main").inner_text(), words


def mobilise(city: City) -> None:
    """The treatment opens, the street is in, eight groups stand, and the street has its plan and its meeting."""
    do = city.do
    round_ = {"title": "专项治理", "starts_on": day(), "ends_on": day(230), "reason": "比照方案演练"}
    do("clerk", "/rounds", "campaign.opened", round_, kind="treatment", name="round")
    do(
        "clerk",
        "round",
        "unit.enrolled",
        {"unit": "柳塘街道", "main_body": "党工委"},
        kind="listed",
        name="inspection",
    )
    for n in range(1, 9):
        fields = {"title": f"第{n}专项治理小组", "mark": f"专治{n}"}
        do("leader", "round", "body.formed", fields, kind="special_group")
    plan = {"steps": "四步", "key_points": "窗口", "goals": "见底", "time_limits": "照区里"}
    do("street", "inspection", "document.drafted", plan, kind="unit_plan", name="plan")
    sent = {"to": "区纪委宣传部", "document": "工作实施方案"}
    do("street", "inspection", "report.submitted", sent, kind="unit_plan")
    meeting = {"at": day(), "items-0-text": "部署治理"}
    do("street", "inspection", "meeting.held", meeting, kind="unit_mobilisation")


def examine(city: City) -> None:
    """A check sheet with its problem, which the weekly meeting hands over; the monthly return, on paper too."""
    do = city.do
    do("clerk", "round", "phase.started", {"starts_on": day()}, kind="self_check")
    sheet = {
        "staff": ["何其安"],
        "place": "服务大厅",
        "content": "低保台账",
        "checked_unit": "榆荫社区",
        "looked_at": [CONTENT],
    }
    do("street", "inspection", "check.recorded", sheet, kind="mutual_review", name="sheet")
    line = {"title": PROBLEM, "fields": ["低保社保"], "text": "第二季度三户没有公示", "advice": "补公示"}
    do("street", "sheet", "finding.recorded", line, kind="self_check", name="finding")
    meeting = {"at": day(), "items-0-text": "补公示", "items-0-refs": PROBLEM}
    do("street", "inspection", "meeting.held", meeting, kind="unit_weekly")
    handed = {"mode": "限期整改", "due": day(30), "responsible": "方竹青"}
    do("street", "finding", "finding.fed_back", handed)
    paper = {name.replace("file-", "electronic-"): value for name, value in ON_PAPER.items()}
    period = timezone.localdate().strftime("%Y-%m")
    sent = {"to": "区纪委宣传部", "period": period, "way": "本系统", "paper_number": "8号", **paper}
    do("street", "inspection", "report.submitted", sent, kind="monthly_return", name="return")
    do("publicity", "return", "report.received", {"medium": "纸质稿", "sealed": True})


def rectify(city: City) -> None:
    """The street classes the problem and gives it to the community, which plans, carries out, proves and reports."""
    do = city.do
    do("clerk", "round", "phase.started", {"starts_on": day()}, kind="rectification")
    do("street", "finding", "matter.classified", {"value": "一般问题", "why": "初次"}, kind="nature")
    do("street", "finding", "matter.assigned", {"owner": "榆荫社区", "text": "请整改"})
    plan = {
        "problem_unit": "榆荫社区", "responsible_unit": "榆荫社区", "first_responsible": "方竹青", "responsible_post": "书记",
        "duty_text": "牵头", "due": day(20), "measures-0-what": "补公示", "measures-0-owner": "沈知秋", "measures-0-by": day(10),
    }  # fmt: skip
    do("community", "finding", "rectification.planned", plan)
    do("street", "finding", "measure.taken", {"text": "开会整顿"}, kind="education")
    do("community", "finding", "rectification.progressed", {"measure": "1", "done_on": day(), "text": "已补"})
    do("community", "finding", "evidence.added", {"dated": day(), **ON_PAPER})
    do("community", "finding", "rectification.reported", {"result": "三户已公示"})
    seen = {"passed": "通过", "seen_on": day(), "text": "看过公示栏"}
    do("secretary", "finding", "rectification.verified", seen, kind="solved")
    do("secretary", "finding", "rectification.verified", seen, kind="measures")


def build_rules(city: City) -> None:
    """The rule that answers the problem, after which it is struck off."""
    do = city.do
    do("clerk", "round", "phase.started", {"starts_on": day()}, kind="institution")
    rule = {"title": "低保公示办法", "from_on": day(), "of": [PROBLEM]}
    do("street", "inspection", "rule.adopted", rule, kind="problem_rule")
    do("secretary", "finding", "finding.closed", {})
