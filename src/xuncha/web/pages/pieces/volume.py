"""The archive of an inspection: by kind what the record holds and what is filed, the sealed part, the hand-over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from xuncha.core.facts.rows import Act, Subject
from xuncha.core.facts.values import listed
from xuncha.core.names.labels import label
from xuncha.core.names.nouns import worded
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.archive import VolumeFacts, facts_for_volume, registers_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose, Shown
from xuncha.web.kit.fact import Fact, Facts, Value
from xuncha.web.kit.link import Link, Tag, Words
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.pieces.due import chip, duty_cites

SECRETS = "state_secrets"
SHOWN_HERE = ("lines", SECRETS)
"""Facts of a volume that stand in the tables below instead of in its facts."""

KIND = Text("类别", "Kind")


def without_tables(row: Subject) -> Subject:
    """A volume for the block of its facts, without what the checklist and the sealed part show."""
    return replace(row, facts={name: value for name, value in row.facts.items() if name not in SHOWN_HERE})


def volume_blocks(
    viewer: Viewer, scheme: Scheme, row: Subject, acts: Iterable[Act], now: datetime
) -> tuple[Shown, ...]:
    """The checklist by kind, the sealed part, what was added later, and the hand-over."""
    known = facts_for_volume(viewer, scheme, row)
    added = [act for act in acts if act.type == "volume.supplemented"]
    blocks = [checklist(scheme, row, known, added), handing_over(viewer, scheme, row, known, now)]
    if sealed := sealed_part(scheme, row, added):
        blocks.insert(1, sealed)
    if added:
        blocks.append(supplements(scheme, added))
    return tuple(blocks)


# ------------------------------------------------------------------ the checklist


@dataclass(frozen=True, slots=True)
class Filed:
    """One kind of archive: how many the record holds (None where it does not count them), how many are filed and added
    later, and the reason why there is nothing.
    """

    words: Words
    cite: tuple[str, ...]
    held: int | None
    href: str
    filed: int
    added: int
    absent: str

    @property
    def left(self) -> int:
        """How many more the record holds than are filed; less than none where too many are."""
        return self.held - self.filed - self.added if self.held is not None else 0

    @property
    def is_complete(self) -> bool:
        """Whether the figures agree, or else something is filed or its absence explained."""
        if self.held is not None:
            return self.left == 0 or bool(self.absent)
        return bool(self.filed or self.added or self.absent)


def checklist(scheme: Scheme, row: Subject, known: VolumeFacts, added: Iterable[Act]) -> Block:
    """Every kind the regulation asks for, none left out, then kinds that somebody added."""
    kinds = tuple(filed_by_kind(scheme, row, known, added))
    lines = tuple(
        Line((one.words, Link(str(one.held), one.href) if one.held else one.held, one.filed, one.added or None, _state(one)))
        for one in kinds
    )  # fmt: skip
    heads = (Head(KIND), Head(Text("台账里", "In the record"), is_figure=True), Head(Text("已入卷", "Filed"), is_figure=True),
             Head(Text("补充", "Added later"), is_figure=True), Head(Text("齐不齐", "Complete?")))  # fmt: skip
    title = Text("归档清单", "Checklist")
    left = sum(1 for one in kinds if not one.is_complete)
    done = Text(f"{len(kinds)} 类都齐了", f"All {len(kinds)} kinds are there")
    note = Text(f"{len(kinds)} 类里还差 {left} 类", f"{left} of {len(kinds)} kinds missing") if left else done
    cited = cites(key for one in kinds for key in one.cite)
    return Block("checklist", title, (Table(title, heads, lines),), note=note, cites=cited)


def filed_by_kind(scheme: Scheme, row: Subject, known: VolumeFacts, added: Iterable[Act]) -> Iterator[Filed]:
    """What is filed of each kind beside what the record holds."""
    lines = list(lines_in(row.facts.get("lines")))
    later = Counter[str]()
    for act in added:
        for line in lines_in(act.fields.get("lines")):
            later[kind_of(line)] += number_in(line)
    values = scheme.lists["archive_kinds"].values if "archive_kinds" in scheme.lists else {}
    registers = registers_of(scheme)
    for code in dict.fromkeys([*values, *map(kind_of, lines), *later]):
        mine = [line for line in lines if kind_of(line) == code]
        value = values.get(code)
        yield Filed(
            words=kind_words(scheme, code),
            cite=value.cite if value else (),
            held=known.counts.get(code),
            href=_register(registers[code], row) if code in registers else "",
            filed=sum(map(number_in, mine)),
            added=later[code],
            absent="；".join(str(line["absent"]) for line in mine if line.get("absent")),
        )


def _state(one: Filed) -> Value:
    """Complete, or what is missing, or the reason why there is nothing or another number."""
    if one.left and one.absent:
        return Text(
            f"与台账差 {abs(one.left)} 件：{one.absent}", f"{abs(one.left)} off the record: {one.absent}"
        )
    if one.left > 0:
        return Tag(Text(f"还差 {one.left} 件", f"{one.left} missing"), is_main=True)
    if one.left < 0:
        return Tag(Text(f"比台账多 {-one.left} 件", f"{-one.left} more than the record"), is_main=True)
    if one.absent:
        return Text(f"没有：{one.absent}", f"None: {one.absent}")
    if one.is_complete:
        return Tag(Text("✓ 齐", "✓ complete"))
    return Tag(Text("没有材料，也没有写原因", "nothing filed, no reason given"), is_main=True)


def _register(counted: str, row: Subject) -> str:
    """The list of what the record counts of one kind."""
    kind, _, code = counted.partition(":")
    return f"/{addresses.KINDS[kind]}?inspection={row.inspection}" + (f"&code={code}" if code else "")


def lines_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """The lines of a volume or of an addition to it."""
    yield from (line for line in listed(value) if isinstance(line, Mapping))


def kind_of(line: Mapping[str, Any]) -> str:
    """The archive kind of a line."""
    return str(line.get("kind") or "")


def number_in(line: Mapping[str, Any]) -> int:
    """How many papers a line files: its figure, or else the papers it names."""
    n = str(line.get("n") or "")
    return int(n) if n.isascii() and n.isdigit() else len(listed(line.get("refs")))


def says_something(line: Mapping[str, Any]) -> bool:
    """Whether a line files something or says why not; forms send a line for every kind."""
    return bool(number_in(line) or line.get("absent"))


def number_filed(volume: Subject, code: str) -> int:
    """How many of a kind are in the volume, with what was added later."""
    later = (entry.get("lines") for entry in lines_in(volume.facts.get("volume.supplemented")))
    every = (line for value in (volume.facts.get("lines"), *later) for line in lines_in(value))
    return sum(number_in(line) for line in every if kind_of(line) == code)


def kind_words(scheme: Scheme, code: str) -> Words:
    """An archive kind in the regulation's words, or as it was typed."""
    found = scheme.value("archive_kinds", code)
    return found.text if found else code.removeprefix("other:")


# ------------------------------------------------------------------ the sealed part, additions, hand-over


def sealed_part(scheme: Scheme, row: Subject, added: Iterable[Act]) -> Block | None:
    """State secrets: only number and keeper are known here, the papers themselves lie elsewhere."""
    marked = [
        line
        for value in (row.facts.get("lines"), *(act.fields.get("lines") for act in added))
        for line in lines_in(value)
        if line.get("secret") in (True, "yes")
    ]
    said = str(row.facts.get(SECRETS) or "")
    if not said and not marked:
        return None
    title = Text("涉密部分", "Sealed part")
    lines = tuple(
        Line(
            (kind_words(scheme, kind_of(line)), str(line.get("number") or ""), str(line.get("keeper") or ""))
        )
        for line in marked
    )
    heads = (Head(KIND), Head(Text("编号", "Number")), Head(Text("保管人", "Keeper")))
    parts: list[Shown] = [Prose(said)] if said else []
    if lines:
        parts.append(Table(title, heads, lines))
    note = Text("只登记编号和保管人，不上传", "Number and keeper only; nothing is uploaded")
    return Block("sealed", title, tuple(parts), note=note)


def supplements(scheme: Scheme, added: Iterable[Act]) -> Block:
    """What came after the hand-over, act by act."""
    lines = tuple(
        Line(
            (
                act.occurred_on,
                kind_words(scheme, kind_of(line)),
                number_in(line),
                str(line.get("absent") or ""),
            )
        )
        for act in added
        for line in lines_in(act.fields.get("lines"))
        if says_something(line)
    )
    heads = (Head(Text("日期", "Date"), is_short=True), Head(KIND), Head(Text("件数", "Count"), is_figure=True),
             Head(Text("说明", "Note")))  # fmt: skip
    title = Text("补充归档", "Added later")
    return Block("supplements", title, (Table(title, heads, lines),))


def handing_over(viewer: Viewer, scheme: Scheme, row: Subject, known: VolumeFacts, now: datetime) -> Block:
    """By when the volume is handed over, or when it was, who signed, where it lies; and its printed inventory."""
    title = Text("移交", "Hand-over")
    done = row.facts.get("volume.handed_over")
    facts: list[Fact] = []
    if isinstance(done, Mapping):
        facts.append(Fact.of(Text("移交日期", "Handed over on"), date.fromisoformat(done["_"]["on"])))
        facts += [
            Fact(label(name, "volume.handed_over"), tuple(str(one) for one in listed(done[name])))
            for name in ("signed_by", "box", "pages")
            if done.get(name) not in (None, "", [])
        ]
    elif known.duty:
        due = chip(known.duty, viewer, now)
        facts.append(Fact.of(Text("移交期限", "Hand over by"), due, *duty_cites(known.duty)))
    else:
        waits = worded(scheme, Text("{work}结束以后起算", "Counted from the end of the {work}"))
        facts.append(Fact.of(Text("移交期限", "Hand over by"), waits))
    inventory = Link(
        Text("打印目录", "Print the inventory"), f"{addresses.of_subject(row.kind, row.id)}/paper"
    )
    return Block("hand-over", title, (Facts(tuple(facts)), Prose("", (inventory,))))
