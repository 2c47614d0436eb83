"""Pages speak of units, teams and the work in the words of the regulation."""

from __future__ import annotations

import pytest

from tests.core.demo_scheme import DEMO, whole
from xuncha.core.acts.competence import is_somebodys
from xuncha.core.names.labels import STATES
from xuncha.core.names.naming import Naming
from xuncha.core.names.nouns import NOUNS, act_noun, kind_words, noun, several_words, worded
from xuncha.core.scheme.nouns import guarded, unguarded
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.words import Text, percent
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


NAMES = """
[scheme.nouns]
unit = { zh = "受检单位", en = "unit checked" }
team = { zh = "检查组", en = "group of checkers" }
work = { zh = "检查", en = "check" }
inspection = { zh = "单位检查", en = "check of the unit" }
complaint = { zh = "投诉", en = "grievance" }

[roles.office]"""


def test_acts_states_and_kinds_follow_the_nouns() -> None:
    own, ours = whole(DEMO.replace("\n[roles.office]", NAMES, 1)), whole()
    assert act_noun(own, "inspection.ended") == Text("结束检查", "End the check of the unit")
    assert act_noun(ours, "inspection.ended") == Text("结束巡查", "End the inspection")
    assert Naming(own).act("complaint.received") == Text("登记投诉", "Register a grievance")
    assert worded(own, STATES["under_way"]).zh == "检查中"
    assert Naming(ours).states(["under_way"]).zh == "巡查中"
    assert several_words(own, "complaint") == Text("投诉件", "Grievances")
    assert several_words(ours, "complaint") == Text("信访件", "Complaints")


def test_the_safeguards_speak_as_the_regulation_they_stand_under() -> None:
    own, ours = whole(DEMO.replace("\n[roles.office]", NAMES, 1)), whole()
    assert own.guards["accusations_not_to_units"].text.zh == "投诉件、线索和调查不交给受检单位"
    assert own.guards["own_team_seats"].text.zh == "检查组只任免自己的人，单位不任免机构的人"
    assert ours.guards["accusations_not_to_units"].text.zh == "信访件、线索和调查不交给被巡查单位"
    for one in (*own.rules(), *ours.rules()):
        assert "{" not in f"{one.text.zh}{one.text.en}", one.id


def test_braces_that_name_no_noun_stay_as_they_are() -> None:
    assert worded(whole(), Text("{n} 件 {team}", "{n} of {nobody}")) == Text(
        "{n} 件 巡查组", "{n} of {nobody}"
    )


@pytest.mark.parametrize(
    ("part", "whole_", "said"),
    [(40, 60, "67%"), (2, 3, "67%"), (1, 8, "13%"), (1, 3, "33%"), (0, 5, "0%"), (5, 5, "100%"), (999, 1000, "99%"),
     (1, 1000, "1%"), (3, 0, "")],
)  # fmt: skip
def test_every_share_is_rounded_by_one_rule(part: int, whole_: int, said: str) -> None:
    assert percent(part, whole_) == said


def test_what_was_typed_in_braces_is_no_noun_of_ours_and_comes_out_as_it_was_typed() -> None:
    typed = "{office}乱收费{nothing}"
    inside = guarded(typed)
    put = worded(whole(), Text(f"{{team}}：{inside}", f"{{team}}: {inside}"))
    assert (unguarded(put.zh), unguarded(put.en)) == (f"巡查组：{typed}", f"team: {typed}")
    assert guarded("没有括号") == "没有括号"
    assert worded(whole(), Text(typed, "")).zh != typed, "without the guard it would be altered"
