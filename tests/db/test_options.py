"""What a form offers to choose from, on a real database."""

from uuid import UUID

import pytest

from tests.db import small_office
from tests.db.small_office import MINI, NOW, office  # noqa: F401 - a fixture
from xuncha.actions.founding import person
from xuncha.core.record.payload import Slot
from xuncha.core.words import Text
from xuncha.queries import options
from xuncha.queries.options import options_for
from xuncha.queries.subjects import subject_for_page
from xuncha.store.known import things_known

pytestmark = pytest.mark.fresh_database

DECISION = Slot("decision", Text("所依据的决定", "Decision"), "ref", of="decision")


@pytest.fixture
def deciding(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> small_office.Office:
    """The small office, under a regulation that lets it record decisions."""
    text = MINI.replace('may = ["campaign.opened"', 'may = ["decision.made", "campaign.opened"')
    monkeypatch.setattr(small_office, "MINI", text)
    found: small_office.Office = request.getfixturevalue("office")
    return found


def test_a_decision_on_record_is_offered_to_those_who_read_what_it_is_about(
    deciding: small_office.Office,
) -> None:
    deciding.do("decision.made", {"question": "stage", "conclusion": "同意"}, subject=deciding.round)
    near = subject_for_page(deciding.clerk, deciding.round)
    assert near is not None
    [(_, words)] = options_for(deciding.clerk, DECISION, near)
    assert words == Text("2015年9月24日 stage（第一轮）", "24 Sep 2015 stage (第一轮)")
    assert options_for(deciding.principal, DECISION, near) == ()


def test_a_unit_chooses_among_its_own_people_and_those_of_it_who_have_no_post_yet(
    office: small_office.Office,
) -> None:
    person("丁若兰", NOW, office.unit)
    person("钟晚晴", NOW)
    near = subject_for_page(office.clerk, office.inspection)
    assert near is not None
    offered = options_for(office.principal, Slot("who", Text("谁", "Who"), "person"), near)
    assert [name for _, name in offered] == ["方竹青（柳塘镇）", "丁若兰"]
    keys = [UUID(key) for key, _ in offered]
    assert set(things_known(office.principal, keys)) == set(keys)


def test_beyond_what_is_offered_things_are_found_by_their_full_name_or_number(
    office: small_office.Office,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(options, "MOST", 1)
    near = subject_for_page(office.clerk, office.inspection)
    assert near is not None
    party = Slot("to", Text("发给谁", "To"), "party")
    anybody = Slot("who", Text("谁", "Who"), "person")
    paper = Slot("about", Text("涉及", "About"), "ref")
    assert [name for _, name in options_for(office.clerk, party, near, ["柳塘镇"])] == ["柳塘镇"]
    assert [name for _, name in options_for(office.clerk, anybody, near, ["方竹青（柳塘镇）"])] == [
        "方竹青（柳塘镇）"
    ]
    assert options_for(office.clerk, paper, near, ["没有这件"]) == ()
