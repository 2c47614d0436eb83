"""记录决定: one paper, one command; all its matters are recorded, or none."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.actions.attach import used
from xuncha.actions.perform import Done, NotThere, done_before, perform
from xuncha.core.facts.rows import Seat, Subject
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import BadFields, Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.deciders import may_decide
from xuncha.queries.posts import posts_entered_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.attaching import files_posted
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.link import Link
from xuncha.web.kit.posted import asks_more_lines
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.decisions.form import decision_page
from xuncha.web.pages.decisions.of_meeting import OfMeeting
from xuncha.web.pages.decisions.sent import entries_of
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.typed import told, typed_from

DECIDED = ("disposition.decided", "approval.given", "decision.made")
"""What one paper can decide."""

AGAIN = Text("这一次已经记过了，没有重复记", "This was recorded before; nothing was doubled")


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
        entries, places = entries_of(request, page, posts, scan, of.fields)
        done = perform(viewer, entries, key=key, told=said, now=timezone.now())
    except Refused as refused:
        at = places[refused.place] if refused.place < len(places) else ""
        again = decision_page(viewer, scheme, posts, typed, refused, at, scan=scan, of=of)
        return show(request, "decision.html", again, status=422)
    except NotThere:
        raise Http404 from None
    used(viewer, files.keys)
    n = len(entries)
    words = Text(f"已记录决定，共 {n} 件", f"The decision is recorded: {n} matters")
    say_on_next_page(request, Said(words, ways_on(done, entries[0].paper, of)))
    return lead_to(request, of.back)


LED_TO = 4
"""So many matters are named after a decision was recorded; all of them are found by the number of its paper."""


def ways_on(done: Done, paper: str, of: OfMeeting) -> tuple[Link, ...]:
    """From a recorded decision on: to all that its paper decided, to the first of these matters, and to the next decision."""
    rows = {row.id: row for row in done.rows if isinstance(row, Subject)}
    matters = dict.fromkeys(act.subject for act in done.acts)
    every = Link(
        Text(f"看{paper}决定的全部", f"All that {paper} decided"), f"/search?{urlencode({'q': paper})}"
    )
    return (
        *((every,) if paper else ()),
        *(_way_to(rows[key]) for key in list(matters)[:LED_TO] if key in rows),
        Link(Text("再记一次决定", "Record another decision"), of.address),
    )


def _way_to(row: Subject) -> Link:
    return Link(briefly(row.title) or KIND_NAMES[row.kind], addresses.of_subject(row.kind, row.id))


def briefly(title: str) -> str:
    """A title short enough to stand among others in one sentence."""
    return title if len(title) <= LONGEST else f"{title[:LONGEST]}…"


LONGEST = 16


def deciders(viewer: Viewer, scheme: Scheme) -> dict[Seat, Text]:
    """The bodies and leaders for whom the viewer may enter what a paper decided."""
    found: dict[Seat, Text] = {}
    for act in DECIDED:
        for seat, name in posts_entered_for(viewer, scheme, act, "", None).items():
            if seat not in found:
                found[seat] = name
    return found
