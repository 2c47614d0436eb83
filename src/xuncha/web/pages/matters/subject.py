"""One subject, one page, all roles: what a reader may not know is simply not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.core.attached import attached_words, files_in, piece_words
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Act, Duty, Subject
from xuncha.core.facts.setting import around as near
from xuncha.core.facts.values import day_of
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.names.nouns import noun
from xuncha.core.names.numbered import in_order
from xuncha.core.record.payload import read_day
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.papers.exports import FORMS
from xuncha.queries.alike import asked_for, named_in
from xuncha.queries.carried import names_in
from xuncha.queries.choices import Choice, act_words, acts_from_paper, choices_for
from xuncha.queries.files import files_of
from xuncha.queries.originals import keys_asked_for
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import (
    around_on_page,
    called,
    subject_for_page,
    subjects_by_id,
)
from xuncha.queries.to_choose import asked_there, note_there, places_of
from xuncha.store.access import note_read
from xuncha.store.look import PROTECTED
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Buttons, Card, Item, Items, Prose, Shown
from xuncha.web.kit.evidence import Evidence, EvidenceList, File, FileList
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Tag, Words
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.acting.asker import IN_TURN, form_in_place
from xuncha.web.pages.frame import show
from xuncha.web.pages.intake.original import way_to_original
from xuncha.web.pages.intake.talk import way_to_talk
from xuncha.web.pages.lists.register import title_of
from xuncha.web.pages.matters.inspection import BESIDE, inspection_blocks
from xuncha.web.pages.matters.round import round_blocks
from xuncha.web.pages.papers.named import carried_blocks, carried_tables, without_listed
from xuncha.web.pages.papers.sheet import sheet_on_page
from xuncha.web.pages.people.recusals import person_blocks, team_blocks
from xuncha.web.pages.pieces import parts
from xuncha.web.pages.pieces.alike import alike_block
from xuncha.web.pages.pieces.came_of_it import from_meeting, meeting_blocks, meeting_named
from xuncha.web.pages.pieces.columns import state_words
from xuncha.web.pages.pieces.corrections import corrections_card, has_corrections, only_corrected
from xuncha.web.pages.pieces.due import chip, duty_words, why
from xuncha.web.pages.pieces.frozen_figures import frozen_blocks
from xuncha.web.pages.pieces.handing_over import handed_over_blocks
from xuncha.web.pages.pieces.related import related_block
from xuncha.web.pages.pieces.roster import roster_block
from xuncha.web.pages.pieces.steps import steps_block
from xuncha.web.pages.pieces.volume import volume_blocks, without_tables
from xuncha.web.pages.pieces.whole import whole_block
from xuncha.web.pages.supervision.held import supervision_block
from xuncha.web.pages.teams.proposal import way_to_proposal
from xuncha.web.shown import opening_act, references_in

UNDER = ("inspection", "body", "document", "check", "complaint", "finding", "clue", "request", "return", "meeting",
         "referral", "evaluation", "inquiry", "volume", "undertaking", "rule", "entry")  # fmt: skip
"""In which order what lies under a subject is listed."""


@seated
def subject(request: Asked, plural: str, key: UUID) -> HttpResponse:
    """The page of a subject."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    if row.kind in PROTECTED:
        note_read(viewer, row)
    page = page_of(viewer, row, in_turn=IN_TURN in request.GET)
    return show(request, "subject.html", replace(page, acts=from_meeting(page.acts, meeting_named(request))))


def page_of(viewer: Viewer, row: Subject, *, in_turn: bool = False) -> SubjectPage:
    """Everything the page of a subject shows to this viewer."""
    now = timezone.localtime()
    around = subjects_by_id(viewer, near(row))
    scheme = scheme_for(row, around)
    places = places_of(row)
    there = [asked_there(viewer, places)] if places else []
    keys = keys_asked_for(viewer, row, scheme)
    also = [*there, *keys, *asked_for(viewer, row)]
    found = around_on_page(viewer, row, BESIDE if row.kind == "inspection" else (), also)
    if places:
        note_there(viewer, places, found.also[0])
    held = found.also[len(there)] if keys else ()
    alike = named_in(viewer, row, found.also[len(there) + len(keys) :])
    acts, duties, under = found.acts, found.duties, found.under
    names = (
        all_names(viewer, row, acts, duties, alike)
        | duty_names(viewer, duties)
        | names_in(viewer, scheme, row)
    )
    mine = [duty for duty in duties if parts.is_mine(duty, viewer)]
    told = mine if row.kind == "campaign" else duties  # of a round, what one body owes is not the date of all
    dated = next((duty for duty in (*mine, *told) if duty.state == "open" and duty.due_at), None)
    choices = choices_for(viewer, row, duties, now)
    blocks = [
        *standing_blocks(viewer, scheme, row, under, choices, now),
        *body_blocks(scheme, row, acts, duties, under, alike, names, viewer),
    ]
    if found.is_more:
        blocks.insert(0, more_under(row, under))
    if here := act_in_place(viewer, scheme, row, choices, in_turn=in_turn):
        blocks.insert(1, here)
    card = parts.choice_card(
        viewer, scheme, row, choices, mine, under if row.kind in ("inspection", "campaign") else None
    )
    return SubjectPage(
        heading=replace(
            heading(scheme, row, around, viewer, dated or next(iter(mine), None)),
            buttons=(
                *way_to_original(viewer, scheme, row, held),
                *way_to_talk(viewer, scheme, row),
                *found_here(viewer, scheme, row),
                *way_to_proposal(viewer, scheme, row, under if row.kind == "campaign" else around.values()),
            ),
        ),
        blocks=tuple(blocks),
        acts=card.outlined() if here else card,  # the button of the form in place is the black one
        why=why(dated, now) if dated else None,
        cards=(
            *from_paper_card(viewer, row),
            *print_card(row),
            *corrections_card(viewer, scheme, row),
            *readers_card(viewer, row, names),
        ),
    )


FOUND = "finding.recorded"


def found_here(viewer: Viewer, scheme: Scheme, row: Subject) -> tuple[Button, ...]:
    """The way from a talk, a check or a letter to the problem found in it: what is known there is carried over."""
    source = scheme.value("sources", row.kind)
    if source is None or row.inspection is None:
        return ()
    if not may_open(viewer, scheme, CATALOGUE[FOUND], source.code) or not subjects_by_id(
        viewer, [row.inspection]
    ):
        return ()
    href = addresses.of_act("inspection", row.inspection, FOUND, source.code, begins=True)
    return (Button(Text("登记为问题", "Record as a finding"), f"{href}&from={row.id}"),)


def more_under(row: Subject, under: tuple[Subject, ...]) -> Block:
    """Where the rest stands of what is too much for one page."""
    kinds = dict.fromkeys(one.kind for one in under if one.kind in addresses.KINDS)
    lists = tuple(Item(Link(KIND_NAMES[kind], f"/{addresses.KINDS[kind]}?parent={row.id}")) for kind in kinds)
    words = Text(
        f"这里只列出先开始的 {len(under)} 件，全部在各自的列表里",
        f"Only the {len(under)} begun first stand here; the lists hold them all",
    )
    return Block("more", words, (Items(lists),))


def act_in_place(
    viewer: Viewer, scheme: Scheme, row: Subject, choices: tuple[Choice, ...], *, in_turn: bool
) -> Block | None:
    """The form of the first short act that is mine to do now, so that a letter is read and signed on one page."""
    mine = (one for one in choices if one.duty is not None and not one.refusals and not one.opens)
    for one in mine:
        if form := form_in_place(viewer, scheme, row, one.act, one.value, in_turn=in_turn):
            return Block("now", one.name, (form,))
    return None


def standing_blocks(
    viewer: Viewer,
    scheme: Scheme,
    row: Subject,
    under: tuple[Subject, ...],
    choices: tuple[Choice, ...],
    now: datetime,
) -> list[Shown]:
    """How the whole stands, first on the pages of a round and of an inspection."""
    if row.kind == "campaign":
        ways = supervision_block(viewer, row)
        return [*round_blocks(viewer, scheme, row, now), *ways, *related_block(scheme)]
    if row.kind == "inspection":
        openable = frozenset(f"{one.act}:{one.value}" for one in choices if not one.refusals)
        return [
            *inspection_blocks(viewer, scheme, row, under, openable, now),
            *supervision_block(viewer, row),
        ]
    return []


def all_names(
    viewer: Viewer, row: Subject, acts: tuple[Act, ...], duties: tuple[Duty, ...], others: tuple[Subject, ...]
) -> dict[UUID, str]:
    """The names of everybody and everything these rows point at that the viewer may know."""
    keys = {act.by_person for act in acts} | {act.by_party for act in acts} | {duty.owner for duty in duties}
    keys |= set(references_in([dict(act.fields) for act in acts]))
    keys |= set(references_in(dict(row.facts))) | {row.unit, row.body} | set(row.readers)
    keys |= {one.unit for one in others}
    return called(viewer, keys - {duty.id for duty in duties})  # `duty_names` says what these ask


def duty_names(viewer: Viewer, duties: tuple[Duty, ...]) -> dict[UUID, str]:
    """What the duties ask that acts on this page are about: an urge says which was urged."""
    named = {duty.id: duty_words(duty) for duty in duties}
    return {key: words.en if viewer.lang == "en" else words.zh for key, words in named.items()}


def heading(
    scheme: Scheme, row: Subject, around: dict[UUID, Subject], viewer: Viewer, duty: Duty | None
) -> Heading:
    """Crumbs, title, number and state, and the due box."""
    plural = addresses.KINDS[row.kind]
    crumbs = [Link(title_of(scheme, row.kind), f"/{plural}")]
    crumbs += [
        Link(one.title, addresses.of_subject(one.kind, one.id))
        for one in around.values()
        if one.kind == "inspection"
    ]
    tags = [Tag(state_words(row.kind, row.state), is_main=True)]
    if row.cycle > 1:
        tags.append(Tag(Text(f"第 {row.cycle} 次", f"cycle {row.cycle}")))
    return Heading(
        title=heading_words(scheme, row),
        line=numbered(row),
        crumbs=tuple(crumbs),
        here=numbered(row) or row.title,
        tags=tuple(tags),
        due=chip(duty, viewer, timezone.localtime()) if duty else None,
    )


def heading_words(scheme: Scheme, row: Subject) -> Words:
    """What a page is headed: an inspection is not the unit itself."""
    if row.kind == "inspection":
        part = noun(scheme, "inspection")
        return Text(f"{row.title}：{part.zh}", f"{row.title}: {part.en}")
    return row.title or KIND_NAMES[row.kind]


def numbered(row: Subject) -> Words:
    """The number of a matter, said to be one: `编号 15` alone would be a mere figure."""
    what = Text("文号", "No.") if row.kind == "document" else Text("编号", "No.")
    return Text(f"{what.zh} {row.number}", f"{what.en} {row.number}") if row.number else ""


def body_blocks(
    scheme: Scheme, row: Subject, acts: tuple[Act, ...], duties: tuple[Duty, ...], under: tuple[Subject, ...],
    alike: tuple[Subject, ...], names: dict[UUID, str], viewer: Viewer,
) -> list[Shown]:  # fmt: skip
    """The left side: facts, what grows, duties, time line."""
    now = timezone.localtime()
    blocks: list[Shown] = []
    tables = carried_tables(viewer, scheme, row)
    if row.kind == "complaint":
        blocks.append(sheet_on_page(scheme, row, names))
        if has_corrections(row, acts):  # the official form has no room for them
            told = only_corrected(row, acts)
            blocks.append(parts.facts_block(scheme, told, opening_act(row.kind, scheme), names, acts))
        blocks += alike_block(viewer, scheme, row, alike, names)
    else:
        told = without_tables(row) if row.kind == "volume" else without_listed(row, tables) if tables else row
        block = parts.facts_block(scheme, told, opening_act(row.kind, scheme), names, acts)
        says_all = tables and not any(isinstance(one, Facts) and one.facts for one in block.parts)
        if not says_all and (
            row.kind != "volume" or told.facts.get("title")
        ):  # a volume without one has no more facts
            blocks.append(block)
    if row.kind == "volume":
        blocks += volume_blocks(viewer, scheme, row, acts, now)
    if row.kind == "meeting":
        blocks += meeting_blocks(viewer, scheme, row)
    if row.kind == "document":
        blocks += carried_blocks(row, tables)
        blocks += frozen_blocks(viewer, row, under)
    blocks += steps_block(viewer, scheme, row)
    if row.kind == "finding" and row.facts.get("rectification.planned"):
        blocks.append(measures_block(row))
    if row.kind == "finding" and not viewer.is_inspected:
        blocks += whole_block(scheme, row)
    blocks += evidence_block(viewer, row, acts, names)
    blocks += files_block(viewer, row, acts, scheme)
    if row.kind in ("body", "unit"):
        blocks += roster_block(viewer, scheme, row, acts)
        blocks += handed_over_blocks(viewer, scheme, row, acts, names, now)
    if row.kind == "body":
        blocks += team_blocks(viewer, scheme, row)
    if row.kind == "person":
        blocks += person_blocks(viewer, scheme, row)
    order = {kind: place for place, kind in enumerate(UNDER)}
    shown_above = ("inspection", "body") if row.kind == "campaign" else ()
    listed = sorted(
        (one for one in under if one.kind in order and one.kind not in shown_above),
        key=lambda one: order[one.kind],
    )
    for kind, rows in groupby(listed, key=lambda one: one.kind):
        blocks.append(parts.under_block(viewer, kind, list(rows)))
    if duties and row.kind != "campaign":  # a round's duties stand on its board
        blocks.append(parts.duties_block(shortened(duties), viewer, names, now))
    blocks.append(parts.time_line(scheme, acts, names, viewer))
    return blocks


MOST_OPEN, MOST_DONE = 12, 4


def shortened(duties: tuple[Duty, ...]) -> tuple[Duty, ...]:
    """The most pressing duties, and the few last done; the rest stands behind the figures and in the time line."""
    still = [duty for duty in duties if duty.state == "open"]
    closed = sorted(
        (duty for duty in duties if duty.state != "open"), key=lambda duty: duty.closed_by or 0, reverse=True
    )
    return (*still[:MOST_OPEN], *closed[:MOST_DONE])


def measures_block(row: Subject) -> Block:
    """The rectification's measures, with what is done."""
    plan = row.facts["rectification.planned"]
    lines = tuple(
        Line((str(one.get("what", "")), str(one.get("owner", plan.get("responsible_post", ""))), day_of(one.get("by")),
              day_of(one.get("done_on")) or Text("未完成", "not done")))
        for one in plan.get("measures", ()) if isinstance(one, dict)
    )  # fmt: skip
    heads = (Head(Text("措施", "Measure")), Head(Text("责任岗位", "Post")), Head(Text("计划完成", "By"), is_short=True),
             Head(Text("实际完成", "Done on"), is_short=True))  # fmt: skip
    title = Text(f"整改措施 {len(lines)} 项", f"{len(lines)} measures")
    return Block("measures", title, (Table(title, heads, lines),))


def evidence_block(
    viewer: Viewer, row: Subject, acts: tuple[Act, ...], names: dict[UUID, str]
) -> tuple[Block, ...]:
    """The evidence the viewer may know of, and whether it counts for close-out."""
    pieces = tuple(_evidence(row, act, names) for act in acts if act.type == "evidence.added")
    title = Text(f"佐证 {len(pieces)} 份", f"Evidence: {len(pieces)}")
    return (Block("evidence", title, (EvidenceList(pieces),)),) if pieces else ()


def _evidence(row: Subject, act: Act, names: dict[UUID, str]) -> Evidence:
    file = next(files_in(act.fields), None)
    dated = read_day(act.fields.get("dated", ""))
    lies = act.fields.get("file")
    return Evidence(
        name=piece_words(act.fields),
        href=addresses.of_file(row.kind, row.id, file.id) if file else "",
        kind=file.said if file else Text("纸质件", "on paper") if lies else "",
        formed_on=dated,
        by=names.get(act.by_party, "") if act.by_party else "",
        is_usable=dated is not None,
        why="" if dated else Text("缺形成日期", "no date"),
        sha256=file.hash if file else "",
        note=attached_words(lies) if lies and act.fields.get("what") else "",
    )


def files_block(viewer: Viewer, row: Subject, acts: tuple[Act, ...], scheme: Scheme) -> tuple[Block, ...]:
    """Every other file that came with an act, the newest first."""
    found = [one for one in files_of(viewer, row, acts) if one.act.type != "evidence.added"]
    files = tuple(
        File(
            one.file.name,
            addresses.of_file(row.kind, row.id, one.file.id),
            one.file.said,
            act_words(scheme, one.act.type, one.act.value),
            one.act.occurred_on,
            one.file.hash,
        )
        for one in sorted(found, key=lambda one: one.act.position, reverse=True)  # of one act as it has them
    )
    title = Text(f"文件 {len(files)} 个", f"Files: {len(files)}")
    return (Block("files", title, (FileList(files),)),) if files else ()


def from_paper_card(viewer: Viewer, row: Subject) -> tuple[Card, ...]:
    """What the post may enter here for bodies that act on paper."""
    acts = acts_from_paper(viewer, row)
    if not acts:
        return ()
    items = tuple(
        Item(Link(CATALOGUE[act].name, addresses.of_act(row.kind, row.id, act, begins=begins)))
        for act, begins in acts
    )
    return (Card(Text("凭文件替别的机构录入", "Enter for others from paper"), (Items(items),)),)


def print_card(row: Subject) -> tuple[Card, ...]:
    """The way to the paper: the official form of the matter, or else its record."""
    button = Button(Text("看打印稿", "See the paper"), f"{addresses.of_subject(row.kind, row.id)}/paper")
    tables = tuple(Link(form.upper(), f"{addresses.of_subject(row.kind, row.id)}.{form}") for form in FORMS)
    exports = Prose(Text("导出", "Export"), tables, is_quiet=True)
    return (Card(Text("纸质文书", "Paper"), (Buttons((button,)), exports)),)


def readers_card(viewer: Viewer, row: Subject, names: dict[UUID, str]) -> tuple[Card, ...]:
    """Who can see this page, as far as the viewer may know them; a unit is not told whom else it concerns."""
    if viewer.is_inspected:
        return ()
    found = in_order(sorted({names[key] for key in row.readers if key in names}), str)
    facts = Facts((Fact(Text("能看到的机构", "Bodies that can read this"), found or ("—",)),))
    return (Card(Text("谁能看到", "Who can see it"), (facts,)),)
