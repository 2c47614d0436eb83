"""How a report stands, as its reporter is told with the code: in plain words, and by kinds of bodies and posts, never by names.

Nothing of what was reported is in it, nor a word that the unit or the people it is about could be known by: whoever finds the
code learns how far something is, and not what it is.  The day of a duty is told where the duty is for the reporter (`AWAITED`);
what bodies owe each other on the way is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from xuncha.core.dates.due import shown_on
from xuncha.core.facts.book import FINAL
from xuncha.core.facts.rows import Duty, Subject
from xuncha.core.facts.values import day_of, id_of, listed
from xuncha.core.protection.identity import openings
from xuncha.core.scheme.rules import Role, Scheme
from xuncha.core.words import Text

STATES: Mapping[str, Text] = {
    "received": Text("登记了，还没有决定受不受理", "Registered; whether it is accepted is not decided yet"),
    "accepted": Text("已经受理，正在办", "Accepted, and being dealt with"),
    "declined": Text("没有受理", "Not accepted"),
    "answered": Text("已经答复", "Answered"),
    "rehandled": Text("正在重新办理", "Being dealt with anew"),
    "under_review": Text("正在复查", "Under review"),
    "closed": Text("已经办结", "Closed"),
    "final": Text("已经终结", "Final"),
    "withdrawn": Text("已经作废", "Voided"),
}
OTHERWISE = Text("正在办", "Being dealt with")

AWAITED: tuple[tuple[str, Text], ...] = (
    ("complaint.answered", Text("答复您", "Answer you")),
    ("complaint.closed", Text("办结", "Close it")),
    ("complaint.accepted", Text("决定受不受理", "Decide whether it is accepted")),
    ("complaint.declined", Text("决定受不受理", "Decide whether it is accepted")),
    ("complaint.extracted", Text("摘录", "Make the extract")),
)
"""What a reporter waits for, by the act that a duty awaits; of several the first says it."""


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known of a report: the kinds of bodies by their ids, the kinds of those it was passed on to, and the last day
    of its code.
    """

    kinds: Mapping[UUID, str]
    passed_on_to: Sequence[str]
    until: date


def standing(
    row: Subject, duties: Iterable[Duty], scheme: Scheme, around: Around, on: date
) -> dict[str, Any]:
    """How a report stands on a day, as JSON; words are in both languages."""
    return {
        "on": on.isoformat(),
        "state": _words(STATES.get(row.state, OTHERWISE)),
        "with": [_words(scheme.words("body_kinds", kind)) for kind in _lies_with(row, around)],
        "due": list(_due(duties)),
        **_latest(list(_openings(row, scheme))),
        "held_until": _held_until(row, on),
        "destroyed_from": (row.closed_on + timedelta(days=366)).isoformat() if row.state in FINAL and row.closed_on else "",
        "until": around.until.isoformat(),
        "roles": [[role.id, _words(role.text)] for role in _roles(row, scheme, around)],
        "ways": list(_values(scheme, "retaliations")),
        "noticed": list(_values(scheme, "leak_signs")),
        "may_disagree": row.state == "answered" and bool(disagreeing(scheme)),
    }  # fmt: skip


WAITS = Text(
    "收到了，密封着，等登记或者送到上一级",
    "Received and kept sealed; it waits to be registered, or to go to the level above",
)


def standing_before(scheme: Scheme, until: date, on: date) -> dict[str, Any]:
    """How a report stands that is in no register here: it waits, or is kept for a level above that lies elsewhere.

    It may be told of retaliation and of a leak like others.
    """
    return {
        "on": on.isoformat(),
        "state": _words(WAITS),
        "with": [], "due": [], "openings": [], "opened_before": 0,
        "held_until": "", "destroyed_from": "", "until": until.isoformat(),
        "roles": [],
        "ways": list(_values(scheme, "retaliations")),
        "noticed": list(_values(scheme, "leak_signs")),
        "may_disagree": False, "proof": "", "waits": True,
    }  # fmt: skip


def disagreeing(scheme: Scheme) -> str:
    """The rating that a regulation has for a reporter who is not satisfied; empty where it has none."""
    found = scheme.lists.get("satisfactions")
    values = found.values.values() if found else ()
    return next((one.code for one in values if one.extra.get("portal")), "")


def _lies_with(row: Subject, around: Around) -> list[str]:
    """The kinds of bodies it lies with: who was given it, else whom it is addressed to, else whose it is."""
    given = [one.get("owner") for one in listed(row.facts.get("matter.assigned"))[-1:]]
    kinds = [kind for one in given if (key := id_of(one)) and (kind := around.kinds.get(key))]
    if not kinds and row.facts.get("addressee"):
        kinds = [str(row.facts["addressee"])]
    if not kinds and row.body and row.body in around.kinds:
        kinds = [around.kinds[row.body]]
    return list(dict.fromkeys([*kinds, *around.passed_on_to]))


def _due(duties: Iterable[Duty]) -> Iterator[dict[str, Any]]:
    """Each thing that is to be done for the reporter, once, by its first day; without a day where the text sets none."""
    told: set[Text] = set()
    still = [duty for duty in duties if duty.state == "open" and (duty.due_at or duty.undated)]
    for duty in sorted(still, key=lambda one: (one.due_at is None, str(one.due_at))):
        what = next((words for act, words in AWAITED if act in duty.awaits), None)
        if what and what not in told:
            told.add(what)
            yield {"what": _words(what), "on": shown_on(duty.due_at).isoformat() if duty.due_at else ""}


MOST_OPENINGS, MOST_OF_WHY = 12, 250
"""How many openings of a name are told in full, the latest, and how many characters of the reason of each: a standing has one size."""


def _latest(openings: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "openings": openings[-MOST_OPENINGS:],
        "opened_before": len(openings[:-MOST_OPENINGS]),
    }


def _shortened(why: str) -> str:
    return why if len(why) <= MOST_OF_WHY else f"{why[:MOST_OF_WHY]}…"


def _openings(row: Subject, scheme: Scheme) -> Iterator[dict[str, Any]]:
    """Who opened the sealed name, by post, on which day, and why it was asked for."""
    for one in openings(row):
        yield {
            "who": _words(_post(scheme, one.kind, one.seat)),
            "on": one.on,
            "why": _shortened(one.necessity),
        }


def _post(scheme: Scheme, kind: str, seat: str) -> Text:
    """A post in words: the kind of body, and the seat where it has a name."""
    body = scheme.words("body_kinds", kind)
    held = scheme.value("seats", seat)
    return Text(f"{body.zh}（{held.text.zh}）", f"{body.en} ({held.text.en})") if held else body


def _held_until(row: Subject, on: date) -> str:
    """The last day of a hold in force; empty where there is none."""
    placed, lifted, proposed = (
        listed(row.facts.get(f"hold.{what}")) for what in ("placed", "lifted", "proposed")
    )
    if not placed or (lifted and lifted[-1]["_"]["position"] > placed[-1]["_"]["position"]):
        return ""
    before = [one for one in proposed if one["_"]["position"] < placed[-1]["_"]["position"]]
    until = day_of(before[-1].get("until")) if before else None
    return until.isoformat() if until and until >= on else ""


def _roles(row: Subject, scheme: Scheme, around: Around) -> Iterator[Role]:
    """The posts that may have to do with it: those in bodies which read it, and none outside, nor of who would read the wish."""
    asked = scheme.value("protections", "recusal")
    protects = scheme.roles.get(str(asked.extra.get("to"))) if asked else None
    kinds = {around.kinds[key] for key in row.readers if key in around.kinds}
    for role in scheme.roles.values():
        if (
            role.body in kinds
            and not role.part
            and scheme.part_of(role.body)
            and (protects is None or role.body != protects.body)
        ):
            yield role


def _values(scheme: Scheme, name: str) -> Iterator[list[Any]]:
    found = scheme.lists.get(name)
    for one in found.values.values() if found else ():
        yield [one.code, _words(one.text)]


def _words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


# ---------------------------------------------------------------------------------------------- retaliation

DAYS = {"d30": 30, "d90": 90, "d180": 180}
STEPS = {"accepted": "complaint.accepted", "declined": "complaint.declined", "answered": "complaint.answered",
         "closed": "complaint.closed"}  # fmt: skip
ASKED = "retaliation.asked"


def occasions(row: Subject, on: date) -> tuple[str, ...]:
    """After what the reporter is to be asked about retaliation now: codes of `occasions`, each once for a report.

    So many days after it was registered, and after each of its own steps.
    """
    asked = {code for one in listed(row.facts.get(ASKED)) for code in listed(one.get("asked_after"))}
    come = [code for code, days in DAYS.items() if row.opened_on + timedelta(days=days) <= on]
    come += [code for code, act in STEPS.items() if act in row.facts]
    return tuple(code for code in come if code not in asked)
