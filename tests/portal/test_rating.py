"""A rating given with the code, where the regulation has one: sent through the portal, recorded on the report, told back."""

from __future__ import annotations

import pytest

from tests.portal.conftest import Portal
from tests.portal.test_talk import does, hour
from tests.portal.test_the_whole_way import looked_up, report
from xuncha.portal.published import shown
from xuncha.server.publishing import publish_all
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city
DEMO = "hongshan"


def ratings(key: object) -> list[object]:
    return [
        value
        for (value,) in run(
            [("SELECT value FROM act WHERE subject = %s AND type = 'satisfaction.given'", [key])]
        )[0]
    ]


def test_who_is_not_satisfied_says_so_by_the_code_once_it_was_answered(portal: Portal) -> None:
    publish_all()
    before = {row[0] for row in run([("SELECT id FROM subject WHERE kind = 'complaint'", [])])[0]}
    code = report(portal, str(shown("unit")[0].id))
    hour()
    [[key]] = run([("SELECT id FROM subject WHERE kind = 'complaint' AND id <> ALL(%s)", [list(before)])])[0]
    early = does(portal, code, what="dissatisfied", words="没有说清楚")
    assert early.status == 422
    assert "现在不能办这一项" in early.text, "nothing was answered yet"
    assert ratings(key) == []
    run([("UPDATE subject SET state = 'answered' WHERE id = %s", [key])])
    hour()
    assert 'id="what-dissatisfied"' in looked_up(portal, code)
    assert "请写哪里不满意" in does(portal, code, what="dissatisfied").text
    assert does(portal, code, what="dissatisfied", words="没有说清楚").status == 200
    hour()
    [[facts]] = run([("SELECT facts->'satisfaction.given'->>'answer' FROM subject WHERE id = %s", [key])])[0]
    assert facts == "not"
    told = looked_up(portal, code)
    assert "您对答复的评价收到了" in told
    assert "没有说清楚" not in told
