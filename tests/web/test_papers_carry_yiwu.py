"""Papers of a team of Yiwu reach the liaison office and the unit with what they say, and open nothing else to them."""

from __future__ import annotations

import pytest

from tests.web.through_pages import Through, person
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

TITLE, TEXT, ADVICE = "采购台账补签", "三笔采购的台账是事后补签的", "一月内逐笔核对"
LETTER = "反映采购台账作假"

UNDER_WAY = (
    "SELECT i.id, u.title, min(p.title) FROM subject i JOIN subject u ON u.id = i.unit JOIN subject t ON t.id = i.body"
    " JOIN seat s ON s.party = u.id AND s.ended_on IS NULL JOIN subject p ON p.id = s.person"
    " WHERE i.kind = 'inspection' AND i.state = 'under_way' AND t.title LIKE '第一%%' GROUP BY i.id, u.title ORDER BY u.title"
)


def found() -> tuple[str, str, str]:
    """A problem that came of a letter, found where the first team is at work: the place, the problem, somebody of the unit."""
    [[key, _, of_unit], *_] = run([(UNDER_WAY, [])])[0]
    place = f"/inspections/{key}"
    registrar, member = person("沈知秋"), person("许知微")
    letter = registrar.asks(place, "complaint.received", "report", begins=True)
    registrar.sends(
        letter,
        {
            "subject": LETTER,
            "channel": "来信",
            "addressee": "巡查组",
            "concerns": [letter.offers("concerns")[0]],
        },
    )
    form = member.asks(place, "finding.recorded", "complaint", begins=True)
    fields = {"title": TITLE, "text": TEXT, "advice": ADVICE, "fields": [form.offers("fields")[0]]}
    return place, member.sends(form, fields), of_unit


def everywhere(who: Through, paper: str) -> dict[str, str]:
    """What somebody reads of a paper: on its page, in its print, in its export, beside the form on which it is received."""
    return {
        "page": who.reads(paper),
        "print": who.prints(paper),
        "export": who.exports_record(paper),
        "receipt": who.reads(f"{paper}/do/document.received"),
    }


def is_closed(who: Through, address: str) -> bool:
    return {who.status(one) for one in (address, f"{address}/paper", f"{address}.csv")} == {404}


def released(place: str) -> str:
    """The problem passed on to the liaison office; the address of the paper."""
    head = person("高望岚")
    form = head.asks(place, "document.drafted", "liaison_release", begins=True)
    paper = head.sends(form, {"items": [TITLE]})
    head.does(paper, "document.issued", to=["第二纪检监察室"])
    return paper


def test_the_liaison_office_reads_the_problems_it_is_sent_and_opens_none_of_them() -> None:
    place, finding, _ = found()
    paper, liaison = released(place), person("言若谷")
    said = everywhere(liaison, paper)
    for where in ("page", "print", "export"):
        for words in (TITLE, TEXT, ADVICE):
            assert words in said[where], (where, words)
    assert "共 1 个，见附表" in said["print"]
    assert TITLE in said["receipt"]
    for where in said:
        assert "—" not in said[where].partition("通报的问题")[2][:40], where
        assert LETTER not in said[where], where
        assert "来源" not in said[where], "where a problem was found stands in none of it"
    assert is_closed(liaison, finding)


def test_nobody_else_outside_finds_the_paper() -> None:
    place, _, of_unit = found()
    paper = released(place)
    for name in (of_unit, "方竹青"):
        assert is_closed(person(name), paper), name


def test_the_paper_says_to_all_what_it_said_when_it_went_out() -> None:
    place, finding, _ = found()
    paper = released(place)
    person("许知微").does(finding, "finding.amended", text="后来改过的情况")
    for name in ("言若谷", "高望岚", "江予白"):
        for said in (person(name).prints(paper), person(name).reads(paper)):
            assert TEXT in said, name
            assert "后来改过的情况" not in said, name


def test_a_unit_reads_on_which_problem_it_is_advised_and_nothing_of_the_letter_behind_it() -> None:
    place, finding, of_unit = found()
    head, office, unit = person("高望岚"), person("林若舟"), person(of_unit)
    form = head.asks(place, "document.drafted", "handling_advice", begins=True)
    texts = {
        "strongly_voiced": "多人谈到",
        "plainly_wrong": "采购办法",
        "soon_solvable": "台账都在",
        "proposal": "先核对",
    }
    paper = head.sends(form, {**texts, "items": [next(one for one in form.offers("items") if TITLE in one)]})
    head.does(paper, "document.signed")
    head.does(paper, "approval.requested", to="巡查办")
    office.does(paper, "approval.given", "handling_advice")
    issue = head.asks(paper, "document.issued")
    head.sends(issue, {"to": [issue.offers("to")[0]]})
    for where, said in everywhere(unit, paper).items():
        assert TITLE in said, where
        for words in (LETTER, "信访", "来信", TEXT):
            assert words not in said, (where, words)
    assert is_closed(unit, finding)


def test_a_decision_that_is_passed_on_says_which_one_it_is() -> None:
    office = person("江予白")
    [[about]] = run([("SELECT id FROM subject WHERE kind = 'campaign' ORDER BY version DESC LIMIT 1", [])])[0]
    form = office.asks(f"/rounds/{about}", "document.drafted", "decision_notice", begins=True)
    words = next(one for one in form.offers("decision") if "日 " in one)
    paper = office.sends(form, {"decision": words, "text": "请照办"})
    day, _, question = words.partition(" ")
    office.does(paper, "document.issued", to=["第一巡查组"])
    for name in ("江予白", "高望岚"):
        said = person(name).prints(paper)
        assert day in said, name
        assert question.partition("（")[0] in said, name


def test_a_signed_paper_that_stays_inside_is_offered_to_no_public() -> None:
    place, finding, _ = found()
    head = person("高望岚")
    texts = {
        "strongly_voiced": "多人谈到",
        "plainly_wrong": "采购办法",
        "soon_solvable": "台账都在",
        "proposal": "先核对",
    }
    paper = head.begins(place, "document.drafted", "handling_advice", **texts)
    head.does(paper, "document.signed")
    assert f"{paper}/do/document.published" not in head.html(paper)
    said = head.is_refused(paper, "document.published", medium="网站")
    assert "“处理建议”不对外公布，要给谁看就制发给谁" in said
    assert "底线四十三" in said
    assert "/do/document.published" not in head.html(finding)


def test_a_public_notice_that_is_signed_is_offered_to_the_public() -> None:
    place, _, _ = found()
    head = person("高望岚")
    paper = head.begins(place, "document.drafted", "public_entry", content="已进驻")
    head.does(paper, "document.signed")
    assert "公布" in head.reads(paper).partition("现在能办什么")[2].split("\n")
