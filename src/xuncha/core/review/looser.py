"""Where a local regulation asks less than the one it stands under: a later day, a missing duty, a weaker guard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.periods import Period, before
from xuncha.core.duties.reckoning import due_from, names_a_day
from xuncha.core.duties.recurring import setting
from xuncha.core.facts.values import listed
from xuncha.core.names.naming import Naming, joined
from xuncha.core.review.diff import STRENGTHS, pairs_of_guards
from xuncha.core.review.likeness import likes
from xuncha.core.scheme.rules import Condition, DutyRule, Guard, Scheme
from xuncha.core.wording.condition_words import conditions_words
from xuncha.core.wording.rule_words import owner_words, when_words
from xuncha.core.words import Text

STRICTNESS = {"show": 0, "reason": 1, "refuse": 2}


@dataclass(frozen=True, slots=True)
class Looser:
    """One rule that asks less: the clauses of both, and what is less; `local` is empty where nothing is there.

    With `is_sure` unset the two differ in a way of which nobody but a person can say whether it is less.
    """

    above: str
    local: str
    cites_above: tuple[str, ...]
    cites_local: tuple[str, ...]
    what: Text
    line: int = 0
    is_sure: bool = True


def looser(above: Scheme, local: Scheme, calendar: Calendar, on: date) -> tuple[Looser, ...]:
    """What of the regulation above is not kept by the local one, in the order of the former.

    Periods are compared by the moments they end, from every day of the year that begins `on`: five working days may
    end before seven days and after them.  What cannot be compared is named as changed.
    """
    return (
        *_duties(above, local, calendar, on),
        *_guards(above, local),
    )


# ---------------------------------------------------------------------------------------------- duties


def _duties(above: Scheme, local: Scheme, calendar: Calendar, on: date) -> Iterator[Looser]:
    pairs = likes(above, local)
    for id, rule in above.duties.items():
        here = local.duties.get(pairs.get(id, ""))
        if here is None:
            what = Text(
                f"上级要求“{rule.text.zh}”，这里没有人欠这一项",
                f"'{rule.text.en}' is asked for above, and nobody owes it here",
            )
            yield Looser(id, "", rule.cite, (), what)
            continue
        if here == rule and above.settings == local.settings:
            continue
        for what in _less(rule, here, above, local, calendar, on):
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line)
        for what in _changed(rule, here, above, local):
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line, is_sure=False)


def _less(
    rule: DutyRule, here: DutyRule, above: Scheme, local: Scheme, calendar: Calendar, on: date
) -> Iterator[Text]:
    """Each way in which a duty asks less than that above."""
    was, now = _when(rule, above), _when(here, local)
    if (was and not now) or _is_later(was, now, calendar, on):
        yield _said("期限比上级宽", "due later than above", *_times(rule, here, above, local))
    if here.silence and not rule.silence:
        yield Text(
            "上级要求办理，这里期满没有办也视为已办",
            "above it must be done; here, silence until the day counts as done",
        )
    there, mine = Naming(above), Naming(local)
    if added := tuple(one for one in here.needs if repr(one) not in _reprs(rule.needs)):
        yield _added("比上级多了前提，少欠", "owed only under a condition not above", mine, added, here)
    if added := tuple(one for one in here.unless if repr(one) not in _reprs(rule.unless)):
        yield _added("比上级多了例外", "an exception that is not above", mine, added, here)
    if not set(rule.after) <= set(here.after):
        yield _said(
            "产生这一项的事比上级少",
            "opened by fewer acts than above",
            there.acts(rule.after, "、", ", "),
            mine.acts(here.after, "、", ", "),
        )
    if not _covers(here.of, rule.of) or (here.kinds and not set(rule.kinds or ("",)) <= set(here.kinds)):
        yield Text("比上级少管了几类", "it is owed for fewer kinds than above")
    if not set(here.done_by) <= set(rule.done_by):
        yield _said(
            "办结的办法与上级不同",
            "discharged by other acts than above",
            there.acts(rule.done_by, "、", ", "),
            mine.acts(here.done_by, "、", ", "),
        )
    if not _covers(rule.where, here.where) or not _reprs(rule.done_if) <= _reprs(here.done_if):
        yield Text("办结的要求比上级少", "less is asked of what discharges it than above")
    if rule.own and not here.own:
        yield Text(
            "上级要承办的自己办结，这里谁办都算", "above, only whoever owes it discharges it; here, anybody"
        )


def _changed(rule: DutyRule, here: DutyRule, above: Scheme, local: Scheme) -> Iterator[Text]:
    """What is otherwise than above, without anybody but a person being able to say whether it is less."""
    there, mine = Naming(above), Naming(local)
    was, now = _when(rule, above), _when(here, local)
    if was and now and was.way != now.way:
        yield _look("期限的算法", "how the day is found", *_times(rule, here, above, local))
    owners = (
        joined(owner_words(one, there) for one in (rule.owner, *rule.co_owners)),
        joined(owner_words(one, mine) for one in (here.owner, *here.co_owners)),
    )
    if (rule.owner, rule.co_owners) != (here.owner, here.co_owners):
        yield _look("承办的", "who owes it", *owners)
    if rule.owed_to != here.owed_to:
        nobody = Text("无", "nobody")
        to = (
            owner_words(rule.owed_to, there) if rule.owed_to else nobody,
            owner_words(here.owed_to, mine) if here.owed_to else nobody,
        )
        yield _look("报给的", "to whom it is owed", *to)
    for name, zh, en in (
        ("during", "阶段", "the phases"),
        ("per", "按什么分开欠", "for each of what it is owed"),
        ("scope", "在哪里办结", "where it is discharged"),
    ):
        if getattr(rule, name) != getattr(here, name):
            yield _look(
                zh,
                en,
                *(Text(plain, plain) for plain in (str(getattr(one, name) or "—") for one in (rule, here))),
            )


@dataclass(frozen=True, slots=True)
class _When:
    """How a rule finds its day (`way`: only days of one way can be compared), and what it says."""

    way: str
    rule: DutyRule
    written: str

    def from_day(self, day: date, calendar: Calendar) -> datetime | None:
        """The moment from which it would be late, for what happened on a day."""
        if self.way.startswith("before"):
            return before(Period.parse(self.written), day, calendar).at
        if names_a_day(self.rule):  # of two such days the later one of a year is the looser
            day = day.replace(month=1, day=1)
        due = due_from(self.rule, self.written, day, calendar)
        return due.at if due else None

    def ends(self, on: date) -> list[date]:
        """The days on which the turns of a year end."""
        last = on + timedelta(days=364)
        return [turn.last for turn in Cycle.parse(self.written).periods(on, last) if turn.last <= last]


def _when(rule: DutyRule, scheme: Scheme) -> _When | None:
    """How a rule finds its day; None where it has none."""
    if rule.every:
        return _When("cycle", rule, setting(scheme, None, rule.every))
    if rule.set_by or rule.by.startswith("payload."):
        return _When(f"set {rule.limit if rule.set_by else rule.by}", rule, "")
    if rule.before_date:
        return _When(f"before {rule.before_date}", rule, rule.lead or "P0D")
    if rule.before:
        return _When(f"act {rule.before}", rule, "")
    if names_a_day(rule):
        return _When("day", rule, "")
    written = setting(scheme, None, rule.within)
    return _When("period", rule, written) if written else None


def _is_later(was: _When | None, now: _When | None, calendar: Calendar, on: date) -> bool:
    if was is None or now is None or was.way != now.way or was.way.startswith(("set", "act")):
        return False
    if (was.written, was.rule.by, was.rule.rolls) == (now.written, now.rule.by, now.rule.rolls):
        return False
    if was.way == "cycle":
        asked_for, given_for = was.ends(on), now.ends(on)
        if len(asked_for) != len(given_for):
            return len(given_for) < len(asked_for)
        return any(theirs > mine for mine, theirs in zip(asked_for, given_for, strict=True))
    for day in (on + timedelta(days=n) for n in range(365)):
        asked, given = was.from_day(day, calendar), now.from_day(day, calendar)
        if asked and given and given > asked:
            return True
    return False


def _times(rule: DutyRule, here: DutyRule, above: Scheme, local: Scheme) -> tuple[Text, Text]:
    return when_words(rule, Naming(above)), when_words(here, Naming(local))


def _said(zh: str, en: str, was: Text, now: Text) -> Text:
    return Text(
        f"{zh}：{was.zh.strip('，')} → {now.zh.strip('，')}", f"{en}: {was.en.strip()} → {now.en.strip()}"
    )


def _look(zh: str, en: str, was: Text, now: Text) -> Text:
    return _said(f"{zh}与上级不同，请看是不是更宽", f"{en} is changed: look at it", was, now)


def _added(zh: str, en: str, naming: Naming, conditions: tuple[Condition, ...], here: DutyRule) -> Text:
    words = conditions_words(naming, conditions, here.after)
    return Text(f"{zh}：{words.zh}", f"{en}: {words.en}")


def _reprs(conditions: tuple[Condition, ...]) -> set[str]:
    return {repr(one) for one in conditions}


# ---------------------------------------------------------------------------------------------- guards


def _guards(above: Scheme, local: Scheme) -> Iterator[Looser]:
    pairs = {old: new for new, old in pairs_of_guards(above, local).items()}
    for id, rule in above.guards.items():
        here = local.guards.get(pairs.get(id, ""))
        if here is None:
            what = Text(
                f"上级把关“{rule.text.zh}”，这里没有", f"'{rule.text.en}' is guarded above, and not here"
            )
            yield Looser(id, "", rule.cite, (), what)
        elif STRICTNESS[here.strength] < STRICTNESS[rule.strength]:
            was, now = STRENGTHS[rule.strength], STRENGTHS[here.strength]
            what = Text(f"把关比上级松：{was.zh} → {now.zh}", f"weaker than above: {was.en} → {now.en}")
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line)
        elif _asks_less(rule, here):
            what = Text(
                "少了上级要求的条件，或者多了例外",
                "a condition of the rule above is left out, or an exception added",
            )
            yield Looser(id, here.id, rule.cite, here.cite, what, here.line)


def _asks_less(rule: Guard, here: Guard) -> bool:
    """Whether a condition is missing, an exception is new, or fewer acts are guarded."""
    return (
        not _all_in(rule.needs, here.needs)
        or not _all_in(here.unless, rule.unless)
        or not set(rule.on) <= set(here.on)
        or not _covers(here.of, rule.of)
    )


def _all_in(these: tuple[Condition, ...], those: tuple[Condition, ...]) -> bool:
    return _reprs(these) <= _reprs(those)


def _covers(here: Mapping[str, Any], above: Mapping[str, Any]) -> bool:
    """Whether what is spoken of here takes in all that is spoken of above: a kind that is named narrows it."""
    return all(
        name in above and {str(one) for one in listed(above[name])} <= {str(one) for one in listed(value)}
        for name, value in here.items()
    )
