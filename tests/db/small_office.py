"""A small office in a real database, for the tests of this folder."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from xuncha.actions.founding import body, person, seat, unit
from xuncha.actions.perform import Entry, perform
from xuncha.store import schemes
from xuncha.store.append import run
from xuncha.store.viewer import Viewer, viewer_of

MINI = (Path(__file__).parents[1] / "schemes" / "mini.toml").read_text(encoding="utf-8")
BASE = '[scheme]\nid = "base"\nzh = "底线"\nen = "Base"\n'
NOW = datetime(2015, 9, 24, 2, 0, tzinfo=UTC)
TODAY = date(2015, 9, 24)


@dataclass
class Office:
    """A small office: its clerk 林若舟, and 方竹青 who heads 柳塘镇."""

    unit: UUID
    clerk: Viewer
    principal: Viewer
    inspection: UUID
    round: UUID

    def do(self, act: str, fields: dict[str, object], **where: object) -> UUID:
        """One act by the clerk."""
        subject = perform(self.clerk, [Entry(act, fields, **where)], now=NOW).subject  # type: ignore[arg-type]
        assert subject is not None
        return subject

    def notice(self) -> UUID:
        """A notice drafted and issued to the unit."""
        key = self.do("document.drafted", {"kind": "notice", "text": "本轮安排"}, within=self.inspection)
        self.do("document.issued", {"to": [str(self.unit)]}, subject=key)
        return key


def viewer(key: UUID) -> Viewer:
    found = viewer_of(key, None, TODAY)
    assert found is not None
    return found


@pytest.fixture
def office(database: str, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(schemes, "base_text", lambda: BASE)
    version = schemes.adopt("mini", MINI)
    statement = "INSERT INTO jurisdiction (one, zh, en, is_practice, scheme) VALUES (true, '澜汀市', 'Lanting', false, %s)"
    run([(statement, [version])])
    bureau, town = body("office", "巡查办", NOW), unit("柳塘镇", "town", NOW)
    lin, fang = person("林若舟", NOW), person("方竹青", NOW)
    seat(bureau, "director", lin, NOW)
    seat(town, "principal", fang, NOW)
    made = Office(town, viewer(lin), viewer(fang), uuid4(), uuid4())
    made.round = made.do("campaign.opened", {"kind": "round", "title": "第一轮", "starts_on": "2015-09-24"})
    made.inspection = made.do("unit.enrolled", {"unit": str(town), "ground": "listed"}, within=made.round)
    made.do("inspection.assigned", {"body": str(bureau)}, subject=made.inspection)
    return made
