"""What a form must say at a field before anybody types: what a rule requires of it, now or later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from xuncha.core.catalogue import ActType
from xuncha.core.facts.rows import NOBODY, Subject
from xuncha.core.facts.setting import begun
from xuncha.core.facts.values import listed
from xuncha.core.guards.judging import guards_for
from xuncha.core.names.labels import label
from xuncha.core.record.payload import Slot
from xuncha.core.scheme.rules import AnyOf, Call, Condition, DutyRule, Guard, Scheme, calls
from xuncha.core.words import Text
from xuncha.queries.desk import open_under
from xuncha.store.cases import case_of
from xuncha.store.viewer import Viewer


@dataclass(slots=True)
class Needs:
    """The fields without which the act is refused, and what is said at those on which something depends."""

    required: set[str] = field(default_factory=set)
    said: dict[str, Text] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    """Those that name somebody else than the body or unit that acts."""

    @property
    def pressing(self) -> frozenset[str]:
        return frozenset(self.required | self.said.keys())


def needs_of(
    viewer: Viewer,
    scheme: Scheme,
    entry: ActType,
    value: str,
    row: Subject | None,
    begins: str,
    slots: Mapping[str, Slot],
) -> Needs:
    """What the rules of a regulation ask of the fields of one form."""
    found = Needs()
    for guard in _guards(viewer, scheme, entry, value, row, begins):
        for condition in guard.needs:
            _take(found, guard, condition, slots)
    for rule in _kept_open(viewer, scheme, entry, value, row):
        zh, en = rule.text.zh, rule.text.en
        for name in listed(rule.where.get("has")):
            found.said[str(name)] = Text(
                f"不填这一项也能记下，但待办“{zh}”不办结，期限不变",
                f"Without it the act is recorded, but the duty “{en}” stays open and its date stays",
            )
    found.said |= dict(_for_close_out(scheme, entry))
    return found


def _kept_open(
    viewer: Viewer, scheme: Scheme, entry: ActType, value: str, row: Subject | None
) -> tuple[DutyRule, ...]:
    """The rules of what is owed here and is not done by this act while a field of it is left empty."""
    rules = {
        rule.id: rule
        for rule in scheme.duties.values()
        if rule.where.get("has")
        and {entry.code, f"{entry.code}:{value}"} & {*rule.done_by}
        and value in (listed(rule.where.get(entry.deciding)) or (value,))
    }
    owed = open_under(viewer, rules, row) if rules and row is not None else frozenset()
    return tuple(rule for rule in rules.values() if rule.id in owed)


def _guards(
    viewer: Viewer, scheme: Scheme, entry: ActType, value: str, row: Subject | None, begins: str
) -> Iterable[Guard]:
    now = timezone.localtime()
    near = row if row is not None and not begins else None
    kind = begins or entry.on[0]
    subject = near or begun(NOBODY, kind, value, row, {}, now.date())
    fields = {entry.deciding: value} if entry.deciding and value else {}
    case = case_of(viewer, entry.code, fields, subject, {}, scheme, now, is_asked=True)
    return tuple(guards_for(case))


def _take(found: Needs, guard: Guard, condition: Condition, slots: Mapping[str, Slot]) -> None:
    """What one condition of a guard asks of the fields."""
    if isinstance(condition, AnyOf):
        _take_any(found, condition, slots)
        return
    if not isinstance(condition, Call):
        return
    found.others.update(name for name in _of_another(condition) if name in slots)
    names = [name for name in _filled(condition) if name in slots]
    if condition.name == "count_between" and str(condition.args.get("what")) in slots:
        what, low = str(condition.args["what"]), int(condition.args.get("min", 0))
        if low > 1:
            found.said[what] = Text(f"应不少于 {low} 个", f"{low} at least")
            names = [what]
    if guard.strength == "refuse":
        found.required.update(names)
    for name in names if guard.strength == "reason" else ():
        before = found.said.get(name)
        zh, en = (f"{before.zh}；" if before else ""), (f"{before.en}; " if before else "")
        found.said[name] = Text(f"{zh}做不到的，在“理由”里写明", f"{en}otherwise give the reason")


def _take_any(found: Needs, condition: AnyOf, slots: Mapping[str, Slot]) -> None:
    """Of several fields one has to be filled: each of them says so."""
    if not all(isinstance(one, Call) and one.name == "filled" for one in condition.conditions):
        return
    names = [name for one in calls(condition.conditions) for name in _filled(one) if name in slots]
    zh = "、".join(f"“{slots[name].text.zh}”" for name in names)
    en = ", ".join(f"“{slots[name].text.en}”" for name in names)
    for name in names if len(names) > 1 else ():
        found.said[name] = Text(f"{zh}至少要有一项", f"One of {en} at least")


def _filled(call: Call) -> tuple[str, ...]:
    if call.name != "filled":
        return ()
    return tuple(
        str(name) for name in listed(call.args.get("fields", call.args.get("value"))) if name != "reason"
    )


def _of_another(call: Call) -> tuple[str, ...]:
    """The field that a rule keeps apart from the party that acts."""
    sides = {str(call.args.get(side)) for side in ("a", "b")}
    is_of_party = call.name == "apart" and call.args.get("by") == "party" and "actor" in sides
    return tuple(sides - {"actor"}) if is_of_party else ()


def _for_close_out(scheme: Scheme, entry: ActType) -> Iterator[tuple[str, Text]]:
    """A piece of evidence without its day is taken, but counts for nothing where a rule asks for dated evidence."""
    if entry.code != "evidence.added":
        return
    for guard in scheme.guards.values():
        if any(call.name == "evidence_held" and call.args.get("dated") for call in calls(guard.needs)):
            words = label("dated")
            yield (
                "dated",
                Text(
                    f"没有{words.zh}的佐证不能用于销号",
                    f"Evidence without it ({words.en.lower()}) does not count for close-out",
                ),
            )
            return
