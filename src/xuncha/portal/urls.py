"""The addresses of the portal, one line each; each may stand behind /en, /large or both (`way.py`)."""

from django.urls import path

from xuncha.portal import log, pages, progress, report, team

urlpatterns = [
    path("", pages.start, name="start"),
    path("announcements", pages.announcements, name="announcements"),
    path("announcements/<uuid:key>", pages.announcement, name="announcement"),
    path("teams/<uuid:key>", team.team, name="team"),
    path("how", pages.how, name="how"),
    path("log/<path:name>", log.served, name="log"),
    path("report", report.report, name="report"),
    path("report/check", report.check, name="check"),
    path("report/send", report.send, name="send"),
    path("receipt", progress.receipt, name="receipt"),
    path("receipt/open", progress.open_receipt, name="open_receipt"),
    path("receipt/add", progress.add, name="add"),
    path("favicon.ico", pages.no_icon, name="no_icon"),
]

handler400 = "xuncha.portal.pages.too_much"
handler404 = "xuncha.portal.pages.not_found"
handler500 = "xuncha.portal.pages.failed"
