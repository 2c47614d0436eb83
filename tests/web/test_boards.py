"""The round and the inspections in it: figures that open to their rows, checklists, who is late."""

import re

import pytest
from django.db import transaction

from tests.web.conftest import Visitor
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


def key_of(kind: str, title: str = "%") -> str:
    rows = run(
        [("SELECT id FROM subject WHERE kind = %s AND title LIKE %s ORDER BY version LIMIT 1", [kind, title])]
    )[0]
    return str(rows[0][0])


@pytest.fixture
def office(database: str) -> Visitor:
    return Visitor("office")


def test_every_figure_of_the_round_opens_to_as_many_rows(office: Visitor) -> None:
    html = office.sees(f"/rounds/{key_of('campaign')}")
    figures = re.findall(r'<dd><a href="(/[^"]+)">([\d,]+)<span', html)
    assert len(figures) >= 5
    for href, n in figures:
        listed = office.sees(href.replace("&amp;", "&"))
        assert re.search(rf"(共|>){{0,1}}\s*(<a[^>]*>)?{n}(</a>)?\s*(条|件)", listed), (href, n)


def test_the_round_names_each_unit_its_team_and_where_it_is(office: Visitor) -> None:
    html = office.sees(f"/rounds/{key_of('campaign')}")
    for words in ("柳塘镇", "第一巡查组", "巡查中", "下一个期限", "逾期的"):
        assert words in html
    assert "负责的区域" not in html, "no team there has an area, and no column is empty"


def test_a_late_duty_says_whose_it_is_and_the_office_may_urge(office: Visitor) -> None:
    html = office.sees("/duties?late=1")
    assert "逾期" in html
    assert "duty.urged?duty=" in html


def test_a_desk_that_shows_only_the_first_lines_leads_to_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Visitor("office").sees("/desk")
    assert "whose=" not in whole.replace("whose=owed", ""), "all of it stands there"
    monkeypatch.setattr("xuncha.web.pages.desk.page.LINES", 0)
    monkeypatch.setattr("xuncha.web.pages.desk.page.WAITING", 1)
    ways_on = 0
    for role in ("office", "head", "unit"):
        me = Visitor(role)
        html = me.sees("/desk")
        [n] = re.findall(r"要我办的 (\d+) 件", html)
        if n != "0":
            assert 'href="/duties?whose=mine' in html
        assert f"要我办的 共 {n} 件" in me.sees("/duties?whose=mine")
        late = re.findall(r'href="#late">.*?逾期 ?(\d+)', html)
        assert f"要我办的 共 {late[0] if late else 0} 件" in me.sees("/duties?whose=mine&late=1")
        assert ('href="/duties?whose=mine&amp;late=1">看全部逾期的' in html) == bool(late)
        owed = re.findall(r'href="/duties\?whose=owed">看全部 (\d+) 件', html)
        if owed:
            assert f"我等别人办的 共 {owed[0]} 件" in me.sees("/duties?whose=owed")
            ways_on += 1
        assert me.status("/duties?whose=reported") == 200
        assert me.status("/duties?whose=everybody") == 404
    assert ways_on


def test_before_entry_the_inspection_is_a_checklist(office: Visitor) -> None:
    html = office.sees(f"/inspections/{key_of('inspection', '石埠街道')}")
    assert "七项准备做齐才能进驻" in html
    assert "还差 2 项" in html
    assert html.count("✓ 已办") == 5
    numbers = re.findall(r'<th scope="row" class="nowrap">(\d)</th>', html)
    assert numbers == ["1", "2", "3", "4", "5", "6", "7"], "the seven steps of the article, each once"
    assert re.search(r"巡查公告（公布）</td><td>巡查组</td>", html), "each step says whose it is"


def test_the_checklist_says_of_each_step_who_owes_it_as_the_duties_do(office: Visitor) -> None:
    html = office.sees(f"/inspections/{key_of('inspection', '市公共交通公司')}")
    table = html.partition('id="preparation"')[2].partition("</table>")[0]
    owed = html.partition('id="duties"')[2].partition("</table>")[0]
    for party, words in (("市委巡查办", "向巡查组抄送情况"), ("第二巡查组", "制定工作计划")):
        [there] = re.findall(rf'href="(/duties/[^"]*)">{party}：{words}</a>', table)
        assert there in owed


def test_the_checklist_names_the_seats_that_are_not_filled_and_of_which_team(office: Visitor) -> None:
    place = key_of("inspection", "市公共交通公司")
    with transaction.atomic():
        seats = "seat IN ('reporter', 'deputy') AND party = (SELECT body FROM subject WHERE id = %s)"
        run([(f"UPDATE seat SET ended_on = since WHERE {seats} RETURNING id", [place])])
        html = office.sees(f"/inspections/{place}")
        transaction.set_rollback(True)
    row = next(one for one in html.partition('id="preparation"')[2].split("<tr") if "副组长" in one)
    assert "第二巡查组的副组长还没有人；第二巡查组的信息员还没有人" in row
    assert "✓ 已办" not in row


def test_after_entry_methods_and_talks_are_counted(office: Visitor) -> None:
    html = office.sees(f"/inspections/{key_of('inspection', '市住房保障中心')}")
    assert "12 种里用过 2 种" in html
    assert "还有 1 人没有谈" in html


def test_a_unit_learns_nothing_of_complaints_talks_or_methods_from_its_inspection(database: str) -> None:
    unit = Visitor("unit")
    html = unit.sees(f"/inspections/{key_of('inspection', '柳塘镇')}")
    for words in ("信访件", "用过的方式", "与班子成员谈话", "七项准备"):
        assert words not in html


def test_duties_of_others_are_not_there_for_a_unit(database: str) -> None:
    assert "第一巡查组" not in Visitor("unit").sees("/duties")


def test_a_key_that_is_none_is_no_page(office: Visitor) -> None:
    assert office.status("/duties?campaign=x") == 404


@pytest.mark.parametrize("view", ["both", "check", "rectification"])
def test_the_ledger_of_findings_is_one_list_read_from_two_sides(office: Visitor, view: str) -> None:
    html = office.sees(f"/findings?view={view}")
    assert "共 <a" in html
    assert ("责任岗位" in html) == (view != "check")
    assert ('<th scope="col">来源' in html) == (view == "check")


def test_a_unit_reads_its_rectification_without_numbers_or_sources(database: str) -> None:
    unit = Visitor("unit")
    html = unit.sees("/findings?view=check")
    for words in ("来源", "检查台账", "sort=number", "sort=-number"):
        assert words not in html
    assert "整改措施" in html
    everything = re.findall(r"共 <a[^>]*>(\d+)", html)
    assert everything == re.findall(r"共 <a[^>]*>(\d+)", unit.sees("/findings?code=complaint&sort=number"))


def test_the_complaint_is_the_official_sheet_with_the_act_in_place(database: str) -> None:
    head = Visitor("head")
    found = re.search(r'href="(/complaints/[0-9a-f-]+)"', head.sees("/complaints?state=received"))
    assert found
    html = head.sees(found[1])
    assert "信访呈批表" in html
    assert f'action="{found[1]}/do/matter.annotated"' in html


def test_a_letter_is_annotated_on_its_own_page_and_a_second_sending_changes_nothing(database: str) -> None:
    head = Visitor("head")
    found = re.search(r'href="(/complaints/[0-9a-f-]+)"', head.sees("/complaints?state=received"))
    assert found
    html = head.sees(found[1])
    hidden = dict(re.findall(r'<input type="hidden" name="([\w_]+)" value="([^"]*)"', html))
    typed = {**hidden, "text": "请核实后提出意见", "do": "act"}
    for _ in range(2):
        assert head.client.post(f"{found[1]}/do/matter.annotated", typed).status_code in (302, 303)
    again = head.sees(found[1])
    assert "没有重复记" in again
    assert again.count("阅批意见") == 1


def test_a_page_that_went_stale_keeps_what_was_typed(database: str) -> None:
    head = Visitor("head")
    found = re.search(r'href="(/complaints/[0-9a-f-]+)"', head.sees("/complaints?state=received"))
    assert found
    typed = {"text": "请核实", "seen_version": "1", "do": "act"}
    answer = head.client.post(f"{found[1]}/do/matter.annotated", typed)
    assert answer.status_code == 422
    assert re.search(r"您打开以后，\S+办了“[^”]+”（\d+月\d+日", answer.content.decode())
    assert "请核实" in answer.content.decode()


def test_a_team_urges_what_is_owed_to_it_and_not_what_another_team_owes_the_office(database: str) -> None:
    html = Visitor("head").sees("/duties?late=1")
    rows = [row for row in html.split("<tr") if "第三巡查组" in row]
    assert all("duty.urged" not in row for row in rows)


def test_papers_are_numbered_by_the_mark_of_the_body_that_issues_them_and_the_seal_is_registered(
    office: Visitor,
) -> None:
    html = office.sees("/documents?view=issued")
    assert {"澜巡一", "澜巡二"} <= set(re.findall(r">(澜巡.)〔\d{4}〕\d+号<", html))
    for words in ("发文和用印登记", "主送", "签发人", "印制份数", "用印人", "柳塘镇", "沈知秋"):
        assert words in html
    assert "发文和用印登记" not in Visitor("unit").sees("/documents?view=issued")


@pytest.mark.parametrize("plural", ["findings", "documents", "inspections"])
def test_a_list_read_by_due_date_holds_what_is_owed_and_the_most_pressing_stands_first(
    office: Visitor, plural: str
) -> None:
    html = office.sees(f"/{plural}?sort=due")
    assert "只列有期限的，最急的在前" in html
    rows = html.partition("<tbody")[2].partition("</tbody")[0].split("<tr")[1:]
    days = [
        day
        for row in rows
        for day in re.findall(r'href="/duties/[^"]+"[^>]*>.*?<time datetime="(\d{4}-\d\d-\d\d)', row)[:1]
    ]
    assert days
    assert days == sorted(days)


def test_the_next_page_keeps_the_order_it_was_asked_in(office: Visitor) -> None:
    html = office.sees("/findings?sort=number")
    following = re.search(r'href="(/findings\?[^"]*after=[^"]*)"', html)
    assert following
    assert "sort=number" in following[1]
    first = set(re.findall(r'href="/findings/([0-9a-f-]{36})"', html))
    second = set(
        re.findall(r'href="/findings/([0-9a-f-]{36})"', office.sees(following[1].replace("&amp;", "&")))
    )
    assert first
    assert second
    assert not first & second


def test_a_unit_knows_its_problems_by_their_numbers_in_the_feedback_without_a_gap(database: str) -> None:
    html = Visitor("unit").sees("/findings")
    told = [int(n) for n in re.findall(r">反馈第(\d+)号<", html)]
    assert told == list(range(1, len(told) + 1))
    assert len(told) == 12
    first = re.search(r'href="(/findings/[0-9a-f-]{36})">反馈第1号', html)
    assert first
    assert "反馈第1号" in Visitor("unit").sees(first[1])
    assert "反馈第1号" not in Visitor("office").sees(first[1]).partition("<h2")[0]


def test_where_a_round_is_open_the_first_hour_leads_to_it(database: str) -> None:
    page = Visitor("office").sees("/first-hour")
    assert "看开着的轮次" in page
    assert "开第一个轮次" not in page


def test_the_same_form_is_offered_once_with_what_it_ends(database: str) -> None:
    head = Visitor("head")
    [place] = set(re.findall(r'href="(/rounds/[0-9a-f-]{36})"', head.sees("/rounds")))
    acts = head.sees(place).partition('id="can"')[2].partition("</section>")[0]
    ways = re.findall(r'href="(/rounds/[^"]+/(?:do|begin)/[^"]+)"', acts)
    assert len(ways) == len(set(ways))
    assert acts.count("定期报送工作情况") == 1
