"""How pages read and print: nothing runs into anything else, what is said is whole, and the button is where the eye is."""

import re

import pytest
from django.test import Client

from tests.web.conftest import Visitor
from tests.web.through_pages import person, words_of
from xuncha.queries import subjects
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def test_what_is_late_is_black_on_the_desk_and_registering_is_not() -> None:
    head, registrar = Visitor("head").sees("/desk"), Visitor("registrar").sees("/desk")
    late, _, later = head.partition('id="later"')
    assert '<a class="btn" ' in late.partition('id="late"')[2]
    assert '<a class="btn" ' not in later
    assert re.search(r'<a class="btn btn--2" href="/complaints/register"', registrar)


def test_a_cell_of_a_table_is_chosen_from_a_list_and_never_from_buttons() -> None:
    for login, address in (
        ("director", "/decisions/new"),
        ("director", "/rounds/begin/campaign.opened?kind=round"),
    ):
        cells = re.findall(r"<td>(.*?)</td>", Visitor(login).sees(address), re.DOTALL)
        assert any("<select" in cell for cell in cells)
        assert not any('type="radio"' in cell or "<legend" in cell for cell in cells)


def test_the_public_page_heads_each_notice_with_its_team_and_unit_and_writes_days_as_the_office_does() -> (
    None
):
    html = Client().get("/public").content.decode()
    assert '<p class="form-org">第一巡查组</p><h2>巡查公告：柳塘镇</h2>' in html
    assert not re.search(r"\d{4}-\d\d-\d\d", words_of(html))
    assert "<div><dt>" not in html


def test_a_paper_carries_the_head_of_the_body_that_made_it() -> None:
    office = person("林若舟")
    paper = office.prints(office.finds("documents", "情况通报：柳塘镇"))
    assert "市委巡查办\n情况通报\n" in paper
    assert paper.count("市委巡查办") == 2, "the head and the signature"


def test_a_feedback_lists_its_problems_once_and_refers_to_the_list() -> None:
    office = person("林若舟")
    paper = office.prints(office.finds("documents", "反馈意见：柳塘镇"))
    assert "共 12 个，见附表。" in paper
    assert paper.count("双桥村出租集体仓库、列支 13 万元没有集体研究\n") == 1


def test_a_ledger_is_signed_only_where_all_of_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    head = Visitor("head")
    whole = words_of(head.sees("/findings"))
    assert "第 1 至 30 条" in whole
    assert "填表人" in whole
    monkeypatch.setattr(subjects, "PAGE", 20)
    monkeypatch.setattr(subjects.listed, "__kwdefaults__", {**subjects.listed.__kwdefaults__, "size": 20})
    html = head.sees("/findings")
    assert "填表人" not in html
    assert "第 1 页，不是全部" in html
    onward = re.search(r'rel="next" href="([^"]+)"', html)
    assert onward
    last = words_of(head.sees(onward[1].replace("&amp;", "&")))
    assert "第 21 至 30 条，共\n30" in last or "第 21 至 30 条，共 30" in last
    assert "填表人" not in last


def test_a_print_says_how_far_the_record_reached_but_not_to_a_unit() -> None:
    [[n]] = run([('SELECT max("position") FROM act', [])])[0]
    assert f"日志第 {n:,} 条" in Visitor("group").sees("/desk")
    assert all(
        "日志第" not in Visitor(who).sees("/findings") for who in ("head", "office", "director", "unit")
    )


def test_duties_without_a_date_stand_in_the_order_in_which_they_came_up() -> None:
    html = Visitor("director").sees("/duties?after=since1900-01-01_00000000-0000-0000-0000-000000000000")
    waits = [int(n) for n in re.findall(r"已等 (\d+) 个工作日", html)]
    assert len(waits) > 20
    assert waits == sorted(waits, reverse=True)


def test_the_list_of_duties_says_which_of_how_many_are_shown() -> None:
    director = Visitor("director")
    html = director.sees("/duties")
    [n] = re.findall(r"共 (\d+) 件，第 1 至 60 件", html)
    onward = re.search(r'href="(/duties\?after=[^"]+)">下一页（从第 61 件起，共 (\d+) 件）', html)
    assert onward
    assert onward[2] == n
    assert f"共 {n} 件，第 61 至 " in director.sees(onward[1].replace("&amp;", "&"))


# ---------------------------------------------------------------- where things are done


def test_verifying_leads_to_the_usual_kind_and_can_turn_to_another() -> None:
    director = Visitor("director")
    [way, *_] = re.findall(
        r'href="(/findings/[^"]+/do/rectification.verified\?kind=[^"]+)"', director.sees("/desk")
    )
    html = director.sees(way)
    assert "核验结果" in html
    assert "改为：回访" in html


def test_kinds_to_choose_among_are_said_in_short_words() -> None:
    head = person("高望岚")
    html = head.html(f"{head.finds('inspections', '柳塘镇')}/begin/request.made")
    kinds = re.findall(r'<ul class="can">(.*?)</ul>', html, re.DOTALL)
    assert "调阅" in "".join(kinds)
    assert "请求、请示：" not in "".join(kinds)


def test_a_form_says_which_duty_it_ends_and_an_urging_whom_it_urges() -> None:
    head, director = Visitor("head"), Visitor("director")
    [way] = re.findall(r'href="(/inspections/[^"]+/begin/volume.compiled[^"]*)"', head.sees("/desk"))[:1]
    assert "为了办结\n向巡查办移交档案" in words_of(head.sees(way))
    [urge] = re.findall(r'href="(/[a-z]+/[^"]+/do/duty.urged\?duty=[^"]+)"', director.sees("/desk"))[:1]
    said = words_of(director.sees(urge))
    assert "催办" in said
    for label in ("谁来办", "要做什么", "期限"):
        assert label in said


def test_reporting_a_problem_as_done_without_evidence_is_warned_of_and_not_refused() -> None:
    [[key]] = run(
        [
            (
                "SELECT id FROM subject WHERE kind = 'finding' AND state = 'planned' AND NOT facts ? 'evidence.added' LIMIT 1",
                [],
            )
        ]
    )[0]
    unit = Visitor("unit")
    assert "本单位还没有给这个问题附佐证" in unit.sees(f"/findings/{key}/do/rectification.reported")


def test_the_matter_stands_folded_before_the_form_on_a_phone() -> None:
    director = Visitor("director")
    [way, *_] = re.findall(
        r'href="(/findings/[^"]+/do/rectification.verified\?kind=[^"]+)"', director.sees("/desk")
    )
    html = director.sees(way)
    assert html.index('<details class="fold only-narrow"><summary>问题 ') < html.index('<form id="act"')


# ---------------------------------------------------------------- how a matter stands


def inspection(who: str, unit: str) -> str:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'inspection' AND title = %s", [unit])])[0]
    return Visitor(who).sees(f"/inspections/{key}")


def test_what_is_done_is_folded_under_what_is_still_owed_and_each_names_its_clause() -> None:
    html = inspection("head", "柳塘镇").partition('id="duties"')[2].partition("</section>")[0]
    still, _, done = html.partition("<details")
    assert "向巡查办移交档案" in still
    assert 'href="/scheme/yiwu-28-6"' in still
    assert "已经了结的 4 项" in done
    assert "已办" not in words_of(still)


def test_an_act_whose_time_is_over_is_not_among_what_must_wait() -> None:
    ended, before = inspection("head", "柳塘镇"), inspection("head", "石埠街道")
    assert "<summary>进驻</summary>" in before
    assert "<summary>进驻</summary>" not in ended
    assert "<summary>结束巡查</summary>" not in ended


def test_methods_not_used_yet_are_folded_and_the_page_is_told_apart_from_the_unit() -> None:
    html = inspection("head", "柳塘镇")
    assert "还没有用过的 10 种" in html
    assert '<h1 id="title">柳塘镇：单位巡查</h1>' in html
    assert re.search(r'href="/rounds" aria-current="page"', html)


def test_the_page_of_a_round_has_no_date_of_one_body_and_units_show_what_is_late() -> None:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'campaign'", [])])[0]
    html = Visitor("office").sees(f"/rounds/{key}")
    assert 'id="why"' not in html
    units = html.partition('id="units"')[2].partition("</section>")[0]
    assert re.search(r"东陂镇</a>.*?逾期 \d+ 天", units, re.DOTALL)


def test_a_number_is_said_to_be_one_and_stands_with_its_unit_where_several_units_are_listed() -> None:
    director = Visitor("director")
    [[key, number]] = run(
        [("SELECT id, number FROM subject WHERE kind = 'finding' AND number = '15' LIMIT 1", [])]
    )[0]
    assert f"编号 {number}" in director.sees(f"/findings/{key}")
    assert re.search(
        r"\d+ [^<]+（(柳塘镇|青屏街道|东陂镇|市住房保障中心)）</a>",
        director.sees("/duties?after=since2026-10-16_00000000-0000-0000-0000-000000000000"),
    )


def test_a_letter_shows_when_it_came_who_registered_it_and_the_team_by_its_name_with_one_black_button() -> (
    None
):
    html = Visitor("head").sees(
        re.findall(r'href="(/complaints/[0-9a-f-]+)\?turn=1"', Visitor("head").sees("/desk"))[0]
    )
    said = words_of(html)
    for words in ("收到日期", "登记人", "沈知秋", "收件机构\n第一巡查组"):
        assert words in said, words
    assert len(re.findall(r'<a class="btn[^"]*" ', html)) > 1
    assert not re.findall(r'<a class="btn(?: btn--wide)?" ', html.partition('class="only-narrow"')[2])


# ---------------------------------------------------------------- finding one's way


def test_many_ways_to_begin_the_same_stand_behind_one_button() -> None:
    html = Visitor("director").sees("/teams")
    menu = re.findall(
        r'<details class="pop"><summary class="btn btn--2">新建机构…</summary>(.*?)</details>', html
    )
    assert menu
    assert menu[0].count('href="/teams/begin/body.formed?kind=') > 3
    assert ">组建：" not in html


def test_searching_a_unit_leads_to_it_and_to_its_ledgers_first_and_counts_each_kind() -> None:
    html = Visitor("director").sees("/search?q=柳塘")
    first, _, rest = html.partition('id="kind-')
    assert re.search(r'href="/units/[0-9a-f-]+">柳塘镇</a> <a href="/inspections\?unit=', first)
    assert re.search(r'href="/findings\?unit=', first)
    assert re.search(r"文稿 \d+\+? 件", rest)


def test_a_rule_on_one_kind_of_paper_shows_only_that_kind_in_three_columns() -> None:
    html = Visitor("office").sees("/scheme/yiwu-11-26")
    folds = re.findall(r"<summary>实例.*?</details>", html, re.DOTALL)
    assert folds
    for heading in ("事项", "办得怎样", "日期"):
        assert heading in folds[0]
    assert "巡查通知书：" in folds[0]
    assert "情况通报：" not in folds[0]


def test_the_measures_begin_with_the_articles_and_the_table_of_clauses_says_what_its_words_mean() -> None:
    office = Visitor("office")
    html = office.sees("/scheme")
    assert html.index('id="articles"') < html.index('id="about"')
    table = office.sees("/scheme/coverage")
    assert "把关，不符合就办不成" in table
    assert re.search(r"第 1 至 \d+ 条，共 \d+ 条", table)
    assert re.search(r"下一部分（还有 \d+ 条）", table)


def test_what_can_be_done_about_a_duty_stands_at_its_head() -> None:
    director = Visitor("director")
    [way] = re.findall(r'href="(/duties/[0-9a-f-]+)"', director.sees("/duties"))[:1]
    head = director.sees(way).partition('<h1 id="title">')[2].partition("<section")[0]
    assert ">催办</a>" in head


def test_in_english_clauses_have_their_paragraph_and_figures_a_plural() -> None:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'campaign'", [])])[0]
    html = Visitor("office").sees(f"/rounds/{key}?lang=en")
    assert "<dt>Complaints</dt>" in html
    assert re.search(r"art\. \d+\(\d+\)", Visitor("head").sees("/desk?lang=en"))
