"""What a value of a list may say of itself beside its words: the traits that general code acts on.

General code knows no code of any regulation.  Where it must tell one value from another (which body leads, which
paper carries problems back to a unit), the regulation's file says so with a trait, and the check refuses any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xuncha.core.words import Text


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait of the values of one list; `values` where only these may be written."""

    of: str
    name: str
    says: Text
    values: tuple[object, ...] = ()


PARTS = ("leads", "runs", "inspects")
"""The parts a body plays inside; a kind of body without one stands outside, as units and receivers do."""

TRAITS: Mapping[tuple[str, str], Trait] = {
    (one.of, one.name): one
    for one in (
        Trait("body_kinds", "part", Text("在巡查里的身份：领导、办公室、巡查组", "the part it plays: it leads, runs the office, or inspects"), PARTS),
        Trait("body_kinds", "wanted", Text("应当设多少个", "how many of them there are to be")),
        Trait("rosters", "public", Text("哪一天谁值班对外公开", "who is on duty on which day is told to everybody"), (True,)),
        Trait("parts", "seen_at", Text("在哪一页上看得到", "the view in which this part is seen at work")),
        Trait("body_kinds", "read_by", Text("所办的事由哪一类机构一并看", "the kind of bodies that read what these begin")),
        Trait("body_kinds", "follows", Text("从一开始就看哪几类事（各单位，或者所管的单位）", "the kinds of things these read from the first")),
        Trait("body_kinds", "of_area", Text("只看所管单位和它下面的（没有写明的，不看）", "they follow their area and what is under it, or nothing"),
              (True,)),
        Trait("seats", "sits_in", Text("设在哪几种机构里", "the kinds of bodies it is a seat of, `unit` among them")),
        Trait("documents", "feeds_back", Text("印发时把所列问题反馈给单位", "issuing it feeds the listed problems back to the unit"), (True,)),
        Trait("documents", "names_slow", Text("可以列出各单位用时", "a paper that may tell the days held by bodies and units"), (True,)),
        Trait("documents", "public", Text("可以对外公布", "a paper that may be published"), (True,)),
        Trait("channels", "portal", Text("从公开网页收进来的走这个渠道", "what comes through the public portal comes by it"), (True,)),
        Trait("intakes", "about", Text("反映的是巡查组或者受理机构自己", "about a team or whoever takes reports in"), ("body", "intake")),
        Trait("protections", "to", Text("由哪个职责办，只有它看得到", "the role it goes to, which alone reads it")),
        Trait("satisfactions", "portal", Text("反映人凭码说不满意，记作这一项", "what a reporter says with the code who is not satisfied"), (True,)),
        Trait("archive_kinds", "counts", Text("入卷件数要与这一登记相符", "as many are filed as this register holds, `kind` or `kind:code`")),
        Trait("archive_kinds", "known", Text("立卷时先填上这一登记的件数，可以改", "the number of this register is filled in, and may be changed")),
        Trait("registers", "read_by_all", Text("登记在这里的，每个单位都能看", "what stands in it is read by everybody with a post"), (True,)),
        Trait("rule_changes", "abolishes", Text("办成以后，原有的制度就废止了", "once done, the rule it names is no more"), (True,)),
        Trait("management", "fits", Text("由哪些职能的单位受理", "the functions of the receivers who manage such cadres")),
    )
}  # fmt: skip
"""Every trait there is, by list and name."""
