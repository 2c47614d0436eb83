"""Questions whose answer decides what comes of an act: each is chosen, yes or no, and what was chosen is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """The two answers in words, and what is said at the field where a rule refuses the one given."""

    yes: Text
    no: Text
    no_means: Text | None = None
    refused: Text | None = None

    def words(self, value: Any) -> Text:
        return self.yes if value is True or value == "yes" else self.no


_DECLINE = CATALOGUE["complaint.declined"].name

OUTCOMES: Mapping[str, Outcome] = {
    "passed": Outcome(Text("通过", "passed"), Text("不通过", "not passed"),
                      Text("退回单位继续整改", "it goes back to the unit")),
    "within_remit": Outcome(
        Text("属于", "within"), Text("不属于", "not within"),
        Text(f"不受理，改办“{_DECLINE.zh}”，写明向哪里反映", f"not accepted; choose “{_DECLINE.en}” instead and say where to turn"),
        Text(f"属于职责范围的，选“属于”才能受理；不属于的，改办“{_DECLINE.zh}”",
             f"If it is within the remit, choose so to accept it; if not, choose “{_DECLINE.en}” instead"),
    ),
    "granted": Outcome(Text("同意", "granted"), Text("不同意", "not granted")),
    "fits": Outcome(Text("适当", "fits"), Text("不适当", "does not fit")),
    "kept_off": Outcome(Text("应当回避", "kept off"), Text("不必回避", "not kept off")),
    "pursue": Outcome(Text("追究", "pursued"), Text("不追究", "not pursued")),
}  # fmt: skip
"""The questions by the name of their field; nothing is chosen beforehand."""


def outcome_of(act: str, fields: Mapping[str, Any]) -> Text | None:
    """What an act came to, where it answers such a question; an answer that had to be given and is not there was no."""
    for field in CATALOGUE[act].fields:
        if field.type == "yes" and field.name in OUTCOMES and (field.name in fields or not field.optional):
            return OUTCOMES[field.name].words(fields.get(field.name))
    return None


def with_outcome(words: Text, act: str, fields: Mapping[str, Any]) -> Text:
    """`核验：销号核验（不通过）`."""
    found = outcome_of(act, fields)
    return Text(f"{words.zh}（{found.zh}）", f"{words.en} ({found.en})") if found else words


def at_field(one: Missing) -> Text:
    """What is said at a field: where the answer decides the act, which answer lets it through and what to do otherwise."""
    outcome = OUTCOMES.get(one.field)
    is_empty = one.text.zh.startswith("请填写")
    return outcome.refused if outcome and outcome.refused and not is_empty else one.text
