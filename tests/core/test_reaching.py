"""Which step brings a thing to where an act can be done on it."""

from __future__ import annotations

import pytest

from xuncha.core.acts.reaching import next_steps
from xuncha.core.catalogue import CATALOGUE


@pytest.mark.parametrize(
    ("act", "kind", "state", "steps"),
    [
        ("finding.closed", "finding", "reported", ["rectification.verified"]),
        ("finding.closed", "finding", "fed_back", ["rectification.planned"]),
        ("finding.closed", "finding", "verified", []),
        ("finding.closed", "finding", "withdrawn", []),
        ("inspection.ended", "inspection", "enrolled", ["inspection.assigned"]),
        ("evidence.added", "finding", "planned", []),
    ],
)
def test_the_next_step_is_on_the_shortest_way_there(
    act: str, kind: str, state: str, steps: list[str]
) -> None:
    assert [one.code for one in next_steps(CATALOGUE[act], kind, state)] == steps
