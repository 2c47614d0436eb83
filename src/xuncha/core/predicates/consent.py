"""Conditions on consent: decisions, approvals and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xuncha.core.book import Ask, Facts, ask
from xuncha.core.case import Case
from xuncha.core.case_words import role_name, value_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import named_in, scoped
from xuncha.core.refusal import Missing
from xuncha.core.rows import Subject
from xuncha.core.values import id_of, listed
from xuncha.core.words import Text


def _decisions(case: Case, args: Args) -> Iterable[Ask]:
    asks = [
        ask("act", type="decision.made", refs=case.subject.id),
        ask("act", type="decision.made", subject=case.subject.id),
    ]
    for name in ("scope",):
        if args.get(name):
            asks += scoped(case, args, "act", type="decision.made")
    typed = [
        id_of(value) for field in ("decision", "requested_by") for value in listed(case.fields.get(field))
    ]
    keys = tuple(key for key in typed if key)
    if keys:
        asks += [ask("act", id=keys), ask("act", type="decision.made", subject=keys)]
    if (
        not args.get("scope")
        and case.subject.parent is not None
        and args.get("question") not in ("disposition",)
    ):
        asks.append(ask("act", type="decision.made", subject=case.subject.parent))
    return asks


@predicate(
    "question by scope names",
    "这件事已有决定在案",
    "A decision naming the subject is on record",
    _decisions,
)
def decided(case: Case, args: Args, facts: Facts) -> Found:
    questions, by = set(listed(args.get("question"))), set(listed(args.get("by")))
    if args.get("names") and case.is_asked and not named_in(case, args):
        return HOLDS
    for wanted in _decisions(case, args):
        for row in facts[wanted]:
            if row.type != "decision.made" or row.value not in questions or (by and row.by_kind not in by):
                continue
            if not args.get("names") or set(named_in(case, args)) & set(row.refs):
                return HOLDS
    who = (
        "、".join(role_name(case, role).zh for role in listed(args.get("by"))),
        ", ".join(role_name(case, role).en for role in listed(args.get("by"))),
    )
    what = [value_name(case, "questions", str(question)) for question in listed(args.get("question"))]
    zh, en = "、".join(name.zh for name in what), ", ".join(name.en for name in what)
    return (Missing(Text(f"还没有{who[0]}的决定：{zh}", f"No decision yet by {who[1]}: {en}"), "decision.made",
                    str(next(iter(listed(args.get("by"))), ""))),)  # fmt: skip


def _papers(case: Case, args: Args) -> Iterable[Ask]:
    """The papers a condition on approval or signature speaks of: itself, one it names, or a kind in a scope."""
    of = args.get("of") or {}
    kind = of.get("document") or of.get("kind")
    if kind and not (case.subject.kind == "document" and case.subject.code in listed(kind)):
        where: dict[str, Any] = {"kind": "document", "code": tuple(listed(kind))}
        return scoped(case, args, "subject", "inspection" if case.subject.inspection else "campaign", **where)
    named = id_of(case.fields.get("document"))
    return (ask("subject", id=named),) if named and case.subject.kind != "document" else ()


def _subjects_meant(case: Case, args: Args, facts: Facts) -> list[Subject]:
    asks = tuple(_papers(case, args))
    return [row for wanted in asks for row in facts[wanted]] if asks else [case.subject]


@predicate(
    "by of for_act scope other_body apart_from", "这一稿已经批准", "Approved, for this very version", _papers
)
def approved(case: Case, args: Args, facts: Facts) -> Found:
    for subject in _subjects_meant(case, args, facts):
        if any(
            _approval_fits(case, subject, entry, args) for entry in subject.facts.get("approval.given", ())
        ):
            return HOLDS
    by = [role_name(case, str(role)) for role in listed(args.get("by"))]
    zh, en = "、".join(name.zh for name in by), ", ".join(name.en for name in by)
    kind = (args.get("of") or {}).get("document") or (args.get("of") or {}).get("kind")
    what = value_name(case, "documents", str(listed(kind)[0])) if kind else Text("这一稿", "this version")
    return (Missing(Text(f"{what.zh}还没有经{zh}批准", f"{what.en} is not yet approved by {en}"), "approval.given",
                    str(next(iter(listed(args.get("by"))), ""))),)  # fmt: skip


def _approval_fits(case: Case, subject: Subject, entry: Mapping[str, Any], args: Args) -> bool:
    mark = entry["_"]
    by = set(listed(args.get("by")))
    roles = roles_of(case, mark["kind"], mark["seat"])
    if by and not by & (roles | {mark["kind"]}):
        return False
    if args.get("for_act") and entry.get("for_act") not in listed(args["for_act"]):
        return False
    if subject.kind in ("document", "referral") and mark["version"] != subject.facts.get("version"):
        return False
    refused = subject.facts.get("approval.refused", ())
    if any(
        no["_"]["position"] > mark["position"] and no.get("for_act") == entry.get("for_act") for no in refused
    ):
        return False
    if args.get("apart_from") or args.get("other_body"):
        asked = [
            ask_["_"]
            for ask_ in subject.facts.get("approval.requested", ())
            if ask_.get("for_act") == entry.get("for_act")
        ]
        keys = ("party",) if args.get("other_body") else ("person", "entered_by")
        given_by = {mark[key] for key in keys if mark[key]}  # nobody is named where a paper was entered
        return all(given_by.isdisjoint(one[key] for key in keys) for one in asked)
    return True


def roles_of(case: Case, party_kind: str, seat: str) -> set[str]:
    """The roles that a seat of such a body has under the case's scheme."""
    return {name for name, role in case.scheme.roles.items() if role.holds(party_kind, role.function, seat)}


@predicate("by of in_person scope", "现在这一稿已经签批", "The current version bears the signature", _papers)
def signed(case: Case, args: Args, facts: Facts) -> Found:
    if case.is_asked and case.subject.kind != "document" and not args.get("of"):
        return HOLDS  # which paper will be named is not typed yet
    by = set(listed(args.get("by")))
    for subject in _subjects_meant(case, args, facts):
        entry = subject.facts.get("document.signed")
        if subject.kind != "document" or entry is None:
            continue
        mark = entry["_"]
        if mark["version"] == subject.facts.get("version") and by & roles_of(
            case, mark["kind"], mark["seat"]
        ):
            return HOLDS
    names = [role_name(case, str(role)) for role in listed(args.get("by"))]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return (Missing(Text(f"{zh}还没有签这一稿", f"The {en.lower()} has not signed this version"), "document.signed",
                    str(next(iter(listed(args.get("by"))), ""))),)  # fmt: skip
