"""Nobody is named for slowness unheard: a circular of our own where the text has matters followed up."""

from tests.regulations.hongshan.district import running
from tests.regulations.slow_circular import held_to_its_safeguards


def test_whoever_is_named_for_days_held_is_heard_first_and_a_person_signs_it() -> None:
    held_to_its_safeguards(running(), "office/clerk", "parks", "parks/clerk", "round")
