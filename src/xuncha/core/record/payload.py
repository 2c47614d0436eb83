"""Reads what was typed into an act's payload: the catalogue's fields, and those the scheme's form adds.

Everything a payload holds is plain JSON (text, number, true, list, map; dates as 2026-09-29, references as ids), so
that its canonical bytes are the record.  A fault names its field and says what would be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from xuncha.core.catalogue import ActType
from xuncha.core.names.labels import label
from xuncha.core.refusal import FieldFault
from xuncha.core.scheme.rules import Form, Scheme
from xuncha.core.words import Text

SHORT, LONG, MOST = 300, 50_000, 2_000
"""Characters in a line and in a text, lines in a list: what a payload may hold at most."""

EARLIEST = date(1990, 1, 1)
LATEST_YEARS = 30

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_DAY = re.compile(r"^(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?$")
REFERENCES = frozenset({"ref", "person", "post", "unit", "party"})


class _Faulty(ValueError):
    def __init__(self, zh: str, en: str, cells: tuple[tuple[int, str], ...] = ()) -> None:
        self.text, self.cells = Text(zh, en), cells
        super().__init__(en)


@dataclass(frozen=True, slots=True)
class Slot:
    """One field of an act as it stands under a scheme: its type, its words, whether it must be filled."""

    name: str
    text: Text
    type: str
    of: str = ""
    many: bool = False
    required: bool = False
    personal: bool = False
    cite: tuple[str, ...] = ()
    source: str = ""
    happened: bool = False


SCAN = Slot("scan", Text("文件的扫描件", "Scan of that paper"), "file", personal=True)
"""Every act may carry the scan of the paper it was entered from."""


MEETING = Slot("meeting", Text("会议", "Meeting"), "ref", of="meeting")
"""Every act may name the meeting that decided on it; asked by a form only where the act itself has the field."""


TOOK_PART = "took_part"
"""The field of a meeting that names the bodies and units that sat in it."""


def slots(act: ActType, form: Form | None) -> dict[str, Slot]:
    """The fields of an act, those of its form laid over or added."""
    found = {
        field.name: Slot(
            field.name,
            label(field.name, act.code),
            field.type,
            field.of,
            field.many,
            not field.optional,
            field.personal or field.type == "file",  # a file's name may be a person's
            happened=field.happened,
        )
        for field in act.fields
    }
    found[SCAN.name] = SCAN
    found.setdefault(MEETING.name, MEETING)
    for extra in form.fields.values() if form else ():
        many = extra.type in ("choices", "people", "units", "files", "refs", "items")
        kind = _SINGULAR.get(extra.type, extra.type)
        under = found.get(extra.name)
        found[extra.name] = Slot(
            extra.name, extra.text,
            under.type if under else kind, extra.list or (under.of if under else "") or extra.of,
            under.many if under else many and kind != "items",
            extra.required or (under.required if under else False),
            extra.personal or kind == "file" or (under.personal if under else False), extra.cite, extra.source,
            under.happened if under else False,
        )  # fmt: skip
    return found


def known_slots(scheme: Scheme, act: ActType, value: str) -> Mapping[str, Slot]:
    """The fields of an act of this kind under a scheme."""
    form = scheme.form(act.code, value)
    chosen = [field.name for field in act.fields if field.of_decided and value in scheme.lists]
    key = (act.code, value if chosen else form.value if form else "")
    if key not in scheme.slots_kept:
        found = slots(act, form)
        scheme.slots_kept[key] = found | {
            name: replace(found[name], type="code", of=value) for name in chosen
        }
    kept: Mapping[str, Slot] = scheme.slots_kept[key]
    return kept


def asked_of_founder(act: ActType, known: Mapping[str, Slot]) -> dict[str, Slot]:
    """The fields of an act for whoever enters what stood before the regulation began: its forms ask nothing of that.

    What they ask for further is entered by the office, where it knows it.
    """
    needed = {field.name for field in act.fields if not field.optional}
    return {name: replace(slot, required=name in needed) for name, slot in known.items()}


def asked_of_clock(known: Mapping[str, Slot]) -> dict[str, Slot]:
    """The fields of an act of the clock, which says in no words of its own why: it names the rule."""
    return {
        name: replace(slot, required=slot.required and slot.type != "long") for name, slot in known.items()
    }


_SINGULAR = {
    "choice": "code", "choices": "code", "people": "person", "units": "unit", "files": "file", "refs": "ref", "number": "n",
}  # fmt: skip


def clean(
    typed: Mapping[str, Any], known: Mapping[str, Slot], scheme: Scheme, on: date
) -> tuple[dict[str, Any], tuple[FieldFault, ...]]:
    """What was typed, made plain, and the faults found in it; empty fields are left out."""
    fields: dict[str, Any] = {}
    faults: list[FieldFault] = []
    for name, value in typed.items():
        slot = known.get(name)
        if slot is None:
            faults.append(
                FieldFault(
                    name,
                    Text(f"这一项不属于这张表：{name[:40]}", f"This field does not belong here: {name[:40]}"),
                )
            )
            continue
        try:
            kept = _values(value, slot, scheme, on)
        except _Faulty as fault:
            faults.append(FieldFault(name, fault.text, fault.cells))
            continue
        if kept is False or kept not in (
            None,
            "",
            [],
            {},
        ):  # a number may be 0, and a no that was chosen is kept
            fields[name] = kept
    for slot in known.values():
        if slot.required and slot.name not in fields and not any(fault.name == slot.name for fault in faults):
            if slot.type == "yes" and slot.name in typed:
                fields[slot.name] = False
                continue
            faults.append(
                FieldFault(slot.name, Text(f"请填写：{slot.text.zh}", f"Please fill in: {slot.text.en}"))
            )
    return fields, tuple(faults)


def _values(value: Any, slot: Slot, scheme: Scheme, on: date) -> Any:
    read = _READERS[slot.type]
    if slot.type in ("items", "map"):
        return read(value, slot, scheme, on)
    if not slot.many:
        one = value[0] if isinstance(value, list) and len(value) == 1 else value
        return None if one in (None, "") else read(one, slot, scheme, on)
    values = value if isinstance(value, list | tuple) else [value]
    if len(values) > MOST:
        raise _Faulty(f"最多 {MOST} 项", f"At most {MOST} entries")
    kept = [read(one, slot, scheme, on) for one in values if one not in (None, "")]
    return list(dict.fromkeys(kept)) if all(isinstance(one, str) for one in kept) else kept


def visible(text: str) -> str:
    """A text without the characters nobody can see, which a database or a page might stumble over.

    >>> visible("信〔2026〕\\x003号")
    '信〔2026〕3号'
    """
    return _CONTROL.sub("", text).strip()


def plain_text(value: Any, most: int) -> str:
    """Text without control characters, in normal form, line ends as one; its length is bounded."""
    if isinstance(value, bool | dict | list):
        raise _Faulty("这里应当是文字", "This should be text")
    text = unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join("\ufffd" if "\ud800" <= mark <= "\udfff" else mark for mark in visible(text))
    if len(text) > most:
        raise _Faulty(
            f"太长：现有 {len(text):,} 字，最多 {most:,} 字",
            f"Too long: {len(text):,} characters, at most {most:,}",
        )
    return text


def _line(value: Any, slot: Slot, scheme: Scheme, on: date) -> str:
    return " ".join(plain_text(value, SHORT).split("\n"))


def _long(value: Any, slot: Slot, scheme: Scheme, on: date) -> str:
    return plain_text(value, LONG)


def half_width(text: str) -> str:
    """Full-width digits and marks as the ordinary ones (２０２６ becomes 2026)."""
    return unicodedata.normalize("NFKC", text).strip()


def _number(value: Any, slot: Slot, scheme: Scheme, on: date) -> int:
    text = half_width(str(value)).replace(",", "")
    if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,12}", text):
        raise _Faulty("这里应当是整数，例如 12", "This should be a whole number, such as 12")
    return int(text)


def read_day(value: Any, on: date | None = None) -> date | None:
    """A day in any of the ways people write it: 2026-09-29, 20260929, 2026.9.29, 2026年9月29日, 二〇二六年九月二十九日;
    9月29日 is of the year of `on`.
    """
    found = _figures_of_day(value, on)
    try:
        return date(*found) if found else None
    except ValueError:
        return None


def _figures_of_day(value: Any, on: date | None) -> tuple[int, int, int] | None:
    """Year, month and day as they were written, whether there is such a day or not."""
    text = _with_figures(half_width(str(value)))
    if found := _DAY.match(text) or _DAY_IN_EIGHT.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if on is not None and (found := _DAY_OF_THIS_YEAR.match(text)):
        return on.year, int(found[1]), int(found[2])
    return None


_DAY_IN_EIGHT = re.compile(r"^(\d{4})(\d{2})(\d{2})$", re.ASCII)
_DAY_OF_THIS_YEAR = re.compile(r"^(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]$", re.ASCII)
_HAN = re.compile(r"[〇零○一二三四五六七八九十]+")
_HAN_FIGURES = {han: str(n) for n, han in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}


def _with_figures(text: str) -> str:
    """Figures written in Han as ordinary ones: 二〇二六年十一月三日 becomes 2026年11月3日."""
    return _HAN.sub(lambda found: _han_number(found[0]), text)


def _han_number(han: str) -> str:
    tens, ten, ones = han.partition("十")
    if not ten:
        return "".join(_HAN_FIGURES[one] for one in han)
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return han
    return f"{_HAN_FIGURES.get(tens, '1')}{_HAN_FIGURES.get(ones, '0')}"


def fault_of_day(value: Any, on: date | None = None) -> Text:
    """What is wrong with a day that cannot be read: it is no date, or there is no such day."""
    return NO_SUCH_DAY if _figures_of_day(value, on) else NO_DAY


NO_SUCH_DAY = Text("没有这一天，请核对", "There is no such day; please check")

NO_DAY = Text("日期看不懂，请写成 2026-09-29", "This is not a date; write it as 2026-09-29")


TO_COME = Text("日期还没有到", "This day has not come yet")


def too_far(day: date, on: date) -> Text | None:
    """What is said of a day that nobody means: long before the record, or a lifetime ahead."""
    if day >= EARLIEST and day.year <= on.year + LATEST_YEARS:
        return None
    return Text(f"{day.year} 年太远，请核对", f"The year {day.year} is too far away; please check")


def line_typed(name: str, text: str, most: int = SHORT) -> tuple[str, tuple[FieldFault, ...]]:
    """A text that every form has (the reason, the number of the paper), made plain; and what is wrong with it."""
    try:
        return plain_text(text, most), ()
    except _Faulty as fault:
        return text, (FieldFault(name, fault.text),)


def _date(value: Any, slot: Slot, scheme: Scheme, on: date) -> str:
    day = read_day(value, on)
    if day is None:
        fault = fault_of_day(value, on)
        raise _Faulty(fault.zh, fault.en)
    if (far := too_far(day, on)) is not None:
        raise _Faulty(far.zh, far.en)
    if slot.happened and day > on:
        raise _Faulty(TO_COME.zh, TO_COME.en)
    return day.isoformat()


def _moment(value: Any, slot: Slot, scheme: Scheme, on: date) -> str:
    try:
        return datetime.fromisoformat(half_width(str(value))).isoformat()
    except ValueError:
        raise _Faulty(
            "时间看不懂，请写成 2026-09-29T10:30", "This is not a time; write it as 2026-09-29T10:30"
        ) from None


def _yes(value: Any, slot: Slot, scheme: Scheme, on: date) -> bool:
    if value in (True, "yes", "on", "true", "1", "是"):
        return True
    if value in (False, "no", "off", "false", "0", "否"):
        return False
    raise _Faulty("请选“是”或“否”", "Choose yes or no")


MOST_NAMED = 6
"""So many choices are named to whoever wrote another."""


def _code(value: Any, slot: Slot, scheme: Scheme, on: date) -> str:
    text = plain_text(value, SHORT)
    found = scheme.lists.get(slot.of)
    if found is None or text in found.values:
        return text
    if found.open and text.startswith("other:") and len(text) > len("other:"):
        return text
    some = [one.text for one in found.values.values()][:MOST_NAMED]
    names, english = "、".join(one.zh for one in some), ", ".join(one.en for one in some)
    more = len(found.values) > MOST_NAMED
    raise _Faulty(
        f"没有这个选项，可选：{names}{'等' if more else ''}",
        f"No such choice; {'for example' if more else 'the choices are'}: {english}",
    )


def _reference(value: Any, slot: Slot, scheme: Scheme, on: date) -> str:
    try:
        return str(UUID(str(value)))
    except ValueError:
        raise _Faulty(
            f"“{slot.text.zh}”：没有找到所选的", f"The chosen {slot.text.en.lower()} was not found"
        ) from None


def _file(value: Any, slot: Slot, scheme: Scheme, on: date) -> Any:
    """A file by its hash, or paper only: number, place, keeper."""
    if not isinstance(value, Mapping):
        return plain_text(value, SHORT)
    kept = {key: value[key] for key in _FILE_PARTS if value.get(key) not in (None, "")}
    return {key: one if isinstance(one, int) else plain_text(one, SHORT) for key, one in kept.items()}


_FILE_PARTS = ("id", "hash", "name", "size", "kind", "number", "place", "keeper")
"""What a payload keeps of a file, or of a paper that was not scanned."""


def _items(value: Any, slot: Slot, scheme: Scheme, on: date) -> list[Any]:
    """Lines of a small table: each a map of plain values, or a reference."""
    values = value if isinstance(value, list | tuple) else [value]
    if len(values) > MOST:
        raise _Faulty(f"最多 {MOST} 行", f"At most {MOST} lines")
    for one in values:
        if slot.of and isinstance(one, Mapping) and one.get("kind"):
            _code(one["kind"], slot, scheme, on)
    lines = [line for one in values if (line := _plain(one)) not in (None, "", {}, [])]
    return _counted(lines)


COUNT = "n"
"""The column of a small table that holds a count."""
MOST_COUNTED = 6
"""Figures of the greatest count that a line takes."""
NOT_A_COUNT = Text("写整数，例如 12", "A whole number, such as 12")


def _counted(lines: list[Any]) -> list[Any]:
    """The lines of a table with their counts as numbers; what is no count is a fault at its cell."""
    wrong = []
    for row, line in enumerate(lines):
        if not isinstance(line, dict) or COUNT not in line:
            continue
        n = half_width(str(line[COUNT])).replace(",", "")
        if re.fullmatch(rf"[0-9]{{1,{MOST_COUNTED}}}", n):
            line[COUNT] = int(n)
        else:
            wrong.append(row)
    if wrong:
        rows = [str(row + 1) for row in wrong]
        zh, en = NOT_A_COUNT.zh, NOT_A_COUNT.en.lower()
        cells = tuple((row, COUNT) for row in wrong)
        raise _Faulty(
            f"第 {'、'.join(rows)} 行的数：{zh}", f"The count in row {', '.join(rows)}: {en}", cells
        )
    return lines


def _map(value: Any, slot: Slot, scheme: Scheme, on: date) -> Any:
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {plain_text(key, SHORT): _plain(one) for key, one in value.items()}
        return {key: one for key, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    return plain_text(value, LONG)


_READERS: Mapping[str, Callable[[Any, Slot, Scheme, date], Any]] = {
    "text": _line, "long": _long, "n": _number, "date": _date, "at": _moment, "yes": _yes, "code": _code,
    "ref": _reference, "person": _reference, "post": _reference, "unit": _reference, "party": _reference,
    "file": _file, "items": _items, "map": _map,
}  # fmt: skip


def references(fields: Mapping[str, Any], known: Mapping[str, Slot]) -> tuple[UUID, ...]:
    """Every subject the payload points at, also from within its lines; stands in the header, so that it is found."""
    found: dict[UUID, None] = {}
    for name, value in fields.items():
        slot = known.get(name)
        if slot is None or slot.type not in REFERENCES | {"items"}:
            continue
        for one in value if isinstance(value, list) else [value]:
            for text in ids_within(one):
                found[text] = None
    return tuple(found)


def ids_within(value: Any) -> list[UUID]:
    """Every id that stands anywhere in a value."""
    if isinstance(value, Mapping):
        return [key for one in value.values() for key in ids_within(one)]
    if isinstance(value, list):
        return [key for one in value for key in ids_within(one)]
    if isinstance(value, str) and len(value) == 36:
        try:
            return [UUID(value)]
        except ValueError:
            return []
    return []
