"""Tells the public portal what it may show: what the office has published, and nothing else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xuncha.core.words import Text
from xuncha.store.portal import Page, publish
from xuncha.web.kit.link import Words
from xuncha.web.nouns import said
from xuncha.web.pages.public import Notice, Told, told_to_all

OFFICE = UUID(int=0)
"""There is one page about the office itself."""


def publish_all() -> bool:
    """Show on the portal what is published now; says whether anything changed."""
    told = told_to_all()
    office = Page(OFFICE, "office", 0, _office(told))
    papers = (Page(one.key, "announcement", n, _paper(one)) for n, one in enumerate(told.notices))
    units = dict(one.about for one in told.notices if one.about)
    looked_at = (
        Page(key, "unit", n, {"title": {"zh": name, "en": name}})
        for n, (key, name) in enumerate(units.items())
    )
    return publish([office, *papers, *looked_at])


def _office(told: Told) -> dict[str, Any]:
    return {
        "name": both(told.office),
        "is_practice": told.is_practice,
        "modes": both(told.modes),
        "reached": [list(one) for one in told.reached],
        "on_duty": [[both(words) for words in turn] for turn in told.on_duty],
    }


def _paper(one: Notice) -> dict[str, Any]:
    return {
        "title": both(one.title),
        "org": one.org,
        "facts": [[both(label), both(value)] for label, value in one.facts],
        "said": [[both(label), both(value)] for label, value in one.said],
    }


def both(words: Words) -> dict[str, str]:
    """Words in both languages, as the portal reads them."""
    words = said(words) if isinstance(words, Text) else words
    return (
        {"zh": words.zh, "en": words.en} if isinstance(words, Text) else {"zh": str(words), "en": str(words)}
    )
