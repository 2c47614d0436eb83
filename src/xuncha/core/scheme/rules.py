"""A scheme: one regulation as data, each rule with the clause it comes from.

Everything here is a frozen value made by `core.scheme_reader` from a TOML file.  Nothing decides here: guards
are judged in `core.guards`, duties opened in `core.duties`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from xuncha.core.scheme.nouns import Words, filled_rule, words_of
from xuncha.core.words import Text


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule has: a name, its clauses, its words, what the text left open and what it got wrong."""

    id: str
    cite: tuple[str, ...]
    text: Text
    reading: Text | None = None
    defect: Text | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A predicate with its parameters, as a guard or a duty's condition names it."""

    name: str
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one of its conditions does."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its condition does not."""

    condition: Condition


Condition = Call | AnyOf | Not


def calls(conditions: tuple[Condition, ...]) -> Iterator[Call]:
    """Every predicate named anywhere in these conditions."""
    for condition in conditions:
        if isinstance(condition, Call):
            yield condition
        elif isinstance(condition, AnyOf):
            yield from calls(condition.conditions)
        else:
            yield from calls((condition.condition,))


@dataclass(frozen=True, slots=True)
class Role(Rule):
    """Who a regulation speaks of: a body, or one seat in it, and the acts it may do."""

    body: str = ""
    seat: str = ""
    function: str = ""
    post: Text | None = None
    min: int = 0
    max: int = 0
    may: frozenset[str] = frozenset()
    enters_for: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    """Kinds of things that every body of the role reads, whatever it has to do with one of them."""
    part: str = ""
    """Of a role of the base: the part played by the bodies it stands for, where a regulation names no others."""

    def holds(self, party_kind: str, function: str, seat: str) -> bool:
        """Whether a holder of this seat of such a body is in the role."""
        return self.body == party_kind and self.function in ("", function) and self.seat in ("", seat)


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a list (a channel, a method, a field of problems)."""

    code: str
    text: Text
    cite: tuple[str, ...] = ()
    under: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValueList(Rule):
    """A list of values; `open` where the text ends with 等, so that a free value stands beside them."""

    open: bool = False
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Series(Rule):
    """A number series: what it numbers, its pattern, and per what it counts without a gap.

    A series `at` an act gives a second number with that act, under which an inspected unit knows the thing: the numbers of
    the register would tell it by their gaps what was held back.  A series `when` is for some of a kind only, such as the
    complaints that go past those who read the common register: of several that fit, the one that says most is taken.
    """

    of: str = ""
    at: str = ""
    kind: str = ""
    pattern: str = "{n}"
    per: str = "inspection"
    told: bool = False
    when: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Setting(Rule):
    """A value that the text leaves open and the office fixes by an act; `default` holds until then."""

    default: str = ""


@dataclass(frozen=True, slots=True)
class Phase(Rule):
    """A phase of a round, with its span where the text names one."""

    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class DutyRule(Rule):
    """Who owes an act, opened by what, until when, discharged by what."""

    owner: str = ""
    co_owners: tuple[str, ...] = ()
    owed_to: str = ""
    kinds: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    of: Mapping[str, Any] = field(default_factory=dict)
    within: str = ""
    before: str = ""
    before_date: str = ""
    lead: str = ""
    by: str = ""
    start: str = ""
    end: str = ""
    every: str = ""
    during: tuple[str, ...] = ()
    undated: str = ""
    set_by: str = ""
    limit: str = "due"
    goal: str = ""
    per: str = ""
    needs: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    done_by: tuple[str, ...] = ()
    done_if: tuple[Condition, ...] = ()
    where: Mapping[str, Any] = field(default_factory=dict)
    scope: str = ""
    own: bool = False
    """Whether only an act of whoever owes it discharges it."""
    counts_from: str = ""
    """Of several acts that may open it, which one it counts from (`core.starting`)."""
    silence: str = ""
    """The act that it counts as when nobody has answered by the day."""
    replaces: str = ""
    rolls: bool = True
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Supervision(Rule):
    """What is done around the day of a duty: a reminder before it, an urge on it, a report upward after it.

    `of` names the duties; without it, every duty with a date that no other supervision names for that step.  `remind` is
    so long before the day, `urge` and `report` so long after it (`P0D`: on the day itself); an empty one is not asked for.
    """

    of: tuple[str, ...] = ()
    remind: str = ""
    urge: str = ""
    report: str = ""
    to: str = ""
    """The role whose body the report upward goes to."""


@dataclass(frozen=True, slots=True)
class Guard(Rule):
    """An act that a clause refuses unless its predicates hold."""

    on: tuple[str, ...] = ()
    of: Mapping[str, Any] = field(default_factory=dict)
    needs: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    strength: str = "refuse"


@dataclass(frozen=True, slots=True)
class Route(Rule):
    """Where a class of matters goes, and within what period an answer is asked."""

    classes: tuple[str, ...] = ()
    to: str = ""
    reply: str = ""
    act: str = "referral.sent"
    may: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    needs: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class FormField:
    """One field that a form of the regulation adds to an act, or words differently."""

    name: str
    text: Text
    type: str = "text"
    list: str = ""
    of: str = ""
    required: bool = False
    personal: bool = False
    cite: tuple[str, ...] = ()
    source: str = ""
    told: bool = False
    """Whether a paper tells of these things what its sender entered of them."""
    least: int = 0
    """Of lines with a number each: those of a smaller number are withheld on paper and in public."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box or column of a fixed paper: its words, and where in the record its content stands (`web.pages.papers.filling`)."""

    text: Text
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form(Rule):
    """The fields and the paper of one act, or of one kind of it."""

    act: str = ""
    value: str = ""
    fields: Mapping[str, FormField] = field(default_factory=dict)
    paper: str = ""
    signer: str = ""
    series: str = ""
    sealed: bool = False
    counted: tuple[str, ...] = ()
    counted_by: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    lines: tuple[Box, ...] = ()
    lines_of: str = ""
    by_unit: int = 0


VIEW_LIMITS: Mapping[str, int] = {"alike": 6, "at_once": 10, "unchanged": 30}
"""What holds where a regulation says nothing: characters of a text that stands in several places, things entered within an
hour, days for which a list stood as first issued.
"""


@dataclass(frozen=True, slots=True)
class Sign:
    """What a view points out for a person to judge: something was said of a matter, and what should have followed did not.

    Either what was said (`after`, with the words `of` it) or duties that were opened (`owed`) and wait.
    """

    id: str
    text: Text
    cite: tuple[str, ...] = ()
    after: str = ""
    of: Mapping[str, Any] = field(default_factory=dict)
    owed: tuple[str, ...] = ()
    within: str = ""
    """So long it may wait (`P1M`, `setting:NAME`); where nothing is said, not a day."""
    done_by: tuple[str, ...] = ()
    """Acts (`act` or `act:value`) on the matter, or naming it, with which there is no sign."""
    where: Mapping[str, Any] = field(default_factory=dict)
    """What these must say."""
    anew: bool = False
    """Whether only those count that were done since."""
    unlike: Mapping[str, str] = field(default_factory=dict)
    """`register`, `by`, `of`, `field`: what was said in `field` is nowhere among the entries of a register whose `by` is one
    of the matter's `of`.
    """
    judged_by: tuple[str, ...] = ()
    """Acts of whoever the clause names, by which the matter is judged; then there is no sign either."""


@dataclass(frozen=True, slots=True)
class View(Rule):
    """A page on which a clause is seen to be kept."""

    page: str = ""
    per: str = ""
    """The field of an act by which the page sorts what it shows."""
    spans: tuple[str, ...] = ()
    """Settings whose periods follow one another from the round's first day; the page is about the last of them."""
    counted: tuple[str, ...] = ()
    """Acts, each of one kind or of all (`act:value`), that the page counts."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """From which number on the page points a thing out, by the name of the number (`alike`)."""
    signs: Mapping[str, Sign] = field(default_factory=dict)
    """What `warning_view` points out beside or instead of signs of a formality."""


@dataclass(frozen=True, slots=True)
class PortalRule(Rule):
    """Who takes in what is reported through the public portal about whom, and as what it is registered.

    `about` is one of `ABOUTS`: a unit, a team, or whoever takes reports in (`intake`); with `names` the rule says instead which
    bodies guard the names of those who ask for confidence.
    """

    about: str = ""
    to: tuple[str, ...] = ()
    """The role whose body takes it in; of `names` the two roles."""
    kind: str = ""
    """The kind of intake as which it is registered; where nobody inspects the unit, `elsewhere`, if that is another one."""
    elsewhere: str = ""


ABOUT_WHOM: Mapping[str, str] = {"body": "team", "intake": "intake"}
"""Whom a report is about, by the trait `about` of its kind of intake."""

ABOUTS = ("unit", "team", "intake", "names")
"""What a rule of the portal may be about."""


@dataclass(frozen=True)
class Scheme:
    """One regulation, whole: its rules by kind, and the indexes the engine asks."""

    id: str
    text: Text
    about: Mapping[str, Any]
    digest: str
    roles: Mapping[str, Role]
    lists: Mapping[str, ValueList]
    series: tuple[Series, ...]
    settings: Mapping[str, Setting]
    phases: Mapping[str, Phase]
    duties: Mapping[str, DutyRule]
    guards: Mapping[str, Guard]
    routes: Mapping[str, Route]
    forms: tuple[Form, ...]
    views: tuple[View, ...]
    supervisions: Mapping[str, Supervision] = field(default_factory=dict)
    portal: Mapping[str, PortalRule] = field(default_factory=dict)

    @property
    def starts_on(self) -> date | None:
        """The day from which rounds may run under it."""
        value = self.about.get("starts_on")
        return date.fromisoformat(str(value)) if value else None

    @cached_property
    def nouns(self) -> Words:
        """What it calls a unit, a team, a round and the like, by the names that stand in braces in words of ours."""
        return words_of(self.about.get("nouns"))

    @cached_property
    def somebodys(self) -> frozenset[str]:
        """The acts that anybody does under it."""
        return frozenset(one.partition(":")[0] for role in self.roles.values() for one in role.may)

    @cached_property
    def guards_on(self) -> Mapping[str, tuple[Guard, ...]]:
        """The guards of each act."""
        return _by_act(self.guards.values(), lambda guard: guard.on)

    @cached_property
    def duties_after(self) -> Mapping[str, tuple[DutyRule, ...]]:
        """The duties that each act may open."""
        return _by_act(self.duties.values(), lambda rule: rule.after)

    @cached_property
    def duties_done_by(self) -> Mapping[str, tuple[DutyRule, ...]]:
        """The duties that each act may discharge."""
        return _by_act(self.duties.values(), lambda rule: rule.done_by)

    @cached_property
    def _forms(self) -> Mapping[tuple[str, str], Form]:
        return {(form.act, form.value): form for form in self.forms}

    def form(self, act: str, value: str = "") -> Form | None:
        """The form of an act of this kind, else the form of the act."""
        return self._forms.get((act, value)) or self._forms.get((act, ""))

    @cached_property
    def slots_kept(self) -> dict[tuple[str, str], Any]:
        """The fields of each act as once worked out under this scheme; `engine.known_slots` fills and reads it."""
        return {}

    def value(self, name: str, code: str) -> Value | None:
        """One value of a list, or None where the list or the code is unknown."""
        found = self.listed(name)
        return found.values.get(code) if found else None

    def words(self, name: str, code: str) -> Text:
        """A code of a list in words; what was typed beside the list, or is not in it, as it stands."""
        found, plain = self.value(name, code), code.removeprefix("other:")
        return found.text if found else Text(plain, plain)

    def listed(self, name: str) -> ValueList | None:
        """A list by its name; the phases are a list in themselves."""
        if name != "phases" or name in self.lists or not self.phases:
            return self.lists.get(name)
        values = {one.id: Value(one.id, one.text, one.cite) for one in self.phases.values()}
        return ValueList("phases", (), Text("阶段", "Phases"), values=values)

    def seats_of(self, kind: str) -> tuple[Value, ...]:
        """The seats there are in bodies of a kind, or in units; a seat that says of none may be in any."""
        found = self.lists.get("seats")
        every = found.values.values() if found else ()
        return tuple(one for one in every if kind in (one.extra.get("sits_in") or (kind,)))

    def part_of(self, body_kind: str) -> str:
        """The part that bodies of a kind play (one of `traits.PARTS`); empty for those who stand outside."""
        found = self.value("body_kinds", body_kind)
        return str(found.extra.get("part", "")) if found else ""

    def bodies(self, *parts: str) -> tuple[str, ...]:
        """The kinds of bodies that play these parts."""
        found = self.lists.get("body_kinds")
        return tuple(code for code in found.values if self.part_of(code) in parts) if found else ()

    def reported(self, about: str) -> PortalRule | None:
        """The rule for what is reported through the portal about a unit, a team or the intake; None where nothing is."""
        return next((rule for rule in self.portal.values() if rule.about == about), None)

    def about_whom(self, kind: str) -> str:
        """What a report of a kind of intake is about: `team`, `intake`, else a unit."""
        value = self.value("intakes", kind)
        return ABOUT_WHOM.get(str(value.extra.get("about", "")), "unit") if value else "unit"

    def rules(self) -> Iterator[Rule]:
        """Every rule that may cite a clause, in no particular order."""
        yield from self.roles.values()
        yield from self.lists.values()
        yield from self.series
        yield from self.settings.values()
        yield from self.phases.values()
        yield from self.duties.values()
        yield from self.guards.values()
        yield from self.routes.values()
        yield from self.forms
        yield from self.views
        yield from self.supervisions.values()
        yield from self.portal.values()

    def worded(self, nouns: Words) -> Scheme:
        """The same rules with the nouns that their words name."""
        return replace(
            self,
            lists={
                name: replace(
                    one, values={code: filled_rule(each, nouns) for code, each in one.values.items()}
                )
                for name, one in self.lists.items()
            },
            series=tuple(filled_rule(one, nouns) for one in self.series),
            settings={name: filled_rule(one, nouns) for name, one in self.settings.items()},
            duties={name: filled_rule(one, nouns) for name, one in self.duties.items()},
            guards={name: filled_rule(one, nouns) for name, one in self.guards.items()},
        )

    def _by_part(self, base: Scheme) -> dict[str, Role]:
        """The roles of the base that stand for whoever plays a part here, and that this regulation gives to nobody else.

        They come last among the roles, as they are second names of bodies that have one.
        """
        free = ((name, role) for name, role in base.roles.items() if role.part and name not in self.roles)
        return {
            name: replace(role, body=bodies[0]) for name, role in free if (bodies := self.bodies(role.part))
        }

    def over(self, base: Scheme) -> Scheme:
        """This scheme with the product's own safeguards under it; a list of the base is widened, not replaced.

        The safeguards speak of units, teams and rounds by the nouns of the regulation.
        """
        base = base.worded(self.nouns)
        lists = dict(base.lists)
        for name, mine in self.lists.items():
            shared = lists.get(name)
            lists[name] = replace(mine, values={**(shared.values if shared else {}), **mine.values})
        roles = {name: role for name, role in base.roles.items() if not role.part}
        for name, role in self.roles.items():
            under = base.roles.get(name)
            roles[name] = replace(role, may=role.may | under.may) if under else role
        roles |= self._by_part(base)
        return replace(
            self,
            digest=self.digest,
            roles=roles,
            lists=lists,
            series=base.series + self.series,
            settings={**base.settings, **self.settings},
            duties={**base.duties, **self.duties},
            guards={**base.guards, **self.guards},
            routes={**base.routes, **self.routes},
            forms=base.forms + self.forms,
            views=base.views + self.views,
            supervisions={**base.supervisions, **self.supervisions},
            portal={**base.portal, **self.portal},
        )


_R = TypeVar("_R", bound=Rule)


def _by_act(rules: Iterable[_R], acts: Callable[[_R], tuple[str, ...]]) -> Mapping[str, tuple[_R, ...]]:
    """The rules that name each act, or a kind of it (`referral.sent:case`), each once."""
    index: dict[str, dict[str, _R]] = {}
    for rule in rules:
        for act in acts(rule):
            index.setdefault(act.partition(":")[0], {})[rule.id] = rule
    return {act: tuple(found.values()) for act, found in index.items()}
