"""What the Hongshan opinions have produced: papers that the product makes from the record, as their readers print them."""

from typing import Any

import pytest

from tests.regulations.hongshan.district import District, running
from tests.regulations.hongshan.test_3_finding_problems import SELF_CHECK
from tests.web.hongshan_pages import anybody, prints, reads

pytestmark = pytest.mark.usefixtures("pages")

clause = pytest.mark.clause


def assess(city: District, kind: str, sample: int, n: int) -> None:
    opened = {"kind": kind, "questions": ["满意吗"], "from_on": "2015-06-01"}
    city.do("office/clerk", "evaluation.opened", opened, within="parks_in", name=kind)
    result = {"sample": sample, "method": "随机抽样", "results": [{"what": "满意", "n": n}]}
    city.do("office/clerk", "evaluation.concluded", result, subject=kind)


@clause("hongshan-2-5-5", effect="produced")
def test_the_composite_report_of_a_unit_is_built_from_its_inputs_and_names_the_missing() -> None:
    city = running().find()
    for kind, sample, n in (
        ("visit_opinions", 40, 31),
        ("collective_rating", 120, 96),
        ("results_shown", 12, 9),
    ):
        assess(city, kind, sample, n)
    fields = {"kind": "composite_report", "conclusion": "总体较好", "lacking": "没有专家评估"}
    city.do("office/clerk", "document.drafted", fields, within="parks_in", name="report")
    said = prints(city, "office/director", "report").split("\n")
    rows = {words: said[said.index(words) + 1 :][:3] for words in ASSESSED}
    assert rows == {
        "走访征询意见": ["40", "随机抽样", "满意 31"],
        "社会测评": ["120", "随机抽样", "满意 96"],
        "专家认证评估": ["没有", "工作实绩展示", "12"],
        "工作实绩展示": ["12", "随机抽样", "满意 9"],
    }
    for words in ("窗口空岗", "总体较好", "没有专家评估", "由日志生成"):
        assert any(words in line for line in said), words


ASSESSED = ("走访征询意见", "社会测评", "专家认证评估", "工作实绩展示")


@clause("hongshan-3-1-15", effect="produced")
def test_the_bulletin_is_compiled_from_the_opinions_chosen_for_all_to_whom_it_is_issued() -> None:
    city = running()
    for name, title, analysis in (
        ("first", "公园摊位收费", "集中在收费"),
        ("second", "路灯不亮", "集中在北区"),
    ):
        opinion = {
            "kind": "opinion",
            "channel": "online",
            "subject": title,
            "online": "洪山论坛",
            "analysis": analysis,
        }
        city.do("publicity/clerk", "complaint.received", opinion, within="parks_in", name=name)
    drafted = {"kind": "bulletin", "items": ["@first"]}
    city.do("publicity/clerk", "document.drafted", drafted, within="round", name="bulletin")
    city.do("publicity/clerk", "document.signed", {}, subject="bulletin")
    city.do("publicity/clerk", "document.issued", {"to": ["@office", "@committee"]}, subject="bulletin")
    for by in ("publicity/clerk", "office/clerk", "committee/clerk"):
        said = prints(city, by, "bulletin")
        for words in ("区委宣传部", "舆情快报", "公园摊位收费", "洪山论坛", "集中在收费"):
            assert words in said, (by, words)
        assert "路灯不亮" not in said, "it was not chosen"


@clause("hongshan-3-4-8", effect="produced")
def test_the_self_check_report_is_made_from_the_self_check_and_a_list_shows_who_has_not_sent() -> None:
    city = running().enrol("trade").tick("report_self_check", "2015-06")
    city.do("parks/clerk", "check.recorded", SELF_CHECK, within="parks_in", name="check")
    report = {
        "kind": "self_check_report",
        "to": "@discipline",
        "check": "@check",
        "text": "权责相符，程序缺一步公示",
    }
    city.do("parks/clerk", "report.submitted", report, within="parks_in", name="report")
    for by in ("parks/clerk", "discipline/clerk"):
        said = prints(city, by, "report")
        for words in ("区园林局", "权责相符，程序缺一步公示", "对照权力清单的情况", "相符", "少一步公示"):
            assert words in said, (by, words)
    assert "依据的自查" in said
    assert sent(city) == {"区园林局": "已报", "区商务局": "没有报"}


def sent(city: District) -> dict[str, str]:
    """Who has sent the report on the three lists, as the board of returns says."""
    said = reads(city, "office/clerk", f"/rounds/{city.keys['round']}/views/returns_board").split("\n")
    board = said[said.index("报了没有") + 1 :]
    units = ("区园林局", "区商务局")
    return {
        unit: next(one for one in board[board.index(unit) :] if one in ("已报", "没有报")) for unit in units
    }


@clause("hongshan-4-3-16", effect="produced")
def test_the_evaluation_is_public_with_sample_and_method_and_small_samples_withheld() -> None:
    city = running()
    ratings = [
        {"what": "区园林局", "n": "30", "text": "满意 24"},
        {"what": "区商务局", "n": "4", "text": "满意 1"},
    ]
    paper: dict[str, Any] = {
        "kind": "public_evaluation",
        "sample": 34,
        "method": "抽取办件",
        "ratings": ratings,
    }
    city.do("office/clerk", "document.drafted", paper, within="round", name="public")
    city.do("office/director", "document.signed", {}, subject="public")
    assert "抽取办件" not in anybody(city)
    city.do("office/clerk", "document.published", {"medium": "website"}, subject="public")
    for said in (anybody(city), prints(city, "office/clerk", "public")):
        for words in (
            "综合评价公示",
            "样本数",
            "34",
            "抽取办件",
            "区园林局，满意 24（样本数：30）",
            "区商务局，样本太少，不公布",
        ):
            assert words in said, words
        assert "满意 1" not in said


@clause("hongshan-5-3-5", effect="produced")
def test_a_circular_says_the_problems_and_the_decisions_it_rests_on_to_whom_it_is_issued() -> None:
    city = running().find().assign("finding")
    fields = {
        "kind": "circular",
        "items": ["@finding"],
        "decisions": "洪纪〔2015〕5号",
        "reason_for_names": "屡教不改",
    }
    city.do("organ/clerk", "document.drafted", fields, within="parks_in", name="circular")
    published = ("organ/clerk", "document.published", {"medium": "website"})
    assert city.refused(*published, subject="circular") != (), "nobody has signed it"
    city.do("organ/clerk", "document.signed", {}, subject="circular")
    city.do("organ/clerk", "document.issued", {"to": ["@parks", "@discipline"]}, subject="circular")
    for by in ("organ/clerk", "parks/clerk", "discipline/clerk"):
        said = prints(city, by, "circular")
        for words in ("派驻纪检组", "通报曝光", "洪纪〔2015〕5号", "屡教不改"):
            assert words in said, (by, words)
    said = prints(city, "organ/clerk", "circular")
    assert said.partition("通报的问题")[2].count("窗口空岗") == 1
    assert "工作时间两个窗口无人" in said
