"""What the record shows of accountability not pursued, not filed or too light, put before those who judge it, and nobody else."""

import re
from datetime import date
from html import unescape

import pytest

from tests.regulations.hongshan.district import District, running
from tests.regulations.office import Owed
from tests.web.hongshan_pages import address, browser, reads, rows
from xuncha.web.pages.views import signs

pytestmark = pytest.mark.usefixtures("pages")

clause = pytest.mark.clause

LISTED = "该问不问：属于问责事项，没有启动调查，也没有问责决定"
OWED = "该问不问：应当直接问责或者一案双查，一直没有启动"
PROPOSED = "该问不问：调查建议问责，没有追究的决定"
RESULT_UNFILED = "问而不报：单位调查建议问责，处理结果没有备案"
UNFILED = "问而不报：单位作出问责决定，没有备案"
REVIEWED = "问责畸轻：复核认为轻重不当，没有重新决定"
UNLISTED = "问责畸轻：决定的问责形式，不是清单里这一情形登记的形式"
EVERY = (LISTED, OWED, PROPOSED, RESULT_UNFILED, UNFILED, REVIEWED, UNLISTED)


def noticed(city: District) -> dict[str, list[str]]:
    """Under each sign that points something out, the matters."""
    city.play.shown.append("signs")
    with city.play.there():
        html = browser(city, "office/clerk").html(f"{address(city, 'round')}/views/warning_view")
    found = {}
    for title in EVERY:
        section = html.partition(f">{title}")[2].partition("</section>")[0]
        assert section, title
        if lines := re.findall(r'<th scope="row">\s*<a href="/([a-z]+)/', section):
            found[title] = lines
    return found


def listed() -> District:
    """A matter of accountability, a month and a day after it was found to be one."""
    city = running().find().classify("accountability", "listed")
    city.play.on(date(2015, 7, 2))
    return city


@clause("hongshan-6-1-6", effect="enforced")
def test_a_matter_of_accountability_is_pointed_out_after_a_month_without_inquiry_or_decision() -> None:
    city = running().find().classify("accountability", "listed")
    city.play.on(date(2015, 7, 1))
    assert noticed(city) == {}, "the month is not over"
    city.play.on(date(2015, 7, 2))
    assert rows(city, LISTED)[1:] == [
        ["问〔2015〕1号 窗口空岗", "认定该问不问 看过，不是这三种情形", "区园林局", "2015年6月1日 周一", "31"]
    ]  # fmt: skip
    assert "有 1 处迹象等着认定" in reads(city, "office/clerk", address(city, "round"))
    city.inquire("double")
    assert noticed(city) == {}, "an inquiry was begun"


@clause("hongshan-6-1-6", effect="enforced")
def test_no_sign_stands_where_none_is_due_with_consent_or_the_matter_was_classed_anew() -> None:
    assert noticed(listed().approve("no_accountability", "finding")) == {}
    city = listed().classify("accountability", "not_listed")
    assert noticed(city) == {}


@clause("hongshan-6-1-6", effect="enforced")
def test_the_decision_of_the_office_ends_a_sign_and_opens_the_pursuit() -> None:
    city = listed()
    found = {"question": "not_pursued", "conclusion": "一个月没有动"}
    city.do("office/director", "decision.made", found, subject="finding")
    assert noticed(city) == {}
    assert city.owed("hold_leaders") == [Owed("office", "未定")]
    assert city.inquire("leaders").owed("hold_leaders") == []


@clause("hongshan-6-1-6", effect="enforced")
def test_the_decision_that_it_is_none_of_the_three_ends_a_sign_and_nothing_follows() -> None:
    city = listed()
    looked_at = {"question": "no_failure", "conclusion": "当事人病休，已另定日期"}
    city.do("office/director", "decision.made", looked_at, subject="finding")
    assert noticed(city) == {}
    assert city.owed("hold_leaders") == []


@clause("hongshan-6-1-6", effect="enforced")
def test_what_is_owed_and_not_begun_and_what_was_proposed_and_not_pursued_is_pointed_out() -> None:
    city = running().find("superior_unannounced")
    city.find(name="other").hand_over(name="other").inquire(about="other").conclude(
        proposal_kinds=["account"]
    )
    city.play.on(date(2015, 7, 2))
    assert noticed(city)[OWED] == ["findings"]
    assert noticed(city)[PROPOSED] == ["inquiries"]
    city.inquire("direct", name="direct")
    assert OWED not in noticed(city)
    city.decide("actor", by="parks/clerk", about="other", pursue=False)
    assert PROPOSED in noticed(city), "decided, and nobody held to it: for a person to judge"
    city.decide("actor", by="parks/clerk", about="other", pursue=True)
    assert PROPOSED not in noticed(city)


@clause("hongshan-6-1-7", effect="enforced")
def test_what_a_unit_decided_or_found_and_did_not_file_is_pointed_out_after_ten_working_days() -> None:
    city = running().find().hand_over().inquire().conclude(proposal_kinds=["account"])
    city.decide("actor", by="parks/clerk", pursue=True)
    city.play.on(date(2015, 6, 15))
    assert noticed(city) == {}
    city.play.on(date(2015, 6, 16))
    assert noticed(city) == {RESULT_UNFILED: ["inquiries"], UNFILED: ["inquiries"]}
    filing = {"kind": "accountability_filing", "to": "@office", "about": "@inquiry"}
    city.do("parks/clerk", "report.submitted", filing, within="parks_in")
    assert noticed(city) == {RESULT_UNFILED: ["inquiries"]}
    city.sign_result().file_result()
    assert noticed(city) == {}
    city.decide("principal", pursue=True)
    city.play.on(date(2015, 7, 15))
    assert noticed(city) == {UNFILED: ["inquiries"]}, "decided again since it was filed"


@clause("hongshan-6-1-7", effect="enforced")
def test_what_the_office_decided_itself_is_with_it_already() -> None:
    own = running().find().inquire("double").decide("actor", pursue=True)
    own.play.on(date(2015, 7, 15))
    assert noticed(own) == {}


@clause("hongshan-6-1-8", effect="recorded")
def test_what_a_review_found_too_light_or_the_list_has_otherwise_is_pointed_out_at_once() -> None:
    city = running().find().inquire("double").decide("actor", pursue=True, form="other:通报批评")
    assert noticed(city) == {}, "the list says nothing of this entry"
    for n, form in enumerate(("other:诫勉", "other:免职")):
        entry = {
            "register": "catalogue",
            "title": f"省办法第3种{n}",
            "ground": "p3",
            "wording": "照抄",
            "form": form,
        }
        city.do("office/clerk", "entry.registered", entry, within="round")
    assert noticed(city) == {UNLISTED: ["inquiries"]}
    city.decide("principal", pursue=True, form="other:免职")
    assert noticed(city) == {UNLISTED: ["inquiries"]}, "the first decision stands as well"
    city.do("office/clerk", "inquiry.reviewed", {"fits": False, "text": "对照同类"}, subject="inquiry")
    assert noticed(city) == {REVIEWED: ["inquiries"], UNLISTED: ["inquiries"]}
    city.do(
        "office/director", "decision.made", {"question": "too_light", "conclusion": "成立"}, subject="inquiry"
    )
    assert noticed(city) == {}
    assert city.owed("hold_leaders") == [Owed("office", "未定")]


def test_signs_are_put_before_those_who_judge_them_and_before_nobody_else() -> None:
    city = listed()
    page = f"{address(city, 'round')}/views/warning_view"
    said = reads(city, "visitors/invited_supervisor", page)
    assert "这些迹象由区委、区治庸问责办、区纪委监察局看，由他们认定" in said
    assert "窗口空岗" not in said
    with city.play.there():
        assert browser(city, "parks/clerk").status(page) == 404


def test_a_page_of_one_sign_has_all_of_them_and_an_address_that_is_none_says_so() -> None:
    city = listed()
    page = f"{address(city, 'round')}/views/warning_view?sign=listed"
    said = reads(city, "office/clerk", page)
    assert (LISTED in said, OWED in said, "回全部迹象" in said) == (True, False, True)
    with city.play.there():
        clerk = browser(city, "office/clerk")
        assert [clerk.status(f"{page}&after={key}") for key in ("x", "2015-06-01", "2015-06-01_1_x")] == [
            404
        ] * 3


def test_many_matters_of_one_sign_go_on_page_by_page_the_longest_waiting_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signs, "NAMED", 1)
    monkeypatch.setattr(signs, "PAGE", 1)
    city = running()
    for n in range(2):
        city.find(name=f"f{n}", title=f"第{n}处空岗").classify("accountability", "listed", name=f"f{n}")
    city.play.on(date(2015, 7, 2))
    page = f"{address(city, 'round')}/views/warning_view"
    said = reads(city, "office/clerk", page)
    assert "看全部 2 件" in said
    assert ("第0处空岗" in said, "第1处空岗" in said) == (True, False)
    with city.play.there():
        clerk = browser(city, "office/clerk")
        first = clerk.html(f"{page}?sign=listed")
        [onward] = re.findall(r'href="([^"]*after=[^"]*)"[^>]*>\s*下一页', first)
        second = clerk.reads(unescape(onward))
    assert ("第0处空岗" in second, "第1处空岗" in second, "到这里为止" in second) == (False, True, True)
