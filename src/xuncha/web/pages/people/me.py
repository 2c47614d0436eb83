"""My settings: the posts I hold, and the one I act in."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect

from xuncha.core.words import Text
from xuncha.queries.subjects import names_of
from xuncha.web.asking import POST, Asked, seated
from xuncha.web.entrance import PASSWORD
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.link import Button, Words
from xuncha.web.kit.pages import ActPage
from xuncha.web.pages.frame import scheme_in_force, show, words_of_post
from xuncha.web.pages.people.notices import CALENDAR, CALENDAR_TITLE, MAIL, MAIL_TITLE


@seated
def me(request: Asked) -> HttpResponse:
    """The posts of the person, and a form to act in another."""
    viewer, scheme = request.viewer, scheme_in_force()
    chosen = request.POST.get("post", "")
    if request.method == "POST" and any(str(seat.id) == chosen for seat in viewer.seats):
        request.session[POST] = chosen
        return HttpResponseRedirect("/desk")
    error: Words = ""
    if request.method == "POST":
        error = Text("您没有这个岗位，请重新选", "You do not hold this post; choose again")
    names = names_of([seat.party for seat in viewer.seats])
    options = tuple(
        Option(str(seat.id), words_of_post(scheme, names.get(seat.party, ""), seat.seat))
        for seat in viewer.seats
    )
    form = FormPage(
        action="/me",
        does=Text("以这个岗位办理", "Act in this post"),
        fields=(
            Field(
                "post",
                FieldType.CHOICE,
                Text("岗位", "Post"),
                value=str(viewer.seat.id),
                options=options,
                error=error,
            ),
        ),
    )
    recusal = Button(Text("声明关系、申请回避", "Declare a tie, ask for recusal"), f"/people/{viewer.person}")
    ways = (
        *((recusal,) if viewer.is_inside else ()),
        Button(MAIL_TITLE, MAIL),
        Button(CALENDAR_TITLE, CALENDAR),
        Button(Text("换密码", "Change the password"), PASSWORD),
        Button(Text("第二道验证", "Second factor"), "/account/second-factor/"),
    )
    page = ActPage(Heading(Text("我的设置", "My settings"), viewer.name, buttons=ways), form)
    return show(request, "act_form.html", page, status=422 if error else 200)
