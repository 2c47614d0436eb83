"""The circular on days held, played under a regulation: nobody is named who was not heard, and a person signs it."""

from __future__ import annotations

from datetime import timedelta

from tests.regulations.office import Office


def held_to_its_safeguards(city: Office, office: str, unit: str, answers: str, within: str) -> None:
    """`office` drafts it on a unit, in whose post `answers` it is answered; each step is refused before the one it needs."""
    line = {"party": f"@{unit}", "month": f"{city.today[:7]}-01", "n": 7, "finished": 5, "open": 2, "median": 20, "longest": 31}  # fmt: skip
    draft = {"kind": "held_circular", "period": city.today[:7], "text": "请抓紧"}
    city.do(
        office,
        "document.drafted",
        draft | {"held": [line], "for_whom": [f"@{unit}"]},
        within=within,
        name="slow",
    )
    issue = (office, "document.issued", {"to": [f"@{unit}"]})
    said = city.why("slow_heard_first", *issue, subject="slow")
    assert said.startswith(
        "base-31 列出用时的文书，点到的各方先说明，或者说明的期限已过，才能印发：还没有请"
    ), said
    due = (city.play.now.date() + timedelta(days=7)).isoformat()
    asked = {"kind": "heard", "to": f"@{unit}", "title": "请先说明", "text": "7 件，中位 20 天", "due": due}
    city.do(office, "request.made", asked, within="slow", name="asked")
    assert "还没有说明" in city.why("slow_heard_first", *issue, subject="slow")
    city.do(answers, "request.answered", {"text": "一直在等交办"}, subject="asked")
    assert city.why("slow_heard_first", *issue, subject="slow") == ""
    assert city.why("slow_signed_first", *issue, subject="slow").endswith("还没有办：签批")
    city.do(office, "document.signed", {}, subject="slow")
    medium = min(city.play.scheme.lists["media"].values)
    publish = (office, "document.published", {"medium": medium})
    assert city.why("slow_not_public", *publish, subject="slow") != ""
    city.do(*issue, subject="slow")
    assert city.subject("slow").state == "issued"
