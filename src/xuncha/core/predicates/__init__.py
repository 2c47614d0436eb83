"""The closed list of conditions, by what they judge; importing the package publishes them all."""

from xuncha.core.predicates import consent, counts, entered, open_things, sending, standing, ties, who
from xuncha.core.predicates.predicate import PREDICATES, Predicate

__all__ = [
    "PREDICATES",
    "Predicate",
    "consent",
    "counts",
    "entered",
    "open_things",
    "sending",
    "standing",
    "ties",
    "who",
]
