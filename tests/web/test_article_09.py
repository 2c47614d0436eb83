"""Article 9 through pages: what is looked for, and the fields and kinds of problems, entered, read, filtered, exported."""

import pytest

from tests.web.through_pages import Answer, Through, day, exported, person

pytestmark = pytest.mark.demo_city


@pytest.fixture
def member(database: str) -> Through:
    return person("许知微")


FIELDS = {
    5: "政治纪律和政治规矩",
    6: "言行与党的方针政策相背",
    7: "有令不行、有禁不止",
    8: "阳奉阴违",
    9: "拉帮结派",
    10: "廉洁纪律",
    11: "以权谋私",
    12: "贪污贿赂",
    13: "腐化堕落",
    14: "组织纪律",
    15: "“三重一大”未集体决策",
    16: "违规用人",
    17: "拉票贿选",
    18: "买官卖官",
    19: "独断专行",
    20: "软弱涣散",
    21: "严重不团结",
    22: "群众、工作、生活纪律和八项规定精神",
    23: "群众纪律",
    24: "工作纪律",
    25: "生活纪律",
    26: "八项规定精神",
    27: "形式主义",
    28: "官僚主义",
    29: "享乐主义",
    30: "奢靡之风",
}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(words, marks=pytest.mark.clause(f"yiwu-9-{n}", effect="recorded"), id=f"9-{n}")
        for n, words in FIELDS.items()
    ],
)
def test_a_problem_of_each_field_is_entered_read_filtered_and_exported(member: Through, words: str) -> None:
    title = f"问题：{words}"
    place = member.finds("inspections", "青屏街道")
    finding = member.begins(
        place,
        "finding.recorded",
        "check",
        title=title,
        fields=[words],
        text="查阅记录发现",
        advice="限期改正",
    )
    assert member.facts(finding)["问题类别"] == words
    assert words in member.prints(finding)
    assert exported(member, finding, "问题类别", title) == words


OPEN = [
    pytest.param(heading, words, marks=pytest.mark.clause(f"yiwu-9-{n}", effect="recorded"), id=f"9-{n}")
    for n, heading, words in (
        (9, "政治纪律和政治规矩", "搞非组织活动"),
        (13, "廉洁纪律", "违规经商办企业"),
        (21, "组织纪律", "不如实报告个人事项"),
        (30, "群众、工作、生活纪律和八项规定精神", "公车私用"),
    )
]


@pytest.mark.parametrize(("heading", "words"), OPEN)
def test_a_kind_of_problem_that_the_text_does_not_name_is_written_in_freely(heading: str, words: str) -> None:
    member = person("许知微")
    free: dict[str, Answer] = {"fields": [heading], "fields-free": words, "title": words, "text": "查阅记录"}
    form = member.asks(member.finds("inspections", "青屏街道"), "finding.recorded", "check", begins=True)
    finding = member.sends(form, free)
    assert member.facts(finding)["问题类别"] == f"{heading} {words}"
    assert f"{heading}、{words}" in member.prints(finding)
    assert exported(member, finding, "问题类别", words) == f"{heading}、{words}"


TOPICS = {1: "执行党章和党内法规", 2: "遵守纪律", 3: "主体责任", 4: "监督责任"}


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param(words, marks=pytest.mark.clause(f"yiwu-9-{n}", effect="recorded"), id=f"9-{n}")
        for n, words in TOPICS.items()
    ],
)
def test_a_topic_of_oversight_stands_in_the_work_plan_and_with_the_problem(topic: str) -> None:
    office, member = person("江予白"), person("许知微")
    plan = office.begins(
        office.finds("rounds", "第三轮巡查"), "document.drafted", "work_plan", title=f"方案：{topic}",
        task="全面了解", units=["青屏街道"], ways=["个别谈话"], starts_on=day(), ends_on=day(30), topics=[topic],
    )  # fmt: skip
    assert office.facts(plan)["监督内容"] == topic
    assert topic in office.prints(plan)
    assert exported(office, plan, "监督内容", f"方案：{topic}") == topic
    finding = member.begins(
        member.finds("inspections", "青屏街道"), "finding.recorded", "paper", title=f"内容：{topic}", fields=["工作纪律"],
        topics=[topic], text="查阅会议记录",
    )  # fmt: skip
    assert topic in member.facts(finding).values()
    assert topic in member.exports_record(finding)
