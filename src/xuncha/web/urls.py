"""The addresses of the pages, one line each."""

from allauth.account import views as entrance
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from xuncha.web import addresses
from xuncha.web.entrance import OwnPassword
from xuncha.web.pages import public
from xuncha.web.pages.acting import act, registering
from xuncha.web.pages.decisions.board import dispositions
from xuncha.web.pages.decisions.page import new_decision
from xuncha.web.pages.desk import owed
from xuncha.web.pages.desk import page as desk
from xuncha.web.pages.intake import enclosure, inbox, original, talk
from xuncha.web.pages.lists import export, files, register, search, together
from xuncha.web.pages.matters import subject
from xuncha.web.pages.matters.view import round_view
from xuncha.web.pages.papers.page import paper
from xuncha.web.pages.people import feeds, first_hour, me, notices, recusals
from xuncha.web.pages.regulation import forecast, measures, why
from xuncha.web.pages.supervision import circular, held, meeting
from xuncha.web.pages.teams import proposal as team_proposal


def no_such_page(request: HttpRequest) -> HttpResponse:
    """Sign-up and e-mail have no page here; allauth only wants the names to exist."""
    raise Http404


def no_icon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for a picture of the site by themselves; there is none, and that is no fault."""
    return HttpResponse(status=204)


register_converter(addresses.Plural, "plural")
register_converter(addresses.Form, "form")

urlpatterns = [
    path("", RedirectView.as_view(url="/desk"), name="start"),
    path("desk", desk.desk, name="desk"),
    path("public", public.public, name="public"),
    path("me", me.me, name="me"),
    path("me/mail", notices.mail, name="mail"),
    path("me/calendar", notices.calendar, name="calendar"),
    path("calendar/<str:token>.ics", feeds.feed, name="feed"),
    path("duties", owed.duties, name="duties"),
    path("duties/<uuid:key>", why.duty, name="duty"),
    path("first-hour", first_hour.first_hour, name="first_hour"),
    path("recusals", recusals.recusals, name="recusals"),
    path("search", search.search, name="search"),
    path("scheme", measures.measures, name="scheme"),
    path("scheme/coverage", measures.coverage, name="coverage"),
    path("scheme/forecast", forecast.forecast_page, name="forecast"),
    path("scheme/articles/<slug:n>", measures.article, name="article"),
    path("scheme/<slug:key>", measures.clause, name="clause"),
    path("favicon.ico", no_icon, name="icon"),
    path("login", entrance.login, name="account_login"),
    path("logout", entrance.logout, name="account_logout"),
    path("account/inactive", entrance.account_inactive, name="account_inactive"),
    path("account/password", OwnPassword.as_view(), name="account_change_password"),
    path("account/again", entrance.reauthenticate, name="account_reauthenticate"),
    path("account/second-factor/", include("allauth.mfa.urls")),
    path("account/sign-up", no_such_page, name="account_signup"),
    path("account/e-mail", no_such_page, name="account_email"),
    path("account/e-mail/sent", no_such_page, name="account_email_verification_sent"),
    path("account/password/reset", no_such_page, name="account_reset_password"),
    path("account/password/set", no_such_page, name="account_set_password"),
    path("dispositions", dispositions, name="dispositions"),
    path("decisions/new", new_decision, name="new_decision"),
    path("inbox", inbox.page, name="inbox"),
    path("complaints/register", registering.register_complaints, name="register_complaints"),
    path("rounds/<uuid:key>/views/<str:name>", round_view, name="round_view"),
    path("rounds/<uuid:key>/teams", team_proposal.team_proposal, name="team_proposal"),
    path("rounds/<uuid:key>/circular", circular.circular, name="circular"),
    path("<plural:plural>", register.register, name="register"),
    path("<plural:plural>.<form:form>", export.list_out, name="list_out"),
    path("<plural:plural>/<uuid:key>.<form:form>", export.matter_out, name="matter_out"),
    path("<plural:plural>/together/<str:act>", together.together, name="together"),
    path("<plural:plural>/begin/<str:act>", act.begin_alone, name="begin_alone"),
    path("<plural:plural>/<uuid:key>", subject.subject, name="subject"),
    path("<plural:plural>/<uuid:key>/files/<uuid:file>", files.file, name="file"),
    path("<plural:plural>/<uuid:key>/original", original.original, name="original"),
    path("<plural:plural>/<uuid:key>/original/<int:n>", enclosure.enclosure, name="enclosure"),
    path("<plural:plural>/<uuid:key>/talk", talk.talk, name="talk"),
    path("uploads/<uuid:key>", files.upload, name="upload"),
    path("<plural:plural>/<uuid:key>/paper", paper, name="paper"),
    path("<plural:plural>/<uuid:key>/meeting", meeting.prepare, name="meeting"),
    path("<plural:plural>/<uuid:key>/held", held.held, name="held"),
    path("<plural:plural>/<uuid:key>/do/<str:act>", act.do, name="do"),
    path("<plural:plural>/<uuid:key>/begin/<str:act>", act.begin, name="begin"),
]
