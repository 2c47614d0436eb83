"""What forms ask and offer, and what pages say, over a round in which units take part."""

import json

import pytest

from tests.regulations.wuqing.city import enrolled, led, listed, opened
from tests.web.reader import Reader
from xuncha.core.facts.draw import digest_of, drawn_by
from xuncha.core.scheme.rules import Scheme

pytestmark = pytest.mark.usefixtures("on_pages")


def test_a_seat_of_a_body_that_approves_can_be_asked_and_the_approval_a_rule_wants_is_the_one_asked_for() -> (
    None
):
    city = led()
    form = Reader(city, "bureau/clerk").asks("clue", "approval.requested")
    assert {"区政府办公室", "区政府办公室主任", "牵头领导"} <= set(form.offers("to"))
    assert not {"保护反映人的机构", "查泄密的机构"} & set(form.offers("to")), "only reporters turn to these"
    assert "for_act" not in form.controls, "one rule alone asks for an approval of a clue"
    city.do("bureau/clerk", "approval.requested", {"for_act": "serious", "to": "director"}, subject="clue")
    assert city.subject("clue").facts["approval.requested"][-1]["for_act"] == "serious"


def test_a_unit_is_offered_its_own_people_and_those_of_the_units_under_it_and_nobody_else() -> None:
    form = Reader(enrolled(), "town/clerk").asks("inspection", "document.drafted", "circular", begins=True)
    offered = "、".join(form.offers("named"))
    assert "何其安（柳塘镇）" in offered
    assert "程远道（柳塘镇水务站）" in offered
    assert "江予白" not in offered
    below = Reader(opened().enrol("station", "below"), "station/clerk")
    form = below.asks("below", "document.drafted", "circular", begins=True)
    assert "程远道（柳塘镇水务站）" in form.offers("named")
    assert "何其安（柳塘镇）" not in form.offers("named"), "what lies above is not one's own"


def test_a_draw_comes_to_units_and_is_worked_out_where_they_were_written_down() -> None:
    city = listed()
    clerk = Reader(city, "supervisors/clerk")
    fixed = {"population": "各镇", "n": 1, "seed_hash": digest_of("1")}
    city.do("supervisors/clerk", "draw.committed", fixed, within="round", name="draw")
    assert {"柳塘镇", "区住建委"} <= set(clerk.asks("draw", "draw.made").offers("drawn"))
    among = fixed | {"among": ["@bureau_of_housing"]}
    city.do("supervisors/clerk", "draw.committed", among, within="round", name="narrow")
    assert clerk.asks("narrow", "draw.made").offers("drawn") == ("区住建委",)
    city.do("supervisors/clerk", "draw.made", {"seed": "1", "drawn": ["@town"]}, subject="draw")
    form = clerk.asks("inspection", "check.recorded", "supervision", begins=True)
    assert any("抽取" in one for one in form.offers("draw")), "the draw was made in the round"


def test_a_seed_is_typed_and_its_digest_and_who_is_drawn_are_computed() -> None:
    from xuncha.store.append import run

    city, seed = listed(), "二〇一七年七月五日的晚报"
    clerk = Reader(city, "supervisors/clerk")
    with city.play.there():
        who, among = clerk.who, ["柳塘镇", "区住建委"]
        fixed = {"population": "各单位", "n": "1", "among": among}
        page = who.begins(clerk.address("round"), "draw.committed", **fixed, seed_hash=f" {seed} ")
        assert digest_of(seed) in who.html(page)
        assert seed not in who.html(page), "it is told at the draw"
        refused = who.is_refused(page, "draw.made", seed="改过的种子")
        assert "与预先登记的种子校验值不符" in refused
        who.does(page, "draw.made", seed=seed)
        [[facts]] = run(
            [("SELECT facts FROM subject WHERE id = %s", [page.rpartition("/")[2].partition("#")[0]])]
        )[0]
        keys = [str(city.keys[name]) for name in ("town", "bureau_of_housing")]
        facts = json.loads(facts)
        assert sorted(facts["among"]) == sorted(keys)
        assert facts["draw.made"]["drawn"] == list(drawn_by(seed, keys, 1))
        again = who.begins(clerk.address("round"), "draw.committed", **fixed, seed_hash=digest_of("别处算的"))
        assert digest_of("别处算的") in who.html(again), "a digest made elsewhere is taken as it is"


def test_the_page_of_a_unit_says_of_what_kind_it_is_and_that_of_a_planned_check_its_days() -> None:
    city = listed()
    assert "类别\n镇" in Reader(city, "office/clerk").reads("town")
    fields = {"method": "supervision", "mode": "unannounced", "from_on": "2017-07-05", "hidden": True}
    city.do("supervisors/clerk", "check.planned", fields, within="inspection", name="visit")
    for said in (
        Reader(city, "supervisors/clerk").reads("visit"),
        Reader(city, "supervisors/clerk").prints("visit"),
    ):
        assert "2017年7月5日" in said or "7月5日" in said
        assert "是" in said.split("\n")


def test_what_a_unit_did_first_where_others_began_is_told_to_it_whole() -> None:
    city = enrolled()
    said = {"medium": "news", "outlet": "澜汀报", "on": city.today, "incentive": "通报表扬"}
    city.do("town/clerk", "publicity.recorded", said, subject="inspection")
    assert "通报表扬" in Reader(city, "town/clerk").reads("inspection")


def test_the_results_of_an_evaluation_are_a_question_an_answer_and_a_number() -> None:
    city = enrolled()
    begun = {"kind": "service_rating", "questions": ["是否一次办成"], "from_on": "2017-04-01"}
    city.do("town/clerk", "evaluation.opened", begun, within="inspection", name="rating")
    asked = Reader(city, "town/clerk").asks("rating", "evaluation.concluded").controls
    assert {"results-0-what", "results-0-answer", "results-0-n"} <= set(asked)


def test_a_phase_is_chosen_by_its_name_and_a_round_offers_the_draw_of_units() -> None:
    city = opened()
    clerk = Reader(city, "office/clerk")
    page = clerk.reads("round")
    assert "进入阶段…" in page
    assert "抽取预定" in page
    with city.play.there():
        kinds = clerk.who.kinds(clerk.address("round"), "phase.started")
    assert list(kinds) == ["动员部署", "自查自纠", "督查问责", "总结提高"]
    city.step("mobilise", "2017-03-21", "2017-03-31")
    assert "进入阶段：动员部署" in clerk.reads("round")


def test_a_unit_that_takes_part_begins_rules_and_examples_in_its_own_inspection() -> None:
    page = Reader(enrolled(), "town/clerk").reads("inspection")
    assert "提出立改废" in page
    assert "登记：先进典型" in page


def test_a_field_left_empty_names_the_duty_that_it_keeps_open_and_no_other() -> None:
    from tests.regulations.hongshan.district import running
    from tests.web.hongshan_pages import address, browser

    city = running().complain().accept().find().classify("nature", "yearly_key")
    city.play.shown.append("assigning")
    with city.play.there():
        clerk = browser(city, "office/clerk")
        kept, other = (
            clerk.reads(f"{address(city, name)}/do/matter.assigned") for name in ("finding", "complaint")
        )
    assert "但待办“督导年度重点整改”不办结" in kept
    assert "不办结" not in other


def test_a_form_asks_of_which_matters_and_for_whom_alone_only_where_the_regulation_means_it() -> None:
    from tests.regulations.jinniu.district import scheme as jinniu
    from tests.regulations.yiwu.city import scheme as yiwu
    from xuncha.core.catalogue import CATALOGUE
    from xuncha.web.pages.acting.asker import asked_slots

    def asks(scheme: Scheme, act: str, value: str) -> set[str]:
        return set(asked_slots(scheme, CATALOGUE[act], value))

    assert "sealed_to" in asks(yiwu(), "report.submitted", "direct_report")
    assert "sealed_to" not in asks(jinniu(), "report.submitted", "monthly_return")
    assert "items" in asks(jinniu(), "document.drafted", "monthly_circular")
    assert "items" not in asks(jinniu(), "document.drafted", "unit_plan"), (
        "a plan is about nothing that is there"
    )
    assert "items" in asks(jinniu(), "document.drafted", "rectification_plan"), "it counts problems"
    assert "names" in asks(yiwu(), "decision.made", "form_team")
    assert "names" not in asks(yiwu(), "decision.made", "annual_plan"), "it comes round each year"
