"""轮次: how the round stands — figures, inspections by team, teams, what is late and who can move it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from xuncha.core.acts.competence import is_somebodys
from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.names.case_words import state_name
from xuncha.core.names.labels import label, several
from xuncha.core.names.nouns import worded
from xuncha.core.names.numbered import in_order
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text, percent
from xuncha.queries.rounds import Counts, InspectionBoard, RoundBoard
from xuncha.queries.subjects import Tally, names_of, subjects_by_id
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Figure, Figures, Prose, Shown
from xuncha.web.kit.duty_line import OwedLine
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.desk.owed import Owed, urge_button
from xuncha.web.pages.frame import is_in_menu
from xuncha.web.pages.matters.view import ways_block
from xuncha.web.pages.pieces.due import chip, duty_cites, duty_words
from xuncha.web.pages.pieces.duty_cells import ABOUT_HEADS, OWED_HEADS, duty_cells, late_of
from xuncha.web.pages.views.registry import Place, blocks_at
from xuncha.web.pages.views.sight import Sight

SHOWN_LATE = 6
SHOWN_BODIES = 12
SHOWN_UNITS = 25
"""So many late duties, bodies with something in hand, and units stand on the page; the lists have all."""


def round_blocks(viewer: Viewer, scheme: Scheme, row: Subject, now: datetime) -> list[Shown]:
    """The parts of a round's page that say how it stands."""
    sight = Sight(viewer, scheme, row, now)
    board = sight.board
    if not viewer.is_inside:
        return [inspections_block(viewer, scheme, board, now)] if board.inspections else []
    late = late_of(board.duties, viewer, now)
    blocks: list[Shown] = [
        *blocks_at(sight, Place.HEAD),
        round_figures(viewer, scheme, row.id, board, len(late)),
        *ways_block(scheme, row),
        *blocks_at(sight, Place.UNDER_FIGURES),
        inspections_block(viewer, scheme, board, now),
        teams_block(viewer, scheme, board, now),
        *blocks_at(sight, Place.BELOW),
    ]
    if board.announced:
        blocks.append(announced_block(board))
    if late:
        blocks.append(late_block(viewer, row.id, late, board.matters, now))
    return blocks


def round_figures(viewer: Viewer, scheme: Scheme, key: UUID, board: RoundBoard, n_late: int) -> Figures:
    """The numbers of a round; each opens to the rows it counts."""
    label, note = worded(scheme, Text("{unit}", "Units")), how_far(scheme, board)
    units = Figure(label, len(board.inspections), f"/inspections?campaign={key}", note)
    return Figures((units, *counted_figures(viewer, "campaign", key, board.counts, board, n_late)))


def how_far(scheme: Scheme, board: RoundBoard) -> Words:
    """How many units are entered; where nobody enters any, how many are assigned; nothing where nobody is assigned any."""
    if is_somebodys(scheme, "inspection.started"):
        n = sum(one.state not in ("enrolled", "assigned") for one in board.inspections)
        left = len(board.inspections) - n
        return Text(f"已进驻 {n}，未进驻 {left}", f"{n} entered, {left} not yet")
    if is_somebodys(scheme, "inspection.assigned"):
        n = sum(one.state != "enrolled" for one in board.inspections)
        left = len(board.inspections) - n
        return Text(f"已分派 {n}，未分派 {left}", f"{n} assigned, {left} not yet")
    return ""


TO_FEED_BACK = ("recorded", "proposed", "disposed")
"""A finding in one of these states is not fed back yet."""


def counted_figures(
    viewer: Viewer, place: str, key: UUID, counts: Counts, board: RoundBoard | InspectionBoard, n_late: int
) -> Iterable[Figure]:
    """Complaints, findings, referrals and open duties of a round or an inspection."""
    complaints = counts.of("complaint")
    if complaints.n or is_in_menu(viewer, "/complaints"):  # else there is no such list for this post
        done, in_hand = counts.of("complaint", *FINAL), counts.but("complaint", *FINAL)
        yield _figure(several("complaint"), complaints, f"/complaints?{place}={key}",
                      Text(f"办结 {done}，在办 {in_hand}", f"{done} closed, {in_hand} in hand"))  # fmt: skip
    findings, closed = counts.of("finding"), counts.of("finding", "closed")
    told = counts.but("finding", *TO_FEED_BACK, "withdrawn")
    untold = counts.of("finding", *TO_FEED_BACK, "withdrawn")
    yield _figure(several("finding"), findings, f"/findings?{place}={key}",
                  Text(f"已反馈 {told}，未反馈 {untold}", f"{told} fed back, {untold} not yet"))  # fmt: skip
    yield _figure(
        Text("已销号", "Closed out"), closed, f"/findings?{place}={key}&state=closed", _share(closed, told)
    )
    referrals = counts.of("referral")
    if referrals.n:
        answered = counts.of("referral", "answered", "closed")
        yield _figure(several("referral"), referrals, f"/referrals?{place}={key}",
                      Text(f"收到书面反馈 {answered}", f"{answered} answered in writing"))  # fmt: skip
    late = Link(
        Text(f"其中逾期 {n_late}{_plus(board)}", f"{n_late}{_plus(board)} late"),
        f"/duties?{place}={key}&late=1",
    )
    yield Figure(
        Text("没办完的待办", "Open duties"),
        len(board.duties),
        f"/duties?{place}={key}",
        late=late if n_late else None,
        is_more=board.is_owed_more,
    )


def _figure(label: Text, tally: Tally, href: str, note: Words = "") -> Figure:
    return Figure(label, tally.n, href, note, is_more=tally.is_more)


def _share(closed: Tally, told: Tally) -> Words:
    """How much of what was fed back is closed out; nothing where one of the two is only known to be so many at least."""
    if not told.n or closed.is_more or told.is_more:
        return ""
    part = percent(closed.n, told.n)
    return Text(f"占已反馈 {part}", f"{part} of those fed back")


def _plus(board: RoundBoard | InspectionBoard) -> str:
    """What is counted among the duties of a board is the least it can be, where there are more than it loads."""
    return "+" if board.is_owed_more else ""


def inspections_block(viewer: Viewer, scheme: Scheme, board: RoundBoard, now: datetime) -> Block:
    """The units of the round: its team where it is assigned to one, how far it is, and what is owed there."""
    there = {one.id: one for one in board.bodies}
    others = {one.body for one in board.inspections if one.body} - there.keys()
    there |= subjects_by_id(viewer, others) if others else {}
    names = names_of([one.body for one in board.inspections])
    is_assigned = is_somebodys(scheme, "inspection.assigned")
    by_team = sorted(board.inspections, key=lambda one: (_team_name(one, names), one.version))
    units = in_order(by_team, lambda one: _team_name(one, names))
    lines = tuple(
        Line((
            Link(one.title, addresses.of_subject("inspection", one.id)),
            *((_team(one, names, there),) if is_assigned else ()),
            state_name(one.state),
            *duty_cells((d for d in board.duties if d.inspection == one.id), viewer, now, f"inspection={one.id}", _plus(board)),
        ))
        for one in units[:SHOWN_UNITS]
    )  # fmt: skip
    team = Head(worded(scheme, Text("{team}", "{Team}")), is_short=True)
    heads = (Head(Text("单位", "Unit")), *((team,) if is_assigned else ()), Head(Text("走到哪一步", "Where it is"), is_short=True),
             *ABOUT_HEADS)  # fmt: skip
    title = Text("各单位走到哪一步", "Where each unit is")
    table = Table(
        title, heads, lines,
        empty=Empty(Text("还没有纳入单位", "No unit is enrolled yet"),
                    Text("依{leaders}的决定纳入对象。", "Units are enrolled on the decision of the {leaders}.")),
    )  # fmt: skip
    if len(units) <= SHOWN_UNITS:
        return Block("units", title, (table,))
    n, shown = len(units), SHOWN_UNITS
    cut = Text(f"只列出 {shown} 个单位，共 {n} 个。", f"{shown} of {n} units stand here.")
    every = Link(Text("看全部单位", "See every unit"), f"/inspections?campaign={board.campaign}")
    return Block("units", title, (table, Prose(cut, (every,), is_quiet=True)))


def announced_block(board: RoundBoard) -> Block:
    """What was announced to the public, and by which telephone and letter box people reach each team."""
    units = {one.id: one.title for one in board.inspections}
    lines = tuple(
        Line((
            Link(one.title, addresses.of_subject(one.kind, one.id)),
            units.get(one.inspection, "") if one.inspection else "",
            _published_on(one),
            str(one.facts.get("phone", "")),
            str(one.facts.get("box", "")),
        ))
        for one in board.announced
    )  # fmt: skip
    title = Text("公告和举报渠道", "Announcements and how people reach the team")
    heads = (Head(Text("公告", "Announcement")), Head(Text("单位", "Unit")), Head(Text("公布", "Published"), is_short=True),
             Head(label("phone"), is_short=True), Head(label("box")))  # fmt: skip
    return Block("announced", title, (Table(title, heads, lines),))


def _published_on(row: Subject) -> date | None:
    published = listed(row.facts.get("document.published"))
    return day_of(published[-1]["_"]["on"]) if published else None


def _team_name(row: Subject, names: Mapping[UUID, str]) -> str:
    return names.get(row.body, "～") if row.body else "～"


def _team(row: Subject, names: Mapping[UUID, str], there: Mapping[UUID, Subject]) -> Value:
    """Who inspects a unit, a body or a unit above it, with the way to its page for whoever may open that."""
    if row.body is None or row.body not in names:
        return Text("还没有分派", "not assigned")
    if row.body not in there:
        return names[row.body]
    return Link(names[row.body], addresses.of_subject(there[row.body].kind, row.body))


def teams_block(viewer: Viewer, scheme: Scheme, board: RoundBoard, now: datetime) -> Block:
    """Every body that owes something in the round: its head, its units, what is open and late. No ranking."""
    owners = [key for duty in board.duties for key in duty.owed_by]
    teams = {one.id: one for one in board.bodies}
    names = names_of([*teams, *owners])
    others = [key for key in dict.fromkeys(owners) if key not in teams and key in names]
    at_work = {*owners, *(one.body for one in board.inspections)}
    busy = [key for key in (*teams, *others) if key in at_work]
    lines = tuple(
        _body_line(key, teams.get(key), names, viewer, scheme, board, now) for key in busy[:SHOWN_BODIES]
    )
    heads = (
        Head(Text("机构", "Body")),
        Head(Text("负责人", "Head"), is_short=True),
        Head(Text("负责的单位", "Units")),
        *OWED_HEADS,
    )
    title = Text("各组和各单位手上的事", "What each body has in hand")
    note = Text("不排名次", "Not a ranking")
    idle = "、".join(one.title for key, one in teams.items() if key not in at_work)
    rest: list[Shown] = []
    if len(busy) > SHOWN_BODIES:
        everything = Link(Text("看全部待办", "See all duties"), f"/duties?campaign={board.campaign}")
        cut = Text(
            f"只列出 {SHOWN_BODIES} 个，共 {len(busy)} 个。", f"{SHOWN_BODIES} of {len(busy)} stand here."
        )
        rest.append(Prose(cut, (everything,), is_quiet=True))
    if idle:
        rest.append(Prose(Text(f"手上没有事的：{idle}", f"With nothing in hand: {idle}"), is_quiet=True))
    return Block("bodies", title, (Table(title, heads, lines), *rest), note=note)


def _body_line(
    key: UUID, team: Subject | None, names: Mapping[UUID, str], viewer: Viewer, scheme: Scheme, board: RoundBoard,
    now: datetime,
) -> Line:  # fmt: skip
    leading = {
        role.seat
        for role in scheme.roles.values()
        if team and role.body == team.code and role.max == 1 and role.seat
    }
    head = next((name for seat, name in board.seats if seat.party == key and seat.seat in leading), "")
    units = "、".join(one.title for one in board.inspections if team and one.body == key)
    where = f"campaign={board.campaign}&owner={key}"
    name: Value = Link(names[key], addresses.of_subject("body", key)) if team else names[key]
    return Line(
        (
            name,
            head,
            units,
            *duty_cells(
                (duty for duty in board.duties if key in duty.owed_by), viewer, now, where, _plus(board)
            ),
        )
    )


def late_block(
    viewer: Viewer,
    key: UUID,
    late: list[Duty],
    there: Container[UUID],
    now: datetime,
    place: str = "campaign",
) -> Block:
    """What is late, who owes it, and the button for who may urge."""
    names = names_of([duty.owner for duty in late])
    same: dict[tuple[str, UUID | None], list[Duty]] = {}
    for duty in late:
        same.setdefault((duty.rule, duty.owner), []).append(duty)
    lots = list(same.values())
    lines = tuple(owed_line(viewer, lot, names, there, now) for lot in lots[:SHOWN_LATE])
    links: tuple[Link, ...] = ()
    if len(lots) < len(late) or len(lots) > SHOWN_LATE:
        links = (
            Link(Text(f"看全部 {len(late)} 件", f"See all {len(late)}"), f"/duties?{place}={key}&late=1"),
        )
    title = Text(f"逾期的 {len(late)} 件", f"{len(late)} late")
    return Block(
        "late", title, (Owed(lines, links),), note=Text("由谁来办，写在每一行", "Each line says whose it is")
    )


def owed_line(
    viewer: Viewer, lot: list[Duty], names: Mapping[UUID, str], there: Container[UUID], now: datetime
) -> OwedLine:
    """The same duty of one body as one line: the oldest date, who owes it, what, and the way to urge."""
    duty = lot[0]
    words = duty_words(duty)
    if len(lot) > 1:
        n, measure = len(lot), "期" if len({one.stream for one in lot}) == 1 else "件"
        words = Text(f"{words.zh}（{n} {measure}，最早的一{measure}）", f"{words.en} ({n}; the oldest)")
    who: Words = names.get(duty.owner, "") if duty.owner else ""
    urge = urge_button(viewer, duty, words, there)
    return OwedLine(chip(duty, viewer, now), who, words, duty_cites(duty), urge)
