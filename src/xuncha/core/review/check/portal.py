"""Checks the rules of the portal: who takes in what is reported about whom, as what, and who guards names."""

from __future__ import annotations

from collections.abc import Iterable

from xuncha.core.faults import nearest_words
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.known import Known
from xuncha.core.review.check.words_of_acts import VALUE
from xuncha.core.scheme.rules import ABOUTS, PortalRule
from xuncha.core.words import Text

SECTION = "portal"
RECEIVED = "complaint.received"
GUARDS = 2
"""How many bodies guard the names of reporters: neither opens one alone."""


def check_portal(found: Findings, known: Known, rules: Iterable[PortalRule]) -> None:
    """Each by itself, and that what is reported about units, who reads it and who guards names stand together."""
    rules = tuple(rules)
    for rule in rules:
        _check_about(found, rule)
        _check_roles(found, known, rule)
        if rule.about != "names":
            _check_kinds(found, known, rule)
    _check_together(found, known, rules)


def _check_about(found: Findings, rule: PortalRule) -> None:
    if rule.about not in ABOUTS:
        wrong = Text(f"看不懂反映谁：“{rule.about}”", f"unknown whom it is about {rule.about!r}")
        found.say(SECTION, rule, wrong, nearest_words(rule.about, ABOUTS), "about")


def _check_roles(found: Findings, known: Known, rule: PortalRule) -> None:
    wanted = GUARDS if rule.about == "names" else 1
    if len(set(rule.to)) != wanted:
        wrong = Text(f"to 要写 {wanted} 个职责", f"`to` names {len(set(rule.to))} roles and not {wanted}")
        right = Text("名字由两个机构保管，来件由一个机构收", "Two bodies guard names; one takes reports in")
        found.say(SECTION, rule, wrong, right, "to")
    for name in rule.to:
        role = known.scheme.roles.get(name)
        if role is None:
            found.unknown(SECTION, rule, Text("职责", "role"), name, known.scheme.roles, "to")
        elif role.body in ("unit", "clock", "founder"):
            wrong = Text(f"“{name}”不是机构，不能收来件", f"{name!r} is no body and takes no report in")
            found.say(SECTION, rule, wrong, Text("写一个机构的职责", "Name the role of a body"), "to")


def _check_kinds(found: Findings, known: Known, rule: PortalRule) -> None:
    """What comes in is registered as something that is about just that, by somebody who may."""
    if not rule.kind:
        wrong = Text("没有写登记成哪一类", "does not say as what it is registered")
        found.say(SECTION, rule, wrong, Text("写上 kind", "Give it a kind of intake"), "about")
    for kind in filter(None, (rule.kind, rule.elsewhere)):
        if kind not in known.values("intakes"):
            found.unknown(SECTION, rule, VALUE, kind, known.values("intakes"), "kind")
            continue
        if known.scheme.about_whom(kind) != rule.about:
            wrong = Text(f"“{kind}”类的来件不是反映这一方的", f"the kind {kind!r} is not about this party")
            right = Text(
                "给这一类写上 about（body 是巡查组，intake 是受理机构）",
                "Say `about` of that kind: `body` for a team, `intake` for whoever takes reports in",
            )
            found.say(SECTION, rule, wrong, right, "kind")
        roles = [known.scheme.roles[name] for name in rule.to if name in known.scheme.roles]
        if roles and not any({RECEIVED, f"{RECEIVED}:{kind}"} & role.may for role in roles):
            wrong = Text(f"收的一方不能登记“{kind}”", f"whoever takes it in may not register {kind!r}")
            right = Text(
                f'在它的 may 里加上 "{RECEIVED}:{kind}"', f'Add "{RECEIVED}:{kind}" to the `may` of the role'
            )
            found.say(SECTION, rule, wrong, right, "to")


def _check_together(found: Findings, known: Known, rules: tuple[PortalRule, ...]) -> None:
    by_about: dict[str, PortalRule] = {}
    for rule in rules:
        first = by_about.setdefault(rule.about, rule)
        if first is not rule:
            wrong = Text(f"“{first.id}”已经写了同样的事", f"{first.id!r} says the same already")
            found.say(SECTION, rule, wrong, Text("只写一次", "Say it once"), "about")
    lacking = [about for about in ("unit", "intake", "names") if rules and about not in by_about]
    for about in lacking:
        wrong = Text(f"还缺一条 about = {about} 的规则", f"there is no rule about = {about!r}")
        right = Text(
            "反映单位的、反映受理机构的由谁收，名字由谁保管，三条都要写",
            "Say who takes in what is about units, who what is about that body, and who guards names",
        )
        found.say(SECTION, rules[0], wrong, right)
    mine, above = by_about.get("unit"), by_about.get("intake")
    if mine and above and set(mine.to) & set(above.to):
        wrong = Text(
            "反映受理机构的不能由它自己收", "whoever takes reports in does not take in those about itself"
        )
        found.say(SECTION, above, wrong, Text("写上一级", "Name the level above"), "to")
