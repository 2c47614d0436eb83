"""Finds what is wrong with a scheme file before an office runs on it.

Every fault names the file, the line, the rule, what is wrong and what would be right; words that mean nothing are
answered with the three nearest that do.  Nothing here raises, whatever the file holds.
"""

from __future__ import annotations

from collections.abc import Iterable

from xuncha.core.catalogue import CATALOGUE
from xuncha.core.faults import Fault, SchemeFaults
from xuncha.core.review.check.about import check_about
from xuncha.core.review.check.cites import check_cites
from xuncha.core.review.check.contradictions import check_contradictions
from xuncha.core.review.check.duty_rules import check_doers, check_duty
from xuncha.core.review.check.findings import Findings
from xuncha.core.review.check.forms_and_views import check_form, check_forms_apart, check_view
from xuncha.core.review.check.guard_rules import check_conditions, check_guard
from xuncha.core.review.check.in_vain import check_in_vain
from xuncha.core.review.check.known import CLOCK_ACTS, FOUNDING_ACTS, Known
from xuncha.core.review.check.portal import check_portal
from xuncha.core.review.check.roles_and_lists import (
    check_list,
    check_phase,
    check_role,
    check_route,
    check_series,
    check_setting,
    missing_lists,
)
from xuncha.core.review.check.supervisions import check_supervisions
from xuncha.core.review.check.words_of_acts import acts_named
from xuncha.core.scheme.clause import Clause
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Guard, Scheme
from xuncha.core.words import Text

__all__ = ["check", "faults_in"]

BASE_ID = "base"


def faults_in(
    text: str, file: str, base: Scheme | None = None, clauses: tuple[Clause, ...] = ()
) -> tuple[Fault, ...]:
    """Everything wrong with a scheme file as it is written."""
    try:
        scheme = read_scheme(text, file)
    except SchemeFaults as error:
        return error.faults
    return check(scheme, base, clauses, file, text)


def check(
    scheme: Scheme, base: Scheme | None, clauses: tuple[Clause, ...], file: str, source: str = ""
) -> tuple[Fault, ...]:
    """Everything wrong with a scheme that could be read; `source`, its text, lets a fault name the key's own line.

    The product's own safeguards (`base` itself) are checked without the names that only a regulation can supply.
    """
    found = Findings(file, source)
    whole = scheme.over(base) if base else scheme
    known = Known(whole)
    if scheme.id == BASE_ID:
        _check_alone(found, scheme)
    else:
        _check_rules(found, scheme, known)
        _check_nobody(found, scheme, known)
        check_in_vain(found, scheme, known)
        check_contradictions(found, scheme, known)
        _check_safeguards_stand(found, scheme, base)
        missing_lists(found, scheme, known)
    check_cites(found, scheme, clauses, base)
    return tuple(sorted(set(found.faults)))


def _check_rules(found: Findings, scheme: Scheme, known: Known) -> None:
    """Each rule of the file, in the light of everything it may name."""
    check_about(found, scheme, known)
    for role in scheme.roles.values():
        check_role(found, known, role)
    for values in scheme.lists.values():
        check_list(found, known, values)
    for series in scheme.series:
        check_series(found, known, series)
    for setting in scheme.settings.values():
        check_setting(found, setting)
    for phase in scheme.phases.values():
        check_phase(found, phase)
    for duty in scheme.duties.values():
        check_duty(found, known, duty)
    for guard in scheme.guards.values():
        check_guard(found, known, guard)
    for route in scheme.routes.values():
        check_route(found, known, route)
        check_conditions(found, known, "route", route, acts_named([route.act]), route.needs, "if")
    for form in scheme.forms:
        check_form(found, known, form)
    check_forms_apart(found, scheme.forms)
    for view in scheme.views:
        check_view(found, known, view)
    check_supervisions(found, known, scheme.supervisions.values())
    check_portal(found, known, scheme.portal.values())


def _check_nobody(found: Findings, scheme: Scheme, known: Known) -> None:
    """No rule speaks of an act that nobody may do."""
    for duty in scheme.duties.values():
        check_doers(found, known, duty)
    for guard in scheme.guards.values():
        for code in _impossible(known, guard):
            wrong = Text(
                f"没有任何职责可以办“{code}”，这条限制没有对象",
                f"no role may do {code!r}, so it stands before nothing",
            )
            right = Text(
                f'在应办的职责的 may 里加上 "{code}"',
                f'Add "{code}" to the `may` of the role that should do it',
            )
            found.say("guard", guard, wrong, right, "on")


def _impossible(known: Known, guard: Guard) -> Iterable[str]:
    codes = (code for code in guard.on if code in CATALOGUE and code not in CLOCK_ACTS | FOUNDING_ACTS)
    return (code for code in codes if not any(True for _ in known.roles_that_may(code)))


def _check_safeguards_stand(found: Findings, scheme: Scheme, base: Scheme | None) -> None:
    """A regulation adds to the product's own safeguards and takes none away."""
    for section, mine, theirs in (
        ("duty", scheme.duties, base.duties if base else {}),
        ("guard", scheme.guards, base.guards if base else {}),
        ("route", scheme.routes, base.routes if base else {}),
        ("setting", scheme.settings, base.settings if base else {}),
        ("supervision", scheme.supervisions, base.supervisions if base else {}),
    ):
        for name in mine.keys() & theirs.keys():
            wrong = Text(
                "这个 id 是产品底线规则的，会把它盖掉",
                "this id is one of the product's own safeguards and would hide it",
            )
            found.say(section, mine[name], wrong, Text("换一个 id", "Give the rule another id"), "id")


def _check_alone(found: Findings, base: Scheme) -> None:
    """The product's own safeguards: what does not depend on a regulation's names."""
    known = Known(base)
    kept = Findings(found.file)
    _check_rules(kept, base, known)
    found.faults += [fault for fault in kept.faults if not _is_of_a_regulation(fault)]


def _is_of_a_regulation(fault: Fault) -> bool:
    words = ("unknown value of", "unknown role", "unknown seat", "unknown kind of body", "unknown list", "unknown field",
             "unknown phase", "unknown function")  # fmt: skip
    return fault.wrong.startswith(words)
