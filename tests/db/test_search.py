"""Search finds the register's own words, and only what the viewer may open."""

import json

import pytest

from tests.db.small_office import Office, office  # noqa: F401 - a fixture
from xuncha.queries import search
from xuncha.queries.search import found
from xuncha.store.append import Statement, run
from xuncha.store.viewer import Viewer

pytestmark = pytest.mark.fresh_database


def test_a_finding_is_found_by_two_characters_by_the_office_and_not_by_the_unit(office: Office) -> None:
    fields = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
    key = office.do("finding.recorded", fields, within=office.inspection)
    assert [row.id for row in found(office.clerk, "滞留").by_words] == [key]
    assert found(office.principal, "滞留").by_words == ()


def test_a_number_is_found_first(office: Office) -> None:
    fields = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
    key = office.do("finding.recorded", fields, within=office.inspection)
    assert [row.id for row in found(office.clerk, "1").by_number] == [key]


def test_a_part_of_a_number_is_found_by_the_index_of_the_register(office: Office) -> None:
    from xuncha.queries.search import _by_part
    from xuncha.store.append import run

    [(sql, params)] = _by_part(office.clerk, "2026-12", "")
    off = ("SELECT set_config('enable_seqscan', 'off', true)", [])
    plan = "\n".join(line for (line,) in run([off, (f"EXPLAIN {sql}", params)])[1])
    assert "subject_by_number" in plan, plan
    assert "n = 12" in plan.partition("Index Cond")[2].partition("\n")[0], plan
    assert _by_part(office.clerk, "补贴", "") == ()


def test_a_confidential_report_is_never_found(office: Office) -> None:
    words = {"kind": "report", "channel": "letter", "subject": "保密来件"}
    office.do("complaint.received", {**words, "mode": "confidential"}, within=office.inspection)
    open_one = office.do("complaint.received", {**words, "mode": "open"}, within=office.inspection)
    assert [row.id for row in found(office.clerk, "来件").by_words] == [open_one]


def test_one_character_is_too_short_and_says_so(office: Office) -> None:
    assert found(office.clerk, "补").is_too_short


def blocks(viewer: Viewer, word: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The blocks that a search reads in the database; how long it takes follows them."""
    asked: list[Statement] = []
    with monkeypatch.context() as looking:
        looking.setattr(search, "run", lambda statements: asked.extend(statements) or run(statements))
        found(viewer, word)
    by_words = asked[1]
    explained = ("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + by_words[0], by_words[1])
    for _ in range(2):  # the first looks up what the statement is about, too
        told = run([asked[0], explained])[1][0][0]
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def test_how_much_a_unit_may_not_see_has_no_part_in_what_its_search_costs(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = {"title": "补贴未发", "text": "三项资金滞留", "fields": ["field2"], "source": "check"}
    for _ in range(20):
        office.do("finding.recorded", fields, within=office.inspection)
    assert found(office.principal, "滞留").by_words == ()
    assert blocks(office.principal, "滞留", monkeypatch) == blocks(office.principal, "无此词", monkeypatch)
    assert blocks(office.clerk, "滞留", monkeypatch) > blocks(office.clerk, "无此词", monkeypatch)
