"""Preparing a meeting: the agenda comes from the log, is kept and printed, and becomes the record; what came of it is seen there."""

import re
from datetime import date, timedelta
from html import unescape
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.web.conftest import Visitor
from tests.web.test_circular import said_in, sent
from tests.web.test_held import key_of, lines_of
from tests.web.through_pages import FormReader
from xuncha.core.dates.day_words import say_short
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.web.addresses import KINDS
from xuncha.web.pages.supervision.meeting import DECIDED_WORDS, _said

pytestmark = pytest.mark.demo_city


def prepared(login: str, place: str, kind: str, *sitting: str) -> str:
    asked = "&".join([f"kind={kind}", *(f"with={key}" for key in sitting)])
    assert Visitor(login).status(f"{place}/meeting?{asked}") == 200
    return f"{place}/meeting?{asked}"


def rows_in(html: str) -> list[dict[str, str]]:
    """The lines of the agenda as the form has them."""
    controls = FormReader(html).controls
    refs = dict(re.findall(r'<input type="hidden" name="agenda-(\d+)-refs" value="([^"]+)"', html))
    return [{"text": controls[f"agenda-{n}-text"].values[0], "refs": key} for n, key in refs.items()]


def test_it_asks_first_which_meeting_and_who_sits_there(database: str) -> None:
    html = said_in(Visitor("office").sees(f"/rounds/{key_of('campaign')}/meeting"))
    for words in ("哪一种会议", "领导小组会议", "还有谁参加", "柳塘镇"):
        assert words in html, words


def test_the_agenda_of_a_team_comes_from_its_own_log(database: str) -> None:
    html = Visitor("member").sees(
        prepared("member", f"/inspections/{key_of('inspection', '柳塘镇')}", "team")
    )
    rows = rows_in(html)
    assert rows
    assert any(one["text"].startswith(("发现：", "逾期 ")) for one in rows)
    text = said_in(html)
    assert "信访件" not in "".join(one["text"] for one in rows)
    assert "上次是" in text or "还没有开过" in text


def test_each_line_of_the_agenda_names_its_matter_and_says_nothing_twice(database: str) -> None:
    place = f"/inspections/{key_of('inspection', '柳塘镇')}"
    rows = rows_in(Visitor("member").sees(prepared("member", place, "team")))
    found = [one for one in rows if one["text"].startswith(("发现：", "决定：", "办结："))]
    assert found
    titles = {str(key): title for key, title in run([("SELECT id, title FROM subject", [])])[0]}
    for one in found:
        assert titles[one["refs"]] in one["text"], one
        assert "作出决定：" not in one["text"]


def test_a_line_says_the_matter_then_what_was_done_on_it(database: str) -> None:
    scheme = scheme_of(scheme_version(None))
    key, title = run([("SELECT id, title FROM subject WHERE kind = 'campaign' LIMIT 1", [])])[0][0]
    act = SimpleNamespace(type="decision.made", value="", occurred_on=date(2026, 10, 29))
    question = next(iter(scheme.lists["questions"].values.values()))
    act.value = question.code
    said = _said(scheme, DECIDED_WORDS, (act, SimpleNamespace(id=key, title=title, kind="campaign")))  # type: ignore[arg-type]
    assert said == f"决定：{title}（{question.text.zh}，{say_short(act.occurred_on).zh}）"


def test_only_what_everybody_who_sits_there_may_open_is_on_it(database: str) -> None:
    place, unit = f"/rounds/{key_of('campaign')}", key_of("unit", "柳塘镇")
    alone = rows_in(Visitor("office").sees(prepared("office", place, "group")))
    with_unit = rows_in(Visitor("office").sees(prepared("office", place, "group", unit)))
    with_two = rows_in(
        Visitor("office").sees(prepared("office", place, "group", unit, key_of("unit", "东陂镇")))
    )
    assert len(alone) > len(with_unit) > 0
    assert with_two == [], "two units read nothing of each other"
    own = Visitor("unit")
    for row in with_unit:
        kind = run([("SELECT kind FROM subject WHERE id = %s", [row["refs"]])])[0][0][0]
        plural = KINDS[kind]
        assert own.status(f"/{plural}/{row['refs']}") == 200, row
        assert not row["text"].startswith("请决定"), (
            "what waits for a decision on its matters is not told to a unit"
        )
    closed = run(
        [("SELECT id::text FROM subject WHERE kind IN ('complaint', 'clue', 'referral', 'inquiry')", [])]
    )[0]
    assert not {row["refs"] for row in alone} & {key for (key,) in closed}


def test_nothing_is_kept_without_a_place_or_with_one_that_is_no_number(database: str) -> None:
    address = prepared("member", f"/inspections/{key_of('inspection', '柳塘镇')}", "team")
    blank = {f"agenda-{n}-n": "" for n in range(40)}
    status, _, html = sent("member", address, **blank)
    assert status == 422
    assert "至少有一项要写顺序" in html
    status, _, html = sent("member", address, **(blank | {"agenda-0-n": "第一"}))
    assert status == 422
    assert "写整数" in html
    assert "第一" in html, "what was typed is still there"


def test_the_agenda_becomes_the_record_and_its_decisions_become_acts(database: str) -> None:
    place = f"/inspections/{key_of('inspection', '柳塘镇')}"
    address = prepared("head", place, "team")
    rows = rows_in(Visitor("head").sees(address))
    blank = {f"agenda-{n}-n": "" for n in range(40)}
    answers = blank | {
        "agenda-1-n": "1",
        "agenda-0-n": "2",
        f"agenda-{len(rows)}-n": "3",
        f"agenda-{len(rows)}-text": "下周安排",
    }
    status, kept, html = sent("head", address, **answers)
    assert status == 303, said_in(html)[:2000]
    page = Visitor("head").sees(kept)
    items = [cells[0] for name, cells in lines_of(page).items() if name.isdigit()]
    assert items == [rows[1]["text"], rows[0]["text"], "下周安排"], "in the order given"
    assert Visitor("member").status(kept) == 404, "the agenda is its writer's own until the meeting"
    printed = said_in(Visitor("head").sees(f"{kept.replace('kept=1', 'kept=paper')}"))
    assert "下周安排" in printed

    record = unescape(re.search(r'href="([^"]+draft=on)"', page)[1])  # type: ignore[index]
    form = FormReader(Visitor("head").sees(record)).controls
    assert form["items-0-text"].values == [rows[1]["text"]]
    assert form["items-2-text"].values == ["下周安排"]
    person = next(iter(form["present"].options.values()))
    status, meeting, html = sent("head", record.partition("&draft")[0], **{
        **{name: one.values[0] for name, one in form.items() if name.startswith("items-") and one.values and one.values[0]},
        "at": form["at"].values[0], "present": [person], "items-0-kind": "deeper", "items-1-kind": "deeper", "items-2-kind": "stage",
    })  # fmt: skip
    assert status == 303, said_in(html)[:3000]
    page = Visitor("head").sees(meeting)
    assert "议题和结果" in page
    assert "下周安排" in page

    matter = unescape(re.search(r'href="(/\w+/[0-9a-f-]+\?meeting=[0-9a-f-]+)"', page)[1])  # type: ignore[index]
    act = unescape(
        re.search(r'href="(/\w+/[0-9a-f-]+/do/[\w.]+[^"]*meeting=[^"]+)"', Visitor("head").sees(matter))[1]
    )  # type: ignore[index]
    assert "meeting=" in act, "each act there has the meeting filled in"


def test_a_decision_recorded_from_the_meeting_is_seen_on_its_page(database: str) -> None:
    place, today = f"/rounds/{key_of('campaign')}", timezone.localdate().isoformat()
    held = {"at": today, "items-0-text": "原则同意下一步安排"}
    status, meeting, html = sent("office", f"{place}/begin/meeting.held?kind=group", **held)
    assert status == 303, said_in(html)[:3000]
    page = Visitor("office").sees(meeting)
    address = unescape(re.search(r'href="(/decisions/new\?meeting=[^"]+)"', page)[1])  # type: ignore[index]
    form = FormReader(Visitor("office").sees(address)).controls
    assert form["occurred_on"].values == [today], "the day of the meeting"
    assert form["decisions-0-conclusion"].values == ["原则同意下一步安排"], "nothing is typed twice"
    who = next(value for words, value in form["by"].options.items() if "领导小组" in words)
    question = next(value for value in form["decisions-0-question"].options.values() if value)
    status, back, html = sent("office", address, by=who, paper="澜巡领〔2026〕9号", **{
        "decisions-0-question": question, "occurred_on": form["occurred_on"].values[0],
    })  # fmt: skip
    assert status == 303, said_in(html)[:3000]
    assert back == meeting, "and back to the meeting"
    assert "作出决定" in said_in(Visitor("office").sees(meeting))
    decided = run([("SELECT subject FROM act WHERE type = 'decision.made' AND refs @> ARRAY[%s]::uuid[]", [meeting.split("/")[2]])])  # fmt: skip
    again = rows_in(Visitor("office").sees(prepared("office", place, "group")))
    offered = [row["refs"] for row in again if row["text"].startswith("决定")]
    assert str(decided[0][0][0]) not in offered, "its own decisions are not offered to the next"


def closed_request(place: str, title: str, **more: str) -> None:
    """The office asks the unit something and takes it back."""
    asked = {"to": key_of("unit", "柳塘镇"), "title": title, "text": "请说明", **more}
    status, _, html = sent("office", f"{place}/begin/request.made?kind=suggestion", **asked)
    assert status == 303, said_in(html)[:3000]
    status, _, html = sent("office", f"/requests/{key_of('request', title)}/do/request.closed", **more)
    assert status == 303, said_in(html)[:3000]


def test_what_was_entered_after_the_record_of_the_last_meeting_is_on_the_agenda(database: str) -> None:
    """Of its day and of a day before it; what had been entered before the record is not there again."""
    place, today = f"/rounds/{key_of('campaign')}", timezone.localdate()
    closed_request(place, "会前已经办结")
    held = {"at": today.isoformat(), "items-0-text": "研究下一步安排"}
    status, _, html = sent("office", f"{place}/begin/meeting.held?kind=group", **held)
    assert status == 303, said_in(html)[:3000]
    closed_request(place, "当天会后办结")
    closed_request(place, "会前办结、会后补记", occurred_on=(today - timedelta(days=1)).isoformat())
    html = Visitor("office").sees(prepared("office", place, "group"))
    rows = [row["refs"] for row in rows_in(html)]
    assert key_of("request", "当天会后办结") in rows
    assert key_of("request", "会前办结、会后补记") in rows
    assert key_of("request", "会前已经办结") not in rows
    assert "从那以后发生和补记的都在下面" in html


def test_a_post_that_holds_no_meeting_finds_no_page(database: str) -> None:
    for login in ("unit", "receiver", "contact"):
        assert Visitor(login).status(f"/inspections/{key_of('inspection', '柳塘镇')}/meeting") == 404


@pytest.mark.parametrize("asked", ["?kind=x", "?kind=team&with=x", "?kind=team&kept=1", "?kind=&kept=paper"])
def test_a_garbled_address_is_no_fault_of_the_product(database: str, asked: str) -> None:
    assert Visitor("member").status(f"/inspections/{key_of('inspection', '柳塘镇')}/meeting{asked}") in (
        200,
        404,
    )


def test_who_was_to_take_part_stands_in_the_record_and_can_open_it(database: str) -> None:
    place, group = f"/rounds/{key_of('campaign')}", key_of("body", "%领导小组")
    unit = key_of("unit", "柳塘镇")
    blank = {f"agenda-{n}-n": "" for n in range(40)}
    own = {"agenda-0-n": "1", "agenda-0-text": "听取汇报"}
    status, kept, html = sent("office", prepared("office", place, "group", group, unit), **(blank | own))
    assert status == 303, said_in(html)[:2000]
    record = unescape(re.search(r'href="([^"]+draft=on)"', Visitor("office").sees(kept))[1])  # type: ignore[index]
    field = FormReader(Visitor("office").sees(record)).controls["took_part"]
    assert {group, unit} <= {*field.values}, "who was chosen is ticked"
    answers = {"took_part": field.values, "at": timezone.localdate().isoformat(), "items-0-text": "听取汇报"}
    status, meeting, html = sent("office", record.partition("&draft")[0], **answers)
    assert status == 303, said_in(html)[:3000]
    assert Visitor("group").status(meeting) == 200
    for login in ("unit", "receiver"):
        assert Visitor(login).status(meeting) == 404, login


def test_a_meeting_nobody_else_took_part_in_is_its_own(database: str) -> None:
    held = {"at": timezone.localdate().isoformat(), "items-0-text": "听取汇报"}
    _, meeting, _ = sent("office", f"/rounds/{key_of('campaign')}/begin/meeting.held?kind=group", **held)
    assert Visitor("group").status(meeting) == 404


def test_the_bodies_stand_in_the_order_in_which_they_were_formed(database: str) -> None:
    html = Visitor("office").sees(f"/rounds/{key_of('campaign')}/meeting")
    formed = [
        title
        for (title,) in run(
            [("SELECT title FROM subject JOIN (SELECT subject.id AS key, min(act.position) AS at FROM subject JOIN act"
              " ON act.subject = subject.id GROUP BY 1) first ON key = id WHERE kind = 'body' AND title LIKE '%%巡查组'"
              " AND state = 'formed' ORDER BY at", [])]
        )[0]
    ]  # fmt: skip
    assert len(formed) > 1
    places = [html.index(f"{title}<") for title in formed]
    assert places == sorted(places)


def test_an_item_about_the_round_or_an_inspection_says_its_name_in_the_record(database: str) -> None:
    around, place = key_of("campaign"), key_of("inspection", "柳塘镇")
    address = prepared("office", f"/rounds/{around}", "group")
    blank = {f"agenda-{n}-n": "" for n in range(40)}
    lines = {}
    for n, key in enumerate((around, place)):
        lines |= {f"agenda-{n}-n": str(n), f"agenda-{n}-text": f"议题{n}", f"agenda-{n}-refs": key}
    _, kept, _ = sent("office", address, **(blank | lines))
    record = unescape(re.search(r'href="([^"]+draft=on)"', Visitor("office").sees(kept))[1])  # type: ignore[index]
    html = Visitor("office").sees(record)
    hidden = dict(re.findall(r'name="items-(\d)-refs" value="([^"]+)"><span class="fixed">[^<0-9]', html))
    assert hidden == {"0": around, "1": place}, "each says its name and keeps its matter"
    answers = {f"items-{n}-refs": key for n, key in hidden.items()}
    status, meeting, html = sent("office", record, **answers)
    assert status == 303, said_in(html)[:3000]
    assert "单位巡查" in lines_of(Visitor("office").sees(meeting))["2"][1]
