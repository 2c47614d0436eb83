"""Article 21: entry, feedback and rectification are made public, and what is public is open to comment."""

from typing import Any

import pytest

from tests.regulations.office import Owed
from tests.regulations.yiwu.city import City, entered, fed_back, rectified, reported

clause = pytest.mark.clause


def test_a_comment_is_tied_to_the_notice_it_is_about() -> None:
    city = entered().draft("public_entry", content="已进驻柳塘镇")
    fields = {"kind": "comment", "channel": "letter", "subject": "公开太简单", "addressee": "team",
              "about_published": "@public_entry"}  # fmt: skip
    city.do("team/registrar", "complaint.received", fields, within="inspection", name="comment")
    assert city.subject("comment").code == "comment"
    assert city.held("comment")["about_published"] == str(city.keys["public_entry"])


# ---------------------------------------------------------------------------- what is owed to the public

CHECKS = {"no_reporter": True, "names_lawful": True, "harm_weighed": True}


def publish(city: City, kind: str) -> City:
    """A public notice drafted, checked by a second person and put up."""
    city.draft(kind, content="公开内容")
    city.do("team/head", "document.cleared", CHECKS, subject=kind)
    city.do("team/member", "document.published", {"medium": "website"}, subject=kind)
    return city


def report(city: City, kind: str) -> City:
    fields = {"kind": kind, "to": "@office", "text": "情况"}
    city.do("town/principal", "report.submitted", fields, within="inspection")
    return city


@clause("yiwu-21-1", effect="produced")
def test_the_entry_is_made_public_by_the_team() -> None:
    city = entered()
    assert city.owed("publish_entry") == [Owed("team", "未定")]
    city.do("town/contact", "document.published", {"medium": "board"}, subject="notice")
    assert len(city.owed("publish_entry")) == 1, "another paper does not tell of the entry"
    publish(city, "public_entry")
    assert city.owed("publish_entry") == []


@clause("yiwu-21-2", effect="produced")
def test_the_feedback_is_made_public_by_the_team_once() -> None:
    city = reported().dispose().refer().feed_back()
    assert city.owed("publish_feedback") == [], "it is not received yet"
    city.receive_feedback()
    assert city.owed("publish_feedback") == [Owed("team", "未定")]
    city.do("town/contact", "document.received", {"received_on": city.today}, subject="feedback")
    assert len(city.owed("publish_feedback")) == 1, "a second receipt asks for no second notice"
    publish(city, "public_entry")
    assert len(city.owed("publish_feedback")) == 1
    publish(city, "public_feedback")
    assert city.owed("publish_feedback") == []


@clause("yiwu-21-3", effect="produced")
def test_the_rectification_is_made_public_by_the_team_once_the_unit_reported_it() -> None:
    city = report(fed_back(), "principal_report")
    assert city.owed("publish_rectification") == [], "how the head organised it is not yet the rectification"
    report(city, "rectification_report")
    assert city.owed("publish_rectification") == [Owed("team", "未定")]
    publish(city, "public_feedback")
    assert len(city.owed("publish_rectification")) == 1
    publish(city, "public_rectification")
    assert city.owed("publish_rectification") == []


NOTICES = ["public_entry", "public_feedback", "public_rectification"]


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_goes_public_in_the_very_words_that_were_checked(kind: str) -> None:
    city = rectified().draft(kind, content="公开内容")
    put_up: tuple[str, str, dict[str, Any]] = ("team/member", "document.published", {"medium": "website"})
    said = "yiwu-21-1 yiwu-21-2 yiwu-21-3 公开以前由另一人核对有无不宜公开的姓名：还没有办：发布审核"
    assert city.why("names_checked", *put_up, subject=kind) == said
    city.do("team/head", "document.cleared", CHECKS, subject=kind)
    assert city.refused(*put_up, subject=kind) == ()
    city.do("team/member", "document.drafted", {"kind": kind, "content": "添了一个姓名"}, subject=kind)
    assert city.why("names_checked", *put_up, subject=kind) == said, "a changed text is checked anew"
    city.do("team/head", "document.cleared", CHECKS, subject=kind)
    city.do(*put_up, subject=kind)
