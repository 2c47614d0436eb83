"""Reads the table of units: name, kind, and the unit above; a parent always comes before its children."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from xuncha.core.first_hour.table import Column, Line, Reading, Table, among, read_lines, same
from xuncha.core.scheme.rules import Scheme

COLUMNS = (
    Column("name", ("名称", "单位", "单位名称", "unit", "title"), is_required=True),
    Column("kind", ("类型", "类别", "单位类型", "type"), is_required=True),
    Column("parent", ("上级", "上级单位", "主管单位", "所属", "parent unit")),
)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as typed: its name, its kind in the regulation's list, the name of the unit above or nothing."""

    line: int
    title: str
    kind: str
    parent: str


def read_units(
    text: str, scheme: Scheme, known: Collection[str] = (), bodies: Collection[str] = ()
) -> Table[UnitLine]:
    """The units of a pasted table, parents first.  Raises TableFaults.

    `known` are units already registered, which may stand above new ones; `bodies` have names no unit may have.
    """
    reading = Reading()
    table = read_lines(text, COLUMNS, reading)
    kinds = kind_words(scheme)
    units = [_unit(line, kinds, scheme, reading) for line in table.rows]
    _refuse_doubles(units, (*known, *bodies), reading)
    ordered = tuple(_parents_first(units, known, reading))
    reading.stop_at_faults()
    return Table(ordered, table.ignored)


def kind_words(scheme: Scheme) -> Mapping[str, str]:
    """How a kind of unit may be written (code, Chinese, English), and its code."""
    found = scheme.lists.get("unit_kinds")
    values = found.values.values() if found else ()
    return {same(word): value.code for value in values for word in (value.text.en, value.code, value.text.zh)}


def _unit(line: Line, kinds: Mapping[str, str], scheme: Scheme, reading: Reading) -> UnitLine:
    typed = line.cells["kind"]
    kind = kinds.get(same(typed), "")
    if not kind and "unit_kinds" in scheme.lists:
        wanted = among(typed, [value.text.zh for value in scheme.lists["unit_kinds"].values.values()])
        english = among(typed, [value.text.en for value in scheme.lists["unit_kinds"].values.values()])
        reading.fault(
            line.number,
            f"没有“{typed}”这一类单位{wanted.zh}",
            f"there is no kind of unit “{typed}”{english.en}",
        )
    return UnitLine(line.number, line.cells["name"], kind or typed, line.cells["parent"])


def _refuse_doubles(units: list[UnitLine], known: Collection[str], reading: Reading) -> None:
    lines = {same(name): 0 for name in known}
    for unit in units:
        earlier = lines.setdefault(same(unit.title), unit.line)
        if earlier == 0:
            reading.fault(unit.line, f"“{unit.title}”已经登记过", f"“{unit.title}” is registered already")
        elif earlier != unit.line:
            reading.fault(
                unit.line,
                f"“{unit.title}”与第 {earlier} 行同名，请写全称加以区别",
                f"“{unit.title}” stands in line {earlier} too; write the full name to tell them apart",
            )


def _parents_first(units: list[UnitLine], known: Collection[str], reading: Reading) -> Iterator[UnitLine]:
    """Each unit after the one above it; a parent nobody knows, or a ring of parents, is a fault."""
    names = {same(unit.title) for unit in units}
    placed = {same(name) for name in known}
    waiting = list(units)
    for unit in units:
        if unit.parent and same(unit.parent) not in names | placed:
            near = among(unit.parent, [*(one.title for one in units if one is not unit), *known])
            reading.fault(
                unit.line,
                f"没有上级单位“{unit.parent}”{near.zh}",
                f"there is no unit “{unit.parent}” above it{near.en}",
            )
            placed.add(same(unit.parent))
    while waiting:
        ready = [unit for unit in waiting if not unit.parent or same(unit.parent) in placed]
        if not ready:
            for unit in waiting:
                reading.fault(
                    unit.line,
                    f"“{unit.title}”的上级绕了一圈，又回到它自己",
                    f"the units above “{unit.title}” lead back to itself",
                )
            return
        yield from ready
        placed |= {same(unit.title) for unit in ready}
        waiting = [unit for unit in waiting if same(unit.title) not in placed]
