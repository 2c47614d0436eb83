"""What a regulation has pointed out: matters on which something was said, and what should have followed did not.

Each sign is one statement.  Only what the viewer reads is noticed, and nothing at a unit to which the viewer has a tie:
what answers a sign may be hidden there, and its absence would tell of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of
from xuncha.core.office.signs import matters_of, opens_with, said_in, still_so, told_in, words_and_kinds
from xuncha.core.scheme.rules import Sign
from xuncha.queries.subjects import as_seen
from xuncha.queries.views.rows import OF_ROUND, asked, entries
from xuncha.store.append import Statement, run
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer


class Waiting(NamedTuple):
    """A matter that is pointed out, and the day since which it waits."""

    row: Subject
    since: date


@dataclass(frozen=True, slots=True)
class Noticed:
    """How many matters a sign points out, the first of them, the longest waiting first, and the key of the page after."""

    n: int
    rows: tuple[Waiting, ...]
    after: str = ""


def noticed_in(
    viewer: Viewer, campaign: UUID, signs: Iterable[tuple[Sign, date]], most: int, after: str = ""
) -> tuple[Noticed, ...]:
    """What each sign points out, given the last day on which what it begins with may lie; `after` is where a page begins.

    Raises ValueError where `after` is no such key.
    """
    statements = [
        statement
        for sign, until in signs
        for statement in _statements(viewer, campaign, sign, until, most, after)
    ]
    answers = run(statements)
    return tuple(
        _read(viewer, counted, rows, most) for counted, rows in zip(answers[::2], answers[1::2], strict=True)
    )


def how_many(viewer: Viewer, campaign: UUID, signs: Iterable[tuple[Sign, date]]) -> int:
    """How many matters all these signs point out together."""
    counts = run([_statements(viewer, campaign, sign, until, 0, "")[0] for sign, until in signs])
    return sum(rows[0][0] for rows in counts)


def _read(viewer: Viewer, counted: Any, rows: Any, most: int) -> Noticed:
    found = tuple(Waiting(as_seen(viewer, SUBJECT.read(values)), since) for *values, since, _ in rows[:most])
    after = f"{found[-1].since}_{rows[most - 1][-1]}_{found[-1].row.id}" if found and len(rows) > most else ""
    return Noticed(counted[0][0], found, after)


def _statements(
    viewer: Viewer, campaign: UUID, sign: Sign, until: date, most: int, after: str
) -> tuple[Statement, Statement]:
    """How many there are, and those of one page."""
    body, params = _of_duties(sign) if sign.owed else _of_acts(sign)
    params |= {"until": until, **_acts("judged", sign.judged_by)}
    every = f"{body} AND {NOT_TIED} AND {_NOT_DONE.format(name='judged', more=_SINCE)}"
    page = (
        f"SELECT {SUBJECT.listed()}, since, began FROM {every}{_beyond(after, params)}"
        f" ORDER BY since, began, id LIMIT {most + 1}"
    )
    return (
        asked(viewer, campaign, f"SELECT count(*) FROM {every}", **params),
        asked(viewer, campaign, page, **params),
    )


NOT_TIED = "(unit IS NULL OR unit <> ALL(%(tied_units)s::uuid[]))"


def _beyond(after: str, params: dict[str, Any]) -> str:
    if not after:
        return ""
    mark, began, key = (*after.split("_"), "", "")[:3]
    day = day_of(mark)
    if day is None:
        raise ValueError(f"{after!r} is no key of a page")
    params |= {"mark": day, "after": int(began), "key": UUID(key)}
    return " AND (since, began, id) > (%(mark)s, %(after)s, %(key)s)"


def _acts(name: str, words: Iterable[str]) -> dict[str, Any]:
    """Acts (`act` or `act:value`) as parameters."""
    parts = [word.partition(":") for word in words]
    return {name: [act for act, _, _ in parts], f"{name}_values": [value for _, _, value in parts]}


_NOT_DONE = """
    NOT EXISTS (
        SELECT FROM act done JOIN subject place ON place.id = done.subject
        JOIN unnest(%({name})s::text[], %({name}_values)s::text[]) wanted (type, value)
            ON wanted.type = done.type AND wanted.value IN ('', done.value)
        WHERE (done.subject = subject.id OR done.refs @> ARRAY[subject.id]){more}
    )
"""
"""That nobody has done such an act on the matter, or one that names it."""

_SINCE = ' AND done."position" > began'


def _of_duties(sign: Sign) -> tuple[str, dict[str, Any]]:
    """Matters on which a duty of these waits."""
    sql = f"""
        subject CROSS JOIN LATERAL (
            SELECT min(opened_on) AS since, min(opened_by) AS began FROM duty
            WHERE stream = subject.id AND rule = ANY(%(rules)s::text[]) AND state = 'open' AND {SEES}
        ) waits
        WHERE id IN (SELECT stream FROM duty WHERE campaign = %(campaign)s AND rule = ANY(%(rules)s::text[]) AND state = 'open')
        AND since <= %(until)s AND state <> 'withdrawn' AND {OF_ROUND}
    """
    return sql, {"rules": list(sign.owed)}


def _of_acts(sign: Sign) -> tuple[str, dict[str, Any]]:
    """Matters of which an act said so, with none of those that should have followed."""
    of, kinds = words_and_kinds(sign)
    said = "(SELECT facts)" if opens_with(sign.after) else entries(sign.after)
    sql = f"""
        subject CROSS JOIN LATERAL (
            SELECT (entry->'_'->>'on')::date AS since, (entry->'_'->>'position')::bigint AS began FROM {said} told (entry)
            WHERE entry @> ANY(%(said)s::jsonb[]){_UNLIKE if sign.unlike else ""} ORDER BY began DESC LIMIT 1
        ) said
        WHERE kind = ANY(%(on)s::text[]) AND state <> 'withdrawn' AND {OF_ROUND} AND facts @> ANY(%(still)s::jsonb[])
        AND (%(kinds)s::text[] = '{{}}' OR code = ANY(%(kinds)s::text[])) AND since <= %(until)s
    """
    params: dict[str, Any] = {
        "said": _json(said_in(of)), "still": _json(still_so(sign.after, of)), "kinds": list(kinds),
        "on": list(matters_of(sign.after)), **{f"unlike_{name}": value for name, value in sign.unlike.items()},
    }  # fmt: skip
    if sign.done_by:
        sql += f" AND {_NOT_DONE.format(name='done', more=_more(sign))}"
        params |= {**_acts("done", sign.done_by), "told": _json(told_in(sign.done_by, sign.where))}
    return sql, params


def _more(sign: Sign) -> str:
    """What else is asked of the acts that should have followed."""
    words = " AND place.facts @> ANY(%(told)s::jsonb[])" if sign.where else ""
    return (_SINCE if sign.anew else "") + words


_LISTED = """
    SELECT FROM subject listed WHERE listed.kind = 'entry' AND listed.code = %(unlike_register)s AND listed.state <> 'withdrawn'
    AND listed.campaign = %(campaign)s AND subject.facts->%(unlike_of)s ? (listed.facts->>%(unlike_by)s)
    AND listed.facts->>%(unlike_field)s"""
_UNLIKE = f"""
    AND entry->>%(unlike_field)s <> '' AND EXISTS ({_LISTED} <> '')
    AND NOT EXISTS ({_LISTED} = entry->>%(unlike_field)s)"""
"""That a register says something of what the matter is about, and nothing of it is what was said."""


def _json(facts: Iterable[Mapping[str, Any]]) -> list[str]:
    return [json.dumps(one) for one in facts]
