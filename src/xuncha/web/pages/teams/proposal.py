"""分组方案: who could sit in which team of a round, as the rules and the recusals allow; people move it and decide.

Nothing of it is kept: it is worked out anew each time, and what a person chose stands in the form until the seats are filled.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.nouns import worded
from xuncha.core.office.staffing import FULL, KEPT, NOT_OPEN, UNDECLARED, Candidate, Place, Proposal, proposal
from xuncha.core.office.team_rules import team_kinds
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.posts import may_open
from xuncha.queries.staffing import FILLING, Newcomer, Staffing, may_propose, staffing
from xuncha.queries.subjects import names_of, subject_for_page
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Block, Item, Items, Prose, Shown
from xuncha.web.kit.brief_cell import BriefCell
from xuncha.web.kit.form_page import Field
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Tag, Words, both
from xuncha.web.kit.refusal import Refusal as RefusalBox
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.frame import show
from xuncha.web.pages.pieces import parts
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.teams.seating import Answers, Seating
from xuncha.web.pages.teams.words import Seen, numbers_block, reasons_block, teams_block

FORMING, REGISTERING = "body.formed", "person.registered"
TITLE = Text("分组方案", "Proposal of teams")
PAGE = "team_proposal"
LIGHT = 500
"""So many choices stand on a page as lists of their own; with more, a place is typed, and one list offers what fits."""


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody without a seat: where to, what the act asks besides, and what is to be minded."""

    name: str
    cells: tuple[BriefCell, ...]
    tags: tuple[Tag, ...] = ()
    note: Words = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the cells of a column offer to be typed."""

    id: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class SeatingForm:
    """The people without a seat, each with the place proposed or chosen; `who` are their ids, in the order of the rows."""

    action: str
    who: str
    title: Words
    heads: tuple[Words, ...]
    rows: tuple[Row, ...]
    fields: tuple[Field, ...]
    offers: tuple[Offer, ...]
    retry_key: str
    does: Words
    will: Words = ""
    note: Words = ""
    refusal: RefusalBox | None = None
    was_sent: bool = False


@dataclass(frozen=True, slots=True)
class TeamProposalPage:
    """`team_proposal.html`."""

    heading: Heading
    before: tuple[Shown, ...]
    form: SeatingForm | None = None
    after: tuple[Shown, ...] = field(default_factory=tuple)


def address(key: UUID) -> str:
    """The page of one round."""
    return f"{addresses.of_subject('campaign', key)}/teams"


def way_to_proposal(
    viewer: Viewer, scheme: Scheme, row: Subject, near: Iterable[Subject]
) -> tuple[Button, ...]:
    """The way to it from the page of a round with teams, and from that of a team whose round the viewer reads."""
    kinds, found = team_kinds(scheme), list(near)
    if row.kind == "campaign":
        is_here = any(one.kind == "body" and one.code in kinds for one in found)
    else:
        is_here = row.kind == "body" and row.code in kinds and any(one.id == row.campaign for one in found)
    if not is_here or row.campaign is None or not may_propose(viewer, scheme):
        return ()
    return (Button(TITLE, address(row.campaign)),)


@seated
def team_proposal(request: Asked, key: UUID) -> HttpResponse:
    """The proposal, or what came of sending what people made of it."""
    viewer, row = request.viewer, subject_for_page(request.viewer, key)
    if row is None or row.kind != "campaign":
        raise Http404
    scheme = scheme_for(row)
    if not may_propose(viewer, scheme):
        raise Http404
    staff = staffing(viewer, scheme, row, timezone.localtime())
    if staff.is_handed_over:
        page = TeamProposalPage(_heading(row), (Block("kept", TITLE, (Prose(HAND_OVER),)),))
        return show(request, "team_proposal.html", page)
    proposed = _proposed(staff)
    if request.method != "POST":
        return show(request, "team_proposal.html", _page(viewer, scheme, row, staff, proposed))
    seating = Seating(viewer, scheme, staff)
    answers = seating.read(request)
    seen = Seen(scheme, staff, answers.places)
    for who, why in seen.checked.refused.items():
        answers.errors[who] = why_refused(seen, seen.newcomers[who].candidate, answers.places[who], why)
    done = seating.perform(request, answers) if answers.is_to_do else None
    if done is not None:
        say_on_next_page(request, Said(done))
        return lead_to(request, address(row.id))
    if not answers.is_to_do and (well := seating.check(answers)) is not None:
        say_on_next_page(request, Said(well))  # this very page
    page = _page(viewer, scheme, row, staff, proposed, answers)
    return show(request, "team_proposal.html", page, status=422 if answers.is_wrong else 200)


@dataclass(frozen=True, slots=True)
class _Proposed:
    """What is proposed, and what stands in the way of all that is asked for."""

    found: Proposal
    whole: Proposal
    """With every number: where it does not come out, `found` leaves out the numbers that only ask for a reason."""

    @property
    def is_soft(self) -> bool:
        return self.found.fits and not self.whole.fits


def _proposed(staff: Staffing) -> _Proposed:
    """The proposal; a number in all that another clause lets pass with a reason stops nothing."""
    rules = staff.rules_in_all
    whole = proposal(staff.to_propose, staff.seated(), staff.total)
    if whole.fits or rules is None or rules.total.strength != "reason":
        return _Proposed(whole, whole)
    rest = proposal(staff.to_propose, staff.seated())
    return _Proposed(rest if rest.fits else whole, whole)


def _heading(row: Subject) -> Heading:
    crumbs = (Link(row.title, addresses.of_subject("campaign", row.id)),)
    return Heading(TITLE, row.title, crumbs=crumbs, here=TITLE, can_print=True)


def _page(
    viewer: Viewer,
    scheme: Scheme,
    row: Subject,
    staff: Staffing,
    proposed: _Proposed,
    answers: Answers | None = None,
) -> TeamProposalPage:
    heading = _heading(row)
    if not staff.teams:
        return TeamProposalPage(heading, (Block("teams", TITLE, (Prose(worded(scheme, NO_TEAM)),)),))
    areas = names_of(id_of(team.facts.get("area")) for team in staff.teams)
    seen = Seen(scheme, staff, answers.places if answers else proposed.found.places, areas)
    before: list[Shown] = [about_block(scheme)]
    if not proposed.whole.fits:
        before.append(reasons_block(seen, proposed.whole.reasons, is_soft=proposed.is_soft))
    before += [teams_block(seen), *forming_block(viewer, scheme, row, seen)]
    if not seen.staff.people:
        before.append(nobody_block(viewer, scheme))
    after = (*declare_block(viewer, scheme, seen), numbers_block(seen))
    ready = ready_for(staff)
    form = _form(viewer, scheme, row, seen, ready, answers) if ready else None
    return TeamProposalPage(heading, tuple(before), form, tuple(after))


HAND_OVER = Text(
    "您回避的单位在这些组里，分组请交给没有回避情形的人办理。",
    "You are kept from a unit of one of these teams; leave the teams to somebody without a tie.",
)
NO_TEAM = Text(
    "这一{round}还没有组建{team}；先组建，再分人。",
    "No {team} is formed in this {round} yet; form them first, then seat people.",
)


def about_block(scheme: Scheme) -> Block:
    """What the proposal is, and that people decide."""
    deciding = both(
        parts.join(
            role.text
            for role in scheme.roles.values()
            if FILLING in role.may and (scheme.part_of(role.body) in ("leads", "runs") or role.function)
        )
    )
    words = Text(
        f"这是按人数的规定和回避情形排出来的，供参考：先排满每个岗位，再让到本区、原单位去的人尽量少，再让各组人数尽量平均；已经在组里的人不动。"
        f"本系统不作决定，谁到哪个组由{deciding.zh}定。",
        "This was worked out from the numbers and the recusals, to start from: every seat filled first, then as few people as can be"
        " in their own district or unit, then sizes as even as can be; whoever sits in a team stays. This system decides nothing: who goes"
        f" where is for {deciding.en} to decide.",
    )
    view = next((view for view in scheme.views if view.page == PAGE), None)
    return Block(
        "about", Text("怎样用", "How to use it"), (Prose(words),), cites=cites(view.cite) if view else ()
    )


def nobody_block(viewer: Viewer, scheme: Scheme) -> Block:
    """Where everybody registered has a post: who can be proposed, and how one comes to be."""
    said = Text(
        "现在没有可以分组的人：这里只排登记了、还没有岗位的人，和提名到组里的人。别的人，在组的页面上任职。",
        "There is nobody to place: proposed are people who are registered and have no post, and those nominated for a team. Seat"
        " anybody else on the page of the team.",
    )
    may = may_open(viewer, scheme, CATALOGUE[REGISTERING], "")
    links = (Link(Text("去登记人员", "Register a person"), f"/people/begin/{REGISTERING}"),) if may else ()
    return Block("people", Text("还没有任职的人", "People without a seat"), (Prose(said, links),))


def forming_block(viewer: Viewer, scheme: Scheme, row: Subject, seen: Seen) -> tuple[Block, ...]:
    """How many teams are still to be formed, where the regulation says how many there are, and the way there for who may."""
    rules = seen.staff.rules_in_all
    lacking = rules.teams.bounds.low - len(seen.staff.teams) if rules else 0
    if rules is None or lacking <= 0:
        return ()
    said = Text(
        f"还有 {lacking} 个组没有组建；组建以后再看方案，才排得满。",
        f"{lacking} teams are still to be formed; look again once they are.",
    )
    href = addresses.of_act("campaign", row.id, FORMING, rules.kind, begins=True)
    may = may_open(viewer, scheme, CATALOGUE[FORMING], rules.kind)
    links = (Link(Text("去组建", "Form one"), href),) if may else ()
    title = Text("还没有组建的组", "Teams still to be formed")
    return (Block("forming", title, (Prose(said, links),), cites=cites(rules.teams.cite)),)


def ready_for(staff: Staffing) -> tuple[Newcomer, ...]:
    """The people without a seat to whom some team is open; the others declare first, or are kept from every team."""
    return tuple(one for one in staff.people if any(map(one.candidate.is_free_for, _places(staff))))


def _places(staff: Staffing) -> Iterator[Place]:
    for team in staff.teams:
        for seat in staff.rules[team.code].seats:
            yield Place(team.id, seat)


def declare_block(viewer: Viewer, scheme: Scheme, seen: Seen) -> tuple[Block, ...]:
    """Who declares first, and who is kept from every team: neither is proposed."""
    ready = {one.candidate.id for one in ready_for(seen.staff)}
    rest = [one for one in seen.staff.people if one.candidate.id not in ready]
    if not rest:
        return ()
    entry = CATALOGUE["tie.declared"]
    may = viewer.is_inside and may_open(viewer, scheme, entry, "")
    items = tuple(_waiting(one, seen, may=may) for one in rest)
    title = Text("先作声明的人", "Who declares first")
    note = Text("没有声明的人不能分到组里", "Nobody is put into a team before declaring")
    cite = seen.staff.ties.cite if seen.staff.ties else ()
    return (Block("declare", title, (Items(items),), note=note, cites=cites(cite)),)


def _waiting(one: Newcomer, seen: Seen, *, may: bool) -> Item:
    who = one.candidate
    if not who.undeclared:
        words = Text(
            "各组都要回避，或者没有可以任的岗位", "kept from every team, or no seat is open to the person"
        )
        return Item(one.name, words)
    teams = seen.teams_named(who.undeclared)
    words = Text("还没有作过声明", "no declaration yet")
    if one.has_declared:
        words = Text(f"对{teams.zh}的单位还没有声明", f"no declaration yet towards the units of {teams.en}")
    if one.left:
        was = seen.teams_named(one.left)
        words = Text(f"{words.zh}；离开过{was.zh}", f"{words.en}; has left {was.en}")
    href = addresses.of_act("person", who.id, "tie.declared")
    return Item((one.name, Link(Text("登记声明", "Enter the declaration"), href)) if may else one.name, words)


# ---------------------------------------------------------------------------------------------- the form


NAME, WHERE_TO, TO_MIND = Text("姓名", "Name"), Text("分到哪里", "Where to"), Text("留意", "To mind")
FILL = Text("办理任职", "Fill these seats")
ALL_OR_NONE = Text(
    "可以改任何一个人的去向，空着就是这次不任；按一次按钮，选了的都任职，有一人办不成，就一人也不办。",
    "Change where anybody goes; left empty, the person is not seated now. One press seats all who are chosen; if one is"
    " refused, nobody is seated.",
)


def _form(
    viewer: Viewer,
    scheme: Scheme,
    row: Subject,
    seen: Seen,
    ready: tuple[Newcomer, ...],
    answers: Answers | None,
) -> SeatingForm:
    seating = Seating(viewer, scheme, seen.staff)
    every = tuple(dict.fromkeys(seen.place(place) for place in _places(seen.staff)))
    is_typed = len(ready) * len(every) > LIGHT
    columns = seating.columns
    rows = tuple(_row(seen, seating, one, answers, is_typed=is_typed, n=n) for n, one in enumerate(ready))
    offers = [Offer("o-place", every)] if is_typed else []
    offers += [Offer(f"o-{one.name}", one.words) for one in columns if one.is_looked_up(len(ready), LIGHT)]
    n = len(seen.places)
    gone = answers.gone if answers else 0
    return SeatingForm(
        action=address(row.id),
        who=" ".join(str(one.candidate.id) for one in ready),
        title=Text(f"还没有任职的 {len(ready)} 人", f"{len(ready)} people without a seat"),
        heads=(NAME, WHERE_TO, *(one.slot.text for one in columns), TO_MIND),
        rows=rows,
        fields=seating.fields(answers),
        offers=tuple(offers),
        retry_key=answers.retry_key if answers else str(uuid4()),
        does=Text(f"{FILL.zh}（{n} 人）", f"{FILL.en} ({n})") if answers is None else FILL,
        will=ALL_OR_NONE,
        refusal=_box(answers, gone) if answers else None,
        was_sent=answers is not None,
    )


def _box(answers: Answers, gone: int) -> RefusalBox | None:
    """What stops the whole, where anything does."""
    if answers.refusal is not None:
        return answers.refusal
    n = len(answers.errors) + len(answers.cells)
    if not n and not gone:
        return None
    words = (
        [Text(f"有 {n} 处现在办不成，写在各行", f"{n} places cannot be done now; each line says why")]
        if n
        else []
    )
    if gone:
        words.append(
            Text(f"有 {gone} 人已经不在名单里", f"{gone} of the people are not in the list any more")
        )
    return RefusalBox(
        parts.join(words),
        way_out=Text(
            "改好再按一次；没有改完以前，一个也没有办", "Mend them and press again; nothing was done yet"
        ),
    )


def _row(
    seen: Seen, seating: Seating, one: Newcomer, answers: Answers | None, *, is_typed: bool, n: int
) -> Row:
    who, name = one.candidate, one.name
    place = seen.places.get(who.id)
    typed: Words = answers.words.get(who.id, "") if answers else ""
    value = seen.place(place) if place else typed
    options = () if is_typed else tuple(seen.place(at) for at in _places(seen.staff) if who.is_free_for(at))
    where = BriefCell(
        f"place-{n}", Text(f"{name}去向", f"where {name} goes"), value, options, "o-place" if is_typed else "",
        (answers.errors.get(who.id) or answers.cells.get((who.id, "place"), "")) if answers else "",
    )  # fmt: skip
    cells = (where, *(seating.cell(column, one, answers, n, LIGHT) for column in seating.columns))
    tags = (
        [Tag(Text(f"留意：{seen.home.zh}", f"mind: {seen.home.en}"), is_main=True)]
        if who.id in seen.checked.home
        else []
    )
    if one.left:
        named = seen.teams_named(one.left)
        tags.append(Tag(Text(f"离开过{named.zh}", f"has left {named.en}")))
    return Row(name, cells, tuple(tags), _note(seen, who))


def why_refused(seen: Seen, who: Candidate, place: Place, why: str) -> Text:
    """Why somebody cannot take a seat, with the clause."""
    staff = seen.staff
    team, seat = seen.by_id[place.team].title, seen.seat(place.seat)
    if why in (KEPT, UNDECLARED):
        by = _by(staff.ties.cite if staff.ties else ())
        if why == KEPT:
            return Text(
                f"对{team}的单位有应当回避的情形{by.zh}", f"kept from a unit of {team} by a tie{by.en}"
            )
        return Text(
            f"对{team}的单位还没有作出声明{by.zh}", f"no declaration yet towards the units of {team}{by.en}"
        )
    if why == NOT_OPEN and (guard := staff.closed_by.get(place.seat)):
        by = _by(guard.cite)
        return Text(f"{guard.text.zh}{by.zh}", f"{guard.text.en}{by.en}")
    numbers = staff.rules[seen.by_id[place.team].code].seats[place.seat] if why == FULL else None
    by = _by(numbers.cite if numbers else ())
    return Text(
        f"{team}的{seat.zh}人数超过规定{by.zh}",
        f"{team} has more in this seat than allowed: {seat.en}{by.en}",
    )


def _by(cite: Iterable[str]) -> Text:
    found = both(parts.join(both(one.words) for one in cites(cite)))
    return Text(f"（{found.zh}）", f" ({found.en})") if found.zh else Text("", "")


def _note(seen: Seen, who: Candidate) -> Words:
    """From which teams somebody is kept, towards which there is no declaration, and which are of the own district."""
    said: list[Text] = []
    for teams, zh, en in (
        (who.kept, "要回避", "kept from"), (who.undeclared, "还没有声明", "not declared"), (who.home, seen.home.zh, seen.home.en),
    ):  # fmt: skip
        if teams:
            named = seen.teams_named(teams)
            said.append(Text(f"{zh}：{named.zh}", f"{en}: {named.en}"))
    zh, en = "；".join(one.zh for one in said), "; ".join(one.en for one in said)
    return Text(zh, en) if said else ""
