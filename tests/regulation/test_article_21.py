"""Article 21: what is public is open to comment."""

import pytest
from city import entered

clause = pytest.mark.clause


def test_a_comment_is_tied_to_the_notice_it_is_about() -> None:
    city = entered().draft("public_entry", content="已进驻柳塘镇")
    fields = {"kind": "comment", "channel": "letter", "subject": "公开太简单", "addressee": "team",
              "about_published": "@public_entry"}  # fmt: skip
    city.do("team/registrar", "complaint.received", fields, within="inspection", name="comment")
    assert city.subject("comment").code == "comment"
    assert city.held("comment")["about_published"] == str(city.keys["public_entry"])
