"""Words of ours as a regulation has them: texts, kinds of things and acts with its nouns in them."""

from __future__ import annotations

from dataclasses import replace

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.names.labels import KIND_NAMES, several
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.nouns import NOUNS, filled
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text

__all__ = ["NOUNS", "act_noun", "kind_words", "noun", "several_words", "worded", "worded_refusal"]


def noun(scheme: Scheme, name: str) -> Text:
    """One of the nouns, as the regulation has it."""
    return scheme.nouns[name]


def worded(scheme: Scheme, text: Text) -> Text:
    """A text with the nouns named in it; `{Team}` begins a line in English."""
    return filled(text, scheme.nouns)


def kind_words(scheme: Scheme, kind: str) -> Text:
    """What a thing of a kind is called under a regulation."""
    return worded(scheme, KIND_NAMES[kind])


def several_words(scheme: Scheme, kind: str) -> Text:
    """The words for some of a kind: `投诉件`, `Complaints`."""
    return worded(scheme, several(kind))


def act_noun(scheme: Scheme, act: str) -> Text:
    """What an act is called under a regulation; an unknown one by its code."""
    known = CATALOGUE.get(act)
    return worded(scheme, known.name) if known else Text(act, act)


def worded_refusal(scheme: Scheme, refusal: Refusal) -> Refusal:
    """A refusal in the words of the regulation."""
    missing = tuple(replace(one, text=worded(scheme, one.text)) for one in refusal.missing)
    return replace(refusal, what=worded(scheme, refusal.what), missing=missing)
