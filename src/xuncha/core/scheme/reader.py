"""Reads a scheme file (TOML) into a `Scheme`, or names every fault with its line."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from xuncha.core.faults import Fault, SchemeFaults, nearest, nearest_words
from xuncha.core.scheme.lines import Lines
from xuncha.core.scheme.rules import (
    AnyOf,
    Box,
    Call,
    Condition,
    DutyRule,
    Form,
    FormField,
    Guard,
    Not,
    Phase,
    PortalRule,
    Role,
    Route,
    Scheme,
    Series,
    Setting,
    Sign,
    Supervision,
    Value,
    ValueList,
    View,
)
from xuncha.core.scheme.shape import REPEATED, Misshapen, misshapen
from xuncha.core.words import Text

COMMON = frozenset({"id", "cite", "zh", "en", "reading", "defect"})
KEYS: Mapping[str, frozenset[str]] = {
    "roles": COMMON | {"body", "seat", "function", "post", "min", "max", "may", "enters_for", "reads", "part"},
    "lists": COMMON | {"open", "act", "values", "sealed"},
    "series": COMMON | {"of", "at", "kind", "for", "pattern", "per", "told"},
    "setting": COMMON | {"default"},
    "phase": COMMON | {"from", "to"},
    "duty": COMMON
    | {"owner", "with", "to", "kinds", "after", "of", "within", "before", "before_date", "lead", "by", "from", "every",
       "during", "undated", "set_by", "limit", "goal", "per", "if", "unless", "done_by", "done_if", "where", "scope",
       "own", "counts_from", "silence", "replaces", "rolls", "quiet"},
    "guard": COMMON | {"on", "for", "needs", "unless", "strength"},
    "route": COMMON | {"for", "to", "reply", "act", "may", "measures", "if"},
    "form": COMMON
    | {"act", "for", "fields", "paper", "signer", "series", "sealed", "counted", "counted_by", "boxes", "lines", "lines_of", "by_unit"},
    "view": COMMON | {"page", "per", "spans", "counted", "limits", "signs"},
    "supervision": COMMON | {"of", "remind", "urge", "report"},
    "portal": COMMON | {"about", "to", "kind", "elsewhere"},
}  # fmt: skip
BOX_KEYS = frozenset({"zh", "en", "of"})
FIELD_KEYS = frozenset(
    {"zh", "en", "type", "list", "of", "required", "personal", "cite", "from", "told", "least"}
)
SIGN_KEYS = frozenset(
    {"zh", "en", "cite", "after", "of", "owed", "within", "done_by", "where", "anew", "unlike", "judged_by"}
)
VALUE_KEYS = frozenset({"zh", "en", "cite", "under"})
REPORT_KEYS = frozenset({"after", "to"})
ON_THE_DAY = "P0D"
"""What `urge = true` means: on the day itself."""
STRENGTHS = ("refuse", "reason", "show")

Made = TypeVar("Made")


def _many(value: Any) -> tuple[Any, ...]:
    """A value that may stand alone or in a list, as a tuple."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _text(entry: Mapping[str, Any]) -> Text:
    return Text(str(entry.get("zh", "")), str(entry.get("en", "")))


def _note(value: Any) -> Text | None:
    if value is None:
        return None
    return _text(value) if isinstance(value, Mapping) else Text(str(value), str(value))


def condition(entry: Mapping[str, Any]) -> Condition:
    """One `{ predicate = { parameters } }`, `{ any = [...] }` or `{ not = {...} }`."""
    name, args = next(iter(entry.items()))
    if name == "any":
        return AnyOf(tuple(condition(one) for one in args))
    if name == "not":
        inner = args[0] if isinstance(args, list) else args
        return Not(condition(inner))
    return Call(name, args if isinstance(args, Mapping) else {"value": args})


def _conditions(value: Any) -> tuple[Condition, ...]:
    return tuple(condition(entry) for entry in _many(value))


class _Reader:
    """Turns parsed TOML into rules, collecting faults instead of stopping at the first."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = Lines(text)
        self.faults: list[Fault] = []

    def fault(self, line: int, rule: str, wrong: str, right: str, zh: str = "") -> None:
        self.faults.append(Fault(self.file, line, rule, wrong, right, zh))

    def shape(self, data: Mapping[str, Any]) -> None:
        """Stops at values of the wrong kind: nothing could be read from them."""
        try:
            wrong = tuple(misshapen(data))
        except RecursionError:
            self.fault(self.lines.weightiest(), "file", "tables within tables without end", "A condition is at most a few tables deep",
                       "表里套表，层数太多。条件最多套几层")  # fmt: skip
            wrong = ()
        for found in wrong:
            line = self.lines.key(self.lines.table(found.table, found.turn), found.key or found.table)
            self.fault(line, _label(data, found), "not the kind of value that stands here", found.wanted.en,
                       f"这里的值种类不对。{found.wanted.zh}")  # fmt: skip
        if self.faults:
            raise SchemeFaults(self.faults)

    def keys(
        self, section: str, rule: str, line: int, entry: Mapping[str, Any], known: Iterable[str], at: str = ""
    ) -> None:
        """Every key of a table means something; `at` is the value or field whose own table it is."""
        for key in entry:
            if key not in known:
                self.fault(
                    self.lines.key(line, at or key),
                    rule,
                    f"unknown key {key!r} in {section}",
                    nearest(key, known),
                    f"{section} 里没有“{key}”这一项。{nearest_words(key, known).zh}",
                )

    def shared(self, section: str, entry: Mapping[str, Any], name: str, line: int) -> dict[str, Any]:
        """The keys that every rule has, with its line; a rule without words is a fault."""
        label = f"{section} {name}"
        self.keys(section, label, line, entry, KEYS[section])
        if not entry.get("zh") or not entry.get("en"):
            self.fault(
                line, label, "zh or en is missing", "Say in both languages what the rule asks",
                "没有写 zh 或者 en。请用两种语言说明这条规则要求什么",
            )  # fmt: skip
        return {
            "id": name,
            "cite": _many(entry.get("cite")),
            "text": _text(entry),
            "reading": _note(entry.get("reading")),
            "defect": _note(entry.get("defect")),
            "line": line,
        }

    def each(
        self, data: Mapping[str, Any], section: str, make: Callable[[Any, dict[str, Any]], Made]
    ) -> dict[str, Made]:
        """Every `[[section]]` entry by its id; a missing or doubled id is a fault."""
        made: dict[str, Made] = {}
        for index, entry in enumerate(_many(data.get(section))):
            name = str(entry.get("id") or entry.get("page") or f"#{index + 1}")
            line = self.lines.table(section, index + 1)
            if name in made and section != "view":
                self.fault(line, f"{section} {name}", "the id is used twice", "Give each rule an id of its own",
                           "这个 id 用了两次。每条规则要有自己的 id")  # fmt: skip
            key = f"{name}#{index}" if section == "view" else name
            made[key] = make(entry, self.shared(section, entry, name, line))
        return made

    def role(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Role:
        return Role(
            **shared,
            body=entry.get("body", ""),
            seat=entry.get("seat", ""),
            function=entry.get("function", ""),
            post=_note(entry.get("post")),
            min=entry.get("min", 0),
            max=entry.get("max", 0),
            may=frozenset(_many(entry.get("may"))),
            enters_for=_many(entry.get("enters_for")),
            reads=_many(entry.get("reads")),
            part=entry.get("part", ""),
        )

    def value_list(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> ValueList:
        name, values = shared["id"], {}
        for code, one in entry.get("values", {}).items():
            if not one.get("zh") or not one.get("en"):
                self.fault(
                    self.lines.key(shared["line"], code),
                    f"list {name}",
                    f"value {code!r} has no zh or en",
                    'Write { zh = "...", en = "..." }',
                    f'“{code}”没有写 zh 或者 en。应写成 {{ zh = "...", en = "..." }}',
                )
                continue
            extra = {key: value for key, value in one.items() if key not in VALUE_KEYS}
            values[code] = Value(code, _text(one), _many(one.get("cite")), one.get("under", ""), extra)
        return ValueList(**shared, open=bool(entry.get("open", False)), values=_told_apart(values))

    def series(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Series:
        return Series(
            **shared,
            of=entry.get("of", ""),
            at=entry.get("at", ""),
            kind=entry.get("kind", ""),
            pattern=entry.get("pattern", "{n}"),
            per=entry.get("per", "inspection"),
            told=bool(entry.get("told", False)),
            when=dict(entry.get("for", {})),
        )

    def setting(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Setting:
        return Setting(**shared, default=str(entry.get("default", "")))

    def phase(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Phase:
        return Phase(**shared, start=entry.get("from", ""), end=entry.get("to", ""))

    def duty(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> DutyRule:
        return DutyRule(
            **shared,
            owner=entry.get("owner", ""),
            co_owners=_many(entry.get("with")),
            owed_to=entry.get("to", ""),
            kinds=_many(entry.get("kinds")),
            after=_many(entry.get("after")),
            of=entry.get("of", {}),
            within=entry.get("within", ""),
            before=entry.get("before", ""),
            before_date=entry.get("before_date", ""),
            lead=entry.get("lead", ""),
            by=entry.get("by", ""),
            start=entry.get("from", ""),
            every=entry.get("every", ""),
            during=_many(entry.get("during")),
            undated=entry.get("undated", ""),
            set_by=entry.get("set_by", ""),
            limit=entry.get("limit", "due"),
            goal=entry.get("goal", ""),
            per=entry.get("per", ""),
            needs=_conditions(entry.get("if")),
            unless=_conditions(entry.get("unless")),
            done_by=_many(entry.get("done_by")),
            done_if=_conditions(entry.get("done_if")),
            where=entry.get("where", {}),
            scope=entry.get("scope", ""),
            own=bool(entry.get("own", False)),
            counts_from=entry.get("counts_from", ""),
            silence=entry.get("silence", ""),
            replaces=entry.get("replaces", ""),
            rolls=bool(entry.get("rolls", True)),
            quiet=bool(entry.get("quiet", False)),
        )

    def supervision(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Supervision:
        urge, report = entry.get("urge", ""), entry.get("report", {})
        self.keys("report", f"supervision {shared['id']}", shared["line"], report, REPORT_KEYS, at="report")
        return Supervision(
            **shared,
            of=_many(entry.get("of")),
            remind=entry.get("remind", ""),
            urge=ON_THE_DAY if urge is True else urge or "",
            report=report.get("after", ""),
            to=report.get("to", ""),
        )

    def portal(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> PortalRule:
        return PortalRule(
            **shared,
            about=entry.get("about", ""),
            to=_many(entry.get("to")),
            kind=entry.get("kind", ""),
            elsewhere=entry.get("elsewhere", ""),
        )

    def guard(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Guard:
        strength = entry.get("strength", "refuse")
        if strength not in STRENGTHS:
            self.fault(
                shared["line"],
                f"guard {shared['id']}",
                f"strength {strength!r}",
                nearest(strength, STRENGTHS),
                f"strength 不能是“{strength}”。{nearest_words(strength, STRENGTHS).zh}",
            )
        return Guard(
            **shared,
            on=_many(entry.get("on")),
            of=entry.get("for", {}),
            needs=_conditions(entry.get("needs")),
            unless=_conditions(entry.get("unless")),
            strength=strength,
        )

    def route(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Route:
        return Route(
            **shared,
            classes=_many(entry.get("for")),
            to=entry.get("to", ""),
            reply=entry.get("reply", ""),
            act=entry.get("act", "referral.sent"),
            may=_many(entry.get("may")),
            measures=_many(entry.get("measures")),
            needs=_conditions(entry.get("if")),
        )

    def form(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> Form:
        fields = {}
        for name, one in entry.get("fields", {}).items():
            self.keys("form field", f"form {shared['id']}", shared["line"], one, FIELD_KEYS, name)
            fields[name] = FormField(
                name,
                _text(one),
                one.get("type", "text"),
                one.get("list", ""),
                one.get("of", ""),
                bool(one.get("required", False)),
                bool(one.get("personal", False)),
                _many(one.get("cite")),
                one.get("from", ""),
                bool(one.get("told", False)),
                int(one.get("least", 0)),
            )
        return Form(
            **shared,
            act=entry.get("act", ""),
            value=entry.get("for", ""),
            fields=fields,
            paper=entry.get("paper", ""),
            signer=entry.get("signer", ""),
            series=entry.get("series", ""),
            sealed=bool(entry.get("sealed", False)),
            counted=_many(entry.get("counted")),
            counted_by=_many(entry.get("counted_by")),
            boxes=self.boxes(entry, "boxes", shared),
            lines=self.boxes(entry, "lines", shared),
            lines_of=entry.get("lines_of", ""),
            by_unit=int(entry.get("by_unit", 0)),
        )

    def boxes(self, entry: Mapping[str, Any], key: str, shared: dict[str, Any]) -> tuple[Box, ...]:
        """The boxes or columns of a fixed paper, in the order of the file."""
        made = []
        for name, one in entry.get(key, {}).items():
            self.keys("form field", f"form {shared['id']}", shared["line"], one, BOX_KEYS, name)
            made.append(Box(_text(one), _many(one.get("of"))))
        return tuple(made)

    def view(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> View:
        return View(
            **shared,
            page=entry.get("page", ""),
            per=entry.get("per", ""),
            spans=_many(entry.get("spans")),
            counted=_many(entry.get("counted")),
            limits=entry.get("limits", {}),
            signs=self.signs(entry, shared),
        )

    def signs(self, entry: Mapping[str, Any], shared: dict[str, Any]) -> dict[str, Sign]:
        """What a view points out, in the order of the file."""
        made = {}
        for name, one in entry.get("signs", {}).items():
            self.keys("sign", f"view {shared['id']}", shared["line"], one, SIGN_KEYS, name)
            made[name] = Sign(
                name,
                _text(one),
                _many(one.get("cite")),
                one.get("after", ""),
                one.get("of", {}),
                _many(one.get("owed")),
                one.get("within", ""),
                _many(one.get("done_by")),
                one.get("where", {}),
                bool(one.get("anew", False)),
                one.get("unlike", {}),
                _many(one.get("judged_by")),
            )
        return made

    def named(
        self, data: Mapping[str, Any], section: str, make: Callable[[Any, dict[str, Any]], Made]
    ) -> dict[str, Made]:
        """Every `[section.NAME]` table by its name."""
        return {
            name: make(entry, self.shared(section, entry, name, self.lines.table(f"{section}.{name}")))
            for name, entry in data.get(section, {}).items()
        }

    def forms(self, data: Mapping[str, Any]) -> tuple[Form, ...]:
        """The forms; a form is known by its act and the kind it is for."""
        made = []
        for turn, entry in enumerate(_many(data.get("form")), 1):
            values = _many(entry.get("for")) or ("",)
            name = str(entry.get("id") or f"{entry.get('act', '')}:{','.join(values)}".rstrip(":"))
            shared = self.shared("form", entry, name, self.lines.table("form", turn))
            made += [self.form({**entry, "for": value}, shared) for value in values]
        return tuple(made)


SECTIONS = (
    "scheme",
    "roles",
    "lists",
    "series",
    "setting",
    "phase",
    "duty",
    "guard",
    "route",
    "form",
    "view",
    "supervision",
    "portal",
)


def _label(data: Mapping[str, Any], found: Misshapen) -> str:
    """The rule in which a value of the wrong kind stands, as every other fault names it."""
    section, _, name = found.table.partition(".")
    if section in REPEATED and found.key:
        entry = data[section][found.turn - 1]
        name = str(entry.get("id") or entry.get("page") or entry.get("act") or f"#{found.turn}")
    elif section != "scheme":
        name = name or found.key
    return f"{section} {name}".strip()


def _not_toml(file: str, text: str, error: Exception) -> Fault:
    found = re.search(r"at line (\d+)", str(error))
    line = int(found[1]) if found else Lines(text).weightiest()
    return Fault(file, line, "file", f"not TOML: {error}", "Mend the line above or here",
                 f"不是 TOML 格式（{error}）。请改这一行或者上一行")  # fmt: skip


def read_scheme(text: str, file: str) -> Scheme:
    """The scheme written in `text`; `file` is its name for messages.

    Raises SchemeFaults with every fault that can be seen in the file alone.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a figure of ten thousand digits is no TOMLDecodeError
        raise SchemeFaults([_not_toml(file, text, error)]) from None
    reader = _Reader(file, text)
    reader.shape(data)
    for section in data:
        if section not in SECTIONS:
            reader.fault(
                reader.lines.table(section), section, "unknown section", nearest(section, SECTIONS),
                f"没有“{section}”这一节。{nearest_words(section, SECTIONS).zh}",
            )  # fmt: skip
    about = data.get("scheme", {})
    if not about.get("id"):
        reader.fault(
            1, "scheme", "the [scheme] table has no id", 'Begin the file with [scheme] and id = "..."',
            '[scheme] 一节没有 id。文件开头应写 [scheme] 和 id = "..."',
        )  # fmt: skip
    scheme = Scheme(
        id=str(about.get("id", "")),
        text=_text(about),
        about=about,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        roles=reader.named(data, "roles", reader.role),
        lists=reader.named(data, "lists", reader.value_list),
        series=tuple(reader.each(data, "series", reader.series).values()),
        settings=reader.each(data, "setting", reader.setting),
        phases=reader.each(data, "phase", reader.phase),
        duties=reader.each(data, "duty", reader.duty),
        guards=reader.each(data, "guard", reader.guard),
        routes=reader.each(data, "route", reader.route),
        forms=reader.forms(data),
        views=tuple(reader.each(data, "view", reader.view).values()),
        supervisions=reader.each(data, "supervision", reader.supervision),
        portal=reader.each(data, "portal", reader.portal),
    )
    if reader.faults:
        raise SchemeFaults(reader.faults)
    return scheme


def _told_apart(values: Mapping[str, Value]) -> dict[str, Value]:
    """Values of the same words, each with the words of what it stands under, so that a form and a ledger tell them apart."""
    many = Counter(one.text.zh for one in values.values())
    found = {}
    for code, one in values.items():
        above = values.get(one.under)
        if above is not None and many[one.text.zh] > 1:
            zh, en = f"{above.text.zh}：{one.text.zh}", f"{above.text.en}: {one.text.en}"
            one = replace(one, text=Text(zh, en))
        found[code] = one
    return found
