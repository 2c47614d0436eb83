"""What is printed and what is shown: each paper's kind and fields, each page that a clause is seen on."""

import pytest

from tests.regulations.jinniu.district import scheme
from xuncha.core.scheme.rules import Form

clause = pytest.mark.clause


def form(act: str, value: str = "") -> Form:
    found = scheme().form(act, value)
    assert found is not None
    return found


def produced(row: str, act: str, value: str, paper: str, *fields: str) -> object:
    marks = clause(f"jinniu-{row}", effect="produced-core")
    return pytest.param(act, value, paper, fields, marks=marks, id=f"{row} {value or act}")


DRAFTED = "document.drafted"
PAPERS = [
    produced("3-2-26", "check.recorded", "", "ledger_sheet", "checked_unit", "staff", "content"),
    produced("3-2-31", DRAFTED, "self_check_summary", "report", "work_done"),
    produced("3-2-32", DRAFTED, "self_check_summary", "report", "problems"),
    produced("3-3-3", DRAFTED, "problem_list", "list_sheet", "items"),
    produced("3-3-4", DRAFTED, "rectification_list", "list_sheet", "items"),
    produced("3-3-5", DRAFTED, "responsibility_list", "list_sheet", "items"),
    produced("3-3-6", DRAFTED, "progress_list", "list_sheet", "items"),
    produced("3-3-29", "rectification.planned", "", "ledger_sheet", "problem_unit", "measures", "due"),
    produced("3-4-17", DRAFTED, "practice_sheet", "list_sheet", "model", "how_to_copy"),
    produced("4-1-21", DRAFTED, "group_ledger", "ledger_sheet", "period"),
    produced("4-1-23", DRAFTED, "prevention_letter", "advice_letter", "problems", "proposal"),
    produced("4-1-24", DRAFTED, "supervision_letter", "advice_letter", "problems", "proposal"),
    produced("4-1-25", DRAFTED, "monthly_circular", "circular", "state", "named_units", "facts"),
    produced("4-2-4", DRAFTED, "rectification_notice", "order", "facts", "demands"),
    produced("5-5-3", DRAFTED, "internal_notice", "circular", "cases", "facts", "decision"),
    produced("5-7-1", DRAFTED, "press_text", "press_text", "content"),
    produced("5-7-5", DRAFTED, "unit_bulletin", "bulletin", "content"),
    produced("6-2-10", DRAFTED, "progress_bulletin", "bulletin", "content"),
    produced("6-2-11", DRAFTED, "special_report", "report", "topic", "content"),
    produced("6-2-12", DRAFTED, "typical_circular", "circular", "cases", "facts"),
    produced("6-4-3", DRAFTED, "formalism_order", "order", "facts", "demands"),
    produced("6-4-8", "report.submitted", "monthly_return", "return_form", "paper_number"),
    produced("a1-3-5", DRAFTED, "progress_bulletin", "bulletin", "content"),
    produced("a1-3-6", DRAFTED, "special_report", "report", "topic"),
    produced("a1-3-7", DRAFTED, "typical_circular", "circular", "facts"),
    produced(
        "a2-1", "check.recorded", "", "ledger_sheet", "checked_unit", "staff", "content", "looked_at", "hours"
    ),
    produced(
        "a3-1", "rectification.planned", "", "ledger_sheet", "problem_unit", "responsible_unit", "duty_text"
    ),
    produced("a4-1", "report.submitted", "monthly_return", "return_form", "period"),
    produced("a4-4", "report.submitted", "monthly_return", "return_form", "period"),
    produced("a4-5", "report.submitted", "monthly_return", "return_form", "checks_text"),
    produced("a4-6", "report.submitted", "monthly_return", "return_form", "findings_text"),
    produced("a4-7", "report.submitted", "monthly_return", "return_form", "rectification_text"),
    produced("a4-8", "report.submitted", "monthly_return", "return_form", "rules_text"),
]


@pytest.mark.parametrize(("act", "value", "paper", "fields"), PAPERS)
def test_a_paper_is_of_its_kind_and_has_its_fields(
    act: str, value: str, paper: str, fields: tuple[str, ...]
) -> None:
    found = form(act, value)
    assert found.paper == paper
    assert set(fields) <= set(found.fields)


@pytest.mark.parametrize(
    ("act", "value"),
    [
        (DRAFTED, "monthly_summary"),
        (DRAFTED, "monthly_circular"),
        ("report.submitted", "monthly_return"),
        ("report.submitted", "group_quarterly"),
    ],
)
def test_figures_are_counted_from_the_ledgers_and_reports_are_not_among_them(act: str, value: str) -> None:
    counted = form(act, value).counted
    assert "finding" in counted
    assert not {"complaint", "clue", "inquiry"} & set(counted)


SHOWN = {
    "scheme_page": ("0-1", "6-4-9", "a0-1"), "figures": ("1-5", "4-3-7", "6-3-3", "6-3-4"), "trend": ("1-7", "5-6-5"),
    "phase_line": ("3-1-1", "3-2-1", "3-3-1", "3-4-1"), "practice_library": ("3-4-16",), "check_list": ("4-2-1", "5-3-1"),
    "duty_tree": ("4-2-6",), "coverage": ("4-3-5", "6-2-5", "6-2-24"), "public_page": ("5-4-6", "5-4-7", "5-7-9"),
    "publicity_board": ("5-7-4",), "round_board": ("6-2-9",), "finding_page": ("6-3-1",), "warning_view": ("6-4-2",),
    "returns_board": ("a1-3-4",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("page", "row"),
    [
        pytest.param(page, row, marks=clause(f"jinniu-{row}", effect="shown-core"))
        for page, rows in SHOWN.items()
        for row in rows
    ],
)
def test_a_clause_is_seen_on_its_page(page: str, row: str) -> None:
    assert [view.page for view in scheme().views if f"jinniu-{row}" in view.cite and view.page == page] == [
        page
    ]


def test_the_four_phases_overlap_and_leave_a_gap_as_the_text_does() -> None:
    spans = {name: (phase.start, phase.end) for name, phase in scheme().phases.items()}
    assert spans == {
        "mobilisation": ("05-mid", "05-mid"), "self_check": ("05-late", "06-late"), "rectification": ("07-early", "09-late"),
        "institution": ("09-late", "12-early"),
    }  # fmt: skip


def test_the_slips_of_the_text_are_noted_and_never_mended_in_silence() -> None:
    defects = {rule.id: rule.defect.zh for rule in scheme().rules() if rule.defect}
    assert "10后漏“月”字" in defects["group_checks_unit"]
    assert any("附件5" in zh for zh in defects.values())
