"""Says a rule as a person would: who owes what by when, what is refused unless, where a class of matters goes."""

from __future__ import annotations

from functools import singledispatch

from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.periods import Period
from xuncha.core.names.naming import Naming, joined
from xuncha.core.scheme.rules import (
    DutyRule,
    Form,
    Guard,
    Phase,
    Role,
    Route,
    Rule,
    Series,
    Setting,
    Supervision,
    ValueList,
    View,
)
from xuncha.core.unreadable import UnreadableError
from xuncha.core.wording.condition_words import conditions_words, exceptions_words
from xuncha.core.words import Text

KINDS_OF_RULES = {
    "roles": Text("职责", "Role"), "lists": Text("选项", "List"), "series": Text("编号", "Numbers"),
    "setting": Text("设定", "Setting"), "phase": Text("阶段", "Phase"), "duty": Text("待办", "Duty"),
    "guard": Text("把关", "Guard"), "route": Text("途径", "Route"), "form": Text("表单", "Form"),
    "view": Text("页面", "Page"), "supervision": Text("督办", "Supervision"), "portal": Text("网上来件", "Reports through the portal"),
}  # fmt: skip


@singledispatch
def rule_words(rule: Rule, naming: Naming) -> Text:
    """The rule in a sentence."""
    return rule.text


# ---------------------------------------------------------------------------------------------- duties


@rule_words.register
def _duty(rule: DutyRule, naming: Naming) -> Text:
    owner, done = _owner_of_kinds(rule, naming), naming.acts(rule.done_by, "或者", " or ")
    kind = naming.matching(rule.where, [word.partition(":")[0] for word in rule.done_by])
    with_ = joined(owner_words(name, naming) for name in rule.co_owners)
    to = owner_words(rule.owed_to, naming) if rule.owed_to else Text("", "")
    when, opened = when_words(rule, naming), opened_words(rule, naming)
    zh = f"{owner.zh}{f'（会同{with_.zh}）' if with_.zh else ''}{opened.zh}{when.zh}，应办：{done.zh}{f'（{kind.zh}）' if kind.zh else ''}"
    en = f"{owner.en}{f' (with {with_.en})' if with_.en else ''} owes: {done.en}{f' ({kind.en})' if kind.en else ''}"
    unless = conditions_words(naming, rule.unless, rule.after)
    needs = conditions_words(naming, rule.needs, rule.after)
    counts = conditions_words(naming, rule.done_if, [word.partition(":")[0] for word in rule.done_by])
    zh += f"，{counts.zh}才算办结" if counts.zh else ""
    en += f" (discharged only if {counts.en})" if counts.en else ""
    zh += (
        (f"，报{to.zh}" if to.zh else "")
        + (f"；前提：{needs.zh}" if needs.zh else "")
        + (f"；{unless.zh}的除外" if unless.zh else "")
    )
    en += f", {when.en}{opened.en}" + (f", to {to.en}" if to.en else "")
    en += (f"; if {needs.en}" if needs.en else "") + (f"; not when {unless.en}" if unless.en else "")
    zh += "；各办各的" if rule.own else ""
    en += "; done by whoever owes it" if rule.own else ""
    if rule.silence:
        counts_as = naming.act(rule.silence)
        zh += f"；到期没有办的，视为已办“{counts_as.zh}”"
        en += f"; not done by then, it counts as done by silence: {counts_as.en.lower()}"
    zh += "；还没办又产生的，以新的一项为准" if rule.replaces else ""
    en += "; owed again before it is done, the new one takes its place" if rule.replaces else ""
    zh, en = (f"{zh}；只有承办人看得到", f"{en}; told to nobody but its owner") if rule.quiet else (zh, en)
    return Text(f"{zh}。", f"{_capital(en)}.")


def _owner_of_kinds(rule: DutyRule, naming: Naming) -> Text:
    """Who owes; where the clause binds units of some kinds only, these."""
    kinds = naming.values("unit_kinds", rule.kinds)
    if not rule.kinds:
        return owner_words(rule.owner, naming)
    if rule.owner.startswith("each:"):
        return Text(f"每个单位（{kinds.zh}）", f"each unit ({kinds.en.lower()})")
    return Text(f"单位（{kinds.zh}）", f"the unit ({kinds.en.lower()})")


def opened_words(rule: DutyRule, naming: Naming) -> Text:
    """After which acts it is owed: `在“制发、送达：通知”以后`; nothing where no act opens it."""
    if not rule.after:
        return Text("", "")
    acts, kind = (
        naming.acts(rule.after, "或者", " or "),
        naming.matching(rule.of, [word.partition(":")[0] for word in rule.after]),
    )
    each = Text("，逐项", ", one for each") if rule.per else Text("", "")
    from_ = COUNTED_FROM.get(rule.counts_from, Text("", ""))
    zh = f"在“{acts.zh}{f'：{kind.zh}' if kind.zh else ''}”以后{from_.zh}{each.zh}"
    en = f" after '{acts.en.lower()}{f': {kind.en.lower()}' if kind.en else ''}'{from_.en}{each.en}"
    return Text(zh, en)


COUNTED_FROM = {
    "earliest": Text("（从先发生的起算）", " (counted from whichever comes first)"),
    "first_named": Text(
        "（从前一件起算，没有的从后一件起算）",
        " (counted from the former; where there is none, from the latter)",
    ),
}
"""From which of several opening acts a duty counts."""


def when_words(rule: DutyRule, naming: Naming) -> Text:
    """By when: `3个工作日内`, `每季度`, `及时`, `进驻以前`."""
    if rule.within:
        return _length(rule.within, naming)
    if rule.every:
        return _in_phases(_rhythm(rule.every, naming), rule, naming)
    if rule.before_date:
        return _before_day_named(rule, naming)
    if rule.by.startswith("payload."):
        field = naming.field(rule.by.removeprefix("payload."), _acts_after(rule))
        return Text(f"，按所填的{field.zh}", f"by the {field.en.lower()} named")
    if rule.by:
        words = readable(rule.by)
        return Text(f"{words.zh}前", f"by {words.en}")
    if rule.before:
        act = naming.act(rule.before)
        said = time_word(rule.undated) if rule.undated else None
        zh, en = f"“{act.zh}”以前", f"before '{act.en.lower()}'"
        return Text(f"，{said.zh}，{zh}", f"{said.en}, {en}") if said else Text(f"，{zh}", en)
    if rule.set_by:
        who = naming.role(rule.set_by)
        return Text(f"，按{who.zh}定的期限", f"by the limit that {who.en.lower()} sets")
    word = time_word(rule.undated)
    return Text(f"，{word.zh}", word.en)


def _before_day_named(rule: DutyRule, naming: Naming) -> Text:
    """`任职日期以前`, `节日以前3个工作日`: counted back from a day that the opening act names."""
    field = naming.field(rule.before_date, _acts_after(rule))
    lead = readable(rule.lead) if rule.lead and rule.lead != "P0D" else None
    zh = f"，{field.zh}以前" + (f"{lead.zh}" if lead else "")
    return Text(zh, (f"{lead.en} " if lead else "") + f"before the {field.en.lower()}")


def _acts_after(rule: DutyRule) -> tuple[str, ...]:
    return tuple(word.partition(":")[0] for word in rule.after)


TIME_WORDS = {
    "": Text("期限未定", "no time given"), "未定": Text("期限未定", "no time given"), "及时": Text("及时", "promptly (及时)"),
    "定期": Text("定期", "periodically (定期)"), "按要求": Text("按要求", "as asked (按要求)"),
    "按计划": Text("按计划", "as planned (按计划)"), "直接": Text("直接", "directly (直接)"), "中止计时": Text("中止计时", "the clock stands"),
    "原定日期已过": Text("原定日期已过", "the day named was over (原定日期已过)"),
}  # fmt: skip


def time_word(undated: str) -> Text:
    """The text's own word for time, kept beside its English; a date is never made of it."""
    return TIME_WORDS.get(undated) or Text(undated, f"“{undated}”")


def _length(written: str, naming: Naming) -> Text:
    if written.startswith("setting:"):
        found = naming.scheme.settings.get(written.removeprefix("setting:"))
        return Text(
            "按设定的期限", f"within the period set ({found.text.en})" if found else "within the period set"
        )
    words = readable(written)
    return Text(f"{words.zh}内", f"within {words.en}")


def _rhythm(written: str, naming: Naming) -> Text:
    if not written.startswith("setting:"):
        return readable(written)
    found = naming.scheme.settings.get(written.removeprefix("setting:"))
    default = readable(found.default) if found else Text("", "")
    return Text(f"定期（默认{default.zh}）", f"periodically ({default.en} unless the office sets another)")


def _in_phases(rhythm: Text, rule: DutyRule, naming: Naming) -> Text:
    """A rhythm with the phases that it belongs to: `每周（自查自纠阶段）`."""
    named = joined(found.text for name in rule.during if (found := naming.scheme.phases.get(name)))
    if not rule.during:
        return rhythm
    return Text(f"{rhythm.zh}（{named.zh}阶段）", f"{rhythm.en} (phase: {named.en})")


def readable(written: str) -> Text:
    """A rhythm, a length of time or a day of the year in words; anything else as it is written."""
    for kind in (Cycle, Period, DayOfYear):
        try:
            return kind.parse(written).words()
        except UnreadableError:
            continue
    return Text(written, written)


def owner_words(name: str, naming: Naming) -> Text:
    """Who owes: `巡查办`, `巡查组的组长`, `每个单位`."""
    form, _, rest = name.partition(":")
    if form in ("role", "default"):
        role, at, body = rest.partition("@")
        who = naming.role(role) if role in naming.scheme.roles or not at else naming.value("seats", role)
        return (
            Text(f"{naming.role(body).zh}的{who.zh}", f"{who.en} of the {naming.role(body).en.lower()}")
            if at
            else who
        )
    if name in ("unit.principal", "unit.first_responsible"):
        return Text("单位主要负责人", "the unit's principal head")
    if name.startswith("payload."):
        field = naming.field(name.removeprefix("payload."))
        return Text(f"所填的{field.zh}", f"the {field.en.lower()} named")
    if name.startswith("each:"):
        inner = name.partition("(")[2].rstrip(")")
        what = naming.value("seats", inner) if name.startswith("each:seat") else naming.role(inner or "unit")
        return Text(f"每个{what.zh}", f"each {what.en.lower().removeprefix('the ')}")
    return naming.role(name)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------------------------------------- the others


@rule_words.register
def _guard(rule: Guard, naming: Naming) -> Text:
    acts, kind = naming.acts(rule.on), naming.matching(rule.of, rule.on)
    needs = conditions_words(naming, rule.needs, rule.on)
    unless = exceptions_words(naming, rule.unless, rule.on)
    of = Text(f"（{kind.zh}）" if kind.zh else "", f" ({kind.en})" if kind.en else "")
    zh = f"办“{acts.zh}{of.zh}”，要{needs.zh}"
    zh += f"；{unless.zh}的除外" if unless.zh else ""
    needed = f"{needs.en}{f', or {unless.en}' if unless.en else ''}"
    if rule.strength == "reason":
        return Text(
            f"{zh}。做不到的，写明理由才能办。",
            f"'{acts.en}'{of.en} without a written reason only if {needed}.",
        )
    if rule.strength == "show":
        return Text(f"{zh}。做不到的，只作提示。", f"Shows on '{acts.en}'{of.en} when not: {needed}.")
    return Text(f"{zh}。否则不能办。", f"Refuses '{acts.en}'{of.en} unless {needed}.")


@rule_words.register
def _route(rule: Route, naming: Naming) -> Text:
    classes, to = naming.values("dispositions", rule.classes), naming.role(rule.to)
    reply = readable(rule.reply) if rule.reply else None
    zh = f"{classes.zh}，移交{to.zh}" if classes.zh else f"移交{to.zh}"
    en = f"{classes.en}: to the {to.en.lower()}" if classes.en else f"To the {to.en.lower()}"
    return Text(
        zh + (f"，{reply.zh}内答复。" if reply else "。"),
        en + (f", answered within {reply.en}." if reply else "."),
    )


@rule_words.register
def _role(rule: Role, naming: Naming) -> Text:
    body = naming.role(rule.body)
    seat = naming.value("seats", rule.seat) if rule.seat else rule.text if rule.function else Text("", "")
    zh, en = (
        f"{body.zh}{f'·{seat.zh}' if seat.zh else ''}",
        f"{body.en}{f', {seat.en.lower()}' if seat.en else ''}",
    )
    if rule.post:
        zh, en = f"{zh}，由{rule.post.zh}担任", f"{en}: {rule.post.en}"
    if rule.max:
        zh, en = f"{zh}，最多 {rule.max} 人", f"{en}, at most {rule.max}"
    if not rule.may:
        return Text(f"{zh}。", f"{en}.")
    return Text(f"{zh}。可办 {len(rule.may)} 种事项。", f"{en}. May do {len(rule.may)} kinds of acts.")


@rule_words.register
def _list(rule: ValueList, naming: Naming) -> Text:
    names = joined(value.text for value in rule.values.values())
    more = Text("等", " and others") if rule.open else Text("", "")
    return Text(f"{rule.text.zh}：{names.zh}{more.zh}。", f"{rule.text.en}: {names.en}{more.en}.")


@rule_words.register
def _form(rule: Form, naming: Naming) -> Text:
    names = joined(field.text for field in rule.fields.values())
    return Text(
        f"{rule.text.zh}：填{names.zh or '通用栏目'}。", f"{rule.text.en}: {names.en or 'the usual fields'}."
    )


@rule_words.register
def _series(rule: Series, naming: Naming) -> Text:
    things = naming.things(rule.of)
    return Text(
        f"{things.zh}按“{rule.pattern}”编号，不跳号。",
        f"{things.en} numbered '{rule.pattern}' without a gap.",
    )


@rule_words.register
def _setting(rule: Setting, naming: Naming) -> Text:
    default = readable(rule.default)
    return Text(
        f"{rule.text.zh}：未另行设定时为{default.zh}。",
        f"{rule.text.en}: {default.en} until the office sets another.",
    )


@rule_words.register
def _phase(rule: Phase, naming: Naming) -> Text:
    days = [readable(end) for end in (rule.start, rule.end) if end]
    span = joined(days, "至", " to ")
    return Text(
        f"{rule.text.zh}阶段{f'（{span.zh}）' if span.zh else ''}。",
        f"Phase: {rule.text.en}{f' ({span.en})' if span.en else ''}.",
    )


@rule_words.register
def _view(rule: View, naming: Naming) -> Text:
    return Text(
        f"在页面上可见：{rule.text.zh}（{rule.page}）。", f"Seen on the page {rule.page}: {rule.text.en}."
    )


@rule_words.register
def _supervision(rule: Supervision, naming: Naming) -> Text:
    """`到期以前3个工作日提醒，到期当天催办，到期以后5个工作日仍未办的报巡查办：整改。`"""
    said = []
    if rule.remind:
        length = _so_long(rule.remind, naming)
        said.append(Text(f"到期以前{length.zh}提醒", f"a reminder {length.en} before the day"))
    if rule.urge:
        said.append(_urged_when(rule.urge, naming))
    if rule.report:
        length, to = _so_long(rule.report, naming), owner_words(rule.to, naming)
        late = Text(f"到期以后{length.zh}还没办的，报{to.zh}", f"{length.en} after it, a report to {to.en}")
        said.append(late)
    duties = [found.text for name in rule.of if (found := naming.scheme.duties.get(name))]
    of = joined(duties) if rule.of else Text("所有有期限的待办", "every duty with a date")
    steps = joined(said, "，", "; ")
    return Text(f"{of.zh}：{steps.zh}。", f"{of.en}: {steps.en}.")


def _urged_when(written: str, naming: Naming) -> Text:
    if written == "P0D":
        return Text("到期当天催办", "urged on the day")
    length = _so_long(written, naming)
    return Text(f"到期以后{length.zh}催办", f"urged {length.en} after it")


def _so_long(written: str, naming: Naming) -> Text:
    """A length of time by itself; one that the office sets, with what holds until it does."""
    found = naming.scheme.settings.get(written.removeprefix("setting:"))
    return readable(found.default if found else written)
