"""Brings a unit of the city to the door through pages: the notice is received, the announcement is out."""

from __future__ import annotations

from tests.web.through_pages import Through, person


def announced(place: str, head: str = "高望岚") -> str:
    """The announcement for a unit, drafted, signed and posted; its address."""
    team = person(head)
    paper = team.begins(
        place,
        "document.drafted",
        "announcement",
        time="即日起两个月",
        content="领导班子及其成员履职情况",
        requirements="如实反映，依法保护",
        phone="0579-0000-1111",
        box="城东邮政 8 号信箱",
    )
    team.does(paper, "document.signed")
    team.does(paper, "document.published", medium="公告栏", place="街道办事处门口")
    return paper


def at_the_gate() -> tuple[Through, str]:
    """The head of the first team at the door of a unit, everything prepared."""
    principal, head = person("陶知远"), person("高望岚")
    principal.does(principal.finds("documents", "巡查通知书：石埠街道"), "document.received")
    place = head.finds("inspections", "石埠街道")
    announced(place)
    return head, place
