"""Reads what is the same in every row of a table (`channel=来信`), and what every row lacks otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.first_hour.table import Reading, among, same
from xuncha.core.names.labels import label
from xuncha.core.scheme.rules import Scheme, ValueList
from xuncha.core.tables.columns import ColumnMap

ACT = "complaint.received"
FREE = ("category", "place")


def read_constants(pairs: Iterable[str], scheme: Scheme, columns: ColumnMap) -> dict[str, str]:
    """The fields named as `field=value`, by code or by word; raises TableFaults.

    The kind of intake is the scheme's first where nobody names one; a channel must come from a column or from here.
    """
    reading = Reading()
    lists = _lists(scheme)
    found: dict[str, str] = {}
    for pair in pairs:
        name, _, value = (part.strip() for part in pair.partition("="))
        if name in FREE and value:
            found[name] = value
        elif name not in lists:
            near = among(name, [*lists, *FREE, "unit"])
            reading.fault(0, f"没有“{name}”这一项{near.zh}", f"there is no field “{name}”{near.en}")
        elif (code := _code(value, lists[name])) is None:
            _fault_choice(reading, name, value, lists[name])
        else:
            found[name] = code
    for name, known in lists.items():
        if name == "kind":
            found.setdefault("kind", next(iter(known.values), ""))
    if "channel" in lists and "channel" not in {*found, *columns.places}:
        zh, en = _choices(lists["channel"])
        reading.fault(
            0,
            f"表里没有一栏写明渠道，请用 --set channel=… 写明：{zh}",
            f"no column says by which channel they came; say it with --set channel=...: {en}",
        )
    reading.stop_at_faults()
    return found


def _lists(scheme: Scheme) -> Mapping[str, ValueList]:
    """The fields of a complaint that are chosen from a list, each with its list."""
    return {
        field.name: scheme.lists.get(field.of) or ValueList(field.of, (), label(field.name), open=True)
        for field in CATALOGUE[ACT].fields
        if field.type == "code" and not field.many
    }


def _code(value: str, known: ValueList) -> str | None:
    for code, one in known.values.items():
        if same(value) in (same(code), same(one.text.zh), same(one.text.en)):
            return code
    if not known.values:
        return value or None
    return value if known.open and value.startswith("other:") and len(value) > len("other:") else None


def _fault_choice(reading: Reading, name: str, value: str, known: ValueList) -> None:
    zh, en = _choices(known)
    reading.fault(
        0,
        f"{label(name).zh}没有“{value}”这个选项，可写：{zh}",
        f"{name} has no choice “{value}”; write one of: {en}",
    )


def _choices(known: ValueList) -> tuple[str, str]:
    zh = [one.text.zh for one in known.values.values()] + (["other:其他名称"] if known.open else [])
    en = [*known.values] + (["other:NAME"] if known.open else [])
    return "、".join(zh), ", ".join(en)
