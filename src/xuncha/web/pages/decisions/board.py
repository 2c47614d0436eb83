"""分类处置: each clue with its proposal, clause, decision and receiver."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404, HttpResponse

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.facts.rows import Subject
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.deciders import may_decide, may_see_board
from xuncha.queries.decisions import BOARD, decision, matters_for_board, proposal
from xuncha.queries.subjects import names_of
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Tag
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.pieces.clauses import cites

TITLE = Text("分类处置", "Disposition")
NOTHING = Text(
    "您能看到的线索为零。这不说明没有线索。", "You can see no clue. That does not say there is none."
)
HEADS = (
    Head(KIND_NAMES["clue"]), Head(Text("单位", "Unit"), is_short=True), Head(Text("拟办意见", "Proposal")),
    Head(Text("依据", "Clause"), is_short=True), Head(Text("决定", "Decision")), Head(Text("移交给谁", "Receiver")),
)  # fmt: skip


@seated
def dispositions(request: Asked) -> HttpResponse:
    """The board: what waits for a decision first."""
    viewer, scheme = request.viewer, scheme_in_force()
    if not may_see_board(viewer, scheme):
        raise Http404
    rows, is_more = matters_for_board(viewer)
    names = names_of([row.unit for row in rows])
    proposes = is_for_post(scheme, roles_for(scheme, viewer.seat), "disposition.proposed", "")
    lines = tuple(_line(scheme, row, names, proposes) for row in rows)
    waiting = sum(1 for row in rows if proposal(row) and not decision(row))
    buttons = (_record_button(waiting),) if may_decide(viewer, scheme) else ()
    block = Block("board", TITLE, (Table(TITLE, HEADS, lines, empty=Empty(NOTHING)),), note=_note(is_more))
    return show(
        request, "subject.html", SubjectPage(Heading(TITLE, buttons=buttons, can_print=True), (block,))
    )


def _record_button(waiting: int) -> Button:
    words = Text("记录决定", "Record decisions")
    if waiting:
        words = Text(f"记录决定（{waiting} 件待定）", f"Record decisions ({waiting} wait)")
    return Button(words, "/decisions/new", is_filled=bool(waiting))


def _note(is_more: bool) -> Text:
    note = Text(
        "先提意见，{leaders}决定以后才移交", "Proposed first, decided by the {leaders}, then handed over"
    )
    if not is_more:
        return note
    return Text(
        f"{note.zh}；只列出 {BOARD} 件，没有决定的在前，其余见{{clue}}和问题台账",
        f"{note.en}; {BOARD} are shown, the undecided first; the rest stands in the lists of clues and findings",
    )


def _line(scheme: Scheme, row: Subject, names: Mapping[UUID, str], proposes: bool) -> Line:
    proposed, decided = str(proposal(row).get("class", "")), str(decision(row).get("class", ""))
    code = decided or proposed
    route = next((one for one in scheme.routes.values() if code and code in one.classes), None)
    clause: Value = next((Link(one.words, one.href) for one in cites(route.cite)), "") if route else ""
    buttons: tuple[Button, ...] = ()
    if proposes and not decided and not proposed:
        href = addresses.of_act(row.kind, row.id, "disposition.proposed")
        buttons = (Button(Text("提意见", "Propose"), href, about=row.title),)
    return Line(
        (
            Link(f"{row.number} {row.title}".strip(), addresses.of_subject(row.kind, row.id)),
            names.get(row.unit, "") if row.unit else "",
            class_words(scheme, proposed) if proposed else "",
            clause,
            _decided(scheme, proposed, decided),
            route.text if route and decided else "",
        ),
        buttons,
    )


def _decided(scheme: Scheme, proposed: str, decided: str) -> Value:
    """What was decided, and whether it is another thing than was proposed; that it waits; or nothing."""
    if not decided:
        return Tag(Text("待定", "waits")) if proposed else ""
    words = class_words(scheme, decided)
    is_changed = bool(proposed) and decided != proposed
    return Text(f"{words.zh}（改定）", f"{words.en} (changed)") if is_changed else words


def class_words(scheme: Scheme, code: str) -> Text:
    """A class of disposition in the regulation's words."""
    found = scheme.value("dispositions", code)
    return found.text if found else Text(code, code)
