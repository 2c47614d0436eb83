"""Looks whether a parsed scheme file has the shape of one, before anything reads meaning into it.

What stands here is only of what kind a value is (a text, a list of names, a table); whether it means something is
asked in `core.scheme_check`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.words import Text

NAMED = ("roles", "lists")
"""Sections written `[section.NAME]`."""

REPEATED = ("series", "setting", "phase", "duty", "guard", "route", "form", "view", "supervision", "portal")
"""Sections written `[[section]]`."""


@dataclass(frozen=True, slots=True)
class Misshapen:
    """A value of the wrong kind: in which table (and which turn of it), under which key, and what it should be."""

    table: str
    turn: int
    key: str
    wanted: Text


Shape = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_yes(value: Any) -> bool:
    return isinstance(value, bool)


def _is_words(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))


def _is_note(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
    )


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | bool)


def _is_matching(value: Any) -> bool:
    """A table of names with plain values, each alone or in a list: `{ kind = ["notice"] }`."""
    return isinstance(value, dict) and all(
        _is_plain(one) or (isinstance(one, list) and all(map(_is_plain, one))) for one in value.values()
    )


def _is_numbers(value: Any) -> bool:
    """A table of names with numbers above nought."""
    return isinstance(value, dict) and all(_is_number(one) and one > 0 for one in value.values())


def _is_condition(value: Any) -> bool:
    if not isinstance(value, dict) or len(value) != 1:
        return False
    name, args = next(iter(value.items()))
    if name == "any":
        return isinstance(args, list) and bool(args) and all(map(_is_condition, args))
    if name == "not":
        return _is_condition(args) or (isinstance(args, list) and len(args) == 1 and _is_condition(args[0]))
    return (
        _is_plain(args) or _is_argument_table(args) or (isinstance(args, list) and all(map(_is_plain, args)))
    )


def _is_argument_table(value: Any) -> bool:
    return isinstance(value, dict) and all(
        _is_plain(one) or _is_matching(one) or (isinstance(one, list) and all(map(_is_plain, one)))
        for one in value.values()
    )


def _is_conditions(value: Any) -> bool:
    return _is_condition(value) or (isinstance(value, list) and all(map(_is_condition, value)))


def _is_tables(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, dict) for one in value.values())


def _is_urge(value: Any) -> bool:
    return _is_yes(value) or _is_text(value)


def _is_report(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


A_TEXT = Text("应是一段文字", "This should be a text in quotes")
WORDS = Text("应是一个名称，或者方括号里的几个名称", "This should be a name, or a list of names in brackets")
NOTE = Text('应写成 { zh = "...", en = "..." }', 'This should be { zh = "...", en = "..." }')
NUMBERS = Text("应写成 { 名称 = 大于 0 的整数 }", "This should be { name = a whole number above 0 }")
NUMBER = Text("应是整数", "This should be a whole number")
YES = Text("应是 true 或者 false", "This should be true or false")
MATCHING = Text(
    '应写成 { 栏目 = "值" }', 'This should be { field = "value" } or { field = ["one", "other"] }'
)
CONDITIONS = Text(
    "应写成 [{ 条件名 = { 参数 = 值 } }]，其中可用 any 和 not",
    "This should be [{ predicate = { parameter = value } }], with any and not",
)
URGE = Text(
    '应是 true（到期当天），或者到期以后的时间，如 "P1WD"',
    'This should be true (on the day), or so long after it, such as "P1WD"',
)
REPORT = Text(
    '应写成 { after = "P5WD", to = "role:职责" }', 'This should be { after = "P5WD", to = "role:NAME" }'
)
TABLES = Text(
    '每项应写成 名称 = { zh = "...", en = "..." }', 'Each entry should be name = { zh = "...", en = "..." }'
)
A_TABLE = Text("应是 [{}.名称] 一节", "This should be a section [{}.NAME]")
AN_ARRAY = Text("应是 [[{}]] 一节", "This should be a section [[{}]]")

_TEXT: tuple[Shape, Text] = (_is_text, A_TEXT)
_WORDS: tuple[Shape, Text] = (_is_words, WORDS)
_NOTE: tuple[Shape, Text] = (_is_note, NOTE)
_NUMBER: tuple[Shape, Text] = (_is_number, NUMBER)
_NUMBERS: tuple[Shape, Text] = (_is_numbers, NUMBERS)
_YES: tuple[Shape, Text] = (_is_yes, YES)
_MATCHING: tuple[Shape, Text] = (_is_matching, MATCHING)
_CONDITIONS: tuple[Shape, Text] = (_is_conditions, CONDITIONS)
_TABLES: tuple[Shape, Text] = (_is_tables, TABLES)

SHAPES: Mapping[str, tuple[Shape, Text]] = {
    "cite": _WORDS, "reading": _NOTE, "defect": _NOTE, "post": _NOTE, "min": _NUMBER, "max": _NUMBER, "may": _WORDS,
    "enters_for": _WORDS, "open": _YES, "sealed": _YES, "rolls": _YES, "own": _YES, "quiet": _YES, "required": _YES, "personal": _YES,
    "values": _TABLES, "fields": _TABLES, "with": _WORDS, "kinds": _WORDS, "after": _WORDS, "during": _WORDS,
    "if": _CONDITIONS, "unless": _CONDITIONS, "needs": _CONDITIONS, "done_by": _WORDS, "done_if": _CONDITIONS, "where": _MATCHING, "on": _WORDS,
    "measures": _WORDS, "counted": _WORDS, "spans": _WORDS, "reads": _WORDS, "counted_by": _WORDS, "boxes": _TABLES,
    "lines": _TABLES, "by_unit": _NUMBER, "told": _YES, "limits": _NUMBERS, "signs": _TABLES,
}  # fmt: skip
"""The kind of value each key holds; a key that is not named here holds a text."""

ABOUT_SHAPES: Mapping[str, tuple[Shape, Text]] = {
    "id": _TEXT, "zh": _TEXT, "en": _TEXT, "title": _NOTE, "status": _TEXT, "number": _TEXT, "dated": _TEXT,
    "starts_on": _TEXT, "source": _TEXT, "basis": _NOTE, "related": _NOTE, "supervisor": _TEXT, "campaign": _MATCHING,
    "units_take_part": _YES, "units_below_take_part": _YES, "bodies_take_part": _YES,
    "authority_ends_after": _MATCHING, "nouns": _TABLES, "each_its_function": _WORDS, "recused_keep_away": _WORDS,
}  # fmt: skip
"""The keys of the [scheme] table; beside them it may name any days, which conditions ask for as `scheme.NAME`."""

OWN_SHAPES: Mapping[tuple[str, str], tuple[Shape, Text]] = {
    ("duty", "of"): _MATCHING,
    ("guard", "for"): _MATCHING,
    ("series", "for"): _MATCHING,
    ("route", "for"): _WORDS,
    ("form", "for"): _WORDS,
    ("portal", "to"): _WORDS,
    ("supervision", "of"): _WORDS,
    ("supervision", "urge"): (_is_urge, URGE),
    ("supervision", "report"): (_is_report, REPORT),
}
"""Keys that mean something of their own in one section."""


def misshapen(data: Mapping[str, Any]) -> Iterator[Misshapen]:
    """Every value of the wrong kind in a parsed file."""
    if not isinstance(data.get("scheme", {}), dict):
        yield Misshapen("scheme", 1, "", Text("应是 [scheme] 一节", "This should be the section [scheme]"))
    for key in ("id", "zh", "en"):
        about = data.get("scheme")
        if isinstance(about, dict) and key in about and not _is_text(about[key]):
            yield Misshapen("scheme", 1, key, A_TEXT)
    for section in NAMED:
        yield from _named(section, data.get(section, {}))
    for section in REPEATED:
        yield from _repeated(section, data.get(section, []))


def _named(section: str, entries: Any) -> Iterator[Misshapen]:
    if not isinstance(entries, dict):
        yield Misshapen(section, 1, "", _about(A_TABLE, section))
        return
    for name, entry in entries.items():
        if isinstance(entry, dict):
            yield from _entry(section, f"{section}.{name}", 1, entry)
        else:
            yield Misshapen(section, 1, name, _about(A_TABLE, section))


def _repeated(section: str, entries: Any) -> Iterator[Misshapen]:
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield Misshapen(section, 1, "", _about(AN_ARRAY, section))
        return
    for turn, entry in enumerate(entries, 1):
        yield from _entry(section, section, turn, entry)


def _entry(section: str, table: str, turn: int, entry: Mapping[str, Any]) -> Iterator[Misshapen]:
    for key, value in entry.items():
        fits, wanted = OWN_SHAPES.get((section, key)) or SHAPES.get(key, _TEXT)
        if key in ("values", "fields") and isinstance(value, dict):
            yield from _inner(table, turn, value, OF_A_PART)
        elif key == "signs" and isinstance(value, dict):
            yield from _inner(table, turn, value, OF_A_SIGN)
        elif not fits(value):
            yield Misshapen(table, turn, key, wanted)


OF_A_PART: Mapping[str, tuple[Shape, Text]] = {
    key: SHAPES.get(key, _TEXT)
    for key in ("zh", "en", "type", "list", "of", "from", "under", "cite", "required", "personal")
}
"""What the values of a list and the fields of a form hold."""

OF_A_SIGN: Mapping[str, tuple[Shape, Text]] = {
    "zh": _TEXT, "en": _TEXT, "cite": _WORDS, "after": _TEXT, "of": _MATCHING, "owed": _WORDS, "within": _TEXT,
    "done_by": _WORDS, "where": _MATCHING, "anew": _YES, "unlike": _MATCHING, "judged_by": _WORDS,
}  # fmt: skip
"""What a sign of a view holds."""


def _inner(
    table: str, turn: int, entries: Mapping[str, Any], shapes: Mapping[str, tuple[Shape, Text]]
) -> Iterator[Misshapen]:
    """The values of a list, the fields of a form, the signs of a view: their own keys hold texts, yes or no, or names."""
    for name, one in entries.items():
        if not isinstance(one, dict):
            yield Misshapen(table, turn, name, TABLES)
            continue
        for key, (fits, wanted) in shapes.items():
            if key in one and not fits(one[key]):
                yield Misshapen(table, turn, name, wanted)


def _about(text: Text, section: str) -> Text:
    return Text(text.zh.format(section), text.en.format(section))
