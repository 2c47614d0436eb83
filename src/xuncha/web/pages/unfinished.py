"""没写完的: the drafts that wait in this post, as lines of the desk."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.subjects import titles_of
from xuncha.store.drafts import unfinished
from xuncha.store.look import Draft
from xuncha.store.viewer import Viewer
from xuncha.web.drafting import address, moment_words
from xuncha.web.kit.link import Link
from xuncha.web.kit.unfinished_line import UnfinishedLine
from xuncha.web.pages.registering import TITLE as REGISTERING


def unfinished_lines(viewer: Viewer, scheme: Scheme) -> tuple[UnfinishedLine, ...]:
    """Each draft with what it is about; one about what may no longer be read is not named."""
    found = unfinished(viewer)
    titles = titles_of(viewer, [draft.about for draft in found if draft.about])
    return tuple(
        UnfinishedLine(
            Link(words_of(scheme, draft), address(draft.place, "on")),
            titles.get(draft.about, "") if draft.about else "",
            moment_words(timezone.localtime(draft.at)),
        )
        for draft in found
        if draft.about is None or draft.about in titles
    )


def words_of(scheme: Scheme, draft: Draft) -> Text:
    """What was being written."""
    place = urlsplit(draft.place)
    act = CATALOGUE.get(place.path.rpartition("/")[2])
    if act is None:
        return REGISTERING
    kind = parse_qs(place.query).get("kind", [""])[0]
    return act_words(scheme, act.code, kind)
