"""What the page of an act knows and does not ask."""

from __future__ import annotations

from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import listed as values_of
from xuncha.core.scheme.rules import Scheme, calls
from xuncha.core.words import Text


def kind_of(entry: ActType, row: Subject) -> str:
    """The kind an act on a subject is of, where the subject was begun as one (a notice stays a notice)."""
    field = entry.field(entry.deciding) if entry.deciding else None
    return row.code if field is None or entry.opens else ""


def preset(scheme: Scheme, entry: ActType, row: Subject | None) -> dict[str, str]:
    """What the page knows and does not ask: what an approval is for, which act a correction is about."""
    if row is not None and entry.code == "act.corrected":
        return {"act": str(row.facts.get("_", {}).get("act", ""))}
    if row is None or not entry.code.startswith("approval."):
        return {}
    asked = row.facts.get("approval.requested", ())
    if entry.code != "approval.requested" and asked:
        return {"for_act": asked[-1]["for_act"]}
    if found := approval_ruled(scheme, row) or approval_owed(scheme, row):
        return {"for_act": found}
    ways = approvals_for(scheme, row)
    if len(ways) > 1:
        return {}
    return {"for_act": next(iter(ways), row.code)}


def approvals_for(scheme: Scheme, row: Subject) -> dict[str, Text]:
    """What may be put up for approval about a matter that is no paper: what the rules on its acts ask approval for, each
    with the words of its rule; a paper is approved as what it is.
    """
    found: dict[str, Text] = {}
    if row.kind == "document":
        return found
    for guard in scheme.guards.values():
        entries = [CATALOGUE[code] for code in guard.on if code in CATALOGUE]
        if any(row.kind in one.on for one in entries):
            for call in calls(guard.needs):
                if call.name == "approved" and call.args.get("for_act"):
                    found.setdefault(str(call.args["for_act"]), guard.text)
    return found


def approval_ruled(scheme: Scheme, row: Subject) -> str:
    """The approval that a guard asks for where it is about matters of this kind: an early referral, a judicial one."""
    for guard in scheme.guards.values():
        entries = [CATALOGUE[code] for code in guard.on if code in CATALOGUE]
        about = {str(one) for value in guard.of.values() for one in values_of(value)}
        if row.code in about and any(row.kind in one.on for one in entries):
            for call in calls(guard.needs):
                if call.name == "approved" and call.args.get("for_act"):
                    return str(call.args["for_act"])
    return ""


def approval_owed(scheme: Scheme, row: Subject) -> str:
    """The approval that a duty asks for after an act on matters of this kind: a proposed class is put to the leading group."""
    for rule in scheme.duties.values():
        opened_here = any(CATALOGUE[code].fits(row.kind) for code in rule.after if code in CATALOGUE)
        if opened_here and "approval.requested" in rule.done_by and "for_act" in rule.where:
            return str(rule.where["for_act"])
    return ""
