"""A rating of the answer, sent with the code, under a regulation that has ratings: it stands on the report, and its words stay sealed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.portal.conftest import Portal
from tests.portal.test_jobs import done
from tests.portal.test_talk import does, hour
from tests.portal.test_the_whole_way import looked_up, report
from xuncha.actions.intake import take_in
from xuncha.actions.letters import write_letters
from xuncha.server.publishing import publish_all
from xuncha.store.apart import kept_apart
from xuncha.store.append import run
from xuncha.vault.report import ADDED

pytestmark = pytest.mark.demo_city

DEMO = "hongshan"


@pytest.fixture(scope="module")
def answered(portal: Portal) -> tuple[str, str]:
    """The code and the id of one report that was answered."""
    publish_all()
    code = report(portal, "another", unit_name="某站")
    hour()
    newest = "SELECT id FROM subject WHERE kind = 'complaint' ORDER BY version DESC LIMIT 1"
    [(key,)] = run([(newest, [])])[0]
    assert "what-dissatisfied" not in looked_up(portal, code), "there is no answer yet"
    with pytest.MonkeyPatch.context() as patch:
        done(patch, "office", str(key), "complaint.accepted", within_remit="yes")
        done(
            patch,
            "office",
            str(key),
            "complaint.answered",
            found="情况属实",
            basis="首问负责制",
            remedy="当日补办",
        )
    hour()
    return code, str(key)


def acts_on(key: str) -> list[str]:
    return [
        str(act) for (act,) in run([("SELECT type FROM act WHERE subject = %s ORDER BY position", [key])])[0]
    ]


def test_a_rating_says_where_the_answer_falls_short_or_comes_back(
    portal: Portal, answered: tuple[str, str]
) -> None:
    assert "what-dissatisfied" in looked_up(portal, answered[0])
    lacking = does(portal, answered[0], what="dissatisfied", words=" ")
    assert lacking.status == 422
    assert "请写哪里不满意" in lacking.text


def test_a_rating_is_recorded_on_the_report_with_its_words_sealed(
    portal: Portal, answered: tuple[str, str]
) -> None:
    assert does(portal, answered[0], what="dissatisfied", words="没有说清楚哪一天").status == 200
    assert take_in(timezone.now()) == 1
    assert acts_on(answered[1])[-1] == "satisfaction.given"
    [[facts]] = run([("SELECT facts->'satisfaction.given' FROM subject WHERE id = %s", [answered[1]])])[0]
    assert '"not"' in str(facts).replace("'", '"')
    [words] = kept_apart(["satisfaction.given"], frozenset({ADDED}))
    assert "没有说清楚" not in words.told[ADDED], "sealed for those who read reports"
    hidden = "SELECT count(*) FROM payload WHERE position(convert_to('没有说清楚', 'UTF8') IN body) > 0"
    assert portal.as_owner(hidden) == [(0,)]
    assert write_letters(timezone.now()) == 1
    assert "您对答复的评价收到了" in looked_up(portal, answered[0])


def test_a_rating_that_comes_when_none_can_be_given_any_more_is_added_and_not_lost(
    portal: Portal, answered: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = acts_on(answered[1]).count("satisfaction.given")
    assert does(portal, answered[0], what="dissatisfied", words="还是没有说清楚").status == 200
    done(monkeypatch, "office", answered[1], "complaint.closed", result="handled", text="已回应")
    assert take_in(timezone.now()) == 1
    kinds = acts_on(answered[1])
    assert kinds.count("satisfaction.given") + kinds.count("complaint.added_to") == before + 1
    assert "complaint.closed" in kinds
