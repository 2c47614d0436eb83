"""Who holds which post of a body or unit: where they come from, what they do, since when, and which post is vacant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils import timezone

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Act, Seat, Subject
from xuncha.core.scheme.rules import Role, Scheme
from xuncha.core.words import Text
from xuncha.queries.people import may_know_people_of, roster
from xuncha.queries.subjects import names_of
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Block
from xuncha.web.kit.link import Words
from xuncha.web.kit.paper import PaperTable
from xuncha.web.kit.table import Head, Line, Table

TITLE = Text("人员", "People")
HEADS = (
    Text("姓名", "Name"),
    Text("岗位", "Seat"),
    Text("原单位", "Home unit"),
    Text("分工", "Task"),
    Text("自", "Since"),
    Text("至", "Until"),
)
VACANT = Text("空缺", "Vacant")


def roster_block(viewer: Viewer, scheme: Scheme, row: Subject, acts: Iterable[Act]) -> tuple[Block, ...]:
    """The people of a body or unit, on its own page, for whoever is told who they are."""
    if not may_know_people_of(viewer, row):
        return ()
    heads = tuple(Head(words, is_short=place > 3) for place, words in enumerate(HEADS))
    lines = tuple(Line(cells) for cells in roster_lines(viewer, scheme, row, acts))
    return (Block("roster", TITLE, (Table(TITLE, heads, lines),)),)


def roster_table(viewer: Viewer, scheme: Scheme, row: Subject, acts: Iterable[Act]) -> tuple[PaperTable, ...]:
    """The same people, for print."""
    if not may_know_people_of(viewer, row):
        return ()
    return (PaperTable(TITLE, HEADS, tuple(roster_lines(viewer, scheme, row, acts))),)


def roster_lines(
    viewer: Viewer, scheme: Scheme, row: Subject, acts: Iterable[Act]
) -> Iterator[tuple[Words, ...]]:
    """A line for each person in a post, and one for each post that the regulation asks for and nobody holds."""
    held = roster(viewer, row)
    tasks = {
        (str(act.fields.get("seat")), str(act.fields.get("person"))): str(act.fields.get("task") or "")
        for act in acts
        if act.type == "seat.filled"
    }
    homes = names_of([seat.home_unit for seat, _ in held])
    for seat, person in held:
        until: Words = say_plain(seat.until) if seat.until else Text("在任", "in office")
        task = tasks.get((seat.seat, str(seat.person)), "")
        yield (
            person,
            seat_words(scheme, row, seat.seat),
            _home(seat, homes),
            task,
            say_plain(seat.since),
            until,
        )
    today = timezone.localdate()
    filled = {seat.seat for seat, _ in held if seat.acting_for is None and seat.has_not_run_out(today)}
    for role in scheme.roles.values():
        if role.body == _body(row) and role.seat and role.min and role.seat not in filled:
            yield VACANT, seat_words(scheme, row, role.seat), "", "", "", ""


def _home(seat: Seat, homes: dict[UUID, str]) -> str:
    return homes.get(seat.home_unit, "") if seat.home_unit else ""


def seat_words(scheme: Scheme, row: Subject, code: str) -> Text:
    """A post by its name, with the office that the regulation binds it to."""
    found = scheme.value("seats", code)
    words = found.text if found else Text(code, code)
    bound = next((role.post for role in scheme.roles.values() if _is_bound(role, row, code)), None)
    return Text(f"{words.zh}（{bound.zh}）", f"{words.en} ({bound.en})") if bound else words


def _is_bound(role: Role, row: Subject, code: str) -> bool:
    return role.body == _body(row) and role.seat == code and role.post is not None


def _body(row: Subject) -> str:
    """What the roles of the regulation call a body or unit of this kind."""
    return "unit" if row.kind == "unit" else row.code
