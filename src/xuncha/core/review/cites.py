"""Which clause each rule of a regulation rests on, down to a value of a list and a field of a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xuncha.core.facts.values import listed
from xuncha.core.scheme.rules import Form, Rule, Scheme, ValueList, View


def sections(scheme: Scheme) -> Iterator[tuple[str, Rule]]:
    """Every rule with the section it stands in."""
    yield from (("roles", role) for role in scheme.roles.values())
    yield from (("lists", one) for one in scheme.lists.values())
    yield from (("series", one) for one in scheme.series)
    yield from (("setting", one) for one in scheme.settings.values())
    yield from (("phase", one) for one in scheme.phases.values())
    yield from (("duty", one) for one in scheme.duties.values())
    yield from (("guard", one) for one in scheme.guards.values())
    yield from (("route", one) for one in scheme.routes.values())
    yield from (("form", one) for one in scheme.forms)
    yield from (("view", one) for one in scheme.views)
    yield from (("supervision", one) for one in scheme.supervisions.values())
    yield from (("portal", one) for one in scheme.portal.values())


def cites_within(rule: Rule) -> Iterator[tuple[str, str]]:
    """Each clause that a rule or a part of it cites, with the key it stands under (`cite`, else a value or field)."""
    yield from (("cite", cite) for cite in rule.cite)
    if isinstance(rule, ValueList):
        yield from ((value.code, cite) for value in rule.values.values() for cite in value.cite)
    if isinstance(rule, Form):
        yield from ((field.name, cite) for field in rule.fields.values() for cite in field.cite)
    if isinstance(rule, View):
        yield from ((sign.id, cite) for sign in rule.signs.values() for cite in sign.cite)


def cites_of_scheme_table(value: Any, key: str = "") -> Iterator[str]:
    """The clauses cited in the [scheme] table, at any depth of it."""
    if key in ("cite", "each_its_function", "recused_keep_away"):
        yield from map(str, listed(value))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from cites_of_scheme_table(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from cites_of_scheme_table(inner)
