"""How signs are noticed: what stands in a matter once something was said of it, and since when that has waited too long."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from xuncha.core.catalogue import CATALOGUE, KINDS
from xuncha.core.dates.calendar import Calendar
from xuncha.core.dates.periods import Period, due_after
from xuncha.core.duties.recurring import setting
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import Scheme, Sign

CLASSED = "matter.classified"

Facts = dict[str, Any]


def said_in(of: Mapping[str, Any]) -> tuple[Facts, ...]:
    """The entries of an act that say these words, each value standing alone or among others; one of them is enough.

    >>> said_in({"value": "listed"})
    ({'value': 'listed'}, {'value': ['listed']})
    """
    choices = [
        [(name, form) for value in listed(wanted) for form in (value, [value])] for name, wanted in of.items()
    ]
    return tuple(dict(one) for one in itertools.product(*choices))


def opens_with(act: str) -> bool:
    """Whether what an act says are the facts of the matter itself."""
    return bool(CATALOGUE[act].opens)


def matters_of(act: str) -> tuple[str, ...]:
    """The kinds of matters that an act is done on."""
    on = CATALOGUE[act].on
    return KINDS if on == ("*",) else on


def told_in(acts: Iterable[str], where: Mapping[str, Any]) -> tuple[Facts, ...]:
    """What a thing holds once one of these acts said such words on it, as the last or as one of several."""
    return tuple(
        told
        for word in acts
        for entry in said_in(where)
        for act in (word.partition(":")[0],)
        for told in ({act: entry}, {act: [entry]})
    )


def still_so(act: str, of: Mapping[str, Any]) -> tuple[Facts, ...]:
    """What the facts of a matter hold as long as no later act of the kind says otherwise: a class, until it is classed anew."""
    if act != CLASSED or "scale" not in of or "value" not in of:
        return ({},)
    scales, values = listed(of["scale"]), listed(of["value"])
    return tuple({"classes": {scale: value}} for scale in scales for value in values)


def words_and_kinds(sign: Sign) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What a sign asks of the act it begins with: words that the act says; and as what kind the matter was opened."""
    entry = CATALOGUE[sign.after]
    kinds = () if entry.field("kind") else tuple(map(str, listed(sign.of.get("kind"))))
    return {name: value for name, value in sign.of.items() if name != "kind" or not kinds}, kinds


def noticed_from(sign: Sign, scheme: Scheme, campaign: Subject, today: date, calendar: Calendar) -> date:
    """The last day on which what has to be followed can have been said, for its time to be over today."""
    written = setting(scheme, campaign, sign.within)
    if not written:
        return today
    period, day = Period.parse(written), today - timedelta(days=1)
    while due_after(period, day, calendar).on >= today:
        day -= timedelta(days=1)
    return day
