"""Where very many things could be ticked, each one wanted is written in a line of its own, and found by its words."""

import re
from html import unescape

import pytest

from tests.conftest import connect_django
from tests.web.conftest import Visitor
from xuncha.store.append import run


@pytest.fixture
def database(city: str) -> str:
    connect_django(city)
    return city


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
