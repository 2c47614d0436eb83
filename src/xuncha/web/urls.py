"""The addresses of the pages, one line each."""

from allauth.account import views as entrance
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.html import format_html
from django.views.generic import RedirectView


def no_such_page(request: HttpRequest) -> HttpResponse:
    """Sign-up and e-mail have no page here; allauth only wants the names to exist."""
    raise Http404


def no_icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for a picture of the site by themselves; there is none, and that is no fault."""
    return HttpResponse(status=204)


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The first page after logging in, until the real desk stands."""
    return HttpResponse(
        format_html("<!doctype html><html lang=zh-CN><title>我的工作台</title><h1>{}</h1>", request.user)
    )


urlpatterns = [
    path("", RedirectView.as_view(url="/desk"), name="start"),
    path("desk", desk, name="desk"),
    path("favicon.ico", no_icon, name="icon"),
    path("login", entrance.login, name="account_login"),
    path("logout", entrance.logout, name="account_logout"),
    path("account/inactive", entrance.account_inactive, name="account_inactive"),
    path("account/password", entrance.password_change, name="account_change_password"),
    path("account/again", entrance.reauthenticate, name="account_reauthenticate"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sign-up", no_such_page, name="account_signup"),
    path("account/e-mail", no_such_page, name="account_email"),
    path("account/e-mail/sent", no_such_page, name="account_email_verification_sent"),
    path("account/password/reset", no_such_page, name="account_reset_password"),
    path("account/password/set", no_such_page, name="account_set_password"),
]
