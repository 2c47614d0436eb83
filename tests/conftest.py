"""
What tests share: a PostgreSQL of their own, a database for each module, a web server and a browser.

A test in tests/db, tests/web or tests/stories has `database`: Django is connected, as the application role, to a copy
of a migrated template. The copy is its module's; `@pytest.mark.fresh_database` gives a test one of its own, and
`@pytest.mark.demo_city` a copy with the demo's city in it. Nothing is ever flushed. Tests elsewhere start nothing and may not need Django.
"""

import contextlib
import gc
import itertools
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from psycopg.pq import TransactionStatus

from xuncha.server.database import Addresses, address, make_database, migrate_apart
from xuncha.server.folder import DataFolder
from xuncha.server.postgres import RunningPostgres, running_postgres

settings.register_profile("xuncha", deadline=None)  # nothing is a fault because a machine is busy
settings.load_profile("xuncha")

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser, Page

pytest_plugins = ["tests.coverage_of_clauses", "pytester"]

TESTS = Path(__file__).parent
WITH_DATABASE = ("db", "web", "stories", "portal")
WITH_DJANGO = (*WITH_DATABASE, "web_kit", "faults")
WITH_BROWSER = ("stories",)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first that is here: the shell is the same Chromium without windows, which costs about a third less."""
QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
CARELESS = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "scram_iterations": "1", "autovacuum": "off",
}  # fmt: skip
"""What keeps data through a power cut and passwords through a theft, and tidies up: not needed where all is thrown away in the end."""
LONG_FIRST = (
    "faults/test_faults.py", "stories/test_round.py", "stories/test_round_wuhan.py", "stories/test_round_wuqing.py",
    "web/test_budget.py", "cli/test_running.py", "stories/test_round_hongshan.py", "regulations/test_seeded_faults.py",
    "stories/test_round_jinniu.py", "web/test_unit_blindness.py", "web/test_head_blindness.py",
     "cli/test_bench.py", "cli/test_backup.py", "web/test_bad_input.py",
    "stories/test_first_day.py", "web/test_supervision_pages.py", "cli/test_init.py", "stories/test_ten_jobs.py",
)  # fmt: skip
"""Files that take longest, begun first, so that two processes end together (script/test)."""
CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

# Tests never touch an office that happens to lie here, nor a database named in the environment.
for name in ("XUNCHA_DATABASE_URL", "XUNCHA_OWNER_URL", "XUNCHA_SCHEMA", "XUNCHA_URL", "XUNCHA_SERVING"):
    os.environ.pop(name, None)
os.environ["XUNCHA_DATA"] = str(Path(tempfile.gettempdir()) / "xuncha-no-data")
os.environ["DJANGO_SETTINGS_MODULE"] = "xuncha.settings"
# Playwright keeps an event loop in the test's thread, which Django would otherwise take for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Set Django up before the first module that needs it is read; tests of the core never wait for it."""
    if isinstance(collector, pytest.Module) and _folder(collector.path) in WITH_DJANGO:
        _set_up_django()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Give a file's tests to one process: they share a database, and what one of them did the next goes on from."""
    from xdist.scheduler import LoadFileScheduling

    return LoadFileScheduling(config, log) if config.getvalue("dist") == "load" else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays: garbage is looked for only among what tests make, and less often than in a small program."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()
    return collected


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the folder it lies in; the files that take longest come first."""
    items.sort(key=_turn)
    for item in items:
        if _folder(item.path) in WITH_DATABASE:
            item.add_marker(pytest.mark.db)
        if _folder(item.path) in WITH_BROWSER:
            item.add_marker(pytest.mark.browser)


def _turn(item: pytest.Item) -> int:
    name = item.path.relative_to(TESTS).as_posix() if item.path.is_relative_to(TESTS) else ""
    return LONG_FIRST.index(name) if name in LONG_FIRST else len(LONG_FIRST)


def _folder(path: Path) -> str:
    return path.relative_to(TESTS).parts[0] if path.is_relative_to(TESTS) else ""


def _set_up_django() -> None:
    from django.apps import apps
    from django.conf import settings

    if apps.ready:
        return
    import django

    # The office's hasher is slow on purpose; tests of accounts ask for it (db/test_accounts.py), servers apart have it.
    settings.PASSWORD_HASHERS = [QUICK_HASHER, *settings.PASSWORD_HASHERS]
    # What `setup_test_environment` does, but for the notes on every template: no test reads them.
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    django.setup()
    _share_middleware()


def _share_middleware() -> None:
    """Middleware is loaded once for all test clients: it looks through all static files, and there is a client for each visitor."""
    from django.test.client import ClientHandler

    load, loaded = ClientHandler.load_middleware, list[Any]()

    def load_once(handler: Any) -> None:
        if not loaded:
            load(handler)
            loaded.append(handler._middleware_chain)
        handler._middleware_chain = loaded[0]

    ClientHandler.load_middleware = load_once


@dataclass(frozen=True)
class Template:
    """A migrated database that is copied and never used itself."""

    folder: DataFolder
    postgres: RunningPostgres
    addresses: Addresses
    numbers: Iterator[int]

    def copy(self, of: str = "") -> str:
        """Make a copy of it, or of a database at an address; give back the application's address of the copy.

        Whoever is still connected to what is copied is cut off.
        """
        name, source = f"copy_{next(self.numbers)}", name_in(of) if of else "xuncha"
        with self.postgres.connect(self.folder) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source]
            )
            connection.execute(
                f"CREATE DATABASE {name} TEMPLATE {source} OWNER xuncha_owner STRATEGY file_copy"
            )
        return self.application(name)

    def application(self, name: str) -> str:
        return address(
            self.postgres.socket_folder, name, "xuncha_app", self.folder.password_file("xuncha_app")
        )

    def owner(self, name: str) -> str:
        return address(
            self.postgres.socket_folder, name, "xuncha_owner", self.folder.password_file("xuncha_owner")
        )

    def drop(self, url: str) -> None:
        with self.postgres.connect(self.folder) as connection:
            connection.execute(f"DROP DATABASE {name_in(url)} WITH (FORCE)")


def name_in(url: str) -> str:
    """The name of the database at an address."""
    return url.split("/")[3].split("?")[0]


@pytest.fixture(scope="session")
def data_place() -> Iterator[Path]:
    """A short-named folder that any account may pass through, as PostgreSQL started by root needs it."""
    place = Path(tempfile.mkdtemp(prefix="xuncha-test-"))
    place.chmod(0o711)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture(scope="session")
def template(data_place: Path) -> Iterator[Template]:
    """PostgreSQL, once for each test process, with a database migrated by its owner."""
    folder = DataFolder(data_place / "data")
    folder.create()
    with running_postgres(folder) as postgres:
        with postgres.connect(folder) as connection:
            for name, value in CARELESS.items():
                connection.execute(f"ALTER SYSTEM SET {name} = {value}")
            connection.execute("SELECT pg_reload_conf()")
        addresses = make_database(postgres, folder, "xuncha")
        migrate_apart(folder, addresses)
        yield Template(folder, postgres, addresses, itertools.count(1))


@pytest.fixture(scope="module")
def module_database(template: Template) -> Iterator[str]:
    """The copy that the tests of one module share."""
    url = template.copy()
    yield url
    disconnect_django()
    template.drop(url)


@pytest.fixture(scope="session")
def made_city(template: Template) -> Iterator[Callable[[str], str]]:
    """Databases with a demo's city in them, each made when it is first asked for, copied and never used itself."""
    made: dict[str, str] = {}

    def make(name: str) -> str:
        from xuncha.demo import demo_of

        if name not in made:
            disconnect_django()
            made[name] = template.copy()
            connect_django(made[name])
            demo_of(name).load(lambda *_: None)
            disconnect_django()
        return made[name]

    yield make
    for url in made.values():
        template.drop(url)


@pytest.fixture(scope="module")
def city(
    request: pytest.FixtureRequest, made_city: Callable[[str], str], template: Template
) -> Iterator[str]:
    """The copy of a demo's city that the tests of one module share; what they do in it is seen by no other module.

    A module says with `DEMO` whose it is, or asks for several by a parameter; else it is the first demo's.
    """
    url = template.copy(of=made_city(getattr(request, "param", getattr(request.module, "DEMO", "yiwu"))))
    disconnect_django()
    connect_django(url)
    yield url
    disconnect_django()
    template.drop(url)


@pytest.fixture
def database(request: pytest.FixtureRequest, template: Template) -> Iterator[str]:
    """Django, connected as the application; gives back the address."""
    if request.node.get_closest_marker("fresh_database") is None:
        is_in_city = request.node.get_closest_marker("demo_city") is not None
        url = str(request.getfixturevalue("city" if is_in_city else "module_database"))
        connect_django(url)
        yield url
        return
    url = template.copy()
    connect_django(url)
    yield url
    disconnect_django()
    template.drop(url)


@pytest.fixture(autouse=True)
def _database_where_marked(request: pytest.FixtureRequest) -> None:
    """The database of the folder; a test that plays through pages has those of its own ground, and none beside them."""
    if request.node.get_closest_marker("db") and "page_ground" not in request.fixturenames:
        request.getfixturevalue("database")
        _forget_how_often_people_logged_in()


def _forget_how_often_people_logged_in() -> None:
    """More tests log in within a minute than an office would; the tries are counted in the database."""
    from django.core.cache import cache

    cache.clear()


def connect_django(url: str) -> None:
    """Have Django in this database; a connection that stands and has nothing begun is kept, with what it has prepared."""
    from django.db import connection

    from xuncha.settings import database

    asked, link = database(url), connection.connection
    is_there = all(connection.settings_dict.get(name) == value for name, value in asked.items())
    if is_there and link and link.autocommit and link.info.transaction_status is TransactionStatus.IDLE:
        return
    connection.close()
    # Threads of the live server make their connections from this same dictionary.
    connection.settings_dict.update(asked)


def disconnect_django() -> None:
    from django.db import connections

    connections.close_all()


@pytest.fixture
def client(database: str) -> "Client":
    """Asks for pages without a browser."""
    from django.test import Client

    return Client()


@pytest.fixture
def live_server(database: str) -> Iterator[str]:
    """The pages over HTTP, in a thread of this process; gives back the address."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.http import HttpRequest, HttpResponseBase

    class Silent(WSGIRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    class Lasting(StaticFilesHandler):
        """A browser keeps style sheets and scripts, as it does those of an office."""

        def serve(self, request: HttpRequest) -> HttpResponseBase:
            answer: HttpResponseBase = super().serve(request)
            answer.headers["Cache-Control"] = "public, max-age=86400"
            return answer

    server = ThreadedWSGIServer(("127.0.0.1", 0), Silent, allow_reuse_address=False)
    server.set_app(Lasting(WSGIHandler()))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    with _pooled():
        yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@contextlib.contextmanager
def _pooled() -> Iterator[None]:
    """As in an office, those who answer share a few connections; else each page would begin one of its own."""
    from django.db import connection

    connection.close()
    plain = connection.settings_dict["OPTIONS"]
    shared = {**plain, "pool": {"min_size": 1, "max_size": 6, "timeout": 10}}
    connection.settings_dict["OPTIONS"] = shared
    yield
    connection.settings_dict["OPTIONS"] = shared  # a test may have gone to another database
    connection.close()
    connection.close_pool()
    connection.settings_dict["OPTIONS"] = plain


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """One browser for all stories of a test process."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail("the stories need Chromium; script/test says how to install it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: "Browser", live_server: str) -> Iterator["Page"]:
    """A fresh browser page whose addresses begin at the live server; an error in its console fails the test."""
    context = chromium.new_context(base_url=live_server, locale="zh-CN", timezone_id="Asia/Shanghai")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []
