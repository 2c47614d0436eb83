"""Which pages of supervision a post has in a round or at a unit: days held, a circular of them, the preparing of a meeting."""

from __future__ import annotations

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.facts.rows import Subject
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.held import sees_everybody
from xuncha.queries.shared_reading import MOST
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.link import Link

DRAFTED, ASKS, HEARD = "document.drafted", "request.made", "heard"


def circular_kinds(scheme: Scheme, viewer: Viewer) -> tuple[str, ...]:
    """The papers that may tell days held and that this post may draft, as it may ask those named."""
    known, roles = scheme.lists.get("documents"), roles_for(scheme, viewer.seat)
    if not sees_everybody(viewer) or not is_for_post(scheme, roles, ASKS, HEARD):
        return ()
    return tuple(
        one.code
        for one in (known.values.values() if known else ())
        if one.extra.get("names_slow") and is_for_post(scheme, roles, DRAFTED, one.code)
    )


HELD_MEETING = "meeting.held"


def meeting_kinds(scheme: Scheme, viewer: Viewer, place: Subject) -> dict[str, Text]:
    """The meetings that this post may hold in a round, at a unit or in a body, in the order of the regulation's list."""
    known, roles = scheme.lists.get("meetings"), roles_for(scheme, viewer.seat)
    if place.kind not in ("campaign", "inspection", "body") or known is None:
        return {}
    return {
        code: one.text for code, one in known.values.items() if is_for_post(scheme, roles, HELD_MEETING, code)
    }


def ways_on(viewer: Viewer, place: Subject) -> tuple[Link, ...]:
    """The ways from a round or an inspection."""
    here, scheme = addresses.of_subject(place.kind, place.id), scheme_for(place)
    words = (
        Text("各单位用时", "Days held") if sees_everybody(viewer) else Text("本单位用时", "Days held by us")
    )
    found = [Link(words, f"{here}/held")]
    if place.kind == "campaign" and circular_kinds(scheme, viewer):
        found.append(Link(Text("起草用时通报", "Draft a circular on days held"), f"{here}/circular"))
    if meeting_kinds(scheme, viewer, place):
        found.append(Link(Text("准备会议", "Prepare a meeting"), f"{here}/meeting"))
    return tuple(found)


def with_cut(words: Text, is_cut: bool) -> Text:
    """What a form says of those who may be chosen, and that not all of them stand there."""
    more = Text(
        f"太多，机构和单位各只列 {MOST} 个。",
        f" Too many: of bodies and of units only {MOST} each are listed.",
    )
    return Text(words.zh + more.zh, words.en + more.en) if is_cut else words
