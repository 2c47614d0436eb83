"""A letter of Yiwu as its receiver has it: on the desk, in print and in every file, and nothing of what it does not tell."""

from __future__ import annotations

import pytest

from tests.web.test_papers_carry_yiwu import LETTER, TITLE, everywhere, found, released
from tests.web.through_pages import Through, person
from xuncha.store.append import run

pytestmark = pytest.mark.demo_city

CLUE = "采购中的回扣"


def informed() -> tuple[Through, str]:
    """A signed letter to the city leaders that names a problem, the letter behind it and a clue; with the head, not issued."""
    place, _, _ = found()
    head = person("高望岚")
    told = {"title": CLUE, "text": "供货人与经办人有往来", "about_posts": ["出纳"]}
    person("许知微").begins(place, "clue.recorded", "unit_managed", **told)
    form = head.asks(place, "document.drafted", "information_letter", begins=True)
    offered = form.offers("items")
    names = [next(one for one in offered if part in one) for part in (TITLE, LETTER, CLUE)]
    paper = head.sends(form, {"items": names, "text": "现将有关情况通报如下"})
    head.does(paper, "document.signed")
    return head, paper


def leaders() -> Through:
    """Whoever receives what goes to the city leaders."""
    [[name]] = run(
        [("SELECT p.title FROM seat s JOIN subject b ON b.id = s.party JOIN subject p ON p.id = s.person"
          " WHERE b.code = 'city_leaders' AND s.ended_on IS NULL LIMIT 1", [])]
    )[0]  # fmt: skip
    return person(name)


def to_leaders() -> str:
    [[name]] = run([("SELECT title FROM subject WHERE kind = 'body' AND code = 'city_leaders'", [])])[0]
    return str(name)


def test_the_issuer_is_told_beforehand_what_of_a_paper_reaches_no_receiver() -> None:
    head, paper = informed()
    said = (
        head.reads(f"{paper}/do/document.issued")
        .partition("本来能打开的，照常能打开")[2]
        .partition("情况通报函")[0]
    )
    assert LETTER in said
    assert CLUE in said
    assert TITLE not in said
    assert "收件方看不到的" not in head.reads(f"{paper}/do/document.signed")


def test_a_receiver_cannot_count_in_any_file_what_a_paper_names_and_does_not_tell() -> None:
    head, paper = informed()
    head.does(paper, "document.issued", to=[to_leaders()])
    receiver = leaders()
    said = everywhere(receiver, paper)
    for where, words in said.items():
        assert TITLE in words, where
        assert LETTER not in words, where
        assert CLUE not in words, where
    rows = [row for row in receiver.record(paper) if TITLE in row[2]]
    assert rows
    assert [row for row in rows if "—" in row[2] or "、" in row[2]] == []
    listed = receiver.exports_list("documents")
    assert not any("—" in value for row in listed for value in row.values()), listed
    own = [row for row in head.record(paper) if TITLE in row[2]]
    assert any(LETTER in row[2] and CLUE in row[2] for row in own), "the team reads all that it named"


def test_what_waits_for_a_receipt_stands_on_the_desk_of_its_receiver_until_it_is_received() -> None:
    head, paper = informed()
    receiver, key = leaders(), paper.rpartition("/")[2]
    assert key not in receiver.html("/desk"), "it was not issued"
    head.does(paper, "document.issued", to=[to_leaders()])
    desk = receiver.html("/desk")
    assert f'href="{paper}/do/document.received"' in desk
    said = receiver.reads("/desk").partition("等您签收")[2]
    assert "制发" in said[:40], "papers of one name are told apart by the day they went out"
    assert key not in person("言若谷").html("/desk"), "it went to somebody else"
    receiver.does(paper, "document.received")
    assert f"{paper}/do/document.received" not in receiver.html("/desk")


def test_a_letter_prints_as_one_for_whoever_receives_it() -> None:
    head, paper = informed()
    head.does(paper, "document.issued", to=[to_leaders()])
    said = leaders().prints(paper)
    assert f"{to_leaders()}：" in said
    assert "现将有关情况通报如下" in said
    assert "共 1 个，见附表" in said
    assert "第一巡查组" in said
    assert unit_of(paper) in said
    assert "办理经过" not in said
    assert "办理经过" in head.prints(paper), "those who inspect have it under the letter"


def test_a_list_of_problems_says_of_which_unit_they_are() -> None:
    place, _, _ = found()
    paper = released(place)
    said = person("言若谷").prints(paper)
    assert unit_of(paper) in said
    assert "办理经过" not in said


def unit_of(paper: str) -> str:
    sql = "SELECT u.title FROM subject d JOIN subject u ON u.id = d.unit WHERE d.id = %s"
    [[name]] = run([(sql, [paper.rpartition("/")[2]])])[0]
    return str(name)
