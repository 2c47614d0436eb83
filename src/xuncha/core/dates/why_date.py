"""Why this date?  The answer in sentences and day by day, in both languages.

Everything is read from the due date itself, as it was counted then, so an old date explains itself after the
calendar has changed.
"""

from __future__ import annotations

from datetime import date, datetime

from xuncha.core.dates.calendar import NEW_YEAR_REACH
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.day_words import say_day
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.due import COUNTED, RESTED, Due, Step, StepCode
from xuncha.core.dates.periods import WRITTEN, Period, Unit
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text

NOTHING = Text("", "")
SHORTER = Text("（该月没有同一日，取月末）", " (the last day of a shorter month)")
FULL_CODES = COUNTED | {StepCode.START, StepCode.LANDING, StepCode.CLAMPED}


def rule_of(due: Due) -> tuple[Period | None, bool]:
    """The period a due date was counted by, if it was, and whether it was counted back from a day."""
    is_back = due.rule.startswith("before ")
    written = due.rule.removeprefix("before ")
    return (Period.parse(written) if WRITTEN.fullmatch(written) else None), is_back


def rule_words(due: Due) -> Text:
    """The rule in words: 5个工作日内, 3个工作日前, 5月25日前, 每周."""
    period, is_back = rule_of(due)
    if period is None:
        return _named_day_words(due)
    words = period.words()
    if not is_back:
        return Text(f"{words.zh}内", f"within {words.en}")
    if period.n == 0:
        return Text("在此日之前", "before that day")
    return Text(f"提前{words.zh}", f"{words.en} before")


def sentences(due: Due) -> tuple[Text, ...]:
    """The reckoning in a few sentences: from when, by which rule, what was skipped, until when."""
    period, _ = rule_of(due)
    if period is None:
        said = [_named_day(due)]
    elif period.unit is Unit.HOURS:
        said = [_hours(due)]
    elif period.unit is Unit.WORKING_DAYS:
        said = [_start(due), *_skipped(due), *_made_up_days(due)]
    else:
        said = [_start(due), *_full(due), *_rolled(due)]
    adopted = [ADOPTED] if due.steps[-1].code is StepCode.ADOPTED else []
    provisional = [provisional_note(_uncertain_year(due))] if due.provisional else []
    return (*said, *adopted, _end(due), *provisional)


def day_reasons(due: Due) -> tuple[tuple[date, Text], ...]:
    """Each day on the way with the reason it was counted, skipped or passed over."""
    return tuple((step.on, _reason(step, due)) for step in due.steps)


def provisional_note(year: int) -> Text:
    """What is said of a date counted in a year whose notice is still missing."""
    return Text(
        f"{year} 年放假通知还没有录入，这一天可能改变。",
        f"The holiday notice for {year} has not been entered yet, so this day may change.",
    )


ADOPTED = Text(
    "按新录入的放假通知，这一天会提前；但不早于通知录入的次日。",
    "Under the notice just entered it would be earlier, but never before the day after the entry.",
)


def _named_day_words(due: Due) -> Text:
    """A rule that names its day: a day of the year, a cycle, or a day somebody set."""
    try:
        words = DayOfYear.parse(due.rule).words()
        return Text(f"{words.zh}前（含）", f"by {words.en}")
    except UnreadableError:
        pass
    try:
        return Cycle.parse(due.rule).words()
    except UnreadableError:
        return Text("定下的日子", "the day that was set")


def _named_day(due: Due) -> Text:
    words = rule_words(due)
    return Text(
        f"期限写明：{words.zh}。日子固定，遇休息日不顺延。",
        f"The day is named: {words.en}. It stays, rest day or not.",
    )


def _hours(due: Due) -> Text:
    words, on, minute = rule_words(due), say_day(due.steps[0].on), f"{due.start:%H:%M}"
    return Text(
        f"{on.zh} {minute} 起算，{words.zh}。按小时连续计算，休息日照算。",
        f"Counted from {minute} on {on.en}, {words.en}. Hours run on through nights and rest days.",
    )


def _start(due: Due) -> Text:
    words, on = rule_words(due), say_day(due.steps[0].on)
    if rule_of(due)[1]:
        return Text(
            f"从{on.zh}往前算，{words.zh}。当天不算。",
            f"Counted back from {on.en}: {words.en}. The day itself is not counted.",
        )
    return Text(
        f"{on.zh}起算，{words.zh}。当天不算。",
        f"Counted from {on.en}, {words.en}. The day itself is not counted.",
    )


def _skipped(due: Due) -> list[Text]:
    """The rest days left out: each holiday with its days, the weekends together."""
    runs: dict[Text | None, list[date]] = {}
    for step in sorted((step for step in due.steps if step.code in RESTED), key=lambda step: step.on):
        runs.setdefault(step.name, []).append(step.on)
    return [_skipped_run(name, days) for name, days in runs.items()]


def _skipped_run(name: Text | None, days: list[date]) -> Text:
    n = len(days)
    if name is None:
        return Text(f"周末 {n} 天不算。", f"{n} weekend {'day is' if n == 1 else 'days are'} not counted.")
    first, last = say_day(days[0], with_year=False), say_day(days[-1], with_year=False)
    if n == 1:
        return Text(f"{first.zh}，{name.zh}，不算。", f"{first.en}, {name.en}, is not counted.")
    return Text(
        f"{first.zh}至{last.zh}，{name.zh}，{n} 天不算。",
        f"{first.en} to {last.en}, {name.en}: {n} days not counted.",
    )


def _made_up_days(due: Due) -> list[Text]:
    """The weekend days that were worked, and so counted."""
    said: list[Text] = []
    for step in (step for step in due.steps if step.code is StepCode.MAKE_UP):
        on, name = say_day(step.on, with_year=False), step.name or NOTHING
        en = f"{on.en} is worked in exchange for {name.en}, so it counts."
        said.append(Text(f"{on.zh}是{name.zh}调休上班日，算工作日。", en))
    return said


def _full(due: Due) -> list[Text]:
    """The day on which days or months are full."""
    full, (period, is_back) = full_step(due), rule_of(due)
    if period is None or period.n == 0:
        return []
    on = say_day(full.on)
    added = SHORTER if full.code is StepCode.CLAMPED else NOTHING
    if is_back:
        return [
            Text(
                f"中间的休息日照算，往前到{on.zh}{added.zh}。",
                f"Rest days in between count too; it reaches back to {on.en}{added.en}.",
            )
        ]
    return [
        Text(
            f"中间的休息日照算，到{on.zh}期满{added.zh}。",
            f"Rest days in between count too; it ends on {on.en}{added.en}.",
        )
    ]


def _rolled(due: Due) -> list[Text]:
    """Why the end moved on: the rest day it fell on."""
    if all(step.code is not StepCode.ROLLED for step in due.steps):
        return []
    full_on = full_step(due).on
    rest = next(step for step in due.steps if step.on == full_on and step.code in RESTED)
    on, name = say_day(full_on, with_year=False), rest.name or Text("周末", "a weekend day")
    return [
        Text(
            f"{on.zh}是{name.zh}，顺延到下一个工作日。",
            f"{on.en} is {name.en}, so it moves to the next working day.",
        )
    ]


def _end(due: Due) -> Text:
    on = say_day(due.on)
    if due.steps[-1].code is StepCode.HOURS:
        return Text(f"{on.zh} {due.at:%H:%M} 到期。", f"Due at {due.at:%H:%M} on {on.en}.")
    return Text(f"{on.zh} 24:00 到期。", f"Due by the end of {on.en}.")


def _uncertain_year(due: Due) -> int:
    """The year whose notice is missing: the due day's, or the next one's, which may still change December."""
    ends_year = (due.on.month, due.on.day) >= NEW_YEAR_REACH
    began_this_year = min(step.on for step in due.steps).year == due.on.year
    return due.on.year + (ends_year and began_this_year)


def full_step(due: Due) -> Step:
    """The day on which the period itself is full, before it moves on."""
    return [step for step in due.steps if step.code in FULL_CODES][-1]


def _reason(step: Step, due: Due) -> Text:
    """Why one day was counted or not."""
    period, is_back = rule_of(due)
    name = step.name or NOTHING
    match step.code:
        case StepCode.START if isinstance(due.start, datetime):
            return Text(f"{due.start:%H:%M} 起算", f"counted from {due.start:%H:%M}")
        case StepCode.START:
            return Text("起算日，当天不算", "the day counted from, itself not counted")
        case StepCode.COUNT | StepCode.MAKE_UP:
            return _count_reason(step, period, name)
        case StepCode.WEEKEND | StepCode.HOLIDAY:
            return _rest_reason(step, period, name)
        case StepCode.LANDING | StepCode.CLAMPED:
            return _landing_reason(step, period, is_back)
        case StepCode.ROLLED:
            made_up = _made_up(name) if step.name else name
            return Text(f"顺延到这个工作日{made_up.zh}", f"moved to this working day{made_up.en}")
        case StepCode.HOURS:
            return Text(f"{due.at:%H:%M} 时间到", f"the hours end at {due.at:%H:%M}")
        case StepCode.FIXED if is_back:
            return Text("此日的前一天", "the day before it")
        case StepCode.FIXED:
            return Text("写明的日子，不顺延", "the day set, which stays")
        case StepCode.ADOPTED:
            return Text("放假通知录入的次日", "the day after the notice was entered")


def _count_reason(step: Step, period: Period | None, name: Text) -> Text:
    in_working_days = period is not None and period.unit is Unit.WORKING_DAYS
    unit = Text("个工作日", "working day") if in_working_days else Text("天", "day")
    made_up = _made_up(name) if step.code is StepCode.MAKE_UP else NOTHING
    return Text(f"第 {step.n} {unit.zh}{made_up.zh}", f"{unit.en} {step.n}{made_up.en}")


def _rest_reason(step: Step, period: Period | None, name: Text) -> Text:
    """A rest day is left out while working days are counted, and moves the end of any other period."""
    said = Text(f"{name.zh}放假", name.en) if step.code is StepCode.HOLIDAY else Text("周末", "weekend")
    if period is not None and period.unit is Unit.WORKING_DAYS:
        return Text(f"{said.zh}，不算", f"{said.en}, not counted")
    return Text(f"{said.zh}，往后顺延", f"{said.en}, so it moves on")


def _landing_reason(step: Step, period: Period | None, is_back: bool) -> Text:
    words = period.words() if period else NOTHING
    added = SHORTER if step.code is StepCode.CLAMPED else NOTHING
    if is_back:
        return Text(f"往前满{words.zh}{added.zh}", f"{words.en} back{added.en}")
    return Text(f"满{words.zh}{added.zh}", f"{words.en} completed{added.en}")


def _made_up(name: Text) -> Text:
    return Text(f"（{name.zh}调休上班）", f" (worked in exchange for {name.en})")
