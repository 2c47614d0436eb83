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
def decision_form(database: str) -> str:
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'campaign'", [])])[0]
    return f"/rounds/{key}/do/decision.made"


def offered(html: str) -> list[str]:
    """The words in the list that the lines for `names` share."""
    [shared] = re.findall(r'<datalist id="o-names-one">(.*?)</datalist>', html)
    return [unescape(words) for words in re.findall(r'value="([^"]*)"', shared)]


DECISION = {"question": "stage", "conclusion": "同意"}


def test_the_list_stands_once_for_all_lines(decision_form: str) -> None:
    html = Visitor("office").sees(decision_form)
    assert len(offered(html)) > 100
    assert html.count('list="o-names-one"') == 3
    assert 'type="checkbox" name="names"' not in html


def test_what_is_written_by_its_words_is_kept_as_the_thing_itself(decision_form: str) -> None:
    office = Visitor("office")
    html = office.sees(decision_form)
    wanted = offered(html)[:2]
    [by] = re.findall(r'name="by" value="([^"]+)"', html)[1:2]
    sent = {
        **DECISION,
        "by": by,
        "paper": "〔2026〕9号",
        "names-0-one": wanted[0],
        "names-1-one": "",
        "names-2-one": wanted[1],
    }
    answer = office.client.post(decision_form, sent)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    named = "SELECT jsonb_array_elements_text(facts->'decision.made'->-1->'names') FROM subject WHERE kind = 'campaign'"
    sql = f"SELECT trim(number || ' ' || title) FROM subject WHERE id::text IN ({named})"
    assert {words for (words,) in run([(sql, [])])[0]} == set(wanted)


def test_words_that_name_nothing_are_refused_and_stay_in_their_line(decision_form: str) -> None:
    office = Visitor("office")
    answer = office.client.post(decision_form, {**DECISION, "names-0-one": "没有这件事"})
    assert answer.status_code == 422
    assert 'name="names-0-one" value="没有这件事"' in answer.content.decode()


def test_lines_sent_for_a_question_that_has_none_change_nothing(decision_form: str) -> None:
    answer = Visitor("office").client.post(decision_form, {"question-0-one": "x", "conclusion-0-one": "x"})
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
