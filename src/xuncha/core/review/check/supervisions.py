"""Checks supervision: which duties, so long before or after their day, and to whom a report upward goes."""

from __future__ import annotations

from collections.abc import Iterable

from xuncha.core.dates.periods import Period, Unit
from xuncha.core.duties.supervision import STEPS
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import Known
from xuncha.core.review.check.roles_and_lists import reads
from xuncha.core.scheme.rules import DutyRule, Supervision
from xuncha.core.words import Text

SECTION = "supervision"
IN_DAYS = Text("应写成 P3WD、P1W 等，不按小时", "Write P3WD, P1W ..., not in hours")
REPORT = Text('应写成 report = { after = "P5WD", to = "role:职责" }', 'Write report = { after = "P5WD", to = "role:NAME" }')  # fmt: skip


def check_supervisions(found: Findings, known: Known, rules: Iterable[Supervision]) -> None:
    """Each by itself, and that no two do the same about one duty."""
    rules = tuple(rules)
    for rule in rules:
        _check_steps(found, known, rule)
        _check_duties(found, known, rule)
        _check_report(found, known, rule)
    _check_apart(found, rules)


def _check_steps(found: Findings, known: Known, rule: Supervision) -> None:
    if not any(getattr(rule, step) for step in STEPS):
        wrong = Text("既不提醒、不催办，也不上报", "neither reminds, urges nor reports")
        right = Text(
            '写上 remind = "P3WD"、urge = true 或者 report', 'Write remind = "P3WD", urge = true or report'
        )
        found.say(SECTION, rule, wrong, right)
    for step in STEPS:
        _check_length(found, known, rule, step, getattr(rule, step))
    if rule.report and reads(Period, rule.report) and Period.parse(rule.report).n == 0:
        wrong = Text("当天还没有逾期，不能上报", "on the day itself nothing is late yet")
        found.say(SECTION, rule, wrong, REPORT, "report")


def _check_length(found: Findings, known: Known, rule: Supervision, key: str, written: str) -> None:
    name = written.removeprefix("setting:")
    if written.startswith("setting:"):
        setting = known.scheme.settings.get(name)
        if setting is None:
            found.unknown(SECTION, rule, Text("设定项", "setting"), name, known.scheme.settings, key)
            return
        name = setting.default
    if written and not (reads(Period, name) and Period.parse(name).unit is not Unit.HOURS):
        wrong = Text(
            f"看不懂“{written}”，或者不是按天算的", f"{key} {written!r} is not a length of time in days"
        )
        found.say(SECTION, rule, wrong, IN_DAYS, key)


def _check_duties(found: Findings, known: Known, rule: Supervision) -> None:
    for name in rule.of:
        duty = known.scheme.duties.get(name)
        if duty is None:
            found.unknown(SECTION, rule, Text("待办", "duty"), name, known.scheme.duties, "of")
        elif not _has_a_day(duty):
            wrong = Text(
                f"“{name}”没有期限，不知道什么时候提醒", f"{name!r} has no date, so no step is ever due"
            )
            right = Text("从 of 里去掉，或者给这项待办写期限", "Take it out of `of`, or give the duty a date")
            found.say(SECTION, rule, wrong, right, "of")


def _has_a_day(duty: DutyRule) -> bool:
    """Whether a duty has a day, or may be given one: a text's own word for time becomes a limit by an act."""
    return not duty.quiet and not duty.before


def _check_report(found: Findings, known: Known, rule: Supervision) -> None:
    if bool(rule.report) != bool(rule.to):
        wrong = Text(
            "上报要写明到期以后多久、报给谁", "a report says both how long after the day and to whom"
        )
        found.say(SECTION, rule, wrong, REPORT, "report")
    if not rule.to:
        return
    form, _, name = rule.to.partition(":")
    role = known.scheme.roles.get(name)
    if form != "role":
        found.say(SECTION, rule, Text(f"看不懂“{rule.to}”", f"{rule.to!r} names nobody"), REPORT, "report")
    elif role is None:
        found.unknown(SECTION, rule, Text("职责", "role"), name, known.scheme.roles, "report")
    elif role.body == "unit":
        wrong = Text("单位不是上级，不能向它上报", "a unit is not told of what others owe")
        found.say(SECTION, rule, wrong, Text("报给一个机构", "Report to a body"), "report")


def _check_apart(found: Findings, rules: tuple[Supervision, ...]) -> None:
    """One step about one duty stands in one rule; one that names no duties stands behind those that do."""
    seen: dict[tuple[str, str], str] = {}
    for rule in rules:
        for step in STEPS:
            for name in (rule.of or ("",)) if getattr(rule, step) else ():
                first = seen.setdefault((step, name), rule.id)
                if first != rule.id:
                    wrong = Text(
                        f"“{first}”已经写了同样的事（{step}）",
                        f"{first!r} does the same ({step}) about {name or 'every duty'}",
                    )
                    right = Text("一项待办的一个步骤只写一次", "Say each step of a duty once")
                    found.say(SECTION, rule, wrong, right, "of", step)
