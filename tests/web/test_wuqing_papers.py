"""The papers of the wuqing regulation that the product makes from the record: the problem list and the closing report."""

from datetime import date

import pytest

from tests.regulations.wuqing.city import checked, supervised
from tests.web.reader import Reader

pytestmark = pytest.mark.usefixtures("on_pages")

clause = pytest.mark.clause


@clause("wuqing-3-2-8", effect="produced")
def test_the_problem_list_comes_from_the_checks_and_the_ledger() -> None:
    city = checked().find("late", title="迟到", text="两人迟到半小时", fields=["field7_late"])
    form = Reader(city, "town/clerk").asks("inspection", "document.drafted", "problem_list", begins=True)
    assert sorted(form.controls["items"].values) == sorted(str(city.keys[one]) for one in ("finding", "late"))
    city.list_problems("finding", "late")
    for by in ("town/clerk", "office/clerk"):
        printed = Reader(city, by).prints("problem_list")
        for line in ("1\n窗口没有一次告知\n三名群众跑了两趟", "2\n迟到\n两人迟到半小时"):
            assert line in printed, (line, printed)
        assert "整改意见" not in printed, "nothing is advised on any of them"
        assert "列出的问题\n" in printed, "what the form says to its writer stays off the letter"
        for method in (
            "查政治纪律遵守情况",
            "查政令政策执行情况",
            "查政务服务开展情况",
            "查政府机关建设情况",
        ):
            assert f"{method}\n1" in printed, "each of the four checks is counted"
        assert "问题\n2（0）" in printed
        assert "由日志生成" in printed


@clause("wuqing-3-4-9", effect="produced")
def test_the_closing_report_counts_from_the_three_lists_and_the_office_signs_for_it() -> None:
    city = supervised().propose().carry_out()
    city.play.on(date(2017, 12, 1))
    city.sum_up()
    for by in ("town/clerk", "office/clerk"):
        printed = Reader(city, by).prints("closing_report")
        for line in (
            "问题\n1（1）",
            "制度\n2（0）",
            "整治的经验",
            "一次告知",
            "投诉减半",
            "长期坚持",
            "已销号",
        ):
            assert line in printed, (line, printed)
        assert "督查\n1" not in printed, (
            "an unannounced visit that was not disclosed stands in no paper of the unit"
        )
    assert city.owed("closing_report") == []
    city.do("office/clerk", "report.received", {}, subject="closing_return")
    assert "已收到" in Reader(city, "town/clerk").reads("closing_return")
