"""The page on which one act is done: the form that is asked, and the answer to sending it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.actions.attach import used
from xuncha.actions.perform import Done, NotThere, done_before, perform
from xuncha.core.acts.naming_others import is_meant
from xuncha.core.attached import files_in
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.facts.rows import Authority, Bar, Duty, Seat, Subject, Tie
from xuncha.core.facts.values import id_of
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.predicates.sealed import EXTRACT, came_sealed
from xuncha.core.record.payload import MEETING, Slot
from xuncha.core.refusal import Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.begun import begun_in
from xuncha.queries.choices import Choice, act_words, several_kinds
from xuncha.queries.desk import Next, next_like
from xuncha.queries.people import closed_by_recusal
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import subject_for_form, subject_for_page, subjects_by_id
from xuncha.store.access import note_asked_in_vain
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated, viewer_for
from xuncha.web.attaching import Posted, copies_waiting, files_posted
from xuncha.web.drafting import drafted, keeping, place_of, taken_up
from xuncha.web.kit.act_choice import ActChoice
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Block, Card, Item, Items, Prose, Shown
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import ActPage, SubjectPage
from xuncha.web.kit.posted import asks_more_lines
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.outcomes import with_outcome
from xuncha.web.pages.acting.asker import IN_TURN, Asker, asked_slots
from xuncha.web.pages.acting.preset import kind_of
from xuncha.web.pages.frame import show
from xuncha.web.pages.intake.talk import way_to_talk
from xuncha.web.pages.pieces import parts
from xuncha.web.pages.pieces.about import about_card
from xuncha.web.pages.pieces.came_of_it import meeting_named
from xuncha.web.pages.pieces.caution import SURE, cautioned
from xuncha.web.pages.pieces.handing_over import HANDED_OVER, owing_card
from xuncha.web.pages.pieces.refused import naming_what_changed, recused_page, was_stale
from xuncha.web.pages.pieces.unsaid import unsaid_card
from xuncha.web.typed import Typed, told, typed_from
from xuncha.web.unsent import unsent

ALONE = frozenset({"campaign", "unit", "person", "body"})
"""Kinds that may lie in nothing else."""


@seated
def do(request: Asked, plural: str, key: UUID, act: str) -> HttpResponse:
    """An act on a subject."""
    return _page(request, plural, key, act, begins=False)


@seated
def begin(request: Asked, plural: str, key: UUID, act: str) -> HttpResponse:
    """An act that begins something new within a subject."""
    return _page(request, plural, key, act, begins=True)


@seated
def begin_alone(request: Asked, plural: str, act: str) -> HttpResponse:
    """An act that begins something that lies in nothing else: a round, a unit, a person, a body."""
    entry = CATALOGUE.get(act)
    kind = addresses.PLURALS.get(plural)
    if entry is None or kind not in ALONE or not entry.opens or not entry.fits(kind):
        raise Http404
    return _answer(request, entry, None, kind)


def _page(request: Asked, plural: str, key: UUID, act: str, *, begins: bool) -> HttpResponse:
    is_read = request.method != "POST"
    viewer = request.viewer
    row = subject_for_form(viewer, key, place_of(request)) if is_read else subject_for_page(viewer, key)
    entry = CATALOGUE.get(act)
    if row is None and not is_read:
        return _sent_to_what_is_closed(request, key)
    if row is None or entry is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    if begins != (entry.opens and not entry.fits(row.kind)) and not (begins and entry.opens):
        raise Http404
    if not begins and not entry.fits(row.kind):
        raise Http404
    if entry.code == "message.exchanged" and way_to_talk(viewer, scheme_for(row), row):
        return lead_to(request, f"{addresses.of_subject(row.kind, row.id)}/talk")
    return _answer(request, entry, row, entry.on[0] if begins else "")


def _sent_to_what_is_closed(request: Asked, key: UUID) -> HttpResponse:
    """A form about something the sender may not open (any more): done before, closed by recusal, or not there at all."""
    viewer = request.viewer
    try:
        done = done_before(viewer, typed_from(request.POST, {}).key, told(request))
    except Refused:
        done = None
    if done is not None:
        say_on_next_page(request, Said(DONE_BEFORE))
        return lead_to(request, "/desk")
    closed = closed_by_recusal(viewer, key)
    if closed is None:
        raise Http404
    note_asked_in_vain(viewer, "do", key)
    page = recused_page(scheme_for(None), closed, unsent(request))
    return show(request, "subject.html", page, status=422)


DONE_BEFORE = Text("这一次已经记过了，没有重复记", "This was recorded before; nothing was doubled")


def _answer(request: Asked, entry: ActType, row: Subject | None, begins: str) -> HttpResponse:
    """The form, or what came of sending it."""
    viewer = request.viewer
    scheme = scheme_for(row)
    value = request.GET.get("kind", "") or ("" if begins or row is None else kind_of(entry, row))
    if not may_open(viewer, scheme, entry, value):
        raise Http404
    is_read = request.method != "POST"
    if row is not None and begins and (there := _open_one(request, entry, row)) is not None:
        say_on_next_page(request, Said(GO_ON_WITH_IT))
        return lead_to(request, addresses.of_act(there.kind, there.id, entry.code))
    if row is not None and not value and is_read and (kinds := kinds_here(viewer, row, entry)):
        return show(request, "subject.html", chooser(viewer, scheme, row, entry, kinds))
    slots = asked_slots(scheme, entry, value)
    keys = [key for one in request.GET.getlist("from") if (key := id_of(one))] if is_read and begins else []
    sources = tuple(subjects_by_id(viewer, keys).values())
    asker = Asker(viewer, scheme, entry, value, row, begins, slots, request.GET.get("duty", ""), sources)
    if (meeting := meeting_named(request)) is not None:
        asker.preset = {**asker.preset, MEETING.name: str(meeting.id)}
    asker.name(_matters_named(request, slots))
    return _asked(request, asker) if is_read else _sent(request, asker)


def _matters_named(request: Asked, slots: Mapping[str, Slot]) -> dict[str, Subject]:
    """The answers that the way to the form gave in its address: matters that the viewer may open, by their question."""
    keys = {
        slot.name: key
        for slot in slots.values()
        if slot.type == "ref" and not slot.many and (key := id_of(request.GET.get(slot.name, "")))
    }
    found = subjects_by_id(request.viewer, keys.values()) if keys else {}
    return {
        name: found[key]
        for name, key in keys.items()
        if key in found and is_meant(slots[name], found[key].kind)
    }


ONE_AT_A_TIME = frozenset({"volume"})
"""Kinds of which an inspection has one at work: a second would be another list of the same papers."""

GO_ON_WITH_IT = Text(
    "这个单位已经有一卷，还没有移交；接着在这一卷里办",
    "This unit has a volume that is not handed over yet; go on with that one",
)


def _open_one(request: Asked, entry: ActType, row: Subject) -> Subject | None:
    """The thing still worked on that stands in the way of beginning another; not what this same form began."""
    if row.kind != "inspection" or entry.on[0] not in ONE_AT_A_TIME:
        return None
    there = next(iter(begun_in(request.viewer, entry.on[:1], [row.id])), None)
    if there is None or there.state not in entry.needs:
        return None
    if request.method != "POST":
        return there
    try:
        done = done_before(request.viewer, typed_from(request.POST, {}).key, told(request))
    except Refused:
        return None
    return there if done is None else None


TOLD_BESIDE = frozenset(
    {
        "complaint",
        "protection",
        "finding",
        "clue",
        "document",
        "check",
        "request",
        "referral",
        "report",
        "inquiry",
        "meeting",
    }
)
"""Kinds of which one reads what they say while acting on them; of a body or a round the name is enough."""


def _asked(request: Asked, asker: Asker) -> HttpResponse:
    """The form, empty, or with the draft that is to be gone on with."""
    post = taken_up(request)
    if post is None:
        matter = asker.row.id if asker.row else None
        copies = copies_waiting(request.viewer, asker.act.code, matter, asker.file_slots)
        return _shown(request, asker.page(copies, None), asker.row)
    typed = typed_from(post, asker.slots)
    typed = replace(typed, fields=asker.resolved(post, typed))
    return _shown(request, asker.page(typed.fields, None, typed), asker.row)


def _beside(request: Asked, row: Subject) -> tuple[Card, ...]:
    """What one reads while acting: the matter itself and what of it goes to no receiver, or what the post owes that is handed
    over.
    """
    if row.kind in TOLD_BESIDE:
        act = request.path.rstrip("/").rpartition("/")[2]
        unsaid = unsaid_card(request.viewer, scheme_for(row), row, act)
        return (*unsaid, *_original_card(row, act), about_card(request.viewer, row))
    seat = request.GET.get("kind", "")
    if seat and request.path.endswith(f"/{HANDED_OVER}"):
        return (owing_card(request.viewer, scheme_for(row), row, seat),)
    return ()


def _original_card(row: Subject, act: str) -> tuple[Card, ...]:
    """What comes before an extract of what came sealed, beside its form."""
    return (Card(ORIGINAL, (Prose(READ_IT),)),) if act == EXTRACT and came_sealed(row) else ()


ORIGINAL = Text("密封的原件", "The sealed original")
READ_IT = Text(
    "先在这一件的页上读原件，再写摘录。打不开的，在摘要里写明打不开和原因。",
    "Read the original on the page of the matter, then write the extract. Where it does not open, the extract says so, and why.",
)


def _shown(request: Asked, page: ActPage, row: Subject | None, *, status: int = 200) -> HttpResponse:
    """The form, with what it is about beside it."""
    form = keeping(request, page.form)
    if row is not None and (beside := _beside(request, row)):
        page = replace(page, beside=beside)
    if IN_TURN in request.POST:
        form = replace(form, hidden={**form.hidden, IN_TURN: "1"})
    return show(request, "act_form.html", replace(page, form=form), status=status)


def _sent(request: Asked, asker: Asker) -> HttpResponse:
    """What comes of sending a form: done, or the same form once more with what refuses it."""
    viewer = request.viewer
    if (answer := drafted(request, asker.row.id if asker.row else None)) is not None:
        return answer
    typed, files = read_form(request, asker)
    if asks_more_lines(request.POST):
        return _shown(request, asker.page(typed.fields, None, typed), asker.row)
    asker.cautions = cautioned(asker.act.code, typed.fields, request.POST.get(SURE))
    if asker.cautions:
        return _shown(request, asker.page(typed.fields, None, typed), asker.row, status=422)
    try:
        done = perform(
            viewer,
            [asker.entry(typed)],
            key=typed.key,
            told=told(request),
            draft=place_of(request),
            now=timezone.now(),
        )
    except Refused as refused:
        return _refused(request, asker, typed, refused)
    except NotThere:
        if asker.row is None:
            raise Http404 from None
        return _sent_to_what_is_closed(request, asker.row.id)
    used(viewer, files.keys)
    return onward(request, asker, done, typed)


def onward(request: Asked, asker: Asker, done: Done, typed: Typed) -> HttpResponse:
    """Says what was done, and leads to where it shows; in turn, to the next thing on which the same is owed."""
    words, here = _done_words(asker, done, typed), still_open(request, asker, done)
    after = _next_of_the_kind(request.viewer, done)
    if after is None:
        say_on_next_page(request, Said(words))
        return lead_to(request, here)
    there = addresses.of_subject(after.duty.kind, after.duty.stream)
    if IN_TURN in request.POST:
        words = Text(
            f"{words.zh}。下面是下一件，还有 {after.n} 件", f"{words.en}. This is the next of {after.n} left"
        )
        say_on_next_page(
            request, Said(words, (Link(Text("看刚才那件", "See the last one"), here),), takes_focus=False)
        )
        return lead_to(request, f"{there}?{IN_TURN}=1")
    more = Link(Text(f"下一件同样要办的（还有 {after.n} 件）", f"Next of the same ({after.n} left)"), there)
    say_on_next_page(request, Said(words, (more,)))
    return lead_to(request, here)


def _next_of_the_kind(viewer: Viewer, done: Done) -> Next | None:
    """What the post owes under the rule that the act has just discharged."""
    own = (
        row
        for row in done.rows
        if isinstance(row, Duty) and row.state == "discharged" and row.owner == viewer.seat.party
    )
    closed = next(own, None)
    return next_like(viewer, closed) if closed else None


def read_form(request: Asked, asker: Asker) -> tuple[Typed, Posted]:
    """What was typed, choices by their values, and the files that came with it."""
    typed, row = typed_from(request.POST, asker.slots), asker.row
    files = files_posted(request, request.viewer, asker.file_slots, files_in(row.facts) if row else ())
    fields = {**asker.resolved(request.POST, typed), **files.values}
    unread = (*typed.unread, *asker.unknown(typed.by, fields), *files.faults)
    return replace(typed, fields=fields, unread=unread), files


def _refused(request: Asked, asker: Asker, typed: Typed, refused: Refused) -> HttpResponse:
    """The form once more; what somebody else did meanwhile is named, and is what the next sending starts from."""
    viewer = request.viewer
    if asker.row is not None and was_stale(refused):
        asker.row = subject_for_page(viewer, asker.row.id) or asker.row
        refused = naming_what_changed(viewer, asker.scheme, asker.row, refused)
    return _shown(request, asker.page(typed.fields, refused, typed), asker.row, status=422)


def _done_words(asker: Asker, done: Done, typed: Typed) -> Text:
    """What was done and what it came to; a place in the record is told to whoever leads alone."""
    if done.was_done:
        return DONE_BEFORE
    words = with_outcome(act_words(asker.scheme, asker.act.code, asker.value), asker.act.code, typed.fields)
    said = Text(f"已办：{words.zh}", f"Done: {words.en}")
    if asker.viewer.is_inspected:
        return said
    if asker.viewer.is_told_places:
        said = Text(f"{said.zh}（日志第 {done.first:,} 条）", f"{said.en} (log entry {done.first:,})")
    return _with_cautions(said, done)


def _with_cautions(words: Text, done: Done) -> Text:
    """What a clause only points out stands beside what was done."""
    zh = "".join(f"。请留意：{one.what.zh}" for one in done.cautions)
    en = "".join(f". Please note: {one.what.en}" for one in done.cautions)
    return Text(f"{words.zh}{zh}", f"{words.en}{en}")


def still_open(request: Asked, asker: Asker, done: Done) -> str:
    """Where one lands, or the desk when the act itself ended what one may read (a volume handed over, a recusal)."""
    about = done.subject if asker.begins else asker.row.id if asker.row else None
    if about is None or _may_still_read(request, done, about):
        return asker.next_page(done.subject)
    return "/desk"


def _may_still_read(request: Asked, done: Done, about: UUID) -> bool:
    """Whether what the act was about is there for its doer; looked up only where the act could have changed that."""
    changed = {row.id: row for row in done.rows if isinstance(row, Subject)}
    if about in changed and not any(isinstance(row, Seat | Bar | Tie | Authority) for row in done.rows):
        return request.viewer.may_read(changed[about])
    viewer = viewer_for(request)
    return viewer is not None and subject_for_page(viewer, about) is not None


def kinds_here(viewer: Viewer, row: Subject, entry: ActType) -> tuple[Choice, ...]:
    """The kinds of an act that the post may do here, when there are several to choose from."""
    return several_kinds(viewer, row, entry.code, timezone.now())


def short(entry: ActType, words: Text) -> Text:
    """A kind without the name of its act, which heads the page."""
    return Text(words.zh.removeprefix(f"{entry.name.zh}："), words.en.removeprefix(f"{entry.name.en}: "))


def chooser(
    viewer: Viewer, scheme: Scheme, row: Subject, entry: ActType, kinds: tuple[Choice, ...]
) -> SubjectPage:
    """The page on which the kind of an act is chosen: what is possible, and what must wait and why."""
    crumbs = (Link(row.title or KIND_NAMES[row.kind], addresses.of_subject(row.kind, row.id)),)
    links = tuple(
        Item(Link(short(entry, one.name), addresses.of_act(row.kind, row.id, one.act, one.value, begins=one.opens)))
        for one in kinds if not one.refusals
    )  # fmt: skip
    blocks: list[Shown] = [Block("kinds", Text("办哪一种", "Which kind"), (Items(links),))] if links else []
    refused = tuple(
        parts.refused_act(viewer, scheme, replace(one, name=short(entry, one.name)), row)
        for one in kinds
        if one.refusals
    )
    return SubjectPage(
        Heading(entry.name, crumbs=crumbs, here=entry.name),
        tuple(blocks),
        ActChoice((), refused) if refused else None,
    )
