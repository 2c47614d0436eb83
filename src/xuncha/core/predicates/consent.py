"""Conditions on consent: decisions, approvals and signatures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from xuncha.core.facts.book import Ask, Facts, ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import NOBODY, Act, Subject
from xuncha.core.facts.values import id_of, listed
from xuncha.core.names.case_words import role_name, value_name
from xuncha.core.predicates.predicate import HOLDS, Args, Found, predicate
from xuncha.core.predicates.scopes import named_in, scoped
from xuncha.core.predicates.waiting import Wait, one_of, words
from xuncha.core.refusal import Missing
from xuncha.core.words import Text


def _decisions(case: Case, args: Args) -> Iterable[Ask]:
    wanted: dict[str, Any] = {"type": "decision.made", "with_fields": True}
    asks = [ask("act", refs=case.subject.id, **wanted), ask("act", subject=case.subject.id, **wanted)]
    if args.get("scope"):
        asks += scoped(case, args, "act", **wanted)
    typed = [
        id_of(value) for field in ("decision", "requested_by") for value in listed(case.fields.get(field))
    ]
    keys = tuple(key for key in typed if key)
    if keys:
        asks += [ask("act", id=keys, **wanted), ask("act", subject=keys, **wanted)]
    if (
        not args.get("scope")
        and case.subject.parent is not None
        and args.get("question") not in ("disposition",)
    ):
        asks.append(ask("act", subject=case.subject.parent, **wanted))
    return asks


def _decisions_and_seats(case: Case, args: Args) -> Iterable[Ask]:
    return [*_decisions(case, args), *_seat_named(case, args)]


def _seat_named(case: Case, args: Args) -> tuple[Ask, ...]:
    """`names = "seat:head"`: whoever holds that seat of the body at hand."""
    word, _, seat = str(args.get("names", "")).partition(":")
    return (ask("seat", party=case.subject.id, seat=seat, ended_on=None),) if word == "seat" else ()


def _named(case: Case, args: Args, facts: Facts) -> tuple[UUID, ...]:
    """Whom or what the decision must name."""
    if not (asks := _seat_named(case, args)):
        return named_in(case, args)
    held = [row for wanted in asks for row in facts[wanted] if row.acting_for is None]
    return tuple(row.person for row in held if row.has_not_run_out(case.occurred_on))


def _decision(args: Args) -> tuple[Wait, ...]:
    """A decision on one of the questions, by one of the bodies that are named."""
    questions = words(args, "question")
    made = tuple(f"decision.made:{question}" for question in questions) or ("decision.made",)
    return (Wait(made, words(args, "by")),)


@predicate(
    "question by scope names anew",
    "这件事已有同意的决定在案",
    "A decision that agrees, naming the subject, is on record",
    _decisions_and_seats,
    waits_for=_decision,
)
def decided(case: Case, args: Args, facts: Facts) -> Found:
    """The last word counts: where a body agreed first and refused later, nothing is decided."""
    names = _named(case, args, facts)
    if args.get("names") and case.is_asked and not names:
        return HOLDS
    made = _made(case, args, facts)
    if not args.get("names"):
        about: list[list[Act]] = [made]
    else:
        about = [[row for row in made if name in row.refs] for name in names]
    if about and all(_is_agreed(rows) for rows in about):
        return HOLDS
    by = [role_name(case, str(role)) for role in listed(args.get("by"))]
    who = ("、".join(name.zh for name in by), ", ".join(name.en for name in by))
    what = [value_name(case, "questions", str(question)) for question in listed(args.get("question"))]
    zh, en = "、".join(name.zh for name in what), ", ".join(name.en for name in what)
    said, says = (
        ("写明这件事的同意的决定", "decision that agrees and names it") if made else ("决定", "decision")
    )
    return (Missing(Text(f"还没有{who[0]}的{said}：{zh}", f"No {says} yet by {who[1]}: {en}"), "decision.made",
                    str(next(iter(listed(args.get("by"))), ""))),)  # fmt: skip


def _made(case: Case, args: Args, facts: Facts) -> list[Act]:
    """The decisions on the question by such a body, that have not served another task before."""
    questions, by = set(listed(args.get("question"))), set(listed(args.get("by")))
    since = _last_for_another(case, str(args.get("anew", "")))
    rows = {row.id: row for wanted in _decisions(case, args) for row in facts[wanted]}
    return [
        row
        for row in rows.values()
        if row.type == "decision.made"
        and row.value in questions
        and (not by or row.by_kind in by)
        and row.position > since
    ]


def _last_for_another(case: Case, field: str) -> int:
    """Where in the record the same act last stood with another value in this field (`matter`: for another task)."""
    if not field or field not in case.fields:
        return 0
    held = [entry for entry in listed(case.subject.facts.get(case.act.code)) if isinstance(entry, Mapping)]
    return max((int(one["_"]["position"]) for one in held if one.get(field) != case.fields[field]), default=0)


def _is_agreed(made: list[Act]) -> bool:
    """Whether the last of these decisions agrees; one that does not say agrees, as those of old records do."""
    last = max(made, key=lambda row: row.position, default=None)
    return last is not None and last.fields.get("agreed") != "no"


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


def _approval(args: Args) -> tuple[Wait, ...]:
    """Somebody asks for it, and somebody gives it."""
    return (Wait(("approval.requested",)), Wait(("approval.given",), words(args, "by")))


@predicate(
    "by of for_act scope other_body apart_from once",
    "这一稿已经批准",
    "Approved, for this very version",
    _papers,
    waits_for=_approval,
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
    if not _is_of_this_version(subject, mark):
        return False
    if args.get("once") and mark["position"] < _last_of(case):
        return False
    refused = subject.facts.get("approval.refused", ())
    if any(
        no["_"]["position"] > mark["position"] and no.get("for_act") == entry.get("for_act") for no in refused
    ):
        return False
    if not _is_apart_from(case, subject, mark, listed(args.get("apart_from"))):
        return False
    asked = [
        one for one in _requests(subject, entry.get("for_act")) if one["_"]["position"] < mark["position"]
    ]
    return bool(asked) and all(_is_apart(mark, one["_"], args) for one in asked)


def _last_of(case: Case) -> int:
    """Where in the record the same act last stood on its subject: an approval before that has been used."""
    held = [entry for entry in listed(case.subject.facts.get(case.act.code)) if isinstance(entry, Mapping)]
    return max((int(entry["_"]["position"]) for entry in held), default=0)


def _is_apart(given: Mapping[str, Any], asked: Mapping[str, Any], args: Args) -> bool:
    """Whether who approved is not who asked: never in person nor at the keyboard; nor the same body, where that is asked."""
    people = {given["person"], given["entered_by"]} - {
        "",
        str(NOBODY),
    }  # nobody is named where a paper was entered
    if people & {asked["person"], asked["entered_by"]}:
        return False
    return not args.get("other_body") or given["party"] != asked["party"]


def _requests(subject: Subject, for_act: Any) -> list[Mapping[str, Any]]:
    """What was put up for approval: of a paper, the version that stands now; `None` for whatever act."""
    return [
        entry
        for entry in subject.facts.get("approval.requested", ())
        if for_act in (None, entry.get("for_act")) and _is_of_this_version(subject, entry["_"])
    ]


def _is_of_this_version(subject: Subject, mark: Mapping[str, Any]) -> bool:
    return subject.kind not in VERSIONED or mark["version"] == subject.facts.get("version")


VERSIONED = frozenset({"document", "referral"})
"""What has versions, each approved by itself."""


@predicate(
    "",
    "已报批，还没有答复",
    "It was put up for approval and has no answer yet",
    waits_for=one_of("approval.requested"),
)
def put_up(case: Case, args: Args, facts: Facts) -> Found:
    """A request for just this approval waits, made to a role of whoever answers."""
    for_act = case.fields.get("for_act")
    waiting = [one for one in _requests(case.subject, for_act) if not _is_answered(case, one)]
    if any(str(one.get("to")) in case.roles for one in waiting):
        return HOLDS
    if waiting:
        name = role_name(case, str(waiting[-1].get("to")))
        return (
            Missing(
                Text(f"这件报批请的是{name.zh}", f"This was put up to: {name.en}"),
                role=str(waiting[-1].get("to")),
            ),
        )
    return (
        Missing(
            Text("没有等待答复的报批", "No request for this approval waits for an answer"),
            "approval.requested",
        ),
    )


def _is_answered(case: Case, request: Mapping[str, Any]) -> bool:
    """Whether somebody of the role that was asked has answered since."""
    answers = [
        one for act in ("approval.given", "approval.refused") for one in case.subject.facts.get(act, ())
    ]
    return any(
        one.get("for_act") == request.get("for_act")
        and one["_"]["position"] > request["_"]["position"]
        and str(request.get("to")) in roles_of(case, one["_"]["kind"], one["_"]["seat"])
        for one in answers
    )


APART_FROM = ("requester", "drafter", "sender")
"""Those from whom a condition may ask the approver to stand apart; who asked is always among them."""


def _is_apart_from(case: Case, subject: Subject, given: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether who approved neither drafted the thing nor does the act it lets through, in person or at the keyboard."""
    approvers = _people_of(given)
    if "drafter" in names and approvers & _drafters(subject):
        return False
    return "sender" not in names or approvers.isdisjoint({str(case.actor.person), str(case.entered_by)})


def _drafters(subject: Subject) -> set[str]:
    """Who began a paper and who drafted its last version."""
    held = [subject.facts.get("_"), (subject.facts.get(f"{subject.kind}.drafted") or {}).get("_")]
    return {person for mark in held if mark for person in _people_of(mark)}


def _people_of(mark: Mapping[str, Any]) -> set[str]:
    """The people of an act, by name; nobody is one where a paper was entered."""
    return {mark["person"], mark["entered_by"]} - {"", str(NOBODY)}


def roles_of(case: Case, party_kind: str, seat: str) -> set[str]:
    """The roles that a seat of such a body has under the case's scheme."""
    return {name for name, role in case.scheme.roles.items() if role.holds(party_kind, role.function, seat)}


@predicate(
    "by of in_person scope",
    "现在这一稿已经签批",
    "The current version bears the signature",
    _papers,
    waits_for=one_of("document.signed", by="by"),
)
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
