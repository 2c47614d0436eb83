"""Every address of the office's own pages."""

from django.urls import include, path

urlpatterns = [path("", include("xuncha.web.urls"))]
