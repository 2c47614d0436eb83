"""The demo of the Hongshan opinions: made through the write path, with things done, due and late on the desks."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.db import transaction

from tests.portal.taking_in import each_is_read_where_it_should_be, reports_taken_in
from tests.web.conftest import Visitor
from tests.web.demo_round import DEMO_ROUND
from tests.web.test_circular import sent
from tests.web.test_held import key_of
from tests.web.through_pages import FormReader, day, person, words_of
from xuncha.demo import demo_of
from xuncha.store.append import run

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


FOUR_LINES = ("区长专线", "行风连线", "治庸问责投诉", "区委督查室专线")


def owed_on(title: str) -> list[tuple[str, str]]:
    """The rules under which something is owed on what was registered under a title."""
    sql = (
        "SELECT d.rule, d.undated FROM duty d JOIN subject s ON s.id = d.stream"
        " WHERE s.kind = 'complaint' AND s.title = %s AND d.state = 'open' ORDER BY 1"
    )
    return [(str(rule), str(word)) for rule, word in run([(sql, [title])])[0]]


@pytest.mark.parametrize("login", ["centre", "office"])
@pytest.mark.parametrize("line", FOUR_LINES)
def test_a_call_is_registered_from_the_keyboard_by_each_of_the_four_lines_and_is_owed(
    database: str, login: str, line: str
) -> None:
    visitor = Visitor(login)
    html = visitor.sees("/complaints/register")
    form = FormReader(html).controls
    answers = {
        "in": form["in"].option("区园林局"),
        "channel": form["channel"].option(line),
        "subject": (subject := f"{login} 记的{line}来电"),
    }
    status, _, refused = sent(login, "/complaints/register", **answers)
    assert status == 303, words_of(refused)[:2000]
    register = words_of(visitor.sees("/complaints"))
    assert re.search(rf"洪投〔\d{{4}}〕\d+号\s[^洪]*{subject}", register), "one register for all four"
    assert [rule for rule, _ in owed_on(subject)] == ["supervise_complaint"]


def test_registered_on_the_page_of_the_unit_it_is_owed_alike_until_it_is_given_to_somebody(
    database: str,
) -> None:
    begin = f"/inspections/{key_of('inspection', '区园林局')}/begin/complaint.received?kind=report"
    channel = FormReader(Visitor("office").sees(begin)).controls["channel"].option("行风连线")
    status, _page, refused = sent("office", begin, channel=channel, subject="在单位页上登记的")
    assert status == 303, words_of(refused)[:2000]
    assert [rule for rule, _ in owed_on("在单位页上登记的")] == ["supervise_complaint"]
    complaint = f"/complaints/{key_of('complaint', '在单位页上登记的')}"
    assert "督办每一件投诉" in Visitor("office").sees(complaint)
    assert sent("office", f"{complaint}/do/complaint.accepted", within_remit="yes")[0] == 303
    organ = FormReader(Visitor("office").sees(f"{complaint}/do/matter.assigned")).controls["owner"]
    assert sent("office", f"{complaint}/do/matter.assigned", owner=organ.option("派驻纪检组"))[0] == 303
    assert "supervise_complaint" not in dict(owed_on("在单位页上登记的"))


def test_an_opinion_from_the_net_is_registered_by_whoever_collects_them_and_owed_its_own_quick_handling(
    database: str,
) -> None:
    form = FormReader(Visitor("publicity").sees("/complaints/register")).controls
    assert set(form["kind"].options.values()) == {"opinion", "media"}
    answers = {
        "in": form["in"].option("区园林局"),
        "kind": "opinion",
        "channel": form["channel"].option("网络"),
        "subject": "网帖说门难进",
    }
    without = sent("publicity", "/complaints/register", **answers)
    assert without[0] == 422
    assert "请填写：出处（网址）" in words_of(without[2]), "each kind is asked what it needs"
    answers["online"] = "https://example.org/t/1"
    status, _, refused = sent("publicity", "/complaints/register", **answers)
    assert status == 303, words_of(refused)[:2000]
    assert "handle_opinion" in dict(owed_on("网帖说门难进"))
    offered = FormReader(Visitor("office").sees("/complaints/register")).controls["kind"].options
    assert "opinion" not in offered.values()


def test_what_a_leader_noted_is_registered_as_that(database: str) -> None:
    form = FormReader(Visitor("office").sees("/complaints/register")).controls
    answers = {
        "in": form["in"].option("区园林局"),
        "kind": form["kind"].option("领导批示件"),
        "channel": form["channel"].option("行风连线"),
        "subject": "批示要查的事",
    }
    assert sent("office", "/complaints/register", **answers)[0] == 303
    assert "supervise_passed_down" in dict(owed_on("批示要查的事"))


def test_who_registers_calls_only_of_another_kind_has_a_keyboard_page_too(database: str) -> None:
    assert "没有登记" not in Visitor("centre").sees("/complaints/register")
    assert Visitor("discipline").status("/complaints/register") == 200
    assert Visitor("unit").status("/complaints/register") == 404
    assert Visitor("visitor").status("/complaints/register") == 404


def test_the_weekly_reception_runs_from_monday_to_sunday(database: str) -> None:
    turns = [
        turn
        for (facts,) in run([("SELECT facts->'shift.assigned' FROM subject WHERE title = '区信访局'", [])])[0]
        for turn in json.loads(facts)
    ]
    assert {turn["roster"] for turn in turns} == {"weekly", "rotation"}
    days = {
        (date.fromisoformat(turn["from_on"]).weekday(), date.fromisoformat(turn["to_on"]).weekday())
        for turn in turns
    }
    assert days == {(0, 6)}
    weekly = [turn["from_on"] for turn in turns if turn["roster"] == "weekly"]
    assert len(weekly) == len(set(weekly)), "one leader a week"


def test_the_steps_of_a_unit_are_those_of_the_regulation(database: str) -> None:
    html = Visitor("unit").sees("/desk")
    steps = re.findall(r"<li[^>]*><b>([^<]+)</b>", html)
    assert steps == ["责令整改通知书、问题交办单", "整改", "核验", "整改结果公示"]


def test_a_list_of_what_nobody_begins_is_no_page(database: str) -> None:
    assert "/archive" not in Visitor("office").sees("/desk")
    assert Visitor("office").status("/archive") == 404


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


def test_the_parts_of_the_regulation_lead_to_a_list_only_where_the_post_has_it(database: str) -> None:
    for one in demo_of("hongshan").accounts:
        visitor = Visitor(one.login_name)
        parts = visitor.sees("/scheme").partition('id="parts"')[2].partition("</section>")[0]
        assert "/scheme/articles/4#4" in parts
        has_list = visitor.status("/findings") == 200
        assert ('href="/findings"' in parts) == has_list, one.login_name


def test_choosing_one_thing_leads_to_a_list_on_which_it_is_done(database: str) -> None:
    office = Visitor("office")
    way = re.search(r'href="(/inspections[^"]+)"[^>]*>选一件来办', office.sees("/desk"))
    assert way is not None
    rows = re.findall(r"<tr.*?</tr>", office.sees(unescape(way[1])).partition("<tbody")[2], re.S)
    assert rows
    for row in rows:
        does = re.search(r'href="(/inspections/[^"]+/do/result\.used[^"]*)"', row)
        assert does is not None, words_of(row)
        assert office.status(unescape(does[1])) == 200
    bare = office.sees(unescape(way[1]).partition("&do=")[0])
    assert "result.used" not in bare
    in_vain = Visitor("unit").sees("/findings?do=rectification.verified")
    assert "do/rectification.verified" not in in_vain, "not its to do"


def test_the_duties_of_one_rule_on_one_matter_are_told_apart(database: str) -> None:
    line = next(
        one for one in Visitor("office").sees("/desk").split("<li data-row") if "四种来源的整改结果" in one
    )
    named = re.findall(r">(干部作风长效机制：[^<]+)</a>", line)
    assert sorted(one.partition("：")[2] for one in named) == ["区长热线", "投诉举报", "民评民议", "行风连线"]


def test_a_paper_that_waits_for_receipt_is_not_said_to_be_received(database: str) -> None:
    desk = words_of(Visitor("unit").sees("/desk"))
    assert "等您签收" in desk
    way = desk.partition("等您签收")[0]
    assert re.search(r"\d+月\d+日制发，等签收", way), way[-600:]
    assert not re.search(r"\d+月\d+日收到", way)


def test_a_paper_that_was_received_is_not_offered_to_be_received_again(database: str) -> None:
    unit = Visitor("unit")
    page = re.search(r'href="(/documents/[0-9a-f-]{36})/do/document.received"', unit.sees("/desk"))
    assert page is not None
    assert f"{page[1]}/do/document.received" in unit.sees(page[1]).partition("暂时不能办")[0]
    with transaction.atomic():
        principal = person("方竹青")
        principal.sends(principal.asks(page[1], "document.received"), {"received_on": day()})
        again = unit.sees(page[1])
        office = Visitor("office").sees(page[1])
        transaction.set_rollback(True)
    assert "document.received" not in again, "each receives it once"
    assert "再次制发、送达" in office, "it may go to further receivers, and is no next step"
    can = office.partition('id="can"')[2]
    assert can.index("再次制发") > can.index("登记送达")


def test_what_waits_says_which_step_comes_first_who_takes_it_and_under_which_clause(database: str) -> None:
    office, met = Visitor("office"), 0
    drafts = run(
        [
            (
                "SELECT id::text FROM subject WHERE kind = 'document' AND state IN ('issued', 'public') LIMIT 12",
                [],
            )
        ]
    )[0]
    for (key,) in drafts:
        answer = office.client.get(f"/documents/{key}")
        waits = (
            answer.content.decode().partition("暂时不能办")[2].partition("</section>")[0]
            if answer.status_code == 200
            else ""
        )
        for one in waits.split('<li class="cannot">')[1:]:
            if "要先到" in one:
                met += 1
                assert "可以找：" in one, words_of(one)
                assert "/scheme/" in one, words_of(one)
    assert met


def test_a_thing_is_found_by_a_part_of_its_number_by_whoever_reads_its_register(database: str) -> None:
    [[key, number]] = run([("SELECT id::text, number FROM subject WHERE kind = 'complaint' AND n = 12", [])])[
        0
    ]
    year = number.partition("〔")[2].partition("〕")[0]
    for asked in ("12", "12号", f"{year}-12", f"洪投{year}-12", f"〔{year}〕12号"):
        assert f"/complaints/{key}" in Visitor("office").sees(f"/search?q={asked}"), asked
        assert key not in Visitor("unit").sees(f"/search?q={asked}"), asked
    for asked in ("13", "1", "2", f"{int(year) - 1}-12"):
        assert f"/complaints/{key}" not in Visitor("office").sees(f"/search?q={asked}"), asked
