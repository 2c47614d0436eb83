"""The form of a referral offers what may go its way, and whom its route leads to."""

import pytest

from tests.web.through_pages import Form, person
from xuncha.core.facts.book import FINAL
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

WITH_CLUES = (
    "SELECT inspection FROM subject WHERE kind = 'clue' AND state <> ALL(%s)"
    " GROUP BY inspection ORDER BY count(*) DESC, inspection LIMIT 1"
)


def asked(route: str) -> tuple[str, Form]:
    """The form of a referral by this route where most clues are open, and the id of that place."""
    [[place]] = run([(WITH_CLUES, [sorted(FINAL)])])[0]
    return str(place), person("江予白").asks(f"/inspections/{place}", "referral.drafted", route, begins=True)


def ids(form: Form, name: str) -> set[str]:
    return {value for value in form.controls[name].options.values() if value}


@pytest.mark.parametrize("route", ["discipline", "organisation"])
def test_only_open_matters_that_were_not_classed_for_another_way_are_offered(route: str) -> None:
    place, form = asked(route)
    offered = ids(form, "of")
    rows = run(
        [
            (
                "SELECT id, kind, state, facts->'disposition.decided'->>'class' FROM subject WHERE id = ANY(%s::uuid[])",
                [list(offered)],
            )
        ]
    )[0]
    assert len(rows) == len(offered) > 0
    goes = {
        "discipline": {"cadre_breach", "pronounced_style"},
        "organisation": {"centralism", "appointment", "style", "leadership_advice"},
    }
    for _, kind, state, decided in rows:
        assert kind in ("finding", "clue", "complaint", "inquiry")
        assert state not in FINAL
        assert decided is None or decided in goes[route]
    closed = run(
        [
            (
                "SELECT id FROM subject WHERE kind = 'complaint' AND inspection = %s AND state = 'closed'",
                [place],
            )
        ]
    )[0]
    papers = run(
        [("SELECT id FROM subject WHERE kind IN ('document', 'check') AND inspection = %s", [place])]
    )[0]
    assert papers
    assert offered.isdisjoint(str(key) for (key,) in (*closed, *papers))


def test_only_bodies_that_the_route_leads_to_are_offered() -> None:
    functions = {}
    for route in ("discipline", "organisation"):
        _, form = asked(route)
        sql = "SELECT DISTINCT facts->>'function' FROM subject WHERE id = ANY(%s::uuid[])"
        functions[route] = [one for (one,) in run([(sql, [list(ids(form, "receiver"))])])[0]]
    assert functions == {"discipline": ["discipline"], "organisation": ["organisation"]}


def test_what_is_sent_all_the_same_is_refused_by_the_guard_as_before() -> None:
    _, form = asked("discipline")
    [[other]] = run(
        [("SELECT id FROM subject WHERE kind = 'body' AND facts->>'function' = 'organisation' LIMIT 1", [])]
    )[0]
    office = person("江予白")
    sent = {**form.answered({"extract": "摘要", "basis": "依据"}), "receiver": [str(other)],
            "of": [next(iter(ids(form, "of")))]}  # fmt: skip
    answer = office.client.post(form.address, sent)
    assert answer.status_code == 422
    assert "与干部管理权限或者移交途径不符" in answer.content.decode()


@pytest.mark.parametrize("route", ["discipline", "organisation"])
def test_what_does_not_fit_takes_no_place_of_what_does(route: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bodies and matters that go another way are left out before the list is cut, and not after."""
    _, form = asked(route)
    matters, receivers = ids(form, "of"), ids(form, "receiver")
    assert matters
    assert receivers
    monkeypatch.setattr("xuncha.queries.referring.MOST", 1)
    _, short = asked(route)
    assert len(ids(short, "of")) == 1
    assert len(ids(short, "receiver")) == 1
    assert ids(short, "of") <= matters
    assert ids(short, "receiver") <= receivers
