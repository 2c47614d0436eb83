"""A regulation in the order of its text: each clause with the rules that carry it."""

from __future__ import annotations

from dataclasses import dataclass

from xuncha.core.names.naming import Naming
from xuncha.core.review.cites import cites_within, sections
from xuncha.core.scheme.clause import Clause
from xuncha.core.scheme.rules import Form, Rule, Scheme, ValueList
from xuncha.core.wording.rule_words import KINDS_OF_RULES, rule_words
from xuncha.core.words import Text


@dataclass(frozen=True, slots=True)
class Said:
    """A rule in words.  `said_at` is the clause where it stands in full, when that is an earlier one."""

    section: str
    id: str
    sentence: Text
    reading: Text | None = None
    defect: Text | None = None
    said_at: str = ""

    @property
    def kind(self) -> Text:
        """What kind of rule it is: 待办, 把关 ..."""
        return KINDS_OF_RULES[self.section]


@dataclass(frozen=True, slots=True)
class Norm:
    """A clause and the rules that rest on it; none for a clause that only explains."""

    clause: Clause
    rules: tuple[Said, ...]


def in_reading_order(scheme: Scheme, clauses: tuple[Clause, ...]) -> tuple[Norm, ...]:
    """Every clause in the order of the text.  A rule is said in full at its first clause and named at the others."""
    naming = Naming(scheme)
    by_clause: dict[str, list[tuple[str, Rule, str]]] = {}
    for section, rule in _once(scheme):
        for key, cite in cites_within(rule):
            by_clause.setdefault(cite, []).append((section, rule, key))
    said: dict[tuple[str, str], str] = {}
    norms = []
    for clause in clauses:
        entries = by_clause.get(clause.id, ())
        whole = {id(rule) for _, rule, key in entries if key == "cite"}
        rules = tuple(
            _said(section, rule, key, clause.id, naming, said)
            for section, rule, key in entries
            if key == "cite" or id(rule) not in whole
        )
        norms.append(Norm(clause, rules))
    return tuple(norms)


def _once(scheme: Scheme) -> list[tuple[str, Rule]]:
    """Every rule; a form for several kinds of one act is one rule."""
    seen: dict[tuple[str, str, int], tuple[str, Rule]] = {}
    for section, rule in sections(scheme):
        seen.setdefault((section, rule.id, rule.line), (section, rule))
    return list(seen.values())


def _said(
    section: str, rule: Rule, key: str, at: str, naming: Naming, said: dict[tuple[str, str], str]
) -> Said:
    if key != "cite":
        return Said(section, rule.id, _part(rule, key))
    earlier = said.setdefault((section, f"{rule.id}/{rule.line}"), at)
    sentence = rule_words(rule, naming)
    if earlier != at:
        return Said(section, rule.id, rule.text, said_at=earlier)
    return Said(section, rule.id, sentence, rule.reading, rule.defect)


def _part(rule: Rule, key: str) -> Text:
    """A value of a list or a field of a form, with the list or form it belongs to."""
    part = Text(key, key)
    if isinstance(rule, ValueList):
        part = rule.values[key].text
    elif isinstance(rule, Form):
        part = rule.fields[key].text
    return Text(f"{rule.text.zh}：{part.zh}", f"{rule.text.en}: {part.en}")
