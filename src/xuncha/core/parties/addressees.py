"""Whom a thing is sent to: the parties an act names in `to`, and whether each is one that a rule means.

A rule names a role of the regulation, a kind of body, `unit` (the unit the matter is about), `other_unit` (any
unit but that one) or `covering` (the body that covers the unit).
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xuncha.core.catalogue import ActType
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.scheme.rules import Scheme, calls
from xuncha.core.words import Text

ADDRESSEE_WORDS = {
    "unit": Text("本件所涉的单位", "the unit it is about"),
    "other_unit": Text("其他单位", "another unit"),
    "covering": Text("负责这个单位的机构", "the body covering the unit"),
}
"""Addressees that are no role: they depend on what the matter is about."""


RECEIPTS = ("document.received", "document.delivered")
"""How a paper is known to have reached somebody: it says so itself, or the sender proves the delivery."""


def is_sent(act: ActType) -> bool:
    """Whether an act of this type is sent to parties."""
    field = act.field("to")
    return field is not None and field.type == "party"


def sent_to(case: Case) -> tuple[UUID, ...]:
    """The parties that the act is sent to."""
    typed = listed(case.fields.get("to")) if is_sent(case.act) else ()
    return tuple(key for value in typed if (key := id_of(value)))


def is_one_of(scheme: Scheme, about: Subject, party: Subject, names: Iterable[str]) -> bool:
    """Whether a party is one of those named, for a thing that is about this."""
    return any(_is(scheme, about, party, name) for name in names)


def _is(scheme: Scheme, about: Subject, party: Subject, name: str) -> bool:
    role = scheme.roles.get(name)
    if name == "covering":
        return party.id == about.body
    if name == "other_unit":
        return party.kind == "unit" and party.id != about.unit
    if name == "unit" or (role and role.body == "unit"):
        return party.kind == "unit" and about.unit in (None, party.id)
    body, function = (role.body, role.function) if role else (name, "")
    if party.kind != "body" or party.code != body or function not in ("", party.facts.get("function", "")):
        return False
    return scheme.part_of(body) != "inspects" or about.body in (None, party.id)


def addressees_ruled(scheme: Scheme, act: str, value: str) -> tuple[str, ...]:
    """Whom the guards on this act name for things of this kind; empty where they leave it open."""
    ruled: dict[str, None] = {}
    for guard in scheme.guards_on.get(act, ()):
        if value in listed(guard.of.get("kind")):
            named = [one.args for one in calls(guard.needs) if one.name == "sent_to"]
            ruled |= dict.fromkeys(str(role) for args in named for role in listed(args.get("roles")))
    return tuple(ruled)


def addressee_words(scheme: Scheme, name: str) -> Text:
    """What an addressee is called."""
    role, kind = scheme.roles.get(name), scheme.value("body_kinds", name)
    return role.text if role else kind.text if kind else ADDRESSEE_WORDS.get(name) or Text(name, name)
