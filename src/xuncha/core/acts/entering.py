"""Entering for another post: a clerk writes down what a leader decided, and only from a paper."""

from __future__ import annotations

from xuncha.core.acts.competence import beyond_deputy, roles_for
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Seat
from xuncha.core.parties.receiving import is_intake
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import Missing, Refusal
from xuncha.core.words import Text

CITE = ("base-1",)
ABOVE = ("base-42",)
NOT_HERE = Text(
    "反映受理机构自己的来件，不在本机构登记，也不抄留，请原样密封，五个工作日内送上一级",
    "What is reported about whoever takes reports in is not entered there, nor copied: seal it as it came and send it up"
    " within five working days",
)


def is_about_own_house(case: Case, seat: Seat) -> bool:
    """Whether somebody would enter, for the body above, a report about the very body that he sits in."""
    if case.act.code != "complaint.received" or not is_intake(case.scheme, seat.party_kind, seat.function):
        return False
    return case.scheme.about_whom(str(case.fields.get("kind", ""))) == "intake"


def not_enterable(case: Case, seat: Seat) -> Refusal | None:
    """Why the holder of a seat may not enter this case for the post that acts in it; a deputy enters only what was named."""
    if (refusal := beyond_deputy(seat, case)) is not None:
        return refusal
    if is_about_own_house(case, seat):
        return Refusal(NOT_HERE, "reported_above", ABOVE)
    mine = roles_for(case.scheme, seat)
    may_enter_for = {name for role in mine for name in case.scheme.roles[role].enters_for}
    if not may_enter_for & case.roles:
        what = Text("您的岗位不能替这个机构录入", "Your post may not enter acts for this body")
        return Refusal(what, "enters_for", CITE)
    if not case.paper.strip() and not case.fields.get(SCAN.name):
        what = Text("替别的岗位录入，须有文件为凭", "Entering for another post needs a paper to rest on")
        missing = Missing(
            Text("请填写文号或者附扫描件", "Give the document's number or attach its scan"), field="paper"
        )
        return Refusal(what, "enters_for", CITE, (missing,))
    return None
