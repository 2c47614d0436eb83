"""Who may come in: people whom the office gave an account, and nobody else; and the page for one's own password."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import lazy

from xuncha.core.words import Text
from xuncha.store.account import Account
from xuncha.store.notices import end_feeds
from xuncha.web.kit.said import Said, say_on_next_page
from xuncha.web.language import current

PASSWORD = "/account/password"
PASSING = (PASSWORD, "/login", "/logout", "/favicon.ico")
"""What opens with the password of a slip, too."""

FROM_SLIP = Text(
    "登录条上的密码经过别人的手，请先换成自己的，换好以后才能打开别的页",
    "The password on the slip has passed through other hands; choose your own first, then the other pages open",
)
_TOO_OFTEN = Text(
    "密码错得太多，这个账号先停一停：从第一次输错起满 5 分钟再试。忘了密码的，请系统管理员另发登录条",
    "Too many wrong passwords. This account rests until 5 minutes after the first of them; if the password is forgotten,"
    " the system administrator gives a new slip",
)
TOO_OFTEN = lazy(lambda: _TOO_OFTEN.of(current()), str)()
CHANGED = Text(
    "密码已经换好；在别处登录的，都已退出", "The password is changed; you are logged out everywhere else"
)
CALENDARS_ENDED = Text(
    "；到期日历的地址也已作废，要用的请到“我的设置”重新开通",
    "; the addresses of your calendars have ended, too: make new ones at My settings if you use them",
)


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts are made by the office; nobody signs up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": TOO_OFTEN,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/me"


def own_password_first(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Lead whoever has the password of a slip to choosing another, whatever page is asked for, and do nothing else."""

    def answered(request: HttpRequest) -> HttpResponse:
        if getattr(request.user, "is_from_slip", False) and request.path not in PASSING:
            say_on_next_page(request, Said(FROM_SLIP))
            return HttpResponseRedirect(PASSWORD)
        return get_response(request)

    return answered


class OwnPassword(PasswordChangeView):  # type: ignore[misc]
    """The current password and twice the new one; this visit goes on, every other one of the account ends, and so do its
    calendars.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)
        Account.objects.filter(pk=self.request.user.pk).update(is_from_slip=False)
        person = self.request.user.person
        said = CHANGED
        if person and end_feeds(person):
            said = Text(CHANGED.zh + CALENDARS_ENDED.zh, CHANGED.en + CALENDARS_ENDED.en)
        say_on_next_page(self.request, Said(said))
        return answer
