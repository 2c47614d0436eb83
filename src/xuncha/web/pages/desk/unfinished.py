"""没写完的: the drafts that wait in this post, as lines of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.rows import Subject
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.subjects import subjects_by_id
from xuncha.store.look import Draft
from xuncha.store.schemes import scheme_for, schemes_for
from xuncha.store.viewer import Viewer
from xuncha.web.drafting import address, moment_words
from xuncha.web.kit.link import Link
from xuncha.web.kit.unfinished_line import UnfinishedLine
from xuncha.web.pages.acting.registering import TITLE as REGISTERING


def unfinished_lines(viewer: Viewer, found: Sequence[Draft]) -> tuple[UnfinishedLine, ...]:
    """Each draft with what it is about, in the words of the regulation of its round; one about what may no longer be read
    is not named.
    """
    about = subjects_by_id(viewer, [draft.about for draft in found if draft.about])
    rounds = schemes_for(about.values())
    return tuple(
        unfinished_line(draft, row, rounds[row.campaign] if row and row.campaign else scheme_for(row))
        for draft in found
        if (row := about.get(draft.about) if draft.about else None) or draft.about is None
    )


def unfinished_line(draft: Draft, row: Subject | None, scheme: Scheme) -> UnfinishedLine:
    """One draft: what was being written, about what, and when."""
    title = f"{row.number} {row.title}".strip() if row else ""
    words = words_of(scheme, draft)
    return UnfinishedLine(
        Link(words, address(draft.place, "on")), title, moment_words(timezone.localtime(draft.at))
    )


def words_of(scheme: Scheme, draft: Draft) -> Text:
    """What was being written."""
    place = urlsplit(draft.place)
    act = CATALOGUE.get(place.path.rpartition("/")[2])
    if act is None:
        return REGISTERING
    kind = parse_qs(place.query).get("kind", [""])[0]
    return act_words(scheme, act.code, kind)
