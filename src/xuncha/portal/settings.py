"""
Django's settings of the public portal: no accounts, no sessions, no cookies, nothing that remembers who came.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).parent
DATA = Path(os.environ.get("XUNCHA_DATA") or "data").absolute()
PUBLIC_URL = urlsplit(os.environ.get("XUNCHA_PORTAL_SITE") or "http://127.0.0.1:8001")
SCHEMA = os.environ.get("XUNCHA_SCHEMA") or "xuncha"
IS_SERVING = "XUNCHA_SERVING" in os.environ
IS_HTTPS = PUBLIC_URL.scheme == "https"


def database(url: str) -> dict[str, Any]:
    """Translate the address of the portal's role into Django's words."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    known = {word: parts.pop(key, "") for word, key in names.items()}
    parts["options"] = f"{parts.get('options', '')} -c search_path={SCHEMA} -c statement_timeout=10s".strip()
    if IS_SERVING:
        parts["pool"] = {"min_size": 1, "max_size": THREADS + 1, "timeout": 10}
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0, "OPTIONS": parts, **known}


THREADS = 20  # who waits for the slow step or sends a file (portal/gate.py) keeps one, and four are left for all other pages
# Nothing is signed with it that outlives a process: the portal keeps neither sessions nor cookies.
SECRET_KEY = os.urandom(32).hex()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", PUBLIC_URL.hostname or "127.0.0.1"]
DATABASES = {"default": database(os.environ.get("XUNCHA_DATABASE_URL") or "dbname=xuncha")}

ROOT_URLCONF = "xuncha.portal.urls"
WSGI_APPLICATION = "xuncha.portal.wsgi.application"
APPEND_SLASH = False
INSTALLED_APPS = ["xuncha.portal", "django.contrib.staticfiles"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xuncha.portal.answers.protective_headers",
    "xuncha.portal.way.read_as_asked",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"builtins": ["xuncha.portal.templatetags.plain"]},
    }
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 4_000_000  # a text far too long still comes back to be shortened
DATA_UPLOAD_MAX_NUMBER_FIELDS = 60
DATA_UPLOAD_MAX_NUMBER_FILES = 100  # one too many is told at its place; this stops what is no form of ours
# Files are taken by the form that asks for them alone (portal/attachments.py).
FILE_UPLOAD_HANDLERS = ["xuncha.portal.upload_handler.Discarded"]

LANGUAGE_CODE = "zh-hans"
USE_I18N = False
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "portal-static"
HASHED_STATIC_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
WHITENOISE_USE_FINDERS = not IS_SERVING
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "staticfiles": {
        "BACKEND": HASHED_STATIC_FILES
        if IS_SERVING
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
}

# An error is told by its kind and place alone: no address of a visitor, nothing of what was sent.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "formatters": {"bare": {"()": "xuncha.portal.answers.Bare"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
