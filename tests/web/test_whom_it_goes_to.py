"""Whom a form offers to send a thing to: those the measures name, chosen already where there is one."""

from __future__ import annotations

import pytest

from tests.web.through_pages import Form, person

pytestmark = pytest.mark.demo_city


def offered(form: Form) -> tuple[set[str], int]:
    """The words of the parties a thing may be sent to, and how many are chosen already."""
    control = form.controls["to"]
    return {words for words, key in control.options.items() if key}, len(
        [one for one in control.values if one]
    )


def test_a_report_is_offered_its_one_addressee() -> None:
    head = person("高望岚")
    place = head.finds("inspections", "石埠街道")
    assert offered(head.asks(place, "report.submitted", "team_plan", begins=True)) == ({"市委巡查办"}, 1)


def test_a_direct_report_is_offered_the_two_above() -> None:
    head = person("高望岚")
    place = head.finds("inspections", "石埠街道")
    words, chosen = offered(head.asks(place, "report.submitted", "direct_report", begins=True))
    assert (len(words), chosen) == (2, 0)
