"""The words a refusal names things with: roles, values, acts, fields and states under the case's scheme."""

from __future__ import annotations

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.facts.case import Case
from xuncha.core.names.labels import KIND_NAMES, STATES, label
from xuncha.core.names.nouns import act_noun, kind_words
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text


def role_words(scheme: Scheme, role: str) -> Text:
    """The role's words, or its code where the scheme has none."""
    found = scheme.roles.get(role)
    return found.text if found else Text(role, role)


def role_name(case: Case, role: str) -> Text:
    """The role's words under the case's scheme."""
    return role_words(case.scheme, role)


def value_name(case: Case, lists: str, code: str) -> Text:
    """The words of a list's value, or its code."""
    found = case.scheme.value(lists, code)
    return found.text if found else Text(code, code)


THINGS = {
    "document": "documents",
    "report": "returns",
    "request": "requests",
    "referral": "routes",
    "body": "body_kinds",
}
"""The list that names the kinds of a thing, for acts that do not carry the kind themselves."""


def act_name(case: Case, act: str) -> Text:
    """`登记会议（集中培训）`: an act, with its kind where one is named (`meeting.held:training`)."""
    code, _, value = act.partition(":")
    known = CATALOGUE.get(code)
    name = act_noun(case.scheme, code)
    if not value or known is None:
        return name
    if value in CATALOGUE:
        meant = act_noun(case.scheme, value)
        return Text(f"{name.zh}：{meant.zh}", f"{name.en} ({meant.en.lower()})")
    field = known.field(known.deciding) if known.deciding else None
    kind = value_name(case, field.of if field else THINGS.get(known.thing, ""), value)
    return Text(f"{kind.zh}（{name.zh}）", f"{kind.en} ({name.en.lower()})")


def field_name(case: Case, name: str) -> Text:
    """The words of a field, from the form in force or the catalogue's labels."""
    from_form = case.scheme.form(case.act.code, case.value)
    if from_form and name in from_form.fields:
        return from_form.fields[name].text
    return label(name.partition(".")[0])


CLOSED_OUT = Text("已销号", "Closed out")


def state_name(state: str, kind: str = "") -> Text:
    """The words of a state; a finding is not closed, it is struck off."""
    if (kind, state) == ("finding", "closed"):
        return CLOSED_OUT
    return STATES.get(state, Text(state, state))


def counted_name(case: Case, what: str) -> Text:
    """The words of a field, or of a kind of thing (`body:office` is the office)."""
    kind, _, code = what.partition(":")
    if kind not in KIND_NAMES:
        return field_name(case, what)
    named = case.scheme.value(THINGS.get(kind, ""), code)
    return named.text if named else kind_words(case.scheme, kind)
