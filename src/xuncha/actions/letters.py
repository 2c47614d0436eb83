"""Tells whoever has the code how far a report is: at the fixed hours, in sealed letters, with what was written as the answer.

The letters of a case are its steps in the order of the record, so that the number of letters says which are still to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from xuncha.core.dates.day_words import day_in_shanghai, say_plain
from xuncha.core.facts.rows import Act
from xuncha.core.words import Text
from xuncha.store.append import Statement, run, with_payloads
from xuncha.store.portal import Box, letter_put, open_boxes
from xuncha.store.table import ACT
from xuncha.vault.mailbox import to_reporter

SAYS: Mapping[str, Text] = {
    "complaint.accepted": Text("已经受理，正在办。", "It was accepted and is being dealt with."),
    "complaint.declined": Text(
        "不属于这里受理的事，没有受理。", "It is not a matter that is dealt with here, and was not accepted."
    ),
    "complaint.answered": Text("已经答复。", "It was answered."),
    "complaint.closed": Text("已经办结。", "It was dealt with and closed."),
}
"""The steps that a reporter is told of."""

TOLD: Mapping[str, tuple[str, ...]] = {
    "complaint.declined": ("told_where",),
    "complaint.answered": ("found", "basis", "remedy"),
}
"""The fields that are written for the reporter."""

ASK = Text("可以向这里反映：", "You may turn to:")


def write_letters(now: datetime) -> int:
    """Write what is still to be told; how many letters that were."""
    boxes = open_boxes(day_in_shanghai(now))
    steps = _steps(box.case for box in boxes)
    written = 0
    for box in boxes:
        new = steps.get(box.case, [])[box.n_letters :]
        statements = [
            _letter(box, n, act, day_in_shanghai(now)) for n, act in enumerate(new, start=box.n_letters + 1)
        ]
        if statements:
            run(statements)
            written += len(statements)
    return written


def _steps(cases: Iterable[UUID]) -> dict[UUID, list[Act]]:
    rows = run(
        [
            (
                f"{ACT.select()} WHERE subject = ANY(%s) AND type = ANY(%s) ORDER BY position",
                [list(cases), list(SAYS)],
            )
        ]
    )[0]
    found: dict[UUID, list[Act]] = {}
    for act in with_payloads(ACT.read(values) for values in rows):
        found.setdefault(act.subject, []).append(act)
    return found


def _letter(box: Box, n: int, act: Act, today: date) -> Statement:
    return letter_put(box.place, n, today, to_reporter(box.public, _words(act), box.case, n))


def _words(act: Act) -> str:
    """Both languages, a line each, as which of them is read is not known here; then what was written for the reporter."""
    said, day = SAYS[act.type], say_plain(act.occurred_on)
    told = [str(act.fields[name]) for name in TOLD.get(act.type, ()) if act.fields.get(name)]
    ask = ASK if act.type == "complaint.declined" and told else Text("", "")
    return "\n".join([f"{day.zh}：{said.zh}{ask.zh}", f"{day.en}: {said.en} {ask.en}".rstrip(), *told])
