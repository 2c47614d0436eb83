"""One subject with its acts and duties, and lists of subjects with their filters, sort orders and pages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from typing import Any
from uuid import UUID

from xuncha.core.facts.rows import Act, Duty, Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.numbered import in_order
from xuncha.core.readers.told import OF_OWN_HOUSE, facts_told, is_by_the_calendar, is_told
from xuncha.core.scheme.nouns import guarded
from xuncha.queries.people import may_know_people_of
from xuncha.store.append import Answers, Statement, payloads_of, run, run_again, with_bodies, with_payloads
from xuncha.store.drafts import note_waiting, waiting
from xuncha.store.look import is_met, look
from xuncha.store.table import ACT, DUTY, SUBJECT
from xuncha.store.viewer import SEES, Viewer

PAGE = 50
EXACT = 1_000
"""Numbers are exact up to here, and "1,000+" beyond."""
LOOKED_AT = 1_001
"""So many rows of a state are looked at for a reader of more than `EXACT`; what lies beyond is "and more"."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are: exactly, or at least so many."""

    n: int = 0
    is_more: bool = False

    def __str__(self) -> str:
        return f"{self.n:,}{'+' if self.is_more else ''}"


def summed(tallies: Iterable[Tally]) -> Tally:
    """How many there are in all, exactly up to `EXACT`."""
    found = list(tallies)
    n = sum(one.n for one in found)
    return Tally(min(n, EXACT), n > EXACT or any(one.is_more for one in found))


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list: its rows, how many there are in all and in each state, and the key of the page after it."""

    rows: tuple[Subject, ...]
    total: Tally
    states: Mapping[str, Tally]
    after: str


def subject_for_page(viewer: Viewer, key: UUID) -> Subject | None:
    """One subject, or None when there is none or the viewer may not know of it."""
    rows = run_again([_subject(viewer, key)])[0]
    found = as_seen(viewer, SUBJECT.read(rows[0])) if rows else None
    look().subjects[viewer.seat.id, key] = found
    return found


def subject_for_form(viewer: Viewer, key: UUID, place: str) -> Subject | None:
    """`subject_for_page`, and in the same round trip whether a draft waits at the form about it."""
    rows, drafts = run_again([_subject(viewer, key), waiting(viewer, place)])
    note_waiting(viewer, place, drafts if rows else ())
    return as_seen(viewer, SUBJECT.read(rows[0])) if rows else None


def _subject(viewer: Viewer, key: UUID) -> Statement:
    return f"{SUBJECT.select()} WHERE id = %(id)s AND {SEES}", {**viewer.params, "id": key}


NOTED_ABOVE = "activity.logged"
"""What those above note about somebody, above all in supervision: the person, who reads the own page, does not read it."""


def is_own_page(viewer: Viewer, row: Subject) -> bool:
    """Whether this is the page of the viewer in person."""
    return row.kind == "person" and row.id == viewer.person


def as_seen(viewer: Viewer, row: Subject) -> Subject:
    """A subject as the viewer may know it: a unit what it is told of it, and by the number it was told; who has a tie no
    source of a finding; nobody the notes on the own page, nor a number from a register read in part.
    """
    is_met(row.id, row.kind)
    look().judged[row.id] = row
    if "{" in row.title:
        row = replace(row, title=guarded(row.title))
    if row.kind in IN_REGISTERS and not reads_register(viewer, row):
        return replace(row, number="", n=0)
    if viewer.is_inspected:
        return _as_unit_knows(row, viewer.seat.party)
    if is_own_page(viewer, row):
        return _without(row, {NOTED_ABOVE})
    if not may_know_people_of(viewer, row):
        return _without(row, OF_OWN_HOUSE)
    return _without_source(row) if hides_source(viewer, row) else row


IN_REGISTERS = frozenset({"complaint"})
"""Kinds whose numbers stand in a register that is not everybody's who reads one thing in it: gaps would tell of the rest."""


def reads_register(viewer: Viewer, row: Subject) -> bool:
    """Whether the viewer reads the whole register in which a thing has its number: the office, the body it lies with, who
    entered it, the leading group what goes straight to it; and no unit, and nobody who may not know of one of the units.
    """
    if viewer.is_inspected or viewer.tied_units or viewer.hidden_units:
        return False
    seat = viewer.seat
    entered_by = row.facts.get("_", {}).get("party")
    goes_straight_up = seat.part == "leads" and row.facts.get("addressee") == seat.party_kind
    return seat.part == "runs" or seat.party == row.body or str(seat.party) == entered_by or goes_straight_up


def number_as_seen(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    """`as_seen` of a number alone, as SQL."""
    seat, told = viewer.seat, ["finding"] if viewer.is_inspected else []
    is_whole = "false" if viewer.is_inspected or viewer.tied_units or viewer.hidden_units else (
        "(%(part)s = 'runs' OR body = %(party)s OR facts->'_'->>'party' = %(party)s::text"
        " OR %(part)s = 'leads' AND facts->>'addressee' = %(party_kind)s)"
    )  # fmt: skip
    sql = (
        "CASE WHEN kind = ANY(%(told)s) THEN coalesce(facts->>'told_as', '')"
        f" WHEN kind = ANY(%(in_registers)s) AND NOT coalesce({is_whole}, false) THEN '' ELSE number END"
    )
    own = {"part": seat.part, "party": seat.party, "party_kind": seat.party_kind}
    return sql, {**own, "told": told, "in_registers": list(IN_REGISTERS)}


def _without(row: Subject, names: Collection[str]) -> Subject:
    """The subject without these facts: what a field or an act of this name said."""
    if row.facts.keys().isdisjoint(names):
        return row
    return replace(row, facts={name: value for name, value in row.facts.items() if name not in names})


def _as_unit_knows(row: Subject, party: UUID) -> Subject:
    facts = facts_told(row, party)
    if row.kind != "finding":
        return replace(row, facts=facts)
    return replace(row, facts=facts, number=str(facts.get("told_as", "")), n=int(facts.get("told_n", 0)))


OF_SOURCE = frozenset({"source", "channel", "from_ref", "requested_by"})
"""Where a finding comes from and by which channel, as it says itself."""


def hides_source(viewer: Viewer, row: Subject) -> bool:
    """Whether somebody with a tie looks at a finding of that unit: one that came of a complaint tells that there is one."""
    return row.kind == "finding" and row.unit in viewer.tied_units


def _without_source(row: Subject) -> Subject:
    """The kind of a finding is its source, and what it is linked to may be a complaint."""
    return replace(_without(row, OF_SOURCE | {LINKED}), code="")


LINKED = "matter.linked"


def _sourceless(acts: Iterable[Act]) -> Iterator[Act]:
    """The acts on a finding without where it comes from; what was corrected there is not told either."""
    for act in acts:
        if act.type == "finding.recorded":
            fields = {name: value for name, value in act.fields.items() if name not in OF_SOURCE}
            yield replace(act, value="", fields=fields)
        elif act.type != LINKED and act.fields.get("field") not in OF_SOURCE:
            yield act


def subjects_by_id(
    viewer: Viewer, keys: Iterable[UUID], named: Iterable[UUID | None] | None = None
) -> dict[UUID, Subject]:
    """Those of these subjects that the viewer may read; with `named` the names of these and of the units of all are read in
    the same trip, as `names_of` will be asked for them.
    """
    wanted, known, post = dict.fromkeys(keys), look().subjects, viewer.seat.id
    if missing := [key for key in wanted if (post, key) not in known]:
        sql = f"{SUBJECT.select()} WHERE id = ANY(%(ids)s) AND {SEES}"
        also = [] if named is None else [_names_around(list(filter(None, named)), missing)]
        rows, *names = run_again([(sql, {**viewer.params, "ids": missing}), *also])
        for found in names:
            look().names |= _read_names(found)
        known |= dict.fromkeys(((post, key) for key in missing), None)
        known |= {(post, row.id): as_seen(viewer, row) for row in map(SUBJECT.read, rows)}
    return {key: row for key in wanted if (row := known[post, key])}


def entered_by(viewer: Viewer, keys: Iterable[UUID], party: str) -> tuple[Subject, ...]:
    """Those of these subjects that a party began, as the viewer's tokens open them and not as they are kept for the page."""
    sql = f"{SUBJECT.select()} WHERE id = ANY(%(ids)s) AND facts->'_'->>'party' = %(party)s AND {SEES} ORDER BY version"
    return tuple(map(SUBJECT.read, run([(sql, {**viewer.params, "ids": list(keys), "party": party})])[0]))


NAMED = ["unit", "body", "person"]
"""The kinds whose names stand in rows of others."""


def names_of(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of bodies, units and people that stand in rows already shown."""
    wanted, known = {key for key in keys if key}, look().names
    if missing := list(wanted - known.keys()):
        known |= _read_names(run_again([_names(missing)])[0])
    return {key: known[key] for key in wanted if key in known}


def _read_names(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, str]:
    return {key: guarded(title) for key, title in rows}


def _names(wanted: list[UUID]) -> Statement:
    return "SELECT id, title FROM subject WHERE id = ANY(%s) AND kind = ANY(%s)", [wanted, NAMED]


def _names_around(wanted: list[UUID], subjects: list[UUID]) -> Statement:
    """The same, with the units of these subjects."""
    sql = (
        "SELECT id, title FROM subject WHERE kind = ANY(%s)"
        " AND (id = ANY(%s) OR id IN (SELECT unit FROM subject WHERE id = ANY(%s)))"
    )
    return sql, [NAMED, wanted, subjects]


def acts_on(viewer: Viewer, subject: Subject) -> tuple[Act, ...]:
    """The acts on a subject the viewer may read, oldest first, with their payloads."""
    if not viewer.may_read(subject):
        return ()
    rows, duties = run_again([_acts(subject), _duties(viewer, subject)])
    acts = tuple(with_payloads(ACT.read(row) for row in rows))
    return as_told(viewer, subject, acts, map(DUTY.read, duties))


def as_told(
    viewer: Viewer, subject: Subject, acts: tuple[Act, ...], duties: Iterable[Duty]
) -> tuple[Act, ...]:
    """The acts on a subject as far as the viewer is told of them; `duties` are those on it that the viewer reads.

    What the clock urged or reported is told to nobody who does not read the duty.
    """
    duties = tuple(duties)
    known = {str(duty.id) for duty in duties}
    acts = tuple(act for act in acts if not is_by_the_calendar(act) or str(act.fields.get("duty")) in known)
    if viewer.is_inspected:
        party = viewer.seat.party
        owed = {str(duty.id) for duty in duties if duty.owner == party}
        begun_by = id_of(subject.facts.get("_", {}).get("party", ""))
        return tuple(act for act in acts if is_told(act, party, owed, begun_by))
    if is_own_page(viewer, subject):
        return tuple(act for act in acts if act.type != NOTED_ABOVE)
    if not may_know_people_of(viewer, subject):
        return tuple(act for act in acts if act.type not in OF_OWN_HOUSE)
    return tuple(_sourceless(acts)) if hides_source(viewer, subject) else acts


UNDER = 500
"""So many things that lie under a subject are read for its page; the lists hold them all."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a subject on its page: what happened, what is owed, what lies under it, and whether there is more;
    and the answers to what else was asked with it.
    """

    acts: tuple[Act, ...]
    duties: tuple[Duty, ...]
    under: tuple[Subject, ...]
    is_more: bool = False
    also: Answers = field(default_factory=list)


def around_on_page(
    viewer: Viewer, subject: Subject, kinds: Iterable[str] = (), also: Iterable[Statement] = ()
) -> Around:
    """`acts_on`, `duties_on` and `children` of a subject its viewer may read, in one round trip; and after them `also`."""
    acts, bodies, keys, duties, under, *others = run(
        [
            _acts(subject),
            *payloads_of(subject.id),
            _duties(viewer, subject),
            _children(viewer, subject.id, kinds, UNDER + 1),
            *also,
        ]
    )
    owed = tuple(map(DUTY.read, duties))
    return Around(
        as_told(viewer, subject, tuple(with_bodies(map(ACT.read, acts), bodies, keys)), owed),
        owed,
        tuple(as_seen(viewer, SUBJECT.read(values)) for values in under[:UNDER]),
        len(under) > UNDER,
        others,
    )


def _acts(subject: Subject) -> Statement:
    return f'{ACT.select()} WHERE subject = %s ORDER BY "position"', [subject.id]


def duties_on(viewer: Viewer, subject: Subject) -> tuple[Duty, ...]:
    """The duties that live on a subject, open ones first."""
    return tuple(map(DUTY.read, run([_duties(viewer, subject)])[0]))


def _duties(viewer: Viewer, subject: Subject) -> Statement:
    sql = f"{DUTY.select()} WHERE stream = %(id)s AND {SEES} ORDER BY state <> 'open', due_at NULLS LAST, id"
    return sql, {**viewer.params, "id": subject.id}


OF_LEDGER = "(kind <> 'finding' OR EXISTS (SELECT FROM unnest(awaits) act WHERE act ~ '^(rectification|evidence|finding)[.]'))"
"""Of a duty: whether a ledger shows it.  That of problems shows their rectification, not what a team owes beside it."""


def next_duties(viewer: Viewer, streams: Iterable[UUID]) -> dict[UUID, Duty]:
    """Of each of these subjects the open duty of its ledger that presses most, as far as the viewer may know of it: the first
    due, and of those without a day the one that waits longest.
    """
    wanted = list(streams)
    if not wanted:
        return {}
    sql = (
        f"SELECT DISTINCT ON (stream) {DUTY.listed()} FROM duty WHERE stream = ANY(%(ids)s) AND state = 'open'"
        f" AND {OF_LEDGER} AND {SEES} ORDER BY stream, due_at NULLS LAST, opened_at, id"
    )
    found = map(DUTY.read, run([(sql, {**viewer.params, "ids": wanted})])[0])
    return {duty.stream: duty for duty in found}


def children(viewer: Viewer, parent: UUID, kinds: Iterable[str] = ()) -> tuple[Subject, ...]:
    """All that lies under a subject: the papers, checks, requests of an inspection, oldest first."""
    found = run([_children(viewer, parent, kinds)])[0]
    return tuple(as_seen(viewer, SUBJECT.read(values)) for values in found)


def lying_under(viewer: Viewer, parents: Iterable[UUID], kinds: Iterable[str]) -> tuple[Subject, ...]:
    """All of some kinds that lies under any of these subjects, in the order of its numbers."""
    sql = f"{SUBJECT.select()} WHERE parent = ANY(%(ids)s) AND kind = ANY(%(kinds)s) AND {SEES} ORDER BY n, opened_on, version"
    found = run([(sql, {**viewer.params, "ids": list(parents), "kinds": list(kinds)})])[0]
    return tuple(as_seen(viewer, SUBJECT.read(values)) for values in found)


def _children(viewer: Viewer, parent: UUID, kinds: Iterable[str], most: int | None = None) -> Statement:
    sql = f"{SUBJECT.select()} WHERE parent = %(id)s AND {SEES}"
    params: dict[str, Any] = {**viewer.params, "id": parent}
    if wanted := list(kinds):
        sql += " AND kind = ANY(%(kinds)s)"
        params["kinds"] = wanted
    return f"{sql} ORDER BY version LIMIT %(most)s", {**params, "most": most}


def lying_in(viewer: Viewer, place: str, key: UUID | None, kinds: Iterable[str]) -> list[Subject]:
    """All of some kinds that lie in a round (`campaign`) or at a unit (`inspection`), oldest first."""
    if place not in ("campaign", "inspection") or key is None:
        return []
    sql = f'{SUBJECT.select()} WHERE "{place}" = %(id)s AND kind = ANY(%(kinds)s) AND {SEES} ORDER BY version'
    found = run([(sql, {**viewer.params, "id": key, "kinds": list(kinds)})])[0]
    return [as_seen(viewer, SUBJECT.read(values)) for values in found]


FILTERS = ("campaign", "inspection", "unit", "body", "parent", "code", "state")
CODED_FACTS: Mapping[str, Mapping[str, str]] = {
    "finding": {"fields": "fields"},
    "complaint": {"channel": "channels"},
    "check": {"mode": "modes"},
}
"""What of a kind's facts a list is filtered by, and of which list of the scheme the codes are, any of those asked."""
FOUND_AT = (
    "coalesce((SELECT nullif(above.facts->>'checked_unit', '')::uuid FROM subject above"
    f" WHERE above.id = subject.parent AND above.kind = 'check' AND {SEES}), unit)"
)
"""Where a problem was found: what its check looked at, else its unit."""
BY_ITSELF = "facts->'_'->>'party' = unit::text"
IN_ROUND: Mapping[str, Mapping[str, str]] = {
    "check": {
        "by": "facts->'_'->>'party' = %(by)s AND state NOT IN ('committed', 'drawn')",
        "at": "coalesce(nullif(facts->>'checked_unit', '')::uuid, unit) = %(at)s::uuid AND facts->>'content' <> ''",
    },
    "finding": {
        "found_at": f"{FOUND_AT} = %(found_at)s::uuid",
        "own_at": f"{FOUND_AT} = %(own_at)s::uuid AND {BY_ITSELF}",
    },
}
"""What a kind is filtered by within a round: who made a check, what was only drawn being none, and where it looked at something; where a problem
was found, and whether by the unit itself."""
SORTS: Mapping[str, tuple[str, str]] = {
    "number": ("n", "ASC"),
    "-number": ("n", "DESC"),
    "newest": ("version", "DESC"),
    "name": ("version", "ASC"),
    "opened": ("opened_on", "DESC"),
    "told": ("coalesce((facts->>'told_n')::int, 0)", "ASC"),
    "due": ("due_at", "ASC"),
}
"""The orders of a list: the column, and the way; `told` is the order of the numbers under which a unit knows its findings."""

IN_ORDER_OF_ENTRY: Mapping[str, tuple[str, str]] = {
    "number": ("version", "ASC"),
    "-number": ("version", "DESC"),
}
"""The order of the numbers where there are several registers, each with numbers of its own."""

_DUE = (
    "(SELECT stream, min(due_at) AS due_at FROM duty WHERE kind = %(kind)s AND state = 'open' AND due_at IS NOT NULL"
    f" AND {OF_LEDGER} AND {SEES} GROUP BY stream) owed JOIN subject ON subject.id = owed.stream"
)
"""What is owed by a day, one row for each matter: a list read by due date holds these and no others."""


def listed(
    viewer: Viewer,
    kind: str,
    filters: Mapping[str, Any],
    *,
    sort: str = "newest",
    after: str = "",
    size: int = PAGE,
) -> Listed:
    """A page of the viewer's list of one kind; `after` is the key the page before ended with."""
    reach = _reach(viewer, kind, filters)
    if sort == "due":
        return _listed_by_due(viewer, kind, filters, after, size, reach.states)
    if sort == "name":
        return _listed_by_name(viewer, kind, filters, after, size, reach.states)
    if viewer.is_inspected and sort == "newest":
        sort = "opened"
    column, way = IN_ORDER_OF_ENTRY.get(sort, SORTS[sort]) if kind in IN_REGISTERS else SORTS[sort]
    conditions, params = _conditions(viewer, kind, filters)
    page_sql = f"{SUBJECT.select()} WHERE {conditions}"
    if reach.is_few:
        # Whoever may read few rows is served by who-reads-what and a small sort, everybody else by the order itself; how
        # many there are is known, so PostgreSQL need not guess it.
        every, _ = _conditions(viewer, kind, {**filters, "state": None})
        page_sql = f"WITH few AS MATERIALIZED ({SUBJECT.select()} WHERE {every}) {SUBJECT.select()[:-7]}few WHERE true"
        page_sql += f" AND {_is('state', filters['state'])}" if filters.get("state") else ""
    if after:
        mark, _, key = after.partition("_")
        sign = ">" if way == "ASC" else "<"
        page_sql += f" AND ({column}, id) {sign} (%(mark)s, %(key)s)"
        params |= {"mark": date.fromisoformat(mark) if sort == "opened" else int(mark), "key": UUID(key)}
    page_sql += f" ORDER BY {column} {way}, id {way} LIMIT {size + 1}"
    *_, found = run([*(BY_READER if reach.is_few and reach.by_reader else ()), (page_sql, params)])
    rows = tuple(as_seen(viewer, SUBJECT.read(values)) for values in found)
    last = rows[size - 1] if len(rows) > size else None
    mark = column if column in ("version", "opened_on") else "n"
    following = f"{getattr(last, mark)}_{last.id}" if last else ""
    total = _total(reach.states, filters.get("state"))
    return Listed(rows[:size], Tally(max(total.n, len(rows)), total.is_more), reach.states, following)


def _total(states: Mapping[str, Tally], asked: Any) -> Tally:
    """How many rows a list has in all, from those in each state."""
    wanted = [asked] if isinstance(asked, str) and asked else asked or states
    return summed(states[one] for one in wanted if one in states)


def _listed_by_due(
    viewer: Viewer, kind: str, filters: Mapping[str, Any], after: str, size: int, states: Mapping[str, Tally]
) -> Listed:
    """The matters on which something is owed by a day, what presses most first."""
    conditions, params = _conditions(viewer, kind, filters)
    count_sql = f"SELECT count(*) FROM (SELECT 1 FROM {_DUE} WHERE {conditions} LIMIT {EXACT + 1}) counted"
    page_sql = f"SELECT due_at::text, {SUBJECT.listed()} FROM {_DUE} WHERE {conditions}"
    counting = dict(params)
    if after:
        mark, _, key = after.partition("_")
        page_sql += " AND (due_at, id) > (%(mark)s::timestamptz, %(key)s)"
        params |= {"mark": datetime.fromisoformat(mark), "key": UUID(key)}
    page_sql += f" ORDER BY due_at, id LIMIT {size + 1}"
    [(total,)], found = run([(count_sql, counting), (page_sql, params)])
    rows = tuple(as_seen(viewer, SUBJECT.read(values[1:])) for values in found[:size])
    following = f"{found[size - 1][0]}_{rows[-1].id}" if len(found) > size else ""
    return Listed(rows, Tally(min(total, EXACT), total > EXACT), states, following)


def _listed_by_name(
    viewer: Viewer, kind: str, filters: Mapping[str, Any], after: str, size: int, states: Mapping[str, Tally]
) -> Listed:
    """What is named and not numbered, of which an office has a few hundred at most: as people read the names."""
    conditions, params = _conditions(viewer, kind, filters)
    sql = f"{SUBJECT.select()} WHERE {conditions} ORDER BY opened_on, id LIMIT {EXACT}"
    found = (as_seen(viewer, SUBJECT.read(values)) for values in run([(sql, params)])[0])
    rows = in_order(found, attrgetter("title"))
    last = UUID(after.partition("_")[2]) if after else None
    begin = next((n for n, row in enumerate(rows, 1) if row.id == last), 0)
    shown = rows[begin : begin + size]
    following = f"0_{shown[-1].id}" if begin + size < len(rows) else ""
    return Listed(shown, _total(states, filters.get("state")), states, following)


def _conditions(viewer: Viewer, kind: str, filters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The viewer first, then what is asked; as SQL with its parameters."""
    asked, params = _asked(filters)
    if kind == "finding" and filters.get("code") and viewer.tied_units:  # the kind of a finding is its source
        asked = [*asked, "(unit IS NULL OR unit <> ALL(%(tied_units)s::uuid[]))"]
    return " AND ".join(["kind = %(kind)s", SEES, *asked]), {**viewer.params, "kind": kind, **params}


def _asked(filters: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    """The conditions that are asked for, without the viewer's."""
    parts: list[str] = []
    params: dict[str, Any] = {}
    for name in FILTERS:
        value = filters.get(name)
        if value in (None, "", ()):
            continue
        if not _is_many(value) and "\x00" in str(value):
            raise ValueError(f"{name} is not a value of any list")  # PostgreSQL keeps no such text
        parts.append(_is(name, value))
        params[name] = list(value) if _is_many(value) else value
    if filters.get("numbered"):
        parts.append("number <> ''")
    for name, condition in chain.from_iterable(one.items() for one in IN_ROUND.values()):
        if value := filters.get(name):
            parts.append(condition)
            params[name] = value
    for name in chain.from_iterable(CODED_FACTS.values()):
        if value := filters.get(name):
            parts.append(f"(facts->'{name}') ?| %({name})s::text[]")
            params[name] = list(value) if _is_many(value) else [value]
    return parts, params


def _is(name: str, value: Any) -> str:
    return f'"{name}" = ANY(%({name})s)' if _is_many(value) else f'"{name}" = %({name})s'


def _is_many(value: Any) -> bool:
    return isinstance(value, list | tuple)


@dataclass(frozen=True, slots=True)
class Reach:
    """How many the viewer may open in each state; whether they are few, and best found by who reads what."""

    states: Mapping[str, Tally]
    is_few: bool
    by_reader: bool = False


def _reach(viewer: Viewer, kind: str, filters: Mapping[str, Any]) -> Reach:
    return reaches(viewer, [kind], filters)[kind]


def reaches(
    viewer: Viewer, kinds: Iterable[str], filters: Mapping[str, Any], *, in_states: bool = True
) -> dict[str, Reach]:
    """Of each kind, how far the viewer's list reaches; where all are short, in one round trip.

    Without `in_states` a long list says only what states were met, and how it is best read.
    """
    wanted = list(kinds)
    firsts = run(probes(viewer, wanted, filters))
    return reaches_after(viewer, wanted, filters, firsts, in_states=in_states)


def probes(viewer: Viewer, kinds: Iterable[str], filters: Mapping[str, Any]) -> tuple[Statement, ...]:
    """Asks how far lists reach, together with what else is asked for; `reaches_after` reads the answers."""
    return (*BY_INDEX, *(_probe(viewer, kind, filters) for kind in kinds))


def reaches_after(
    viewer: Viewer,
    kinds: Sequence[str],
    filters: Mapping[str, Any],
    firsts: Answers,
    *,
    in_states: bool = True,
) -> dict[str, Reach]:
    """How far lists reach, from the answers to `probes`; only of long ones more is asked."""
    return {
        kind: _reach_after(viewer, kind, filters, rows, in_states=in_states)
        for kind, rows in zip(kinds, firsts[len(BY_INDEX) :], strict=True)
    }


def _probe(viewer: Viewer, kind: str, filters: Mapping[str, Any]) -> Statement:
    """Looks at what stands first, and asks of how much of it the viewer is a reader."""
    others = {**filters, "state": None}
    _, params = _conditions(viewer, kind, others)
    condition = " AND ".join(["kind = %(kind)s", *_asked(others)[0]])
    first = f"SELECT state, kind, readers, barred, unit, inspection FROM subject WHERE {condition} LIMIT {EXACT + 1}"
    return (
        f"SELECT state, count(*) FILTER (WHERE {SEES}), count(*) FROM ({first}) looked_at GROUP BY state",
        params,
    )


def _reach_after(
    viewer: Viewer, kind: str, filters: Mapping[str, Any], rows: Iterable[tuple[Any, ...]], *, in_states: bool
) -> Reach:
    """Who may read few gets exact numbers.  For who may read many no list is counted to its end: of each state so many rows
    are looked at as are looked at quickly, and the number is exact if these were all.
    """
    others = {**filters, "state": None}
    conditions, params = _conditions(viewer, kind, others)
    asked, _ = _asked(others)
    condition = " AND ".join(["kind = %(kind)s", *asked])
    rows = list(rows)
    looked_at, known = sum(of for *_, of in rows), {state: n for state, n, _ in rows if n}
    if looked_at <= EXACT:
        return Reach({state: Tally(n) for state, n in known.items()}, is_few=True)
    is_some = 2 * sum(known.values()) < looked_at  # whoever reads most of what stands first reads very many
    to_be_met = (
        LOOKED_AT * sum(known.values()) / looked_at
    )  # of one state, if it is read as what stands first is
    if is_some:
        some = f"SELECT state FROM subject WHERE {conditions} LIMIT {EXACT + 1}"
        *_, rows = run(
            [*BY_READER, (f"SELECT state, count(*) FROM ({some}) readable GROUP BY state", params)]
        )
        known = dict(rows)
        if sum(known.values()) <= EXACT:
            return Reach({state: Tally(n) for state, n in known.items()}, is_few=True, by_reader=True)
    if not in_states:
        return Reach({state: Tally(n, is_more=True) for state, n in known.items()}, False, is_some)
    every = [state for (state,) in run_again([(_STATES, {"kind": kind})])[0]]
    found = run(
        [
            *BY_INDEX,
            *(
                (
                    _in_state(condition, is_met=is_some and known.get(one, 0) >= max(1, to_be_met)),
                    {**params, "one": one},
                )
                for one in every
            ),
        ]
    )[len(BY_INDEX) :]
    tallies = {}
    for state, [(n, of)] in zip(every, found, strict=True):
        is_more = of == LOOKED_AT
        n = max(n, known.get(state, 0)) if is_more else n
        tallies[state] = Tally(min(n, EXACT), is_more or n > EXACT)
    return Reach({state: one for state, one in tallies.items() if one.n}, is_few=False, by_reader=is_some)


def _in_state(condition: str, *, is_met: bool) -> str:
    """Of so many rows in one state as are looked at: how many the viewer may read, and how many they were.

    Where at least as many were met among those the viewer reads (`is_met`), a look at whether there are more costs less than
    a look at each row, and tells as much.
    """
    of_state = f"FROM subject WHERE {condition} AND state = %(one)s"
    columns = "kind, readers, barred, unit, inspection"
    if not is_met:
        return (
            f"SELECT count(*) FILTER (WHERE {SEES}), count(*)"
            f" FROM (SELECT {columns} {of_state} LIMIT {LOOKED_AT}) looked_at"
        )
    return (
        f"WITH beyond AS MATERIALIZED (SELECT {of_state} OFFSET {LOOKED_AT - 1} LIMIT 1)"
        f" SELECT count(*) FILTER (WHERE {SEES}), CASE WHEN EXISTS (SELECT FROM beyond) THEN {LOOKED_AT} ELSE count(*) END"
        f" FROM (SELECT {columns} {of_state} AND NOT EXISTS (SELECT FROM beyond)) looked_at"
    )


def newest(
    viewer: Viewer, kinds: Iterable[str], filters: Mapping[str, Any], most: int
) -> list[tuple[Any, ...]]:
    """So many things of some kinds at most, the newest first: id, kind, number as the viewer knows it, and title.

    Each kind is read by the index that serves it best.
    """
    wanted = list(kinds)
    answers = run([*BY_INDEX, *(_newest_of_few(viewer, kind, filters, most) for kind in wanted)])[
        len(BY_INDEX) :
    ]
    rows: list[tuple[Any, ...]] = []
    long: list[str] = []
    for kind, found in zip(wanted, answers, strict=True):
        if found[0][0] > EXACT:
            long.append(kind)
        else:
            rows += (row[1:] for row in found if row[1] is not None)
    if long:
        rows += _newest_of_many(viewer, long, filters, most)
    return [row[1:] for row in sorted(rows, key=lambda row: -row[0])[:most]]


def _newest_of_few(viewer: Viewer, kind: str, filters: Mapping[str, Any], most: int) -> Statement:
    """The newest, where no more than can be looked at lie there at all; and how many were looked at."""
    asked, params = _asked(filters)
    number, own = number_as_seen(viewer)
    first = " AND ".join(["kind = %(kind)s", *asked])
    sql = (
        f"WITH near AS MATERIALIZED (SELECT * FROM subject WHERE {first} LIMIT {EXACT + 1})"
        " SELECT looked.at, found.* FROM (SELECT count(*) AS at FROM near) looked LEFT JOIN LATERAL ("
        f"SELECT version, id, kind, {number} AS called, title FROM near WHERE {SEES} ORDER BY version DESC LIMIT {most}"
        ") found ON true"
    )
    return sql, {**viewer.params, **params, **own, "kind": kind}


def _newest_of_many(
    viewer: Viewer, kinds: Iterable[str], filters: Mapping[str, Any], most: int
) -> list[tuple[Any, ...]]:
    found = {
        kind: reach
        for kind, reach in reaches(viewer, kinds, filters, in_states=False).items()
        if reach.states or not reach.is_few
    }
    rows: list[tuple[Any, ...]] = []
    for way in (BY_INDEX, IN_ORDER, BY_READER):
        of_this_way = [
            _newest(viewer, kind, filters, most, reach)
            for kind, reach in found.items()
            if way is (BY_READER if reach.by_reader else BY_INDEX if reach.is_few else IN_ORDER)
        ]
        if of_this_way:
            rows += chain.from_iterable(run([*way, *of_this_way])[len(way) :])
    return rows


def _newest(viewer: Viewer, kind: str, filters: Mapping[str, Any], most: int, reach: Reach) -> Statement:
    conditions, params = _conditions(viewer, kind, filters)
    number, own = number_as_seen(viewer)
    sql = f"SELECT version, id, kind, {number} AS called, title FROM subject WHERE {conditions}"
    if reach.is_few:
        sql = f"WITH few AS MATERIALIZED ({sql}) SELECT * FROM few"
    return f"{sql} ORDER BY version DESC LIMIT {most}", {**params, **own}


BY_INDEX: tuple[Statement, ...] = (("SELECT set_config('enable_seqscan', 'off', true)", []),)
"""For one round trip: things of one kind lie together in the table, so that the first of another kind may lie far behind."""

IN_ORDER: tuple[Statement, ...] = (*BY_INDEX, ("SELECT set_config('enable_sort', 'off', true)", []))
"""For one round trip: in the order that is asked for, for whoever reads most of what stands in it."""

BY_READER: tuple[Statement, ...] = (*BY_INDEX, ("SELECT set_config('enable_indexscan', 'off', true)", []))
"""For one round trip: by who reads what.  PostgreSQL guesses from all kinds together how many of one kind somebody reads."""


_STATES = """
WITH RECURSIVE found AS (
    (SELECT state FROM subject WHERE kind = %(kind)s ORDER BY state LIMIT 1)
    UNION ALL
    SELECT (SELECT s.state FROM subject s WHERE s.kind = %(kind)s AND s.state > found.state ORDER BY s.state LIMIT 1)
    FROM found WHERE found.state IS NOT NULL
)
SELECT state FROM found WHERE state IS NOT NULL
"""
"""The states that things of a kind are in, each looked up once in the index and none counted."""


def called(viewer: Viewer, keys: Iterable[UUID | None], *also: Statement) -> dict[UUID, str]:
    """`names_of` and `titles_of` together, in one round trip with `also`, whose answers nobody reads."""
    wanted, known = list({key for key in keys if key}), look().names
    if not wanted:
        if also:
            run_again(also)
        return {}
    asked = (_names([key for key in wanted if key not in known]), _titles(viewer, wanted), *also)
    named, titled, *_ = run_again(asked)
    known |= _read_names(named)
    return {key: known[key] for key in wanted if key in known} | _read_titles(titled)


def titles_of(viewer: Viewer, keys: Iterable[UUID]) -> dict[UUID, str]:
    """What other subjects are called, of those the viewer may read."""
    wanted = list(keys)
    if not wanted:
        return {}
    return _read_titles(run_again([_titles(viewer, wanted)])[0])


def _titles(viewer: Viewer, wanted: list[UUID]) -> Statement:
    number, own = number_as_seen(viewer)
    sql = f"SELECT id, kind, {number}, title FROM subject WHERE id = ANY(%(ids)s) AND {SEES}"
    return sql, {**viewer.params, **own, "ids": wanted}


def _read_titles(rows: Iterable[tuple[Any, ...]]) -> dict[UUID, str]:
    titles = {}
    for key, kind, number, title in rows:
        is_met(key, kind)
        titles[key] = guarded(f"{number} {title}".strip())
    return titles
