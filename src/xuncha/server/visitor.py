"""Opens pages over HTTP as a person with a browser would, to see that they answer."""

import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

from xuncha.server.trouble import Trouble

HREF = re.compile(r'<a href="(/[^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """One person at one browser."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._who = "a visitor"
        # Never through a proxy: the pages are on this machine.
        self._jar = CookieJar()
        self._browser = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self._jar)
        )

    def log_in(self, login_name: str, password: str) -> None:
        """Fill the login page in; a login that leads back to it has failed."""
        self._who = login_name
        token = TOKEN.search(self.open("/login"))
        if token is None:
            raise Trouble("the login page has no form")
        form = {"login": login_name, "password": password, "csrfmiddlewaretoken": token.group(1)}
        with self._ask("/login", urllib.parse.urlencode(form).encode()) as answer:
            if urllib.parse.urlsplit(answer.url).path == "/login":
                raise Trouble(f"logging in as {login_name} was refused")

    def menu(self) -> tuple[str, ...]:
        """The addresses of the menu that stands on the desk, without the ways out and to another language."""
        nav = self.open("/desk").partition('id="menu"')[2].partition('<span class="menu-me"')[0]
        return tuple(dict.fromkeys(HREF.findall(nav)))

    def open(self, page: str) -> str:
        """Give back what the page says; a page that fails is a trouble."""
        with self._ask(page) as answer:
            return str(answer.read().decode())

    def send(self, page: str, form: dict[str, str]) -> str:
        """Send the form of a page, and give back what it is answered with."""
        token = TOKEN.search(self.open(page))
        told = form | ({"csrfmiddlewaretoken": token.group(1)} if token else {})
        with self._ask(page, urllib.parse.urlencode(told).encode()) as answer:
            return str(answer.read().decode())

    def download(self, page: str) -> bytes:
        """What a page gives out as a file."""
        with self._ask(page) as answer:
            return bytes(answer.read())

    def cookies(self) -> str:
        """What this browser sends with each request, for a client that goes on with the same session."""
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self._jar)

    def _ask(self, page: str, form: bytes | None = None) -> urllib.request.addinfourl:  # type: ignore[name-defined]
        request = urllib.request.Request(self._site + page, form, headers={"Referer": self._site + page})
        try:
            return self._browser.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            raise Trouble(f"the page {page} answers {error.code} to {self._who}") from None
        except OSError as error:
            raise Trouble(f"the page {page} does not answer {self._who}: {error}") from None
