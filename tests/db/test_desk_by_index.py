"""A desk is read by index however much is owed in the office: what seldom fits is not looked for among all of it."""

import json
from typing import Any

import pytest

from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.actions.perform import Entry, perform
from xuncha.bench.rows import duties
from xuncha.queries import desk
from xuncha.store.append import run

pytestmark = pytest.mark.fresh_database


def indexes(plan: dict[str, Any]) -> set[str]:
    """The indexes that a plan reads."""
    below = (indexes(part) for part in plan.get("Plans", ()))
    return {plan["Index Name"]}.union(*below) if "Index Name" in plan else set().union(*below)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (desk._few(desk.REPORTED, desk.FEW_REPORTED), "duty_open_reported_to"),
        (desk._few(desk.SHARED, desk.MOST), "duty_open_by_co_owner"),
    ],
)
def test_what_seldom_fits_is_found_by_its_own_index_among_much_that_others_owe(
    office: Office, statement: str, index: str
) -> None:
    notice = office.notice()
    received = Entry("document.received", {"received_on": "2015-09-24"}, subject=notice)
    perform(office.principal, [received], now=NOW)
    [[model]] = run([("SELECT id FROM duty WHERE state = 'open' AND due_at IS NOT NULL LIMIT 1", [])])[0]
    duties(5_000, model, office.principal.seat.party, [office.inspection])
    run([("ANALYZE duty", [])])
    asked = (f"EXPLAIN (FORMAT JSON) {statement}", desk._params(office.clerk))
    [[plan]] = run([asked])[0]
    plan = plan if isinstance(plan, list) else json.loads(plan)
    assert index in indexes(plan[0]["Plan"])
