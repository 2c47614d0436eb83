"""A decision from paper, with all the matters it decides; and the board of dispositions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.actions.attach import used
from xuncha.actions.perform import Entry, NotThere, done_before, perform
from xuncha.core.competence import is_for_post, roles_for
from xuncha.core.labels import KIND_NAMES
from xuncha.core.payload import MEETING, SCAN
from xuncha.core.refusal import BadFields, FieldFault, Missing, Refusal, Refused
from xuncha.core.rows import Seat, Subject
from xuncha.core.scheme import Scheme
from xuncha.core.values import listed as values_of
from xuncha.core.words import Text
from xuncha.queries.deciders import may_decide, may_see_board
from xuncha.queries.decisions import (
    BOARD,
    MOST,
    decision,
    matters_for_board,
    proposal,
    waiting_for_decision,
)
from xuncha.queries.options import people
from xuncha.queries.posts import posts_entered_for
from xuncha.queries.subjects import listed, names_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.attaching import file_field, files_posted
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Block
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Tag, Words, both
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.posted import asks_more_lines, lines_posted, option_named
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.came_of_it import decision_address, meeting_named
from xuncha.web.pages.clauses import cites
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.refused import refusal_box, was_resent
from xuncha.web.typed import told, typed_from

DECIDED = ("disposition.decided", "approval.given", "decision.made")
"""What one paper can decide."""


# ------------------------------------------------------------------------------------------ the board


@seated
def dispositions(request: Asked) -> HttpResponse:
    """分类处置: each clue with its proposal, clause, decision and receiver."""
    viewer, scheme = request.viewer, scheme_in_force()
    if not may_see_board(viewer, scheme):
        raise Http404
    rows, is_more = matters_for_board(viewer)
    names = names_of([row.unit for row in rows])
    roles = roles_for(scheme, viewer.seat)
    proposes = is_for_post(scheme, roles, "disposition.proposed", "")
    lines = tuple(_board_line(scheme, row, names, proposes) for row in rows)
    heads = (
        Head(KIND_NAMES["clue"]), Head(Text("单位", "Unit"), is_short=True), Head(Text("拟办意见", "Proposal")),
        Head(Text("依据", "Clause"), is_short=True), Head(Text("决定", "Decision")), Head(Text("移交给谁", "Receiver")),
    )  # fmt: skip
    title = Text("分类处置", "Disposition")
    nothing = Text(
        "您能看到的线索为零。这不说明没有线索。", "You can see no clue. That does not say there is none."
    )
    waiting = [row for row in rows if proposal(row) and not decision(row)]
    words = Text("记录决定", "Record decisions")
    if waiting:
        words = Text(f"记录决定（{len(waiting)} 件待定）", f"Record decisions ({len(waiting)} wait)")
    decide = Button(words, "/decisions/new", is_filled=bool(waiting))
    buttons = (decide,) if may_decide(viewer, scheme) else ()
    note = Text(
        "先提意见，领导小组决定以后才移交", "Proposed first, decided by the leading group, then handed over"
    )
    if is_more:
        note = Text(
            f"{note.zh}；只列出 {BOARD} 件，没有决定的在前，其余见问题线索和问题台账",
            f"{note.en}; {BOARD} are shown, the undecided first; the rest stands in the lists of clues and findings",
        )
    block = Block("board", title, (Table(title, heads, lines, empty=Empty(nothing)),), note=note)
    return show(
        request, "subject.html", SubjectPage(Heading(title, buttons=buttons, can_print=True), (block,))
    )


def _board_line(scheme: Scheme, row: Subject, names: Mapping[UUID, str], proposes: bool) -> Line:
    proposed, decided = str(proposal(row).get("class", "")), str(decision(row).get("class", ""))
    code = decided or proposed
    route = next((one for one in scheme.routes.values() if code and code in one.classes), None)
    clause: Value = next((Link(one.words, one.href) for one in cites(route.cite)), "") if route else ""
    changed = Text("（改定）", " (changed)") if decided and proposed and decided != proposed else Text("", "")
    words = _class(scheme, decided)
    buttons: tuple[Button, ...] = ()
    if proposes and not decided and not proposed:
        href = addresses.of_act(row.kind, row.id, "disposition.proposed")
        buttons = (Button(Text("提意见", "Propose"), href, label=row.title),)
    return Line(
        (
            Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id)),
            names.get(row.unit, "") if row.unit else "",
            _class(scheme, proposed) if proposed else "",
            clause,
            Text(f"{words.zh}{changed.zh}", f"{words.en}{changed.en}")
            if decided
            else Tag(Text("待定", "waits"))
            if proposed
            else "",
            route.text if route and decided else "",
        ),
        buttons,
    )


def _class(scheme: Scheme, code: str) -> Text:
    found = scheme.value("dispositions", code)
    return found.text if found else Text(code, code)


# ------------------------------------------------------------------------------------------ from paper


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter on the paper: what it is, what is decided about it, and the answer typed."""

    row: Subject
    act: str
    what: str
    words: Words
    answer: Field
    note: Field
    unit: str = ""
    """Where it lies: several units have a matter of the same number and name."""

    @property
    def link(self) -> Link:
        title = f"{self.row.number} {self.row.title}".strip() or KIND_NAMES[self.row.kind]
        return Link(title, addresses.of_subject(self.row.kind, self.row.id))


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """`decision.html`: who decided when by which paper, and a row for each matter."""

    heading: Heading
    form: FormPage
    dispositions: tuple[Matter, ...]
    approvals: tuple[Matter, ...]
    later_dispositions: int = 0
    later_approvals: int = 0


@seated
def new_decision(request: Asked) -> HttpResponse:
    """One paper, one command: all its matters are recorded, or none."""
    viewer, scheme = request.viewer, scheme_in_force()
    if not may_decide(viewer, scheme):
        raise Http404
    posts, of = deciders(viewer, scheme), OfMeeting.read(request)
    if request.method != "POST":
        return show(request, "decision.html", decision_page(viewer, scheme, posts, of.typed(), None, of=of))
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    key, said = typed_from(request.POST, {}).key, told(request)
    files = files_posted(request, viewer, (SCAN,) if posts else ())
    scan = files.values.get(SCAN.name)
    page = decision_page(viewer, scheme, posts, typed, None, scan=scan, of=of)
    if asks_more_lines(request.POST):
        return show(request, "decision.html", page)
    places: list[str] = []
    try:
        if done_before(viewer, key, said):
            say_on_next_page(request, Said(AGAIN))
            return lead_to(request, of.back)
        if files.faults:
            raise BadFields(tuple(files.faults), {})
        entries, places = entries_of(request, page, posts, scan)
        entries = [replace(one, fields={**one.fields, **of.fields}) for one in entries]
        perform(viewer, entries, key=key, told=said, now=timezone.now())
    except Refused as refused:
        at = places[refused.place] if refused.place < len(places) else ""
        again = decision_page(viewer, scheme, posts, typed, refused, at, scan=scan, of=of)
        return show(request, "decision.html", again, status=422)
    except NotThere:
        raise Http404 from None
    used(viewer, files.keys)
    n = len(entries)
    words = Text(f"已记录决定，共 {n} 件", f"The decision is recorded: {n} matters")
    say_on_next_page(request, Said(words))
    return lead_to(request, of.back)


@dataclass(frozen=True, slots=True)
class OfMeeting:
    """The meeting, and the item of its agenda, from whose page a decision is recorded; none where it rests on a paper alone."""

    meeting: Subject | None = None
    item: int = 0

    @classmethod
    def read(cls, request: Asked) -> OfMeeting:
        n = request.GET.get("item", "")
        return cls(meeting_named(request), int(n) if n.isdecimal() and len(n) < 5 else 0)

    @property
    def address(self) -> str:
        return decision_address(self.meeting.id, self.item) if self.meeting else "/decisions/new"

    @property
    def back(self) -> str:
        """Where one came from: the meeting, or the board."""
        return addresses.of_subject("meeting", self.meeting.id) if self.meeting else "/dispositions"

    @property
    def fields(self) -> dict[str, str]:
        return {MEETING.name: str(self.meeting.id)} if self.meeting else {}

    @property
    def _items(self) -> list[Mapping[str, Any]]:
        items = values_of(self.meeting.facts.get("items")) if self.meeting else ()
        return [one if isinstance(one, Mapping) else {} for one in items]

    def is_before_it(self, row: Subject) -> bool:
        """Whether a matter stands on its agenda; without a meeting, any."""
        if self.meeting is None:
            return True
        items = self._items[self.item - 1 : self.item] if self.item else self._items
        return str(row.id) in {str(key) for one in items for key in values_of(one.get("refs"))}

    def typed(self) -> dict[str, str]:
        """What its record knows already: the day, and what the item said."""
        if self.meeting is None:
            return {}
        known = {"occurred_on": str(self.meeting.facts.get("at") or self.meeting.opened_on)[:10]}
        if 0 < self.item <= len(self._items):
            about = self.meeting.campaign
            known["decisions-0-conclusion"] = str(self._items[self.item - 1].get("text", ""))
            known |= {"decisions-0-about": str(about)} if about else {}
        return known


AGAIN = Text("这一次已经记过了，没有重复记", "This was recorded before; nothing was doubled")
NOTHING_CHOSEN = Text("还没有选任何一件的决定", "No matter has a decision yet")
NO_SUCH_DECIDER = Text("没有找到作决定的机构或领导，请重新选", "Who decided was not found; choose again")
NO_SUCH_ANSWER = Text("没有这个选项，请重新选", "There is no such choice; choose again")
NOT_WHOLE = Text(
    "每一行要写全：议题、结论、关于哪一轮或哪个机构",
    "A row needs all three: question, conclusion, and about what",
)


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


def deciders(viewer: Viewer, scheme: Scheme) -> dict[Seat, str]:
    """The bodies and leaders for whom the viewer may enter what a paper decided."""
    found: dict[Seat, str] = {}
    for act in DECIDED:
        for seat, name in posts_entered_for(viewer, scheme, act, "", None).items():
            if seat not in found:
                found[seat] = name
    return found


def entries_of(
    request: Asked, page: DecisionForm, posts: Mapping[Seat, str], scan: Any
) -> tuple[list[Entry], list[str]]:
    """An act for each matter with an answer, then one for each decision written out; and where each stands.

    Raises Refused where the page cannot make an act of what was typed: nothing of it is dropped.
    """
    sent = typed_from(request.POST, {})
    post = next((seat for seat in posts if str(seat.id) == sent.by), None)
    faults = list(sent.unread)
    if sent.by and post is None:
        faults.append(FieldFault("by", NO_SUCH_DECIDER))
    blank = Entry("", {}, occurred_on=sent.occurred_on, by=post, paper=sent.paper)
    entries, places = [], []
    scanned = {SCAN.name: scan} if scan else {}
    for matter in (*page.dispositions, *page.approvals):
        answer, note = (
            request.POST.get(matter.answer.name, ""),
            request.POST.get(matter.note.name, "").strip(),
        )
        if not answer:
            continue
        if answer not in {option.value for option in matter.answer.options}:
            faults.append(FieldFault(matter.answer.name, NO_SUCH_ANSWER))
        text = {"text": note} if note else {}
        if matter.act == "disposition.decided":
            entry = replace(
                blank,
                act=matter.act,
                fields={"class": answer, "number": sent.paper, **text, **scanned},
                subject=matter.row.id,
            )
        else:
            entry = replace(
                blank, act=answer, fields={"for_act": matter.what, **text, **scanned}, subject=matter.row.id
            )
        entries.append(entry)
        places.append(matter.note.name)
    lines = next((one for one in page.form.fields if one.type is FieldType.LINES), None)
    for line in lines_posted(lines, request.POST) if lines else ():
        about = (
            next(
                (
                    UUID(one.value)
                    for one in lines.columns[2].options
                    if line["about"] in (one.value, str(one.words))
                ),
                None,
            )
            if lines
            else None
        )
        fields = {
            "question": line["question"],
            "conclusion": line["conclusion"],
            "number": sent.paper,
            **scanned,
        }
        if about is None or not line["question"] or not line["conclusion"]:
            faults.append(FieldFault("decisions", NOT_WHOLE))
            continue
        fields |= _also_said(lines, line) if lines else {}
        entries.append(replace(blank, act="decision.made", fields=fields, subject=about))
        places.append("decisions")
    if faults:
        raise BadFields(tuple(dict.fromkeys(faults)), dict(request.POST.items()))
    if not entries:
        raise BadFields((FieldFault("decisions", NOTHING_CHOSEN),), {})
    if len(entries) > MOST:
        raise too_many(len(entries))
    return entries, places


def _also_said(lines: Field, line: Mapping[str, str]) -> dict[str, str]:
    """Whom a decision is about and whether it agrees, where the row says so."""
    options = {column.name: column.options for column in lines.columns}
    return {name: option_named(options[name], line[name]) for name in ("agreed", "person") if line.get(name)}


def decision_page(
    viewer: Viewer,
    scheme: Scheme,
    posts: Mapping[Seat, str],
    typed: Mapping[str, str],
    refused: Refused | None,
    at: str = "",
    *,
    scan: Any = None,
    of: OfMeeting = OfMeeting(),
) -> DecisionForm:
    """The page: who, when and by which paper; then each matter, its proposal already chosen."""
    errors: dict[str, Words] = {}
    if refused:
        errors |= {
            one.field: one.text for refusal in refused.refusals for one in refusal.missing if one.field
        }
    if refused and at:
        errors[at] = next((refusal.what for refusal in refused.refusals), "")
    disposed_of, asked_for = waiting_for_decision(viewer)
    proposed = tuple(row for row in disposed_of if of.is_before_it(row))
    put_up = tuple((row, what) for row, what in asked_for if of.is_before_it(row))
    if of.meeting and (proposed or put_up) and not refused:
        typed = {name: value for name, value in typed.items() if not name.startswith("decisions-")}
    names = names_of([row.unit for row in (*proposed[:MOST], *(row for row, _ in put_up[:MOST]))])
    disposed = tuple(_with_unit(_to_dispose(scheme, row, typed, errors), names) for row in proposed[:MOST])
    approved = tuple(
        _with_unit(_to_approve(scheme, row, what, typed, errors), names) for row, what in put_up[:MOST]
    )
    who = tuple(Option(str(seat.id), name) for seat, name in posts.items())
    today = timezone.localdate().isoformat()
    fields = [
        Field(
            "occurred_on",
            FieldType.DATE,
            Text("决定日期", "Decided on"),
            value=typed.get("occurred_on", today),
            latest=today,
            error=errors.get("occurred_on", ""),
        ),
        Field(
            "paper",
            FieldType.TEXT,
            Text("文号", "Number of the paper"),
            value=typed.get("paper", ""),
            is_needed=False,
            help=Text("没有文号的，附扫描件", "Where it has no number, attach its scan") if who else "",
            error=errors.get("paper", ""),
        ),
        _written_out(viewer, scheme, typed, errors.get("decisions", "")),
    ]
    if who:
        fields.insert(2, file_field(SCAN, scan, errors.get(SCAN.name, ""), on_paper=False))
        fields.insert(
            0,
            Field(
                "by",
                FieldType.REF,
                Text("谁作的决定", "Who decided"),
                value=typed.get("by", ""),
                options=who,
                error=errors.get("by", ""),
            ),
        )
    does = Text("记录决定", "Record decisions")
    form = FormPage(
        action=of.address, does=does, fields=tuple(fields),
        will=Text("一张纸上的决定一次录入：选了的都记，没选的不动；有一件办不成，就一件也不记。",
                  "One paper, one entry: what is chosen is recorded, the rest left; if one cannot be done, none is."),
        refusal=refusal_box(viewer, scheme, refused, None) if refused else None,
        retry_key=str(uuid4()) if was_resent(refused) else typed.get("retry_key") or str(uuid4()), back=Link(Text("返回", "Back"), of.back),
    )  # fmt: skip
    title = Text("记录决定", "Record decisions")
    crumbs = (Link(Text("分类处置", "Disposition"), "/dispositions"),)
    if of.meeting:
        crumbs = (Link(of.meeting.title or KIND_NAMES["meeting"], of.back),)
    later = (max(len(proposed) - MOST, 0), max(len(put_up) - MOST, 0))
    return DecisionForm(Heading(title, crumbs=crumbs, here=does), form, disposed, approved, *later)


def _with_unit(matter: Matter, names: Mapping[UUID, str]) -> Matter:
    """The matter with its unit, which the labels of its questions name, too."""
    unit = names.get(matter.row.unit, "") if matter.row.unit else ""
    words = both(matter.answer.label)
    label = Text(f"{words.zh}（{unit}）", f"{words.en} ({unit})") if unit else words
    return replace(matter, unit=unit, answer=replace(matter.answer, label=label))


def _to_dispose(
    scheme: Scheme, row: Subject, typed: Mapping[str, str], errors: Mapping[str, Words]
) -> Matter:
    proposed = str(proposal(row).get("class", ""))
    listed_values = scheme.lists["dispositions"].values if "dispositions" in scheme.lists else {}
    options = tuple(Option(one.code, one.text) for one in listed_values.values())
    name, note = f"m-{row.id}", f"t-{row.id}"
    answer = Field(name, FieldType.CHOICE, Text(f"决定：{row.title}", f"Decision: {row.title}"), value=typed.get(name, proposed),
                   options=options, is_needed=False, is_cell=True, error=errors.get(name, ""))  # fmt: skip
    return Matter(
        row, "disposition.decided", "", _class(scheme, proposed), answer, _note(note, typed, errors)
    )


def _to_approve(
    scheme: Scheme, row: Subject, what: str, typed: Mapping[str, str], errors: Mapping[str, Words]
) -> Matter:
    name, note = f"m-{row.id}-{what}", f"t-{row.id}-{what}"
    options = (
        Option("approval.given", Text("批准", "Approved")),
        Option("approval.refused", Text("不予批准", "Not approved")),
    )
    answer = Field(name, FieldType.REF, Text(f"决定：{row.title}", f"Decision: {row.title}"), value=typed.get(name, ""),
                   options=options, is_needed=False, is_cell=True, error=errors.get(name, ""))  # fmt: skip
    found = scheme.value("documents", what)
    words = found.text if found else Text(KIND_NAMES[row.kind].zh, KIND_NAMES[row.kind].en)
    return Matter(row, "approval.given", what, words, answer, _note(note, typed, errors))


def _note(name: str, typed: Mapping[str, str], errors: Mapping[str, Words]) -> Field:
    return Field(name, FieldType.TEXT, Text("说明或者理由", "Note or reason"), value=typed.get(name, ""), is_needed=False,
                 is_cell=True, error=errors.get(name, ""))  # fmt: skip


def _written_out(viewer: Viewer, scheme: Scheme, typed: Mapping[str, str], error: Words) -> Field:
    """Decisions that are not about a matter put up before: the question, the conclusion, about what."""
    values = scheme.lists["questions"].values if "questions" in scheme.lists else {}
    questions = tuple(Option(one.code, one.text) for one in values.values())
    about = [*listed(viewer, "campaign", {}, size=6).rows, *listed(viewer, "body", {}, size=6).rows]
    things = tuple(Option(str(one.id), one.title) for one in about)
    agreements = scheme.lists["agreements"].values if "agreements" in scheme.lists else {}
    agreed = tuple(Option(one.code, one.text) for one in agreements.values())
    persons = tuple(Option(key, name) for key, name in people(viewer, about[0])) if about else ()
    columns = (
        Field("question", FieldType.CHOICE, Text("议题", "Question"), options=questions, is_needed=False),
        Field("conclusion", FieldType.TEXT, Text("结论", "Conclusion"), is_needed=False),
        Field("about", FieldType.REF, Text("关于", "About"), options=things, is_needed=False),
        Field("agreed", FieldType.CHOICE, Text("同意与否", "Agreed or not"), options=agreed, is_needed=False),
        Field("person", FieldType.PERSON, Text("人选", "Person"), options=persons, is_needed=False),
    )
    rows = []
    n = 0
    while any(f"decisions-{n}-{column.name}" in typed for column in columns):
        rows.append({column.name: typed.get(f"decisions-{n}-{column.name}", "") for column in columns})
        n += 1
    filled = tuple(row for row in rows if any(row.values()))
    return Field(
        "decisions",
        FieldType.LINES,
        Text("其他决定", "Other decisions"),
        columns=columns,
        rows=filled,
        is_needed=False,
        error=error,
    )
