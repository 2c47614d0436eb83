"""Where very many things could be ticked, each one wanted is written in a line of its own, and found by its words."""

import re
from datetime import date
from html import unescape

import pytest

from tests.web.conftest import Visitor
from xuncha.queries import options, subjects
from xuncha.store.append import run
from xuncha.store.viewer import viewer_of
from xuncha.web.pages.acting import asker

pytestmark = pytest.mark.demo_city


@pytest.fixture
def plan_form(database: str) -> str:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'campaign'", [])])[0]
    return f"/rounds/{key}/begin/document.drafted?kind=work_plan"


def offered(html: str) -> list[str]:
    """The words in the list that the lines for `items` share."""
    [shared] = re.findall(r'<datalist id="o-items-one">(.*?)</datalist>', html)
    return [unescape(words) for words in re.findall(r'value="([^"]*)"', shared)]


PLAN = {"task": "围绕惠民资金开展巡查", "starts_on": "2026-01-05", "ends_on": "2026-03-05", "ways": "talk",
        "topics": "supervision"}  # fmt: skip


def test_the_list_stands_once_for_all_lines(plan_form: str) -> None:
    html = Visitor("office").sees(plan_form)
    assert len(offered(html)) > 100
    assert html.count('list="o-items-one"') == 3
    assert 'type="checkbox" name="items"' not in html


def test_what_is_written_by_its_words_is_kept_as_the_thing_itself(plan_form: str) -> None:
    office = Visitor("office")
    html = office.sees(plan_form)
    wanted = offered(html)[:2]
    [unit] = re.findall(r'name="units" value="([^"]+)"', html)[:1]
    sent = {**PLAN, "units": unit, "items-0-one": wanted[0], "items-1-one": "", "items-2-one": wanted[1]}
    answer = office.client.post(plan_form, sent)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    key = answer.headers["Location"].rpartition("/")[2]
    items = "SELECT jsonb_array_elements_text(facts->'items') FROM subject WHERE id = %s"
    sql = f"SELECT trim(number || ' ' || title) FROM subject WHERE id::text IN ({items})"
    kept = {words for (words,) in run([(sql, [key])])[0]}
    assert kept == set(wanted)


def test_words_that_name_nothing_are_refused_and_stay_in_their_line(plan_form: str) -> None:
    office = Visitor("office")
    answer = office.client.post(plan_form, {**PLAN, "items-0-one": "没有这件事"})
    assert answer.status_code == 422
    assert 'name="items-0-one" value="没有这件事"' in answer.content.decode()


def test_lines_sent_for_a_question_that_has_none_change_nothing(plan_form: str) -> None:
    answer = Visitor("office").client.post(plan_form, {"ways-0-one": "x", "task-0-one": "x"})
    assert answer.status_code == 422


# ------------------------------------------------------------------------------------- what is cut says so


@pytest.fixture
def few_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists that offer two things, as if there were hundreds more."""
    monkeypatch.setattr(options, "MOST", 2)
    monkeypatch.setattr(asker, "MOST", 2)


@pytest.mark.usefixtures("few_offered")
def test_somebody_not_among_those_offered_is_found_by_the_name(database: str) -> None:
    sql = "SELECT b.id, p.title FROM subject b, subject p WHERE b.kind = 'body' AND b.code = 'team' AND p.kind = 'person'"
    [[team, name]] = run([(f"{sql} ORDER BY p.version DESC LIMIT 1", [])])[0]
    office, form = Visitor("office"), f"/teams/{team}/do/seat.filled?kind=member"
    html = office.sees(form)
    assert "没有列出的，写全名或编号" in html
    assert name not in html
    wrong = office.client.post(form, {"person": "查无此人"}).content.decode()
    assert "没有找到所选的" in wrong
    right = office.client.post(form, {"person": name}).content.decode()
    assert "没有找到所选的" not in right


def test_a_page_with_more_than_it_shows_leads_to_the_lists(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects, "UNDER", 3)
    [[key]] = run([("SELECT inspection FROM subject WHERE kind = 'finding' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1", [])])[0]  # fmt: skip
    html = Visitor("office").sees(f"/inspections/{key}")
    assert "这里只列出先开始的 3 件" in html
    lists = re.findall(rf'href="(/\w+\?parent={key})"', html)
    assert lists
    assert all(Visitor("office").status(one) == 200 for one in lists)


def test_a_report_counts_every_problem_whatever_a_page_shows(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subjects, "UNDER", 1)
    [[key, n]] = run([("SELECT inspection, count(*) FROM subject WHERE kind = 'finding' GROUP BY 1 ORDER BY 2 DESC LIMIT 1", [])])[0]  # fmt: skip
    office = viewer_of(run([("SELECT person FROM store_account WHERE login_name = 'office'", [])])[0][0][0], None, date.today())  # noqa: DTZ011  # fmt: skip
    assert office is not None
    assert len(subjects.children(office, key, ["finding"])) == n > 1


def test_a_board_with_more_than_it_shows_says_so(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    html = Visitor("office").sees("/dispositions")
    assert "只列出" not in html
    monkeypatch.setattr("xuncha.queries.decisions.BOARD", 2)
    monkeypatch.setattr("xuncha.web.pages.decisions.board.BOARD", 2)
    assert "只列出 2 件，没有决定的在前" in Visitor("office").sees("/dispositions")
