"""What tells several duties of one rule on one matter apart: what each is owed for, else its period, else what began it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from xuncha.core.duties.recurring import OF_PERIOD
from xuncha.core.facts.rows import Act, Duty
from xuncha.core.facts.values import id_of
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.desk import acts_that_began
from xuncha.queries.subjects import names_of
from xuncha.store.viewer import Viewer
from xuncha.web.pages.pieces.due import day_words, rule_of, scheme_under
from xuncha.web.shown import period_words

Marks = Mapping[UUID, Text]
"""Beside duties that are alike what each of them is about, by their ids."""


def marks_of(viewer: Viewer, duties: Iterable[Duty], there: Mapping[UUID, object], now: datetime) -> Marks:
    """What is said of those of some duties that are alike; `there` are the matters that the viewer may open."""
    found = tuple(duties)
    n = Counter(map(_shown, found))
    alike = [one for one in found if n[_shown(one)] > 1]
    if not alike:
        return {}
    names = names_of(id_of(duty.item) for duty in alike)
    bare = [one for one in alike if not one.item and OF_PERIOD not in one.where and one.stream in there]
    began = acts_that_began(viewer, bare) if bare else {}
    return {duty.id: _mark(duty, names, began.get(duty.opened_by), now) for duty in alike}


def _shown(duty: Duty) -> tuple[object, ...]:
    """What a line says of a duty: two of which all of this is the same cannot be told apart."""
    return duty.scheme, duty.rule, duty.owner, duty.stream, duty.due_at


def _mark(duty: Duty, names: Mapping[UUID, str], began: Act | None, now: datetime) -> Text:
    rule, scheme = rule_of(duty), scheme_under(duty)
    if (key := id_of(duty.item)) and key in names:
        return Text(names[key], names[key])
    if rule and duty.item and rule.per in scheme.lists:
        return scheme.words(rule.per, duty.item)
    if period := str(duty.where.get(OF_PERIOD, "")):
        return period_words(period)
    day = day_words(duty.opened_on, now)
    if began is None:
        return Text(f"{day.zh}起", f"since {day.en}")
    words = act_words(scheme, began.type, began.value)
    return Text(f"{words.zh}，{day.zh}", f"{words.en}, {day.en}")


def marked(title: str, mark: Text | None) -> Text | str:
    """A matter with what tells its duties apart."""
    return Text(f"{title}：{mark.zh}", f"{title}: {mark.en}") if mark else title
