"""Article 29: the discipline commission keeps in touch area by area."""

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import entered

clause = pytest.mark.clause


def test_the_liaison_table_says_who_is_the_contact_of_each_area() -> None:
    city = entered()
    line = {"register": "liaison", "title": "城北片", "area": "柳塘、青坪", "teams": "第一组", "leader": "市纪委常委",
            "liaison_office": "第二纪检监察室"}  # fmt: skip
    city.do("discipline/contact", "entry.registered", line, name="liaison_line")
    assert city.held("liaison_line")["liaison_office"] == "第二纪检监察室"
    short = {"register": "liaison", "title": "城北片"}
    assert list(city.faults("discipline/contact", "entry.registered", short)) == [
        "area",
        "leader",
        "liaison_office",
    ]


def test_a_word_with_the_liaison_leader_is_noted() -> None:
    city = entered()
    note = {"kind": "contact", "on": "2015-10-12", "with_whom": "联系领导", "text": "通报进驻情况"}
    city.do("team/head", "activity.logged", note, subject="team")
    assert city.held("team", "activity.logged")["with_whom"] == "联系领导"


@clause("yiwu-29-5", effect="tracked")
def test_each_problem_found_is_passed_promptly_to_the_liaison_office() -> None:
    city = entered().find().find("second")
    assert city.owed("tell_liaison") == [Owed("team/head", "及时"), Owed("team/head", "及时")]
    city.draft("liaison_release", items=["@second"])
    city.do("team/head", "document.issued", {"to": ["@liaison"]}, subject="liaison_release")
    [left] = city.duties("tell_liaison")
    assert left.stream == city.keys["finding"]
