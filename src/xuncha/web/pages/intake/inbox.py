"""网上来件: what lies apart in the portal's inbox, for those who take reports in and, of what they put aside, the level above."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone

from xuncha.actions.inbox import WHY, let_in, put_aside
from xuncha.core.dates.day_words import say_plain
from xuncha.core.words import Text
from xuncha.queries.inbox import MOST, Inbox, Lying, inbox
from xuncha.store.portal import ASIDE, HELD, UNREADABLE
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Card, Item, Items, Prose
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link
from xuncha.web.kit.pages import ActPage
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.frame import show

ADDRESS = "/inbox"
TITLE = Text("网上来件", "Reports waiting")
LANES = {
    HELD: Text("隔离", "In quarantine"),
    UNREADABLE: Text("打不开", "Does not open"),
    ASIDE: Text("搁置", "Put aside"),
}
LET_IN, PUT_ASIDE = "in", "aside"
DOES = (
    Option(LET_IN, Text("收进来：下一次定时收取时登记", "Take in: registered at the next fixed hour")),
    Option(PUT_ASIDE, Text("搁置：留着，不登记", "Put aside: kept, and not registered")),
)
HOW = Text(
    "来件都是密封的，这里看不到内容，也看不到反映哪个单位。哪一件都不会删除，但是搁置的、打不开的，附件从收到那天起留三十天；谁搁置的、为什么，都有记录。",
    "All is sealed: neither words nor the unit can be seen here. No report is ever deleted, but"
    " files of what is put aside or does not open stay thirty days from the day they came; who put what aside, and why, is on record.",
)
HOW_ABOVE = Text(
    "收件机构搁置的来件。都是密封的，这里看不到内容；不该搁置的，勾上收进来，下一次定时收取时登记。附件从收到那天起留三十天。谁办的，有记录。",
    "What those who take reports in put aside. All is sealed, and no words can be seen here; what should not lie aside you can have"
    " taken in at the next fixed hour. Files stay thirty days from the day they came. Who did what is on record.",
)
NONE_CHOSEN = Text("请勾要办的来件", "Please tick what you decide on")
NO_ANSWER = Text("请选收进来还是搁置", "Please choose whether to take in or to put aside")
NO_REASON = Text("搁置要选理由", "Putting aside needs a reason")
EMPTY_ABOVE = Text("没有搁置的来件。", "Nothing is put aside.")
EMPTY = Text("没有被隔离、打不开或者搁置的来件。", "Nothing is in quarantine, unreadable or put aside.")


@seated
def page(request: Asked) -> HttpResponse:
    """The lists and the form; absent for whoever neither takes reports in nor stands above those who do."""
    found = inbox(request.viewer)
    if found is None:
        raise Http404
    if request.method != "POST":
        return show(request, "act_form.html", _page(found, (), "", ""))
    lying = {str(one.id): one.id for one in found.lying}
    chosen = tuple(key for key in request.POST.getlist("which") if key in lying)
    does, why = request.POST.get("does", ""), request.POST.get("why", "")
    faults = dict(_faults(chosen, LET_IN if found.is_above else does, why))
    if faults:
        return show(request, "act_form.html", _page(found, chosen, does, why, faults), status=422)
    keys = [lying[key] for key in chosen]
    does = LET_IN if found.is_above else does
    n = let_in(request.viewer, keys) if does == LET_IN else put_aside(request.viewer, keys, why)
    said = "收进来" if does == LET_IN else "搁置"
    say_on_next_page(
        request, Said(Text(f"{n} 件已经{said}", f"{n} {'let in' if does == LET_IN else 'put aside'}"))
    )
    return lead_to(request, ADDRESS)


def _faults(chosen: tuple[str, ...], does: str, why: str) -> Iterator[tuple[str, Text]]:
    if not chosen:
        yield "which", NONE_CHOSEN
    if does not in (LET_IN, PUT_ASIDE):
        yield "does", NO_ANSWER
    if does == PUT_ASIDE and why not in WHY:
        yield "why", NO_REASON


def _page(
    found: Inbox, chosen: tuple[str, ...], does: str, why: str, faults: dict[str, Text] | None = None
) -> ActPage:
    wrong = faults or {}
    fields = (
        Field(
            "which", FieldType.CHOICES, Text("哪几件", "Which"), values=chosen, error=wrong.get("which", ""),
            options=tuple(_option(one) for one in found.lying),
        ),
        Field(
            "does", FieldType.CHOICE, Text("怎样办", "What to do"), value=does, error=wrong.get("does", ""), options=DOES
        ),
        Field(
            "why", FieldType.CHOICE, Text("搁置的理由", "Why put aside"), value=why, is_needed=False,
            depends=Text("搁置的才选", "Only where put aside"), error=wrong.get("why", ""),
            options=tuple(Option(code, words) for code, words in WHY.items()),
        ),
    ) if found.lying else ()  # fmt: skip
    asked: tuple[Field, ...] = fields[:1] if found.is_above else fields
    does_it: Text | str = Text("收进来", "Take in") if found.is_above else Text("办理", "Do it")
    empty = EMPTY_ABOVE if found.is_above else EMPTY
    form = FormPage(ADDRESS, does_it if asked else "", asked, will="" if asked else empty, only_asks=not asked,
                    back=Link(Text("回工作台", "Back to my desk"), "/desk"))  # fmt: skip
    return ActPage(Heading(TITLE, HOW_ABOVE if found.is_above else HOW), form, beside=_cards(found))


def _option(one: Lying) -> Option:
    """One envelope: its day and where it lies; the first figures of its id tell those of one day apart."""
    lane, day = LANES.get(one.lane, Text(one.lane, one.lane)), say_plain(one.day)
    mark = str(one.id)[:4]
    return Option(
        str(one.id), Text(f"{day.zh}收到（{mark}）", f"Of {day.en} ({mark})"), note=_who(one), group=lane
    )


def _who(one: Lying) -> Text | str:
    """Who put it aside, on which day, and why."""
    if one.at is None:
        return ""
    day, why = say_plain(timezone.localdate(one.at)), WHY.get(one.why, Text("没有写理由", "no reason"))
    return Text(f"{one.by} {day.zh}搁置：{why.zh}", f"Put aside by {one.by}, {day.en}: {why.en}")


def _cards(found: Inbox) -> tuple[Card, ...]:
    """When what comes is taken in, and how many lie in each lane beside the usual one."""
    hours = "、".join(f"{hour} 点" for hour in settings.INTAKE_HOURS)
    hours_en = ", ".join(f"{hour}:00" for hour in settings.INTAKE_HOURS)
    why = Prose(
        Text(f"每天 {hours}自动收取。还没有收的有几件，这里不显示：有的来件不归本机构收，不能从件数上看出来。",
             f"What comes is taken in at {hours_en} each day. How much waits is not told: not all of it is for this body,"
             " and no figure may tell.")
    )  # fmt: skip
    lanes = tuple(
        Item(Text(f"{words.zh}：{found.n_by_lane[lane]} 件", f"{words.en}: {found.n_by_lane[lane]}"),
             note=Text(f"列出最早的 {MOST} 件", f"The first {MOST} are listed") if found.n_by_lane[lane] > MOST else "")
        for lane, words in LANES.items() if found.n_by_lane.get(lane)
    )  # fmt: skip
    apart = Card(Text("没有照常收的", "Not taken in the usual way"), (Items(lanes),)) if lanes else None
    usual = None if found.is_above else Card(Text("定时收取", "Taken in at fixed hours"), (why,))
    return tuple(card for card in (usual, apart) if card)
