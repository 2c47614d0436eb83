"""Pages speak of units, teams and the work in the words of the regulation."""

from __future__ import annotations

import pytest

from tests.core.demo_scheme import DEMO, whole
from xuncha.core.acts.competence import is_somebodys
from xuncha.core.names.nouns import NOUNS, kind_words, noun, worded
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.words import Text
from xuncha.shipped import scheme_ids, scheme_text

SAID = Text("{team}到{unit}", "The {team} goes to the {unit}. {Work} ends")
OWN = DEMO.replace(
    "\n[roles.office]",
    """
[scheme.nouns]
team = { zh = "检查组", en = "checkers" }
work = { zh = "检查", en = "check" }

[roles.office]""",
    1,
)


def test_a_text_is_worded_as_the_regulation_has_it() -> None:
    assert worded(whole(OWN), SAID) == Text(
        "检查组到被巡查单位", "The checkers goes to the inspected unit. Check ends"
    )


def test_where_a_regulation_says_nothing_it_is_an_inspection() -> None:
    assert worded(whole(), SAID) == Text(
        "巡查组到被巡查单位", "The team goes to the inspected unit. Inspection ends"
    )
    assert kind_words(whole(), "inspection") == Text("单位巡查", "Inspection")
    assert kind_words(whole(OWN), "finding") == Text("问题", "Finding")


def test_a_text_without_nouns_stays_as_it_is() -> None:
    plain = Text("轮次", "Round")
    assert worded(whole(OWN), plain) is plain


@pytest.mark.parametrize("name", scheme_ids())
def test_a_regulation_under_which_nobody_enters_a_unit_speaks_of_no_inspection(name: str) -> None:
    regulation = read_scheme(scheme_text(name), name)
    says_so = any("巡查" in noun(regulation, one).zh for one in NOUNS)
    assert says_so == is_somebodys(regulation, "inspection.started")
