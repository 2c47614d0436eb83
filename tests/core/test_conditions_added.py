"""Conditions and numbers that later regulations brought: said in words, and each with what it lets pass and refuses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest

from tests.core.demo_scheme import DEMO, base, faults
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.names.naming import Naming
from xuncha.core.review.play import Play
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Call
from xuncha.core.wording.condition_words import condition_words
from xuncha.shipped import calendar

MORE = """
[[guard]]
id = "{id}"
cite = ["demo-2-4"]
zh = "另加的限制"
en = "An added guard"
on = "{on}"
needs = [{needs}]
"""
MAY = 'may = ["campaign.opened"'


def demo(on: str, needs: str, *may: str) -> Play:
    """The small regulation with one more guard, and its office, a town and a person."""
    words = "".join(f'"{act}", ' for act in may)
    text = DEMO.replace(MAY, f'may = [{words}"campaign.opened"', 1) + MORE.format(
        id="added", on=on, needs=needs
    )
    play = Play(read_scheme(text, "demo").over(base()), calendar(), datetime(2026, 9, 7, 10, tzinfo=SHANGHAI))
    play.put("body.formed", {"kind": "office", "title": "检查办"}, new_id=play.key("office"))
    play.put("unit.registered", {"title": "柳塘镇", "kind": "town"}, new_id=play.key("town"))
    play.put("person.registered", {"title": "方竹青"}, new_id=play.key("fang"))
    return play


def said(play: Play, act: str, fields: dict[str, Any], **where: Any) -> list[str]:
    """What the added guard says."""
    found = play.refusals(act, fields, by=play.seat(play.key("office")), **where)
    return [missing.text.zh for one in found if one.rule == "added" for missing in one.missing]


def opened(play: Play) -> UUID:
    fields = {"kind": "round", "title": "第一轮", "starts_on": "2026-09-07"}
    return play.do("campaign.opened", fields, by=play.seat(play.key("office"))).subject


def test_a_day_lies_within_thirds_of_months_of_the_rounds_year() -> None:
    play = demo(
        "document.drafted", '{ between = { field = "occurred_on", from = "06-early", to = "09-mid" } }'
    )
    within = opened(play)
    paper = {"kind": "notice", "text": "通知"}
    assert said(play, "document.drafted", paper, within=within) == []
    play.on(date(2026, 9, 21))
    assert said(play, "document.drafted", paper, within=within) == [
        "发生日期应在2026年6月1日至2026年9月20日之间"
    ]


def test_every_line_of_a_table_lies_within() -> None:
    play = demo(
        "rectification.planned",
        '{ between = { field = "measures.by", to = "due" } }',
        "rectification.planned",
    )
    round_ = opened(play)
    office = play.seat(play.key("office"))
    inspection = play.do(
        "unit.enrolled", {"unit": str(play.key("town")), "ground": "listed"}, within=round_, by=office
    )
    finding = {"title": "台账不全", "fields": ["money"], "source": "check", "text": "缺三笔"}
    found = play.do("finding.recorded", finding, within=inspection.subject, by=office)
    play.do("finding.fed_back", {}, subject=found.subject, by=office)
    plan = {"responsible_post": "出纳", "due": "2026-10-20"}
    early, late = {"text": "补录", "by": "2026-10-10"}, {"text": "公示", "by": "2026-10-21"}
    assert said(play, "rectification.planned", {**plan, "measures": [early]}, subject=found.subject) == []
    told = said(play, "rectification.planned", {**plan, "measures": [early, late]}, subject=found.subject)
    assert told == ["整改措施应在……至2026年10月20日之间"]


@pytest.mark.parametrize(
    ("call", "zh"),
    [
        (Call("from_elsewhere", {"of": "own"}), "没有这个单位自己的人"),
        (
            Call("between", {"field": "occurred_on", "from": "06-early", "to": "10-late"}),
            "发生日期不早于6月上旬不晚于10月下旬",
        ),
        (Call("final_for_named", {"field": "names"}), "所列的每一件都有生效的处理决定"),
    ],
)
def test_they_are_said_in_words(call: Call, zh: str) -> None:
    assert condition_words(Naming(read_scheme(DEMO, "demo").over(base())), call).zh.replace("、", "") == zh


def test_a_day_that_is_no_day_of_the_year_is_a_fault() -> None:
    added = MORE.format(
        id="added", on="document.drafted", needs='{ between = { field = "occurred_on", from = "13-early" } }'
    )
    assert [fault.rule for fault in faults(DEMO + added)] == ["guard added"]


def test_a_line_bears_the_number_of_its_sheet() -> None:
    text = DEMO.replace(MAY, 'may = ["check.recorded", "campaign.opened"', 1)
    text = text.replace(
        'pattern = "问〔{year}〕{n}号"\nper = "campaign"', 'pattern = "{parent}-{n}"\nper = "parent"'
    )
    text += '\n[lists.methods]\nzh = "方式"\nen = "Ways"\n[lists.methods.values]\nlook = { zh = "看", en = "Look" }\n'
    text += '[[series]]\nid = "check"\nzh = "检查"\nen = "Checks"\nof = "check"\npattern = "自检{n}号"\nper = "campaign"\n'
    play = Play(read_scheme(text, "demo").over(base()), calendar(), datetime(2026, 9, 7, 10, tzinfo=SHANGHAI))
    play.put("body.formed", {"kind": "office", "title": "检查办"}, new_id=play.key("office"))
    office, round_ = play.seat(play.key("office")), opened(play)
    for sheet in (1, 2):
        check = play.do(
            "check.recorded", {"method": "look", "staff": [str(play.key("fang"))]}, within=round_, by=office
        )
        assert play.subject(check.subject).number == f"自检{sheet}号"
        for line in (1, 2):
            finding = {"title": "缺", "fields": ["money"], "source": "check", "text": "缺三笔"}
            found = play.do("finding.recorded", finding, within=check.subject, by=office)
            assert play.subject(found.subject).number == f"自检{sheet}号-{line}"
