"""The nouns of a regulation: what it calls a unit, whoever goes there, what is done there and who runs it.

Words of ours say them by their names in braces, `{team}`, and so speak as the regulation does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from xuncha.core.words import Text

NOUNS: Mapping[str, Text] = {
    "unit": Text("被巡查单位", "inspected unit"),
    "team": Text("巡查组", "team"),
    "office": Text("巡查办", "office"),
    "leaders": Text("领导小组", "leading group"),
    "round": Text("轮次", "round"),
    "work": Text("巡查", "inspection"),
    "inspection": Text("单位巡查", "inspection"),
    "complaint": Text("信访", "complaint"),
    "clue": Text("问题线索", "clue"),
}
"""What holds where a regulation says nothing: the unit, the body that goes there, the one that runs the round, the one
above both; the round, what is done in it, and the part of it that one unit is; what people send in, and a sealed lead.
"""

_NAMED = re.compile(r"\{(\w+)\}")

Words = Mapping[str, Text]
"""A noun by its name, and with a capital by its name with a capital: `{Team}` begins a line in English."""


def words_of(own: Any) -> Words:
    """The nouns in braces as a regulation has them: its own (`[scheme.nouns]`, or None), else those of an inspection."""
    said = own if isinstance(own, Mapping) else {}
    nouns = {name: _read(said.get(name)) or text for name, text in NOUNS.items()}
    return nouns | {
        name.capitalize(): Text(one.zh, one.en[:1].upper() + one.en[1:]) for name, one in nouns.items()
    }


def _read(entry: Any) -> Text | None:
    return Text(str(entry.get("zh", "")), str(entry.get("en", ""))) if isinstance(entry, Mapping) else None


def filled(text: Text, words: Words) -> Text:
    """A text with the nouns named in it; braces that name none stay as they are."""
    if "{" not in text.zh and "{" not in text.en:
        return text
    return Text(
        _NAMED.sub(lambda named: words[named[1]].zh if named[1] in words else named[0], text.zh),
        _NAMED.sub(lambda named: words[named[1]].en if named[1] in words else named[0], text.en),
    )


GUARD = "\u2060"
"""A word joiner, seen by nobody: after a brace that somebody typed it says that no noun of ours is meant."""


def guarded(typed: str) -> str:
    """Typed words on their way into words of ours: braces in them that would name a noun are left as they are.

    >>> filled(Text(f"{{office}}：{guarded('{office}')}", ""), words_of(None)).zh == f"巡查办：{guarded('{office}')}"
    True
    """
    return _NAMED.sub(lambda named: f"{{{GUARD}{named[1]}}}", typed) if "{" in typed else typed


def unguarded(words: str) -> str:
    """Words just as they were typed, once the nouns are filled in."""
    return words.replace(f"{{{GUARD}", "{") if GUARD in words else words


_R = TypeVar("_R", bound=Any)


def filled_rule(rule: _R, words: Words) -> _R:
    """A rule, or a value of a list, whose words name nouns, with these nouns in them."""
    said = {name: getattr(rule, name, None) for name in ("text", "reading", "defect")}
    new = {name: filled(text, words) for name, text in said.items() if text is not None}
    changed = {name: text for name, text in new.items() if text is not said[name]}
    return replace(rule, **changed) if changed else rule
