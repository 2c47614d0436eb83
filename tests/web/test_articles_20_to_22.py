"""Articles 20 to 22 through pages: the report on rectification, the hearing of a unit, publicity, the use of results."""

from datetime import date

import pytest
from django.test import Client

from tests.web.prepared import announced
from tests.web.through_pages import Through, day, exported, person, stands_everywhere, words_of
from xuncha.core.dates.day_words import say_plain

pytestmark = pytest.mark.demo_city

clause = pytest.mark.clause


def liutang(reader: Through) -> str:
    return reader.finds("inspections", "柳塘镇")


def anybody() -> str:
    """The public page, as somebody without an account reads it."""
    answer = Client().get("/public")
    assert answer.status_code == 200
    return words_of(answer.content.decode())


@clause("yiwu-20-2", effect="produced")
def test_the_report_on_rectification_counts_every_unit_from_the_record() -> None:
    clerk = person("江予白")
    report = clerk.begins(
        clerk.finds("rounds", "第三轮巡查"), "document.drafted", "rectification_state", state="柳塘镇整改过半", title="整改报告",
    )  # fmt: skip
    printed = clerk.prints(report)
    assert "柳塘镇整改过半" in printed
    assert printed.partition("\n柳塘镇\n")[2].split("\n")[2] == "15（3）"
    for words in ("青屏街道", "东陂镇", "合计", "由日志生成"):
        assert words in printed
    clerk.does(report, "document.issued", to=["市委巡查工作领导小组"])
    assert "15（3）" in person("周敬川").prints(report)


@clause("yiwu-20-3", effect="recorded")
def test_the_leading_group_hears_a_unit_on_its_rectification() -> None:
    chair = person("周敬川")
    hearing = chair.begins(
        liutang(chair), "meeting.held", "hear_unit", at=day(), present=["方竹青"], items_0_text="听取柳塘镇整改汇报",
    )  # fmt: skip
    stands_everywhere(chair, hearing, "听取柳塘镇整改汇报", "方竹青")
    assert "听取单位整改汇报：柳塘镇" in chair.filters("meetings", "code", "听取单位整改汇报")
    assert exported(chair, hearing, "出席", "听取单位整改汇报：柳塘镇") == "方竹青"


PUBLIC = [
    pytest.param(kind, title, words, marks=clause(f"yiwu-21-{n}", effect="produced"), id=f"21-{n}")
    for n, kind, title, words in (
        (1, "public_entry", "进驻公开", "第一巡查组已进驻柳塘镇"),
        (2, "public_feedback", "反馈公开", "已向柳塘镇反馈问题"),
        (3, "public_rectification", "整改公开", "柳塘镇整改事项过半"),
    )
]


@pytest.mark.parametrize(("kind", "title", "words"), PUBLIC)
def test_what_a_second_person_checked_for_names_is_public_for_everybody(
    kind: str, title: str, words: str
) -> None:
    member, head = person("许知微"), person("高望岚")
    notice = member.begins(liutang(member), "document.drafted", kind, content=words, title=title)
    assert "另一人核对" in member.is_refused(notice, "document.published", medium="网站")
    assert words not in anybody()
    checked = head.asks(notice, "document.cleared")
    head.sends(checked, {name: True for name, asked in checked.controls.items() if asked.type == "checkbox"})
    member.does(notice, "document.published", medium="网站", place="市政府网站")
    said = anybody().partition(words)[0][-400:] + words
    for line in (
        "柳塘镇",
        "第一巡查组",
        "进驻日期",
        "公布日期",
        say_plain(date.fromisoformat(day())).zh,
        "网站",
        "联系电话\n0579-0000-0000",
        words,
    ):
        assert line in said, line
    assert words in head.prints(notice)
    for name in ("许知微", "高望岚"):
        assert name not in anybody()


@clause("yiwu-21-1", effect="produced")
def test_what_is_withdrawn_or_meant_for_a_unit_alone_is_not_public() -> None:
    paper = announced(person("高望岚").finds("inspections", "石埠街道"))
    assert "城东邮政 8 号信箱" in anybody()
    assert "通知书" not in anybody()
    person("高望岚").does(paper, "document.withdrawn", text="信箱地址有误")
    assert "城东邮政 8 号信箱" not in anybody()


@clause("yiwu-21-4", effect="recorded")
def test_a_word_about_something_public_is_registered_with_what_it_is_about() -> None:
    registrar = person("沈知秋")
    subject = "公告的时间看不清"
    form = registrar.asks(liutang_going(registrar), "complaint.received", "comment", begins=True)
    page = registrar.sends(form, {
        "channel": "来电", "subject": subject, "addressee": "巡查组", "about_published": "巡查公告：青屏街道", "extract": "希望写明",
    })  # fmt: skip
    assert "巡查公告：青屏街道" in registrar.reads(page)
    assert "巡查公告：青屏街道" in registrar.prints(page)
    assert subject in registrar.filters("complaints", "code", "对公开事项的意见")
    assert exported(registrar, page, "针对的公开事项", subject) == "巡查公告：青屏街道"


def liutang_going(reader: Through) -> str:
    """A unit where the team is still at work."""
    return reader.finds("inspections", "青屏街道")


EXTRACTS = [
    pytest.param(kind, more, marks=clause(f"yiwu-22-{n}", effect="produced"), id=f"22-{n}")
    for n, kind, more in ((1, "yearly_extract", {"year": "2026"}), (2, "organisation_extract", {}))
]


@pytest.mark.parametrize(("kind", "more"), EXTRACTS)
def test_an_extract_states_facts_of_the_record_and_no_grade(kind: str, more: dict[str, str]) -> None:
    clerk, department = person("江予白"), person("乔木森")
    extract = clerk.begins(
        liutang(clerk), "document.drafted", kind, facts="整改按计划推进", title=kind, **more
    )
    clerk.does(extract, "document.issued", to=["市委组织部"])
    for reader in (clerk, department):
        printed = reader.prints(extract)
        for words in (
            "整改按计划推进",
            "问题\n15（3）",
            "惠农补贴积压 3 个月未发到户",
            "已销号",
            *more.values(),
        ):
            assert words in printed, words
        for grade in ("得分", "等次", "排名"):
            assert grade not in printed
