"""Only what a regulation makes public may be published: asked of each of the five, by a kind that it does and one that it does not."""

from typing import Any

import pytest

from tests.regulations.hongshan import district as hongshan
from tests.regulations.jinniu import district as jinniu
from tests.regulations.wuhan import city as wuhan
from tests.regulations.wuqing import city as wuqing
from tests.regulations.yiwu import city as yiwu
from xuncha.core.scheme.for_everybody import made_public

RULE = "published_where_provided"
PUBLISH = "document.published"

PUBLIC = {
    "yiwu-2015": "notice announcement public_entry public_feedback public_rectification",
    "hongshan-2015": "powers_list responsibilities_list procedures_list exposure bulletin public_result media_answer public_evaluation circular",
    "jinniu-2017": "exposure questionnaire_form press_text poster",
    "wuhan-2017": "public_problem typical_case public_progress public_results",
    "wuqing-2017": "notice circular exposure public_rectification",
}


@pytest.mark.parametrize(
    "regulation", [yiwu, hongshan, jinniu, wuhan, wuqing], ids=sorted(PUBLIC, key=list(PUBLIC).index)
)
def test_each_regulation_makes_these_papers_public_and_no_others(regulation: Any) -> None:
    scheme = regulation.scheme()
    assert " ".join(made_public(scheme)) == PUBLIC[scheme.id]


def asked(city: Any, by: str, inside: str, outside: str) -> tuple[str, str]:
    """What the rule says to publishing a paper that stays inside, and one that is for everybody."""
    how = {"medium": next(iter(city.play.scheme.lists["media"].values))}
    return city.why(RULE, by, PUBLISH, how, subject=inside), city.why(RULE, by, PUBLISH, how, subject=outside)


@pytest.mark.clause("base-43", effect="enforced")
def test_a_signed_plan_of_a_team_is_not_published_and_its_announcement_is() -> None:
    city = yiwu.prepared().sign("team_plan").announce()
    said, passed = asked(city, "team/member", "team_plan", "announcement")
    assert said.startswith(
        "base-43 办法没有要公开的文书不公布：“工作计划”不对外公布，要给谁看就制发给谁；能公布的是："
    )
    assert "反馈意见" not in said
    assert passed == ""


@pytest.mark.clause("base-43", effect="enforced")
def test_a_feedback_that_was_given_stays_with_its_unit_and_what_is_published_of_it_is_a_paper_of_its_own() -> (
    None
):
    city = yiwu.fed_back().draft("public_feedback", content="反馈情况")
    said, passed = asked(city, "team/member", "feedback", "public_feedback")
    assert said.startswith("base-43 办法没有要公开的文书不公布：“反馈意见”不对外公布，要给谁看就制发给谁")
    assert "反馈公开" in said
    assert passed == ""
    how = {"medium": next(iter(city.play.scheme.lists["media"].values))}
    unchecked = city.why("names_checked", "team/member", PUBLISH, how, subject="public_feedback")
    assert "公开以前由另一人核对有无不宜公开的姓名" in unchecked


@pytest.mark.clause("base-43", effect="enforced")
def test_hongshan_publishes_its_evaluation_and_not_the_report_on_a_unit() -> None:
    city = hongshan.running()
    report = {"kind": "composite_report", "conclusion": "总体较好", "lacking": "没有专家评估"}
    city.do("office/clerk", "document.drafted", report, within="parks_in", name="report")
    ratings = [{"what": "区园林局", "n": 30, "text": "满意 24"}]
    public = {"kind": "public_evaluation", "sample": 30, "method": "抽取办件", "ratings": ratings}
    city.do("office/clerk", "document.drafted", public, within="round", name="public")
    said, passed = asked(city, "office/clerk", "report", "public")
    assert said.startswith("base-43 办法没有要公开的文书不公布：“综合评估报告”不对外公布")
    assert passed == ""


@pytest.mark.clause("base-43", effect="enforced")
def test_jinniu_exposes_cases_to_everybody_and_keeps_its_internal_notices_inside() -> None:
    district = jinniu.checking().inquire("review", "case").decide("review")
    told = {
        "cases": ["@inquiry"],
        "facts": "收受购物卡",
        "decision": "3号",
        "way": "batch",
        "batch": "第一批",
        "naming_reason": "警示",
    }
    for kind in ("internal_notice", "exposure"):
        district.draft("commission", kind, "round", **told)
    said, passed = asked(district, "commission", "internal_notice", "exposure")
    assert said.startswith("base-43 办法没有要公开的文书不公布：“典型案件内部通报”不对外公布")
    assert passed == ""


@pytest.mark.clause("base-43", effect="enforced")
def test_wuhan_publishes_its_results_and_not_its_guidance() -> None:
    city = wuhan.handed_over()
    drafts = {"guidance": {"text": "先补选再分配"}, "public_results": {"content": "化解积案1件"}}
    for kind, fields in drafts.items():
        city.do("office/clerk", "document.drafted", {"kind": kind, **fields}, within="inspection", name=kind)
    said, passed = asked(city, "office/clerk", "guidance", "public_results")
    assert said.startswith("base-43 办法没有要公开的文书不公布：“业务指导意见”不对外公布")
    assert passed == ""


@pytest.mark.clause("base-43", effect="enforced")
def test_wuqing_publishes_its_circulars_and_not_the_plan_of_a_unit() -> None:
    city = wuqing.enrolled().draft("circular", text="一季度作风情况").draft("unit_plan", text="四步")
    said, passed = asked(city, "town/clerk", "unit_plan", "circular")
    assert said.startswith("base-43 办法没有要公开的文书不公布：“单位实施方案”不对外公布")
    assert passed == ""
