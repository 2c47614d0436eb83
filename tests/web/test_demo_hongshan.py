"""The demo of the Hongshan opinions: made through the write path, with things done, due and late on the desks."""

import re
from html import unescape

import pytest
from django.db import transaction

from tests.portal.taking_in import each_is_read_where_it_should_be, reports_taken_in
from tests.web.conftest import Visitor
from tests.web.demo_round import DEMO_ROUND
from tests.web.test_circular import sent
from tests.web.test_held import key_of
from tests.web.through_pages import FormReader, words_of
from xuncha.demo import demo_of

pytestmark = pytest.mark.demo_city

DEMO = "hongshan"
VIEWS = {"figures", "org_chart", "calendar", "trend"}

globals().update(DEMO_ROUND)


def test_everybody_has_something_to_do_and_the_mechanism_says_how_it_runs() -> None:
    demo = demo_of("hongshan")
    desks = {one.login_name: words_of(Visitor(one.login_name).sees("/desk")) for one in demo.accounts}
    assert [login for login, said in desks.items() if "没有要办的事" in said] == ["centre"], (
        "it registers calls"
    )
    late = [login for login, said in desks.items() if "逾期" in said]
    assert 1 <= len(late) < len(desks), late
    office = Visitor("office")
    found = re.search(r"/rounds/[0-9a-f-]{36}", office.sees("/rounds"))
    assert found
    ways = dict.fromkeys(re.findall(r'href="([^"]+/views/[^"]+)"', office.sees(found[0])))
    said = "\n".join(words_of(office.sees(way)) for way in ways)
    for words in ("满意 54（90%）", "还差 18 个", "行风连线", "审批时限压减一半", "追究", "没有报"):
        assert words in said, words


def test_who_is_asked_to_a_joint_meeting_is_ticked_in_its_record() -> None:
    press, parks = key_of("body", "区委宣传部"), key_of("unit", "区园林局")
    plan = f"/rounds/{key_of('campaign')}/meeting?kind=joint&with={press}&with={parks}"
    blank = {f"agenda-{n}-n": "" for n in range(40)}
    own = {"agenda-0-n": "1", "agenda-0-text": "办证难"}
    status, kept, html = sent("office", plan, **(blank | own))
    assert status == 303, words_of(html)[:2000]
    record = unescape(re.search(r'href="([^"]+draft=on)"', Visitor("office").sees(kept))[1])  # type: ignore[index]
    form = FormReader(Visitor("office").sees(record)).controls
    assert form["bodies"].values == ["publicity"]
    assert {press, parks} <= {*form["took_part"].values}
    assert "区纪委监察局" in " ".join(form["took_part"].options), "everybody who can be asked is offered"
    status, _, html = sent("office", record)
    assert status == 303, words_of(html)[:3000]


def test_its_portal_takes_in_what_is_about_each_and_each_is_read_where_it_should_be() -> None:
    with transaction.atomic():
        taken = reports_taken_in()
        transaction.set_rollback(True)
    assert {whom: kind for whom, (kind, _) in taken.items()} == {
        "unit": "report",
        "team": "about_staff",
        "intake": "about_intake",
    }
    each_is_read_where_it_should_be(taken)
