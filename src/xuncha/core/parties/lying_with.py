"""With whom a matter lies: what is given to a body that inspects lies with that body from then on."""

from __future__ import annotations

from uuid import UUID

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.values import id_of


def asks_for_holder(case: Case) -> tuple[Ask, ...]:
    """The body to which a matter is given."""
    owner = id_of(case.fields.get("owner")) if case.act.code == "matter.assigned" else None
    return (ask("subject", id=owner, kind="body"),) if owner else ()


def holder(case: Case, facts: Facts) -> UUID | None:
    """The inspecting body with which the matter lies after this act; None where that does not change.

    Who is asked to handle it without inspecting (a receiver, the office) reads it, and it stays where it was.
    """
    given_to = (row for wanted in asks_for_holder(case) for row in facts[wanted])
    return next((row.id for row in given_to if case.scheme.part_of(row.code) == "inspects"), None)
