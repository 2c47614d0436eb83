"""Nobody is named for slowness unheard: a circular of our own where the text has the office follow up."""

from tests.regulations.slow_circular import held_to_its_safeguards
from tests.regulations.wuhan.city import entered


def test_whoever_is_named_for_days_held_is_heard_first_and_a_person_signs_it() -> None:
    held_to_its_safeguards(entered(), "office/clerk", "town", "town/contact", "round")
