"""What was sent from the page 记录决定: an act for each matter with an answer, and for each decision written out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from xuncha.actions.perform import Entry
from xuncha.core.facts.rows import Seat
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import BadFields, FieldFault, Missing, Refusal, Refused
from xuncha.core.words import Text
from xuncha.queries.decisions import MOST
from xuncha.web.asking import Asked
from xuncha.web.kit.form_page import Field, FieldType
from xuncha.web.kit.posted import lines_posted, option_named
from xuncha.web.pages.decisions.form import DecisionForm
from xuncha.web.pages.decisions.matter import Matter
from xuncha.web.typed import typed_from

NOTHING_CHOSEN = Text("还没有选任何一件的决定", "No matter has a decision yet")
NO_SUCH_DECIDER = Text("没有找到作决定的机构或领导，请重新选", "Who decided was not found; choose again")
NO_SUCH_ANSWER = Text("没有这个选项，请重新选", "There is no such choice; choose again")
NOT_WHOLE = Text(
    "每一行要写全：议题、结论、关于哪个{round}或哪个机构",
    "A row needs all three: question, conclusion, and about what",
)


class Sheet:
    """The acts of one sent page in the order of its rows, the place of each, and what could not be read."""

    def __init__(self, blank: Entry, shared: Mapping[str, Any]) -> None:
        """`blank` says who decided when by which paper; `shared` are the fields every act takes from it."""
        self.blank, self.shared = blank, shared
        self.entries: list[Entry] = []
        self.places: list[str] = []
        self.faults: list[FieldFault] = []

    def add(self, act: str, subject: UUID, fields: Mapping[str, Any], place: str) -> None:
        self.entries.append(replace(self.blank, act=act, subject=subject, fields={**fields, **self.shared}))
        self.places.append(place)


def entries_of(
    request: Asked, page: DecisionForm, posts: Mapping[Seat, Text], scan: Any, shared: Mapping[str, Any]
) -> tuple[list[Entry], list[str]]:
    """The acts, and at which field each stands; `shared` goes into every one of them.

    Raises Refused where the page cannot make an act of what was typed: nothing of it is dropped.
    """
    sent = typed_from(request.POST, {})
    post = next((seat for seat in posts if str(seat.id) == sent.by), None)
    scanned = {SCAN.name: scan} if scan else {}
    sheet = Sheet(
        Entry("", {}, occurred_on=sent.occurred_on, by=post, paper=sent.paper), {**scanned, **shared}
    )
    sheet.faults.extend(sent.unread)
    if sent.by and post is None:
        sheet.faults.append(FieldFault("by", NO_SUCH_DECIDER))
    for matter in (*page.dispositions, *page.approvals):
        _add_matter(sheet, matter, request.POST, sent.paper)
    [lines] = (one for one in page.form.fields if one.type is FieldType.LINES)
    for line in lines_posted(lines, request.POST):
        _add_line(sheet, lines, line, sent.paper)
    if sheet.faults:
        raise BadFields(tuple(dict.fromkeys(sheet.faults)), dict(request.POST.items()))
    if not sheet.entries:
        raise BadFields((FieldFault("decisions", NOTHING_CHOSEN),), {})
    if len(sheet.entries) > MOST:
        raise too_many(len(sheet.entries))
    return sheet.entries, sheet.places


def _add_matter(sheet: Sheet, matter: Matter, posted: Mapping[str, str], paper: str) -> None:
    answer, note = posted.get(matter.answer.name, ""), posted.get(matter.note.name, "").strip()
    if not answer:
        return
    if answer not in {option.value for option in matter.answer.options}:
        sheet.faults.append(FieldFault(matter.answer.name, NO_SUCH_ANSWER))
    fields = {"text": note} if note else {}
    if matter.act == "disposition.decided":
        sheet.add(matter.act, matter.row.id, {"class": answer, "number": paper, **fields}, matter.note.name)
    else:
        sheet.add(answer, matter.row.id, {"for_act": matter.what, **fields}, matter.note.name)


def _add_line(sheet: Sheet, lines: Field, line: Mapping[str, str], paper: str) -> None:
    about = _named_in(lines, line)
    if about is None or not line["question"] or not line["conclusion"]:
        sheet.faults.append(FieldFault("decisions", NOT_WHOLE))
        return
    fields = {"question": line["question"], "conclusion": line["conclusion"], "number": paper}
    sheet.add("decision.made", about, {**fields, **_also_said(lines, line)}, "decisions")


def _named_in(lines: Field, line: Mapping[str, str]) -> UUID | None:
    """What a decision written out is about: chosen, or named in full."""
    [about] = (column for column in lines.columns if column.name == "about")
    found = (one.value for one in about.options if line["about"] in (one.value, str(one.words)))
    key = next(found, None)
    return UUID(key) if key else None


def _also_said(lines: Field, line: Mapping[str, str]) -> dict[str, str]:
    """Whom a decision is about and whether it agrees, where the row says so."""
    options = {column.name: column.options for column in lines.columns}
    return {name: option_named(options[name], line[name]) for name in ("agreed", "person") if line.get(name)}


def too_many(n: int) -> Refused:
    """One paper decides at most fifty matters here; nothing of more is recorded."""
    what = Text(
        f"一张纸一次最多记 {MOST} 件，现在选了 {n} 件，一件也没有记",
        f"One paper takes {MOST} matters at most; {n} are chosen, and none is recorded",
    )
    rest = Text(
        f"先把 {n - MOST} 件改成不选，记完这一次，再用同一个文号记其余的",
        f"Leave {n - MOST} out now; after this, record the rest under the same number of the paper",
    )
    return Refused((Refusal(what, "", (), (Missing(rest, field="decisions"),)),))
