"""Checks guards, and the conditions that guards, duties and routes name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from xuncha.core.catalogue import CATALOGUE, KINDS, ActType
from xuncha.core.dates.cycles import CycleKind
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.periods import Period
from xuncha.core.facts.values import listed
from xuncha.core.names.labels import STATES
from xuncha.core.parties.addressees import ADDRESSEE_WORDS
from xuncha.core.predicates import PREDICATES
from xuncha.core.predicates.consent import APART_FROM
from xuncha.core.predicates.handling import AS
from xuncha.core.predicates.who import HAND_OVER
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import SCOPES, SUBJECT_WORDS, Known
from xuncha.core.review.check.roles_and_lists import reads
from xuncha.core.review.check.words_of_acts import (
    FIELD,
    LIST,
    acts_named,
    check_acts,
    check_matching,
    check_values,
    lists_of,
)
from xuncha.core.scheme.rules import Call, Condition, Guard, Rule, calls
from xuncha.core.scheme.traits import PARTS
from xuncha.core.words import Text

SHORT = frozenset({"may", "state_is", "done", "before", "follows", "filled", "sent_to", "first_receipt"})
"""Predicates whose one parameter may stand alone: `{ may = ["office"] }`."""


REQUIRED: Mapping[str, tuple[str, ...]] = {
    "notice_given": ("acts", "lead"), "in_time": ("acts", "within"), "next_level": ("field", "of"),
    "latest": ("acts",), "agreed": ("acts",), "rested": ("within",),
}  # fmt: skip
"""Predicates that mean nothing without these parameters."""


def check_guard(found: Findings, known: Known, guard: Guard) -> None:
    """A guard is on acts that exist, of kinds that exist, and needs something."""
    check_acts(found, known, "guard", guard, guard.on, "on")
    acts = acts_named(guard.on)
    check_matching(found, known, "guard", guard, acts, guard.of, "for")
    if not guard.on:
        wrong = Text("没有写 on", "has no act it stands before")
        found.say(
            "guard", guard, wrong, Text('应写成 on = "document.issued"', 'Write on = "document.issued"')
        )
    if not guard.needs:
        wrong = Text("没有 needs，什么也不会拒绝", "needs nothing, so it refuses nothing")
        right = Text(
            "应写成 needs = [{ 条件 = { 参数 = 值 } }]",
            "Write needs = [{ predicate = { parameter = value } }]",
        )
        found.say("guard", guard, wrong, right)
    check_conditions(found, known, "guard", guard, acts, guard.needs, "needs")
    check_conditions(found, known, "guard", guard, acts, guard.unless, "unless")


def check_conditions(
    found: Findings, known: Known, section: str, rule: Rule, acts: list[ActType], conditions: tuple[Condition, ...], key: str
) -> None:  # fmt: skip
    """Each condition is a published predicate with its own parameters, and each parameter names what exists."""
    for call in calls(conditions):
        predicate = PREDICATES.get(call.name)
        if predicate is None:
            found.unknown(section, rule, Text("条件", "predicate"), call.name, PREDICATES, key)
            continue
        checker = _Checker(found, known, section, rule, acts, call, key)
        for name in REQUIRED.get(call.name, ()):
            if name not in call.args:
                wrong = Text(f"{call.name} 没有写 {name}", f"{call.name} says no {name}")
                found.say(section, rule, wrong, Text(f"应写 {name} = …", f"Write {name} = ..."), key)
        for name, value in call.args.items():
            if name in predicate.params:
                PARAMETERS[call.name][name](checker, value)
            elif not (name == "value" and call.name in SHORT):
                what = Text(f"参数（{call.name}）", f"parameter of {call.name}")
                found.unknown(section, rule, what, name, predicate.params, key)
            else:
                PARAMETERS[call.name][predicate.params[0]](checker, value)


class _Checker:
    """Checks the parameters of one condition."""

    def __init__(
        self,
        found: Findings,
        known: Known,
        section: str,
        rule: Rule,
        acts: list[ActType],
        call: Call,
        key: str,
    ) -> None:
        self.found, self.known, self.section, self.rule = found, known, section, rule
        self.acts, self.call, self.key = acts, call, key

    def among(self, what: Text, value: Any, known: Iterable[str]) -> None:
        words = set(known)
        for one in listed(value):
            if not isinstance(one, str) or one not in words:
                self.found.unknown(self.section, self.rule, what, one, words, self.key)

    def roles(self, value: Any) -> None:
        self.among(Text("职责", "role"), value, self.known.scheme.roles)

    def roles_or_bodies(self, value: Any) -> None:
        self.among(Text("职责", "role"), value, {*self.known.scheme.roles, *self.known.body_kinds})

    def addressees(self, value: Any) -> None:
        known = {*ADDRESSEE_WORDS, *self.known.scheme.roles, *self.known.body_kinds}
        self.among(Text("收件的一方", "addressee"), value, known)

    def bodies(self, value: Any) -> None:
        self.among(Text("机构种类", "kind of body"), value, self.known.body_kinds)

    def seats(self, value: Any) -> None:
        self.among(Text("岗位", "seat"), value, self.known.seats)

    def scope(self, value: Any) -> None:
        self.among(Text("范围", "scope"), value, SCOPES)

    def length(self, value: Any) -> None:
        """A length that may be counted in hours; not where a day alone is compared."""
        if not str(value).endswith("H") or "field" in self.call.args or not reads(Period, str(value)):
            self.period(value)

    def period(self, value: Any) -> None:
        if not reads(Period, str(value)) or str(value).endswith("H"):
            wrong = Text(f"看不懂“{value}”", f"{self.call.name}: {value!r} cannot be read as days")
            right = Text("应写成 P3WD、P30D、P1M 等，不按小时", "Write P3WD, P30D, P1M ..., not hours")
            self.found.say(self.section, self.rule, wrong, right, self.key)

    def states(self, value: Any) -> None:
        self.among(Text("状态", "state"), value, STATES)

    def phases(self, value: Any) -> None:
        self.among(Text("阶段", "phase"), value, self.known.scheme.phases)

    def duties(self, value: Any) -> None:
        self.among(Text("待办规则", "duty rule"), value, self.known.scheme.duties)

    def functions(self, value: Any) -> None:
        self.among(Text("接收单位职能", "function of a receiver"), value, self.known.functions)

    def kinds_of_things(self, value: Any) -> None:
        self.among(Text("事项种类", "kind of thing"), value, KINDS)

    def things_or_acts(self, value: Any) -> None:
        things = {act.thing for act in CATALOGUE.values()}
        for one in listed(value):
            if ":" in str(one):
                self.count(one)
            else:
                self.among(Text("事项种类", "kind of thing"), one, {*KINDS, *CATALOGUE, *things})

    def acts_(self, value: Any) -> None:
        check_acts(self.found, self.known, self.section, self.rule, listed(value), self.key)

    def values_of(self, *lists: str) -> Callable[[Any], None]:
        return lambda value: check_values(
            self.found, self.known, self.section, self.rule, lists, listed(value), self.key
        )

    def list_(self, value: Any) -> None:
        for name in listed(value):
            if not self.known.has_list(str(name)):
                self.found.unknown(self.section, self.rule, LIST, name, self.known.scheme.lists, self.key)

    def papers(self, value: Any) -> None:
        if not isinstance(value, Mapping):
            self.among(Text("写法", "form"), value, ())
            return
        for name, kinds in value.items():
            self.among(Text("参数", "parameter"), name, ("document", "kind"))
            self.values_of("documents")(kinds)

    def where_of_done(self, value: Any) -> None:
        table = dict(value) if isinstance(value, Mapping) else {}
        acts = acts_named(map(str, listed(self.call.args.get("acts", self.call.args.get("value")))))
        if table.get("names") != "subject":
            self.path(table.get("names", ()))
        table.pop("names", None)
        check_matching(self.found, self.known, self.section, self.rule, acts, table, self.key)

    def fact(self, value: Any) -> None:
        self.among(FIELD, value, {*self.known.every_field, *SUBJECT_WORDS})

    def where_of_act(self, value: Any) -> None:
        acts = acts_named(map(str, listed(self.call.args.get("act"))))
        table = value if isinstance(value, Mapping) else {}
        check_matching(self.found, self.known, self.section, self.rule, acts, table, self.key)

    def where_of_open(self, value: Any) -> None:
        table = value if isinstance(value, Mapping) else {}
        self.among(FIELD, list(table), {*self.known.every_field, *SUBJECT_WORDS})

    def alike(self, value: Any) -> None:
        """`of = { checked_unit = "promised_for" }`: a fact of the thing, or of the kind it was begun on; a field of the act."""
        table = value if isinstance(value, Mapping) else {}
        for name, field in table.items():
            kind, _, fact = str(name).rpartition(".")
            if kind:
                self.kinds_of_things(kind)
            self.fact(fact)
            self.path(field)

    def path(self, value: Any) -> None:
        for one in listed(value):
            if one and not self._is_path(str(one)):
                names = {field for act in self.acts for field in self.known.facts_of(act)}
                self.found.unknown(self.section, self.rule, FIELD, one, names, self.key)

    def field_of_another(self, value: Any) -> None:
        """With `of`, a field of the thing named there; without, one of the act or of its thing."""
        if self.call.args.get("of"):
            self.among(FIELD, value, {*self.known.every_field, *SUBJECT_WORDS})
        else:
            self.path(value)

    def path_or_seat(self, value: Any) -> None:
        word, _, seat = str(value).partition(":")
        if word == "seat":
            self.seats(seat)
        else:
            self.path(value)

    def path_or_day(self, value: Any) -> None:
        if not reads(DayOfYear, str(value)):
            self.path(value)

    def path_or_act(self, value: Any) -> None:
        if value not in CATALOGUE:
            self.path(value)

    def count(self, value: Any) -> None:
        kind, _, code = str(value).partition(":")
        if kind not in KINDS:
            self.path(value)
        elif code:
            check_values(
                self.found,
                self.known,
                self.section,
                self.rule,
                self.known.code_lists([kind]),
                [code],
                self.key,
            )

    def items(self, value: Any) -> None:
        if str(value).partition(":")[0] not in (*KINDS, "seats"):
            self.path(value)

    def values_of_field(self, value: Any) -> None:
        lists = lists_of(self.known, self.acts, str(self.call.args.get("field")).partition(".")[0])
        plain = [one for one in listed(value) if one not in ("yes", "no", "", True, False)]
        check_values(self.found, self.known, self.section, self.rule, lists or (), plain, self.key)

    def anything(self, value: Any) -> None:
        """A figure, a yes, or a word that only people give meaning to."""

    def figure(self, value: Any) -> None:
        """A number of things or of people."""
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            wrong = Text(f"“{value}”不是数目", f"{self.call.name}: {value!r} is no number of things")
            self.found.say(
                self.section,
                self.rule,
                wrong,
                Text("应写成 2 这样的整数", "Write a whole number such as 2"),
                self.key,
            )

    def _is_path(self, path: str) -> bool:
        head, _, rest = path.partition(".")
        if path in ("reason", "actor", "actor.person", "occurred_on"):
            return True
        if head == "scheme":
            return rest in self.known.scheme.about
        if rest and (head in SCOPES or head == "subject" or head in self.known.values("documents")):
            return rest.partition(".")[0] in {*self.known.every_field, *SUBJECT_WORDS}
        return (
            not self.acts
            or head in SUBJECT_WORDS
            or any(head in self.known.facts_of(act) for act in self.acts)
        )


Check = Callable[[_Checker, Any], None]
_ANY: Check = _Checker.anything


def _of_list(*lists: str) -> Check:
    return lambda checker, value: checker.values_of(*lists)(value)


PARAMETERS: Mapping[str, Mapping[str, Check]] = {
    "may": {"roles": _Checker.roles},
    "authorised": {"until": lambda checker, value: checker.among(Text("写法", "value"), value, (HAND_OVER,))},
    "addressed": {},
    "put_up": {},
    "held_by": {"role": _Checker.roles, "in_person": _ANY},
    "seats_filled": {"body": _Checker.bodies, "seats": _Checker.seats},
    "seats_between": {"body": _Checker.bodies, "seats": _Checker.seats, "min": _Checker.figure, "max": _Checker.figure, "scope": _Checker.scope},
    "person_has": {"attribute": _ANY, "values": _ANY, "field": _Checker.path},
    "unit_is": {"kinds": _of_list("unit_kinds"), "field": _Checker.path},
    "office_holder": {"field": _Checker.path},
    "no_unit": {"field": _Checker.path},
    "of_house": {"parts": lambda checker, value: checker.among(
        Text("在巡查里的身份", "part"), value, (*PARTS, "receives", "founder", "covering", "own_unit", "intake"))},
    "plays": {"parts": lambda checker, value: checker.among(
        Text("在巡查里的身份", "part"), value, (*PARTS, "receives"))},
    "on_paper": {},
    "not_oneself": {"field": _Checker.path},
    "own_or_fills": {"field": _Checker.path},
    "untied": {"person": _Checker.path, "to": _Checker.path, "grounds": _Checker.list_, "undeclared_passes": _ANY},
    "from_elsewhere": {"person": _Checker.path,
                       "of": lambda checker, value: checker.among(Text("写法", "value"), value, ("leadership", "home", "own")),
                       "unit": _Checker.path},
    "all_named": {"field": _Checker.path, "roles": _Checker.roles},
    "apart": {"a": _Checker.path_or_act, "b": _Checker.path_or_act,
              "by": lambda checker, value: checker.among(Text("写法", "value"), value, ("person", "unit", "body", "party"))},
    "same": {"a": _Checker.path, "b": _Checker.field_of_another, "of": _Checker.path},
    "same_party": {"acts": _Checker.acts_},
    "state_is": {"states": _Checker.states, "of": _Checker.scope},
    "kind_is": {"kinds": _Checker.kinds_of_things},
    "phase_is": {"phases": _Checker.phases},
    "follows": {"acts": _Checker.acts_, "where": _Checker.where_of_done, "first": _ANY,
                "field": _Checker.path, "of_day": lambda checker, value: checker.among(FIELD, value, checker.known.every_field),
                "scope": _Checker.scope},
    "not_passed_yet": {},
    "before": {"acts": _Checker.acts_, "scope": _Checker.scope},
    "done": {"acts": _Checker.acts_, "where": _Checker.where_of_done, "at_least": _Checker.figure, "scope": _Checker.scope,
             "version": _ANY, "this_turn": _ANY},
    "decided": {"question": _of_list("questions"), "by": _Checker.bodies, "scope": _Checker.scope,
                "names": _Checker.path_or_seat, "anew": _Checker.path},
    "approved": {"by": _Checker.roles_or_bodies, "of": _Checker.papers, "for_act": _ANY, "scope": _Checker.scope,
                 "other_body": _ANY, "once": _ANY,
                 "apart_from": lambda checker, value: checker.among(Text("写法", "value"), value, APART_FROM)},
    "signed": {"by": _Checker.roles, "of": _Checker.papers, "in_person": _ANY, "scope": _Checker.scope},
    "filled": {"fields": _Checker.path},
    "value_in": {"field": _Checker.path, "values": _Checker.values_of_field},
    "class_is": {"scale": _of_list("scales"), "values": _ANY},
    "between": {"field": _Checker.path, "from": _Checker.path_or_day, "to": _Checker.path_or_day},
    "in_person": {},
    "duty_is": {"rules": _Checker.duties},
    "adds_up": {"field": _Checker.path, "min": _Checker.figure,
                "every": lambda checker, value: checker.among(Text("周期", "cycle"), value, tuple(CycleKind))},
    "count_between": {"what": _Checker.count, "min": _Checker.figure, "max": _Checker.figure, "scope": _Checker.scope, "seated": _ANY,
                      "this": _ANY},
    "each_has": {"items": _Checker.items, "field": _ANY, "act": _Checker.acts_, "scope": _Checker.scope,
                 "list": _Checker.list_, "but": _Checker.kinds_of_things, "where": _Checker.where_of_act},
    "kept_on_paper": {"items": _Checker.items, "mark": _ANY},
    "none_open": {"kinds": _Checker.kinds_of_things, "where": _Checker.where_of_open, "of": _Checker.alike, "scope": _Checker.scope},
    "no_other_open": {"scope": _Checker.scope},
    "nothing_in": {"items": _Checker.items},
    "made_public": {},
    "extracted": {"field": _Checker.path},
    "no_duty_open": {"rules": _Checker.duties, "scope": _Checker.scope},
    "linked": {"kind": _Checker.things_or_acts, "state": _Checker.states, "field": _Checker.path},
    "evidence_held": {"at_least": _Checker.figure, "dated": _ANY},
    "sent_to": {"roles": _Checker.addressees, "field": _Checker.path},
    "notice_given": {"acts": _Checker.acts_, "lead": _Checker.length, "scope": _Checker.scope},
    "in_time": {"acts": _Checker.acts_, "within": _Checker.length, "field": _Checker.path, "scope": _Checker.scope},
    "assigned_to": {"as": lambda checker, value: checker.among(Text("办理身份", "part"), value, AS)},
    "next_level": {"field": _Checker.path, "of": _Checker.acts_},
    "latest": {"acts": _Checker.acts_, "after": _Checker.acts_},
    "agreed": {"acts": _Checker.acts_, "since": _Checker.acts_, "at_least": _Checker.figure, "apart_from": _Checker.acts_, "untied": _ANY,
               "by": lambda checker, value: checker.among(Text("写法", "value"), value, ("person", "party"))},
    "unheld": {},
    "rested": {"within": _Checker.period},
    "first_receipt": {"roles": _Checker.addressees},
    "unconcerned": {},
    "heard": {"field": _Checker.path, "request": _of_list("requests")},
    "among": {"a": _Checker.path, "b": _Checker.path},
    "all_covered": {"list": _Checker.list_, "kind": _Checker.things_or_acts, "field": _Checker.fact,
                    "where": _Checker.where_of_open, "of": _Checker.alike, "scope": _Checker.scope},
    "all_listed": {"kind": _Checker.things_or_acts, "field": _Checker.path, "scope": _Checker.scope},
    "finally_decided": {"names": _Checker.path, "by": _Checker.path},
    "final_for_named": {"field": _Checker.path},
    "receiver_fits": {"by": _ANY, "management": _of_list("management"), "functions": _Checker.functions},
}  # fmt: skip
"""What each parameter of each predicate may name."""
