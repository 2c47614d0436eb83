"""What was done in one period: by a body in a round, and at one unit of it by the units below that were looked at."""

from __future__ import annotations

from uuid import UUID

from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.queries.subjects import lying_in, names_of
from xuncha.store.viewer import Viewer


def falls_in(row: Subject, period: object) -> bool:
    """Whether a thing began in a week (`2017-W23`) or a month (`2017-06`); in any where none is said."""
    year, week, _ = row.opened_on.isocalendar()
    return not period or str(period) in (f"{year}-W{week:02}", f"{row.opened_on:%Y-%m}")


def done_by(
    viewer: Viewer, campaign: UUID | None, kind: str, body: UUID | None, period: object
) -> list[Subject]:
    """Everything of a kind that a body did in a period of a round."""
    return [
        one
        for one in lying_in(viewer, "campaign", campaign, [kind])
        if id_of(one.facts.get("_", {}).get("party")) == body and falls_in(one, period)
    ]


class Month:
    """What was done at one enrolled unit in the period of a return, by the units below that were looked at."""

    def __init__(self, viewer: Viewer, row: Subject) -> None:
        period = row.facts.get("period")
        every = lying_in(viewer, "inspection", row.inspection, ["check", "finding", "rule"])
        self.checks = {one.id: one for one in every if one.kind == "check"}
        self.of_month = [one for one in every if falls_in(one, period)]
        self.findings = [one for one in every if one.kind == "finding"]
        self.unit = row.unit
        self.names = names_of([self.unit, *(self.looked_at(one) for one in self.checks.values())])

    def looked_at(self, check: Subject | None) -> UUID | None:
        return id_of(check.facts.get("checked_unit")) if check else None

    def units(self) -> list[UUID]:
        """The units looked at in the month, in the order in which they were."""
        found = [self.looked_at(one) for one in self.of_month if one.kind == "check"]
        return list(dict.fromkeys(key for key in found if key))

    def unit_of(self, row: Subject) -> UUID | None:
        """The unit below that a thing is about: where it was found, or whose problem a rule answers."""
        if row.kind == "check":
            return self.looked_at(row)
        if row.kind == "rule":
            known = {one.id: one for one in self.findings}
            answered = (known[key] for value in listed(row.facts.get("of")) if (key := id_of(value)) in known)
            return next((self.unit_of(one) for one in answered), self.unit)
        return self.looked_at(self.checks.get(row.parent)) if row.parent else None

    def of(self, kind: str, unit: UUID) -> list[Subject]:
        """What of a kind was done in the period about one of these units."""
        return [one for one in self.of_month if one.kind == kind and self.unit_of(one) == unit]

    def put_right(self, unit: UUID) -> tuple[list[Subject], list[Subject]]:
        """The problems of one of these units from any time: those closed, and those still worked on."""
        here = [one for one in self.findings if self.unit_of(one) == unit]
        closed = [one for one in here if one.state in FINAL]
        return closed, [one for one in here if one.state not in FINAL]
