"""Every address of the office's own pages."""

from django.urls import include, path

urlpatterns = [path("", include("xuncha.web.urls"))]

handler403 = handler404 = "xuncha.web.missing.not_found"
handler400 = "xuncha.web.missing.too_much"
handler500 = "xuncha.web.missing.went_wrong"
