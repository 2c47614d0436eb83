"""Tells the public portal what it may show: what the office has published, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from xuncha.core.names.nouns import worded
from xuncha.core.protection.addressing import Posts, Whom, about, first_desk, reader_of
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.subjects import names_of
from xuncha.store.portal import Page, publish
from xuncha.store.who_sits import teams_of, who_sits_where
from xuncha.web.kit.link import Words
from xuncha.web.nouns import said
from xuncha.web.pages.frame import scheme_in_force
from xuncha.web.pages.public import Notice, Told, told_to_all

OFFICE = UUID(int=0)
"""There is one page about the office itself."""


def publish_all() -> bool:
    """Show on the portal what is published now; says whether anything changed."""
    told, scheme = told_to_all(), scheme_in_force()
    posts = who_sits_where(scheme, timezone.localdate())
    office = Page(OFFICE, "office", 0, _office(told) | _whom(scheme, posts))
    units = dict(one.about for one in told.notices if one.about)
    teams = teams_of(units)
    papers = (Page(one.key, "announcement", n, _paper(one, teams)) for n, one in enumerate(told.notices))
    looked_at = (
        Page(
            key, "unit", n, {"title": {"zh": name, "en": name}} | _readers(scheme, posts, key, teams.get(key))
        )
        for n, (key, name) in enumerate(units.items())
    )
    return publish([office, *papers, *looked_at, *_teams(teams)])


def _office(told: Told) -> dict[str, Any]:
    return {
        "name": both(told.office),
        "is_practice": told.is_practice,
        "modes": both(told.modes),
        "reached": [list(one) for one in told.reached],
        "yearly": [[both(what), year, both(n)] for what, year, n in told.yearly],
        "on_duty": [[both(words) for words in turn] for turn in told.on_duty],
    }


# ---------------------------------------------------------------------------------------------- whom one may report, and who reads

SAYS: Mapping[Whom, Text] = {
    Whom.UNIT: Text("一个单位，或者它的人", "A unit or its people"),
    Whom.TEAM: Text("{team}，或者组里的人", "The {team} or its people"),
}


def _whom(scheme: Scheme, posts: Posts | None) -> dict[str, Any]:
    """Whom a report may be about, in words, and which desk reads it where no unit of the list is chosen."""
    if posts is None:
        return {}
    said = {whom: worded(scheme, text) for whom, text in SAYS.items()}
    intake = names_of([posts.desks.intake]).get(posts.desks.intake, "")
    said[Whom.INTAKE] = Text(f"{intake}，或者它的负责人", f"{intake} or its head")
    return {"whom": [[whom.value, both(said[whom]), reader] for whom, reader in _each(scheme, posts, None)]}


def _readers(scheme: Scheme, posts: Posts | None, unit: UUID, team: UUID | None) -> dict[str, Any]:
    """Which desk reads what is about this unit, and what about the team that is there."""
    return (
        {"readers": {whom.value: reader for whom, reader in _each(scheme, posts, unit, team)}}
        if posts
        else {}
    )


def _each(
    scheme: Scheme, posts: Posts, unit: UUID | None, team: UUID | None = None
) -> Iterator[tuple[Whom, str]]:
    for whom in Whom:
        if (first := first_desk(scheme, whom)) is not None:
            of = about(whom, None if whom == Whom.INTAKE else unit, team, posts)
            yield whom, reader_of(of, first, posts).value


def _teams(teams: Mapping[UUID, UUID]) -> Iterator[Page]:
    """A page for each team that inspects a unit of which everybody knows, to be put up where it is: which units those are."""
    names = names_of(teams.values())
    for n, team in enumerate(dict.fromkeys(teams.values())):
        units = [str(unit) for unit, its in teams.items() if its == team]
        yield Page(team, "team", n, {"title": both(names.get(team, "")), "units": units})


def _paper(one: Notice, teams: Mapping[UUID, UUID]) -> dict[str, Any]:
    team = teams.get(one.about[0]) if one.about else None
    return {
        "title": both(one.title),
        "team": str(team or ""),
        "org": one.org,
        "facts": [[both(label), both(value)] for label, value in one.facts],
        "said": [[both(label), both(value)] for label, value in one.said],
    }


def both(words: Words) -> dict[str, str]:
    """Words in both languages, as the portal reads them."""
    words = said(words) if isinstance(words, Text) else words
    return (
        {"zh": words.zh, "en": words.en} if isinstance(words, Text) else {"zh": str(words), "en": str(words)}
    )
