"""The box that says why an act was refused, where it was tried."""

from __future__ import annotations

from xuncha.actions.perform import OTHER_WORDS
from xuncha.core.predicates import role_words
from xuncha.core.refusal import Refused
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.core.words import Text
from xuncha.web.kit.refusal import Refusal as RefusalBox
from xuncha.web.pages import parts
from xuncha.web.pages.clauses import cites


def refusal_box(scheme: Scheme, refused: Refused, row: Subject | None) -> RefusalBox:
    """Everything that refuses, in one box: what, by which clause, what is missing, whom to ask."""
    refusals = refused.refusals
    missing = tuple(one for refusal in refusals for one in refusal.missing)
    whom = {one.role: role_words(scheme, one.role) for one in missing if one.role}
    exceptions = [refusal for refusal in refusals if refusal.strength == "reason"]
    way = Text(
        "确有特殊情况的，在“理由”里写明，可以照办", "In a special case, give the reason and send again"
    )
    return RefusalBox(
        what=parts.join(refusal.what for refusal in refusals),
        cites=cites(key for refusal in refusals for key in refusal.cite),
        missing=tuple(
            parts.missing_words(one.text, one.act, one.subject, row) if row else one.text for one in missing
        ),
        way_out=way if exceptions else "",
        whom=parts.join(whom.values()),
    )


def was_resent(refused: Refused | None) -> bool:
    """Whether a form came again with other words: the next sending is a new one, under a key of its own."""
    return refused is not None and any(one.rule == OTHER_WORDS for one in refused.refusals)
