"""What the Wuhan regulation has produced: the problem list, extracts of facts, and what everybody may read."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.regulations.wuhan.city import City, handed_over, solved
from tests.web.through_pages import words_of

pytestmark = pytest.mark.usefixtures("pages")

clause = pytest.mark.clause

CHECKS = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}


def paper_of(city: City, name: str) -> str:
    return f"/documents/{city.keys[name]}"


@clause("wuhan-5-19", effect="produced")
def test_the_problem_list_is_numbered_and_has_each_problem_with_its_number_and_its_limit() -> None:
    city = handed_over()
    for reader in ("team1/head", "town/contact"):
        with city.desk(reader) as who:
            printed = who.prints(paper_of(city, "list"))
        assert "第1巡查组〔2017〕1号" in printed
        assert "云溪街道：" in printed, "to whom it is handed over"
        row = printed.partition("过渡费没有发放")[2]
        for words in ("两年过渡费没有发放", "清单第1号", "2017年5月31日"):
            assert words in row, words


EXTRACTS = [
    pytest.param("extract_performance", {}, marks=clause("wuhan-6-13", effect="produced")),
    pytest.param("extract_conduct", {}, marks=clause("wuhan-6-14", effect="produced")),
    pytest.param("extract_cadre", {"asked_by": "市委组织部"}, marks=clause("wuhan-6-15", effect="produced")),
    pytest.param(
        "extract_appointment", {"asked_by": "市委组织部"}, marks=clause("wuhan-6-16", effect="produced")
    ),
]


@pytest.mark.parametrize(("kind", "more"), EXTRACTS)
def test_an_extract_lists_the_problems_of_the_unit_and_how_they_stand_and_gives_no_grade(
    kind: str, more: dict[str, str]
) -> None:
    city = solved()
    fields = {"kind": kind, "facts": "街道按期补发", **more}
    city.do("office/clerk", "document.drafted", fields, within="inspection", name="extract")
    city.do("office/clerk", "document.issued", {"to": ["@organisation"]}, subject="extract")
    for reader in ("office/clerk", "organisation/clerk"):
        with city.desk(reader) as who:
            printed = who.prints(paper_of(city, "extract"))
        for words in (
            "街道按期补发",
            "问题\n1（1）",
            "过渡费没有发放",
            "已销号",
            "市委组织部：",
            *more.values(),
        ):
            assert words in printed, words
        for grade in ("得分", "等次", "排名"):
            assert grade not in printed


# ---------------------------------------------------------------------- what everybody reads


def anybody(city: City) -> str:
    """The public page, as somebody without an account reads it."""
    with city.play.there():
        answer = Client().get("/public")
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def draft(city: City, kind: str, **fields: Any) -> City:
    city.do("office/clerk", "document.drafted", {"kind": kind, **fields}, within="inspection", name=kind)
    return city


def publish(city: City, kind: str) -> City:
    """Cleared by a second person, then published on the internet."""
    city.do("office/director", "document.cleared", CHECKS, subject=kind)
    city.do("office/clerk", "document.published", {"medium": "internet"}, subject=kind)
    city.play.shown.append(kind)
    return city


@clause("wuhan-6-20", effect="produced")
@clause("wuhan-6-23", effect="produced")
@clause("wuhan-6-25", effect="produced")
def test_a_problem_is_reported_on_the_public_page_and_its_rectification_is_followed_there() -> None:
    city = draft(handed_over(), "public_problem", items=["@problem"], content="过渡费两年没有发放")
    with city.desk("office/clerk") as clerk:
        assert "过渡费两年没有发放" in clerk.prints(paper_of(city, "public_problem"))
    assert "过渡费两年没有发放" not in anybody(city)
    said = anybody(publish(city, "public_problem")).partition("问题报道稿：云溪街道")[2]
    for words in ("公布方式\n网络", "过渡费两年没有发放", "第1个问题的整改进展", "2017年3月6日"):
        assert words in said, words
    assert "报请销号" not in said
    city.play.on(date(2017, 5, 15))
    city.rectify().close_out()
    draft(city, "public_progress", content="过渡费已经补发到户")
    assert "过渡费已经补发到户" in anybody(publish(city, "public_progress"))
    progress = anybody(city).partition("第1个问题的整改进展")[2].split("\n")[1]
    assert progress.count("2017年5月15日") == 3, "planned, reported, closed"
    assert "销号 2017年5月15日" in progress
    for name in ("何其安", "拆迁过渡费积案", "补发到户（"):
        assert name not in anybody(city).replace("过渡费已经补发到户", "")


@clause("wuhan-6-24", effect="produced")
def test_a_typical_case_is_exposed_once_the_leading_group_approved() -> None:
    targets = [{"kind": "unit", "what": "云溪街道"}]
    city = draft(handed_over(), "typical_case", targets=targets, content="推诿两年")
    with city.desk("office/clerk") as clerk:
        printed = clerk.prints(paper_of(city, "typical_case"))
    assert "云溪街道" in printed
    assert "推诿两年" in printed
    city.approve(
        "typical_case", "typical_case", by="office/clerk", to="leading_group", answered_by="group/leader"
    )
    assert "推诿两年" not in anybody(city)
    assert "推诿两年" in anybody(publish(city, "typical_case")).partition("典型案例")[2]


@clause("wuhan-6-26", effect="produced")
def test_the_results_are_shown_in_figures_of_the_record() -> None:
    city = draft(solved().find(), "public_results", content="一批问题得到解决")
    with city.desk("office/clerk") as clerk:
        printed = clerk.prints(paper_of(city, "public_results"))
    assert "信访件\n1（1）" in printed
    assert "问题\n2（1）" in printed
    assert printed.partition("问题走到哪一步")[2].split("\n")[1:9] == [
        "发现", "移交反馈", "解决销号", "核验通过", "2", "1", "1", "1",
    ]  # fmt: skip
    said = anybody(publish(city, "public_results"))
    for words in (
        "一批问题得到解决",
        "问题：发现\n不足 5",
        "问题：移交反馈\n不足 5",
        "问题：解决销号\n不足 5",
        "问题：核验通过\n不足 5",
    ):
        assert words in said, words
    assert "窗口推诿" not in said
