"""The box that says why an act was refused, where it was tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from xuncha.actions.perform import OTHER_WORDS, STALE
from xuncha.core.dates.day_words import say_day
from xuncha.core.facts.rows import Subject
from xuncha.core.names.case_words import role_words
from xuncha.core.names.nouns import worded
from xuncha.core.refusal import Missing, Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.people import ClosedTo
from xuncha.queries.subjects import acts_on, names_of, subjects_by_id
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Prose
from xuncha.web.kit.form_page import Field
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, Words, both
from xuncha.web.kit.pages import SubjectPage
from xuncha.web.kit.refusal import Refusal as RefusalBox
from xuncha.web.outcomes import at_field
from xuncha.web.pages.pieces import parts
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.pages.pieces.ways import Ways
from xuncha.web.unsent import Unsent


def refusal_box(viewer: Viewer, scheme: Scheme, refused: Refused, row: Subject | None) -> RefusalBox:
    """Everything that refuses, in one box: what, by which clause, what is missing, whom to ask."""
    refusals = refused.refusals
    missing = tuple(one for refusal in refusals for one in refusal.missing)
    whom = {one.role: role_words(scheme, one.role) for one in missing if one.role}
    ways = Ways(viewer, scheme, [row]) if row else None
    people = named_people(viewer, missing)
    exceptions = [refusal for refusal in refusals if refusal.strength == "reason"]
    way = Text(
        "确有特殊情况的，在“理由”里写明，可以照办", "In a special case, give the reason and send again"
    )
    return RefusalBox(
        what=parts.join(refusal.what for refusal in refusals),
        cites=cites(key for refusal in refusals for key in refusal.cite),
        missing=tuple(
            dict.fromkeys(
                (
                    *(
                        parts.missing_words(ways, one, row) if ways and row else at_field(one)
                        for one in missing
                    ),
                    *people,
                )
            )
        ),
        way_out=way if exceptions else "",
        whom=parts.join(whom.values()),
        keeps_text=not was_stale(refused),  # the sentence says it already
    )


def named_people(viewer: Viewer, missing: Iterable[Missing]) -> tuple[Link, ...]:
    """The people of whom something is missing, each with the way to the own page, for those who inspect or run the round."""
    keys = list(dict.fromkeys(one.subject for one in missing if one.subject is not None))
    if not keys or not viewer.is_inside:
        return ()
    found = subjects_by_id(viewer, keys)
    people = [row for row in found.values() if row.kind == "person"]
    return tuple(Link(row.title, addresses.of_subject(row.kind, row.id)) for row in people)


def box_above(
    viewer: Viewer, scheme: Scheme, refused: Refused | None, row: Subject | None, asked: Iterable[Field]
) -> RefusalBox | None:
    """The box above a form, unless every fault already stands at its field and in the list that leads there."""
    if refused is None:
        return None
    names = {field.name for field in asked}
    is_said = all(
        not one.rule and one.missing and all(missing.field in names for missing in one.missing)
        for one in refused.refusals
    )
    return None if is_said else refusal_box(viewer, scheme, refused, row)


def was_resent(refused: Refused | None) -> bool:
    """Whether a form came again with other words: the next sending is a new one, under a key of its own."""
    return refused is not None and any(one.rule == OTHER_WORDS for one in refused.refusals)


def was_stale(refused: Refused) -> bool:
    """Whether somebody else acted after the page was opened."""
    return any(one.rule == STALE for one in refused.refusals)


def naming_what_changed(viewer: Viewer, scheme: Scheme, row: Subject, refused: Refused) -> Refused:
    """The refusal of a stale page, saying who did what and when, as far as the viewer reads it on the matter itself."""
    # Of a unit's matters the last act may be hidden from it.
    acts = () if viewer.is_inspected else acts_on(viewer, row)
    if not acts:
        return refused
    last, names = acts[-1], names_of([acts[-1].by_person, acts[-1].by_party])
    who: Words = names.get(last.by_person or last.subject) or names.get(last.by_party or last.subject, "")
    if last.entered_by == viewer.person:
        who = Text("您自己", "you")
    at, done = timezone.localtime(last.recorded_at), act_words(scheme, last.type, last.value)
    day = say_day(at.date(), with_year=False)
    words = Text(
        f"您打开以后，{both(who).zh}办了“{done.zh}”（{day.zh} {at:%H:%M}）。您写的还在下面，看过变动后可以再提交",
        f"After you opened this, {both(who).en} did '{done.en}' ({day.en} {at:%H:%M}). Your text is below; look at the change and send again",
    )
    return Refused(tuple(replace(one, what=words) if one.rule == STALE else one for one in refused.refusals))


def recused_page(scheme: Scheme, closed: ClosedTo, written: Unsent | None) -> SubjectPage:
    """What somebody meets who was recused while the page was open: nothing was sent, nothing is kept here."""
    title = Text(
        f"您已回避{closed.unit}，这一页从现在起打不开",
        f"You are recused from {closed.unit}; this page is closed to you",
    )
    say = Text(
        "您写的内容没有提交，这里也没有保存。需要交接的，请交给组长或者{office}，由他们决定怎样用。",
        "What you typed was not sent and is not kept here. If it is needed, hand it to the team head or the {office}; they decide how to use it.",
    )
    by = Prose(
        Text("依据", "By"),
        tuple(Link(one.words, one.href) for one in cites(scheme.about.get("recused_keep_away", ()))),
    )
    back = Prose("", (Link(Text("回我的工作台", "Back to my desk"), "/desk"),))
    shown = (written,) if written else ()
    return SubjectPage(
        Heading(title),
        (Block("recused", Text("没有提交", "Not sent"), (Prose(worded(scheme, say)), by, *shown, back)),),
    )
