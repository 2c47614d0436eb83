"""What stands at a duty on the desk of whoever can do it: a reminder, or that it was urged; and what was reported upward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from xuncha.core.acts.competence import can_answer
from xuncha.core.dates.day_words import day_in_shanghai, say_short
from xuncha.core.dates.due import shown_on
from xuncha.core.duties.supervision import REMIND, REPORT, URGE, steps_come, supervision_of
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.words import Text
from xuncha.queries.desk import FEW_REPORTED, Desk
from xuncha.shipped import calendar
from xuncha.store.viewer import Viewer
from xuncha.web.kit.block import Block, Shown
from xuncha.web.kit.duty_line import OwedLine, Sign
from xuncha.web.pages.desk.owed import Owed, urge_button, whole_list
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.pieces.due import chip, duty_words, scheme_under


def sign_of(lot: Sequence[Duty], viewer: Viewer, campaign: Subject | None, now: datetime) -> Sign | None:
    """The sign at the same duty on several things; none for whoever could not do it.

    An urge on record goes before a reminder; it names a clause where the regulation has the clock urge.
    """
    duty, scheme = lot[0], scheme_under(lot[0])
    if not can_answer(scheme, viewer.seat, duty):
        return None
    come = {
        one.step: one.rule for one in steps_come(scheme, campaign, duty, day_in_shanghai(now), calendar())
    }
    by = _by_when(duty, now)
    if n := max(one.urged for one in lot):
        times = "once" if n == 1 else "twice" if n == 2 else f"{n} times"
        rule = come.get(URGE)
        return Sign(
            Text(f"催办 {n} 次{by.zh}", f"urged {times}{by.en}"), cites(rule.cite) if rule else (), True
        )
    if REMIND in come:
        return Sign(Text(f"提醒{by.zh}", f"reminder{by.en}"), cites(come[REMIND].cite))
    return None


def _by_when(duty: Duty, now: datetime) -> Text:
    """`：12月4日以前办`, and nothing where there is no day."""
    if duty.due_at is None:
        return Text("", "")
    if now >= duty.due_at:
        return Text("：已经过期，请马上办", ": its day is over, please do it now")
    day = say_short(shown_on(duty.due_at))
    return Text(f"：请在{day.zh}以前办结", f": please do it by {day.en}")


def reported_block(
    viewer: Viewer, found: Desk, names: Mapping[UUID, str], now: datetime
) -> tuple[Shown, ...]:
    """What others have not done in time and was reported to the body of the post: it may urge, and owes nothing by it."""
    if not found.reported:
        return ()
    lines = tuple(_reported_line(viewer, duty, found, names, now) for duty in found.reported)
    title = Text("逾期没办、报到这里的", "Late, and reported to you")
    note = Text("由别人办，您可以催办", "others owe it; you may urge")
    links = (whole_list("reported", Text("看全部", "See all")),) if len(lines) >= FEW_REPORTED else ()
    return (Block("reported-up", title, (Owed(lines, links),), note=note),)


def _reported_line(
    viewer: Viewer, duty: Duty, found: Desk, names: Mapping[UUID, str], now: datetime
) -> OwedLine:
    words, by = duty_words(duty), supervision_of(scheme_under(duty), duty.rule, REPORT)
    who = names.get(duty.owner, "") if duty.owner else ""
    urge = urge_button(viewer, duty, words, found.subjects)
    return OwedLine(chip(duty, viewer, now), who, words, cites(by.cite) if by else (), urge)
