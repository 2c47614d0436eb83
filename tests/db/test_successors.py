"""A unit merged into another, in a real database: the other reads and owes, and replay makes the same rows."""

import pytest

from tests.db.small_office import NOW, TODAY, Office, office, viewer  # noqa: F401 - a fixture
from xuncha.actions.founding import person, seat, unit
from xuncha.actions.perform import Entry, perform
from xuncha.queries.desk import desk_for
from xuncha.queries.subjects import subject_for_page
from xuncha.store.replay import replay

pytestmark = pytest.mark.fresh_database


def test_the_successor_owes_what_the_unit_owed_and_reads_what_it_read(office: Office) -> None:
    notice = office.notice()
    received = Entry("document.received", {"received_on": "2015-09-24"}, subject=notice)
    perform(office.principal, [received], now=NOW)
    letter = {"kind": "report", "channel": "letter", "subject": "举报", "addressee": "office"}
    complaint = office.do("complaint.received", letter, within=office.inspection)
    gu, street = person("顾望川", NOW), unit("青屏街道", "town", NOW)
    seat(street, "principal", gu, NOW)
    assert subject_for_page(viewer(gu), notice) is None
    merged = {"how": "merged", "from_on": TODAY.isoformat(), "successors": [str(street)]}
    office.do("unit.changed", merged, subject=office.unit)
    assert subject_for_page(viewer(gu), notice) is not None
    assert subject_for_page(viewer(gu), complaint) is None
    assert [duty.rule for duty in desk_for(viewer(gu)).mine] == ["publish_notice"]
    assert desk_for(office.principal).mine == ()
    published = Entry("document.published", {"medium": "notice_board"}, subject=notice)
    perform(viewer(gu), [published], now=NOW)
    assert desk_for(viewer(gu)).mine == ()
    assert replay().differences == []


def test_a_recusal_from_the_unit_holds_for_its_successor_in_the_record(office: Office) -> None:
    gu, street = person("顾望川", NOW), unit("青屏街道", "town", NOW)
    seat(office.clerk.seat.party, "clerk", gu, NOW)
    office.do("recusal.requested", {"unit": str(office.unit), "ground": "other"}, subject=gu)
    merged = {"how": "merged", "from_on": TODAY.isoformat(), "successors": [str(street)]}
    office.do("unit.changed", merged, subject=office.unit)
    assert set(viewer(gu).hidden_units) == {office.unit, street}
    assert replay().differences == []
