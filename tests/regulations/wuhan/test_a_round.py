"""A round under the Wuhan plan, from the plan's issue to the end of the round, in memory."""

from collections import Counter
from functools import cache

from tests.regulations.wuhan.city import City, solved
from xuncha.core.facts.book import ask


@cache
def finished() -> City:
    """The whole round; tests only look at it."""
    city = solved().evaluate().revisit().leave()
    city.do("office/clerk", "phase.ended", {"phase": "evaluate"}, subject="round")
    city.do("office/clerk", "campaign.closed", {"summary": "积案化解，问题解决"}, subject="round")
    return city


def test_a_round_runs_from_the_plan_to_its_end() -> None:
    city = finished()
    names = ("round", "inspection", "case", "problem", "force", "team1")
    assert {name: city.subject(name).state for name in names} == {
        "round": "closed", "inspection": "ended", "case": "closed", "problem": "closed",
        "force": "stood_down", "team1": "stood_down",
    }  # fmt: skip


def test_fifteen_teams_of_seven_or_eight_have_108_people() -> None:
    seats = finished().play.book.find(ask("seat", party_kind="team"))
    assert len(seats) == 108
    sizes = Counter(Counter(seat.party for seat in seats).values())
    assert sizes == {7: 12, 8: 3}
