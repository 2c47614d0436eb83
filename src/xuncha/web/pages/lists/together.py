"""成批办理: one act on the rows that were ticked in a ledger, asked once, done for all of them or for none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone

from xuncha.actions.attach import used
from xuncha.actions.perform import Done, Entry, NotThere, done_before, perform
from xuncha.actions.seen import as_seen_now
from xuncha.actions.together import MOST, refused_alone
from xuncha.core.catalogue import CATALOGUE, ActType
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.refusal import Refusal, Refused
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.together import acts_together, picked, refused_now
from xuncha.store.schemes import scheme_for
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.form_page import Field, FieldType, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, both
from xuncha.web.kit.pages import ActPage
from xuncha.web.kit.posted import asks_more_lines
from xuncha.web.kit.refusal import Refusal as RefusalBox
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.nouns import said as said_by_us
from xuncha.web.pages.acting.act import DONE_BEFORE, read_form
from xuncha.web.pages.acting.asker import Asker, asked_slots
from xuncha.web.pages.frame import scheme_in_force, show
from xuncha.web.pages.lists.register import has_list
from xuncha.web.pages.pieces.clauses import cites
from xuncha.web.typed import Typed, key_typed, told
from xuncha.web.unsent import SEEN

PICK = "pick"

Refusals = Mapping[UUID, tuple[Refusal, ...]]
"""What refuses the act, row by row."""


@dataclass(slots=True)
class Lot:
    """The rows of one command: which stand on the page, which of them are ticked, how many could not be opened."""

    act: ActType
    plural: str
    rows: tuple[Subject, ...]
    gone: int = 0

    @property
    def ledger(self) -> str:
        return f"/{self.plural}"


@seated
def together(request: Asked, plural: str, act: str) -> HttpResponse:
    """The form for the rows that were ticked, or what came of sending it."""
    viewer, kind = request.viewer, addresses.PLURALS.get(plural, "")
    entry = CATALOGUE.get(act)
    if entry is None or entry not in acts_together(viewer, scheme_in_force(), kind):
        raise Http404
    keys = picks(request.POST if request.method == "POST" else request.GET)
    lot = Lot(entry, plural, picked(viewer, kind, keys[:MOST]))
    lot.gone = len(keys[:MOST]) - len(lot.rows)
    if (done := _sent_before(request, lot)) is not None:
        return done
    if not lot.rows and not has_list(viewer, plural, kind):
        raise Http404
    if not lot.rows or len(keys) > MOST:
        say_on_next_page(request, Said(TOO_MANY if len(keys) > MOST else NONE))
        return lead_to(request, lot.ledger)
    asker = _asker(request, lot)
    return _sent(request, asker, lot) if request.method == "POST" else _asked(request, asker, lot)


NONE = Text("请先在台账里勾选要办的行", "First tick the rows in the ledger")
TOO_MANY = Text(
    f"一次最多办 {MOST} 条，请少勾一些", f"At most {MOST} rows are done at once; tick fewer of them"
)


def picks(sent: QueryDict) -> list[UUID]:
    """The rows that were ticked; what is no id was ticked by nobody."""
    found = (id_of(value) for value in sent.getlist(PICK))
    return list(dict.fromkeys(key for key in found if key is not None))


def _asker(request: Asked, lot: Lot) -> Asker:
    """The form, without what it would know of one matter alone."""
    scheme = scheme_for(lot.rows[0])
    return Asker(request.viewer, scheme, lot.act, "", None, "", asked_slots(scheme, lot.act, ""))


def _sent_before(request: Asked, lot: Lot) -> HttpResponse | None:
    """The same form sent again, whose rows may be closed to their reader since."""
    if request.method != "POST" or not lot.gone:
        return None
    try:
        done = done_before(request.viewer, key_typed(request.POST), told(request))
    except Refused:
        return None
    return _lead_on(request, lot, done) if done else None


def _asked(request: Asked, asker: Asker, lot: Lot) -> HttpResponse:
    """The form with the rows that can take the act; the others are not ticked, and say why."""
    refused = refused_now(request.viewer, lot.act.code, lot.rows, timezone.now())
    page = form_page(asker, lot, refused, asker.page({}, None), {})
    return show(request, "act_form.html", page)


def _sent(request: Asked, asker: Asker, lot: Lot) -> HttpResponse:
    """Every row or none; where some are refused, each says why, and the next press does the others."""
    viewer, now = request.viewer, timezone.now()
    typed, files = read_form(request, asker)
    seen = {row.id: request.POST.get(f"{SEEN}{row.id.hex}", "") for row in lot.rows}
    if asks_more_lines(request.POST):
        page = form_page(asker, lot, {}, asker.page(typed.fields, None, typed), seen)
        return show(request, "act_form.html", page)
    entries = [replace(asker.entry(typed), subject=row.id, seen=seen[row.id]) for row in lot.rows]
    try:
        if lot.gone:
            raise NotThere
        done = perform(viewer, entries, key=typed.key, told=told(request), now=now)
    except Refused as refused:
        return _refused(request, asker, lot, typed, entries, refused)
    except NotThere:
        return _refused(request, asker, lot, typed, entries, None)
    used(viewer, files.keys)
    return _lead_on(request, lot, done)


def _refused(
    request: Asked, asker: Asker, lot: Lot, typed: Typed, entries: list[Entry], refused: Refused | None
) -> HttpResponse:
    """The form once more with what was typed, and each row that is refused with its reason."""
    alone, gone = refused_alone(request.viewer, entries, timezone.now())
    if refused is not None and not alone and not gone and _is_of_a_row(refused):
        alone = {refused.place: refused}  # only after the rows before it
    by_row = {
        lot.rows[place].id: why.refusals
        for place, why in alone.items()
        if any(map(_is_of_a_row_alone, why.refusals))
    }
    fields = next((why for place, why in alone.items() if lot.rows[place].id not in by_row), None)
    page = asker.page(typed.fields, fields or (None if by_row else refused), typed)
    lot.gone += len(gone)
    lot.rows = tuple(row for place, row in enumerate(lot.rows) if place not in gone)
    if not lot.rows:
        say_on_next_page(request, Said(gone_words(lot.gone)))
        return lead_to(request, lot.ledger)
    return show(request, "act_form.html", form_page(asker, lot, by_row, page, {}), status=422)


def _is_of_a_row_alone(refusal: Refusal) -> bool:
    """Whether a refusal is about the matter; else it is about the form, which all rows have in common."""
    return bool(refusal.rule) or not any(one.field for one in refusal.missing)


def _is_of_a_row(refused: Refused) -> bool:
    return any(one.cite or one.missing for one in refused.refusals)


def _lead_on(request: Asked, lot: Lot, done: Done) -> HttpResponse:
    words, n = lot.act.name, len(lot.rows)
    said = (
        DONE_BEFORE
        if done.was_done
        else Text(f"已成批办理：{words.zh}，{n} 条", f"Done together: {words.en}, {n} rows")
    )
    say_on_next_page(request, Said(said))
    return lead_to(request, lot.ledger)


def form_page(asker: Asker, lot: Lot, refused: Refusals, page: ActPage, seen: Mapping[UUID, str]) -> ActPage:
    """The form of the act under the list of its rows."""
    words = act_words(asker.scheme, lot.act.code, "")
    able = [row for row in lot.rows if row.id not in refused]
    form = replace(
        page.form,
        action=f"{lot.ledger}/together/{lot.act.code}",
        does=Text(f"{words.zh}（勾选的各条）", f"{words.en} (all that are ticked)"),
        fields=(rows_field(lot.rows, refused), *page.form.fields),
        will=Text(
            "下面写一次，对勾选的每一条都照办；有一条办不成，就一条也不办。",
            "What is written here once is done for every row that is ticked; if one is refused, none is done.",
        ),
        refusal=box(lot, refused, len(able)) or page.form.refusal,
        version="",
        back=Link(Text("返回台账", "Back to the ledger"), lot.ledger),
        hidden={f"{SEEN}{row.id.hex}": seen.get(row.id) or as_seen_now(row) for row in lot.rows},
    )
    kind = addresses.PLURALS[lot.plural]
    title = Text(f"成批{words.zh}：{len(lot.rows)} 条", f"{words.en}: {len(lot.rows)} rows together")
    return replace(page, heading=Heading(title, crumbs=(Link(KIND_NAMES[kind], lot.ledger),), here=title), form=form)  # fmt: skip


def rows_field(rows: Iterable[Subject], refused: Refusals) -> Field:
    """The rows, ticked where nothing refuses them."""
    found = tuple(rows)
    options = tuple(
        Option(str(row.id), name_of(row), note=said(refused[row.id]) if row.id in refused else "")
        for row in found
    )
    ticked = tuple(str(row.id) for row in found if row.id not in refused)
    return Field(PICK, FieldType.CHOICES, Text("对哪些行办理", "For which rows"), values=ticked, options=options)  # fmt: skip


def name_of(row: Subject) -> str:
    """`柳塘-003 票据不齐`: what a row is called."""
    return f"{row.number} {row.title}".strip() or str(said_by_us(KIND_NAMES[row.kind]))


def said(refusals: Iterable[Refusal]) -> Text:
    """Why a row is refused: what, by which clause, and what is missing."""
    zh, en = [], []
    for one in refusals:
        clauses = [both(cite.words) for cite in cites(one.cite)]
        by_zh = "".join(f"（{words.zh}）" for words in clauses)
        by_en = "".join(f" ({words.en})" for words in clauses)
        need_zh = "、".join(missing.text.zh for missing in one.missing)
        need_en = ", ".join(missing.text.en for missing in one.missing)
        zh.append(f"{one.what.zh}{by_zh}" + (f"；还缺：{need_zh}" if need_zh else ""))
        en.append(f"{one.what.en}{by_en}" + (f"; missing: {need_en}" if need_en else ""))
    return Text("；".join(zh), "; ".join(en))


def gone_words(n: int) -> Text:
    """Rows that are not there: the same words whether they never were or may not be opened."""
    return Text(f"有 {n} 条已经打不开，没有办", f"{n} of the rows cannot be opened; nothing was done")


def box(lot: Lot, refused: Refusals, able: int) -> RefusalBox | None:
    """Each row that is refused with its reason, and what the next press does."""
    if not refused and not lot.gone:
        return None
    n = len(refused)
    what = Text(f"有 {n} 条现在办不成", f"{n} of the rows cannot be done now") if n else gone_words(lot.gone)
    rows = tuple(
        Link(
            Text(
                f"{name_of(row)}：{said(refused[row.id]).zh}", f"{name_of(row)}: {said(refused[row.id]).en}"
            ),
            addresses.of_subject(row.kind, row.id),
        )
        for row in lot.rows
        if row.id in refused
    )
    way = (
        Text(
            f"办不成的已经去掉勾；再按一次按钮，就办其余的 {able} 条。办不成的，点开那一条，看还缺什么",
            f"They are no longer ticked: press the button to do the other {able}. Open a refused row to see what it needs",
        )
        if able
        else Text("点开那一条，看还缺什么", "Open a row to see what it needs")
    )
    return RefusalBox(what, ways=rows, way_out=way, keeps_text=False)
