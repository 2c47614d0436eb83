"""
Django's settings. What differs between offices comes from a few environment variables (docs/settings.md);
the command `xuncha` sets them for the processes it starts.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

from xuncha.server.trouble import Trouble

PACKAGE = Path(__file__).parent
DATA = Path(os.environ.get("XUNCHA_DATA") or "data").absolute()
PUBLIC_URL = urlsplit(os.environ.get("XUNCHA_URL") or "http://127.0.0.1:8000")
SCHEMA = os.environ.get("XUNCHA_SCHEMA") or "xuncha"
IS_SERVING = "XUNCHA_SERVING" in os.environ  # set by `xuncha serve` for the web server's processes
IS_HTTPS = PUBLIC_URL.scheme == "https"
INTAKE_HOURS = frozenset(
    int(hour)
    for hour in (os.environ.get("XUNCHA_INTAKE_HOURS") or "9,15").split(",")
    if hour.strip().isdigit()
)
"""At which hours of the day in Shanghai what came through the portal is taken in."""


LOCK_TIMEOUT = "10s"
"""So long an act waits for what others hold before it is done again, and in the end refused."""


def database(url: str) -> dict[str, Any]:
    """Translate a PostgreSQL address into Django's words; every table lies in the jurisdiction's own schema."""
    parts: dict[str, Any] = dict(conninfo_to_dict(url))
    known = {
        word: parts.pop(key, "")
        for word, key in {
            "NAME": "dbname",
            "USER": "user",
            "PASSWORD": "password",
            "HOST": "host",
            "PORT": "port",
        }.items()
    }
    waits = f"-c lock_timeout={LOCK_TIMEOUT}"
    parts["options"] = f"{parts.get('options', '')} -c search_path={SCHEMA} {waits}".strip()
    parts["prepare_threshold"] = 2  # what every act repeats is parsed and planned once for each connection
    if IS_SERVING:
        parts["pool"] = {"min_size": 1, "max_size": WEB_THREADS + 1, "timeout": 10}
    return {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 0, "OPTIONS": parts, **known}


def mail_server(url: str) -> dict[str, Any]:
    """
    Translate the address of a mail server into Django's words; without one no mail is sent.

    `smtps://` speaks TLS from the start; `smtp://` turns to it before anything is said, but on this machine itself.
    A password that is not in the address is read from `secrets/smtp.password`.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "EMAIL_HOST": ""}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise Trouble("XUNCHA_SMTP_URL should be smtps://USER@HOST:465 or smtp://USER@HOST:587")
    is_of_this_machine = parts.hostname in ("localhost", "127.0.0.1", "::1")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    place = DATA / "secrets" / "smtp.password"
    if user and not password and place.is_file():
        password = place.read_text().strip()
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": password,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not is_of_this_machine,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": os.environ.get("XUNCHA_SMTP_FROM")
        or (user if "@" in user else f"xuncha@{PUBLIC_URL.hostname}"),
    }


def secret_key() -> str:
    """The office's own key; without a data folder (tests, type checks) one that lasts as long as the process."""
    place = DATA / "secrets" / "django.key"
    try:
        return place.read_text().strip()
    except OSError:
        return secrets.token_urlsafe(32)


WEB_THREADS = 2  # in each of the web server's processes; each needs one database connection
SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", PUBLIC_URL.hostname or "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [f"{PUBLIC_URL.scheme}://{PUBLIC_URL.netloc}"]
DATABASES = {"default": database(os.environ.get("XUNCHA_DATABASE_URL") or "dbname=xuncha")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "xuncha.urls"
WSGI_APPLICATION = "xuncha.wsgi.application"
APPEND_SLASH = False

INSTALLED_APPS = [
    "xuncha.web",  # first, so that its templates win over allauth's
    "xuncha.store",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xuncha.web.headers.protective_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "xuncha.web.language.in_chosen_language",
    "xuncha.web.looking.at_one_look",
    "django.contrib.messages.middleware.MessageMiddleware",
    "xuncha.web.entrance.own_password_first",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Language and time: the office's day is Shanghai's; moments are stored with their zone.
LANGUAGE_CODE = "zh-hans"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Accounts: made by the office, known by login name; nobody signs up, and no e-mail is needed.
AUTH_USER_MODEL = "store.Account"
AUTHENTICATION_BACKENDS = ["xuncha.store.sessions.Accounts"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "xuncha.web.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "xuncha.web.passwords.Uncommon"},
    {
        "NAME": "xuncha.web.passwords.NotOnesName",
        "OPTIONS": {"user_attributes": ["login_name", "display_name"]},
    },
]
ACCOUNT_ADAPTER = "xuncha.web.entrance.Entrance"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login_name"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this visit goes on; all others end with the old password
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "xuncha"
# Tries to log in are counted by all processes together, and by the address that our own proxy says it was asked from;
# what others wrote into that header stands before it and is not looked at.
CACHES = {"default": {"BACKEND": "xuncha.store.briefly.Briefly"}}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_HTTPS else 0
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk"

# Sessions end with the browser and are kept where the rest is kept.
SESSION_ENGINE = "xuncha.store.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "xuncha_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "xuncha_csrf"
CSRF_FAILURE_VIEW = "xuncha.web.missing.stale_form"
# What was just done is said on the next page only; in a cookie it costs no second transaction for each act.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = (
    12 * 1024 * 1024
)  # 10 MB of text gets a clear answer from the form, not a broken line; forms send it unescaped, as multipart
# Files come into memory only, up to their limit; nothing lies in clear on a disk.
FILE_UPLOAD_HANDLERS = ["xuncha.web.upload_handler.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Served with hashed names after `serve` has collected them; tests and other commands read them where they lie.
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
HASHED_STATIC_FILES = "whitenoise.storage.CompressedManifestStaticFilesStorage"
WHITENOISE_USE_FINDERS = not IS_SERVING
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {
        "BACKEND": HASHED_STATIC_FILES
        if IS_SERVING
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Notices of what is due, to those who want them; off unless there is a mail server.
globals().update(mail_server(os.environ.get("XUNCHA_SMTP_URL") or ""))

# So many days the secret address of a calendar holds.
FEED_DAYS = 180

# Errors with their place, and nothing of what people typed.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_secret_addresses": {"()": "xuncha.web.secret_addresses.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_secret_addresses"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "psycopg": {"level": "ERROR"},  # its warnings repeat an error that is raised anyway
        "psycopg.pool": {"level": "WARNING"},
    },
}

# So many days a draft waits for its writer.
DRAFT_DAYS = 30

# Jobs by the calendar, for the worker.
PROCRASTINATE_IMPORT_PATHS = ["xuncha.server.tasks"]
