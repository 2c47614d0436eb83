"""Article 3 through pages: who sits in the leading group, what it decides, hears, uses, suggests and reports."""

import pytest

from tests.web.through_pages import Through, day, exported, person

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause
PAPER = {"by": "市委巡查工作领导小组", "paper": "澜巡领〔2026〕21号"}


def recorded(*cases: tuple[int, str]) -> list[object]:
    """Cases of one clause each."""
    return [
        pytest.param(words, marks=clause(f"yiwu-3-{n}", effect="recorded"), id=f"3-{n}") for n, words in cases
    ]


def office() -> Through:
    return person("江予白")


def leader() -> Through:
    return person("周敬川")


def group(reader: Through) -> str:
    """The page of the leading group."""
    return reader.finds("teams", "市委巡查工作领导小组")


SEATS = {
    5: "成员：市纪委（监察局）主要领导",
    6: "成员：组织部主要领导",
    7: "成员：法院主要领导",
    8: "成员：检察院主要领导",
    9: "成员：公安局主要领导",
    10: "成员：审计局主要领导",
    11: "成员：其他单位主要领导",
    12: "成员：巡查组组长",
}
KINDS = {
    5: "discipline",
    6: "organisation",
    7: "court",
    8: "procuratorate",
    9: "police",
    10: "audit",
    11: "other",
    12: "team_head",
}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        pytest.param(f"member_{KINDS[n]}", words, marks=clause(f"yiwu-3-{n}", effect="recorded"), id=f"3-{n}")
        for n, words in SEATS.items()
    ],
)
def test_a_member_of_the_group_holds_a_seat_that_names_the_office_held(kind: str, words: str) -> None:
    clerk, place = office(), group(office())
    name = clerk.named(f"委员{words[-4:]}")
    clerk.does(place, "seat.filled", kind, person=name, home_unit="市民政局", paper="巡领〔2026〕3号")
    for reader in (clerk, leader()):
        assert f"{name}\n{words}\n市民政局" in reader.reads(group(reader))
    assert f"{name}\n{words}" in clerk.prints(place)
    assert f"任职、抽调：{words}" in clerk.exports_record(place)


@clause("yiwu-3-12", effect="recorded")
def test_a_team_head_sits_in_the_group_beside_the_team() -> None:
    clerk = office()
    clerk.does(group(clerk), "seat.filled", "member_team_head", person="傅临溪", paper="巡领〔2026〕3号")
    assert "傅临溪\n成员：巡查组组长" in clerk.reads(group(clerk))
    assert "傅临溪\n组长" in clerk.reads(clerk.finds("teams", "第二巡查组"))


@pytest.mark.parametrize(
    "question", recorded((14, "巡查工作规划"), (16, "阶段任务安排"), (24, "其他重要事项"))
)
def test_a_decision_of_the_group_stands_on_the_round_with_its_words_and_paper(question: str) -> None:
    clerk = office()
    place = clerk.finds("rounds", "第三轮巡查")
    said = f"就{question}作如下决定"
    clerk.does(place, "decision.made", question=question, conclusion=said, **PAPER)
    for reader in (clerk, leader()):
        line = reader.reads(place)
        assert f"作出决定：{question}\n：{said}" in line
        assert "澜巡领〔2026〕21号" in line
    assert f"作出决定：{question}\n决定内容：{said}" in clerk.prints(place)
    assert said in clerk.exports_record(place)


@clause("yiwu-3-14", effect="recorded")
def test_nobody_but_the_group_is_named_as_having_decided() -> None:
    head = person("高望岚")
    place = head.finds("rounds", "第三轮巡查")
    assert head.status(f"{place}/do/decision.made") == 404


@clause("yiwu-3-18", effect="recorded")
def test_a_hearing_says_who_reported_on_what_and_when() -> None:
    chair = leader()
    place = chair.finds("inspections", "柳塘镇")
    meeting = chair.begins(
        place, "meeting.held", "hearing", at=day(), present=["高望岚"], items_0_text="听取第一巡查组汇报"
    )
    assert chair.facts(meeting)["出席"] == "高望岚"
    assert "听取第一巡查组汇报" in chair.prints(meeting)
    assert "听取巡查汇报" in chair.filters("meetings", "code", "听取巡查汇报")
    assert exported(chair, meeting, "出席", "听取巡查汇报：柳塘镇") == "高望岚"


@clause("yiwu-3-19", effect="recorded")
def test_the_group_says_how_a_result_is_used() -> None:
    chair = leader()
    place = chair.finds("inspections", "柳塘镇")
    chair.does(place, "result.used", "assessment", extract="纳入 2026 年度考核")
    line = office().reads(place)
    assert "结果运用：纳入年度考核" in line
    assert "纳入 2026 年度考核" in line
    assert "纳入 2026 年度考核" in chair.prints(place)
    assert "纳入 2026 年度考核" in chair.exports_record(place)


@clause("yiwu-3-21", effect="recorded")
def test_an_opinion_of_the_group_goes_to_the_body_concerned_and_keeps_its_answer() -> None:
    chair = leader()
    opinion = chair.begins(
        chair.finds("inspections", "柳塘镇"), "request.made", "suggestion", to="市委组织部", title="加强镇班子建设", text="建议调整分工",
    )  # fmt: skip
    department = person("乔木森")
    assert "建议调整分工" in department.reads(opinion)
    department.does(opinion, "request.answered", text="已列入下次研究")
    assert "已列入下次研究" in chair.reads(opinion)
    assert "已列入下次研究" in chair.prints(opinion)
    assert "加强镇班子建设" in chair.filters("requests", "code", "工作建议")
    assert "已列入下次研究" in chair.exports_record(opinion)


@clause("yiwu-3-22", effect="produced")
def test_the_report_to_the_city_committee_counts_the_round_from_the_record() -> None:
    chair = leader()
    place = chair.finds("rounds", "第三轮巡查")
    report = chair.begins(
        place, "document.drafted", "work_state_committee", period="2026 年下半年", state="巡查按计划推进"
    )
    printed = chair.prints(report)
    for words in ("向市委的工作报告", "2026 年下半年", "巡查按计划推进", "由日志生成"):
        assert words in printed
    unit = printed.partition("\n柳塘镇\n")[2].split("\n")
    assert unit[:4] == ["第一巡查组", "已结束", "50（50）", "15（3）"]
    total = printed.partition("\n合计\n")[2].split("\n")
    ledger = office().reads(place).partition("\n信访件\n")[2].split("\n")
    assert total[0].startswith(f"{ledger[0]}（")
    asked = set(chair.asks(place, "document.drafted", "work_state_committee", begins=True).controls)
    assert asked & {"complaints", "findings", "n", "count"} == set()


@clause("yiwu-3-23", effect="shown")
def test_the_group_sees_each_team_s_progress_and_what_is_late_on_one_page() -> None:
    words = leader().reads(leader().finds("rounds", "第三轮巡查"))
    for team in ("第一巡查组", "第二巡查组", "第三巡查组"):
        assert team in words
    for heading in ("走到哪一步", "下一个期限", "逾期", "各组和各单位手上的事", "不排名次"):
        assert heading in words


@clause("yiwu-3-23", effect="shown")
def test_a_complaint_about_team_staff_is_counted_on_the_group_s_page_and_never_on_the_team_s() -> None:
    chair = leader()
    place = chair.finds("rounds", "第三轮巡查")
    before = chair.reads(place).partition("\n信访件\n")[2].split("\n")[0]
    chair.begins(
        chair.finds("inspections", "青屏街道"), "complaint.received", "about_team_group", channel="来信", subject="组员接受宴请",
        addressee="领导小组",
    )  # fmt: skip
    after = chair.reads(place).partition("\n信访件\n")[2].split("\n")[0]
    assert int(after) == int(before or 0) + 1  # where one may read none there is no figure
    assert "组员接受宴请" in chair.lists("complaints")
    for name in ("高望岚", "沈知秋"):
        assert "组员接受宴请" not in person(name).lists("complaints")
    assert person("方竹青").status("/complaints") == 404
