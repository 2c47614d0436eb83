"""Which pages of supervision a post has in a round or at a unit: days held, a circular of them, the preparing of a meeting."""

from __future__ import annotations

from xuncha.core.rows import Subject
from xuncha.core.words import Text
from xuncha.queries.held import sees_everybody
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.link import Link


def ways_on(viewer: Viewer, place: Subject) -> tuple[Link, ...]:
    """The ways from a round or an inspection."""
    here = addresses.of_subject(place.kind, place.id)
    words = (
        Text("各单位用时", "Days held") if sees_everybody(viewer) else Text("本单位用时", "Days held by us")
    )
    found = [Link(words, f"{here}/held")]
    return tuple(found)
