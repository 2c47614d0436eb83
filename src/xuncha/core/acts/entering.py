"""Entering for another post: a clerk writes down what a leader decided, and only from a paper."""

from __future__ import annotations

from xuncha.core.acts.competence import beyond_deputy, roles_for
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Seat
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import Missing, Refusal
from xuncha.core.words import Text

CITE = ("base-1",)


def not_enterable(case: Case, seat: Seat) -> Refusal | None:
    """Why the holder of a seat may not enter this case for the post that acts in it; a deputy enters only what was named."""
    if (refusal := beyond_deputy(seat, case)) is not None:
        return refusal
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
