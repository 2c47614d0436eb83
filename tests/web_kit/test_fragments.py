"""What stands on a page, word for word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from tests.web_kit import sample
from xuncha.core.dates.standing import Light, Standing
from xuncha.core.words import Text
from xuncha.web import language
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.due_chip import DueChip, Whose
from xuncha.web.kit.form_page import Field, FieldType, Option
from xuncha.web.kit.ledger import BulkAct, Column, Ledger, Row
from xuncha.web.kit.link import Button, Cite, Link, Tag
from xuncha.web.kit.posted import chosen, lines_posted, paper_posted
from xuncha.web.missing import not_found


@pytest.fixture(autouse=True)
def in_chinese() -> Iterator[None]:
    with translation.override("zh-hans"):
        yield


def shown(source: str, **context: object) -> str:
    return Template("{% load say kit %}" + source).render(Context(context))


def test_both_languages_stand_side_by_side_in_the_template() -> None:
    source = '{% say "共 {n} 件" "{n} in all" n=n %}'
    assert shown(source, n=3) == "共 3 件"
    with translation.override("en"):
        assert shown(source, n=3) == "3 in all"


def test_words_without_values_are_said_in_the_language_of_each_page() -> None:
    page = Template('{% load say %}{% say "共" "in all" %}{% say "还有" "left" as more %} {{ more }}')
    assert page.render(Context()) == "共 还有"
    with translation.override("en"):
        assert page.render(Context()) == "in all left"
    assert shown("{% say zh en %}", zh="<共>", en="<all>") == "&lt;共&gt;"


def test_a_button_is_called_by_what_is_seen_on_it_and_then_by_what_it_is_about() -> None:
    it = Button(Text("核验", "Verify"), "/x", about=Text("票据缺页", "papers missing"))
    assert 'aria-label="核验：票据缺页">核验</a>' in shown("{% button it %}", it=it)
    with translation.override("en"):
        assert 'aria-label="Verify: papers missing">Verify</a>' in shown("{% button it %}", it=it)
    assert "aria-label" not in shown("{% button it %}", it=Button("核验", "/x"))


def test_nothing_in_a_row_of_a_ledger_or_a_choice_is_markup() -> None:
    typed = '<b>"&'
    row = Row("r1", Link(typed, f"/findings/{typed}", label=typed), (typed, Tag(typed), Link(typed, typed), 0, ""),
              refusal=typed, tag=Tag(typed))  # fmt: skip
    columns = tuple(Column(str(n)) for n in range(6))
    for bulk in ((), (BulkAct("办", "/x"),)):
        said = shown("{% ledger_rows it %}", it=Ledger("台账", "/findings", columns, (row,), bulk=bulk))
        assert "<b>" not in said
        assert said.count("&lt;b&gt;&quot;&amp;") == 10 + len(bulk)
        assert said.endswith("：&lt;b&gt;&quot;&amp;</span></td></tr>")
    option = shown("{% options some 'a' %}", some=(Option(typed, typed), Option("a", Text("甲", "A"))))
    assert option == (
        '<option value="&lt;b&gt;&quot;&amp;">&lt;b&gt;&quot;&amp;</option><option value="a" selected>甲</option>'
    )
    assert shown("{% link it %}", it=mark_safe("<i>ours</i>")) == "<i>ours</i>"


def test_what_a_person_typed_is_never_markup() -> None:
    assert (
        shown('{% say "单位 {who}" "unit {who}" who=who %}', who="<b>柳塘</b>")
        == "单位 &lt;b&gt;柳塘&lt;/b&gt;"
    )
    assert "<script>" not in shown("{% value it %}", it="<script>")
    assert shown("{{ it|t }}", it=Text("<i>", "<i>")) == "&lt;i&gt;"


def test_days_are_written_as_the_office_writes_them() -> None:
    on = date(2026, 9, 29)
    assert shown("{{ on|t }} / {{ on|short_day }} / {{ on|plain_day }}", on=on) == (
        "2026年9月29日 周二 / 9月29日 / 2026年9月29日"
    )
    with translation.override("en"):
        assert shown("{{ on|t }} / {{ on|short_day }}", on=on) == "Tue 29 Sep 2026 / 29 Sep"


def test_a_light_is_a_shape_and_a_word() -> None:
    html = shown("{% light standing %}", standing=Standing(Light.LATE, days_late=8))
    assert html == (
        '<span class="late"><svg class="light" aria-hidden="true"><use href="#l-late"/></svg> 逾期 8 天</span>'
    )
    assert "light--theirs" in shown("{% light standing theirs=True %}", standing=Standing(Light.SOON, 2, 2))


def test_who_can_neither_do_nor_urge_gets_a_light_only_for_what_is_late() -> None:
    chip = DueChip(Standing(Light.LATE, days_late=8), date(2026, 9, 21), "/duties/d", Whose.NEITHER)
    for html in (shown("{% due it %}", it=chip), shown("{% due it row=True %}", it=chip)):
        assert "light--theirs" in html
        assert "逾期 8 天" in html
        assert "9月21日" in html
    soon = replace(chip, standing=Standing(Light.SOON, working_days_left=2))
    assert "svg" not in shown("{% due it %}", it=soon)


def test_a_date_that_is_provisional_says_so_in_words() -> None:
    chip = DueChip(Standing(Light.OK), date(2027, 2, 4), "/duties/d", is_provisional=True)
    assert "暂定 2月4日" in shown("{% due it %}", it=chip)
    assert "暂定 2月4日" in shown("{% due it row=True %}", it=chip)
    assert "▲" not in shown("{% due it %}", it=chip)


def test_every_date_leads_to_its_reckoning() -> None:
    html = shown("{% due it %}", it=sample.chip(Light.SOON, sample.october(8), 3))
    assert '<a href="/duties/d1"><time datetime="2026-10-08">10月8日 周四</time>' in html
    assert "为什么是这一天" in html


def test_a_weekend_day_that_is_worked_says_so() -> None:
    assert "10月10日 周六，上班" in shown(
        "{% due it %}", it=sample.chip(Light.OK, sample.october(10), 5, is_made_up_day=True)
    )


def test_a_duty_without_days_shows_how_long_it_waits() -> None:
    html = shown(
        "{% due it %}", it=sample.chip(Light.NONE, None, waited=4, since=Text("9月22日 提出", "asked"))
    )
    assert "已等 4 个工作日" in html
    assert "逾期" not in html


def test_working_days_left_are_short_and_the_date_says_that_today_counts() -> None:
    chip = DueChip(
        Standing(Light.OK, working_days_left=5, days_left=6),
        on=date(2026, 12, 6),
        href="/d",
        counts_today=True,
    )
    assert "</svg>剩 5 个工作日</b>" in shown("{% due it %}", it=chip)
    assert "12月6日 周日，含今天</time>" in shown("{% due it %}", it=chip)
    assert "含今天" not in shown("{% due it row=True %}", it=chip)


def test_a_clause_is_a_link_to_the_clause() -> None:
    cite = Cite.of("town-11-6", Text("第十一条（六）", "art. 11(6)"))
    assert shown("{% cite it %}", it=(cite,)) == (
        '<span class="cite"><a href="/scheme/town-11-6">第十一条（六）</a></span>'
    )
    assert shown("{% cite it %}", it=()) == ""


def test_nothing_shows_as_a_dash_and_nought_as_nought() -> None:
    assert shown("{% value it %}", it=None) == "—"
    assert shown("{% value it %}", it=0) == "0"


def test_black_is_only_for_what_is_late_or_soon() -> None:
    late, _, later, undated = sample.DUTIES
    assert [group.lines[0].is_pressing for group in (late, later, undated)] == [True, False, False]


def test_a_refusal_says_what_by_which_clause_what_is_missing_the_way_out_and_whom_to_ask() -> None:
    html = shown("{% show it %}", it=sample.TALK.refusal)
    said = ["还不能登记这次谈话", "第十二条（二）", "还缺：", "第二位谈话人", "办法：", "可以找：组长 顾正言"]
    assert [html.index(words) for words in said] == sorted(html.index(words) for words in said)


def test_a_form_keeps_wrong_text_and_says_it_at_its_place() -> None:
    html = shown("{% ask it %}", it=sample.TALK.fields[1])
    assert 'value="苏晚"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="e-person"' in html


def test_lines_have_three_empty_rows_after_the_filled_ones() -> None:
    seats = sample.TALK.more[-1]
    assert len(seats.lines) == 4
    assert seats.lines[0][0].name == "seats-0-person"
    assert (seats.lines[0][1].error, seats.lines[3][0].value) == (Text("缺岗位", "no post"), "")


def test_lines_are_read_back_without_the_empty_ones() -> None:
    seats = sample.TALK.more[-1]
    data = QueryDict("seats-0-person=周某&seats-0-post=&seats-1-person=+&seats-2-post=主任")
    assert [dict(row) for row in lines_posted(seats, data)] == [
        {"person": "周某", "post": "", "unit": "", "on": ""},
        {"person": "", "post": "主任", "unit": "", "on": ""},
    ]


def test_an_option_is_chosen_by_its_words_too() -> None:
    field = Field("unit", FieldType.UNIT, "", options=(Option("u1", Text("柳塘镇", "Liutang")),))
    for typed in ("u1", "柳塘镇", "Liutang"):
        assert chosen(field, QueryDict(f"unit={typed}")) == "u1"
    assert chosen(field, QueryDict("unit=柳塘")) == "柳塘"


def test_a_paper_that_is_not_scanned_still_has_its_place() -> None:
    field = Field("scan", FieldType.FILE, "")
    assert paper_posted(field, QueryDict("scan-place=")) is None
    kept = paper_posted(field, QueryDict("scan-number=12&scan-place=三号柜&scan-keeper=林若舟"))
    assert kept is not None
    assert (kept.number, kept.place, kept.keeper) == ("12", "三号柜", "林若舟")


def test_long_time_lines_fold_by_month() -> None:
    folded = list(sample.EVENTS.folded())
    assert [(month.words.zh, len(month.events)) for month in folded] == [("2026年8月", 3), ("2026年7月", 1)]


def test_a_provisional_date_says_why_it_may_change() -> None:
    html = shown("{% show it %}", it=sample.provisional_why())
    assert "放假通知还没有录入，这一天可能改变" in html


def test_absent_and_forbidden_are_the_same_bytes_for_everybody() -> None:
    chinese = not_found(RequestFactory().get("/findings/x"))
    with translation.override("en"):
        english = not_found(RequestFactory().get("/clues/y?lang=en"), PermissionError("no"))
    assert (chinese.status_code, chinese.content) == (404, english.content)


def test_after_an_act_a_dialog_is_told_where_to_go() -> None:
    plain = lead_to(RequestFactory().post("/a"), "/desk")
    assert (plain.status_code, plain.headers["Location"]) == (303, "/desk")
    told = lead_to(RequestFactory().post("/a", headers={"HX-Request": "true"}), "/desk")
    assert told.headers["HX-Redirect"] == "/desk"


def test_the_address_chooses_the_language_and_keeps_the_filters() -> None:
    request = RequestFactory().get("/findings?state=open&lang=zh")
    assert language.chosen(RequestFactory().get("/login?lang=en")) == "en"
    assert language.chosen(RequestFactory().get("/login?lang=xx")) == "zh"
    assert language.address_in(request, "en") == "/findings?state=open&lang=en"
