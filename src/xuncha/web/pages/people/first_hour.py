"""The first hour of an office on one page: units pasted from a table, then people with their posts, then the slips."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from xuncha.actions.attach import used
from xuncha.actions.first_hour import Slip, accounts_taken, enter_people, enter_units, known_parties
from xuncha.actions.perform import NotThere
from xuncha.core.acts.competence import roles_for
from xuncha.core.attached import files_in
from xuncha.core.facts.values import id_of
from xuncha.core.first_hour.parties import NEEDED_TO_GO_ON, Party, seats_in
from xuncha.core.first_hour.people import read_people
from xuncha.core.first_hour.table import LineFault, TableFaults
from xuncha.core.first_hour.units import read_units
from xuncha.core.names.nouns import worded
from xuncha.core.record.payload import SCAN
from xuncha.core.refusal import FieldFault, Refused
from xuncha.core.scheme.rules import Scheme
from xuncha.core.this_machine import is_of_this_machine
from xuncha.core.words import Text
from xuncha.queries.subjects import listed
from xuncha.store.viewer import Viewer
from xuncha.web.asking import Asked, seated
from xuncha.web.attaching import file_field, files_posted
from xuncha.web.kit.answer import lead_to
from xuncha.web.kit.block import Card, Item, Items
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.form_page import Field, FieldType, FormPage
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Link, Words
from xuncha.web.kit.pages import ActPage, SubjectPage
from xuncha.web.kit.paper import Slip as PaperSlip
from xuncha.web.kit.refusal import Refusal as RefusalBox
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.frame import jurisdiction, scheme_in_force, show
from xuncha.web.pages.pieces.refused import refusal_box

ADDRESS = "/first-hour"
TITLE = Text("第一小时", "The first hour")
NEEDED = (*NEEDED_TO_GO_ON, "unit.registered")


def may_found(viewer: Viewer, scheme: Scheme) -> bool:
    """Whether the post may register units and people and fill their seats."""
    may = {act for role in roles_for(scheme, viewer.seat) for act in scheme.roles[role].may}
    return all(act in may for act in NEEDED)


@never_cache
@sensitive_post_parameters()
@seated
def first_hour(request: Asked) -> HttpResponse:
    """The two tables, each with its own button; sent people come back as slips to print, which are shown once."""
    viewer, scheme = request.viewer, scheme_in_force()
    if not may_found(viewer, scheme):
        raise Http404
    step = STEPS.get(request.GET.get("step", "")) or STEPS["people" if units_there() else "units"]
    if request.method != "POST":
        return show(
            request, "act_form.html", page(viewer, scheme, step, Given(address=usual_address(request)), None)
        )
    given = read(request, step)
    if given.faults:  # they stand at their fields
        return show(request, "act_form.html", page(viewer, scheme, step, given, None), status=422)
    try:
        return step.send(request, scheme, given)
    except TableFaults as faults:
        box = RefusalBox(
            what=Text("有几行要改，一行也没有登记", "Some lines must be mended; nothing was entered"),
            missing=tuple(Text(fault.of("zh"), fault.of("en")) for fault in faults.faults[:MOST]),
        )
    except (IntegrityError, ValidationError):
        box = RefusalBox(what=AT_THE_SAME_TIME)
    except NotThere:
        box = RefusalBox(what=NOT_YOURS)
    except Refused as refused:
        box = refusal_box(viewer, scheme, refused, None)
    return show(request, "act_form.html", page(viewer, scheme, step, given, box), status=422)


@dataclass(frozen=True, slots=True)
class Given:
    """What came with the form: the table, and beside the people the paper of appointment and the address for the slips."""

    table: str = ""
    paper: str = ""
    scan: Any = None
    address: str = ""
    faults: tuple[FieldFault, ...] = ()

    def fault(self, name: str) -> Words:
        """What is wrong with a field, to stand at it."""
        return next((one.text for one in self.faults if one.name == name), "")


def read(request: Asked, step: Step) -> Given:
    """The form as it came; a file that came with it is taken in, and need not be chosen again when the table is refused."""
    table = request.POST.get("table", "")
    if step.name != "people":
        return Given(table)
    files = files_posted(request, request.viewer, (SCAN,))
    address = request.POST.get(SLIPS_SAY, "").strip()
    faults = list(files.faults)
    if address and not is_address(address):
        faults.append(FieldFault(SLIPS_SAY, NO_ADDRESS))
    return Given(
        table, request.POST.get(PAPER, "").strip(), files.values.get(SCAN.name), address, tuple(faults)
    )


MOST = 40
"""More faults than these are named after the first are mended."""


AT_THE_SAME_TIME = Text(
    "同一时间有人登记了同样的人或者账号，这一次一行也没有登记；请看一看名单再办",
    "Somebody entered the same people or accounts at this moment; nothing was entered now. Look at the list and try again",
)
NOT_YOURS = Text(
    "有的机构不由您登记人员，一行也没有登记；请去掉那几行",
    "Some of these bodies are not yours to fill; nothing was entered. Take their lines out",
)
NOTHING = LineFault(0, Text("请粘贴至少一行", "Paste at least one line"))


AT_ONCE = 200
TOO_MANY = LineFault(
    0,
    Text(
        f"一次最多 {AT_ONCE} 人，请分几次粘贴；每个密码要算半秒",
        f"At most {AT_ONCE} people at once, as each password takes half a second; paste them in lots",
    ),
)


def units_there() -> tuple[str, ...]:
    """The units registered so far."""
    return tuple(known.party.title for known in known_parties() if known.party.kind == "unit")


def units_sent(request: Asked, scheme: Scheme, given: Given) -> HttpResponse:
    """Register the units of the table, all or none."""
    bodies = [known.party.title for known in known_parties() if known.party.kind != "unit"]
    table = read_units(given.table, scheme, units_there(), bodies)
    if not table.rows:
        raise TableFaults([NOTHING])
    enter_units(table.rows, timezone.now(), by=request.viewer)
    n = len(table.rows)
    say_on_next_page(
        request, Said(Text(f"已登记 {n} 个单位。接着粘贴人员", f"{n} units registered. Now paste the people"))
    )
    return lead_to(request, f"{ADDRESS}?step=people")


def people_sent(request: Asked, scheme: Scheme, given: Given) -> HttpResponse:
    """Register the people of the table with their posts, and show their slips."""
    parties = [known.party for known in known_parties()]
    table = read_people(given.table, scheme, parties, taken=accounts_taken(), must_go_on=False)
    if not table.rows:
        raise TableFaults([NOTHING])
    if len(table.rows) > AT_ONCE:
        raise TableFaults([TOO_MANY])
    slips = enter_people(table.rows, timezone.now(), by=request.viewer, paper=given.paper, scan=given.scan)
    used(request.viewer, [key for one in files_in(given.scan) if (key := id_of(one.id))])
    request.session[SLIPS_SAY] = given.address
    return show(request, "subject.html", slips_page(slips, given.address or request.build_absolute_uri("/")))


@dataclass(frozen=True, slots=True)
class Step:
    """One of the two tables: what is pasted, how its columns stand, an example, and what registers it."""

    name: str
    title: Text
    columns: Text
    does: Text
    send: Callable[[Asked, Scheme, Given], HttpResponse]


STEPS: Mapping[str, Step] = {
    "units": Step(
        "units",
        Text("单位", "Units"),
        Text("从表格里复制，三栏：名称、类型、上级（没有上级就空着）。",
             "Copy from a table, three columns: name, kind, unit above (empty where there is none)."),
        Text("登记这些单位", "Register these units"),
        units_sent,
    ),
    "people": Step(
        "people",
        Text("人员和岗位", "People and posts"),
        Text("从表格里复制，四栏：姓名、单位或者机构、岗位、是不是班子成员（是或否）；还可以加两栏：账号、原单位。"
             "{team}的人也在这里登记：先写原单位和在原单位的岗位；{team}组建以后，在组的页面上任职，账号不变。",
             "Copy from a table, four columns: name, unit or body, post, of the leadership or not (yes or no); two more if you"
             " like: account, home unit. People of each {team} are registered here, too, with their unit and post at home; once the"
             " team is formed they are given a seat on its page, and keep the account."),
        Text("登记这些人，出账号条", "Register these people and make their slips"),
        people_sent,
    ),
}  # fmt: skip


PAPER = "paper"


def paper_field(scheme: Scheme, value: str) -> Field:
    """The paper of appointment, which those in leading bodies and in bodies outside the inspections need."""
    help_ = Text(
        "表里有领导机构或者{work}以外机构的人，才要写；没有文号的，在下面附扫描件",
        "Needed where the table has people of leading bodies or of bodies outside the inspections; or else its scan, below",
    )
    name = Text("任免文件的文号", "Number of the paper of appointment")
    return Field(PAPER, FieldType.TEXT, name, value=value, help=worded(scheme, help_), is_needed=False)


SLIPS_SAY = "slips_say"
"""The field of the address that stands on the slips; a visit keeps what was written there."""

NO_ADDRESS = Text(
    "网址不对，应像 https://xuncha.example.cn", "This is no address; write it like https://xuncha.example.cn"
)
LONGEST = 200
"""An address on a slip is no longer than this."""


def usual_address(request: Asked) -> str:
    """What was written last, else how people reach the office by its settings; empty where only this machine is known."""
    for known in (
        request.session.get(SLIPS_SAY, ""),
        settings.PUBLIC_URL.geturl(),
        request.build_absolute_uri("/"),
    ):
        if known and not is_of_this_machine(urlsplit(known).hostname or ""):
            return str(known)
    return ""


def is_address(text: str) -> bool:
    """Whether a browser could be given this."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and len(text) <= LONGEST
        and not any(one.isspace() for one in text)
    )


AS_SET = Text(
    "大家在自己的机器上打开本系统用的网址，与设置里的 XUNCHA_URL 一致；空着就印这台机器的网址",
    "What people open on their own machines, the same as XUNCHA_URL of the settings; left empty, the slips say this machine's address",
)
FOR_THE_VISIT = Text(
    "大家在自己的机器上打开本系统用的网址；空着就印这台机器的网址。设置里还没有 XUNCHA_URL，所以写在这里的只记到您退出登录为止；"
    "要长期记住，请系统管理员设好 XUNCHA_URL",
    "What people open on their own machines; left empty, the slips say this machine's address. XUNCHA_URL is not set yet, so what you"
    " write is kept until you log out; to keep it for good, have the system administrator set XUNCHA_URL",
)


def address_field(given: Given) -> Field:
    """How the people of the office reach it, and for how long that is kept."""
    is_set = not is_of_this_machine(settings.PUBLIC_URL.hostname or "")
    help_ = AS_SET if is_set else FOR_THE_VISIT
    name = Text("账号条上的网址", "Address on the slips")
    return Field(
        SLIPS_SAY,
        FieldType.TEXT,
        name,
        value=given.address,
        help=help_,
        is_needed=False,
        error=given.fault(SLIPS_SAY),
    )


def page(viewer: Viewer, scheme: Scheme, step: Step, given: Given, refusal: RefusalBox | None) -> ActPage:
    """The table that is asked for now, what may be written in it, and how far the first hour has come."""
    fields: tuple[Field, ...] = (
        Field(
            "table",
            FieldType.LONG,
            step.title,
            value=given.table,
            help=worded(scheme, step.columns),
            rows_high=10,
        ),
    )
    if step.name == "people":
        scan = file_field(SCAN, given.scan, given.fault(SCAN.name), on_paper=False)
        fields += (paper_field(scheme, given.paper), scan, address_field(given))
    form = FormPage(
        action=f"{ADDRESS}?step={step.name}", does=step.does, fields=fields, refusal=refusal, doing=DOING
    )
    return ActPage(
        Heading(TITLE, here=TITLE, crumbs=(Link(Text("我的工作台", "My desk"), "/desk"),)),
        form,
        beside=(how_far(viewer, scheme), may_be_written(scheme, step)),
    )


DOING = Text("正在登记，每人约半秒…", "Entering, half a second a person…")


def next_step(viewer: Viewer) -> Text:
    """What comes after the people are there: the first round, or the one that is open."""
    if listed(viewer, "campaign", {}, size=1).rows:
        return Text("看开着的{round}", "See the {round} that is open")
    return Text("开第一个{round}", "Open the first {round}")


def how_far(viewer: Viewer, scheme: Scheme) -> Card:
    """The office, its regulation, and how many units and people are there; each leads to its step or its list."""
    office, is_practice = jurisdiction()
    n_units, n_people = len(units_there()), len(accounts_taken())
    facts = (
        Fact.of(Text("办公室", "Office"), office),
        Fact.of(Text("依据的办法", "Regulation"), Link(scheme.text, "/scheme")),
        Fact.of(Text("单位", "Units"), Link(Text(f"{n_units} 个，再登记", f"{n_units}, add more"), f"{ADDRESS}?step=units")),
        Fact.of(Text("账号", "Accounts"), Link(Text(f"{n_people} 个，再登记", f"{n_people}, add more"), f"{ADDRESS}?step=people")),
        Fact.of(Text("下一步", "Next"), Link(next_step(viewer), "/rounds")),
    )  # fmt: skip
    practice = Fact.of(Text("演练", "Practice"), Text("是，不作数", "Yes, nothing here counts"))
    return Card(Text("走到哪一步", "How far it is"), (Facts((*facts, practice) if is_practice else facts),))


def may_be_written(scheme: Scheme, step: Step) -> Card:
    """The words of the regulation that the table may use: kinds of units, or the posts of each body."""
    if step.name == "units":
        kinds = scheme.lists["unit_kinds"].values.values() if "unit_kinds" in scheme.lists else ()
        words: tuple[Item, ...] = tuple(Item(kind.text) for kind in kinds)
        return Card(Text("类型可以写", "Kinds you may write"), (Items(words),))
    alike: dict[tuple[str, ...], list[Party]] = {}
    for party in {
        (one.kind, one.function): one for one in (known.party for known in known_parties())
    }.values():
        alike.setdefault(tuple(seats_in(scheme, party)), []).append(party)
    found = tuple(
        Item(_named(parties), note=_seats(scheme, parties[0])) for seats, parties in alike.items() if seats
    )
    return Card(Text("岗位可以写", "Posts you may write"), (Items(found),))


def _named(parties: list[Party]) -> Text:
    """The bodies in which one may hold the same posts; units are named as one."""
    zh = "、".join("各单位" if one.kind == "unit" else one.title for one in parties)
    return Text(zh, ", ".join("any unit" if one.kind == "unit" else one.title for one in parties))


def _seats(scheme: Scheme, party: Party) -> Text:
    seats = seats_in(scheme, party).values()
    return Text("、".join(seat.zh for seat in seats), ", ".join(seat.en for seat in seats))


def slips_page(slips: Sequence[Slip], address: str) -> SubjectPage:
    """The slips, one for each person; the passwords are kept nowhere else."""
    office, is_practice = jurisdiction()
    name = Text(f"演练 · {office.zh}", f"PRACTICE · {office.en}") if is_practice else office
    is_near = is_of_this_machine(urlsplit(address).hostname or "")
    heading = Heading(
        Text(f"{len(slips)} 张账号条", f"{len(slips)} slips"),
        line=Text(ONCE.zh + FOR_THIS_MACHINE.zh, ONCE.en + FOR_THIS_MACHINE.en) if is_near else ONCE,
        buttons=(Button(Text("印好了，继续", "Printed, go on"), ADDRESS),),
        can_print=True,
        crumbs=(Link(TITLE, ADDRESS),),
    )
    return SubjectPage(heading, tuple(paper_slip(name, slip, address) for slip in slips))


ONCE = Text(
    "密码只在这里出现一次：现在就打印，剪开，当面交给本人，请本人登录后自己换密码。丢了的，用 xuncha user password 换一个。",
    "The passwords stand here and nowhere else: print now, cut, hand each to its person, who changes the password after the"
    " first login. A lost one is replaced with xuncha user password.",
)
FOR_THIS_MACHINE = Text(
    "请注意：条上的网址只有这台机器能打开。别人要用的，请系统管理员设好 XUNCHA_URL，把网址当面告诉本人；以后登记人员时写在“账号条上的网址”里。",
    " Please note: only this machine can open the address on the slips. For others have the system administrator set XUNCHA_URL, tell the"
    " people that address, and write it at “Address on the slips” when you register the next ones.",
)


def paper_slip(office: Text, slip: Slip, address: str) -> PaperSlip:
    """One slip, to be cut out along its dashed line."""
    facts = (
        Fact.of(Text("姓名", "Name"), slip.name),
        Fact.of(Text("单位", "Place"), slip.place),
        Fact.of(Text("账号", "Account"), slip.account),
        Fact.of(Text("密码", "Password"), slip.password),
        Fact.of(Text("网址", "Address"), address),
    )
    return PaperSlip(office, (Facts(facts),))
