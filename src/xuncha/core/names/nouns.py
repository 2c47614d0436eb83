"""The nouns of a regulation: what it calls a unit, whoever goes there, what is done there and who runs it.

A page says them by their names in braces, `{team}`, and so speaks as the regulation does.
"""

from __future__ import annotations

from collections.abc import Mapping

from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text

NOUNS: Mapping[str, Text] = {
    "unit": Text("被巡查单位", "inspected unit"),
    "team": Text("巡查组", "team"),
    "office": Text("巡查办", "office"),
    "work": Text("巡查", "inspection"),
    "inspection": Text("单位巡查", "inspection"),
}
"""What holds where a regulation says nothing: the unit, the body that goes there, the one that runs the round, what is
done, and the part of a round that one unit is.
"""


def noun(scheme: Scheme, name: str) -> Text:
    """One of the nouns, as the regulation has it."""
    own = scheme.about.get("nouns", {}).get(name)
    return Text(str(own["zh"]), str(own["en"])) if own else NOUNS[name]


def worded(scheme: Scheme, text: Text) -> Text:
    """A text with the nouns named in it; `{Team}` begins a line in English."""
    if "{" not in text.zh + text.en:
        return text
    nouns = {name: noun(scheme, name) for name in NOUNS}
    zh = {key: one.zh for name, one in nouns.items() for key in (name, name.capitalize())}
    en = {name: one.en for name, one in nouns.items()}
    en |= {name.capitalize(): one.en[:1].upper() + one.en[1:] for name, one in nouns.items()}
    return Text(text.zh.format_map(zh), text.en.format_map(en))


def kind_words(scheme: Scheme, kind: str) -> Text:
    """What a thing of a kind is called under a regulation."""
    return worded(scheme, Text("{inspection}", "{Inspection}")) if kind == "inspection" else KIND_NAMES[kind]
