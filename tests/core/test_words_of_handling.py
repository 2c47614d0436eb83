"""Slips in the words for hands, starts and notice are named at their line, each with what would be right."""

from __future__ import annotations

from functools import cache

import pytest

from tests.core.demo_scheme import base
from tests.regulations.every_word.town import FILE, SCHEMES
from xuncha.core.review.check import faults_in
from xuncha.core.scheme.clause import Clause, read_clauses

TEXT = FILE.read_text(encoding="utf-8")


@cache
def norms() -> tuple[Clause, ...]:
    file = SCHEMES / "clauses" / "every-word.tsv"
    return read_clauses(file.read_text(encoding="utf-8"), file.name)


@pytest.mark.parametrize(
    ("right", "slip", "wrong"),
    [
        ('counts_from = "earliest"', 'counts_from = "earlest"', "unknown way to count from 'earlest'"),
        ('counts_from = "earliest"', "counts_from = 3", "not the kind of value that stands here"),
        ('after = ["finding.fed_back", "rectification.planned"]', 'after = "finding.fed_back"', "has one act in `after`"),
        ('own = true\nsilence', 'own = "yes"\nsilence', "not the kind of value that stands here"),
        ('owner = "helpers"', 'owner = "helper"', "unknown way to say who owes 'helper'"),
        ('to = "lead"', 'to = "leads"', "unknown way to say who owes 'leads'"),
        ('lead = "P3WD", scope', 'lead = "P3W D", scope', "notice_given: 'P3W D' cannot be read as days"),
        ('within = "P30D", field = "asked_on"', 'within = "PT72H", field = "asked_on"', "in_time: 'PT72H' cannot be read as days"),
        ('lead = "P3WD", scope', "scope", "notice_given says no lead"),
        ('"document.received:notice"], lead', '"document.received:notise"], lead', "unknown value of documents 'notise'"),
        ('within = "P30D", field = "asked_on"', 'field = "asked_on"', "in_time says no within"),
        ('within = "P30D", field = "asked_on"', 'within = "P30D", field = "askd_on"', "unknown field 'askd_on'"),
        ('assigned_to = { as = "lead" }', 'assigned_to = { as = "leader" }', "unknown part 'leader'"),
        ('next_level = { field = "owner", of = "complaint.answered" }', 'next_level = { field = "owner" }', "next_level says no of"),
        ('field = "copies"', 'field = "copy"', "unknown field 'copy'"),
        ('for = { level = "rereview" }', 'for = { level = "rerevue" }', "unknown value of review_levels 'rerevue'"),
        ('state = "final"', 'state = "finel"', "unknown state 'finel'"),
        ('under = "bureau"', 'under = "burau"', "unknown value 'burau'"),
    ],
)  # fmt: skip
def test_a_slip_is_named_at_its_line(right: str, slip: str, wrong: str) -> None:
    assert right in TEXT
    found = faults_in(TEXT.replace(right, slip, 1), FILE.name, base(), norms())
    [fault] = [one for one in found if one.wrong.startswith(wrong)]
    assert fault.line > 0
    assert fault.right


@pytest.mark.parametrize(
    ("days", "hours"), [('lead = "P3WD"', 'lead = "PT72H"'), ('within = "P2WD"', 'within = "PT48H"')]
)
def test_notice_before_an_act_and_time_after_one_may_be_said_in_hours(days: str, hours: str) -> None:
    assert days in TEXT
    assert faults_in(TEXT.replace(days, hours, 1), FILE.name, base(), norms()) == ()
