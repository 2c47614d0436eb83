"""What a board counts and what is owed, page after page: the same whichever way PostgreSQL finds it, and never to the end."""

from uuid import UUID

import pytest

from tests.db.small_office import NOW, Office, office  # noqa: F401 - a fixture
from xuncha.actions.perform import Entry, perform
from xuncha.core.facts.rows import Duty
from xuncha.queries import rounds, subjects
from xuncha.queries.options import things
from xuncha.queries.rounds import Counts, counts, counts_of_units, open_duties, round_board
from xuncha.queries.subjects import Tally, subject_for_page
from xuncha.store.append import run

pytestmark = pytest.mark.fresh_database

FINDING = {"text": "三项资金滞留", "fields": ["field2"], "source": "check"}


@pytest.fixture
def five_findings(office: Office) -> Office:
    for n in range(5):
        office.do("finding.recorded", {"title": f"问题 {n}", **FINDING}, within=office.inspection)
    return office


@pytest.fixture
def few_are_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers are exact up to three."""
    for module in (subjects, rounds):
        monkeypatch.setattr(module, "EXACT", 3)
    monkeypatch.setattr(subjects, "LOOKED_AT", 4)


def test_a_round_counts_exactly_up_to_a_bound(five_findings: Office) -> None:
    found = counts(five_findings.clerk, ("finding", "clue"), {"campaign": five_findings.round})
    assert found.of("finding") == found.of("finding", "recorded") == Tally(5)
    assert found.but("finding", "recorded") == found.of("clue") == Tally()


def test_beyond_it_a_number_is_the_least_it_can_be(five_findings: Office, few_are_exact: None) -> None:
    found = counts(five_findings.clerk, ("finding",), {"inspection": five_findings.inspection})
    assert found.of("finding") == Tally(3, is_more=True)
    assert str(found.of("finding")) == "3+"


def test_sums_of_states_are_said_to_be_more_where_one_of_them_is() -> None:
    found = Counts({"finding": {"closed": Tally(2), "recorded": Tally(1_000, is_more=True)}})
    assert (str(found.of("finding")), str(found.of("finding", "closed"))) == ("1,000+", "2")


@pytest.mark.parametrize(("is_bounded", "said"), [(False, "5"), (True, "3+")])
def test_each_unit_is_counted_and_only_for_who_may_read_it(
    five_findings: Office, is_bounded: bool, said: str, request: pytest.FixtureRequest
) -> None:
    if is_bounded:
        request.getfixturevalue("few_are_exact")
    key = (five_findings.inspection, "finding")
    n, closed = counts_of_units(five_findings.clerk, five_findings.round, ["finding"])[key]
    assert (str(n), closed.n) == (said, 0)
    seen_by_unit = counts_of_units(five_findings.principal, five_findings.round, ["finding"])
    assert all(n.n == 0 for n, _ in seen_by_unit.values())


@pytest.mark.parametrize("is_bounded", [False, True])
def test_a_reference_offers_the_newest_first_of_all_kinds(
    five_findings: Office, is_bounded: bool, request: pytest.FixtureRequest
) -> None:
    paper = five_findings.notice()
    if is_bounded:
        request.getfixturevalue("few_are_exact")
    near = subject_for_page(five_findings.clerk, five_findings.inspection)
    assert near is not None
    names = [name.split()[-1] for _, name in things(five_findings.clerk, "", near)]
    assert names[1:] == ["4", "3", "2", "1", "0"]
    assert things(five_findings.clerk, "", near)[0][0] == str(paper)
    assert [key for key, _ in things(five_findings.principal, "", near)] == [str(paper)]


# ------------------------------------------------------------------------------------------ duties


@pytest.fixture
def owing(office: Office) -> Office:
    """Five letters to deal with, without a date, and three notices to publish by some day."""
    for n in range(5):
        fields = {"kind": "report", "channel": "letter", "mode": "open", "subject": f"来信 {n}"}
        office.do("complaint.received", fields, within=office.inspection)
    for _ in range(3):
        paper = office.notice()
        received = Entry("document.received", {"received_on": "2015-09-24"}, subject=paper)
        perform(office.principal, [received], now=NOW)
    return office


def read_through(owing: Office, **filters: UUID) -> list[Duty]:
    found: list[Duty] = []
    after = ""
    while True:
        page = open_duties(owing.clerk, filters, NOW, after=after)
        found += page.duties
        if not page.after:
            return found
        after = page.after


@pytest.mark.parametrize("is_bounded", [False, True])
@pytest.mark.parametrize("is_of_round", [False, True])
def test_pages_of_duties_follow_each_other_those_without_a_date_last(
    owing: Office, monkeypatch: pytest.MonkeyPatch, is_bounded: bool, is_of_round: bool, request: pytest.FixtureRequest
) -> None:  # fmt: skip
    if is_bounded:
        request.getfixturevalue("few_are_exact")
    monkeypatch.setattr(rounds, "PAGE", 2)
    filters = {"campaign": owing.round} if is_of_round else {}
    found = read_through(owing, **filters)
    [[n]] = run([("SELECT count(*) FROM duty WHERE state = 'open'", [])])[0]
    assert len({duty.id for duty in found}) == len(found) == n == 8
    dates = [duty.due_at for duty in found]
    assert dates == sorted(filter(None, dates)) + [None] * 5


def test_how_much_is_owed_is_counted_up_to_a_bound(owing: Office, few_are_exact: None) -> None:
    assert str(open_duties(owing.clerk, {}, NOW).total) == "3+"


def test_a_board_says_when_more_is_owed_than_it_loads(owing: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not round_board(owing.clerk, owing.round).is_owed_more
    monkeypatch.setattr(rounds, "MOST", 3)
    board = round_board(owing.clerk, owing.round)
    assert (len(board.duties), board.is_owed_more) == (3, True)


def test_a_page_after_nothing_known_is_none(owing: Office) -> None:
    with pytest.raises(ValueError, match="gestern"):
        open_duties(owing.clerk, {}, NOW, after="gestern_nichts")
