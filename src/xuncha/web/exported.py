"""A row of a list, and an act of the record, as the words of a table that goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.due import Due
from xuncha.core.facts.case import deciding_value
from xuncha.core.facts.rows import Act, Duty, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.labels import KIND_NAMES, label
from xuncha.core.office.held_lines import FIELD, MADE_FOR
from xuncha.core.record.fold import MERGING
from xuncha.core.record.payload import SCAN, Slot, known_slots
from xuncha.core.scheme.nouns import unguarded
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.papers.exports import Heading
from xuncha.queries.carried import named_in
from xuncha.queries.choices import act_words
from xuncha.queries.exports import Batch, hidden_names
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer, reads_in_full
from xuncha.web.language import Lang, current
from xuncha.web.nouns import said as said_by_us
from xuncha.web.pages.pieces.columns import state_words, told_day
from xuncha.web.shown import HEADLINES, facts_of, headline_of, known_words, opening_act, value_words

FIXED: Mapping[str, Text] = {
    "number": Text("编号", "Number"),
    "title": Text("事项", "Matter"),
    "kind": Text("类别", "Kind"),
    "unit": Text("单位", "Unit"),
    "body": Text("机构", "Body"),
    "state": Text("状态", "State"),
    "opened_on": Text("日期", "Date"),
    "due": Text("期限", "Due"),
    "whose": Text("谁来办", "Whose"),
}
"""What every list begins with."""

UNTOLD = frozenset({"kind", "opened_on"})
"""What a unit is not told of a finding: the source, the day it was found."""

TOLD_AS = Text("反馈编号", "Number in the feedback")
"""The number under which a unit knows its finding; the register's own it is not told."""

PLACES: Mapping[str, int] = {code: place for place, code in enumerate(CATALOGUE)}


def plain(words: Text | str, lang: Lang | None = None) -> str:
    """Words in the language of the page, or in the one that a long table asked for once."""
    if isinstance(words, str):
        return unguarded(words)
    words = said_by_us(words)
    return words.en if (lang or current()) == "en" else words.zh


COMMA = Text("、", ", ")


def several(words: Iterable[Text], lang: Lang, mark: Text = COMMA) -> str:
    """Several words in one cell."""
    return plain(mark, lang).join([plain(one, lang) for one in words])


def always(viewer: Viewer, kind: str) -> dict[str, Heading]:
    """The columns a list has even where nothing stands in them."""
    is_told = viewer.seat.party_kind == "unit" and kind == "finding"
    untold = UNTOLD if is_told else frozenset()
    return {
        name: Heading(
            (0, n), plain(TOLD_AS if is_told and name == "number" else words), is_wide=name == "title"
        )
        for n, (name, words) in enumerate(FIXED.items())
        if name not in untold
    }


@dataclass(slots=True)
class RowsInWords:
    """Turns the rows of a list into words, and gathers the headings of every field met on the way."""

    viewer: Viewer
    kind: str
    scheme: Scheme
    headings: dict[str, Heading]
    hidden: frozenset[str] = frozenset()
    openings: tuple[str, ...] = ()
    own: dict[tuple[str, str], Mapping[str, Slot]] = field(default_factory=dict)
    lang: Lang = field(default_factory=current)

    @classmethod
    def of(cls, viewer: Viewer, kind: str, scheme: Scheme, headings: dict[str, Heading]) -> RowsInWords:
        """For the lists of one kind."""
        first = opening_act(kind, scheme)
        others = (
            act.code for act in CATALOGUE.values() if act.opens and kind in act.on and act.code != first
        )
        return cls(viewer, kind, scheme, headings, hidden_names(viewer, kind), (first, *others))

    def rows(self, batch: Batch) -> Iterator[dict[str, str]]:
        """Each row of a batch by the keys of its columns."""
        for row in batch.rows:
            scheme = batch.schemes.get(row.campaign, self.scheme) if row.campaign else self.scheme
            if self.kind == "campaign":
                scheme = scheme_for(row)
            cells = {**self._fixed(scheme, row, batch), **self._own(scheme, row, batch.names)}
            cells |= self._of_acts(scheme, row, batch)
            yield {key: value for key, value in cells.items() if value}

    def _fixed(self, scheme: Scheme, row: Subject, batch: Batch) -> dict[str, str]:
        duty = batch.duties.get(row.id)
        entry = CATALOGUE[self.openings[0]]
        chosen = entry.field(entry.deciding) if entry.deciding else None
        found = scheme.value(chosen.of, row.code) if chosen and row.code else None
        cells = {
            "number": row.number,
            "title": row.title or plain(KIND_NAMES[row.kind]),
            "kind": plain(found.text) if found else row.code.removeprefix("other:"),
            "unit": batch.names.get(row.unit, "") if row.unit else "",
            "body": batch.names.get(row.body, "") if row.body else "",
            "state": plain(state_words(row.kind, row.state)),
            "opened_on": str(told_day(self.viewer, row) or ""),
            "due": due_words(duty) if duty else "",
            "whose": batch.names.get(duty.owner, "") if duty and duty.owner else "",
        }
        cells = {name: value for name, value in cells.items() if name in self.headings}
        if row.facts.get("told_as") and "kind" in cells:
            cells["told_as"] = str(row.facts["told_as"])
            self._head("told_as", (0, len(FIXED)), TOLD_AS)
        return cells

    def _own(self, scheme: Scheme, row: Subject, names: Mapping[UUID, str]) -> dict[str, str]:
        """The fields it was opened with, as they stand now."""
        cells = {}
        for n, slot in enumerate(self._own_slots(scheme, row.code).values()):
            value = row.facts.get(slot.name)
            if value in (None, "", []) or slot.name in self.hidden:
                continue
            words = in_words(scheme, slot, value, names, self.lang)
            if not words:
                continue
            key = f"own.{slot.name}"
            cells[key] = words
            self._head(key, (1, n), self._apart(slot.text), slot)
        return cells

    def _apart(self, words: Text) -> Text:
        """A heading that stands among the fixed ones already says whose it is: `文稿日期`."""
        kind = KIND_NAMES[self.kind]
        is_taken = any(words.zh == one.zh for one in FIXED.values())
        return Text(f"{kind.zh}{words.zh}", f"{kind.en}: {words.en}") if is_taken else words

    def _own_slots(self, scheme: Scheme, code: str) -> Mapping[str, Slot]:
        if (scheme.id, code) not in self.own:
            known: dict[str, Slot] = {}
            for act in self.openings:
                known = {**known_slots(scheme, CATALOGUE[act], code), **known}
            first = known_slots(scheme, CATALOGUE[self.openings[0]], code)
            self.own[scheme.id, code] = {
                **first,
                **{name: known[name] for name in known if name not in first},
            }
        return self.own[scheme.id, code]

    def _of_acts(self, scheme: Scheme, row: Subject, batch: Batch) -> dict[str, str]:
        """What was said last by each act that stands on it, and on what day."""
        cells: dict[str, str] = {}
        for code, entries in row.facts.items():
            if code not in CATALOGUE or code in self.hidden:
                continue
            entry = self._last(listed(entries))
            if entry is None:
                continue
            act, mark = CATALOGUE[code], entry["_"]
            day = f"{code}/on"
            cells[day] = mark["on"]
            if day not in self.headings:
                self._head(day, (2 + PLACES[code], 0), Text(f"{act.name.zh}：日期", f"{act.name.en}: date"))
            own = self._own_slots(scheme, row.code) if code in MERGING else {}
            known = known_slots(scheme, act, deciding_value(act, entry, row))
            told = self._told(code, entry, known)
            for n, (name, value) in enumerate(in_order(entry, known), start=1):
                if name not in told or name in own or name in self.hidden or value in (None, "", []):
                    continue
                slot = known.get(name) or Slot(name, label(name), "text")
                said = in_words(scheme, slot, value, batch.names, self.lang)
                if not said:
                    continue
                key = f"{code}/{name}"
                cells[key] = said
                if key not in self.headings:
                    words = Text(f"{act.name.zh}：{slot.text.zh}", f"{act.name.en}: {slot.text.en}")
                    self._head(key, (2 + PLACES[code], n), words, slot)
        return cells

    def _told(self, code: str, entry: Mapping[str, Any], known: Mapping[str, Slot]) -> frozenset[str]:
        """The fields of an act that its page tells the viewer: all, or the headline of what another party said."""
        by = entry["_"].get("party")
        if code in MERGING or reads_in_full(self.viewer, UUID(by) if by else None):
            return frozenset(entry) - {"_"}
        found = (name for name in known if name in HEADLINES and entry.get(name))
        return frozenset({next(found, "")})

    def _last(self, entries: tuple[Any, ...]) -> Mapping[str, Any] | None:
        """The last of these that the viewer may know of."""
        for entry in reversed(entries):
            if not isinstance(entry, Mapping) or "_" not in entry:
                continue
            if entry.get("field") not in self.hidden:  # a correction names the field it corrects
                return entry
        return None

    def _head(self, key: str, place: tuple[int, ...], words: Text, slot: Slot | None = None) -> None:
        if key not in self.headings:
            is_wide = slot is not None and slot.type in ("long", "items", "map")
            self.headings[key] = Heading(place, plain(words), is_wide)


def in_order(fields: Mapping[str, Any], known: Mapping[str, Slot]) -> list[tuple[str, Any]]:
    """The fields in the order of their form; the record keeps them by the alphabet."""
    places = {name: place for place, name in enumerate(known)}
    return sorted(fields.items(), key=lambda one: places.get(one[0], len(places)))


LINES = Text("\n", "\n")


def in_words(scheme: Scheme, slot: Slot, value: Any, names: Mapping[UUID, str], lang: Lang) -> str:
    """A field's value as one cell, empty where the reader may know of none of what it names, as if it were not filled; lines of
    a small table each on a line of their own.
    """
    if slot.type in ("date", "at"):
        return plain(COMMA, lang).join(map(str, listed(value)))
    words = known_words(value_words(scheme, slot, value, names))
    return several(words, lang, LINES if slot.type == "items" else COMMA)


def due_words(duty: Duty) -> str:
    """The day until which it is due, or the text's own word for time."""
    if duty.due_at is not None and duty.due:
        return Due.from_json(duty.due).on.isoformat()
    return duty.undated


RECORD: Mapping[str, Text] = {
    "position": Text("日志号", "Log entry"),
    "recorded_at": Text("登记时间", "Recorded at"),
    "occurred_on": Text("发生日期", "Occurred on"),
    "act": Text("办理事项", "Act"),
    "by": Text("办理机构和岗位", "By (body and post)"),
    "person": Text("办理人", "Person"),
    "entered_by": Text("录入人", "Entered by"),
    "field": Text("项目", "Field"),
    "value": Text("内容", "Value"),
}
"""The columns of the whole record of one matter."""


def record_headings(viewer: Viewer) -> dict[str, Heading]:
    """The columns of a matter's record; where an act stands in the whole log, whoever leads alone is told."""
    return {
        name: Heading((0, n), plain(words), is_wide=name == "value")
        for n, (name, words) in enumerate(RECORD.items())
        if name != "position" or viewer.is_told_places
    }


def record_rows(
    viewer: Viewer, scheme: Scheme, row: Subject, acts: Iterable[Act], names: Mapping[UUID, str]
) -> Iterator[dict[str, str]]:
    """Every act on a matter, a line for each of its fields; an act without fields has one line.

    Whoever a paper was issued to has with its issue what it says.
    """
    hidden = hidden_names(viewer, row.kind)
    told, lang = record_headings(viewer), current()
    acts = tuple(acts)
    is_issued_to = row.kind == "document" and not viewer.is_inside
    issue = next((act for act in acts if act.type == "document.issued"), None) if is_issued_to else None
    for act in acts:
        first = {name: value for name, value in _header(scheme, act, names).items() if name in told}
        known = known_slots(scheme, CATALOGUE[act.type], act.value)
        said = [
            (known.get(name) or Slot(name, label(name), "text"), value)
            for name, value in in_order(act.fields, known)
            if name not in hidden
        ]
        if not tells_all(viewer, act):
            headline = headline_of(scheme, act)
            first.pop("entered_by", None)
            said = [(slot, value) for slot, value in said if headline and slot.name == headline.name]
        said += numbers_given(row, act)
        lines = [(plain(slot.text), in_words(scheme, slot, value, names, lang)) for slot, value in said]
        if act is issue:
            lines += text_of_paper(viewer, scheme, row, names)
        told_lines = [{**first, "field": name, "value": value} for name, value in lines if value]
        yield from told_lines or (first,)


QUIET = frozenset({"version", "kind", SCAN.name, FIELD, MADE_FOR})
"""Fields of a draft that are no part of the text."""
OF_PROBLEM = ("text", "advice", "limit")
"""What a paper prints of a problem that it names."""


def text_of_paper(
    viewer: Viewer, scheme: Scheme, row: Subject, names: Mapping[UUID, str]
) -> Iterator[tuple[str, str]]:
    """What a paper says, field by field, and of each problem it names what was found and what is advised, as it was issued."""
    lang, hidden = current(), hidden_names(viewer, row.kind) | QUIET
    for slot, value in facts_of(scheme, row, opening_act(row.kind, scheme)):
        if slot.name in hidden:
            continue
        yield plain(slot.text), in_words(scheme, slot, value, names, lang)
        if slot.of != "finding":
            continue
        for one in named_in(viewer, row, filter(None, map(id_of, listed(value)))).values():
            known = known_slots(scheme, CATALOGUE[opening_act(one.kind, scheme)], one.code)
            said = [
                (known[name].text, str(one.facts[name]))
                for name in OF_PROBLEM
                if one.facts.get(name) and name in known
            ]
            name = f"{one.number} {one.title}".strip()
            yield from (
                (f"{name}：{plain(words)}" if lang == "zh" else f"{name}: {plain(words)}", text)
                for words, text in said
            )


def numbers_given(row: Subject, act: Act) -> Iterator[tuple[Slot, str]]:
    """The numbers that a matter got with an act, those by which the reader knows it."""
    for name, words in (("number", Text("编号", "No.")), ("told_as", TOLD_AS)):
        if (given := act.effects.get(name)) and given in (row.number, row.facts.get(name)):
            yield Slot(name, words, "text"), str(given)


def tells_all(viewer: Viewer, act: Act) -> bool:
    """Whether the page of the matter tells all of an act: what began or changed the matter itself stands there for all."""
    return CATALOGUE[act.type].opens or act.type in MERGING or reads_in_full(viewer, act.by_party)


def _header(scheme: Scheme, act: Act, names: Mapping[UUID, str]) -> dict[str, str]:
    seat = scheme.value("seats", act.by_seat)
    party = names.get(act.by_party, "") if act.by_party else ""
    return {
        "position": str(act.position),
        "recorded_at": f"{timezone.localtime(act.recorded_at):%Y-%m-%d %H:%M}",
        "occurred_on": act.occurred_on.isoformat(),
        "act": plain(act_words(scheme, act.type, act.value)),
        "by": f"{party} {plain(seat.text) if seat else act.by_seat}".strip(),
        "person": names.get(act.by_person, "") if act.by_person else "",
        "entered_by": names.get(act.entered_by, "") if act.entered_by else "",
    }
