"""Registers the complaints of a table: each an act of its own, all of them one command.

A table is gone through twice: once to show what it holds (new rows, rows known from before, changed ones, faulty
ones), and once to register the new ones under the round's lock.  The round stands still meanwhile, so that what is
found is what is written, and numbers have no gap.

What is sealed of the petitioner goes from the table into the payload and nowhere else: no rule judges it, no row,
refusal, count or search holds it, and nothing here opens it again.  A table sent again is held against a keyed digest of
it.  Whoever holds the table could try names that way: each row that is not as it was sealed stands in the access record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from django.db import OperationalError, transaction

from xuncha.actions.again import BUSY_NOW, was_in_the_way
from xuncha.actions.perform import Entry, NotThere, note_refusal, perform, refuse_vacated
from xuncha.core.acts.engine import Outcome, asks_for, cleaned, decide, refusals_of
from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.book import FINAL, Ask
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.setting import begun
from xuncha.core.first_hour.table import LineFault, TableFaults, among, same
from xuncha.core.refusal import BadFields, Refusal, Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.tables.cell import SourceRow
from xuncha.core.tables.columns import ColumnMap
from xuncha.core.tables.letter import (
    Letter,
    RowProblem,
    Setting,
    Source,
    apart_digest,
    content_digest,
    heading_of,
    read_letter,
    source_key,
    units_by_name,
)  # fmt: skip
from xuncha.core.words import Text
from xuncha.shipped import calendar
from xuncha.store.access import note_shown
from xuncha.store.append import Versions, load, look_up, run, seat_now
from xuncha.store.batch import Opening, SteadyFacts, append_all, copy_in, lock_all
from xuncha.store.cases import case_of
from xuncha.store.findable import make_findable
from xuncha.store.imported import COLUMNS, Known, as_kept, known_rows
from xuncha.store.schemes import scheme_to_decide_by, scheme_version
from xuncha.store.table import SUBJECT
from xuncha.store.viewer import SEES, Viewer

ACT, KIND, DONE = "complaint.received", "complaint", "import.completed"
CHUNK = 1_000
MOST_TOLD = 200
"""So many problems and changed rows are told one by one; beyond, only how many there are."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be brought in: into which round, from which file, read how.

    `constants` are fields that are the same in every row (`kind`, `channel`, ...), `unit` the name of the unit
    that every row is about where no column says so.  An old round (`is_history`) opens no duties, and its rows are archived at once.
    Rows are known again within their `source`; those that say something else than before are left as they were registered.
    """

    campaign: UUID
    columns: ColumnMap
    file_digest: str
    constants: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    is_history: bool = False
    leaves_bad_out: bool = True
    leaves_changed: bool = True
    source: Source = field(default_factory=Source)


@dataclass(slots=True)
class Tally:
    """What a table holds, as it was found row by row."""

    n_rows: int = 0
    n_blank: int = 0
    n_new: int = 0
    n_same: int = 0
    n_changed: int = 0
    n_bad: int = 0
    n_borrowed: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    changed: list[tuple[RowProblem, UUID]] = field(default_factory=list)
    compared: dict[UUID, str] = field(default_factory=dict)
    """Complaints, with their kind, of which the sealed cells were compared with those of before, whether they agreed or not."""
    first_number: str = ""
    last_number: str = ""


class NothingImported(RuntimeError):
    """Some rows are faulty, or differ from before, and none was to be left out; nothing was registered."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(f"{tally.n_bad} faulty rows, {tally.n_changed} changed ones")
        self.tally = tally


def survey(
    viewer: Viewer, order: Order, rows: Iterable[SourceRow], now: datetime, progress: Progress = lambda _: None
) -> Tally:  # fmt: skip
    """What importing would do; nothing is written."""
    tally = Tally()
    with _noted(viewer, order, tally):
        return _Import(viewer, order, tally, now, writes=False).go(rows, progress)


def import_complaints(
    viewer: Viewer, order: Order, rows: Iterable[SourceRow], now: datetime, progress: Progress = lambda _: None,
    found: Progress = lambda _: None,
) -> Tally:  # fmt: skip
    """Register every new row, or none; raises NothingImported, Refused or NotThere.

    Search finds them afterwards: `found` tells how many already.  Broken off there, the next import goes on with it.
    """
    tally = Tally()
    with _noted(viewer, order, tally), transaction.atomic():
        importing = _Import(viewer, order, tally, now, writes=True)
        importing.go(rows, progress)
        if (tally.n_bad and not order.leaves_bad_out) or (tally.n_changed and not order.leaves_changed):
            raise NothingImported(tally)
        if tally.n_new:
            importing.complete(tally)
    make_findable(found)
    return tally


SEALED_COMPARED = "an import, where what is sealed is not as it was"


@contextmanager
def _noted(viewer: Viewer, order: Order, tally: Tally) -> Iterator[None]:
    """Refusals stand in the access record, and so does what was compared in vain, whatever becomes of the import."""
    try:
        yield
    except Refused as refused:
        note_refusal(viewer, Entry(DONE, {}, order.campaign), refused)
        raise
    except OperationalError as error:  # the rows of a table are gone through once, so nothing is done again
        if not was_in_the_way(error):
            raise
        raise Refused((BUSY_NOW,)) from error
    finally:
        if tally.compared:
            with transaction.atomic():
                note_shown(viewer, SEALED_COMPARED, tally.compared)


@dataclass(frozen=True, slots=True)
class _Row:
    """A letter with the key it is known by, and what it became before."""

    letter: Letter
    key: bytes
    known: Known | None


class _Import:
    """One going through of a table."""

    def __init__(self, viewer: Viewer, order: Order, tally: Tally, now: datetime, *, writes: bool) -> None:
        self.viewer, self.order, self.tally, self.now, self.writes = viewer, order, tally, now, writes
        self.calendar: Calendar = calendar()
        self.command = uuid4()
        self.steady = SteadyFacts()
        self.seen: set[bytes] = set()
        self.pending: list[tuple[Opening, _Row]] = []
        self.campaign = self._campaign()
        self.version = scheme_version(self.campaign)
        self.scheme: Scheme = scheme_to_decide_by(self.version)
        self.units, self.inspections = self._places()
        self.before = self._before()
        self.setting = Setting(
            order.columns,
            order.constants,
            self.scheme,
            units_by_name(self.units),
            day_in_shanghai(now),
            self._unit(),
        )
        self._refuse_wrong_post()

    # ------------------------------------------------------------------ where

    def _campaign(self) -> Subject:
        found = look_up(self.order.campaign, None).subject
        if found is None or found.kind != "campaign" or not self.viewer.may_read(found):
            raise NotThere
        return found

    def _places(self) -> tuple[dict[UUID, str], dict[UUID, Subject]]:
        """The units by their names, and the round's inspections by their unit, of those the viewer may read."""
        units, inspections = run(
            [
                (f"SELECT id, title FROM subject WHERE kind = 'unit' AND state <> ALL(%(final)s) AND {SEES}",
                 {**self.viewer.params, "final": sorted(FINAL)}),
                (f"{SUBJECT.select()} WHERE kind = 'inspection' AND campaign = %(campaign)s AND {SEES}",
                 {**self.viewer.params, "campaign": self.campaign.id}),
            ]
        )  # fmt: skip
        found = (SUBJECT.read(values) for values in inspections)
        open_ones = {row.unit: row for row in found if row.unit and row.state not in FINAL}
        return dict(units), open_ones

    def _unit(self) -> UUID | None:
        """The unit that every row is about where no column says so; raises TableFaults."""
        if not self.order.unit:
            return None
        found = units_by_name(self.units).get(same(self.order.unit))
        if found is None:
            near = among(self.order.unit, self.units.values())
            zh, en = (
                f"没有登记“{self.order.unit}”这个单位{near.zh}",
                f"no unit “{self.order.unit}” is registered{near.en}",
            )
            raise TableFaults([LineFault(0, Text(zh, en))])
        return found

    def _before(self) -> dict[UUID, Subject]:
        """The rows around the complaints: the round and its inspections locked for themselves, what they name shared."""
        around = self.inspections.values()
        looked_at = [key for row in around for key in (row.unit, row.body) if key]
        if self.order.is_history:
            looked_at += self.units
        wanted = dict.fromkeys([*looked_at, self.viewer.seat.party, self.viewer.person], False)
        wanted |= dict.fromkeys([self.campaign.id, *(row.id for row in around)], True)
        found, answers = lock_all(wanted, seat_now(self.viewer.seat.id), locks=self.writes)
        refuse_vacated(self.viewer, answers[0], self.now)
        self.campaign = found[self.campaign.id]
        self.inspections = {unit: found[row.id] for unit, row in self.inspections.items()}
        return found

    def _refuse_wrong_post(self) -> None:
        """Said at once, and not for every row of the table."""
        blank = self._blank(self.campaign, None, day_in_shanghai(self.now))
        for act, subject, fields in ((DONE, self.campaign, {}), (ACT, blank, {"kind": self._kind})):
            case = case_of(
                self.viewer, act, fields, subject, self.before, self.scheme, self.now, is_asked=True
            )
            case = replace(case, is_history=self.order.is_history)
            found = refusals_of(case, load(asks_for(case), locks_duties=False))
            if stopping := [refusal for refusal in found if refusal.rule in ("may", "state") or act == DONE]:
                raise Refused(tuple(stopping))

    @property
    def _kind(self) -> str:
        return str(self.order.constants.get("kind", ""))

    def _blank(self, within: Subject, unit: UUID | None, on: date) -> Subject:
        blank = begun(uuid4(), KIND, self._kind, within, {}, on)
        return replace(blank, unit=unit) if unit and blank.unit is None else blank

    def _within(self, unit: UUID | None) -> Subject:
        """Where a complaint lies: in the inspection of its unit, else in the round."""
        return self.inspections.get(unit, self.campaign) if unit else self.campaign

    # ------------------------------------------------------------------ row by row

    def go(self, rows: Iterable[SourceRow], progress: Progress) -> Tally:
        body = (row for row in rows if row.number > self.order.columns.heading.row)
        for chunk in _chunks(body, CHUNK):
            for row in self._looked_up(self._letters(chunk)):
                self._take(row)
            self._flush()
            progress(self.tally.n_rows)
        return self.tally

    def _letters(self, rows: Iterable[SourceRow]) -> Iterator[Letter]:
        for row in rows:
            self.tally.n_rows += 1
            letter, problems = read_letter(row, self.setting)
            if problems:
                self._bad(problems)
            elif letter is None:
                self.tally.n_blank += 1
            else:
                yield letter

    def _looked_up(self, letters: Iterable[Letter]) -> list[_Row]:
        keyed = [(source_key(self.campaign.id, one, self.order.source), one) for one in letters]
        known = known_rows(key for key, _ in keyed) if keyed else {}
        return [_Row(letter, key, known.get(key)) for key, letter in keyed]

    def _take(self, row: _Row) -> None:
        if row.key in self.seen:
            self._bad([_problem(row.letter, self._column("source_id"), _TWICE)])
            return
        self.seen.add(row.key)
        if row.known is not None:
            self._known_again(row, row.known)
        elif row.letter.unit and not self.order.is_history and row.letter.unit not in self.inspections:
            self._bad([_problem(row.letter, self._column("unit"), _NOT_IN_ROUND)])
        else:
            self._begin(row)

    def _known_again(self, row: _Row, known: Known) -> None:
        says = known.says(content_digest(known.subject, row.letter, self.order.constants))
        apart = self._apart(known.subject, row.letter)
        is_sealed = known.sealed(apart)
        if known.compares(apart):
            self.tally.compared[known.subject] = KIND
        if says and is_sealed:
            self.tally.n_same += 1
            return
        self.tally.n_changed += 1
        if len(self.tally.changed) < MOST_TOLD:
            what = _CHANGED if not says else _CHANGED_APART
            self.tally.changed.append((_problem(row.letter, "", what), known.subject))

    def _apart(self, subject: UUID, letter: Letter) -> bytes | None:
        """The digest of what is sealed of a row; none where no column is."""
        return apart_digest(subject, letter) if self.order.columns.sealed else None

    def _begin(self, row: _Row) -> None:
        try:
            opening = self._decided(row.letter)
        except BadFields as refused:
            self._bad(
                [_problem(row.letter, self._column(fault.name), fault.text) for fault in refused.faults]
            )
            return
        except Refused as refused:
            self._bad([_problem(row.letter, "", _told(refusal)) for refusal in refused.refusals])
            return
        self.tally.n_new += 1
        self.tally.n_borrowed += row.letter.has_borrowed_subject
        if not self.writes:
            return
        self.pending.append((opening, row))
        if stale := _made_stale(opening.outcome, opening.facts):
            self._flush()
            self.steady.ask_again(stale, opening.outcome.case.subject.id)

    def _decided(self, letter: Letter) -> Opening:
        """The act that registers one letter, judged as any other."""
        within = self._within(letter.unit)
        on = letter.received_on or self._written_on(letter) or day_in_shanghai(self.now)
        blank = self._blank(within, letter.unit, on)
        case = case_of(
            self.viewer, ACT, letter.fields, blank, self.before, self.scheme, self.now, occurred_on=on
        )
        case = cleaned(replace(case, is_history=self.order.is_history))
        facts = self.steady.answer(asks_for(case), blank.id)
        outcome = decide(case, facts, self.calendar)
        source = {"file": self.order.file_digest, "sheet": letter.sheet, "row": letter.row}
        return Opening(replace(outcome, effects={**outcome.effects, "source": source}), facts, letter.apart)

    def _written_on(self, letter: Letter) -> date | None:
        """An old letter without a day of receipt is taken as received when it was written."""
        written = letter.fields.get("written_on") if self.order.is_history else None
        return date.fromisoformat(str(written)) if written else None

    def _column(self, name: str) -> str:
        return heading_of(self.order.columns, name)

    def _bad(self, problems: Iterable[RowProblem]) -> None:
        self.tally.n_bad += 1
        room = MOST_TOLD - len(self.tally.problems)
        self.tally.problems += list(problems)[: max(room, 0)]

    # ------------------------------------------------------------------ writing

    def _flush(self) -> None:
        if not self.pending:
            return
        versions = Versions(self.version, self.calendar.version)
        acts = append_all([one for one, _ in self.pending], self.command, versions, self.before)
        copy_in(
            "imported_row",
            ", ".join(COLUMNS),
            (
                as_kept(
                    row.key,
                    act.subject,
                    content_digest(act.subject, row.letter, self.order.constants),
                    self._apart(act.subject, row.letter),
                )
                for act, (_, row) in zip(acts, self.pending, strict=True)
            ),
        )
        numbers = [str(act.effects.get("number", "")) for act in acts]
        self.tally.first_number = self.tally.first_number or numbers[0]
        self.tally.last_number = numbers[-1]
        self.pending.clear()

    def complete(self, tally: Tally) -> None:
        """The act that says what was brought in, from which file, read how."""
        fields: dict[str, Any] = {
            "file_digest": self.order.file_digest,
            "kind": KIND,
            "rows": tally.n_new,
            "left_out": tally.n_bad,
            "mapping": {**self.order.columns.as_told(), **{f"={k}": v for k, v in self.order.constants.items()}},
            "history": self.order.is_history,
        }  # fmt: skip
        perform(self.viewer, [Entry(DONE, fields, self.campaign.id)], key=self.command, now=self.now)


def _made_stale(outcome: Outcome, facts: Mapping[Ask, Any]) -> list[Ask]:
    """The asks whose answer this act changes, so that the next one is decided on the rows as they then are."""
    effects = outcome.effects
    if any(effects.get(name) for name in ("closes", "moves", "shares")):
        return list(facts)
    awaited = {act for duty in effects.get("opens", ()) for act in duty["awaits"]}
    return [wanted for wanted in facts if _is_changed(wanted, awaited, bool(effects.get("opens")))]


def _is_changed(wanted: Ask, awaited: set[str], opens: bool) -> bool:
    asked = dict(wanted.where)
    if wanted.table == "act":
        return ACT in _among(asked.get("type", ACT))
    if wanted.table == "subject":
        return "id" not in asked and KIND in _among(asked.get("kind", KIND))
    return wanted.table == "duty" and opens and asked.get("awaits", next(iter(awaited), None)) in awaited


def _among(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _chunks(rows: Iterable[SourceRow], size: int) -> Iterator[list[SourceRow]]:
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def _problem(letter: Letter, column: str, text: Text) -> RowProblem:
    return RowProblem(letter.sheet, letter.row, column, text)


def _told(refusal: Refusal) -> Text:
    """A refusal in one line: what, and the first thing that is missing."""
    first = refusal.missing[0].text if refusal.missing else None
    return Text(
        refusal.what.zh + (f"（{first.zh}）" if first else ""),
        refusal.what.en + (f" ({first.en})" if first else ""),
    )


_TWICE = Text("这个编号在表里出现了不止一次", "This number stands more than once in the table")
_NOT_IN_ROUND = Text("没有纳入这个单位", "This unit is not enrolled")
_CHANGED = Text(
    "与上次导入的不一样，原来登记的没有改动", "Not as it was imported before; what was registered stays"
)
_CHANGED_APART = Text(
    "只有封存的反映人信息与上次导入的不一样，原来封存的没有改动",
    "Only what is sealed of the petitioner is not as it was imported before; what was sealed stays",
)
