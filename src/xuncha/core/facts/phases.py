"""When a phase of a round runs: as the office entered it when it began or ended, else as the regulation's text says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xuncha.core.dates.days_of_year import Span
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of
from xuncha.core.scheme.rules import Scheme


def span_of_phase(scheme: Scheme, campaign: Subject, phase: str) -> tuple[date, date] | None:
    """The first and last day of a phase in a round, or None where nobody has said them."""
    rule, began = scheme.phases.get(phase), day_of(campaign.facts.get("starts_on"))
    written: tuple[date | None, date | None] = (None, None)
    if rule and rule.start and began:
        written = Span.parse(rule.start, rule.end or rule.start).in_year(began.year)
    started = [one for one in campaign.facts.get("phase.started", ()) if one["phase"] == phase]
    ended = [one for one in campaign.facts.get("phase.ended", ()) if one["phase"] == phase]
    first = day_of(started[-1].get("starts_on")) if started else None
    last = day_of(ended[-1]["_"]["on"]) if ended else day_of(started[-1].get("ends_on")) if started else None
    first, last = first or written[0], last or written[1]
    return (first, last) if first and last else None


def running(scheme: Scheme, campaign: Subject, on: date) -> tuple[Mapping[str, Any], ...]:
    """What was entered when the phases began that run on a day: not ended since, and their last day is not over.

    One that began only after its last day in the text runs until somebody ends it.
    """
    began = {str(one["phase"]): one for one in campaign.facts.get("phase.started", ())}
    ended = {str(one["phase"]) for one in campaign.facts.get("phase.ended", ())}
    found = []
    for phase, entry in began.items():
        span = span_of_phase(scheme, campaign, phase)
        if phase not in ended and (span is None or on <= span[1] or span[1] < span[0]):
            found.append(entry)
    return tuple(found)


def is_during(scheme: Scheme, campaign: Subject, phases: tuple[str, ...], first: date, last: date) -> bool:
    """Whether a span of days shares one with any of these phases; always, where no phase is named."""
    if not phases:
        return True
    spans = (span_of_phase(scheme, campaign, phase) for phase in phases)
    return any(span is not None and span[0] <= last and first <= span[1] for span in spans)
