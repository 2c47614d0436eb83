"""Checks duties: somebody owes, something opens it, a day or a word says when, and somebody can discharge it."""

from __future__ import annotations

from collections.abc import Iterator

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.cycles import Cycle
from xuncha.core.dates.days_of_year import DayOfYear
from xuncha.core.dates.periods import Period
from xuncha.core.duties.silence import MAY_COUNT_AS
from xuncha.core.duties.starting import WAYS
from xuncha.core.faults import nearest_words
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.guard_rules import check_conditions
from xuncha.core.review.check.known import CLOCK_ACTS, DUTY_SCOPES, FOUNDING_ACTS, REPLACES, Known
from xuncha.core.review.check.roles_and_lists import reads
from xuncha.core.review.check.words_of_acts import (
    acts_named,
    check_acts,
    check_matching,
    check_values,
)
from xuncha.core.scheme.rules import DutyRule, Role
from xuncha.core.words import Text

OWNERS = (
    "role:NAME", "role:SEAT@BODY", "default:NAME", "unit", "unit.principal", "unit.first_responsible", "actor", "person",
    "covering", "lead", "helpers", "addressee", "payload.FIELD", "each:unit", "each:body(KIND)", "each:seat(SEAT)",
)  # fmt: skip
"""The ways to say who owes."""

PER = ("leaders", "seats", "clues", "findings")


def check_duty(found: Findings, known: Known, duty: DutyRule) -> None:
    """Everything a duty must say, and every word in it."""
    acts = acts_named(duty.after)
    check_acts(found, known, "duty", duty, duty.after, "after")
    check_acts(found, known, "duty", duty, duty.done_by, "done_by")
    check_acts(found, known, "duty", duty, [duty.before] if duty.before else [], "before")
    check_matching(found, known, "duty", duty, acts, duty.of, "of")
    check_matching(found, known, "duty", duty, acts_named(duty.done_by), duty.where, "where")
    check_conditions(found, known, "duty", duty, acts, duty.needs, "if")
    check_conditions(found, known, "duty", duty, acts, duty.unless, "unless")
    check_conditions(found, known, "duty", duty, acts_named(duty.done_by), duty.done_if, "done_if")
    _check_owners(found, known, duty)
    _check_opening(found, duty)
    _check_when(found, known, duty)
    if not duty.done_by:
        wrong = Text("没有 done_by，永远办不结", "has no done_by, so it can never be discharged")
        found.say(
            "duty",
            duty,
            wrong,
            Text('应写成 done_by = "document.published"', 'Write done_by = "document.published"'),
        )
    if duty.scope and duty.scope not in DUTY_SCOPES:
        found.unknown("duty", duty, Text("范围", "scope"), duty.scope, DUTY_SCOPES, "scope")
    if duty.replaces and duty.replaces not in REPLACES:
        found.unknown(
            "duty",
            duty,
            Text("代替的范围", "place in which it replaces"),
            duty.replaces,
            REPLACES,
            "replaces",
        )
    _check_per(found, known, duty)
    _check_silence(found, duty)
    _check_counts_from(found, duty)
    check_values(found, known, "duty", duty, ["unit_kinds"], duty.kinds, "kinds")


def _check_opening(found: Findings, duty: DutyRule) -> None:
    if not duty.after and not duty.every:
        wrong = Text(
            "没有 after，也没有 every，永远不会产生", "has neither after nor every, so nothing ever opens it"
        )
        right = Text(
            '应写明由哪件事产生，如 after = "document.received"',
            'Say what opens it, such as after = "document.received"',
        )
        found.say("duty", duty, wrong, right)


def _check_counts_from(found: Findings, duty: DutyRule) -> None:
    """There are several acts to count from, and something to count."""
    if not duty.counts_from:
        return
    if duty.counts_from not in WAYS:
        found.unknown(
            "duty", duty, Text("起算写法", "way to count from"), duty.counts_from, WAYS, "counts_from"
        )
    if len(acts_named(duty.after)) < 2:
        wrong = Text(
            "after 里只有一件事，不用写 counts_from", "has one act in `after`, so nothing is to choose from"
        )
        right = Text("在 after 里写几件事", "Name several acts in `after`")
        found.say("duty", duty, wrong, right, "counts_from")
    if not duty.within:
        wrong = Text("没有 within，没有可以起算的", "has no `within`, so there is nothing to count")
        found.say("duty", duty, wrong, Text("应写 within", "Say within how long"), "counts_from")


def _check_silence(found: Findings, duty: DutyRule) -> None:
    """Silence counts as one of the acts that would discharge the duty, on a day, and ends no matter by itself."""
    if not duty.silence:
        return
    ways = {word.partition(":")[0] for word in duty.done_by}
    if duty.silence not in CATALOGUE:
        found.unknown("duty", duty, Text("记录类型", "act"), duty.silence, CATALOGUE, "silence")
    elif duty.silence not in MAY_COUNT_AS:
        wrong = Text(f"“{duty.silence}”不能期满视为已办", f"no silence counts as {duty.silence!r}")
        right = Text("这件事要由人办（base-26）", "A person does this (base-26)")
        found.say("duty", duty, wrong, right, "silence")
    elif duty.silence not in ways:
        wrong = Text(
            f"“{duty.silence}”不在 done_by 里", f"{duty.silence!r} is not among what discharges it (done_by)"
        )
        found.say("duty", duty, wrong, nearest_words(duty.silence, ways), "silence")
    if not any((duty.within, duty.by, duty.before_date, duty.set_by, duty.every)):
        wrong = Text("没有期限，永远不会期满", "has no day, so no silence ever counts")
        found.say("duty", duty, wrong, Text("应写明 within 等期限", "Say by when, such as within"), "silence")


def _check_per(found: Findings, known: Known, duty: DutyRule) -> None:
    fields = {
        name for act in acts_named(duty.after) for name in (*known.field_names(act), *known.facts_of(act))
    }
    known_words = {*PER, *known.scheme.lists, *fields}
    if duty.per and duty.per not in known_words:
        found.unknown("duty", duty, Text("逐项对象", "set to owe for each of"), duty.per, known_words, "per")


# ------------------------------------------------------------------------------------------ when


def _check_when(found: Findings, known: Known, duty: DutyRule) -> None:
    if duty.undated and duty.within:
        wrong = Text("既有 within 又有 undated", "has both within and undated")
        found.say(
            "duty", duty, wrong, Text("有期限就不写 undated", "A duty with a date is not undated"), "undated"
        )
    for key, value, kind, right in (
        ("within", duty.within, Period, Text("应写成 P5WD、P1M、PT24H 等", "Write P5WD, P1M, PT24H ...")),
        ("lead", duty.lead, Period, Text("应写成 P3WD、P0D 等", "Write P3WD, P0D ...")),
        ("goal", duty.goal, Period, Text("应写成 P6M 等", "Write P6M ...")),
        (
            "every",
            duty.every,
            Cycle,
            Text("应写成 week、month day 20、quarter 等", "Write week, month day 20, quarter ..."),
        ),
    ):
        _check_time(found, known, duty, key, value, kind, right)
    by = "" if duty.by.startswith("payload.") else duty.by
    _check_days_named(found, known, duty)
    for key, value in (("by", by), ("from", duty.start)):
        _check_time(
            found,
            known,
            duty,
            key,
            value,
            DayOfYear,
            Text("应写成 05-25、05-late 等", "Write 05-25, 05-late ..."),
        )
    if duty.set_by and duty.set_by not in {*known.scheme.roles, *known.body_kinds}:
        found.unknown("duty", duty, Text("职责", "role"), duty.set_by, known.scheme.roles, "set_by")
    fields = {field for act in acts_named(duty.after) for field in known.facts_of(act)}
    if duty.limit != "due" and duty.limit not in fields:
        found.unknown("duty", duty, Text("栏目", "field"), duty.limit, fields, "limit")
    for phase in duty.during:
        if phase not in known.scheme.phases:
            found.unknown("duty", duty, Text("阶段", "phase"), phase, known.scheme.phases, "during")


def _check_days_named(found: Findings, known: Known, duty: DutyRule) -> None:
    """`before_date = "from_on"` and `by = "payload.to_on"` name a field of the opening act."""
    fields = {name for act in acts_named(duty.after) for name in known.field_names(act)}
    named = {"before_date": duty.before_date, "by": duty.by.partition("payload.")[2]}
    for key, name in named.items():
        if name and name not in fields:
            found.unknown("duty", duty, Text("栏目", "field"), name, fields, key)


def _check_time(
    found: Findings, known: Known, duty: DutyRule, key: str, value: str,
    kind: type[Period] | type[Cycle] | type[DayOfYear], right: Text,
) -> None:  # fmt: skip
    if value.startswith("setting:"):
        name = value.removeprefix("setting:")
        if name not in known.scheme.settings:
            found.unknown("duty", duty, Text("设定项", "setting"), name, known.scheme.settings, key)
    elif value and not reads(kind, value):
        found.say("duty", duty, Text(f"看不懂“{value}”", f"{key} {value!r} cannot be read"), right, key)


# ------------------------------------------------------------------------------------------ who


def _check_owners(found: Findings, known: Known, duty: DutyRule) -> None:
    if not duty.owner:
        wrong = Text("没有写由谁承办", "has no owner")
        found.say(
            "duty", duty, wrong, Text(f"可写：{'、'.join(OWNERS)}", f"Write one of {', '.join(OWNERS)}")
        )
    for key, names in (("owner", (duty.owner,)), ("with", duty.co_owners), ("to", (duty.owed_to,))):
        for name in names:
            if name:
                _check_owner(found, known, duty, key, name)


def _check_owner(found: Findings, known: Known, duty: DutyRule, key: str, name: str) -> None:
    form, _, rest = name.partition(":")
    if form in ("role", "default") and rest:
        _check_role_owner(found, known, duty, key, rest)
    elif name.startswith("payload."):
        fields = {field for act in acts_named(duty.after) for field in known.field_names(act)}
        if duty.after and name.removeprefix("payload.") not in fields:
            found.unknown("duty", duty, Text("栏目", "field"), name.removeprefix("payload."), fields, key)
    elif name.startswith("each:body(") and name.endswith(")"):
        _one_known(found, duty, key, Text("机构种类", "kind of body"), _inner(name), known.body_kinds)
    elif name.startswith("each:seat(") and name.endswith(")"):
        _one_known(found, duty, key, Text("岗位", "seat"), _inner(name), known.seats)
    elif name not in OWNERS:
        found.unknown("duty", duty, Text("承办写法", "way to say who owes"), name, OWNERS, key)


def _inner(name: str) -> str:
    return name.partition("(")[2].rstrip(")")


def _one_known(
    found: Findings, duty: DutyRule, key: str, what: Text, word: str, known: frozenset[str]
) -> None:
    if word not in known:
        found.unknown("duty", duty, what, word, known, key)


def _check_role_owner(found: Findings, known: Known, duty: DutyRule, key: str, rest: str) -> None:
    name, at, body = rest.partition("@")
    if at:
        _one_known(found, duty, key, Text("机构种类", "kind of body"), body, known.body_kinds)
        if name not in known.scheme.roles:
            _one_known(found, duty, key, Text("岗位", "seat"), name, known.seats)
    elif name not in known.scheme.roles and name not in known.body_kinds:
        found.unknown("duty", duty, Text("职责", "role"), name, known.scheme.roles, key)


def owner_roles(known: Known, duty: DutyRule, name: str) -> list[Role] | None:
    """The roles that an owner's people can have, or None where only the act itself will say who owes."""
    form, _, rest = name.partition(":")
    if form in ("role", "default"):
        role, _, body = rest.partition("@")
        if found := known.scheme.roles.get(role):
            return list(known.roles_in(body or found.body, found.function, found.seat))
        return list(known.roles_in(body or role, "", role if body else ""))
    if name in ("unit.principal", "unit.first_responsible"):
        return list(known.roles_in("unit", "", "principal"))
    if name in ("unit", "each:unit"):
        return list(known.roles_in("unit"))
    if name == "actor":
        return [role for word in duty.after for role in known.roles_that_may(*_split(word))]
    if name.startswith("each:body("):
        return list(known.roles_in(_inner(name)))
    return None


def _split(word: str) -> tuple[str, str]:
    code, _, value = word.partition(":")
    return code, value


def check_doers(found: Findings, known: Known, duty: DutyRule) -> None:
    """Somebody can do what opens the duty, and the one who owes can do what discharges it."""
    for word in duty.after:
        if word.partition(":")[0] in CATALOGUE and not _anybody(known, word):
            wrong = Text(f"产生它的“{word}”没有任何职责可以办", f"nobody may do {word!r}, which opens it")
            found.say("duty", duty, wrong, _name_it(word), "after")
    words = [word for word in duty.done_by if word.partition(":")[0] in CATALOGUE]
    owners = [owner_roles(known, duty, name) for name in (duty.owner, *duty.co_owners) if name]
    if not words or not owners:
        return
    if not any(_anybody(known, word) for word in words):
        wrong = Text(
            f"没有任何职责可以办“{'、'.join(words)}”",
            f"no role may do {' or '.join(words)}, which would discharge it",
        )
        found.say("duty", duty, wrong, _name_it(words[0]), "done_by")
    elif not any(roles is None or _one_of(roles, words, duty) for roles in owners):
        who = "、".join((duty.owner, *duty.co_owners))
        wrong = Text(
            f"承办的 {who} 不能办“{'、'.join(words)}”", f"{who} owes it but may not do {' or '.join(words)}"
        )
        found.say("duty", duty, wrong, _name_it(words[0]), "done_by")


def _name_it(word: str) -> Text:
    return Text(
        f'在应办的职责的 may 里加上 "{word}"', f'Add "{word}" to the `may` of the role that should do it'
    )


def _anybody(known: Known, word: str) -> bool:
    code, value = _split(word)
    return code in CLOCK_ACTS | FOUNDING_ACTS or any(True for _ in known.roles_that_may(code, value))


def _one_of(roles: list[Role], words: list[str], duty: DutyRule) -> bool:
    kinds = duty.where.get("kind")
    values: Iterator[str] = iter(
        kinds if isinstance(kinds, list) else [kinds] if isinstance(kinds, str) else []
    )
    named = [word if ":" in word else f"{word}:{value}" for value in values for word in words]
    return any(_may(role, word) for role in roles for word in (*words, *named))


def _may(role: Role, word: str) -> bool:
    return word in role.may or word.partition(":")[0] in role.may
