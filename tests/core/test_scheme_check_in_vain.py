"""What can never come about is named: a condition, a phase, a duty that a guard forbids."""

from __future__ import annotations

import re

from xuncha.core.review.check import faults_in
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import base_text, clauses, scheme_text


def said(name: str, text: str) -> list[str]:
    """The faults of a changed regulation that were not there before, in Chinese, without its unused clauses."""
    base = read_scheme(base_text(), "base")
    found = faults_in(text, f"{name}.toml", base, clauses(name))
    return [fault.of("zh") for fault in found]


def without_act(text: str, act: str) -> str:
    """The regulation in which nobody may do an act."""
    named = re.compile(rf', "{re.escape(act)}(:\w+)?"')
    return "\n".join(named.sub("", line) if line.startswith("may = [") else line for line in text.split("\n"))


def after(text: str, id: str, added: str) -> str:
    """The regulation with something after the rule of this id."""
    at = text.index("\n[[", text.index(f'id = "{id}"'))
    return f"{text[:at]}\n{added}\n{text[at:]}"


def test_a_condition_that_nobody_can_fulfil_is_named_with_its_line() -> None:
    text = without_act(scheme_text("yiwu-2015"), "disposition.proposed")
    found = [line for line in said("yiwu-2015", text) if "永远不会成立" in line]
    assert found
    for one in found:
        line = int(one.split("：")[0].rpartition(":")[2])
        assert "disposition.proposed" in text.split("\n")[line - 1]
        assert "“done”永远不会成立：没有任何职责可以办它所等的事。在应办的职责的 may 里加上那件事" in one


def test_an_approval_by_a_role_that_gives_none_can_never_be() -> None:
    text = scheme_text("yiwu-2015").replace(
        'approved = { by = "office", for_act = "feedback"',
        'approved = { by = "unit", for_act = "feedback"',
        1,
    )
    assert any(
        "feedback_approved" in line and "“approved”永远不会成立" in line for line in said("yiwu-2015", text)
    )


def test_one_of_several_alternatives_is_enough() -> None:
    text = scheme_text("yiwu-2015")
    whole = '{ any = [{ evidence_held = { at_least = 1 } }, { approved = { by = "unit", for_act = "feedback" } }] }'
    text = after(
        text,
        "signed_by_both",
        f'[[guard]]\nid = "either"\ncite = ["yiwu-28-6"]\nzh = "任一"\nen = "Either"\non = "finding.closed"\nneeds = [{whole}]',
    )
    assert said("yiwu-2015", text) == []


def test_a_phase_that_nobody_may_begin_is_never_reached() -> None:
    text = without_act(scheme_text("wuqing-2017"), "phase.started")
    found = [line for line in said("wuqing-2017", text) if "没有任何职责可以进入这个阶段" in line]
    assert len(found) == 4


CONFLICT = """[[guard]]
id = "team_only"
cite = ["yiwu-11-32"]
zh = "只由巡查组公布"
en = "Only the team publishes"
on = "document.published"
for = { kind = "notice" }
needs = [{ may = { roles = ["team"] } }]
"""


def test_a_duty_whose_owner_a_guard_keeps_off_is_named_with_both_rules() -> None:
    text = after(scheme_text("yiwu-2015"), "publish_notice", CONFLICT)
    [one] = said("yiwu-2015", text)
    assert "duty publish_notice：承办的 unit 要靠“document.published”办结，team_only 却不许他办" in one
    assert said("yiwu-2015", text.replace('roles = ["team"] } }]', 'roles = ["team", "unit"] } }]')) == []


def test_a_guard_on_another_kind_or_with_an_exception_forbids_nothing() -> None:
    other = CONFLICT.replace('kind = "notice"', 'kind = "announcement"')
    assert said("yiwu-2015", after(scheme_text("yiwu-2015"), "publish_notice", other)) == []
    excepted = CONFLICT + "unless = [{ evidence_held = { at_least = 1 } }]\n"
    assert said("yiwu-2015", after(scheme_text("yiwu-2015"), "publish_notice", excepted)) == []
