"""What the Hongshan opinions have shown: the parts of the regulation, how the mechanism runs, and what everybody sees."""

from datetime import date

import pytest

from tests.regulations.hongshan.district import District, running
from tests.regulations.hongshan.test_4_disposal import UNDERTAKING
from tests.web.hongshan_pages import address, anybody, browser, reads, rows

pytestmark = pytest.mark.usefixtures("pages")

clause = pytest.mark.clause


# ---------------------------------------------------------------------- the page of the regulation


@clause("hongshan-0-2", effect="shown")
@clause("hongshan-5-0-1", effect="shown")
def test_the_page_of_the_regulation_says_what_it_rests_on() -> None:
    said = reads(running(), "office/clerk", "/scheme")
    basis = said.partition("性质、目的和依据")[2].partition("各部分")[0]
    assert "武治庸办发〔2014〕8号" in basis
    assert "责任体系照区委关于两个责任的那份意见来" in basis


@clause("hongshan-1-11", effect="shown")
def test_the_measures_of_part_two_stand_under_the_five_sides_from_which_work_begins() -> None:
    city = running()
    parts = reads(city, "office/clerk", "/scheme").partition("\n各部分\n")[2].split("\n")
    sides = ["干部教育监督", "联系服务群众", "窗口单位", "“三公”经费", "岗位权力"]
    assert parts[:5] == sides
    with city.play.there():
        who = browser(city, "office/clerk")
        assert [f'href="/scheme/articles/2#2-{n}"' in who.html("/scheme") for n in (1, 2, 3, 4, 6)] == [
            True
        ] * 5
        article = who.reads("/scheme/articles/2")
        asked = {side: article.partition(f"\n{side}\n")[2] for side in sides}
        ids = [f'id="2-{n}"' in who.html("/scheme/articles/2") for n in (1, 2, 3, 4, 6)]
    assert ids == [True] * 5
    first = ("作风教育一年定一个主题。", "领导接待日要一直办下去。", "派到窗口的人要挑好、配强。", "日常检查要查公务接待。",
             "职责或者机构一变，权责就要重新清理确认。")  # fmt: skip
    for side, norm in zip(sides, first, strict=True):
        others = [one for one in sides if one != side]
        assert norm in min((asked[side].partition(f"\n{one}\n")[0] for one in others), key=len), side


@clause("hongshan-1-12", effect="shown")
@clause("hongshan-1-13", effect="shown")
@clause("hongshan-1-14", effect="shown")
def test_the_page_of_the_regulation_leads_to_each_standing_mechanism() -> None:
    city = running()
    parts = reads(city, "office/clerk", "/scheme").partition("\n各部分\n")[2]
    for norm, names in (
        ("发现和处置问题，要有常设的一套办法。", ("快速发现问题", "高效处置问题", "问题台账")),
        ("岗位责任要成体系，而且是常设的。", ("监管责任体系",)),
        ("追究责任也要有常设的办法。", ("责任追究",)),
    ):
        assert norm in parts
        assert [name for name in names if name not in parts] == []
    with city.play.there():
        html = browser(city, "office/clerk").html("/scheme")
        pages = {n: browser(city, "office/clerk").reads(f"/scheme/articles/{n}") for n in (3, 4, 5, 6)}
    assert [n for n in (3, 4, 5, 6) if f'href="/scheme/articles/{n}#{n}"' not in html] == []
    assert 'href="/findings"' in html, "the ledger is the running form"
    assert [
        n for n, words in zip(pages, ("渠道", "台账", "责任", "问责"), strict=True) if words not in pages[n]
    ] == []


@clause("hongshan-5-3-7", effect="shown")
def test_the_eight_point_rules_are_the_basis_of_discipline_organs_and_asked_for_with_a_problem() -> None:
    city = running()
    assert "依八项规定和作风要求" in reads(city, "organ/clerk", "/scheme")
    form = f"{address(city, 'parks_in')}/begin/finding.recorded?kind=visit"
    assert "依据（八项规定和作风建设要求的哪一条）" in reads(city, "organ/clerk", form)
    city.find(by="organ/clerk", basis="八项规定第一条")
    assert city.held("finding")["basis"] == "八项规定第一条"


# ---------------------------------------------------------------------- found early, handled fast, put right, answered for


def a_month() -> District:
    """Three problems and a complaint of June 2015: one handled after four days and struck off, one that waits."""
    city = running().enrol("trade")
    city.find(name="old", since="2015-05-22", channel="conduct")
    city.play.on(date(2015, 6, 5))
    city.hand_over(name="old").settled("old").close("old")
    city.find(name="new", since="2015-06-03", channel="conduct", title="门口停车难")
    return city


@clause("hongshan-1-2", effect="shown")
@clause("hongshan-1-3", effect="shown")
@clause("hongshan-4-0-1", effect="shown")
def test_the_days_to_registration_by_channel_and_to_the_first_step_by_unit() -> None:
    city = a_month()
    city.play.on(date(2015, 6, 15))
    # Ten days from 22 May to 1 June, two from 3 to 5 June: six in the middle; handled after four days.
    assert rows(city, "从发生到登记") == [
        ["渠道", "问题和投诉件", "发生日期已知", "天数（中位数）"],
        ["行风连线", "2", "2", "6"],
    ]
    assert rows(city, "从登记到处置")[1:] == [["区园林局", "2", "1", "4", "1"]]
    assert [line[1:] for line in rows(city, "还没有处置的")[1:]] == [["区园林局", "2015年6月5日 周五", "10"]]
    assert "门口停车难" in rows(city, "还没有处置的")[1][0]


@clause("hongshan-1-4", effect="shown")
@clause("hongshan-1-5", effect="shown")
def test_how_much_of_what_is_closed_was_verified_and_each_decision_on_accountability_with_its_reason() -> (
    None
):
    city = a_month()
    city.inquire("double", about="old").decide("actor", about="old", pursue=True)
    assert rows(city, "整改是不是真的") == [
        ["单位", "问题", "已销号", "其中核验过", "占比", "重新打开"],
        ["区园林局", "2", "1", "1", "100%", "0"],
    ]
    decided = [line[1:] for line in rows(city, "问责决定")[1:]]
    assert decided == [
        ["区园林局", "直接责任人", "追究", "情节轻微，已当场纠正"],
        ["区园林局", "—", "没有决定", "—"],
    ]
    city.do("office/clerk", "finding.reopened", {"text": "又空岗"}, subject="old")
    assert rows(city, "整改是不是真的")[1] == ["区园林局", "2", "0", "0", "—", "1"]


# ---------------------------------------------------------------------- channels, points, windows, undertakings


@clause("hongshan-3-0-3", effect="shown")
@clause("hongshan-3-0-4", effect="shown")
def test_what_came_in_by_each_channel_also_by_those_with_nothing_and_what_was_not_passed_on() -> None:
    city = running().complain("conduct").accept().complain("conduct").complain("direct")
    city.play.on(date(2015, 6, 8))
    found = {line[0]: line[1:] for line in rows(city, "各渠道来件")[1:]}
    assert found["行风连线"] == ["2", "1"]
    assert found["区长专线"] == ["0", "0"], "a channel without input"
    assert [line[1:] for line in rows(city, "还没有转出的件")[1:]] == [
        ["行风连线", "2015年6月1日 周一", "7"],
        [city.play.scheme.value("channels", "direct").text.zh, "2015年6月1日 周一", "7"],
    ]
    city.accept()
    assert len(rows(city, "还没有转出的件")) == 2


@clause("hongshan-3-2-1", effect="shown")
def test_the_points_are_counted_against_twenty_and_the_lacking_are_said() -> None:
    city = running().point()
    page = f"/rounds/{city.keys['round']}/views/org_chart"
    assert "监测点：应有 20 个，现有 1 个，还差 19 个" in reads(city, "office/clerk", page)
    assert ["青石监测点", "青石社区", "027-0000"] in rows(city, "监测点")
    city.do("office/clerk", "body.stood_down", {"on": city.today}, subject="point")
    assert "现有 0 个，还差 20 个" in reads(city, "office/clerk", page)


@clause("hongshan-2-6-11", effect="shown")
def test_satisfaction_with_windows_is_shown_over_time_with_its_sample_and_nobody_who_answered() -> None:
    city = running()
    for day, sample, n in ((date(2015, 6, 8), "50", "40"), (date(2015, 9, 8), "60", "54")):
        city.play.on(day)
        opened = {"kind": "collective_rating", "questions": ["满意吗"], "from_on": day.isoformat()}
        city.do("office/clerk", "evaluation.opened", opened, within="parks_in", name="evaluation")
        result = {"sample": sample, "method": "随机抽样", "results": [{"what": "满意", "n": n}]}
        city.do("office/clerk", "evaluation.concluded", result, subject="evaluation")
    assert rows(city, "历次结果") == [
        ["单位", "评估", "日期", "样本数", "方法", "结果"],
        ["区园林局", "社会测评", "2015年6月8日 周一", "50", "随机抽样", "满意 40（80%）"],
        ["区园林局", "社会测评", "2015年9月8日 周二", "60", "随机抽样", "满意 54（90%）"],
    ]


@clause("hongshan-5-1-8", effect="shown")
def test_undertakings_stand_with_their_lead_department_as_kept_late_or_running() -> None:
    city = running()
    for name, goal, due in (
        ("kept", "窗口满员", "2015-06-20"),
        ("late", "停车有序", "2015-06-30"),
        ("runs", "绿化达标", "2015-12-31"),
    ):
        fields = UNDERTAKING | {"goal": goal, "due": due}
        city.do("parks/clerk", "undertaking.given", fields, within="parks_in", name=name)
    city.play.on(date(2015, 7, 10))
    city.do("office/clerk", "undertaking.checked", {"kept": "兑现", "text": "看过"}, subject="kept")
    assert rows(city, "承诺兑现")[1:] == [
        ["窗口满员", "区园林局", "2015年6月20日 周六", "兑现"],
        ["停车有序", "区园林局", "2015年6月30日 周二", "逾期 10 天，没有核过"],
        ["绿化达标", "区园林局", "2015年12月31日 周四", "还没有到期"],
    ]


def test_how_a_mechanism_runs_is_told_to_those_who_lead_run_and_inspect_alone() -> None:
    city = running()
    page = f"/rounds/{city.keys['round']}/views/figures"
    assert "从登记到处置" in reads(city, "visitors/invited_supervisor", page)
    with city.play.there():
        assert [
            browser(city, by).status(page) for by in ("parks/clerk", "centre/clerk", "evaluators/reviewer")
        ] == [404] * 3


def test_a_body_outside_has_the_lists_it_works_in_and_nobody_one_that_the_regulation_has_not() -> None:
    city = running()
    menus = {by: reads(city, by, "/desk") for by in ("centre/clerk", "services/clerk", "office/clerk")}
    assert "投诉登记" in menus["centre/clerk"]
    assert "问题台账" in menus["services/clerk"]
    assert [by for by, said in menus.items() if "分类处置" in said] == []


def test_the_form_asks_for_the_reason_that_a_rule_asks_for_and_who_handles_again_reads_the_matter() -> None:
    city = running().dissatisfied().handle_again()
    assert city.held("complaint", "matter.rehandled")["owner"] == str(city.keys["discipline"])
    city.answer("discipline/clerk")
    assert city.held("complaint", "complaint.answered")["remedy"] == "当日补办"


@clause("hongshan-5-2-5", effect="recorded")
def test_the_head_of_a_unit_reads_on_its_home_page_what_is_not_yet_put_right() -> None:
    city = running().find(name="done", title="窗口少人").settled("done").close("done")
    city.find(name="open", title="门口停车难").hand_over(name="open").plan("open")
    said = reads(city, "parks/principal", "/desk")
    problems = said.partition("\n本单位 2 个问题\n")[2].split("\n")
    done, still = (problems[problems.index(number) :][:5] for number in ("台账第1号", "台账第2号"))
    assert (done[1], done[4]) == ("窗口少人", "已销号")
    assert still[1:3] == ["门口停车难", "本单位没有附佐证"]


# ---------------------------------------------------------------------- what everybody sees


@clause("hongshan-2-3-1", effect="shown")
def test_reception_days_and_the_leader_on_duty_are_told_to_everybody() -> None:
    city = running()
    for roster, who, first, last in (
        ("weekly", "苏望舒", "2015-06-08", "2015-06-14"),
        ("rotation", "周敬川", "2015-06-15", "2015-06-21"),
    ):
        turn = {"roster": roster, "person": f"@{who}", "from_on": first, "to_on": last}
        city.do("bureau/clerk", "shift.assigned", turn, subject="bureau")
    kept_inside = {
        "roster": "fixed_point",
        "person": "@高望岚",
        "from_on": "2015-06-01",
        "to_on": "2015-06-28",
    }
    city.do("office/clerk", "shift.assigned", kept_inside, subject="visitors")
    said = anybody(city).partition("领导接待日")[2]
    for words in (
        "每周区级领导接访\n苏望舒：2015年6月8日 至 2015年6月14日",
        "常委轮流接访\n周敬川：2015年6月15日 至 2015年6月21日",
    ):
        assert words in said
    assert "高望岚" not in said, "where supervisors go is not told"
    assert ["每周区级领导接访", "苏望舒", "2015年6月8日 周一", "2015年6月14日 周日"] in rows(city, "排班表")


@clause("hongshan-2-4-5", effect="shown")
@clause("hongshan-3-0-2", effect="shown")
def test_everybody_reads_the_published_lists_and_where_to_report_that_they_are_not_so() -> None:
    city = running()
    drafted = {"kind": "powers_list", "title": "权力清单", "content": "绿化审批一项"}
    city.do("parks/clerk", "document.drafted", drafted, within="parks_in", name="list")
    city.do("parks/principal", "document.signed", {}, subject="list")
    assert "绿化审批一项" not in anybody(city)
    city.do("parks/clerk", "document.published", {"medium": "website"}, subject="list")
    city.do("office/clerk", "body.changed", {"phone": "027-1234"}, subject="centre")
    said = anybody(city)
    notice = said.partition("绿化审批一项")
    for words in ("公布的清单：区园林局", "2015年6月1日", "网站"):
        assert words in notice[0]
    assert notice[2].strip().startswith("与实际不符的，可以从这里反映")
    ways = said.partition("怎样反映问题")[2]
    for words in ("谁都可以反映问题", "实名", "要求保密", "匿名", "区行政投诉中心\n027-1234"):
        assert words in ways
    assert "怎样反映问题" in anybody(city, "/login")
