"""My settings: where I want to be told how much is due, by e-mail and in a calendar; mine to set, and to empty."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from xuncha.core.dates.day_words import say_day
from xuncha.core.words import Text
from xuncha.store.notices import (
    Feed,
    Mailbox,
    end_feed,
    feed_at,
    feed_of,
    keep_mailbox,
    mailbox_of,
    make_feed,
    opened_once,
    sealed_once,
)
from xuncha.web.asking import Asked, seated
from xuncha.web.kit.block import Block, Card, Prose
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Link, Words
from xuncha.web.kit.pages import ActPage, SubjectPage
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.pages.frame import post_words, scheme_in_force, show
from xuncha.web.secret_addresses import of_feed

MAIL, CALENDAR = "/me/mail", "/me/calendar"
MAIL_TITLE = Text("到期邮件提醒", "E-mail about what is due")
CALENDAR_TITLE = Text("到期日历", "Calendar of what is due")
NEW_ADDRESS = "new_calendar_address"
"""Where a visit keeps an address, sealed, until it is shown."""
BACK = Link(Text("回我的设置", "Back to my settings"), "/me")
SAVED = Text("邮件提醒的设置已经保存", "Your setting for e-mail is saved")
DELETED = Text("邮箱地址已经删除，不再发邮件", "Your address is deleted; no mail goes to it any more")
LONGEST = 254
"""An address of mail is no longer than this."""

ONLY_FIGURES = Text(
    "邮件和日历里只有件数，没有事项的名称、单位和人名。",
    "Mail and calendar say how many, and never a title, a unit or a name.",
)
NO_SERVER = Text(
    "这里还没有配置发信服务器，现在发不出邮件。请联系系统管理员。",
    "No mail server is set up here yet, so no mail goes out. Ask the system administrator.",
)


@sensitive_post_parameters()
@seated
def mail(request: Asked) -> HttpResponse:
    """Where notices go, and whether they do."""
    person = request.viewer.person
    if request.method != "POST":
        found = mailbox_of(person) or Mailbox("", False)
        return show(request, "act_form.html", mail_page(found.address, found.is_on, ""))
    typed, is_on = request.POST.get("address", "").strip(), request.POST.get("is_on") == "yes"
    if error := fault_of(typed, is_on):
        return show(request, "act_form.html", mail_page(typed, is_on, error), status=422)
    keep_mailbox(person, Mailbox(typed, is_on))
    say_on_next_page(request, Said(SAVED if typed else DELETED))
    return HttpResponseRedirect("/me")


def fault_of(typed: str, is_on: bool) -> Words:
    """What is wrong with an address as it was typed."""
    if not typed:
        return Text("要收邮件，请写邮箱地址", "To get mail, write your address") if is_on else ""
    try:
        validate_email(typed)
    except ValidationError:
        return Text("邮箱地址不对，应像 name@example.cn", "This is no address; write it like name@example.cn")
    if len(typed) > LONGEST:
        return Text("邮箱地址太长", "This address is too long")
    return ""


def mail_page(address: str, is_on: bool, error: Words) -> ActPage:
    """The form, with what such a letter says."""
    fields = (
        Field(
            "address", FieldType.TEXT, Text("邮箱", "E-mail address"), value=address, is_needed=False, error=error,
            help=Text("加密保存，只用来发提醒；清空就删除", "Kept sealed, and used for this alone; empty it to delete it"),
        ),
        Field(
            "is_on", FieldType.CHOICE, Text("提醒", "Notices"), value="yes" if is_on else "no",
            options=(
                Option("yes", Text("有我能办的待办时，每个工作日发一封", "One letter each working day on which I have something to do")),
                Option("no", Text("不发", "None")),
            ),
        ),
    )  # fmt: skip
    parts = [Prose(ONLY_FIGURES)]
    if not settings.EMAIL_HOST:
        parts.append(Prose(NO_SERVER))
    form = FormPage(MAIL, Text("保存", "Save"), fields, back=BACK)
    return ActPage(
        Heading(MAIL_TITLE), form, beside=(Card(Text("邮件里写什么", "What it says"), tuple(parts)),)
    )


@seated
def calendar(request: Asked) -> HttpResponse:
    """The calendar of the post: begun, given a new address, or ended.

    A new address is shown by the page one is led to and by no other, so that going back or loading it anew makes none.
    """
    viewer, today = request.viewer, timezone.localdate()
    found = feed_of(viewer.person, viewer.seat.id, today)
    wanted = request.POST.get("wanted", "")
    if request.method == "POST" and wanted == "end":
        end_feed(viewer.person, viewer.seat.id)
        return HttpResponseRedirect(CALENDAR)
    if request.method == "POST" and wanted in ("make", "renew"):
        token = make_feed(viewer.person, viewer.seat.id, today + timedelta(days=settings.FEED_DAYS))
        request.session[NEW_ADDRESS] = sealed_once(token, viewer.person, viewer.seat.id)
        return HttpResponseRedirect(CALENDAR)
    if found and (token := _new_address(request, found)):
        address = request.build_absolute_uri(of_feed(token))
        return show(request, "subject.html", told_once(address, say_day(found.until, with_year=True)))
    post = post_words(viewer, scheme_in_force())
    is_wrong = request.method == "POST"
    until_words = say_day(found.until, with_year=True) if found else None
    page = calendar_page(post, until_words, is_wrong=is_wrong)
    return show(request, "act_form.html", page, status=422 if is_wrong else 200)


def _new_address(request: Asked, found: Feed) -> str:
    """The address just made for this calendar, which is read once; empty where another was made since."""
    kept = request.session.pop(NEW_ADDRESS, "") if request.method == "GET" else ""
    token = opened_once(kept, found.person, found.seat) if kept else ""
    return token if token and feed_at(token, timezone.localdate()) == found else ""


def told_once(address: str, until: Text) -> SubjectPage:
    """The secret address, which nobody can be shown again."""
    facts = Facts(
        (
            Fact.of(Text("地址", "Address"), address),
            Fact.of(Text("用到", "Until"), until),
        )
    )
    once = Text(
        "这个地址只显示这一次，请现在就复制到日历软件的“订阅日历”里。谁有这个地址，谁就看得到每天有几项到期，请不要转给别人。",
        "This address is shown this once: copy it now into “subscribe to calendar” of your calendar program. Whoever has it sees how many "
        "things are due on each day; pass it on to nobody.",
    )
    block = Block(
        "feed", CALENDAR_TITLE, (Prose(once), facts, Prose(ONLY_FIGURES, (Link(BACK.words, CALENDAR),)))
    )
    return SubjectPage(Heading(CALENDAR_TITLE), (block,))


def calendar_page(post: Text, until: Text | None, *, is_wrong: bool) -> ActPage:
    """What can be done about the calendar of the post."""
    if until is None:
        form = FormPage(
            CALENDAR, Text("开通", "Begin it"), (), hidden={"wanted": "make"}, back=BACK,
            will=Text(f"给“{post.zh}”这个岗位开一个日历地址。", f"Makes an address for the calendar of this post: {post.en}."),
        )  # fmt: skip
    else:
        field = Field(
            "wanted", FieldType.CHOICE, Text("要做什么", "What to do"),
            error=Text("请选一项", "Choose one") if is_wrong else "",
            options=(
                Option("renew", Text("换一个新地址，原来的不再能用", "A new address; the former one ends")),
                Option("end", Text("停用这个日历", "End this calendar")),
            ),
        )  # fmt: skip
        form = FormPage(
            CALENDAR, Text("确定", "Do it"), (field,), back=BACK,
            will=Text(
                f"“{post.zh}”的日历正在用，用到{until.zh}。地址只在开通的时候显示过一次，这里不再显示。",
                f"The calendar of this post is in use until {until.en}: {post.en}. Its address was shown once, "
                "when it was made, and is not shown again.",
            ),
        )  # fmt: skip
    said = Text(
        f"日历软件用一个保密的地址来取。地址 {settings.FEED_DAYS} 天后失效，可以随时停用或者换新；换密码、离开岗位、被要求回避以后也自动失效。",
        f"A calendar program fetches it from a secret address, which ends after {settings.FEED_DAYS} days, when you end or renew it, "
        "when you change your password, when you leave the post, and when you are kept off a unit.",
    )
    card = Card(Text("怎样用", "How it works"), (Prose(said), Prose(ONLY_FIGURES)))
    return ActPage(Heading(CALENDAR_TITLE, post), form, beside=(card,))
