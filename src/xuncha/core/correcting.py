"""Corrections: what was filled in wrongly is said anew, and a day that a period may run from or to only by two people.

Who finds the mistake enters the right value.  A word or a number changes at once; a date or an hour waits until another
person of the same body agrees, and stays as it was until then.  The wrong value is never gone: it stands in the act.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xuncha.core.case import Case
from xuncha.core.refusal import Missing, Refusal
from xuncha.core.rows import NOBODY
from xuncha.core.words import Text

CITE = ("base-9",)

WAITING = "correction"
"""The fact that holds the correction which waits."""

OF_PERIODS = frozenset({"date", "at"})
"""Fields by which a period may begin or end."""


def waits(slot_type: str) -> bool:
    """Whether a correction of such a field waits for a second person."""
    return slot_type in OF_PERIODS


def why_not(case: Case, *, is_of_a_date: bool) -> Refusal | None:
    """What refuses a correction, or its confirmation, whatever the regulation says."""
    waiting = case.subject.facts.get(WAITING)
    if case.act.code == "act.corrected":
        return _still_waits(case) if waiting and is_of_a_date else None
    if case.act.code != "act.confirmed":
        return None
    if not waiting:
        return Refusal(Text("没有等待确认的更正", "No correction waits to be confirmed"), "state")
    return _not_by(case, waiting)


def _still_waits(case: Case) -> Refusal:
    what = Text("前一次更正还没有确认", "An earlier correction still waits to be confirmed")
    missing = Text(
        "请同一机构的另一人先办“确认更正”", "Let another person of the same body confirm or refuse it first"
    )
    return Refusal(what, "second_person", CITE, (Missing(missing, "act.confirmed", subject=case.subject.id),))


def _not_by(case: Case, waiting: Mapping[str, Any]) -> Refusal | None:
    """Whoever entered it does not confirm it, neither in person nor through the keyboard; nor does another body."""
    entered = {waiting["person"], waiting["entered_by"]} - {"", str(NOBODY)}
    confirms = {str(case.actor.person), str(case.entered_by)} - {str(NOBODY)}
    if entered & confirms:
        what = Text(
            "更正日期要两个人：录入的人不能自己确认",
            "Correcting a date takes two: who entered it cannot confirm it",
        )
        missing = Missing(Text("请同一机构的另一人确认", "Ask another person of the same body"))
        return Refusal(what, "second_person", CITE, (missing,))
    if str(case.actor.party) != waiting["party"]:
        what = Text("更正由录入的机构自己的人确认", "A correction is confirmed by the body that entered it")
        return Refusal(what, "second_person", CITE)
    return None
