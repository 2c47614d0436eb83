"""Duties that many owe alike, and days that an act names: one for each holder, units of some kinds, before and by a day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.core.demo_scheme import DEMO, base, block, faults
from tests.regulations.office import Office, Owed
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.review.play import Play
from xuncha.core.review.worked_case import played, read_case
from xuncha.core.scheme.reader import read_scheme
from xuncha.shipped import calendar

MAY = (
    '"unit.enrolled", "activity.logged", "seat.filled", "document.signed", "post.deputised", "person.posted"'
)
LOGGED = """
[lists.activities]
zh = "工作登记"
en = "Activities"
[lists.activities.values]
field_work = { zh = "下乡", en = "Field work" }
talk = { zh = "谈话", en = "A talk" }
"""


def office(rules: str) -> Office:
    """The small regulation with more rules; an office of two clerks, a town and a school."""
    text = DEMO.replace('"unit.enrolled"', MAY, 1) + LOGGED + rules
    text = text.replace(
        'town = { zh = "镇", en = "Town" }',
        'town = { zh = "镇", en = "Town" }\nschool = { zh = "学校", en = "School" }',
    )
    assert [fault.rule for fault in faults(text)] == []
    now = datetime(2026, 9, 7, 10, tzinfo=SHANGHAI)
    city = Office(Play(read_scheme(text, "demo.toml").over(base()), calendar(), now))
    city.body("office", "office", "检查办")
    city.unit("town", "柳塘镇", "town")
    city.unit("school", "柳塘小学", "school")
    for name in ("江予白", "林若舟", "方竹青"):
        city.person(name)
    city.seat("office", "clerk", "江予白")
    city.seat("office", "clerk", "林若舟")
    return city


def opened(city: Office) -> Office:
    city.do(
        "office/clerk",
        "campaign.opened",
        {"kind": "round", "title": "一轮", "starts_on": "2026-09-07"},
        name="round",
    )
    return city


FIELD_WORK = """
[[duty]]
id = "field_work"
cite = ["demo-1-2"]
zh = "一年下乡十天"
en = "Ten days in the villages a year"
owner = "each:seat(clerk)"
after = ["campaign.opened", "seat.filled"]
done_by = "activity.logged:field_work"
done_if = [{ adds_up = { field = "amount", min = 10, every = "year" } }]
scope = "owner"
"""


def went(city: Office, person: str, days: int, on: str, kind: str = "field_work") -> int:
    """How many still owe their days after one more entry on this person."""
    city.do("office/clerk", "activity.logged", {"kind": kind, "on": on, "amount": days}, subject=person)
    return len(city.duties("field_work"))


def test_each_holder_of_a_seat_owes_for_himself() -> None:
    city = opened(office(FIELD_WORK))
    assert city.owed("field_work") == [Owed("office/clerk", "未定"), Owed("office/clerk", "未定")]
    assert went(city, "江予白", 10, "2026-09-07") == 1
    assert city.duty("field_work").item == str(city.keys["林若舟"])
    assert went(city, "江予白", 10, "2026-09-07") == 1, "nobody does it for the other"
    assert went(city, "林若舟", 10, "2026-09-07") == 0


def test_who_is_given_the_seat_later_owes_alone() -> None:
    city = opened(office(FIELD_WORK))
    fields = {"seat": "clerk", "person": "@方竹青", "leadership": False}
    city.do("office/clerk", "seat.filled", fields, subject="office")
    assert len(city.duties("field_work")) == 3
    city.do("office/clerk", "seat.filled", fields | {"seat": "principal"}, subject="town")
    assert len(city.duties("field_work")) == 3


def test_entries_of_one_kind_and_year_add_up() -> None:
    city = opened(office(FIELD_WORK))
    assert went(city, "江予白", 6, "2025-12-31") == 2
    assert went(city, "江予白", 6, "2026-08-01") == 2, "another year"
    assert went(city, "江予白", 9, "2026-08-02", "talk") == 2, "another kind"
    assert went(city, "江予白", 4, "2026-09-01") == 1


KINDS = """
[[duty]]
id = "own_check"
cite = ["demo-1-2"]
zh = "自查"
en = "Check oneself"
owner = "each:unit"
kinds = ["school"]
every = "months 06,12"
done_by = "document.published"
scope = "owner"
"""


def test_a_duty_of_each_unit_may_be_for_some_kinds_only() -> None:
    city = opened(office(KINDS))
    for unit in ("town", "school"):
        city.do(
            "office/clerk",
            "unit.enrolled",
            {"unit": f"@{unit}", "ground": "listed"},
            within="round",
            name=unit + "_in",
        )
    city.tick("own_check", "2026-12")
    assert city.owed("own_check") == [Owed("school", "2026-12-31")]
    assert [fault.wrong for fault in faults(DEMO + KINDS)] == ["unknown value of unit_kinds 'school'"]


DAYS = """
[[duty]]
id = "talk_first"
cite = ["demo-1-2"]
zh = "任前谈话"
en = "A talk before taking office"
owner = "role:office"
after = "person.posted:promoted"
before_date = "from_on"
LEAD
done_by = "activity.logged:talk"

[[duty]]
id = "report_back"
cite = ["demo-1-2"]
zh = "期满报告"
en = "Report at the end of the term"
owner = "role:office"
after = "person.posted:promoted"
by = "payload.until"
done_by = "activity.logged:talk"
"""


@pytest.mark.parametrize(
    ("lead", "due"), [("", "2026-10-07"), ('lead = "P0D"', "2026-10-07"), ('lead = "P3WD"', "2026-09-28")]
)
def test_a_duty_may_be_due_before_a_day_that_the_act_names(lead: str, due: str) -> None:
    city = office(DAYS.replace("LEAD", lead))
    posted = {"post": "所长", "how": "promoted", "from_on": "2026-10-08", "until": "2026-12-31"}
    # Three working days before Thursday 8 October 2026: 30, 29 and 28 September, the National Day between.
    city.do("office/clerk", "person.posted", posted, subject="方竹青")
    assert [owed.when for owed in city.owed("talk_first")] == [due]
    assert [owed.when for owed in city.owed("report_back")] == ["2026-12-31"]


def test_a_day_that_no_field_names_is_a_fault() -> None:
    text = DEMO + DAYS.replace("LEAD", "").replace('"from_on"', '"form_on"').replace(
        "payload.until", "payload.untill"
    )
    assert [fault.wrong for fault in faults(text) if "field" in fault.wrong] == [
        "unknown field 'form_on'", "unknown field 'untill'",
    ]  # fmt: skip


ALONE = """
[[guard]]
id = "signed_alone"
cite = ["demo-1-3"]
zh = "本人签字"
en = "The holder signs"
on = "document.signed"
needs = [{ in_person = {} }]
"""


def test_what_the_holder_does_alone_no_deputy_does() -> None:
    city = opened(office(ALONE))
    city.do(
        "office/clerk",
        "document.drafted",
        {"kind": "notice", "text": "十月检查"},
        within="round",
        name="notice",
    )
    stands_in = {
        "seat": "clerk",
        "person": "@江予白",
        "to": "@方竹青",
        "from_on": "2026-09-07",
        "until": "2026-09-30",
    }
    city.do("office/clerk", "post.deputised", stands_in, subject="office")
    assert city.why("signed_alone", "office/clerk", "document.signed", {}, subject="notice") == ""
    deputy = next(seat for seat in city.play.book.rows["seat"].values() if seat.acting_for)
    [refusal] = city.play.refusals("document.signed", {}, subject=city.keys["notice"], by=deputy)
    assert (refusal.rule, [one.text.zh for one in refusal.missing]) == (
        "signed_alone",
        ["这一步要本人办，代理的人不能办"],
    )


def test_a_day_that_was_not_given_makes_no_date() -> None:
    city = office(DAYS.replace("LEAD", ""))
    posted = {"post": "所长", "how": "promoted", "from_on": "2026-10-08"}
    city.do("office/clerk", "person.posted", posted, subject="方竹青")
    assert [owed.when for owed in city.owed("report_back")] == ["未定"], "no end of the term was given"


def test_a_period_that_a_case_begins_without_a_name_is_the_one_of_its_day() -> None:
    text = block("case").split("[[step]]")
    begun = (
        'act = "period.begun"\nby = "office"\nsubject = "round"\nday = 1\nfields = { rule = "own_check" }\n\n'
    )
    may = DEMO.replace('"campaign.opened", ', '"campaign.opened", "period.begun", ', 1) + KINDS.replace(
        "school", "town"
    )
    case = read_case("[[step]]\n".join(["[[step]]".join(text[:3]), begun, *text[3:4]]))
    for start, due in ((date(2026, 9, 28), "2026-12-31"), (date(2026, 3, 2), "2026-06-30")):
        found = played(case, read_scheme(may, "demo.toml").over(base()), calendar(), start).duties
        assert [duty.due_on.isoformat() for duty in found if duty.rule == "own_check" and duty.due_on] == [
            due
        ]
