"""Tells whoever has the code how far a report is: at the fixed hours, in sealed letters, with what was written as the answer.

The letters of a case are its steps in the order of the record.  A letter's id follows from the act that it tells, so that what was
told stays known whatever becomes of other steps.  A mailbox that cannot be written to keeps none of the others from theirs.
What a person of the office wrote is among them, sealed by that person: the machine lays it in and cannot read it.  What a
reporter asked for with the code is a matter of its own; its steps stand in the same mailbox.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from xuncha.actions.wishes import report_of
from xuncha.core.dates.day_words import day_in_shanghai, say_plain
from xuncha.core.facts.rows import Act
from xuncha.core.protection.letter import parts
from xuncha.core.readers.audience import SET_APART
from xuncha.core.words import Text
from xuncha.store.apart import kept_apart
from xuncha.store.append import Statement, run, with_payloads
from xuncha.store.portal import Box, letter_put, letters_there, open_boxes
from xuncha.store.table import ACT
from xuncha.vault.mailbox import MOST, forwarded, to_reporter
from xuncha.vault.report import OF, WRITTEN

LOG = logging.getLogger("xuncha.intake")

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
    today, written = day_in_shanghai(now), 0
    asked = {one.subject: report_of(one.told) for one in kept_apart([SET_APART], frozenset({OF}))}
    for lot in open_boxes(today):
        steps, by_hand = _untold([box.case for box in lot], asked)
        for box in lot:
            if box.case in steps:
                written += _wrote(box, steps[box.case], by_hand, today)
    return written


def _wrote(box: Box, acts: list[Act], by_hand: Mapping[UUID, ByHand], today: date) -> int:
    """How many letters were laid into a mailbox; what is wrong with one keeps none of the others from theirs."""
    try:
        statements = _letters(box, acts, by_hand, today)
        with transaction.atomic():
            run(statements)
    except Exception as error:  # its words may hold what somebody typed
        LOG.error("the letters of %s were not written: %s", box.case, type(error).__name__)
        return 0
    return len(statements)


def _untold(
    cases: Iterable[UUID], asked: Mapping[UUID, UUID | None]
) -> tuple[dict[UUID, list[Act]], dict[UUID, ByHand]]:
    """The steps that are still to be told, by the case whose mailbox they go to, and what was written by hand, by its act.

    `asked` says of each matter that somebody asked for with a code, which report it is about.
    """
    reports = {case: case for case in cases}
    reports |= {matter: of for matter, of in asked.items() if of in reports}
    sql = f"{ACT.select()} WHERE subject = ANY(%s) AND type = ANY(%s) ORDER BY position"
    acts = [ACT.read(values) for values in run([(sql, [list(reports), list(SAYS)])])[0]]
    there = letters_there([_key(act, 0) for act in acts])
    new = [act for act in acts if _key(act, 0) not in there]
    by_hand = {
        one.act: ByHand(int(sealed["n"]), str(sealed["reporter"]).encode())
        for one in kept_apart(
            [WROTE], frozenset({WRITTEN}), {act.subject for act in new if act.type == WROTE}
        )
        if (sealed := json.loads(one.told[WRITTEN]))
    }
    found: dict[UUID, list[Act]] = {}
    for act in with_payloads(new):
        if _is_told(act, by_hand):
            found.setdefault(reports[act.subject], []).append(act)
    return found, by_hand


def _is_told(act: Act, by_hand: Mapping[UUID, ByHand]) -> bool:
    if act.type == WROTE:
        return act.id in by_hand
    return act.type not in BY_CODE_ALONE or act.by_person is None


def _key(act: Act, part: int) -> UUID:
    """The id of a letter: by it is known that this step was told."""
    return uuid5(act.id, f"letter/{part}")


def _letters(box: Box, acts: Iterable[Act], by_hand: Mapping[UUID, ByHand], today: date) -> list[Statement]:
    """The letters of a mailbox that tell these steps."""
    found: list[Statement] = []
    for act in acts:
        for part, words in enumerate(_texts(act, by_hand.get(act.id))):
            n = box.last + len(found) + 1
            sealed = (
                forwarded(box.public, words.sealed, words.n, box.case, n)
                if isinstance(words, ByHand)
                else to_reporter(box.public, words, box.case, n)
            )
            found.append(letter_put(box.place, n, today, sealed, _key(act, part)))
    return found


def _texts(act: Act, by_hand: ByHand | None) -> list[ByHand | str]:
    """What is said of a step, with its day, and what was written for the reporter; over several letters where one is too small."""
    if by_hand:
        return [by_hand]
    said, day = SAYS[act.type], say_plain(act.occurred_on)
    written = [str(act.fields[name]) for name in TOLD.get(act.type, ()) if act.fields.get(name)]
    ask = ASK if act.type == "complaint.declined" and written else Text("", "")
    sentence = Text(f"{day.zh}：{said.zh}{ask.zh}", f"{day.en}: {said.en} {ask.en}".rstrip())
    return [*parts(sentence, "\n".join(written), MOST)]
