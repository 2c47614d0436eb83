"""A matter is judged under the regulation of its round, whoever looks at it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.db.small_office import MINI, NOW, TODAY, Office, office
from xuncha.queries.choices import every_choice
from xuncha.queries.subjects import subject_for_page, subjects_by_id
from xuncha.queries.together import refused_now
from xuncha.store import schemes
from xuncha.store.append import run
from xuncha.store.cases import judged_by
from xuncha.store.schemes import scheme_for, scheme_of, scheme_version

__all__ = ["office"]

pytestmark = pytest.mark.fresh_database


def other_regulation() -> str:
    """The office has gone on to another regulation since the round began."""
    version = schemes.adopt("mini", MINI + "\n# a later edition\n")
    run([("UPDATE jurisdiction SET scheme = %s", [version])])
    return version


def test_a_unit_that_may_not_open_the_round_is_shown_the_regulation_of_the_round(office: Office) -> None:
    began = scheme_version(None)
    notice = subject_for_page(office.principal, office.notice())
    assert notice is not None
    assert subjects_by_id(office.principal, [office.round]) == {}
    later = other_regulation()
    assert scheme_for(notice) is scheme_of(began)
    assert scheme_for(None) is scheme_of(later)


def test_what_is_possible_on_a_page_is_judged_with_the_rows_the_act_itself_would_be_judged_with(
    office: Office,
) -> None:
    key = office.notice()
    notice = subject_for_page(office.principal, key)
    assert notice is not None
    cases = every_choice(office.principal, notice, (), NOW + timedelta(hours=1))
    assert any(choice.act == "document.received" and not choice.refusals for choice in cases), (TODAY, cases)


def test_several_matters_are_judged_with_their_round_though_the_unit_may_not_open_it(office: Office) -> None:
    first, second = (subject_for_page(office.principal, office.notice()) for _ in range(2))
    assert first is not None
    assert second is not None
    assert subjects_by_id(office.principal, [office.round]) == {}
    rows = judged_by(first, second)
    assert {office.round, first.id, second.id} <= rows.keys()
    assert refused_now(office.principal, "document.received", (first, second), NOW) == {}
