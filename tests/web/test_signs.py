"""Reminders and urges stand at their duty on the desk of whoever can do it; what is late stands where it was reported."""

import re
from uuid import UUID

import pytest

from tests.web.conftest import Visitor
from xuncha.core.acts.competence import can_answer
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.table import DUTY
from xuncha.store.viewer import viewer_of

pytestmark = pytest.mark.demo_city


def lines(login: str, address: str = "/desk") -> list[str]:
    """The lines of somebody's desk, without their tags."""
    html = Visitor(login).sees(address)
    return [re.sub(r"<[^>]+>", " ", line) for line in re.findall(r"<li data-row>.*?</li>", html, re.DOTALL)]


def test_the_seat_that_owes_sees_that_it_was_urged_with_the_clause_and_by_when() -> None:
    [urged] = [line for line in lines("head") if "移交档案" in line]
    assert "催办 1 次" in urged
    assert "第四条" in urged


def test_a_reminder_names_the_day_and_the_clause() -> None:
    reminded = [line for line in lines("unit") if "提醒：请在" in line or "催办 1 次" in line]
    assert reminded
    assert all("第二十条" in line for line in reminded)
    english = [
        line
        for line in lines("unit", "/desk?lang=en")
        if "reminder: please do it by" in line or "urged once" in line
    ]
    assert len(english) == len(reminded)


def test_whoever_cannot_do_it_is_not_warned_of_it() -> None:
    """The contact of a unit has its duties on the desk as well, and reports nothing for its principal head."""
    rows = run([(f"{DUTY.select()} WHERE rule = 'carry_out' AND state = 'open' LIMIT 1", [])])[0]
    duty, scheme = DUTY.read(rows[0]), scheme_of(scheme_version(None))
    seats = {}
    for login in ("unit", "contact"):
        person = Account.objects.get(login_name=login).person
        assert isinstance(person, UUID)
        viewer = viewer_of(person, None, duty.opened_on)
        assert viewer is not None
        seats[login] = viewer.seat
    able = {login: can_answer(scheme, seat, duty) for login, seat in seats.items()}
    for login, can in able.items():
        shown = [line for line in lines(login) if "按要求完成整改" in line]
        assert any("提醒" in line or "催办" in line for line in shown) is can, (login, shown)


def test_what_the_clock_did_stands_in_the_course_of_the_matter_with_its_rule() -> None:
    [[kind, key]] = run(
        [
            (
                "SELECT kind, subject FROM act WHERE type = 'duty.urged' AND by_kind = 'clock' ORDER BY position DESC LIMIT 1",
                [],
            )
        ]
    )[0]
    assert kind in ("inspection", "finding", "document", "body", "campaign")
    plural = {
        "inspection": "inspections",
        "finding": "findings",
        "document": "documents",
        "body": "teams",
        "campaign": "rounds",
    }[kind]
    html = Visitor("office").sees(f"/{plural}/{key}")
    assert "按期限自动" in html
    assert "第四条（四））" in html or "第二十条）" in html
    assert "待办：—" not in html


def test_a_team_is_not_told_that_another_was_urged() -> None:
    """Each team owes its own weekly report on the round; the round's page is read by all of them."""
    [[round_]] = run(
        [("SELECT subject FROM act WHERE type = 'duty.urged' AND kind = 'campaign' LIMIT 1", [])]
    )[0]
    seen = {
        login: Visitor(login).sees(f"/rounds/{round_}").count("按期限自动") for login in ("head", "office")
    }
    own = "SELECT count(*) FROM act JOIN duty ON duty.id = ANY(act.refs) JOIN subject ON subject.id = duty.owner"
    [[n]] = run(
        [
            (
                f"{own} WHERE act.type = 'duty.urged' AND act.subject = %s AND subject.title = '第一巡查组'",
                [round_],
            )
        ]
    )[0]
    assert seen["head"] == n
    assert seen["office"] > n
