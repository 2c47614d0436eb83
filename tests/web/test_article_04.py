"""Article 4 through pages: the office, its director, what it reports, suggests, plans, and keeps about team staff."""

import pytest

from tests.web.through_pages import Through, day, exported, person, said_today

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def office() -> Through:
    return person("江予白")


@clause("yiwu-4-2", effect="recorded")
def test_the_office_names_the_body_that_hosts_it() -> None:
    clerk = office()
    place = clerk.finds("teams", "市委巡查办")
    clerk.does(place, "body.changed", host="市民政局")
    assert clerk.facts(place)["设在"] == "市民政局"
    assert "设在\n市民政局" in clerk.prints(place)
    assert exported(clerk, place, "设在", "市委巡查办") == "市民政局"


@clause("yiwu-4-3", effect="recorded")
def test_the_one_director_stands_with_the_office_the_post_is_bound_to() -> None:
    clerk = office()
    place = clerk.finds("teams", "市委巡查办")
    post = "林若舟\n主任（市纪委副书记、监察局局长）"
    assert post in clerk.reads(place)
    assert post in clerk.prints(place)
    said = clerk.is_refused(place, "seat.filled", "director", person="乔木森")
    assert "巡查办主任只有 1 个岗位" in said
    clerk.does(place, "seat.vacated", "director", person="林若舟")
    clerk.does(place, "seat.filled", "director", person="林若舟")
    assert ("任职、抽调：主任", "人员", "林若舟") in clerk.record(place)


@clause("yiwu-4-4", effect="produced")
def test_the_report_to_the_leading_group_counts_the_round_from_the_record() -> None:
    clerk = office()
    place = clerk.finds("rounds", "第三轮巡查")
    report = clerk.begins(
        place, "document.drafted", "work_state_group", period="2026 年 11 月", state="各组按计划推进"
    )
    printed = clerk.prints(report)
    for words in ("向领导小组的工作报告", "2026 年 11 月", "各组按计划推进"):
        assert words in printed
    assert printed.partition("\n柳塘镇\n")[2].split("\n")[:4] == [
        "第一巡查组",
        "已结束",
        "50（50）",
        "15（3）",
    ]
    assert "合计" in printed
    clerk.does(report, "document.issued", to=["市委巡查工作领导小组"])
    assert "各组按计划推进" in person("周敬川").prints(report)


@clause("yiwu-4-5", effect="recorded")
def test_a_suggestion_to_the_leading_group_keeps_its_answer() -> None:
    clerk = office()
    place = clerk.finds("rounds", "第三轮巡查")
    suggestion = clerk.begins(
        place,
        "request.made",
        "suggestion",
        to="市委巡查工作领导小组",
        title="明年增加一轮专项巡查",
        text="集中看惠民资金",
    )
    chair = person("周敬川")
    chair.does(suggestion, "request.answered", text="同意列入计划")
    assert clerk.facts(suggestion)["送"] == "市委巡查工作领导小组"
    assert "同意列入计划" in clerk.reads(suggestion)
    assert "同意列入计划" in clerk.prints(suggestion)
    assert "明年增加一轮专项巡查" in clerk.filters("requests", "code", "工作建议")
    assert "同意列入计划" in clerk.exports_record(suggestion)


@clause("yiwu-4-7", effect="shown")
@pytest.mark.parametrize("name", ["江予白", "林若舟"])
def test_the_office_sees_stage_dates_and_late_duties_of_every_team_on_one_page(name: str) -> None:
    reader = person(name)
    words = reader.reads(reader.finds("rounds", "第三轮巡查"))
    for team in ("第一巡查组", "第二巡查组", "第三巡查组"):
        assert team in words
    for heading in ("走到哪一步", "下一个期限", "未办", "逾期", "逾期的"):
        assert heading in words


@clause("yiwu-4-9", effect="recorded")
def test_a_working_rule_is_kept_with_its_day_and_who_adopted_it() -> None:
    director = person("林若舟")
    rule = director.begins(
        director.finds("teams", "市委巡查办"),
        "rule.adopted",
        "working_rule",
        title="信访登记办法",
        from_on=day(),
    )
    assert "林若舟" in director.reads(rule)
    assert "信访登记办法" in office().prints(rule)
    assert "林若舟" in office().prints(rule)
    assert "信访登记办法" in office().lists("rules")
    assert exported(office(), rule, "类别", "信访登记办法") == "工作制度"


@clause("yiwu-4-12", effect="recorded")
def test_a_training_says_who_took_part() -> None:
    clerk = office()
    team = clerk.finds("teams", "第二巡查组")
    training = clerk.begins(
        team,
        "meeting.held",
        "training",
        at=day(),
        place="市委党校",
        present=["夏秋实", "叶知春"],
        items_0_text="财务检查方法",
    )
    assert clerk.facts(training)["出席"] == "夏秋实 叶知春"
    for words in ("夏秋实", "叶知春", "财务检查方法"):
        assert words in clerk.prints(training)
    assert "集中培训：第二巡查组" in clerk.filters("meetings", "code", "集中培训")
    assert "夏秋实、叶知春" in clerk.exports_record(training)


NOTES = [
    pytest.param(words, kind, marks=clause(f"yiwu-4-{n}", effect="recorded"), id=f"4-{n}")
    for n, kind, words in ((13, "assessment", "考核记录"), (14, "supervision", "监督记录"))
]


@pytest.mark.parametrize(("words", "kind"), NOTES)
def test_a_note_on_team_staff_stands_with_the_person_and_only_the_office_reads_it(
    words: str, kind: str
) -> None:
    clerk = office()
    place = clerk.finds("people", "许知微")
    clerk.does(place, "activity.logged", kind, on=day(), text=f"{words}：谈话记录规范")
    assert f"工作登记：{words}" in clerk.reads(place)
    assert "谈话记录规范" in clerk.prints(place)
    assert f"{words}：谈话记录规范" in clerk.exports_record(place)
    self = person("许知微")
    for said in (self.reads(place), self.prints(place), self.exports_record(place)):
        assert "谈话记录规范" not in said
    assert person("高望岚").status(place) == 404
    team = clerk.finds("teams", "第一巡查组")
    assert words != "监督记录" or "监督记录写在本人名下" in clerk.is_refused(
        team, "activity.logged", kind, on=day()
    )
    assert not {"score", "points", "n"} & set(clerk.asks(place, "activity.logged", kind).controls)


@clause("yiwu-4-15", effect="recorded")
def test_the_staff_register_of_a_team_holds_post_home_unit_task_and_days() -> None:
    clerk = office()
    team = clerk.finds("teams", "第三巡查组")
    name = clerk.named("顾知远")
    for unit in ("市城建投资集团", "市民政局"):
        clerk.does(clerk.finds("people", name), "tie.declared", towards=unit, none=True)
    clerk.does(team, "seat.filled", "deputy", person=name, home_unit="市公共交通公司", task="分管账目")
    line = f"顾知远\n副组长\n市公共交通公司\n分管账目\n{said_today()}\n在任"
    assert line in clerk.reads(team)
    assert line in clerk.prints(team)
    assert "市公共交通公司" in clerk.exports_record(team)
    clerk.does(team, "seat.vacated", "deputy", person=name)
    assert f"分管账目\n{said_today()}\n{said_today()}" in clerk.reads(team)
