"""Tells whoever has the code how far a report is: at the fixed hours, in sealed letters, with what was written as the answer.

The letters of a case are its steps in the order of the record, so that the number of letters says which are still to be
written.  What a person of the office wrote is among them, sealed by that person: the machine lays it in and cannot read it.
What a reporter asked for with the code is a matter of its own; its steps stand in the same mailbox.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from xuncha.actions.wishes import report_of
from xuncha.core.dates.day_words import day_in_shanghai, say_plain
from xuncha.core.facts.rows import Act
from xuncha.core.protection.letter import told
from xuncha.core.readers.audience import SET_APART
from xuncha.core.words import Text
from xuncha.store.apart import kept_apart
from xuncha.store.append import Statement, run, with_payloads
from xuncha.store.portal import Box, letter_put, open_boxes
from xuncha.store.table import ACT
from xuncha.vault.mailbox import forwarded, to_reporter
from xuncha.vault.report import OF, WRITTEN

WROTE = "message.exchanged"

SAYS: Mapping[str, Text] = {
    "complaint.accepted": Text("已经受理，正在办。", "It was accepted and is being dealt with."),
    "complaint.declined": Text(
        "不属于这里受理的事，没有受理。", "It is not a matter that is dealt with here, and was not accepted."
    ),
    "complaint.answered": Text("已经答复。", "It was answered."),
    "complaint.closed": Text("已经办结。", "It was dealt with and closed."),
    "complaint.added_to": Text("您补充的话收到了。", "What you added was received."),
    "satisfaction.given": Text("您对答复的评价收到了。", "Your rating of the answer was received."),
    "matter.rehandled": Text("换人重新办理。", "It is dealt with anew, by others."),
    "identity.opened": Text(
        "您密封的名字打开过一次。是哪个岗位、为什么，见“谁打开过名字”。",
        "Your sealed name was opened once. Which post did, and why, stands under Who opened the name.",
    ),
    "retaliation.asked": Text(
        "有没有因为反映受到打击报复？有的，请在这一页下面告诉我们；没有的，不用回。",
        "Were you retaliated against for reporting? If so, tell us below on this page; if not, you need not answer.",
    ),
    SET_APART: Text("您在这里提出的请求收到了，另有机构办。", "What you asked for here was received; another body deals with it."),
    "protection.answered": Text("您提出的请求办了。", "What you asked for was dealt with."),
    WROTE: Text("", ""),
}  # fmt: skip
"""The steps that a reporter is told of; a message by hand has its own words."""

BY_CODE_ALONE = frozenset({"complaint.added_to", "satisfaction.given"})
"""Told only where the reporter did it with the code: somebody else's call is not said to be theirs."""

TOLD: Mapping[str, tuple[str, ...]] = {
    "complaint.declined": ("told_where",),
    "complaint.answered": ("found", "basis", "remedy"),
    "protection.answered": ("answer",),
}
"""The fields that are written for the reporter."""

ASK = Text("可以向这里反映：", "You may turn to:")


@dataclass(frozen=True, slots=True)
class ByHand:
    """What a person of the office wrote: its number, and the envelope that the reporter opens."""

    n: int
    sealed: bytes


def write_letters(now: datetime) -> int:
    """Write what is still to be told; how many letters that were."""
    boxes = open_boxes(day_in_shanghai(now))
    steps, by_hand = _steps(box.case for box in boxes)
    written = 0
    for box in boxes:
        new = steps.get(box.case, [])[box.n_letters :]
        statements = [
            _letter(box, n, act, by_hand.get(act.id), day_in_shanghai(now))
            for n, act in enumerate(new, start=box.n_letters + 1)
        ]
        if statements:
            run(statements)
            written += len(statements)
    return written


def _steps(cases: Iterable[UUID]) -> tuple[dict[UUID, list[Act]], dict[UUID, ByHand]]:
    """The steps that are told, by the case whose mailbox they go to, and what was written by hand, by its act."""
    reports = {case: case for case in cases}
    reports |= {
        one.subject: of
        for one in kept_apart([SET_APART], frozenset({OF}))
        if (of := report_of(one.told)) in reports
    }
    by_hand = {
        one.act: ByHand(int(sealed["n"]), str(sealed["reporter"]).encode())
        for one in kept_apart([WROTE], frozenset({WRITTEN}), reports)
        if (sealed := json.loads(one.told[WRITTEN]))
    }
    sql = f"{ACT.select()} WHERE subject = ANY(%s) AND type = ANY(%s) ORDER BY position"
    found: dict[UUID, list[Act]] = {}
    for act in with_payloads(ACT.read(values) for values in run([(sql, [list(reports), list(SAYS)])])[0]):
        if _is_told(act, by_hand):
            found.setdefault(reports[act.subject], []).append(act)
    return found, by_hand


def _is_told(act: Act, by_hand: Mapping[UUID, ByHand]) -> bool:
    if act.type == WROTE:
        return act.id in by_hand
    return act.type not in BY_CODE_ALONE or act.by_person is None


def _letter(box: Box, n: int, act: Act, by_hand: ByHand | None, today: date) -> Statement:
    sealed = (
        forwarded(box.public, by_hand.sealed, by_hand.n, box.case, n)
        if by_hand
        else to_reporter(box.public, _words(act), box.case, n)
    )
    return letter_put(box.place, n, today, sealed)


def _words(act: Act) -> str:
    """What is said of a step, with its day, and what was written for the reporter."""
    said, day = SAYS[act.type], say_plain(act.occurred_on)
    written = [str(act.fields[name]) for name in TOLD.get(act.type, ()) if act.fields.get(name)]
    ask = ASK if act.type == "complaint.declined" and written else Text("", "")
    sentence = Text(f"{day.zh}：{said.zh}{ask.zh}", f"{day.en}: {said.en} {ask.en}".rstrip())
    return told(sentence, "\n".join(written))
