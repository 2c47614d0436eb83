"""Part 5 (3): the effect is evaluated, everything is gone back to, and nobody leaves before the end."""

from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.wuhan.city import City, at_work, entered, handed_over, prepared, scheme, solved
from xuncha.core.refusal import Refused

clause = pytest.mark.clause

LEAVE: tuple[str, str, dict[str, Any]] = ("team1/head", "inspection.ended", {})
STAND_DOWN: dict[str, Any] = {"on": "2017-05-15"}
CONCLUDE = ("team1/head", "matter.concluded", {"conclusion": "explained", "text": "已释明"})
CLOSE: tuple[str, str, dict[str, Any]] = ("office/clerk", "campaign.closed", {})

PLACES = {
    "team_stays_for_": (LEAVE, "inspection", "巡查组不撤离单位"),
    "force_stays_for_": (("team1/head", "body.stood_down", STAND_DOWN), "force", "工作专班不撤离"),
    "team_kept_for_": (("office/clerk", "body.stood_down", STAND_DOWN), "team1", "巡查组不撤销"),
}
"""Who would leave, by which act, and what the clause says."""


def decision(question: str) -> dict[str, Any]:
    return {"question": question, "conclusion": "同意", "agreed": "yes"}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def why(city: City, place: str, what: str) -> str:
    asked, subject, _ = PLACES[place]
    return city.why(place + what, *asked, subject=subject)


# ---------------------------------------------------------------------- nobody leaves


@clause("wuhan-5-40", effect="enforced")
def test_nobody_leaves_while_a_reasonable_demand_is_not_met(place: str) -> None:
    city = handed_over()
    said = f"wuhan-5-40 合理诉求没有化解，{PLACES[place][2]}：还有待办：督促解决合理诉求"
    assert why(city, place, "demands") == said
    assert why(city.settle(), place, "demands") == ""


@clause("wuhan-5-40", effect="enforced")
def test_classing_the_demand_otherwise_does_not_get_round_it(place: str) -> None:
    city = handed_over().approve("demand", "case").class_demand("unreasonable")
    assert why(city, place, "demands") != "", "approved and classed anew, the demand is still open"
    duty = str(city.duty("settle_demand").id)
    lapse = ("office/clerk", "duty.lapsed", {"duty": duty, "text": "已改定性"})
    said = (
        "wuhan-5-40 base-2 积案上的待办失效，先由办公室的另一人逐项决定：还没有市作风巡查办的决定：待办失效"
    )
    assert city.why("lapsed_by_decision", *lapse, subject="case") == said
    city.do("office/director", "decision.made", decision("lapse"), subject="case")
    assert city.why("lapsed_by_decision", *lapse, subject="case") == ""
    city.do(*lapse, subject="case")
    assert why(city, place, "demands") == ""


@clause("wuhan-5-40", effect="enforced")
def test_one_decision_lets_one_duty_lapse() -> None:
    city = at_work().class_demand(point="恢复供水")
    first, second = (str(duty.id) for duty in city.duties("settle_demand"))
    city.do("office/director", "decision.made", decision("lapse"), subject="case")
    city.do("office/clerk", "duty.lapsed", {"duty": first, "text": "撤回诉求"}, subject="case")
    again = ("office/clerk", "duty.lapsed", {"duty": second, "text": "撤回诉求"})
    assert city.why("lapsed_by_decision", *again, subject="case") != ""
    city.do("office/director", "decision.made", decision("lapse"), subject="case")
    assert city.why("lapsed_by_decision", *again, subject="case") == ""
    by_the_same = city.why("lapsed_by_decision", "office/director", *again[1:], subject="case")
    assert "办理人与前一环节是同一个" in by_the_same


@clause("wuhan-5-40", effect="enforced")
def test_the_team_lets_nothing_lapse_of_what_it_owes() -> None:
    city = at_work()
    city.do("office/director", "decision.made", decision("lapse"), subject="case")
    lapse = {"duty": str(city.duty("settle_demand").id), "text": "撤回诉求"}
    with pytest.raises(Refused, match="The body that owes it neither lets it lapse") as told:
        city.do("team1/head", "duty.lapsed", lapse, subject="case")
    assert [one.cite for one in told.value.refusals] == [("base-19",)]
    city.do("office/clerk", "duty.lapsed", lapse, subject="case")
    assert city.owed("settle_demand") == []


@clause("wuhan-5-37", effect="tracked")
def test_what_the_office_owes_on_a_case_the_leading_group_lets_lapse() -> None:
    city = solved()
    city.do("office/director", "decision.made", decision("lapse"), subject="case")
    lapse = ("duty.lapsed", {"duty": str(city.duty("revisit_case").id), "text": "本人已迁居境外"})
    with pytest.raises(Refused, match="The body that owes it neither lets it lapse"):
        city.do("office/clerk", *lapse, subject="case")
    assert city.why("lapsed_by_decision", "group/leader", *lapse, subject="case") == ""
    city.do("group/leader", *lapse, subject="case")
    assert city.owed("revisit_case") == []


@clause("wuhan-5-40", effect="enforced")
def test_a_conclusion_without_a_class_does_not_get_round_it() -> None:
    city = entered().accept()
    said = "wuhan-5-40 先对诉求定性，再给积案作结论：还没有办：诉求定性"
    assert city.why("classed_before_conclusion", *CONCLUDE, subject="case") == said
    assert city.class_demand().why("classed_before_conclusion", *CONCLUDE, subject="case") == ""
    city.gather_case("backlog_other", "other", within="round").give_out("other", to="district1")
    by_district = ("district1", *CONCLUDE[1:])
    assert city.why("classed_before_conclusion", *by_district, subject="other") == said
    city.do("district1", "complaint.accepted", {"within_remit": True}, subject="other")
    city.do(
        "district1",
        "demand.classified",
        {"point": "补证", "class": "reasonable", "basis": "条例"},
        subject="other",
    )
    assert city.why("classed_before_conclusion", *by_district, subject="other") == ""


def test_what_a_person_brings_up_need_be_no_demand() -> None:
    city = entered()
    voice = {"kind": "voice", "channel": "visit", "subject": "反映窗口收礼"}
    city.do("team1/staff", "complaint.received", voice, within="inspection", name="voice")
    assert city.subject("voice").number == "第1巡查组群〔2017〕1号"
    assert city.refused(*CONCLUDE, subject="voice") == ()


@clause("wuhan-5-41", effect="enforced")
def test_nobody_leaves_while_a_problem_is_not_solved(place: str) -> None:
    city = handed_over()
    said = f"wuhan-5-41 问题没有解决，{PLACES[place][2]}：还有没办结的：问题 1 件"
    assert why(city, place, "problems") == said
    assert why(city.rectify(), place, "problems") == said, "reported as done is not solved"
    assert why(city.close_out(), place, "problems") == ""


@clause("wuhan-5-41", effect="enforced")
def test_a_problem_classed_otherwise_or_referred_still_holds_up() -> None:
    city = at_work().dispose("inaction").draft_referral("accountability", "accountability")
    city.do("team1/head", "referral.sent", {}, subject="referral")
    assert city.why("team_stays_for_problems", *LEAVE, subject="inspection") != ""


@clause("wuhan-5-41", effect="enforced")
def test_voiding_a_problem_or_a_case_takes_another_person() -> None:
    city = at_work()
    void = ("team1/head", "matter.withdrawn", {"text": "误登"})
    for name in ("problem", "case"):
        said = "wuhan-5-40 wuhan-5-41 base-2 撤销登记的积案、问题，先由办公室的另一人决定：还没有市作风巡查办的决定：撤销登记"
        assert city.why("withdrawn_by_decision", *void, subject=name) == said
        city.do("office/director", "decision.made", decision("withdrawal"), subject=name)
        assert city.why("withdrawn_by_decision", *void, subject=name) == ""
        by_the_same = city.why("withdrawn_by_decision", "office/director", *void[1:], subject=name)
        assert "办理人与前一环节是同一个" in by_the_same


@clause("wuhan-5-41", effect="enforced")
def test_a_team_with_a_unit_left_to_inspect_is_not_stood_down() -> None:
    city = solved()
    asked, subject, _ = PLACES["team_kept_for_"]
    said = "wuhan-5-41 还有单位没有巡查完的组不撤销：还有没办结的：单位巡查 1 件"
    assert city.why("team_done_everywhere", *asked, subject=subject) == said
    city.do(*LEAVE, subject="inspection")
    assert city.why("team_done_everywhere", *asked, subject=subject) == ""


@clause("wuhan-5-42", effect="enforced")
def test_nobody_leaves_while_a_case_has_no_conclusion(place: str) -> None:
    city = handed_over()
    said = f"wuhan-5-42 积案没有结论，{PLACES[place][2]}：“拆迁过渡费积案”还没有：作出结论"
    assert why(city, place, "conclusions") == said
    assert why(city.settle().conclude(), place, "conclusions") == ""


@clause("wuhan-5-42", effect="enforced")
def test_the_conclusion_of_a_case_is_owed_by_whoever_has_it() -> None:
    city = prepared()
    assert city.owed("conclude_case") == [Owed("team1", "未定", "office")]
    city.gather_case("backlog_other", "other", within="round").give_out("other", to="district1")
    assert sorted(city.owed("conclude_case")) == [
        Owed("district1", "未定", "office"),
        Owed("team1", "未定", "office"),
    ]
    city = at_work()
    assert len(city.owed("conclude_case")) == 1
    assert city.conclude().owed("conclude_case") == []


def test_no_case_is_closed_with_its_demand_or_its_conclusion_outstanding() -> None:
    city = at_work()
    city.do(
        "team1/head",
        "complaint.answered",
        {"found": "属实", "basis": "协议", "remedy": "补发"},
        subject="case",
    )
    close = {"result": "resolved", "text": "已化解"}
    [refusal] = city.refused("team1/head", "complaint.closed", close, subject="case")
    assert {"wuhan-5-24", "wuhan-5-42"} <= set(refusal.cite)


def test_the_unit_is_never_told_by_a_refusal_what_is_sealed_from_it() -> None:
    for role in ("unit", "principal"):
        assert not {"body.stood_down", "body.stood_down:task_force"} & scheme().roles[role].may


# ---------------------------------------------------------------------- the evaluation


@clause("wuhan-5-33", effect="recorded-core")
def test_the_third_stage_follows_the_second() -> None:
    begin = ("office/clerk", "phase.started", {"phase": "evaluate", "starts_on": "2017-05-15"})
    city = prepared()
    said = "wuhan-6-32 先巡查实施，再成效评估：还没有办：巡查实施（进入阶段）"
    assert city.why("evaluate_after_inspecting", *begin, subject="round") == said
    city = entered()
    assert city.why("evaluate_after_inspecting", *begin, subject="round") == ""
    city.do(*begin, subject="round")
    assert city.held("round", "phase.started")["phase"] == "evaluate"


@clause("wuhan-5-34", effect="tracked")
@pytest.mark.parametrize("kind", ["visit", "third_party"])
def test_office_and_teams_owe_the_evaluation_together(kind: str) -> None:
    city = solved().begin("evaluate")
    assert [(owed.by, owed.when) for owed in city.owed("evaluate_together")] == [("office", "未定")]
    teams = {str(city.keys[f"team{n}"]) for n in range(1, 16)}
    assert set(city.duty("evaluate_together").co_owners) == teams
    survey = {"kind": "awareness", "questions": ["知道吗"], "from_on": city.today}
    city.do("office/clerk", "evaluation.opened", survey, within="round")
    assert len(city.owed("evaluate_together")) == 1, "a survey of awareness evaluates no effect"
    city.do("office/clerk", "evaluation.opened", survey | {"kind": kind}, within="round")
    assert city.owed("evaluate_together") == []


def concluded(kind: str) -> City:
    city = solved().begin("evaluate")
    opened = {"kind": kind, "questions": ["问题是否真解决"], "from_on": city.today}
    city.do("office/clerk", "evaluation.opened", opened, within="round", name="evaluation")
    fields = {
        "sample": 30,
        "method": "入户问卷",
        "results": [{"what": "问题真的解决了", "n": "28"}],
        "source": "城乡治理研究会",
    }
    city.do("office/clerk", "evaluation.concluded", fields, subject="evaluation")
    return city


KINDS = [
    pytest.param("visit", marks=clause("wuhan-5-35", effect="recorded-core")),
    pytest.param("third_party", marks=clause("wuhan-5-36", effect="recorded-core")),
    pytest.param("awareness", marks=clause("wuhan-6-27", effect="recorded-core")),
]


@pytest.mark.parametrize("kind", KINDS)
def test_results_stand_with_method_sample_and_source(kind: str) -> None:
    city = concluded(kind)
    opened, held = city.held("evaluation"), city.held("evaluation", "evaluation.concluded")
    assert (opened["kind"], opened["questions"]) == (kind, ["问题是否真解决"])
    assert (held["sample"], held["method"], held["source"]) == (30, "入户问卷", "城乡治理研究会")
    assert held["results"] == [{"what": "问题真的解决了", "n": 28}]


@clause("wuhan-5-36", effect="recorded-core")
def test_a_third_party_sees_its_commission_and_no_case() -> None:
    city = solved()
    city.ask(
        "third_party",
        by="office/clerk",
        to="evaluator",
        within="round",
        text="抽样30件，看是否解决",
        due="2017-06-15",
    )
    assert city.owed("answer_commission") == [Owed("evaluator", "2017-06-15", "office")]
    for name in ("case", "problem", "inspection"):
        assert city.keys["evaluator"] not in city.subject(name).readers
    city.do("evaluator", "request.answered", {"text": "28件已解决"}, subject="third_party")
    assert city.owed("answer_commission") == []
    assert city.held("third_party")["text"] == "抽样30件，看是否解决"
    assert city.held("third_party", "request.answered")["text"] == "28件已解决"


@clause("wuhan-5-37", effect="tracked")
def test_a_closed_key_case_is_gone_back_to() -> None:
    city = handed_over()
    assert city.owed("revisit_case") == []
    city = solved()
    assert city.owed("revisit_case") == [Owed("office", "未定", "team1")]
    assert city.duty("revisit_case").co_owners == (str(city.keys["team1"]),)
    city.revisit("problem")
    assert len(city.owed("revisit_case")) == 1
    assert city.revisit("case").owed("revisit_case") == []
    assert city.held("case", "rectification.verified")["way"] == "mailbox"


@clause("wuhan-5-38", effect="tracked")
def test_a_closed_problem_is_gone_back_to() -> None:
    city = solved()
    assert city.owed("revisit_problem") == [Owed("office", "未定", "team1")]
    fields = {"stage": "revisit", "passed": True, "seen_on": city.today, "text": "已到户"}
    assert city.faults("team1/staff", "rectification.verified", fields, subject="problem") == {
        "way": "请填写：怎样回访"
    }
    assert city.revisit("problem").owed("revisit_problem") == []


@clause("wuhan-5-39", effect="tracked")
def test_what_was_not_solved_is_reopened_with_a_new_limit() -> None:
    city = solved()
    assert city.owed("see_it_solved") == []
    city.revisit(passed=False)
    assert city.owed("see_it_solved") == [Owed("office", "未定", "team1")] * 2
    assert "limit" in city.faults("office/clerk", "finding.reopened", {"text": "还有三户"}, subject="problem")
    city.do(
        "office/clerk", "finding.reopened", {"text": "还有三户", "limit": "2017-06-30"}, subject="problem"
    )
    assert city.owed("solve_again") == [Owed("town", "2017-06-30", "office")]
    assert [owed.by for owed in city.owed("follow_problem")] == ["team1"]
    city.do("office/clerk", "matter.rehandled", {"owner": "@team1"}, subject="case")
    assert city.owed("see_it_solved") == []
    city.rectify()
    assert city.owed("solve_again") == []


def test_what_was_really_solved_owes_nothing_more() -> None:
    assert solved().revisit().owed("see_it_solved") == []


@clause("wuhan-5-39", effect="tracked")
def test_the_round_ends_once_everything_is_solved_and_gone_back_to() -> None:
    city = at_work()
    said = city.why("solved_before_closing", *CLOSE, subject="round")
    assert said.startswith(
        "wuhan-5-39 积案、问题都解决到位并且回访过，轮次才办结：还有没办结的：信访件 1 件、问题 1 件"
    )
    city = solved()
    said = city.why("solved_before_closing", *CLOSE, subject="round")
    assert "还有待办：回访积案的解决实效" in said
    assert "还有待办：回访问题的解决实效" in said
    city.revisit("case").revisit("problem", passed=False)
    assert "没有解决到位的，重新办到位" in city.why("solved_before_closing", *CLOSE, subject="round")
    assert solved().revisit().why("solved_before_closing", *CLOSE, subject="round") == ""
