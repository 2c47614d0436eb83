"""The page 记录决定: who decided when by which paper, and a row for each matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils import timezone

from xuncha.core.facts.rows import Seat
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.decisions import MOST, waiting_for_decision
from xuncha.queries.options import people
from xuncha.queries.subjects import listed, names_of
from xuncha.store.viewer import Viewer
from xuncha.web.attaching import file_field
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, Words
from xuncha.web.pages.decisions.matter import Matter, to_approve, to_dispose, with_unit
from xuncha.web.pages.decisions.of_meeting import OfMeeting
from xuncha.web.pages.pieces.refused import refusal_box, was_resent

DOES = Text("记录决定", "Record decisions")
WILL = Text(
    "一张纸上的决定一次录入：选了的都记，没选的不动；有一件办不成，就一件也不记。",
    "One paper, one entry: what is chosen is recorded, the rest left; if one cannot be done, none is.",
)


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """`decision.html`: who decided when by which paper, and a row for each matter."""

    heading: Heading
    form: FormPage
    dispositions: tuple[Matter, ...]
    approvals: tuple[Matter, ...]
    later_dispositions: int = 0
    later_approvals: int = 0


def decision_page(
    viewer: Viewer,
    scheme: Scheme,
    posts: Mapping[Seat, Text],
    typed: Mapping[str, str],
    refused: Refused | None,
    at: str = "",
    *,
    scan: Any = None,
    of: OfMeeting,
) -> DecisionForm:
    """The page: who, when and by which paper; then each matter, its proposal already chosen."""
    errors = _errors(refused, at)
    disposed_of, asked_for = waiting_for_decision(viewer)
    proposed = tuple(row for row in disposed_of if of.is_before_it(row))
    put_up = tuple((row, what) for row, what in asked_for if of.is_before_it(row))
    if of.meeting and (proposed or put_up) and not refused:
        typed = {name: value for name, value in typed.items() if not name.startswith("decisions-")}
    names = names_of([row.unit for row in (*proposed[:MOST], *(row for row, _ in put_up[:MOST]))])
    disposed = tuple(with_unit(to_dispose(scheme, row, typed, errors), names) for row in proposed[:MOST])
    approved = tuple(
        with_unit(to_approve(scheme, row, what, typed, errors), names) for row, what in put_up[:MOST]
    )
    form = FormPage(
        action=of.address,
        does=DOES,
        fields=(*_paper_fields(posts, typed, errors, scan), _written_out(viewer, scheme, typed, errors)),
        will=WILL,
        refusal=refusal_box(viewer, scheme, refused, None) if refused else None,
        retry_key=str(uuid4()) if was_resent(refused) else typed.get("retry_key") or str(uuid4()),
        back=Link(Text("返回", "Back"), of.back),
    )
    later = (max(len(proposed) - MOST, 0), max(len(put_up) - MOST, 0))
    return DecisionForm(_heading(of), form, disposed, approved, *later)


def _errors(refused: Refused | None, at: str) -> dict[str, Words]:
    """What is said at which field; `at` is the row whose matter could not be decided."""
    if not refused:
        return {}
    errors: dict[str, Words] = {
        one.field: one.text for refusal in refused.refusals for one in refusal.missing if one.field
    }
    if at:
        errors[at] = next((refusal.what for refusal in refused.refusals), "")
    return errors


def _heading(of: OfMeeting) -> Heading:
    above = Link(Text("分类处置", "Disposition"), "/dispositions")
    if of.meeting:
        above = Link(of.meeting.title or KIND_NAMES["meeting"], of.back)
    return Heading(DOES, crumbs=(above,), here=DOES)


def _paper_fields(
    posts: Mapping[Seat, Text], typed: Mapping[str, str], errors: Mapping[str, Words], scan: Any
) -> list[Field]:
    """Who decided, when, under which number; and the scan where it is entered for others."""
    today = timezone.localdate().isoformat()
    day = Field("occurred_on", FieldType.DATE, Text("决定日期", "Decided on"), latest=today,
                value=typed.get("occurred_on", today), error=errors.get("occurred_on", ""))  # fmt: skip
    number = Field("paper", FieldType.TEXT, Text("文号", "Number of the paper"), value=typed.get("paper", ""), is_needed=False,
                   help=Text("没有文号的，附扫描件", "Where it has no number, attach its scan") if posts else "",
                   error=errors.get("paper", ""))  # fmt: skip
    if not posts:
        return [day, number]
    options = tuple(Option(str(seat.id), name) for seat, name in posts.items())
    who = Field("by", FieldType.REF, Text("谁作的决定", "Who decided"), value=typed.get("by", ""), options=options,
                error=errors.get("by", ""))  # fmt: skip
    return [who, day, number, file_field(SCAN, scan, errors.get(SCAN.name, ""), on_paper=False)]


def _written_out(
    viewer: Viewer, scheme: Scheme, typed: Mapping[str, str], errors: Mapping[str, Words]
) -> Field:
    """Decisions that are not about a matter put up before: the question, the conclusion, about what."""
    columns = _columns(viewer, scheme)
    rows: list[dict[str, str]] = []
    while any(f"decisions-{len(rows)}-{column.name}" in typed for column in columns):
        rows.append(
            {column.name: typed.get(f"decisions-{len(rows)}-{column.name}", "") for column in columns}
        )
    filled = tuple(row for row in rows if any(row.values()))
    return Field("decisions", FieldType.LINES, Text("其他决定", "Other decisions"), columns=columns, rows=filled,
                 is_needed=False, error=errors.get("decisions", ""))  # fmt: skip


def _columns(viewer: Viewer, scheme: Scheme) -> tuple[Field, ...]:
    about = [*listed(viewer, "campaign", {}, size=6).rows, *listed(viewer, "body", {}, size=6).rows]
    things = tuple(Option(str(one.id), one.title) for one in about)
    persons = tuple(Option(key, name) for key, name in people(viewer, about[0])) if about else ()
    questions, agreements = _values(scheme, "questions"), _values(scheme, "agreements")
    return (
        Field("question", FieldType.CHOICE, Text("议题", "Question"), options=questions, is_needed=False),
        Field("conclusion", FieldType.TEXT, Text("结论", "Conclusion"), is_needed=False),
        Field("about", FieldType.REF, Text("关于", "About"), options=things, is_needed=False),
        Field(
            "agreed", FieldType.CHOICE, Text("同意与否", "Agreed or not"), options=agreements, is_needed=False
        ),
        Field("person", FieldType.PERSON, Text("人选", "Person"), options=persons, is_needed=False),
    )


def _values(scheme: Scheme, name: str) -> tuple[Option, ...]:
    values = scheme.lists[name].values if name in scheme.lists else {}
    return tuple(Option(one.code, one.text) for one in values.values())
