"""Article 16: the report is drawn up, signed and sent within five working days of the end."""

from datetime import date

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import ended, entered

clause = pytest.mark.clause

TEXT = {
    "course": "经过",
    "problems": "补贴滞留",
    "causes": "监管不力",
    "advice": "补发",
    "clue_annex": ["@clue"],
}


@clause("yiwu-16-1", effect="tracked")
def test_the_report_is_drawn_up_within_five_working_days_of_the_end() -> None:
    # Friday 20 November 2015; the days after it are counted, and the 21st and 22nd are a weekend.
    city = ended()
    assert city.owed("write_report") == [Owed("team/head", "2015-11-27")]
    city.draft("special_report", "team/head", title="专题", text="专题内容")
    assert len(city.owed("write_report")) == 1, "a special report is not the report"
    city.draft("inspection_report", "team/head", **TEXT)
    assert city.owed("write_report") == []


HOLIDAYS = [
    pytest.param(date(2015, 12, 29), "2016-01-06", id="over New Year"),
    # 6 and 14 February 2016 are a Saturday and a Sunday that were worked.
    pytest.param(date(2016, 2, 5), "2016-02-17", id="over the Spring Festival"),
]


@clause("yiwu-16-1", effect="tracked")
@clause("yiwu-16-3", effect="tracked")
@pytest.mark.parametrize(("ended_on", "due"), HOLIDAYS)
def test_the_five_days_are_working_days(ended_on: date, due: str) -> None:
    city = entered().end(ended_on)
    assert city.owed("write_report") == [Owed("team/head", due)]
    assert city.owed("send_report") == [Owed("team/head", due, "office")]


@clause("yiwu-16-2", effect="enforced")
def test_the_report_goes_up_only_with_the_head_s_signature_on_this_version() -> None:
    city = ended().draft("inspection_report", "team/head", **TEXT).meet("inspection_report")
    send = {"kind": "inspection_report", "to": "@office", "document": "@inspection_report"}
    asked = ("team/member", "report.submitted", send)
    said = "yiwu-16-2 yiwu-6-7 巡查报告经组长签批才能报送：组长还没有签这一稿"
    assert city.why("report_signed", *asked, within="inspection") == said
    city.sign("inspection_report")
    assert city.why("report_signed", *asked, within="inspection") == ""
    changed = {"kind": "inspection_report"} | TEXT | {"advice": "补发并公示"}
    city.do("team/member", "document.drafted", changed, subject="inspection_report")
    assert city.why("report_signed", *asked, within="inspection") == said, "a changed report is signed anew"
    city.sign("inspection_report").do(*asked, within="inspection")


@clause("yiwu-16-3", effect="tracked")
def test_the_signed_report_reaches_the_office_within_the_same_five_working_days() -> None:
    city = ended()
    assert city.owed("send_report") == [Owed("team/head", "2015-11-27", "office")]
    city.draft("inspection_report", "team/head", **TEXT).sign("inspection_report").meet("inspection_report")
    assert len(city.owed("send_report")) == 1, "signing does not send it"
    send = {"kind": "inspection_report", "to": "@office", "document": "@inspection_report"}
    city.do("team/head", "report.submitted", send, within="inspection")
    assert city.owed("send_report") == []
