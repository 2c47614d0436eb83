"""What the wuqing regulation wants seen: the scheme, the round with its problems and steps, and the views beside it."""

from datetime import date

import pytest

from tests.regulations.wuqing.city import City, checked, enrolled, led, listed, opened, supervised
from tests.web.reader import Reader

pytestmark = pytest.mark.usefixtures("on_pages")

clause = pytest.mark.clause


def view(city: City, name: str, by: str = "office/clerk") -> str:
    """The words of a view of the round."""
    reader = Reader(city, by)
    return reader.reads(f"{reader.address('round')}/views/{name}")


def part(words: str, begins: str, ends: str = "") -> str:
    """What a page says from one heading to another."""
    assert begins in words, words
    after = words.partition(begins)[2]
    return after.partition(ends)[0] if ends else after


@clause("wuqing-0-1", effect="shown")
@clause("wuqing-0-3", effect="shown")
def test_the_page_of_the_plan_says_when_it_was_issued_that_it_is_open_and_what_it_is_tied_to() -> None:
    city = enrolled()
    for by in ("office/clerk", "town/clerk", "station/clerk"):
        page = Reader(city, by).reads("/scheme")
        assert "2017年3月21日印发，主动公开" in page
        assert "结合开展的专项\n不作为不担当专项治理" in page
        assert "状态\n施行" in page
    assert "结合开展的专项\n不作为不担当专项治理" in Reader(city, "office/clerk").reads("round")


@clause("wuqing-2-0-6", effect="shown")
def test_the_round_begins_with_its_problems_by_field_and_unit() -> None:
    city = checked().find("late", title="迟到", fields=["field7_late"])
    page = Reader(city, "office/clerk").reads("round")
    head = (
        part(page, "问题和结果", "每个问题的结果") if "每个问题的结果" in page else part(page, "问题和结果")
    )
    assert page.index("问题和结果") < page.index("步骤和各步的待办")
    assert "服务意识不强\n1\n0\n柳塘镇 1" in head
    assert "规矩意识不强\n1\n0\n柳塘镇 1" in head
    listed_so = Reader(city, "office/clerk").lists(
        "findings", campaign=str(city.keys["round"]), fields="field7"
    )
    assert "迟到" in listed_so
    assert "窗口没有一次告知" not in listed_so, "the count of a field opens to its rows"


@clause("wuqing-2-0-7", effect="shown")
def test_each_problem_stands_with_its_result() -> None:
    city = listed().find("late", title="迟到", fields=["field7_late"])
    city.rectify().verify().close()
    page = part(Reader(city, "office/clerk").reads("round"), "问题和结果", "步骤和各步的待办")
    assert "窗口没有一次告知\n事难办\n已销号\n一次告知" in page
    assert "迟到\n迟到早退\n已登记\n还没有结果" in page
    assert "服务意识不强\n1\n1\n柳塘镇 1" in page


@clause("wuqing-2-0-10", effect="shown")
def test_weeks_in_which_a_unit_did_nothing_are_named() -> None:
    city = enrolled()  # on 21 March, in the week of the 20th
    city.play.on(date(2017, 4, 10))
    city.find()
    line = part(view(city, "activity_view"), "哪几周没有动作\n")
    assert line.startswith("柳塘镇\n2\n2\n3月27日、4月3日")
    assert Reader(city, "town/clerk").status(f"{Reader(city, 'office/clerk').address('round')}/views/activity_view") == 404  # fmt: skip


STEPS = [
    pytest.param("动员部署", "2017年3月1日至2017年3月31日", "制定本单位的实施方案", marks=clause("wuqing-3-1-1", effect="shown"),
                 id="mobilisation"),
    pytest.param("自查自纠", "2017年3月31日至2017年6月30日", "列出问题清单", marks=clause("wuqing-3-2-1", effect="shown"),
                 id="self-examination"),
    pytest.param("督查问责", "2017年7月1日至2017年9月30日", "督查下一级", marks=clause("wuqing-3-3-1", effect="shown"), id="supervision"),
    pytest.param("总结提高", "2017年10月1日至2017年12月31日", "报送专项整治总结报告", marks=clause("wuqing-3-4-1", effect="shown"),
                 id="summing up"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "days", "owed"), STEPS)
def test_the_round_shows_a_step_with_its_days_and_what_is_owed_in_it(step: str, days: str, owed: str) -> None:
    page = part(Reader(enrolled(), "office/clerk").reads("round"), "步骤和各步的待办")
    assert f"{step}\n{days}" in page
    under = part(page, f"{step}：待办")
    assert f"{owed}\n1\n0" in under.partition("：待办")[0]


@clause("wuqing-3-1-1", effect="shown")
def test_the_slip_in_the_days_of_the_first_step_is_said_and_how_it_is_read() -> None:
    page = Reader(enrolled(), "office/clerk").reads("round")
    assert "动员部署（原文的疏漏）" in page
    assert "动员部署（口径）" in page


def two_levels() -> City:
    """The town and the station under it, and a department of another leader."""
    city = opened().enrol().assign().enrol("station", "below").assign("town", "below")
    city.do("office/clerk", "person.registered", {"title": "沈行舟"}, name="沈行舟")
    filled = {"seat": "leader_in_charge", "person": "@沈行舟"}
    city.do("office/clerk", "seat.filled", filled, subject="government", paper="区委〔2017〕6号")
    return city.enrol("bureau_of_housing", "housing", leader_in_charge="@沈行舟")


@clause("wuqing-3-2-2", effect="shown")
def test_progress_is_seen_down_the_tree_of_units() -> None:
    city = two_levels()
    city.find().find("below_found", by="station/clerk", within="below", title="值班缺人")
    page = part(view(city, "duty_tree"), "分管领导：顾行远", "分管领导：沈行舟")
    above, _, under = page.partition("└ 柳塘镇水务站")
    assert "柳塘镇\n方竹青" in above
    assert "区政府督查室\n已分派\n1（0）" in above
    assert "柳塘镇\n已分派\n1（0）" in under, "the town checks the station"


@clause("wuqing-4-1-4", effect="shown")
def test_a_leader_sees_the_units_in_charge_of_and_what_is_open_there() -> None:
    city = two_levels()
    page = view(city, "duty_tree", by="government/leader_in_charge")
    own = part(page, "分管领导：顾行远", "分管领导：沈行舟")
    owed = [duty for duty in city.play.duties(state="open") if duty.inspection in (city.keys["inspection"], city.keys["below"])]  # fmt: skip
    assert own.strip().startswith(f"关于这些单位的未办 {len(owed)}，逾期 0")
    assert "柳塘镇水务站" in own
    assert "区住建委" not in own
    assert "区住建委" in part(page, "分管领导：沈行舟")


@clause("wuqing-4-1-10", effect="shown")
def test_who_answers_is_seen_at_every_level() -> None:
    city = two_levels().find().plan()
    page = part(view(city, "duty_tree"), "分管领导：顾行远", "分管领导：沈行舟")
    assert "柳塘镇\n方竹青\n严明礼" in page, "the leader, the principal head, whoever puts the problem right"


@clause("wuqing-3-3-2", effect="shown")
def test_signs_of_a_formality_are_listed_for_a_person_to_judge() -> None:
    city = enrolled()
    said = "对照检查没有发现明显问题"
    for method in ("orders", "service"):
        city.check(method, question=said)
    for n in range(10):
        city.find(f"n{n}", title=f"第{n}件", text=f"三名群众跑了{n}趟办不成")
    page = view(city, "warning_view")
    assert "由人判断" in page
    assert f"{said}\n2" in part(page, "雷同的文字", "一小时内成批录入")
    assert "何其安\n12" in part(page, "一小时内成批录入", "一直不变的清单")
    assert "没有发现。" in part(page, "一直不变的清单")
    assert "得分" not in page
    assert "一小时内成批录入\n10 件以上的" in page, "the number from which on it is a sign is said"
    assert "清单三十天以上没有变" in part(page, "口径"), "and so is why"


@clause("wuqing-3-3-2", effect="shown")
def test_a_list_that_never_changed_is_pointed_out_until_it_is_drawn_up_anew() -> None:
    city = listed()
    city.play.on(date(2017, 5, 30))
    unchanged = part(view(city, "warning_view"), "一直不变的清单")
    assert "柳塘镇\n50" in unchanged
    assert "问题清单：柳塘镇" in unchanged
    city.list_problems("finding")
    assert "问题清单：柳塘镇" not in part(view(city, "warning_view"), "一直不变的清单")


@clause("wuqing-3-3-15", effect="shown")
def test_what_was_proved_and_not_decided_on_is_listed_until_it_is() -> None:
    city = led()
    fields = {"kind": "clue", "title": "窗口收费", "about": ["窗口负责人"], "grounds": ["misaction"], "text": "启动",
              "from_ref": ["@clue"]}  # fmt: skip
    city.do("bureau/clerk", "inquiry.opened", fields, within="inspection", name="inquiry")
    assert "窗口收费" not in view(city, "accountability_view", "bureau/clerk"), "nothing is proved yet"
    concluded = {"found": "收费属实", "proposals": ["问责"]}
    city.do("bureau/clerk", "inquiry.concluded", concluded, subject="inquiry")
    page = view(city, "accountability_view", "bureau/clerk")
    assert "收费属实\n问责" in part(page, "窗口收费")
    decided = {
        "whom": "窗口负责人",
        "pursue": True,
        "form": "disciplinary",
        "text": "依规处理",
        "final": True,
    }
    city.do("bureau/clerk", "accountability.decided", decided, subject="inquiry")
    assert "窗口收费" not in view(city, "accountability_view", "bureau/clerk")


@clause("wuqing-3-4-6", effect="shown")
def test_good_practice_is_open_to_every_unit() -> None:
    city = enrolled()
    example = {
        "register": "good_example",
        "title": "便民服务中心",
        "traits": ["practical"],
        "facts": "一次办成",
    }
    city.do("town/clerk", "entry.registered", example, within="inspection", name="example")
    for by in ("station/clerk", "bureau_of_housing/clerk", "audit/clerk"):
        reader = Reader(city, by)
        assert "好的做法" in reader.reads("/desk"), "the menu leads there"
        assert "便民服务中心" in reader.lists("entries")
        assert "一次办成" in reader.reads("example")


@clause("wuqing-3-4-8", effect="shown")
def test_the_rules_stay_in_sight_after_the_campaign_with_the_days_of_review() -> None:
    city = supervised().propose(review_on="2018-06-01").carry_out()
    city.play.on(date(2018, 1, 8))
    city.do("office/clerk", "campaign.closed", {}, subject="round")
    for by in ("office/clerk", "town/clerk"):
        page = Reader(city, by).lists("rules")
        assert "一次告知制度" in page
        assert "2018年6月1日" in page
    assert '"拟回头看的日期","2018-06-01"' in Reader(city, "office/clerk").exports("rule")
