"""Complaints registered one after another from the keyboard: channel, day and unit stay as they were with the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone

from xuncha.actions.perform import Done, Entry, NotThere, done_before, perform
from xuncha.core.acts.competence import is_for_post, is_somebodys, roles_for
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed as listed_in
from xuncha.core.names.nouns import worded
from xuncha.core.record.payload import Slot, read_day
from xuncha.core.refusal import BadFields, FieldFault, Refused
from xuncha.core.scheme.rules import Guard, Scheme, calls
from xuncha.core.words import Text
from xuncha.queries.registered import enrolled_called, registered_alike
from xuncha.queries.subjects import listed, subject_for_page
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.drafting import drafted, keeping, moment_words, place_of, taken_up
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import ActPage, SubjectPage
from xuncha.web.kit.posted import chosen
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.acting.asker import Asker, asked_slots
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.pieces.caution import AGAIN, SURE, again_field, alike_words, cautioned, sure_field
from xuncha.web.pages.pieces.refused import box_above, was_resent
from xuncha.web.typed import Typed, told, typed_from

ACT = "complaint.received"
ADDRESS = "/complaints/register"
TYPED = ("subject", "extract")
"""What is new in every letter; it is asked first, so that one types at once."""

KEPT = ("kind", "channel", "concerns")
"""What usually stays the same for a batch."""

NONE: Mapping[str, Text] = {}


def may_register(viewer: Viewer, scheme: Scheme) -> bool:
    """Whether the post registers what people report."""
    return bool(_kinds_of(viewer, scheme))


def _kinds_of(viewer: Viewer, scheme: Scheme) -> tuple[str, ...]:
    """The ordinary kinds of intake that a post registers, in the order of the regulation."""
    roles = roles_for(scheme, viewer.seat)
    return tuple(kind for kind in _kinds(scheme) if is_for_post(scheme, roles, ACT, kind))


def _kind(viewer: Viewer, scheme: Scheme, said: Any) -> str:
    """What a form says a letter is, if the post registers such letters; else the first kind that it does."""
    kinds = _kinds_of(viewer, scheme)
    return str(said) if said in kinds else kinds[0]


def _kinds(scheme: Scheme) -> tuple[str, ...]:
    """The kinds of intake in the order of the regulation, without what is about those who inspect: such a letter is no batch."""
    known = scheme.lists.get("intakes")
    kinds = (one.code for one in (known.values.values() if known else ()) if "about" not in one.extra)
    return tuple(kinds) or ("",)


def steps_before(scheme: Scheme) -> tuple[Guard, ...]:
    """The rules by which something is to be done for a unit before the first of the ordinary kind is registered about it."""
    kind = next(iter(_kinds(scheme)))
    return tuple(one for one in scheme.guards_on.get(ACT, ()) if _is_a_step(one, kind))


def _is_a_step(guard: Guard, kind: str) -> bool:
    is_about_it = set(guard.of) <= {"kind"} and kind in listed_in(guard.of.get("kind", kind))
    return is_about_it and any(call.name in ("done", "seats_filled") for call in calls(guard.needs))


def is_opened_by_a_step(scheme: Scheme) -> bool:
    """Whether complaints come in once somebody has been sent to the unit; else from its enrolment on."""
    return bool(steps_before(scheme)) and is_somebodys(scheme, "inspection.assigned")


def places_of(viewer: Viewer, scheme: Scheme, named: str = "") -> tuple[Subject, ...]:
    """The units about which something may be registered now, in what is still running; for a unit, which takes in nothing
    about itself, the rounds in which it does so: the letter says of whom it is.

    Of very many the last enrolled stand to choose from; another one is there once it is named, in full or by its id.
    """
    if viewer.is_inspected:
        return listed(viewer, "campaign", {"state": RUNNING}, size=MOST_PLACES).rows
    by_step = is_opened_by_a_step(scheme)
    states = ["assigned", "under_way"] if by_step else ["enrolled", "assigned", "under_way"]
    of_the_team = {"body": str(viewer.seat.party)} if by_step and _is_of_a_team(viewer) else {}
    places = listed(viewer, "inspection", {"state": states, **of_the_team}, size=MOST_PLACES).rows
    if is_cut_short(places) and named and not any(named in (str(one.id), one.title) for one in places):
        found = enrolled_called(viewer, named, states)
        places = (*(one for one in found if not of_the_team or one.body == viewer.seat.party), *places)
    if by_step:
        return places
    running = {one.id for one in listed(viewer, "campaign", {"state": RUNNING}).rows}
    return tuple(one for one in places if one.campaign in running)


RUNNING = ["preparing", "running"]
MOST_PLACES = 300
"""So many units stand to choose from."""


def is_cut_short(places: Sequence[Subject]) -> bool:
    """Whether there may be more units than stand to choose from."""
    return len(places) >= MOST_PLACES


@seated
def register_complaints(request: Asked) -> HttpResponse:
    """One letter; after it the same page again, ready for the next."""
    viewer, scheme = request.viewer, scheme_in_force()
    if not may_register(viewer, scheme):
        raise Http404
    named = (request.POST if request.method == "POST" else request.GET).get("in", "").strip()
    places = places_of(viewer, scheme, named)
    if not places:
        return show(request, "subject.html", SubjectPage(Heading(TITLE), (nowhere(scheme),)))
    if request.method != "POST":
        if (post := taken_up(request)) is not None:
            return _shown(
                request, page_for(viewer, scheme, places, _kept(viewer, scheme, places, post), None)
            )
        last = {name: request.GET.get(name, "") for name in ("in", "on", *KEPT)}
        return _shown(request, page_for(viewer, scheme, places, last, None))
    return _register(request, scheme, places)


TITLE = Text("登记{complaint}", "Register {complaint}s")
NO_PLACE = Text(
    "请选反映的是哪个单位；不在名单里的，{work}已经结束或者不归本组",
    "Choose the unit it is about; the inspection of one that is not listed has ended, or is another team's",
)
NO_PLACE_OF_ANY = Text(
    "请选反映的是哪个单位；不在名单里的，还没有分派给{team}，或者{work}已经结束",
    "Choose the unit it is about; one that is not listed is not assigned to a team yet, or its inspection has ended",
)
NO_PLACE_ENROLLED = Text(
    "请选反映的是哪个单位；不在名单里的，还没有纳入，或者{round}已经办结",
    "Choose the unit it is about; one that is not listed is not enrolled yet, or the {round} is closed",
)
NO_ROUND = Text("请选登记在哪个{round}里", "Choose the {round} it is registered in")
NOT_ITS_KIND = Text("请从列出的类别里选一种", "Choose one of the kinds that are listed")
NO_DAY_WRITTEN = Text("请填写：收到日期", "Please fill in: received on")


def nowhere(scheme: Scheme) -> Empty:
    """What stands where no unit takes complaints."""
    what = Text("现在没有可以登记{complaint}的单位", "No unit takes {complaint}s now")
    return Empty(worded(scheme, what), worded(scheme, when_it_opens(scheme)))


def when_it_opens(scheme: Scheme) -> Text:
    """From when on complaints are registered, and what the regulation asks to be done first."""
    units = (
        Text("单位分派给{team}以后才能登记", "It begins once a unit is assigned to a {team}")
        if is_opened_by_a_step(scheme)
        else Text("单位纳入{round}以后就能登记", "It begins once a unit is enrolled in the {round}")
    )
    first = [guard.text for guard in steps_before(scheme)]
    return Text(
        "；".join((units.zh, *(one.zh for one in first))) + "。",
        "; ".join((units.en, *(one.en[:1].lower() + one.en[1:] for one in first))) + ".",
    )


def _register(request: Asked, scheme: Scheme, places: tuple[Subject, ...]) -> HttpResponse:
    viewer = request.viewer
    where = chosen(_place_field(places, ""), request.POST)
    place = next((one for one in places if str(one.id) == where), None)
    if (answer := drafted(request, place.id if place else None)) is not None:
        return answer
    kind = _kind(viewer, scheme, request.POST.get("kind"))
    asker = _asker(viewer, scheme, place or places[0], kind)
    sent = typed_from(request.POST, asker.slots)
    fields = {**sent.fields, "kind": kind, **_addressee(viewer, scheme, kind)}
    kept = _kept(viewer, scheme, places, request.POST)
    if request.POST.get("kind", kind) != kind:
        sent = replace(sent, unread=(*sent.unread, FieldFault("kind", NOT_ITS_KIND)))
    if not sent.day:
        sent = replace(sent, unread=(*sent.unread, FieldFault("occurred_on", NO_DAY_WRITTEN)))
    if place is None:
        lacking = worded(scheme, NO_PLACE_OF_MANY if is_cut_short(places) else _no_place(viewer, scheme))
        unplaced = BadFields((FieldFault("in", lacking), *what_lacks(asker, fields, sent.unread)), fields)
        return _shown(request, page_for(viewer, scheme, places, kept, unplaced), status=422)
    if cautions := cautioned(ACT, fields, request.POST.get(SURE)):
        page = page_for(viewer, scheme, places, kept, None, cautions=cautions, box=SURE)
        return _shown(request, page, status=422)
    if (same := _registered_already(request, place, sent, fields)) is not None:
        page = page_for(viewer, scheme, places, kept, None, cautions={"subject": same}, box=AGAIN)
        return _shown(request, page, status=422)
    entry = Entry(
        ACT, fields, within=place.id, kind="complaint", occurred_on=sent.occurred_on, unread=sent.unread
    )
    try:
        done = perform(
            viewer, [entry], key=sent.key, told=told(request), draft=place_of(request), now=timezone.now()
        )
    except BadFields as faulty:
        refused = BadFields(what_lacks(asker, fields, faulty.faults), fields)
        return _shown(request, page_for(viewer, scheme, places, kept, refused), status=422)
    except Refused as refused:
        return _shown(request, page_for(viewer, scheme, places, kept, refused), status=422)
    except NotThere:
        raise Http404 from None
    say_on_next_page(request, _said(viewer, done))
    again = {"in": str(place.id), "on": (sent.occurred_on or timezone.localdate()).isoformat()}
    again |= {name: str(value) for name in KEPT if (value := _first(fields.get(name)))}
    return lead_to(request, f"{ADDRESS}?{urlencode(again)}")


def what_lacks(asker: Asker, fields: Mapping[str, Any], met: Sequence[FieldFault]) -> tuple[FieldFault, ...]:
    """The faults that were met, and every question that is asked of this letter and was left empty: all are named at once."""
    roles = roles_for(asker.scheme, asker.viewer.seat)
    asked = (*TYPED, *KEPT, *asked_more(asker.scheme, asker.slots, (asker.value,), roles))
    needed = {name for name, slot in asker.slots.items() if slot.required} | asker.needs.required
    named = {one.name for one in met}
    empty = (
        asker.slots[name]
        for name in dict.fromkeys(asked)
        if name in needed and name in asker.slots and name not in named and fields.get(name) in (None, "", [])
    )
    lacking = (
        FieldFault(one.name, Text(f"请填写：{one.text.zh}", f"Please fill in: {one.text.en}"))
        for one in empty
    )
    return (*met, *lacking)


def _registered_already(
    request: Asked, place: Subject, sent: Typed, fields: Mapping[str, Any]
) -> Text | None:
    """What is said of a letter that the same person has registered in the same words: asked once, never refused, as equal
    letters come from different people.  The same form sent again is no second letter.
    """
    viewer = request.viewer
    if request.POST.get(AGAIN) == "yes" or sent.occurred_on is None:
        return None
    found = registered_alike(viewer, place.id, fields, sent.occurred_on)
    if found is None or _was_sent(request, sent):
        return None
    return alike_words(found.row.number or found.row.title, moment_words(timezone.localtime(found.at)))


def _was_sent(request: Asked, sent: Typed) -> bool:
    """Whether this very form was sent before, with these words or, which is refused, with others."""
    try:
        return done_before(request.viewer, sent.key, told(request)) is not None
    except Refused:
        return True


def _kept(viewer: Viewer, scheme: Scheme, places: tuple[Subject, ...], post: QueryDict) -> dict[str, Any]:
    """What a form said, so that it can be shown again."""
    where = chosen(_place_field(places, ""), post)
    place = next((one for one in places if str(one.id) == where), places[0])
    kind = _kind(viewer, scheme, post.get("kind"))
    sent = typed_from(post, _asker(viewer, scheme, place, kind).slots)
    kept: dict[str, Any] = {**post.dict(), "in": where, "retry_key": str(sent.key or "")}
    return kept | {name: value for name, value in sent.fields.items() if isinstance(value, list)}


def _shown(request: Asked, page: ActPage, *, status: int = 200) -> HttpResponse:
    return show(request, "act_form.html", replace(page, form=keeping(request, page.form)), status=status)


def _said(viewer: Viewer, done: Done) -> Said:
    """The number the letter got; it stands on the paper before the next is opened."""
    row = subject_for_page(viewer, done.subject) if done.subject else None
    if row is None:
        return Said(Text("已登记", "Registered"))
    link = Link(Text("打开这一件", "Open it"), addresses.of_subject(row.kind, row.id))
    name = row.number or row.title
    if done.was_done:
        return Said(
            Text(f"这一件已经登记过：{name}，没有重复记", f"Already registered as {name}"),
            (link,),
        )
    return Said(
        Text(f"已登记：{name}。可以登记下一件", f"Registered as {name}. Ready for the next"),
        (link,),
    )


def _asker(viewer: Viewer, scheme: Scheme, place: Subject, kind: str) -> Asker:
    entry = CATALOGUE[ACT]
    return Asker(viewer, scheme, entry, kind, place, "complaint", asked_slots(scheme, entry, kind))


def _addressee(viewer: Viewer, scheme: Scheme, kind: str) -> dict[str, str]:
    """Who takes the letter in: whom the regulation names for its kind, else the body one registers for, if it is an addressee."""
    for guard in scheme.guards_on.get(ACT, ()):
        if set(guard.of) == {"kind"} and kind in listed_in(guard.of["kind"]):
            for call in calls(guard.needs):
                if call.name == "value_in" and call.args.get("field") == "addressee":
                    return {"addressee": str(listed_in(call.args["values"])[0])}
    own = viewer.seat.party_kind
    return {"addressee": own} if scheme.value("addressees", own) else {}


WHICH_PLACES = Text(
    "只列出已分派给本组、{work}还没有结束的单位；结束以后才收到的，到那个单位的页上登记，写明理由",
    "Only units assigned to the team whose inspection has not ended; what comes in later is registered on the page of that"
    " inspection, with the reason",
)
WHICH_PLACES_OF_ALL = Text(
    "只列出已分派给{team}、{work}还没有结束的单位；结束以后才收到的，到那个单位的页上登记，写明理由",
    "Only units assigned to a team whose inspection has not ended; what comes in later is registered on the page of that"
    " inspection, with the reason",
)


WHICH_PLACES_ENROLLED = Text(
    "列出已纳入、{round}还没有办结的单位", "The units enrolled in a {round} that is not closed"
)


WHICH_ROUNDS = Text(
    "反映本单位的，不在这里登记，请反映人交给受理的机构",
    "What is about your own unit is not registered here; send whoever reports it to the body that takes reports in",
)


WHICH_OF_MANY = Text(
    f"单位多，只列出最近的 {MOST_PLACES} 个；没有列出的，写单位的全称",
    f"There are many units, and the last {MOST_PLACES} are listed; of another, write the full name",
)
NO_PLACE_OF_MANY = Text(
    "请选反映的是哪个单位。单位多，没有列出的写全称；写了全称还找不到的，名称不对，或者现在不能登记它的{complaint}件",
    "Choose the unit it is about. There are many: of one that is not listed write the full name; where that is not found, the"
    " name is not right, or nothing about it can be registered now",
)


def _no_place(viewer: Viewer, scheme: Scheme) -> Text:
    if viewer.is_inspected:
        return NO_ROUND
    if not is_opened_by_a_step(scheme):
        return NO_PLACE_ENROLLED
    return NO_PLACE if _is_of_a_team(viewer) else NO_PLACE_OF_ANY


def _which_places(viewer: Viewer, scheme: Scheme) -> Text:
    if viewer.is_inspected:
        return WHICH_ROUNDS
    if not is_opened_by_a_step(scheme):
        return WHICH_PLACES_ENROLLED
    return WHICH_PLACES if _is_of_a_team(viewer) else WHICH_PLACES_OF_ALL


def _is_of_a_team(viewer: Viewer) -> bool:
    """Whether one registers for one's own team, and not for all of them."""
    return viewer.seat.part == "inspects"


def _place_field(
    places: tuple[Subject, ...], value: str, error: Text | str = "", help: Text | str = ""
) -> Field:
    options = tuple(Option(str(one.id), one.title) for one in places)
    in_rounds = any(one.kind == "campaign" for one in places)
    label = (
        Text("登记在哪个{round}", "In which {round}")
        if in_rounds
        else Text("反映哪个单位", "About which unit")
    )
    return Field("in", FieldType.REF, label, value=value, options=options, error=error, help=help)


def page_for(
    viewer: Viewer,
    scheme: Scheme,
    places: tuple[Subject, ...],
    values: Mapping[str, Any],
    refused: Refused | None,
    *,
    cautions: Mapping[str, Text] = NONE,
    box: str = "",
) -> ActPage:
    """The form, empty, or as it was sent and refused, or asked about: `cautions` then stand at their fields, and `box` is
    the one by which the person says that it is right all the same.
    """
    place = next(
        (one for one in places if str(one.id) == values.get("in")), places[0] if len(places) == 1 else None
    )
    missing = [one for refusal in (refused.refusals if refused else ()) for one in refusal.missing]
    errors = {one.field: one.text for one in missing if one.field} | dict(cautions)
    fields = _fields(viewer, scheme, places, place, values, errors, box)
    form = FormPage(
        action=ADDRESS, does=Text("登记这一件", "Register this one"), fields=fields, will=WILL,
        refusal=box_above(viewer, scheme, refused, place, fields),
        retry_key=str(uuid4()) if was_resent(refused) else str(values.get("retry_key") or uuid4()),
        back=Link(Text("看登记簿", "See the register"), "/complaints"),
    )  # fmt: skip
    crumbs = (Link(Text("{complaint}登记", "{Complaint}s"), "/complaints"),)
    return ActPage(Heading(TITLE, crumbs=crumbs, here=TITLE), form)


def asked_more(
    scheme: Scheme, slots: Mapping[str, Slot], kinds: tuple[str, ...], roles: frozenset[str]
) -> tuple[str, ...]:
    """What else the regulation asks of letters of these kinds, or of those of some channels, from whoever registers them."""
    named = {name for name, slot in slots.items() if slot.required}
    for guard in scheme.guards_on.get(ACT, ()):
        is_for_these = set(listed_in(guard.of.get("kind", kinds))) & set(kinds)
        if not is_for_these or roles.isdisjoint(listed_in(guard.of.get("actor", tuple(roles)))):
            continue
        filled = (call for call in calls(guard.needs) if call.name == "filled")
        named.update(
            str(one) for call in filled for one in listed_in(call.args.get("fields", call.args.get("value")))
        )
    return tuple(name for name in slots if name in named - {*TYPED, *KEPT})


WILL = Text(
    "只登记反映的事，不写反映人的姓名和联系方式。保存后给出编号，单位、渠道和日期留给下一件。",
    "Only the matter is registered, no name or contact of the petitioner. Unit, channel and day stay for the next one.",
)


def _fields(
    viewer: Viewer,
    scheme: Scheme,
    places: tuple[Subject, ...],
    place: Subject | None,
    values: Mapping[str, Any],
    errors: Mapping[str, Text],
    box: str,
) -> tuple[Field, ...]:
    """First what is new in every letter, then what was kept from the last."""
    kinds = _kinds_of(viewer, scheme)
    asker = _asker(viewer, scheme, place or places[0], _kind(viewer, scheme, values.get("kind")))
    new = (*TYPED, *asked_more(scheme, asker.slots, kinds, roles_for(scheme, viewer.seat)))
    asked = {
        name: asker.field(
            asker.slots[name], _as_typed(values, name, asker.slots[name].many), errors.get(name, "")
        )
        for name in (*new, *KEPT)
        if name in asker.slots
    }
    which_kind = _kind_field(viewer, scheme, asked.pop("kind", None), values)
    which = worded(scheme, WHICH_OF_MANY if is_cut_short(places) else _which_places(viewer, scheme))
    where = str(place.id) if place else str(values.get("in", ""))
    typed_day = str(values.get("occurred_on", values.get("on") or timezone.localdate()))
    day = read_day(typed_day, timezone.localdate())
    return (
        *(field for name, field in asked.items() if name in new),
        *_boxes(values, box),
        _place_field(places, where, errors.get("in", ""), which),
        *which_kind,
        *(field for name, field in asked.items() if name not in new),
        _day_field(day.isoformat() if day else typed_day, errors.get("occurred_on", "")),
    )


def _kind_field(
    viewer: Viewer, scheme: Scheme, asked: Field | None, values: Mapping[str, Any]
) -> tuple[Field, ...]:
    """Which of several kinds a letter is; what is about those who inspect is registered on the page of the inspection."""
    kinds = _kinds_of(viewer, scheme)
    if asked is None or len(kinds) < 2:
        return ()
    options = tuple(one for one in asked.options if one.value in kinds)
    value = _kind(viewer, scheme, values.get("kind"))
    about_them = any(one.extra.get("about") == "body" for one in scheme.lists["intakes"].values.values())
    help = worded(scheme, ELSEWHERE) if about_them and not viewer.is_inspected else ""
    return (replace(asked, value=value, options=options, help=help),)


ELSEWHERE = Text(
    "反映{team}人员的，不在这里登记，到那个单位的页上登记",
    "What is about people of a {team} is not registered here but on the page of that unit",
)


def _boxes(values: Mapping[str, Any], asked: str) -> list[Field]:
    """The box that is asked for now, and those that were ticked before."""
    return [
        replace(box, value=str(values.get(box.name, "")))
        for box in (sure_field(), again_field())
        if box.name == asked or values.get(box.name) == "yes"
    ]


def _day_field(day: str, error: Text | str) -> Field:
    return Field("occurred_on", FieldType.DATE, Text("收到日期", "Received on"), value=day, error=error,
                 latest=timezone.localdate().isoformat())  # fmt: skip


def _as_typed(values: Mapping[str, Any], name: str, is_many: bool) -> Any:
    value = values.get(name, "")
    return [value] if is_many and isinstance(value, str) and value else value


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
