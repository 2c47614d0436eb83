"""
Every page of the kit with invented data, as plain files: `python -m tests.web_kit.gallery OUTDIR`.

Open OUTDIR/index.html in a browser. The same pages are checked by the tests beside this file.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STATIC = ("xuncha/xuncha.css", "xuncha/xuncha.js", "django_htmx/htmx-2.min.js")
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Page:
    """One page of the gallery: its file name, its template and what the template is given."""

    name: str
    template: str
    context: dict[str, object]


def pages() -> Iterator[Page]:
    """All pages, each kind full and, where it matters, empty."""
    from tests.web_kit import sample

    def framed(page: object, at: str = "", **more: object) -> dict[str, object]:
        return {"shell": sample.shell(at), "page": page, **more}

    yield Page("login", "account/login.html", {"form": _login_form(), "office": sample.OFFICE_NAME})
    yield Page("login-refused", "account/login.html", {"form": _login_form(refused=True)})
    yield Page("logout", "account/logout.html", {"shell": sample.shell()})
    yield Page("desk", "desk.html", framed(sample.DESK, "/desk", said=sample.SAID))
    yield Page("desk-empty", "desk.html", framed(sample.EMPTY_DESK, "/desk"))
    practice = {"shell": sample.shell("/desk", is_practice=True), "page": sample.DESK}
    yield Page("desk-practice", "desk.html", practice)
    yield Page("subject", "subject.html", framed(sample.FINDING, "/findings"))
    yield Page("round", "subject.html", framed(sample.ROUND_PAGE, "/rounds"))
    yield Page("register", "register.html", framed(sample.register(18), "/findings"))
    yield Page("register-50", "register.html", framed(sample.register(50), "/findings"))
    yield Page("register-empty", "register.html", framed(sample.register(0), "/findings"))
    yield Page("act", "act_form.html", framed(sample.APPROVE_PAGE, "/feedback"))
    yield Page("act-refused", "act_form.html", framed(sample.TALK_PAGE, "/rounds"))
    yield Page("why", "why_date.html", framed(sample.WHY_PAGE))
    yield Page("paper-sheet", "paper.html", {"paper": sample.SHEET})
    yield Page("paper-notice", "paper.html", {"paper": sample.NOTICE})
    yield Page("paper-list", "paper.html", {"paper": sample.LIST_PAPER})
    for name in ("not_found", "stale_form", "500", "503"):
        yield Page(name, f"{name}.html", {})


def _login_form(refused: bool = False) -> object:
    """Django's own form for logging in has the fields that allauth's has."""
    from django import forms

    class LoginForm(forms.Form):
        login = forms.CharField(label="账号")
        password = forms.CharField(label="密码", widget=forms.PasswordInput)

        def clean(self) -> None:
            raise forms.ValidationError("账号或密码不对。")

    return LoginForm({"login": "linruozhou", "password": "x"} if refused else None)


def render(page: Page, lang: str) -> str:
    """The page in one language, as the server would send it."""
    from django.contrib.auth.models import AnonymousUser
    from django.template.loader import render_to_string
    from django.test import RequestFactory
    from django.utils import translation

    from xuncha.web.language import DJANGO_NAME

    request = RequestFactory().get(f"/{page.name}.{lang}.html")
    request.user = AnonymousUser()
    with translation.override(DJANGO_NAME["en" if lang == "en" else "zh"]):
        return render_to_string(page.template, page.context, request=request)


def write(folder: Path) -> list[Path]:
    """Write all pages in both languages, with the style sheet and the scripts beside them."""
    from django.contrib.staticfiles import finders

    for name in STATIC:
        (folder / "static" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(str(finders.find(name)), folder / "static" / name)
    written = []
    for lang in LANGUAGES:
        for page in pages():
            place = folder / f"{page.name}.{lang}.html"
            place.write_text(render(page, lang).replace('"/static/', '"static/'), encoding="utf-8")
            written.append(place)
    links = "".join(f'<li><a href="{place.name}">{place.stem}</a></li>' for place in written)
    (folder / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><title>xuncha</title><ul>{links}</ul>"
    )
    return written


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.settings")
    import django

    django.setup()
    print(*write(Path(sys.argv[1])), sep="\n")
