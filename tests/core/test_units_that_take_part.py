"""Regulations under which units examine themselves and the units under them: who owes, who reads, who confirms."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.core.demo_scheme import DEMO, faults, whole
from tests.regulations.office import Office
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.facts.rows import BODIES
from xuncha.core.review.play import Play
from xuncha.shipped import calendar

MORE = """
[lists.rule_changes]
zh = "立改废"
en = "Changes"
[lists.rule_changes.values]
set_up = { zh = "立", en = "Set up" }
abolish = { zh = "废", en = "Abolish", abolishes = true }

[lists.rules]
zh = "制度"
en = "Rules"
[lists.rules.values]
rule = { zh = "制度", en = "Rule" }

[lists.meetings]
zh = "会议"
en = "Meetings"
[lists.meetings.values]
weekly = { zh = "周会", en = "Weekly" }
other = { zh = "其他", en = "Other" }

[[duty]]
id = "own_notice"
cite = ["demo-1-2"]
zh = "公布"
en = "Publish"
owner = "unit"
kinds = ["town"]
after = "unit.enrolled"
by = "12-10"
done_by = "document.published"
scope = "inspection"

[[duty]]
id = "monthly"
cite = ["demo-1-2"]
zh = "每月公布"
en = "Publish each month"
owner = "each:unit"
kinds = ["town"]
every = "month"
done_by = "document.published"
scope = "unit"

[[duty]]
id = "coordinate"
cite = ["demo-1-2"]
zh = "调度"
en = "Coordinate"
owner = "role:office"
after = "campaign.opened"
done_by = ["meeting.held:weekly", "duty.urged"]
scope = "campaign"

[[guard]]
id = "from_above"
cite = ["demo-2-3"]
zh = "由上一级或者检查办办"
en = "By the level above or the office"
on = "evidence.added"
needs = [{ of_house = { parts = ["runs", "covering"] } }]

[[guard]]
id = "its_own"
cite = ["demo-2-3"]
zh = "由单位自己办"
en = "By the unit itself"
on = "rectification.planned"
needs = [{ of_house = { parts = ["own_unit"] } }]

[[guard]]
id = "this_year"
cite = ["demo-1-3"]
zh = "当年开展"
en = "Within the year"
on = "campaign.opened"
needs = [{ between = { field = "starts_on", from = "scheme.starts_on", to = "scheme.ends_on" } }]
"""

OF_UNITS = ", ".join(
    f'"{act}"'
    for act in (
        "finding.recorded",
        "rule.proposed",
        "rule.adopted",
        "publicity.recorded",
        "rectification.planned",
        "evidence.added",
    )
)

TEXT = (
    DEMO.replace('starts_on = "2026-01-01"', 'starts_on = "2026-01-01"\nends_on = "2026-12-31"\nunits_take_part = true', 1)
    .replace('town = { zh = "镇", en = "Town" }', 'town = { zh = "镇", en = "Town" }\nstation = { zh = "站", en = "Station" }', 1)
    .replace('may = ["document.received", "document.published"]',
             f'may = ["document.received", "document.published", {OF_UNITS}]', 1)
    .replace('may = ["campaign.opened",', 'may = ["meeting.held", "duty.urged", "complaint.received", "clue.recorded", "campaign.opened",', 1)
    + MORE
)  # fmt: skip


def city() -> Office:
    """One round with a town, a station under it, and the office."""
    play = Play(whole(TEXT), calendar(), datetime(2026, 3, 2, 10, tzinfo=SHANGHAI))
    made = Office(play)
    made.body("office", "office", "检查办")
    made.person("林若舟")
    made.seat("office", "clerk", "林若舟")
    made.unit("town", "柳塘镇", "town")
    made.unit("station", "水务站", "station")
    made.do(
        "office",
        "campaign.opened",
        {"kind": "round", "title": "一轮", "starts_on": "2026-03-02"},
        name="round",
    )
    for unit, name in (("town", "inspection"), ("station", "below")):
        made.do(
            "office", "unit.enrolled", {"unit": f"@{unit}", "ground": "listed"}, within="round", name=name
        )
    return made


FOUND = {"title": "路灯不亮", "fields": ["service"], "source": "check", "text": "三处"}


def test_a_duty_binds_only_units_of_the_kinds_its_clause_names() -> None:
    made = city().tick("monthly", "2026-03")
    assert [owed.by for owed in made.owed("own_notice")] == ["town"]
    assert [owed.by for owed in made.owed("monthly")] == ["town"]


def test_a_kind_of_unit_that_is_not_there_is_a_fault() -> None:
    found = faults(DEMO.replace('owner = "unit"\n', 'owner = "unit"\nkinds = ["twon"]\n', 1))
    assert [fault.wrong for fault in found] == ["unknown value of unit_kinds 'twon'"]


def test_a_unit_that_takes_part_reads_its_own_inspection_from_its_enrolment() -> None:
    made = city()
    assert made.keys["town"] in made.subject("inspection").readers
    assert made.keys["town"] not in made.subject("below").readers


def test_where_units_do_not_take_part_they_learn_of_it_with_the_notice() -> None:
    made = city()
    made.play.scheme = whole(TEXT.replace("units_take_part = true", ""))
    made.unit("other", "梅坞镇", "town")
    made.do("office", "unit.enrolled", {"unit": "@other", "ground": "listed"}, within="round", name="third")
    assert made.keys["other"] not in made.subject("third").readers


def test_what_a_role_reads_is_read_by_every_body_of_it_also_by_one_formed_later() -> None:
    made = city()
    made.play.scheme = whole(
        TEXT.replace('may = ["document.received"', 'reads = ["campaign"]\nmay = ["document.received"', 1)
    )
    opened = {"kind": "round", "title": "二轮", "starts_on": "2026-03-02"}
    made.do("office", "campaign.opened", opened, name="second")
    made.unit("later", "梅坞镇", "town")
    assert not made.subject("second").readers.isdisjoint(made.by("later").tokens)
    assert made.subject("round").readers.isdisjoint(made.by("later").tokens), "it began before"


def test_what_people_report_is_never_read_by_a_role_as_such() -> None:
    found = faults(
        DEMO.replace('may = ["document.received"', 'reads = ["complaint"]\nmay = ["document.received"', 1)
    )
    assert [fault.wrong for fault in found] == ["unknown kind of thing 'complaint'"]


def test_the_unit_that_covers_another_reads_its_problems_and_no_sealed_matter_of_it() -> None:
    made = city()
    made.do("office", "inspection.assigned", {"body": "@town"}, subject="below")
    made.do("station", "finding.recorded", FOUND, within="below", name="finding")
    clue = {"title": "收费", "about_posts": ["站长"], "managed_by": "city", "text": "账实不符"}
    made.do("office", "clue.recorded", clue, within="below", name="clue")
    assert made.keys["town"] in made.subject("finding").readers
    assert made.keys["town"] not in made.subject("clue").readers


def test_some_acts_are_for_the_unit_itself_and_some_for_the_level_above() -> None:
    made = city()
    made.do("office", "inspection.assigned", {"body": "@town"}, subject="below")
    made.do("station", "finding.recorded", FOUND, within="below", name="finding")
    plan = {"responsible_post": "站长", "measures": [{"what": "换灯"}]}
    assert made.why("its_own", "town", "rectification.planned", plan, subject="finding") != ""
    assert made.why("its_own", "station", "rectification.planned", plan, subject="finding") == ""
    proof = {"file": {"number": "1", "place": "站", "keeper": "站长"}}
    said = {
        by: made.why("from_above", by, "evidence.added", proof, subject="finding")
        for by in ("station", "town", "office/clerk")
    }
    assert [by for by, refusal in said.items() if not refusal] == ["town", "office/clerk"]


@pytest.mark.parametrize(("change", "state"), [("set_up", "in_force"), ("abolish", "abolished")])
def test_a_rule_is_in_force_unless_its_abolition_was_proposed(change: str, state: str) -> None:
    made = city()
    made.do("town", "rule.proposed", {"kind": change, "title": "值班制度"}, within="inspection", name="rule")
    made.do("town", "rule.adopted", {"kind": "rule", "from_on": "2026-03-02"}, subject="rule")
    assert made.subject("rule").state == state


def test_one_act_counts_with_its_kind_and_another_without() -> None:
    made = city()
    held = {"at": "2026-03-02", "items": [{"text": "调度"}]}
    made.do("office", "meeting.held", held | {"kind": "other"}, within="round")
    assert len(made.owed("coordinate")) == 1
    made.keys["owed"] = made.duty("own_notice").id
    made.do("office", "duty.urged", {"duty": "@owed", "text": "请抓紧"}, subject="inspection")
    assert made.owed("coordinate") == []


def test_a_day_at_the_head_of_the_regulation_bounds_an_act() -> None:
    opening = ("office", "campaign.opened", {"kind": "round", "title": "二轮", "starts_on": "2027-01-01"})
    assert (
        city().why("this_year", *opening) == "demo-1-3 当年开展：开始日期应在2026年1月1日至2026年12月31日之间"
    )


def test_a_unit_records_publicity_on_its_own_inspection() -> None:
    made = city()
    said = {"medium": "board", "outlet": "镇公告栏", "on": "2026-03-02"}
    made.do("town", "publicity.recorded", said, subject="inspection")
    assert made.held("inspection", "publicity.recorded")["outlet"] == "镇公告栏"
    assert made.play.now.date() == date(2026, 3, 2)


def test_a_unit_that_takes_part_reads_the_round() -> None:
    assert city().keys["town"] in city().subject("round").readers


def test_units_below_read_the_inspection_above_them_only_where_they_take_part() -> None:
    made = city()
    made.unit("mill", "磨坊", "town")
    made.keys["pump"] = made.play.put(
        "unit.registered",
        {"title": "泵房", "kind": "station", "parent": str(made.keys["mill"])},
        new_id=made.play.key("pump"),
    )
    enrol = ("office", "unit.enrolled", {"unit": "@mill", "ground": "listed"})
    apart = made.again()
    apart.do(*enrol, within="round", name="mill_inspection")
    assert made.keys["pump"] not in apart.subject("mill_inspection").readers
    made.play.scheme = whole(
        TEXT.replace("units_take_part", "units_below_take_part = true\nunits_take_part", 1)
    )
    made.do(*enrol, within="round", name="mill_inspection")
    for read in ("mill_inspection", "round"):
        assert made.keys["pump"] in made.subject(read).readers


def test_every_body_reads_a_round_in_which_all_have_a_part() -> None:
    made = city()
    assert BODIES not in made.subject("round").readers
    made.play.scheme = whole(TEXT.replace("units_take_part", "bodies_take_part = true\nunits_take_part", 1))
    made.unit("other", "梅坞镇", "town")
    made.do("office", "unit.enrolled", {"unit": "@other", "ground": "listed"}, within="round", name="third")
    made.do("town", "finding.recorded", FOUND, within="third", name="finding")
    assert BODIES in made.subject("third").readers
    assert BODIES not in made.subject("finding").readers, "what lies there is another matter"
    assert BODIES in made.by("office", "clerk").tokens
    assert BODIES not in made.by("town").tokens


def test_a_kind_of_body_follows_problems_everywhere_or_in_its_area() -> None:
    made = city()
    office = 'office = { zh = "检查办", en = "Office", part = "runs" }'
    watch = 'watch = { zh = "督查室", en = "Watch", follows = ["finding"] }'
    made.play.scheme = whole(TEXT.replace(office, f"{office}\n{watch}", 1))
    made.body("watch", "watch", "督查室")
    made.body("far", "watch", "水务督查室", area=str(made.keys["station"]))
    made.do("town", "finding.recorded", FOUND, within="inspection", name="finding")
    assert made.keys["watch"] in made.subject("finding").readers
    assert made.keys["far"] not in made.subject("finding").readers, "its area is another unit"


def test_values_with_the_same_words_are_told_apart_by_what_they_stand_under() -> None:
    text = TEXT.replace(
        "[lists.rules.values]",
        'first = { zh = "甲类", en = "First" }\nsecond = { zh = "乙类", en = "Second" }\n'.join(
            ("[lists.rules.values]\n", "")
        )
        + 'one = { zh = "收费", en = "Fees", under = "first" }\ntwo = { zh = "收费", en = "Fees", under = "second" }\n',
        1,
    )
    rules = whole(text).lists["rules"].values
    assert [rules[code].text.zh for code in ("one", "two", "rule")] == ["甲类：收费", "乙类：收费", "制度"]
