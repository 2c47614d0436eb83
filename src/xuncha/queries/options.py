"""What a field of a form may be filled with: people, units, bodies and other subjects near the matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.numbered import in_order
from xuncha.core.parties.addressees import is_one_of
from xuncha.core.record.payload import TOOK_PART, Slot
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.sitting import who_may_sit
from xuncha.queries.subjects import newest, number_as_seen
from xuncha.store.append import run
from xuncha.store.known import HOUSE
from xuncha.store.look import is_met
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.table import SUBJECT, held_today
from xuncha.store.viewer import SEES, Viewer

MOST = 250
"""Choices offered in one list; what lies beyond is found by its full name or number."""

Option = tuple[str, Text | str]


def options_for(viewer: Viewer, slot: Slot, near: Subject, called: Sequence[str] = ()) -> tuple[Option, ...]:
    """The ids and names a reference field offers, for a matter that lies where `near` lies; or those called by these words."""
    if slot.type == "person":
        return people(viewer, near, inside=slot.of == "inside", called=called)
    if slot.type == "unit":
        return _named(("unit",), None, called)
    if slot.name == TOOK_PART:
        return tuple((str(key), name) for key, name in who_may_sit(viewer, near).names.items())
    if slot.type == "party":
        return _named(("body", "unit"), near.campaign, called)
    if slot.type == "ref" and slot.of == "decision":
        return decisions(viewer, near)
    if slot.type == "ref" and slot.name in DRAWN:
        return may_be_drawn(viewer, slot, near, called)
    if slot.type == "ref":
        return things(viewer, slot.of, near, called)
    return ()


OWN_PEOPLE = f"(s.party IN ({HOUSE}) OR s.party IS NULL AND p.facts->>'home_unit' = %(own)s::text)"


def people(
    viewer: Viewer, near: Subject, *, inside: bool = False, called: Sequence[str] = ()
) -> tuple[Option, ...]:
    """People by post: first those of one's own body, then those of the team and the unit at hand, then everyone; `inside`
    leaves only those who inspect, run or lead, and one's own.

    A unit chooses among its own people and those of the units under it, those who have no post yet among them: who works
    in teams, the office and other units is not told to it.
    """
    parties = [key for key in (near.body, near.unit) if key]
    own = (
        f" AND {OWN_PEOPLE}"
        if viewer.is_inspected
        else " AND (s.part <> '' OR s.party = %(own)s)"
        if inside
        else ""
    )
    own += " AND p.title = ANY(%(called)s)" if called else ""
    rows = run(
        [
            (
                "SELECT p.id, p.title,"
                " min(CASE WHEN s.party = %(own)s THEN 0 WHEN s.party = ANY(%(near)s) THEN 1 ELSE 2 END) AS far, min(b.title)"
                f" FROM subject p LEFT JOIN seat s ON s.person = p.id AND {held_today('s')}"
                " LEFT JOIN subject b ON b.id = s.party"
                f" WHERE p.kind = 'person'{own} GROUP BY p.id, p.title ORDER BY far, min(b.title), p.title LIMIT %(most)s",
                {
                    "own": viewer.seat.party,
                    "near": parties,
                    "most": MOST,
                    "called": [one.partition("（")[0] for one in called],
                },
            )
        ]
    )[0]
    return tuple((str(key), f"{title}（{party}）" if party else title) for key, title, _, party in rows)


AS_FORMED = '(SELECT min(act."position") FROM act WHERE act.subject = subject.id)'
"""The order of units and bodies in a list: by when each came to be. By the newest act on each, a unit would see where something was just done."""


def _named(kinds: Iterable[str], campaign: UUID | None, called: Sequence[str]) -> tuple[Option, ...]:
    """Units and bodies by name; a team only within its own round."""
    named = " AND title = ANY(%(called)s)" if called else ""
    rows = run(
        [
            (
                "SELECT id, title FROM subject WHERE kind = ANY(%(kinds)s) AND state IN ('formed', 'current')"
                f" AND (kind = 'unit' OR campaign IS NULL OR campaign = %(campaign)s){named}"
                f" ORDER BY kind, {AS_FORMED} LIMIT %(most)s",
                {"kinds": list(kinds), "campaign": campaign, "most": MOST, "called": list(called)},
            )
        ]
    )[0]
    return in_order(((str(key), str(title)) for key, title in rows), itemgetter(1))


DRAWN = frozenset({"among", "drawn"})
"""What a draw is made among, and whom it came to: units, or things that lie near."""


def may_be_drawn(viewer: Viewer, slot: Slot, near: Subject, called: Sequence[str]) -> tuple[Option, ...]:
    """Whom a draw may come to: those it was fixed among, where they were written down; else units and things near."""
    found = (*_named(("unit",), None, called), *things(viewer, slot.of, near, called))
    among = {str(key) for key in listed(near.facts.get("among"))}
    return tuple(one for one in found if one[0] in among) if among else found


FREE = ("check", "complaint", "finding", "clue", "document", "request", "meeting", "inquiry")
"""What a reference offers that says no kind."""


def addressees(scheme: Scheme, names: Sequence[str], near: Subject) -> tuple[Option, ...]:
    """The bodies, and the unit at hand, that a rule lets a thing be sent to."""
    params = {"unit": near.unit, "campaign": near.campaign, "most": MOST}
    sql = (
        f"{SUBJECT.select()} WHERE state IN ('formed', 'current') AND (id = %(unit)s OR kind = 'body'"
        f" AND (campaign IS NULL OR campaign = %(campaign)s)) ORDER BY kind, {AS_FORMED} LIMIT %(most)s"
    )
    rows = in_order(map(SUBJECT.read, run([(sql, params)])[0]), attrgetter("title"))
    return tuple((str(row.id), row.title) for row in rows if is_one_of(scheme, near, row, names))


def things(viewer: Viewer, kind: str, near: Subject, called: Sequence[str] = ()) -> tuple[Option, ...]:
    """Subjects of a kind near the matter that the viewer may read, newest first."""
    around = near_for(near)
    if kind in OF_THE_ROUND:
        around["inspection"] = None
    place = "inspection" if around["inspection"] else "campaign"
    kinds = [kind] if kind else list(FREE)
    rows = (
        _called(viewer, kinds, place, around[place], called)
        if called
        else newest(viewer, kinds, around, MOST)
    )
    if kind == "check" and near.inspection and not called:  # a draw that a check follows is made in the round
        drawn = {"campaign": near.campaign, "state": "drawn"}
        rows = [*rows, *(row for row in newest(viewer, kinds, drawn, MOST) if row not in rows)]
    for found, its_kind, _, _ in rows:
        is_met(found, its_kind)
    return tuple((str(found), f"{number} {title}".strip()) for found, _, number, title in rows)


OF_THE_ROUND = frozenset({"entry"})
"""Kinds that are taken up from one unit to another: those of the whole round are offered."""


def near_for(near: Subject) -> dict[str, UUID | None]:
    """The inspection at hand, else the round; the round is said all the same, for the newest of it are found at once."""
    return {"campaign": near.campaign, "inspection": near.inspection}


def _called(
    viewer: Viewer, kinds: list[str], place: str, key: UUID | None, called: Sequence[str]
) -> Sequence[tuple[Any, ...]]:
    """Those of a number or a name; asked only for what no list offered."""
    number, own = number_as_seen(viewer)
    conditions = [
        SEES, "kind = ANY(%(kinds)s)",
        f"({number} = ANY(%(called)s) OR title = ANY(%(called)s) OR trim({number} || ' ' || title) = ANY(%(called)s))",
    ]  # fmt: skip
    params: dict[str, Any] = {
        **viewer.params, **own, "kinds": kinds, "key": key, "called": list(called), "most": MOST,
    }  # fmt: skip
    if key is not None:
        conditions.append(f'"{place}" = %(key)s')
    sql = f"SELECT id, kind, {number}, title FROM subject WHERE {{}} ORDER BY version DESC LIMIT %(most)s"
    return run([(sql.format(" AND ".join(conditions)), params)])[0]


def decisions(viewer: Viewer, near: Subject) -> tuple[Option, ...]:
    """Decisions on record about the round or a standing body, newest first; a decision is an act, not a thing."""
    params = {**viewer.params, "campaign": near.campaign, "most": MOST}
    rows = run(
        [
            (
                "SELECT a.id, a.occurred_on, a.value, s.title FROM act a"
                f" JOIN (SELECT id, title FROM subject WHERE {SEES}) s ON s.id = a.subject"
                " WHERE a.type = 'decision.made' AND (a.campaign IS NULL OR a.campaign = %(campaign)s::uuid)"
                " ORDER BY a.position DESC LIMIT %(most)s",
                params,
            )
        ]
    )[0]
    scheme = scheme_of(scheme_version(None))
    return tuple(
        (str(key), _decision(say_plain(on), scheme.words("questions", value), title))
        for key, on, value, title in rows
    )


def _decision(on: Text, question: Text, title: str) -> Text:
    return Text(f"{on.zh} {question.zh}（{title}）", f"{on.en} {question.en} ({title})")
