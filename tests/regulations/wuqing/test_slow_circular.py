"""Nobody is named for slowness unheard: a circular of our own where the text has the office drive the whole forward."""

from tests.regulations.slow_circular import held_to_its_safeguards
from tests.regulations.wuqing.city import enrolled


def test_whoever_is_named_for_days_held_is_heard_first_and_a_person_signs_it() -> None:
    held_to_its_safeguards(enrolled(), "office/clerk", "town", "town/clerk", "round")
