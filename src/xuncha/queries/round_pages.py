"""What the views of a round are made from: problems, weeks with something done, signs of a formality, who answers for what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.core.book import FINAL
from xuncha.core.rows import Subject
from xuncha.queries.subjects import as_seen
from xuncha.store.append import run
from xuncha.store.table import SUBJECT, held_today
from xuncha.store.viewer import SEES, Viewer

MOST = 200
"""Rows that a view shows at most."""

ALIKE = 6
"""Characters of a text from which on it is worth saying that another one reads the same."""

AT_ONCE = 10
"""Things that somebody began within an hour, from which on a view says so."""


def _those(viewer: Viewer, campaign: UUID, where: str, most: int, **more: Any) -> tuple[Subject, ...]:
    sql = f"{SUBJECT.select()} WHERE campaign = %(campaign)s AND {where} AND {SEES} ORDER BY version LIMIT {most}"
    rows = run([(sql, {**viewer.params, "campaign": campaign, **more})])[0]
    return tuple(as_seen(viewer, SUBJECT.read(values)) for values in rows)


def problems_of(viewer: Viewer, campaign: UUID) -> tuple[Subject, ...]:
    """The problems of a round, and one more than are shown where there are more; those still open first."""
    still = _those(viewer, campaign, "kind = 'finding' AND state <> ALL(%(final)s)", MOST + 1, final=[*FINAL])
    ended = _those(viewer, campaign, "kind = 'finding' AND state = ANY(%(final)s)", MOST + 1, final=[*FINAL])
    return (*still, *ended)[: MOST + 1]


def undecided(viewer: Viewer, campaign: UUID) -> tuple[Subject, ...]:
    """Inquiries with a conclusion on which nobody has decided yet."""
    where = "kind = 'inquiry' AND facts ? 'inquiry.concluded' AND NOT facts ? 'accountability.decided'"
    return _those(viewer, campaign, where, MOST)


def issued_long_ago(
    viewer: Viewer, campaign: UUID, kinds: Collection[str], before: date
) -> tuple[Subject, ...]:
    """Papers of these kinds that were issued before a day in their first version, none of the kind having followed at the
    unit.
    """
    where = (
        "kind = 'document' AND code = ANY(%(kinds)s) AND facts->>'version' = '1'"
        " AND (facts->'document.issued'->-1->'_'->>'on')::date <= %(before)s AND NOT EXISTS (SELECT FROM subject later"
        " WHERE later.kind = 'document' AND later.inspection = subject.inspection AND later.code = subject.code"
        " AND later.version > subject.version)"
    )
    return _those(viewer, campaign, where, MOST, kinds=list(kinds), before=before)


@dataclass(frozen=True, slots=True)
class SaidAlike:
    """The same words in several matters."""

    words: str
    matters: tuple[Subject, ...]


def said_alike(viewer: Viewer, campaign: UUID) -> tuple[SaidAlike, ...]:
    """Problems and checks whose text reads the same as that of others, the most frequent first."""
    said = "coalesce(facts->>'text', facts->>'question', facts->>'content')"
    alike = (
        f"SELECT {said} AS words FROM subject WHERE campaign = %(campaign)s AND kind IN ('finding', 'check')"
        f" AND length({said}) >= {ALIKE} AND {SEES} GROUP BY 1 HAVING count(*) > 1 ORDER BY count(*) DESC LIMIT {MOST}"
    )
    texts = [words for (words,) in run([(alike, {**viewer.params, "campaign": campaign})])[0]]
    rows = _those(
        viewer, campaign, f"kind IN ('finding', 'check') AND {said} = ANY(%(texts)s)", MOST, texts=texts
    )
    return tuple(SaidAlike(words, tuple(row for row in rows if _said(row) == words)) for words in texts)


def _said(row: Subject) -> str:
    return next((str(row.facts[name]) for name in ("text", "question", "content") if row.facts.get(name)), "")


def begun_at_once(viewer: Viewer, campaign: UUID) -> tuple[tuple[str, datetime, int], ...]:
    """Who entered so many problems and checks within one hour that a person should look: name, hour, how many."""
    sql = (
        "SELECT p.title, date_trunc('hour', a.recorded_at), count(*) FROM act a JOIN subject p ON p.id = a.entered_by"
        " WHERE a.campaign = %(campaign)s AND a.type IN ('finding.recorded', 'check.recorded')"
        f" AND a.subject IN (SELECT id FROM subject WHERE campaign = %(campaign)s AND {SEES})"
        f" GROUP BY 1, 2 HAVING count(*) >= {AT_ONCE} ORDER BY 2 DESC LIMIT {MOST}"
    )
    rows = run([(sql, {**viewer.params, "campaign": campaign})])[0]
    return tuple((str(name), hour, n) for name, hour, n in rows)


def weeks_with_acts(viewer: Viewer, campaign: UUID) -> Mapping[UUID, frozenset[date]]:
    """By unit: the Mondays of the weeks in which it did something in the round itself."""
    sql = (
        "SELECT a.by_party, date_trunc('week', a.occurred_on)::date FROM act a"
        " WHERE a.campaign = %(campaign)s AND a.by_party = a.unit"
        f" AND a.subject IN (SELECT id FROM subject WHERE campaign = %(campaign)s AND {SEES}) GROUP BY 1, 2"
    )
    found: dict[UUID, set[date]] = {}
    for unit, monday in run([(sql, {**viewer.params, "campaign": campaign})])[0]:
        found.setdefault(unit, set()).add(monday)
    return {unit: frozenset(weeks) for unit, weeks in found.items()}


def parents_of(units: Iterable[UUID]) -> Mapping[UUID, UUID | None]:
    """The unit above each of these, which everybody may know."""
    rows = run(
        [
            (
                "SELECT id, (facts->>'parent')::uuid FROM subject WHERE id = ANY(%s) AND kind = 'unit'",
                [[*units]],
            )
        ]
    )[0]
    return dict(rows)


def holders_in(parties: Iterable[UUID], seats: Collection[str]) -> Mapping[UUID, str]:
    """Who holds one of these seats in each party."""
    sql = (
        "SELECT s.party, p.title FROM seat s JOIN subject p ON p.id = s.person"
        f" WHERE s.party = ANY(%s) AND s.seat = ANY(%s) AND {held_today('s')} ORDER BY s.version"
    )
    return {party: str(name) for party, name in run([(sql, [[*parties], [*seats]])])[0]}


def responsible_in(viewer: Viewer, campaign: UUID) -> Mapping[UUID, tuple[str, ...]]:
    """By inspection: who is named as responsible for putting its problems right."""
    sql = (
        "SELECT f.place, array_agg(DISTINCT p.title) FROM ("
        "SELECT inspection AS place, facts->'rectification.planned'->>'first_responsible' AS who FROM subject"
        f" WHERE campaign = %(campaign)s AND kind = 'finding' AND {SEES}) f"
        " JOIN subject p ON p.id = f.who::uuid GROUP BY f.place"
    )
    rows = run([(sql, {**viewer.params, "campaign": campaign})])[0]
    return {place: tuple(map(str, names)) for place, names in rows}
