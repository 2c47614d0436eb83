"""The office that is put under load: the bench's round of eight units, a portal that takes reports in, and a log."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from xuncha.bench.round import UNIT_NAMES, Round
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import make_log
from xuncha.server.publishing import publish_all

ORIGIN = "county.example/log"


@dataclass(frozen=True)
class Office:
    """Where letters are registered, by whom, and about which unit somebody reports."""

    inspections: tuple[tuple[UUID, str], ...]
    unit: str


def found(folder: DataFolder) -> Office:
    """Make it all in an office that is migrated and empty."""
    make_log(folder, ORIGIN)
    made = Round()
    made.build()
    made.founding.make_keys(made.office)
    publish_all()
    keys = made.office.keys
    inspections = tuple(
        (keys[f"inspection {unit}"], f"{made.team_of(unit)}-registrar") for unit in UNIT_NAMES
    )
    connections.close_all()
    return Office(inspections, str(keys["liutang"]))
