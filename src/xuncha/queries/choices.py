"""What can I do here?  The acts open to a post on a subject, and those refused now with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from uuid import UUID

from xuncha.core.acts.competence import is_for_post, roles_for
from xuncha.core.acts.engine import asks_for, refusals_of
from xuncha.core.catalogue import CATALOGUE, NEW, ActType
from xuncha.core.dates.day_words import day_in_shanghai
from xuncha.core.facts.book import FINAL, Ask
from xuncha.core.facts.case import Case
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.setting import begun
from xuncha.core.facts.values import listed
from xuncha.core.record.fold import AWAITED
from xuncha.core.refusal import Refusal
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.posts import may_open
from xuncha.queries.to_choose import nothing_to_choose
from xuncha.store.append import load
from xuncha.store.cases import case_of, judged_by
from xuncha.store.schemes import scheme_for, scheme_of, scheme_version
from xuncha.store.viewer import Viewer

BEGUN_ON = {
    "inspection": ("campaign",),
    "check": ("inspection",),
    "complaint": ("inspection", "campaign"),
    "finding": ("inspection",),
    "clue": ("inspection",),
    "referral": ("inspection",),
    "document": ("inspection", "campaign", "body"),
    "request": ("inspection", "body", "campaign"),
    "return": ("inspection", "campaign", "body"),
    "meeting": ("inspection", "body", "campaign"),
    "evaluation": ("inspection",),
    "inquiry": ("campaign", "inspection"),
    "volume": ("inspection",),
    "undertaking": ("body",),
    "rule": ("body",),
    "entry": ("body", "campaign"),
    "body": ("campaign",),
}
"""On the page of what a new subject begins."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One act, of one kind where the act has kinds; open when `refusals` is empty."""

    act: str
    value: str
    name: Text
    opens: bool
    refusals: tuple[Refusal, ...]
    duty: Duty | None = None


def choices_for(
    viewer: Viewer, subject: Subject, duties: Iterable[Duty], now: datetime
) -> tuple[Choice, ...]:
    """The acts of the post here, those that can be done before those that must wait, each lot as `_pressing` has it;
    many kinds of one act together.
    """
    found = every_choice(viewer, subject, duties, now)
    if AWAITED not in subject.facts:
        found = [one for one in found if one.act not in ANSWERS_TO_REQUESTS or one.duty is not None]
    found = [
        _as_further(one, subject)
        for one in found
        if not (_is_over(one, subject) or _is_never(one) or _is_answered(one, viewer, subject))
    ]
    together = collapsed(leading_on(found, subject))
    return tuple(
        sorted(together, key=lambda one: (bool(one.refusals), _is_further(one, subject), *_pressing(one)))
    )


def _is_answered(choice: Choice, viewer: Viewer, subject: Subject) -> bool:
    """Whether the post's body or unit has given its one answer already: it has received what was issued last."""
    act = CATALOGUE[choice.act]
    if not act.answers or choice.duty is not None:
        return False
    party = str(viewer.seat.party)
    given = [at for at, by, _ in _done_at(subject, act.code) if by == party]
    asked = [at for at, _, to in _done_at(subject, act.answers) if not to or party in to]
    return bool(given) and max(given) > max(asked, default=0)


def _done_at(subject: Subject, act: str) -> list[tuple[int, str, tuple[str, ...]]]:
    """At which places of the record an act was done on a thing, by whom, and for whom where it says so."""
    held = subject.facts.get(act)
    entries = (held,) if isinstance(held, Mapping) else listed(held)
    return [
        (
            int(one["_"].get("position", 0)),
            str(one["_"].get("party", "")),
            tuple(map(str, listed(one.get("to")))),
        )
        for one in entries
        if isinstance(one, Mapping) and "_" in one
    ]


def _is_further(choice: Choice, subject: Subject) -> bool:
    """Whether an act would only be done once more: not owed, and done before on what is no mere draft again."""
    act = CATALOGUE[choice.act]
    if not act.is_further or choice.duty is not None:
        return False
    begun_as = {one.to for one in CATALOGUE.values() if one.opens and one.fits(subject.kind)}
    return subject.state not in begun_as and bool(_done_at(subject, act.code))


def _as_further(choice: Choice, subject: Subject) -> Choice:
    if choice.refusals or not _is_further(choice, subject):
        return choice
    return replace(choice, name=Text(f"再次{choice.name.zh}", f"{choice.name.en} once more"))


def leading_on(found: list[Choice], subject: Subject) -> list[Choice]:
    """The choices, where what leads up to an act that is owed takes the duty along: the step that it still lacks, and before
    it ends the matter the step by which the matter goes on.
    """
    told: dict[str, Duty | None] = {}
    for one in found:
        if one.duty is not None and not one.opens:
            told |= {act: one.duty for act in _steps_to(one, found, subject) if act not in told}
    return [
        replace(one, duty=told[one.act]) if one.act in told and one.duty is None and not one.opens else one
        for one in found
    ]


def _steps_to(owed: Choice, found: Iterable[Choice], subject: Subject) -> set[str]:
    """The acts that come before one that is owed."""
    lacks = (one for refusal in owed.refusals for one in refusal.missing if not one.subject)
    lacking = {one.act.partition(":")[0] for one in lacks if one.act}
    ends = CATALOGUE[owed.act]
    if ends.to not in FINAL:
        return lacking
    steps = {CATALOGUE[one.act].to: one.act for one in found if subject.state in CATALOGUE[one.act].needs}
    return lacking | {act for to, act in steps.items() if to in set(ends.needs) - FINAL - {subject.state}}


def _is_over(choice: Choice, subject: Subject) -> bool:
    """Whether an act waits for a state that the thing has passed and never comes back to."""
    act = CATALOGUE[choice.act]
    if not choice.refusals or choice.opens or not act.fits(subject.kind) or "any" in act.needs:
        return False
    return not ahead(subject.kind, subject.state).intersection(act.needs)


def _is_never(choice: Choice) -> bool:
    """Whether a rule keeps an act off this thing for good, whatever comes yet."""
    return any(missing.is_for_good for refusal in choice.refusals for missing in refusal.missing)


@cache
def ahead(kind: str, state: str) -> frozenset[str]:
    """The state of a thing, and every one that some act may still bring it into."""
    found = {state}
    while True:
        more = {
            act.to
            for act in CATALOGUE.values()
            if act.to
            and act.fits(kind)
            and (found.intersection(act.needs) or ("any" in act.needs and found - FINAL))
        }
        if more <= found:
            return frozenset(found)
        found |= more


ANSWERS_TO_REQUESTS = frozenset({"approval.given", "approval.refused"})
"""Acts that answer what was put up; where nothing waits they are not offered."""

USUAL = frozenset(
    {"check", "finding", "complaint", "document", "inspection", "report", "request", "meeting", "return"}
)
RARE = frozenset({"inquiry", "evaluation", "undertaking", "rule", "entry", "opinion", "result", "measure"})
"""Things begun every day, and things begun once in a while or never in a round."""


def _rank(act: ActType) -> int:
    """What is done every day first, what is rare last."""
    if act.thing in RARE:
        return 2
    return 0 if act.thing in USUAL and act.opens else 1


def _pressing(choice: Choice) -> tuple[bool, int, int, bool, int, bool]:
    """What discharges a duty of mine first, then what leads up to one, then what ends the matter with it; then what is made for
    such a matter, first what only its present state allows; then what can be done on many things; what undoes it last of each.
    """
    act = CATALOGUE[choice.act]
    is_general = len(act.on) > 1 or act.on == ("*",)
    states = ANY_STATE if "any" in act.needs else len(act.needs)
    return (
        choice.duty is None,
        _turn(choice, act),
        _rank(act),
        is_general and not choice.opens,
        states,
        choice.opens,
    )


def _turn(choice: Choice, act: ActType) -> int:
    """Of what has to do with duties of mine: in which turn it comes."""
    if act.to in UNDOING:
        return 3
    if choice.duty is None:
        return 0
    return 2 if act.to in FINAL else int(act.code not in choice.duty.awaits)


ANY_STATE = 99
UNDOING = frozenset({"withdrawn", "declined", "stood_down"})
"""States into which nobody is led first."""


def several_kinds(viewer: Viewer, subject: Subject, act: str, now: datetime) -> tuple[Choice, ...]:
    """The kinds of one act that the post may do here, where there is a choice; else nothing is looked up for it."""
    rows, only = judged_by(subject), (CATALOGUE[act],)
    cases = list(_cases(viewer, rows[subject.id], rows, scheme_for(subject), now, only))
    if len(cases) < 2:
        return ()
    return kinds_of(_judged(viewer, subject, cases, []), act)


def every_choice(viewer: Viewer, subject: Subject, duties: Iterable[Duty], now: datetime) -> list[Choice]:
    """Every act of every kind that the post may do here, open or refused."""
    rows = judged_by(subject)
    mine = [duty for duty in duties if duty.state == "open" and duty.owner == viewer.seat.party]
    return _judged(
        viewer, subject, list(_cases(viewer, rows[subject.id], rows, scheme_for(subject), now)), mine
    )


def _judged(
    viewer: Viewer, subject: Subject, cases: list[tuple[str, Case, bool]], mine: list[Duty]
) -> list[Choice]:
    """What refuses each case, and which duty it would discharge; all rows that this needs are read together."""
    asks: set[Ask] = set()
    for _, case, _ in cases:
        asks |= asks_for(case)
    facts = load(asks, locks_duties=False)
    refused = [refusals_of(case, facts) for _, case, _ in cases]
    able = [n for n, refusals in enumerate(refused) if not refusals]
    for n, refusal in nothing_to_choose(viewer, subject, [cases[n][1] for n in able]).items():
        refused[able[n]] = (refusal,)
    return [
        Choice(case.act.code, value, act_words(case.scheme, case.act.code, value), opens, refusals, _duty(mine, case, value))
        for (value, case, opens), refusals in zip(cases, refused, strict=True)
    ]  # fmt: skip


def refusals_now(
    viewer: Viewer, subject: Subject, act: str, value: str, now: datetime
) -> tuple[Refusal, ...]:
    """What refuses one act on a thing now, with nothing typed yet."""
    rows, scheme = judged_by(subject), scheme_for(subject)
    deciding = CATALOGUE[act].deciding
    fields = {deciding: value} if deciding and value and value != subject.code else {}
    case = case_of(viewer, act, fields, rows[subject.id], rows, scheme, now, is_asked=True)
    return refusals_of(case, load(asks_for(case), locks_duties=False))


FEW = 3
"""An act of more kinds than this is one line, its kinds on a page of their own."""


def collapsed(found: list[Choice]) -> list[Choice]:
    """Acts of many kinds as one line, except the kind that discharges a duty of mine."""
    lots: dict[tuple[str, bool], list[Choice]] = {}
    for choice in found:
        lots.setdefault((choice.act, choice.opens), []).append(choice)
    together: list[Choice] = []
    for lot in lots.values():
        if len(lot) <= FEW:
            together += lot
            continue
        mine = [choice for choice in lot if choice.duty is not None]
        together += mine if len(mine) <= FEW else []
        still_open = [choice for choice in lot if not choice.refusals]
        duty = mine[0].duty if len(mine) > FEW else None
        refusals = () if still_open else lot[0].refusals
        name = CATALOGUE[lot[0].act].name
        together.append(
            replace(lot[0], value="", name=Text(f"{name.zh}…", f"{name.en}..."), refusals=refusals, duty=duty)
        )
    return together


def kinds_of(choices: Iterable[Choice], act: str) -> tuple[Choice, ...]:
    """The kinds of one act, those open first."""
    return tuple(sorted((one for one in choices if one.act == act), key=lambda one: bool(one.refusals)))


def _duty(mine: list[Duty], case: Case, value: str) -> Duty | None:
    for duty in mine:
        wanted = duty.where.get("*") or duty.where.get(case.act.deciding or "kind")
        values = wanted if isinstance(wanted, list) else [wanted] if wanted else []
        if case.act.code in duty.awaits and (not values or value in values):
            return duty
    return None


def act_words(scheme: Scheme, act: str, value: str) -> Text:
    """`登记检查：个别谈话`: an act with the kind it is done for."""
    entry = CATALOGUE[act]
    if (meant := CATALOGUE.get(value)) is not None:  # what is approved, or what a silence counts as
        return Text(f"{entry.name.zh}：{meant.name.zh}", f"{entry.name.en}: {meant.name.en.lower()}")
    field = entry.field(entry.deciding) if entry.deciding else None
    found = scheme.value(field.of, value) if field and value else None
    written = value.removeprefix("other:") if field and value.startswith("other:") else ""
    if found is None and not written:
        return entry.name
    kind = found.text if found else Text(written, written)
    return Text(f"{entry.name.zh}：{kind.zh}", f"{entry.name.en}: {kind.en}")


def _cases(
    viewer: Viewer, subject: Subject, rows: dict[UUID, Subject], scheme: Scheme, now: datetime,
    acts: Iterable[ActType] = tuple(CATALOGUE.values()),
) -> Iterator[tuple[str, Case, bool]]:  # fmt: skip
    """Each act the post may do here, by kind, as a case with nothing typed."""
    roles = roles_for(scheme, viewer.seat)
    for act in acts:
        if act.fits(subject.kind) and act.needs != (NEW,) and not _has_its_place(scheme, act.code):
            value = (
                subject.code
                if subject.kind in ("document", "return", "request", "body", "referral", "meeting")
                else ""
            )
            for kind in _kinds(scheme, roles, act.code, value, subject):
                fields = {act.deciding: kind} if kind and kind != value else {}
                case = case_of(viewer, act.code, fields, subject, rows, scheme, now, is_asked=True)
                yield kind, case, False
        is_here = is_begun_on(scheme, act.on[0], subject) or (act.code, subject.kind) == DRAW_OF_UNITS
        if act.opens and is_here and act.on[0] != subject.kind:
            for kind in _kinds(scheme, roles, act.code, "", subject):
                blank = begun(UUID(int=1), act.on[0], kind, subject, {}, day_in_shanghai(now))
                lot = rows | {subject.id: subject}
                fields = {act.deciding: kind} if act.deciding and kind else {}
                yield (
                    kind,
                    case_of(viewer, act.code, fields, blank, lot, scheme, now, is_asked=True),
                    True,
                )


def is_begun_on(scheme: Scheme, kind: str, place: Subject) -> bool:
    """Whether things of a kind begin on the page of this place; a round that those who inspect hold for themselves is
    checked as a whole, and problems that are numbered within a check are the lines of its sheet.
    """
    if kind == "finding" and place.kind == "check":
        return any((one.of, one.per) == ("finding", "parent") for one in scheme.series)
    if kind == "check" and place.kind == "campaign":
        opens = f"campaign.opened:{place.code}"
        return any(
            opens in role.may and scheme.part_of(role.body) == "inspects" for role in scheme.roles.values()
        )
    if kind in OF_UNITS and place.kind == "inspection" and scheme.about.get("units_take_part"):
        return True
    return place.kind in BEGUN_ON.get(kind, ())


DRAW_OF_UNITS = ("draw.committed", "campaign")
"""Units are drawn in the round; what is drawn among the things of one unit, in its inspection."""

OF_UNITS = frozenset({"rule", "entry"})
"""What a unit that takes part begins in its own inspection: the rules it sets up, the examples it finds."""


HIDDEN = ("duty.", "due.", "limit.", "act.", "key.", "import.", "period.", "identity.", "message.", "account.",
          "calendar.", "scheme.")  # fmt: skip
"""Acts with a place of their own, not offered in the list."""


def _has_its_place(scheme: Scheme, act: str) -> bool:
    """Whether an act is not offered in the list; problems are fed back by the paper that names them, where there is one."""
    if act == "finding.fed_back":
        papers = scheme.listed("documents")
        return papers is not None and any(one.extra.get("feeds_back") for one in papers.values.values())
    return act == "message.exchanged" or act.startswith(
        HIDDEN
    )  # a reporter is written to on a page of its own


def _kinds(scheme: Scheme, roles: frozenset[str], act: str, own: str, place: Subject) -> list[str]:
    """The kinds of an act these roles may do: the values of the scheme's list, or what the subject was begun as; of seats
    those that there are in such a body.
    """
    entry = CATALOGUE[act]
    field = entry.field(entry.deciding) if entry.deciding else None
    if (
        field is None
        or field.optional
        or field.type != "code"
        or (listed := scheme.listed(field.of)) is None
        or (own and entry.opens)
    ):
        return [own] if is_for_post(scheme, roles, act, own) else []
    values = listed.values
    if field.of == "seats" and place.kind in ("body", "unit"):
        values = {one.code: one for one in scheme.seats_of(place.code if place.kind == "body" else "unit")}
    return [code for code in values if is_for_post(scheme, roles, act, code)]


def acts_from_paper(viewer: Viewer, subject: Subject) -> tuple[tuple[str, bool], ...]:
    """Acts that others do and the post may enter from their paper: each with whether it begins something here."""
    scheme = scheme_of(scheme_version(None))
    mine = roles_for(scheme, viewer.seat)
    others = frozenset(
        name for role in mine for name in scheme.roles[role].enters_for if name in scheme.roles
    )
    entered = {act.partition(":")[0] for name in others for act in scheme.roles[name].may}
    own = {act.partition(":")[0] for name in mine for act in scheme.roles[name].may}
    found = []
    for code in sorted(entered - own):
        act = CATALOGUE[code]
        if act.fits(subject.kind) and subject.state in (
            *act.needs,
            *((subject.state,) if "any" in act.needs else ()),
        ):
            field = act.field(act.deciding) if act.deciding else None
            value = subject.code if field is None or act.opens else ""  # of which kind the thing was begun
            found += [(code, False)] if may_open(viewer, scheme, act, value) else []
        elif act.opens and subject.kind in BEGUN_ON.get(act.on[0], ()):
            found.append((code, True))
    return tuple(found)
