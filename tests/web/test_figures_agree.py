"""What two pages say of the same things: the ledger and the page of a problem, a line of the desk and the duties in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.web.conftest import Visitor
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city


@contextmanager
def for_now(*changes: str) -> Iterator[None]:
    """What is changed here is undone."""
    with transaction.atomic():
        for change in changes:
            run([(change, [])])
        yield
        transaction.set_rollback(True)


BESIDE = "00000000-0000-4000-8000-{:012d}"
"""Ids that come before those of any duty of the city."""


def test_the_ledger_tells_how_long_a_rectification_waits_whatever_a_team_owes_beside_it(
    database: str,
) -> None:
    both = run(
        [
            (
                "SELECT a.id::text, a.stream::text FROM duty a JOIN duty b ON b.stream = a.stream AND b.state = 'open'"
                " WHERE a.rule = 'tell_liaison' AND a.state = 'open' AND b.rule = 'rectify'",
                [],
            )
        ]
    )[0]
    assert both
    first = (
        f"UPDATE duty SET id = '{BESIDE.format(n)}' WHERE id = '{key}'" for n, (key, _) in enumerate(both)
    )
    with for_now(*first):
        rows = re.findall(r"<tr.*?</tr>", Visitor("office").sees("/findings?state=fed_back"), re.S)
        by_due = Visitor("office").sees("/findings?sort=due")
    waits = {key for _, key in both for row in rows if f"/findings/{key}" in row and "已等" in row}
    assert waits == {key for _, key in both}
    assert all(key not in by_due for _, key in both), "by due date stands what has one"


def test_a_line_that_stands_for_several_tells_the_longest_wait_of_them(database: str) -> None:
    keys = run(
        [("SELECT id::text FROM duty WHERE rule = 'rectify' AND state = 'open' ORDER BY opened_at, id", [])]
    )[0]
    assert len(keys) == 3
    for (key,) in keys:
        long_ago = f"UPDATE duty SET opened_on = '2026-03-02', opened_at = '2026-03-02' WHERE id = '{key}'"
        with for_now(long_ago):
            desk = Visitor("unit").sees("/desk")
        line = next(one for one in desk.split("<li data-row") if "逐项制定整改" in one)
        assert "3月2日起" in line, key


def test_a_unit_is_led_to_the_measure_that_is_not_done_and_not_to_a_report_that_is_refused(
    database: str,
) -> None:
    unit = Visitor("unit")
    line = next(one for one in unit.sees("/desk").split("<li data-row") if "按要求完成整改" in one)
    assert "在机关会上通报补录台账的做法" in line, "the measure is named"
    button = re.search(r'href="(/findings/[0-9a-f-]{36})/do/([a-z.]+)"', line)
    assert button is not None
    assert button[2] == "rectification.progressed"
    page = unit.sees(button[1])
    assert f"{button[1]}/do/rectification.reported" not in page.partition("暂时不能办")[0]
    assert f'href="{button[1]}/do/rectification.progressed"' in page.partition("暂时不能办")[2], (
        "where it is supplied"
    )


def test_the_whole_of_what_waits_is_a_list_only_where_something_of_it_waits(database: str) -> None:
    for state, other in (("reported", "verified"), ("verified", "reported")):
        with for_now(
            f"UPDATE subject SET state = '{state}' WHERE kind = 'finding' AND state IN ('reported', 'fed_back')"
        ):
            desk = Visitor("office").sees("/desk").partition('id="reported"')[2]
        assert f'href="/findings?state={state}"' in desk
        assert f'href="/findings?state={other}"' not in desk
