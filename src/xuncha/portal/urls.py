"""The addresses of the portal, one line each; each may stand behind /en, /large or both (`way.py`)."""

from django.urls import path

from xuncha.portal import log, pages

urlpatterns = [
    path("", pages.start, name="start"),
    path("announcements", pages.announcements, name="announcements"),
    path("announcements/<uuid:key>", pages.announcement, name="announcement"),
    path("how", pages.how, name="how"),
    path("log/<path:name>", log.served, name="log"),
    path("favicon.ico", pages.no_icon, name="no_icon"),
]

handler404 = "xuncha.portal.pages.not_found"
handler500 = "xuncha.portal.pages.failed"
