"""What one regulation asks otherwise than another: duties, guards and supervision set side by side, each difference in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from xuncha.core.names.naming import Naming, joined
from xuncha.core.review.likeness import pairs_of_duties, pairs_of_rules
from xuncha.core.scheme.rules import DutyRule, Guard, Scheme, Supervision
from xuncha.core.wording.condition_words import conditions_words, exceptions_words
from xuncha.core.wording.rule_words import opened_words, owner_words, rule_words, when_words
from xuncha.core.words import Text

NOTHING = Text("无", "none")


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing a rule says, before and after."""

    name: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """A duty, guard or supervision that is new, gone, or says something else; its names and clauses on both sides."""

    kind: Literal["duty", "guard", "supervision"]
    state: Literal["added", "removed", "changed"]
    text: Text
    before: str
    after: str
    cites: tuple[str, ...]
    aspects: tuple[Aspect, ...] = ()


def differences(before: Scheme, after: Scheme) -> tuple[Difference, ...]:
    """The duties, then the guards, then the supervision, that differ; in the order of the later regulation, what is gone at the end."""
    return (
        *_compared("duty", before, after, lambda one: one.duties, _duty_says, pairs_of_duties(before, after)),
        *_compared(
            "guard", before, after, lambda one: one.guards, _guard_says, pairs_of_guards(before, after)
        ),
        *_compared(
            "supervision",
            before,
            after,
            lambda one: one.supervisions,
            _supervision_says,
            pairs_of_rules(before.supervisions, after.supervisions, _supervision_means),
        ),
    )


def pairs_of_guards(before: Scheme, after: Scheme) -> dict[str, str]:
    """Which guard of the later regulation is which of the earlier."""
    return pairs_of_rules(before.guards, after.guards, _guard_means)


def _compared(
    kind: Literal["duty", "guard", "supervision"], before: Scheme, after: Scheme, rules_of: Callable[[Scheme], Mapping[str, Any]],
    says: Callable[[Any, Naming], dict[str, tuple[Text, Text]]], pairs: Mapping[str, str],
) -> Iterator[Difference]:  # fmt: skip
    old, new = rules_of(before), rules_of(after)
    for id, rule in new.items():
        other = old.get(pairs.get(id, ""))
        if other is None:
            yield Difference(kind, "added", rule.text, "", id, rule.cite)
        elif aspects := tuple(_aspects(says(other, Naming(before)), says(rule, Naming(after)))):
            yield Difference(kind, "changed", rule.text, other.id, id, (*other.cite, *rule.cite), aspects)
    kept = set(pairs.values())
    for id, rule in old.items():
        if id not in kept:
            yield Difference(kind, "removed", rule.text, id, "", rule.cite)


def _aspects(
    before: Mapping[str, tuple[Text, Text]], after: Mapping[str, tuple[Text, Text]]
) -> Iterator[Aspect]:
    for key, (name, said) in after.items():
        was = before[key][1]
        if was.zh != said.zh:
            yield Aspect(name, was if was.zh else NOTHING, said if said.zh else NOTHING)


def _duty_says(rule: DutyRule, naming: Naming) -> dict[str, tuple[Text, Text]]:
    done = [word.partition(":")[0] for word in rule.done_by]
    kind = naming.matching(rule.where, done)
    acts = naming.acts(rule.done_by, "或者", " or ")
    when = when_words(rule, naming)
    return {
        "owner": (
            Text("承办", "Owed by"),
            joined(owner_words(one, naming) for one in (rule.owner, *rule.co_owners)),
        ),
        "to": (Text("报给", "Owed to"), owner_words(rule.owed_to, naming) if rule.owed_to else NOTHING),
        "opened": (Text("由此产生", "Opened by"), _plain(opened_words(rule, naming))),
        "when": (Text("期限", "Due"), _plain(when)),
        "done": (
            Text("办结", "Discharged by"),
            joined((acts, kind), "：", ": ") if kind.zh else acts,
        ),
        "silence": (
            Text("期满视为已办", "Silence counts as"),
            naming.act(rule.silence) if rule.silence else NOTHING,
        ),
        "needs": (Text("前提", "If"), conditions_words(naming, rule.needs, rule.after)),
        "unless": (Text("除外", "Not when"), conditions_words(naming, rule.unless, rule.after)),
    }


def _guard_means(rule: Guard) -> object:
    return sorted(rule.on), sorted(rule.of.items(), key=repr)


def _guard_says(rule: Guard, naming: Naming) -> dict[str, tuple[Text, Text]]:
    acts, kind = naming.acts(rule.on), naming.matching(rule.of, rule.on)
    return {
        "on": (Text("把关的事项", "Guards"), joined((acts, kind), "：", ": ") if kind.zh else acts),
        "needs": (Text("要求", "Asks for"), conditions_words(naming, rule.needs, rule.on)),
        "unless": (Text("除外", "Not when"), exceptions_words(naming, rule.unless, rule.on)),
        "strength": (Text("力度", "Strength"), STRENGTHS[rule.strength]),
    }


def _supervision_means(rule: Supervision) -> object:
    return sorted(rule.of)


def _supervision_says(rule: Supervision, naming: Naming) -> dict[str, tuple[Text, Text]]:
    return {"all": (Text("督办", "Supervision"), rule_words(rule, naming))}


STRENGTHS = {
    "refuse": Text("不符合的不能办", "refuses"), "reason": Text("不符合的写明理由才能办", "asks for a reason"),
    "show": Text("只作提示", "only points it out"),
}  # fmt: skip


def _plain(said: Text) -> Text:
    """Words that stand inside a sentence, for a line of their own."""
    return Text(said.zh.strip("，"), said.en.strip())
