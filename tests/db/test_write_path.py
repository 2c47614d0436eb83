"""The one write path on a real database: an act becomes a header, a payload, rows and duties, once."""

from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from xuncha.actions.founding import FOUNDER, body, person, seat, unit
from xuncha.actions.perform import Entry, NotThere, perform
from xuncha.core.refusal import Refused
from xuncha.queries.desk import desk_for
from xuncha.queries.subjects import listed, subject_for_page
from xuncha.store.append import run
from xuncha.store.replay import replay
from xuncha.store.viewer import viewer_of

MINI = (Path(__file__).parents[1] / "schemes" / "mini.toml").read_text()
NOW = datetime(2015, 9, 24, 2, 0, tzinfo=UTC)


@pytest.fixture
def office(database, monkeypatch):
    import xuncha.store.schemes as schemes

    monkeypatch.setattr(schemes, "base_text", lambda: '[scheme]\nid="base"\nzh="a"\nen="b"\n')
    version = schemes.adopt("mini", MINI)
    run(
        [
            (
                "INSERT INTO jurisdiction (one, zh, en, is_practice, scheme) VALUES (true,'澜汀市','Lanting',false,%s) ON CONFLICT DO NOTHING",
                [version],
            )
        ]
    )
    b = body("office", "巡查办", NOW)
    u = unit("柳塘镇", "town", NOW)
    p = person("林若舟", NOW)
    q = person("方竹青", NOW)
    seat(b, "director", p, NOW)
    seat(u, "principal", q, NOW)
    return b, u, viewer_of(p, None, date(2015, 9, 24)), viewer_of(q, None, date(2015, 9, 24))


def test_a_round_runs(office):
    b, u, clerk, head = office
    c = perform(
        clerk,
        [Entry("campaign.opened", {"kind": "round", "title": "第一轮", "starts_on": "2015-09-24"})],
        now=NOW,
    ).subject
    i = perform(
        clerk, [Entry("unit.enrolled", {"unit": str(u), "ground": "listed"}, within=c)], now=NOW
    ).subject
    perform(clerk, [Entry("inspection.assigned", {"body": str(b)}, subject=i)], now=NOW)
    with pytest.raises(Refused) as r:
        perform(clerk, [Entry("inspection.started", {"place": "楼"}, subject=i)], now=NOW)
    print(r.value.refusals)
    key = uuid4()
    d = perform(
        clerk, [Entry("document.drafted", {"kind": "notice", "text": "x"}, within=i)], now=NOW, key=key
    ).subject
    assert perform(
        clerk, [Entry("document.drafted", {"kind": "notice", "text": "x"}, within=i)], now=NOW, key=key
    ).was_done
    with pytest.raises(NotThere):
        perform(head, [Entry("document.received", {"received_on": "2015-09-24"}, subject=d)], now=NOW)
    perform(clerk, [Entry("document.issued", {"to": [str(u)]}, subject=d)], now=NOW)
    done = perform(head, [Entry("document.received", {"received_on": "2015-09-24"}, subject=d)], now=NOW)
    desk = desk_for(head)
    print(desk.mine)
    assert desk.mine[0].due["on"] == "2015-09-29"
    perform(clerk, [Entry("inspection.started", {"place": "楼"}, subject=i)], now=NOW)
    f = perform(
        clerk,
        [
            Entry(
                "finding.recorded",
                {"title": "t", "text": "事实", "fields": ["x"], "source": "check"},
                within=i,
            )
        ],
        now=NOW,
    ).subject
    assert subject_for_page(clerk, f).number == "1"
    assert subject_for_page(head, f) is None
    assert listed(clerk, "finding", {"campaign": c}).total == 1
    perform(head, [Entry("document.published", {"medium": "board"}, subject=d)], now=NOW)
    assert not desk_for(head).mine
    report = replay()
    print(report)
    assert not report.differences
