"""Article 28: what the team sends in at regular times, and what it files at the end."""

from datetime import date
from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, ended, entered, new_city, rectified, reported

clause = pytest.mark.clause

GRANT = ("group", "authority.granted", {"units": ["@town"], "matter": "本轮巡查"})


@clause("yiwu-28-1", effect="enforced")
def test_a_team_without_an_information_officer_is_not_empowered() -> None:
    city = new_city().open_round().enrol().plan().form_team().declare()
    leave = {"seat": "reporter", "person": "@温如岚"}
    city.do("office/clerk", "seat.vacated", leave, subject="team")
    assert (
        city.why("reporter_named", *GRANT, subject="team")
        == "yiwu-28-1 巡查组要指定信息员：第一组的信息员还没有人"
    )
    named = {"seat": "reporter", "person": "@温如岚", "home_unit": "@party", "task": "信息"}
    city.do("office/clerk", "seat.filled", named, subject="team")
    assert city.why("reporter_named", *GRANT, subject="team") == ""


REPORT = {"kind": "liaison_report", "to": "@office", "important_work": "谈话二十人", "experience": "错时谈话",
          "about_unit": "本期没有"}  # fmt: skip


@clause("yiwu-28-2", effect="tracked")
def test_each_team_reports_its_work_every_week_until_the_office_says_otherwise() -> None:
    city = entered()
    # 12 October 2015 is the Monday of the 42nd week, which ends on Sunday the 18th.
    city.tick("liaison_report", "2015-W42")
    assert city.owed("liaison_report") == [Owed("team", "2015-10-18", "office")]
    place = {"kind": "team_plan", "to": "@office", "document": "@team_plan"}
    city.do("team/head", "report.submitted", place, within="inspection")
    assert len(city.owed("liaison_report")) == 1, "another report is not the periodic one"
    city.do("team/reporter", "report.submitted", REPORT, within="inspection")
    assert city.owed("liaison_report") == []


@clause("yiwu-28-2", effect="tracked")
def test_the_office_sets_the_interval_for_the_round() -> None:
    city = entered()
    fixed = {"clause": "yiwu-28-2", "key": "liaison_report", "value": "month day 20", "authors": ["@office"]}
    asked = ("office/director", "reading.fixed")
    assert city.faults(*asked, fixed | {"value": "有空就报"}, subject="round") == {
        "value": "看不懂“有空就报”，请写成 week 这样"
    }
    assert list(city.faults(*asked, fixed | {"key": "tea_break"}, subject="round")) == ["key"]
    city.do(*asked, fixed, subject="round")
    city.tick("liaison_report", "2015-10")
    assert [owed.when for owed in city.owed("liaison_report")] == ["2015-10-20"]


@clause("yiwu-28-2", effect="tracked")
def test_a_report_without_the_important_work_is_none() -> None:
    asked = ("team/reporter", "report.submitted")
    for section in ("important_work", "experience", "about_unit"):
        fields = {name: value for name, value in REPORT.items() if name != section}
        assert list(entered().faults(*asked, fields, within="inspection")) == [section]


SECTIONS = [
    pytest.param(
        "experience",
        "yiwu-28-3",
        "创新做法",
        False,
        marks=clause("yiwu-28-3", effect="tracked"),
        id="experience",
    ),
    pytest.param(
        "about_unit", "yiwu-28-4", "镇里刚换届", True, marks=clause("yiwu-28-4", effect="tracked"), id="unit"
    ),
]


@pytest.mark.parametrize(("section", "cite", "text", "is_personal"), SECTIONS)
def test_the_periodic_report_has_a_section_for_each_thing_the_text_names(
    section: str, cite: str, text: str, is_personal: bool
) -> None:
    city = entered().tick("liaison_report", "2015-W42")
    assert cite in city.play.scheme.duties["liaison_report"].cite
    form = city.play.scheme.form("report.submitted", "liaison_report")
    assert form is not None
    field = form.fields[section]
    assert (field.cite, field.personal) == ((cite,), is_personal)
    whole = REPORT | {"experience": "做法", "about_unit": "情况"} | {section: text}
    city.do("team/reporter", "report.submitted", whole, within="inspection", name="return")
    assert city.owed("liaison_report") == []
    assert city.held("return")[section] == text
    assert city.subject("return").readers == {city.keys["team"], city.keys["office"]}


LINES: dict[str, dict[str, Any]] = {
    "meetings": {"n": 2}, "collected": {"n": 1}, "complaint_sheets": {"n": 1}, "handling_sheets": {"n": 1},
    "talks": {"n": 1}, "discussions": {"n": 0}, "briefings": {"n": 1}, "report": {"n": 1},
    "rectification": {"absent": "晚于一个月，另行补充"},
}  # fmt: skip


def filed(**changed: dict[str, Any] | None) -> City:
    """The volume compiled after one letter and one talk; a line may be changed or left out."""
    city = entered().talk("方竹青").complain().settle_complaint().end()
    lines = [{"kind": kind, **line} for kind, line in (LINES | changed).items() if line is not None]
    city.do("team/reporter", "volume.compiled", {"lines": lines}, within="inspection", name="volume")
    return city


HAND_OVER = ("team/head", "volume.handed_over", {"signed_by": ["高望岚", "江予白"], "pages": 120})
RULE = " ".join(f"yiwu-28-{n}" for n in range(8, 17)) + " 每类归档材料齐全，或者写明没有的原因："


@clause("base-34", effect="enforced")
def test_a_second_volume_is_refused_with_the_name_of_the_one_at_work_until_that_is_handed_over() -> None:
    city = filed()
    city.do(
        "team/reporter",
        "volume.compiled",
        {"lines": [{"kind": "talks", "n": 1}], "title": "柳塘镇巡查卷"},
        subject="volume",
    )
    anew = (
        "one_volume_at_a_time",
        "team/reporter",
        "volume.compiled",
        {"lines": [{"kind": "talks", "n": 1}]},
    )
    assert city.why(*anew, within="inspection") == (
        "base-34 一个单位的案卷移交以前，不另立一卷：已经有案卷“柳塘镇巡查卷”还没有办完，接着在那里办"
    )
    assert city.why(*anew, subject="volume") == "", "the same volume is gone on with"


VOID = ("only_empty_volumes_voided", "team/reporter", "matter.withdrawn", {"text": "立错了"})


@clause("base-34", effect="enforced")
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"lines": [{"kind": "talks", "n": 1}, {"kind": "report", "absent": "没有"}]}, "里面已经有 1 类材料，先从目录里拿出来"),
        ({"lines": [{"kind": "talks", "number": "密1号", "keeper": "温如岚", "secret": True}]}, "里面已经有 1 类材料，先从目录里拿出来"),
        ({"lines": [{"kind": "talks", "n": 0}], "state_secrets": "密1号"}, "还写着：涉密材料（只登记编号和存放处，不上传），先去掉"),
    ],
)  # fmt: skip
def test_a_volume_in_which_something_lies_is_not_voided(fields: dict[str, Any], why: str) -> None:
    city = entered()
    city.do("team/reporter", "volume.compiled", fields, within="inspection", name="volume")
    assert city.why(*VOID, subject="volume") == f"base-34 没有材料的案卷才能作废，写明理由：{why}"


def test_an_empty_volume_is_voided_with_a_reason_and_another_is_compiled() -> None:
    city = entered()
    empty = {"lines": [{"kind": "talks", "n": 0}, {"kind": "report", "absent": "还没有形成"}]}
    city.do("team/reporter", "volume.compiled", empty, within="inspection", name="volume")
    assert set(city.faults("team/reporter", "matter.withdrawn", {}, subject="volume")) == {"text"}
    city.do("team/reporter", "matter.withdrawn", {"text": "立错了"}, subject="volume")
    assert city.subject("volume").state == "withdrawn"
    city.do("team/reporter", "volume.compiled", empty, within="inspection", name="another")
    assert city.subject("another").state == "compiled"


@clause("yiwu-28-6", effect="tracked")
def test_the_files_reach_the_office_within_a_month_of_the_end() -> None:
    city = filed()
    # The inspection ended on 20 November 2015; 20 December is a Sunday.
    assert city.owed("hand_over_archive") == [Owed("team/head", "2015-12-21", "office")]
    city.do(*HAND_OVER, subject="volume")
    assert city.owed("hand_over_archive") == []


@clause("yiwu-28-6", effect="tracked")
@pytest.mark.parametrize(
    ("ended_on", "due"),
    [
        pytest.param(date(2015, 12, 1), "2016-01-04", id="1 January is a holiday"),
        pytest.param(date(2015, 12, 30), "2016-02-01", id="30 January is a Saturday"),
        pytest.param(date(2016, 1, 31), "2016-02-29", id="February has no 31st"),
    ],
)
def test_the_month_for_the_files_is_one_of_the_calendar(ended_on: date, due: str) -> None:
    assert entered().end(ended_on).owed("hand_over_archive") == [Owed("team/head", due, "office")]


@clause("yiwu-28-6", effect="tracked")
def test_the_hand_over_list_bears_both_signatures() -> None:
    assert (
        filed().why(
            "signed_by_both", "team/head", "volume.handed_over", {"signed_by": ["高望岚"]}, subject="volume"
        )
        == "yiwu-28-6 移交清单由交接双方签字：签字人：现在是 1，应不少于 2"
    )


KINDS = [
    pytest.param("meetings", "会议材料", marks=clause("yiwu-28-8", effect="enforced")),
    pytest.param("collected", "收集复制的材料", marks=clause("yiwu-28-9", effect="enforced")),
    pytest.param("briefings", "汇报材料", marks=clause("yiwu-28-14", effect="enforced")),
    pytest.param("report", "巡查报告", marks=clause("yiwu-28-15", effect="enforced")),
    pytest.param("rectification", "整改情况报告", marks=clause("yiwu-28-16", effect="enforced")),
]


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_a_kind_that_is_not_filed_needs_its_reason(kind: str, name: str) -> None:
    city = filed(**{kind: None})
    assert (
        city.why("archive_complete", *HAND_OVER, subject="volume")
        == f"{RULE}{name}：没有材料，也没有写明原因"
    )
    filed(**{kind: {"absent": "没有形成"}}).do(*HAND_OVER, subject="volume")
    filed(**{kind: {"n": 3}}).do(*HAND_OVER, subject="volume")


COUNTED = [
    pytest.param("complaint_sheets", "信访呈批单", 1, marks=clause("yiwu-28-10", effect="enforced")),
    pytest.param("handling_sheets", "信访处理单", 1, marks=clause("yiwu-28-11", effect="enforced")),
    pytest.param("talks", "谈话记录", 1, marks=clause("yiwu-28-12", effect="enforced")),
    pytest.param("discussions", "座谈会记录", 0, marks=clause("yiwu-28-13", effect="enforced")),
]


@pytest.mark.parametrize(("kind", "name", "held"), COUNTED)
def test_a_counted_kind_is_as_many_as_its_register(kind: str, name: str, held: int) -> None:
    city = filed(**{kind: {"n": held + 1}})
    said = f"{RULE}{name}：登记 {held} 件，入卷 {held + 1} 件，没有写明原因"
    assert city.why("archive_complete", *HAND_OVER, subject="volume") == said
    filed(**{kind: {"n": held}}).do(*HAND_OVER, subject="volume")
    filed(**{kind: {"n": held + 1, "absent": "另附一份副本"}}).do(*HAND_OVER, subject="volume")


@clause("yiwu-28-6", effect="tracked")
def test_the_files_are_not_handed_over_while_the_inspection_is_under_way() -> None:
    city = entered()
    lines = [{"kind": kind, "absent": "没有形成"} for kind in city.play.scheme.lists["archive_kinds"].values]
    city.do("team/reporter", "volume.compiled", {"lines": lines}, within="inspection", name="volume")
    said = "yiwu-28-6 巡查工作结束后才移交档案：还没有办：结束巡查"
    assert city.why("archive_after_end", *HAND_OVER, subject="volume") == said
    city.end()
    assert city.why("archive_after_end", *HAND_OVER, subject="volume") == ""


def handed_over_in_time() -> City:
    """The report is up, the classes are decided, and the files went to the office within the month; no feedback yet."""
    city = reported().dispose()
    city.hand_over()
    assert city.owed("hand_over_archive") == []
    return city


def authority(city: City) -> list[date | None]:
    """On what day each authority of the team ended."""
    return [row.ended_on for row in city.play.book.rows["authority"].values()]


def test_files_handed_over_in_time_leave_the_team_its_feedback_follow_up_and_publicity() -> None:
    city = handed_over_in_time()
    assert authority(city) == [None]
    city.play.on(date(2015, 12, 22))
    city.feed_back().receive_feedback().rectify().close_out()
    assert authority(city) == [None], "the rectification is still to be made public"
    city.make_public()
    assert authority(city) == [date(2015, 12, 22)]


def test_the_authority_ends_with_the_hand_over_where_nothing_is_left() -> None:
    city = rectified().close_out().make_public()
    assert authority(city) == [None]
    city.play.on(date(2015, 12, 1))
    city.hand_over()
    assert authority(city) == [date(2015, 12, 1)]


def test_feedback_alone_does_not_end_the_authority_before_the_files_are_handed_over() -> None:
    assert authority(rectified().close_out()) == [None]


def test_what_comes_after_the_hand_over_is_supplemented_by_the_office() -> None:
    city = handed_over_in_time().feed_back().receive_feedback().rectify()
    late = {"lines": [{"kind": "rectification", "n": 1}]}
    city.do("office/clerk", "volume.supplemented", late, subject="volume")
    assert city.subject("volume").state == "kept"


def test_what_is_sealed_from_the_team_is_not_counted_in_its_archive() -> None:
    city = entered().talk("方竹青").complain().settle_complaint()
    about = {
        "kind": "about_team_office",
        "channel": "letter",
        "subject": "组员接受宴请",
        "addressee": "office",
    }
    city.do("office/clerk", "complaint.received", about, within="inspection")
    city.end()
    lines = [{"kind": kind, **line} for kind, line in LINES.items()]
    city.do("team/reporter", "volume.compiled", {"lines": lines}, within="inspection", name="volume")
    city.do(*HAND_OVER, subject="volume")


SECRET = {"kind": "collected", "secret": True, "number": "密2015-3", "keeper": "巡查办保密员"}


@clause("yiwu-28-7", effect="enforced")
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"refs": ["账册.pdf"]}, "涉密材料不上传，请去掉所附文件"),
        ({"number": ""}, "涉密材料请写明编号和保管人"),
        ({"keeper": ""}, "涉密材料请写明编号和保管人"),
    ],
)
def test_a_state_secret_is_only_named_in_the_archive(line: dict[str, Any], said: str) -> None:
    rule = "yiwu-28-7 涉密材料照保密规定办：只登记编号和保管人，不上传："
    asked = ("team/reporter", "volume.compiled")
    city = ended()
    assert (
        city.why("secrets_on_paper", *asked, {"lines": [SECRET | line]}, within="inspection") == rule + said
    )
    city.do(*asked, {"lines": [SECRET]}, within="inspection")


@clause("yiwu-28-7", effect="enforced")
def test_a_state_secret_added_later_is_only_named_too() -> None:
    city = filed()
    city.do(*HAND_OVER, subject="volume")
    asked = ("office/clerk", "volume.supplemented")
    whole = {"lines": [SECRET | {"refs": ["账册.pdf"]}]}
    assert city.why("secrets_on_paper", *asked, whole, subject="volume") == (
        "yiwu-28-7 涉密材料照保密规定办：只登记编号和保管人，不上传：涉密材料不上传，请去掉所附文件"
    )
    city.do(*asked, {"lines": [SECRET]}, subject="volume")
