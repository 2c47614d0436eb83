"""The columns of each list: what a reader of that ledger looks for, in the order of the paper ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.case_words import state_name
from xuncha.core.names.labels import KIND_NAMES, label
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.store.viewer import Viewer
from xuncha.web.kit.fact import Value
from xuncha.web.kit.ledger import Side
from xuncha.web.kit.link import Link, Tag, Words
from xuncha.web.pages.pieces.due import chip

SHORT = 22
"""Characters of a measure that a ledger shows; the whole stands on the finding's page."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the cells of a page of a ledger are made from, beside the rows."""

    viewer: Viewer
    scheme: Scheme
    names: Mapping[UUID, str]
    duties: Mapping[UUID, Duty]
    now: datetime
    posts: Mapping[UUID, Text] = field(default_factory=dict)
    """Of people: their posts in words."""


Cell = Callable[[Subject, Around], "Value | tuple[Value, ...]"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its heading, and the value of a row in it."""

    words: Text
    cell: Cell
    is_text: bool = False
    is_figure: bool = False


def _title(row: Subject, around: Around) -> Value:
    return row.title or KIND_NAMES[row.kind]


def _unit(row: Subject, around: Around) -> Value:
    return next((around.names[key] for key in (row.unit, row.body) if key and key in around.names), "")


def _body(row: Subject, around: Around) -> Value:
    return around.names.get(row.body, "") if row.body else ""


def state_words(kind: str, state: str) -> Text:
    """The words of a state of a matter of this kind."""
    return state_name(state, kind)


def told_day(viewer: Viewer, row: Subject) -> date | None:
    """The day a matter is from, as far as the viewer is told: a unit learns of its own days and of those on papers sent
    to it, never on what day something was found, enrolled or drafted.
    """
    if not viewer.is_inspected or row.facts.get("_", {}).get("party") == str(viewer.seat.party):
        return row.opened_on
    return date.fromisoformat(_issue(row)["_"]["on"]) if _issue(row) else None


def _day(row: Subject, around: Around) -> Value:
    return told_day(around.viewer, row) or ""


def _state(row: Subject, around: Around) -> Value | tuple[Value, ...]:
    tag = Tag(state_words(row.kind, row.state))
    return (tag, Tag(Text(f"第 {row.cycle} 次", f"cycle {row.cycle}"))) if row.cycle > 1 else tag


def _due(row: Subject, around: Around) -> Value:
    duty = around.duties.get(row.id)
    return chip(duty, around.viewer, around.now) if duty else ""


def _owner(row: Subject, around: Around) -> Value:
    duty = around.duties.get(row.id)
    return around.names.get(duty.owner, "") if duty and duty.owner else ""


def _coded(name: str, of: str) -> Cell:
    """A column of a coded field, by the words of the scheme's list."""

    def cell(row: Subject, around: Around) -> Value:
        found = [_word(around.scheme, of, str(code)) for code in listed(row.facts.get(name))]
        return Text("、".join(one.zh for one in found), ", ".join(one.en for one in found)) if found else ""

    return cell


def _word(scheme: Scheme, of: str, code: str) -> Text:
    value = scheme.value(of, code)
    plain = code.removeprefix("other:")
    return value.text if value else Text(plain, plain)


def _kind(*of: str) -> Cell:
    """A column of the subject's own kind, from the first of these lists that has it."""

    def cell(row: Subject, around: Around) -> Value:
        found = next((one for one in of if around.scheme.value(one, row.code)), of[0])
        return _word(around.scheme, found, row.code) if row.code else ""

    return cell


def _plan(row: Subject) -> Mapping[str, Any]:
    found = row.facts.get("rectification.planned")
    return found if isinstance(found, Mapping) else {}


def _measures(row: Subject, around: Around) -> Value:
    said = "；".join(
        str(one.get("what", "")) for one in listed(_plan(row).get("measures")) if isinstance(one, Mapping)
    )
    return f"{said[:SHORT]}…" if len(said) > SHORT else said


def _post(row: Subject, around: Around) -> Value:
    return str(_plan(row).get("responsible_post", ""))


def _evidence(row: Subject, around: Around) -> Value:
    n = len(listed(row.facts.get("evidence.added")))
    return Link(str(n), f"/findings/{row.id}#evidence") if n else 0


NUMBER = Field(Text("编号", "Number"), lambda row, around: row.number)
MATTER = Field(Text("事项", "Matter"), _title, is_text=True)
UNIT = Field(Text("单位", "Unit"), _unit)
STATE = Field(Text("状态", "State"), _state)
DUE = Field(Text("期限或已等", "Due or waiting"), _due)
RECTIFICATION_DUE = Field(Text("整改期限或已等", "Rectification due or waiting"), _due)
OWNER = Field(Text("谁来办", "Whose"), _owner)
DAY = Field(Text("日期", "Date"), _day)
PROBLEM = Field(Text("问题", "Problem"), _title, is_text=True)
FIELDS = Field(Text("问题类别", "Field"), _coded("fields", "fields"), is_text=True)
SOURCE = Field(Text("来源", "Source"), _coded("source", "sources"))
MEASURES = Field(Text("整改措施", "Measures"), _measures, is_text=True)
POST = Field(Text("责任岗位", "Post"), _post)
EVIDENCE = Field(Text("佐证", "Evidence"), _evidence, is_figure=True)

CHECK_SIDE = (UNIT, PROBLEM, FIELDS, SOURCE)
RECTIFICATION_SIDE = (MEASURES, POST, RECTIFICATION_DUE, STATE, EVIDENCE)

COLUMNS: Mapping[str, tuple[Field, ...]] = {
    "complaint": (
        Field(Text("渠道", "Channel"), _coded("channel", "channels")),
        Field(Text("事由", "Subject"), _title, is_text=True), UNIT, STATE, DUE, OWNER,
        Field(Text("收到", "Received"), _day),
    ),
    "protection": (
        Field(Text("请求", "Asked for"), _kind("protections")),
        Field(label("alias"), lambda row, around: str(row.facts.get("alias", ""))), STATE, DUE, DAY,
    ),
    "clue": (MATTER, Field(Text("管理权限", "Managed by"), _kind("management")), UNIT, STATE, DUE, OWNER, DAY),
    "referral": (
        Field(Text("移交途径", "Route"), _kind("routes")),
        Field(label("receiver"), lambda row, around: _party(row.facts.get("receiver"), around)), UNIT, STATE, DUE, DAY,
    ),
    "inspection": (Field(Text("{team}", "{Team}"), _body), STATE, DUE, OWNER, DAY),
    "document": (NUMBER, UNIT, STATE, DUE, OWNER, DAY),
    "check": (Field(Text("方式", "Method"), _kind("methods")), MATTER, UNIT, DAY),
    "request": (UNIT, STATE, DUE, OWNER, DAY),
    "return": (UNIT, STATE, DAY),
    "meeting": (UNIT, DAY),
    "volume": (UNIT, STATE, DUE, OWNER, DAY),
    "rule": (UNIT, Field(Text("类别", "Kind"), _kind("rule_changes", "rules")), STATE,
             Field(Text("回头看", "Review on"), lambda row, around: day_of(row.facts.get("review_on")) or ""), DAY),
    "entry": (UNIT, Field(Text("类别", "Kind"), _kind("registers")), STATE, DAY),
    "unit": (Field(Text("类别", "Kind"), _kind("unit_kinds")), STATE),
    "person": (Field(Text("岗位", "Posts"), lambda row, around: around.posts.get(row.id, ""), is_text=True), STATE),
    "body": (Field(Text("类别", "Kind"), _kind("body_kinds")), STATE, DAY),
}  # fmt: skip
"""What each ledger shows after its number; any other shows unit, state and day."""


def _issue(row: Subject) -> Mapping[str, Any]:
    """The last issue of a paper: to whom, how many copies, who applied the seal."""
    issued = listed(row.facts.get("document.issued"))
    return issued[-1] if issued and isinstance(issued[-1], Mapping) else {}


def issuing(row: Subject) -> tuple[Any, ...]:
    """Everybody whose name stands in the register of issued papers: who gets it, who signed, who applied the seal."""
    signed = row.facts.get("document.signed")
    signer = signed["_"]["person"] if isinstance(signed, Mapping) else ""
    return (*listed(_issue(row).get("to")), signer, _issue(row).get("seal_by"))


def _issued_to(row: Subject, around: Around) -> Value:
    names = [str(_party(one, around)) for one in listed(_issue(row).get("to"))]
    return "、".join(name for name in names if name)


def _issued_on(row: Subject, around: Around) -> Value:
    mark = _issue(row).get("_") or {}
    return date.fromisoformat(mark["on"]) if mark.get("on") else ""


def _signed_by(row: Subject, around: Around) -> Value:
    signed = row.facts.get("document.signed")
    return _party(signed["_"]["person"], around) if isinstance(signed, Mapping) else ""


ISSUED = (
    MATTER,
    Field(Text("主送", "To"), _issued_to, is_text=True),
    Field(Text("签发人", "Signed by"), _signed_by),
    Field(label("prints"), lambda row, around: _issue(row).get("prints") or "", is_figure=True),
    Field(label("seal_by"), lambda row, around: _party(_issue(row).get("seal_by"), around)),
    Field(Text("发出", "Issued"), _issued_on),
)
"""The register of issued papers and of the seal: the number, to whom, who signed, how many copies, who applied the seal."""

NUMBERED = frozenset({"finding", "complaint", "protection", "clue", "referral", "check"})
"""Kinds that have a number from the day they begin, and are looked for by it; of the others a row begins with its name."""

VIEWS: Mapping[str, Mapping[str, Text]] = {
    "finding": {
        "both": Text("对照", "Side by side"),
        "check": Text("检查台账", "Check ledger"),
        "rectification": Text("整改台账", "Rectification ledger"),
    },
    "document": {
        "papers": Text("全部文稿", "All papers"),
        "issued": Text("发文和用印登记", "Issued papers and seal"),
    },
}
"""The views of a list; the first is shown unless another is asked for."""


def _party(value: Any, around: Around) -> Words:
    try:
        return around.names.get(UUID(str(value)), "")
    except ValueError:
        return ""


def fields_of(kind: str, view: str, viewer: Viewer, rows: Iterable[Subject] = ()) -> tuple[Field, ...]:
    """The columns of a ledger in one view; a unit is never shown how a problem was found, and which are of the units below
    it where there are such.
    """
    if view == "issued":
        return ISSUED
    if kind != "finding":
        return COLUMNS.get(kind, (UNIT, STATE, DAY))
    if viewer.is_inspected:
        is_above = any(row.unit != viewer.seat.party for row in rows)
        return (*((UNIT,) if is_above else ()), PROBLEM, FIELDS, *RECTIFICATION_SIDE)
    if view == "check":
        return (*CHECK_SIDE, STATE, DAY)
    if view == "rectification":
        return (UNIT, PROBLEM, *RECTIFICATION_SIDE)
    return (*(one for one in CHECK_SIDE if one is not SOURCE), *RECTIFICATION_SIDE)


def sides_of(kind: str, view: str, viewer: Viewer) -> tuple[tuple[Side, ...], int]:
    """The headings over the two sides, and the column at which the second begins."""
    if kind != "finding" or view != "both":
        return (), -1
    n = len([one for one in CHECK_SIDE if one is not SOURCE])
    sides = (
        Side("", 1),
        Side(VIEWS[kind]["check"], n),
        Side(VIEWS[kind]["rectification"], len(RECTIFICATION_SIDE), turns=True),
    )
    return sides, n


def view_of(kind: str, asked: str, viewer: Viewer) -> str:
    """The view to show: as asked, else the first; a unit reads its rectification, and its papers, only."""
    if viewer.is_inspected:
        return "rectification" if kind == "finding" else ""
    views = VIEWS.get(kind, {})
    return asked if asked in views else next(iter(views), "")
