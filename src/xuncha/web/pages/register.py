"""The lists: one for each kind of subject, filtered by the address, page after page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from xuncha.core.catalogue import CATALOGUE, NEW
from xuncha.core.engine import is_for_post, roles_for
from xuncha.core.labels import KIND_NAMES
from xuncha.core.predicates import state_name
from xuncha.core.rows import Subject
from xuncha.core.scheme import Scheme
from xuncha.core.words import Text
from xuncha.queries.choices import act_words
from xuncha.queries.subjects import EXACT, FILTERS, SORTS, counted, listed, names_of, titles_of
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.fact import Value
from xuncha.web.kit.form_page import Field, FieldType, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.ledger import Column, Condition, Count, Ledger, Paging, Row, Tab
from xuncha.web.kit.link import Button, Link, Tag
from xuncha.web.kit.pages import RegisterPage
from xuncha.web.pages.frame import scheme_in_force, show

TITLES: Mapping[str, Text] = {
    "campaign": Text("轮次", "Rounds"),
    "complaint": Text("信访登记簿", "Register of complaints"),
    "finding": Text("问题台账", "Ledger of findings"),
    "clue": Text("问题线索", "Clues"),
    "referral": Text("移交", "Referrals"),
    "volume": Text("归档", "Archive"),
    "body": Text("机构", "Bodies"),
    "person": Text("人员与回避", "People and recusal"),
}
EMPTY: Mapping[str, tuple[Text, Text]] = {
    "campaign": (
        Text("还没有开过轮次", "No round yet"),
        Text(
            "第一步：领导小组的决定，然后立项。", "First the leading group decides, then a round is opened."
        ),
    ),
    "complaint": (
        Text("还没有登记信访", "Nothing is registered yet"),
        Text(
            "公告发布并指定登记人以后，才能收信访。",
            "Intake opens with the announcement, once a registrar is named.",
        ),
    ),
    "finding": (
        Text("还没有记入问题", "No finding yet"),
        Text("进驻以后，在单位巡查页上登记。", "Findings are recorded on the inspection's page after entry."),
    ),
    "clue": (
        Text(
            "您能看到的线索为零。这不说明没有线索。", "You can see no clue. That does not say there is none."
        ),
        Text("", ""),
    ),
}
NUMBERED = frozenset({"finding", "complaint", "clue", "referral", "check"})


@seated
def register(request: Asked, plural: str) -> HttpResponse:
    """A list of one kind."""
    kind = addresses.PLURALS.get(plural)
    if kind is None:
        raise Http404
    viewer, scheme = request.viewer, scheme_in_force()
    filters = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    sort = request.GET.get("sort", "-number" if kind in NUMBERED else "newest")
    sort = sort if sort in SORTS else "newest"
    try:
        page = listed(viewer, kind, filters, sort=sort, after=request.GET.get("after", ""))
    except ValueError:
        raise Http404 from None
    ledger = ledger_of(request, plural, kind, page.rows, page.total, page.after, filters, scheme)
    heading = Heading(
        TITLES.get(kind, KIND_NAMES[kind]),
        buttons=begin_buttons(viewer, scheme, plural, kind),
        can_print=True,
    )
    return show(request, "register.html", RegisterPage(heading, ledger))


def begin_buttons(viewer: Viewer, scheme: Scheme, plural: str, kind: str) -> tuple[Button, ...]:
    """What of this kind the post may begin that lies in nothing else."""
    if kind not in ("campaign", "unit", "person", "body"):
        return ()
    roles = roles_for(scheme, viewer.seat)
    acts = [act for act in CATALOGUE.values() if act.on == (kind,) and act.needs == (NEW,)]
    return tuple(
        Button(
            act_words(scheme, act.code, value),
            f"/{plural}/begin/{act.code}" + (f"?kind={value}" if value else ""),
        )
        for act in acts
        for value in _values(scheme, act.code)
        if is_for_post(scheme, roles, act.code, value)
    )[:8]


def _values(scheme: Scheme, act: str) -> tuple[str, ...]:
    entry = CATALOGUE[act]
    field = entry.field(entry.deciding) if entry.deciding else None
    if field is None or entry.on[0] in ("unit", "person"):
        return ("",)
    return tuple(scheme.lists[field.of].values) if field.of in scheme.lists else ("",)


def ledger_of(
    request: HttpRequest, plural: str, kind: str, rows: tuple[Subject, ...], total: int, after: str,
    filters: Mapping[str, str], scheme: Scheme,
) -> Ledger:  # fmt: skip
    """The list as a ledger with its conditions and tabs."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    names = names_of([key for row in rows for key in (row.unit, row.body)])
    places = [UUID(filters[name]) for name in ("campaign", "inspection", "parent") if name in filters]
    names |= titles_of(viewer, [*(row.inspection for row in rows if row.inspection), *places])
    names |= names_of([UUID(filters[name]) for name in ("unit", "body") if name in filters])
    states = counted(
        viewer, kind, {name: value for name, value in filters.items() if name != "state"}, "state"
    )
    tabs = [
        Tab(
            Text(f"全部 {_many(sum(states.values()))}", f"All {_many(sum(states.values()))}"),
            _with(plural, filters, state=""),
            "state" not in filters,
        )
    ]
    tabs += [
        Tab(
            Text(f"{state_name(state).zh} {n}", f"{state_name(state).en} {n}"),
            _with(plural, filters, state=state),
            filters.get("state") == state,
        )
        for state, n in sorted(states.items())
    ]
    what, how = EMPTY.get(kind, (Text("这里还没有内容", "Nothing stands here yet"), Text("", "")))
    return Ledger(
        label=TITLES.get(kind, KIND_NAMES[kind]),
        href=f"/{plural}",
        columns=columns(kind),
        rows=tuple(row_of(row, kind, names, scheme) for row in rows),
        count=Count(1 if rows else 0, len(rows), min(total, EXACT), _with(plural, filters), is_more=total > EXACT) if rows else None,
        tabs=tuple(tabs) if len(states) > 1 else (),
        conditions=tuple(
            Condition(_condition(scheme, name, value, names), _with(plural, filters, **{name: ""}))
            for name, value in filters.items() if name != "state"
        ),
        asked=asked(scheme, kind, filters),
        paging=Paging(on_href=_with(plural, filters, after=after) if after else "", back_href=f"/{plural}" if request.GET.get("after") else ""),
        empty=Empty(what, how) if not rows else None,
    )  # fmt: skip


def _many(n: int) -> str:
    return f"{EXACT:,}+" if n > EXACT else f"{n:,}"


def columns(kind: str) -> tuple[Column, ...]:
    """Number, matter, unit, state, day."""
    plural = addresses.KINDS[kind]
    number = Column(Text("编号", "Number"), sort_href=f"/{plural}?sort=number")
    unit = Column(Text("单位", "Unit")) if kind not in ("unit", "person") else Column(Text("类别", "Kind"))
    return (
        number,
        Column(Text("事项", "Matter"), is_text=True),
        unit,
        Column(Text("状态", "State")),
        Column(Text("日期", "Date")),
    )


def row_of(row: Subject, kind: str, names: Mapping[UUID, str], scheme: Scheme) -> Row:
    """One line of the list."""
    title = row.title or KIND_NAMES[kind].zh
    unit: Value = (
        next((names[key] for key in (row.unit, row.body) if key and key in names), "")
        if kind not in ("unit", "person")
        else _kind(scheme, row)
    )
    return Row(
        id=str(row.id),
        number=Link(row.number or title, addresses.of_subject(kind, row.id)),
        values=(title, unit, Tag(state_name(row.state)), row.opened_on),
    )


def _kind(scheme: Scheme, row: Subject) -> Value:
    found = scheme.value("unit_kinds", row.code)
    return found.text if found else ""


def asked(scheme: Scheme, kind: str, filters: Mapping[str, str]) -> tuple[Field, ...]:
    """The conditions one can add."""
    name = {"finding": "sources", "document": "documents", "check": "methods", "request": "requests", "return": "returns",
            "complaint": "intakes", "meeting": "meetings", "body": "body_kinds"}.get(kind)  # fmt: skip
    found = scheme.lists.get(name or "")
    if found is None:
        return ()
    options = tuple(Option(value.code, value.text) for value in found.values.values())
    return (
        Field(
            "code",
            FieldType.CHOICE,
            found.text,
            value=filters.get("code", ""),
            options=options,
            is_needed=False,
        ),
    )


def _condition(scheme: Scheme, name: str, value: str, names: Mapping[UUID, str]) -> Text:
    """A condition that holds, in words: what is filtered, and by which value."""
    said = {
        "code": Text("类别", "Kind"),
        "unit": Text("单位", "Unit"),
        "inspection": Text("单位巡查", "Inspection"),
        "campaign": Text("轮次", "Round"),
        "body": Text("机构", "Body"),
    }.get(name, Text(name, name))
    if name == "code":
        found = next(
            (one.values[value].text for one in scheme.lists.values() if value in one.values),
            Text(value, value),
        )
        return Text(f"{said.zh}：{found.zh}", f"{said.en}: {found.en}")
    title = names.get(UUID(value), "—")
    return Text(f"{said.zh}：{title}", f"{said.en}: {title}")


def _with(plural: str, filters: Mapping[str, str], **changes: str) -> str:
    asked = {name: value for name, value in {**filters, **changes}.items() if value}
    return f"/{plural}" + (f"?{urlencode(asked)}" if asked else "")
