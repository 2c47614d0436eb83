"""What somebody typed in braces stands on every page as it was typed, also where it names one of our nouns."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.conftest import Visitor
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

TYPED = "{office}乱收费{team}"


@pytest.fixture
def key(database: str) -> str:
    """A registered complaint whose title names nouns of ours."""
    sql = "SELECT id FROM subject WHERE kind = 'complaint' AND facts->>'addressee' = 'office' AND state <> 'closed' LIMIT 1"
    found = run([(sql, [])])[0] or run([("SELECT id FROM subject WHERE kind = 'complaint' LIMIT 1", [])])[0]
    run([("UPDATE subject SET title = %s WHERE id = %s", [TYPED, found[0][0]])])
    return str(found[0][0])


@pytest.mark.parametrize("who", ["office", "head", "registrar"])
@pytest.mark.parametrize(
    "page", ["/desk", "/complaints", "/complaints/{key}", "/complaints/{key}/do/complaint.closed"]
)
def test_it_is_never_taken_for_a_noun(key: str, who: str, page: str) -> None:
    answer = Visitor(who).client.get(page.replace("{key}", key))
    words = unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))
    assert "巡查办乱收费" not in words
    assert "乱收费巡查组" not in words
    assert "乱收费" not in words or TYPED in words
    assert "\u2060" not in words


def test_it_stands_there_as_it_was_typed(key: str) -> None:
    pages = [Visitor(who).client.get(f"/complaints/{key}") for who in ("office", "head", "registrar")]
    assert any(TYPED in unescape(one.content.decode()) for one in pages if one.status_code == 200)
