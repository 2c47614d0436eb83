"""A matter whose key was destroyed: its pages, ledgers and tables still open, and say nothing of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from tests.web.conftest import Visitor
from xuncha.actions.perform import Entry, perform
from xuncha.core.record.fold import GONE
from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of

pytestmark = pytest.mark.demo_city

KINDS, WHO = ("complaint", "finding", "clue"), ("office", "contact")
FORMS = ("", ".csv", ".xlsx")


def one(kind: str) -> tuple[str, str]:
    """The matter of this kind of which most was said: its id, and something personal that was said of it."""
    sql = (
        "SELECT id, CASE kind WHEN 'finding' THEN facts->>'text' ELSE title END FROM subject"
        " WHERE kind = %s AND unit IS NOT NULL ORDER BY length(facts::text) DESC LIMIT 1"
    )
    [[key, words]] = run([(sql, [kind])])[0]
    return str(key), str(words)


def test_what_was_destroyed_is_told_nowhere_and_breaks_no_page(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {kind: one(kind) for kind in KINDS}
    visitors = {login: Visitor(login) for login in WHO}
    own = [f"/{kind}s/{key}" for kind, (key, _) in found.items()]
    pages = [
        (login, address)
        for login, who in visitors.items()
        for address in [
            "/desk",
            *(f"/{kind}s{form}" for kind in KINDS for form in FORMS),
            *boards(who),
            *(f"{address}{form}" for address in own for form in ("/paper", *FORMS)),
        ]
        if who.status(address) == 200
    ]
    for address, (_, words) in zip(own, found.values(), strict=True):
        assert words in visitors["office"].sees(address)
    now = datetime.now(UTC)
    viewer = viewer_of(Account.objects.get(login_name="office").person, None, now.date())
    assert viewer is not None
    with monkeypatch.context() as free:  # the rules are tested in the core; here it is done
        free.setattr("xuncha.core.acts.competence.is_for_post", lambda *_: True)
        free.setattr("xuncha.core.acts.engine.judge", lambda *_: ((), (), ()))
        entries = [
            Entry("key.destroyed", {"text": "保存期满"}, subject=UUID(key)) for key, _ in found.values()
        ]
        perform(viewer, entries, now=now)
    for login, address in pages:
        answer = visitors[login].client.get(address)
        assert answer.status_code == 200, (login, address)
        assert answer.getvalue(), "a table that is sent piece by piece comes whole"
    for address, (_, words) in zip(own, found.values(), strict=True):
        page = visitors["office"].sees(address)
        assert GONE in page
        assert words not in page
    assert [line for line in replay().differences if any(key in line for key, _ in found.values())] == []


def boards(who: Visitor) -> set[str]:
    """The boards that somebody's desk leads to."""
    return set(re.findall(r'href="(/(?:rounds|inspections)/[^"#?]*)"', who.sees("/desk")))
