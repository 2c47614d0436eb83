"""The invented regulation through real pages: the same tests, each act a form that somebody opens, answers and sends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.regulations.every_word import test_limits as limits
from tests.regulations.every_word import test_requests as requests
from tests.regulations.every_word import test_reviews as reviews


@pytest.mark.parametrize(
    "story",
    [
        requests.test_each_that_helps_owes_its_part_to_the_lead,
        requests.test_no_answer_before_every_part_is_there_and_by_the_lead_alone,
        requests.test_silence_counts_as_taking_it_on_and_the_answer_is_owed_from_that_day,
        requests.test_after_an_objection_it_goes_to_another_who_owes_it_and_the_former_does_not,
        requests.test_force_is_the_directors_with_a_reason_and_is_the_last_word,
        limits.test_a_receipt_that_comes_later_is_what_it_starts_from,
        reviews.test_the_office_hands_it_to_the_next_level_which_decides_within_thirty_days,
        reviews.test_after_the_re_review_the_matter_is_final,
    ],
    ids=lambda story: story.__name__,
)
def test_it_goes_the_same_way(story: Callable[[], None], on_pages: None) -> None:
    story()
