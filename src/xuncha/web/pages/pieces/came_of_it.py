"""What came of a meeting: beside each item of its agenda the acts that name the meeting, and the way to the decision it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from xuncha.core.facts.rows import Act, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.record.payload import MEETING
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.agenda import Happened, acts_out_of
from xuncha.queries.choices import act_words
from xuncha.queries.deciders import may_decide
from xuncha.queries.subjects import subject_for_page, subjects_by_id
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked
from xuncha.web.kit.act_choice import ActChoice
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.matter_links import matter_link


def meeting_named(request: Asked) -> Subject | None:
    """The meeting from whose page an act is done, where the viewer may open it."""
    key = id_of(request.GET.get(MEETING.name, ""))
    row = subject_for_page(request.viewer, key) if key else None
    return row if row is not None and row.kind == "meeting" else None


def from_meeting(acts: ActChoice | None, meeting: Subject | None) -> ActChoice | None:
    """The acts on a page that was opened from a meeting: each leads to its form with the meeting filled in."""
    if acts is None or meeting is None:
        return acts
    return replace(acts, acts=tuple(replace(one, button=_with(one.button, meeting.id)) for one in acts.acts))


def _with(button: Button, meeting: UUID) -> Button:
    sign = "&" if "?" in button.href else "?"
    return replace(button, href=f"{button.href}{sign}{MEETING.name}={meeting}")


TITLE = Text("议题和结果", "Items, and what came of them")
HEADS = (
    Head(Text("序", "No."), is_short=True),
    Head(Text("议题", "Item")),
    Head(Text("涉及", "About")),
    Head(Text("记录的决定", "Decisions recorded")),
)


def meeting_blocks(viewer: Viewer, scheme: Scheme, meeting: Subject) -> Iterator[Shown]:
    """The items of a meeting, each with the acts on its matters that name the meeting; then those on other matters."""
    items = [one for one in listed(meeting.facts.get("items")) if isinstance(one, Mapping)]
    acts = acts_out_of(viewer, meeting.id)
    if not items and not acts:
        return
    keys = [[key for one in listed(item.get("refs")) if (key := id_of(one))] for item in items]
    matters = subjects_by_id(viewer, [key for lot in keys for key in lot])
    decides = may_decide(viewer, scheme)
    lines = tuple(
        _line(
            scheme,
            meeting,
            n,
            str(item.get("text", "")),
            [matters[key] for key in lot if key in matters],
            acts,
            decides,
        )
        for n, (item, lot) in enumerate(zip(items, keys, strict=True), 1)
    )
    known = {key for lot in keys for key in lot}
    others = [one for one in acts if one[1].id not in known]
    parts: list[Shown] = [Table(TITLE, HEADS, lines)] if lines else []
    if others:
        words = Text("其他决定", "Other decisions")
        heads = (Head(Text("事项", "Matter")), Head(Text("决定", "Decision")))
        rows = tuple(Line((matter_link(row), _act_link(scheme, act, row))) for act, row in others)
        parts += [Prose(words), Table(words, heads, rows)]
    yield Block("items", TITLE, tuple(parts), note=TYPED_ONCE if decides else "")


TYPED_ONCE = Text("从这里记录决定，会议已经填好", "A decision recorded from here has the meeting filled in")


def _line(
    scheme: Scheme, meeting: Subject, n: int, text: str, rows: Sequence[Subject], acts: Sequence[Happened], decides: bool
) -> Line:  # fmt: skip
    found = tuple(
        _act_link(scheme, act, row) for act, row in acts if row in rows or row.id in {one.id for one in rows}
    )
    about: tuple[Value, ...] = tuple(matter_link(row) for row in rows) or ("—",)
    if found:
        return Line((str(n), text, about, found))
    words = Text("记录决定", "Record a decision")
    buttons = [Button(words, decision_address(meeting.id, n), about=text)] if decides else []
    for row in rows[:1]:
        here = Button(Text("去办", "Act on it"), addresses.of_subject(row.kind, row.id), about=text)
        buttons.append(_with(here, meeting.id))
    return Line((str(n), text, about, "—"), tuple(buttons))


def _act_link(scheme: Scheme, act: Act, row: Subject) -> Link:
    return Link(act_words(scheme, act.type, act.value), addresses.of_subject(row.kind, row.id))


def decision_address(meeting: UUID, item: int) -> str:
    """The page on which what a meeting decided is recorded, the meeting filled in."""
    return f"/decisions/new?{urlencode({'meeting': str(meeting), 'item': item})}"
