"""The closed list of conditions, by what they judge; importing the package publishes them all."""

from xuncha.core.predicates import (
    agreeing,
    consent,
    counts,
    days,
    entered,
    handling,
    hearing,
    open_things,
    origins,
    parties,
    sending,
    staffing,
    standing,
    ties,
    verdicts,
    who,
    whole,
)
from xuncha.core.predicates.predicate import PREDICATES, Predicate

__all__ = [
    "PREDICATES",
    "Predicate",
    "agreeing",
    "consent",
    "counts",
    "days",
    "entered",
    "handling",
    "hearing",
    "open_things",
    "origins",
    "parties",
    "sending",
    "staffing",
    "standing",
    "ties",
    "verdicts",
    "who",
    "whole",
]
