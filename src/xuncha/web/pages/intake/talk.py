"""给反映人写信: a message to whoever has the code of a report, sealed as it is sent and published at the next fixed hour."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from xuncha.actions.letters import WROTE
from xuncha.actions.perform import NotThere
from xuncha.actions.writing import LONGEST, mailbox_for, write_to_reporter
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import say_plain
from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import day_of, listed
from xuncha.core.protection.echo import echo
from xuncha.core.refusal import Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.posts import may_open
from xuncha.queries.subjects import subject_for_page
from xuncha.store.schemes import scheme_for
from xuncha.store.viewer import Viewer
from xuncha.web import addresses
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Card, Item, Items, Prose
from xuncha.web.kit.form_page import Field, FieldType, FormPage
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link
from xuncha.web.kit.pages import ActPage
from xuncha.web.kit.refusal import Refusal as RefusalBox
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.frame import show
from xuncha.web.pages.pieces.refused import refusal_box
from xuncha.web.typed import key_typed

TITLE = Text("给反映人写信", "Write to the reporter")
SENT = Text(
    "信已经密封，下一次定时发布时放进凭码信箱。",
    "It is sealed, and laid into the mailbox at the next fixed hour.",
)
NOTHING = Text("请写要说的话", "Please write what you want to say")
HELP = Text(
    "问什么、要补什么，请直说。不要写单位、人名和反映的内容：谁拿到回执码，谁就能看到",
    "Ask plainly. Name no unit and no person, and repeat nothing of the report: whoever has the code can read it",
)
HOW = Text(
    "寄出以后这里看不到原文，记录里只有哪一天写过。反映人凭回执码看，也凭码回复。",
    "Once sent, the words are not shown here; the record says only on which day you wrote. The reporter reads and answers by the code.",
)
NEVER = Text("还没有写过信", "Nothing was written yet")


def way_to_talk(viewer: Viewer, scheme: Scheme, row: Subject) -> tuple[Button, ...]:
    """The way to write to the reporter, where there is a mailbox and the post may."""
    is_there = may_write(viewer, scheme, row) and mailbox_for(row, timezone.localdate()) is not None
    return (Button(TITLE, address(row)),) if is_there else ()


def may_write(viewer: Viewer, scheme: Scheme, row: Subject) -> bool:
    """Whether the post writes to reporters at all, and the matter came by the portal."""
    channel = scheme.value("channels", str(row.facts.get("channel", "")))
    is_by_code = row.kind == "protection" or (
        row.kind == "complaint" and bool(channel and channel.extra.get("portal"))
    )
    return is_by_code and may_open(viewer, scheme, CATALOGUE[WROTE], "")


def address(row: Subject) -> str:
    return f"{addresses.of_subject(row.kind, row.id)}/talk"


@sensitive_post_parameters()
@seated
def talk(request: Asked, plural: str, key: UUID) -> HttpResponse:
    """The form, or what came of sending it; absent where there is nobody to write to."""
    viewer = request.viewer
    row = subject_for_page(viewer, key)
    if row is None or addresses.PLURALS.get(plural) != row.kind:
        raise Http404
    scheme = scheme_for(row)
    if not may_write(viewer, scheme, row) or mailbox_for(row, timezone.localdate()) is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, _page(row, "", None))
    words = request.POST.get("words", "").replace("\r\n", "\n").strip()
    if fault := fault_of(words, row):
        return _shown(request, _page(row, words, fault), 422)
    try:
        write_to_reporter(viewer, row, words, key=key_typed(request.POST), now=timezone.now())
    except Refused as refused:
        return _shown(request, _page(row, words, None, refusal_box(viewer, scheme, refused, row)), 422)
    except NotThere:
        raise Http404 from None
    say_on_next_page(request, Said(SENT))
    return lead_to(request, addresses.of_subject(row.kind, row.id))


def fault_of(words: str, row: Subject) -> Text | None:
    """What keeps a message from being sent."""
    if not words:
        return NOTHING
    if len(words) > LONGEST:
        return Text(
            f"最多 {LONGEST:,} 字，现在有 {len(words):,} 字",
            f"At most {LONGEST:,} characters; there are {len(words):,}",
        )
    if again := echo(words, _known(row)):
        return Text(
            f"“{again}”和登记的内容一样。信里不重复反映的内容，请换个说法",
            f"{again!r} stands in the register as well. A letter repeats nothing of a report; please put it otherwise",
        )
    return None


def _known(row: Subject) -> Iterator[str]:
    """What the register says of the report in words."""
    yield row.title
    for name in ("extract", "subject", "place"):
        yield str(row.facts.get(name) or "")
    for one in listed(row.facts.get("complaint.extracted")):
        yield str(one.get("extract") or "")


def _shown(request: Asked, page: ActPage, status: int = 200) -> HttpResponse:
    answer = show(request, "act_form.html", page, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(row: Subject, words: str, fault: Text | None, refusal: RefusalBox | None = None) -> ActPage:
    here = addresses.of_subject(row.kind, row.id)
    field = Field(
        "words", FieldType.LONG, Text("要说的话", "What you want to say"), value=words, help=HELP, error=fault or "",
        rows_high=8, most=LONGEST,
    )  # fmt: skip
    back = Link(Text("回到这一件", "Back to it"), here)
    form = FormPage(
        address(row),
        Text("密封寄出", "Seal and send"),
        (field,),
        back=back,
        retry_key=str(uuid4()),
        refusal=refusal,
    )
    crumbs = (Link(row.number or row.title, here),)
    return ActPage(Heading(TITLE, crumbs=crumbs, here=TITLE), form, beside=(_written_card(row),))


def _written_card(row: Subject) -> Card:
    """On which days somebody wrote; the words are sealed."""
    days = [day for one in listed(row.facts.get(WROTE)) if (day := day_of(one["_"]["on"]))]
    lines = tuple(Item(say_plain(day)) for day in reversed(days[-20:]))
    return Card(
        Text("写过的信", "Written so far"),
        (Items(lines) if lines else Prose(NEVER), Prose(HOW, is_quiet=True)),
    )
