"""(b) and (c): how long the pages take that people open all day."""

from __future__ import annotations

import time
from dataclasses import dataclass

from xuncha.bench.clients import Browser, Load, together
from xuncha.demo import PASSWORD
from xuncha.store.append import run
from xuncha.store.viewer import SEES, Viewer

LEDGER = "/findings?state=recorded&sort=-number"
CLIENTS = 8
TIMES = 60


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: the words for the table, and the account."""

    words: str
    login_name: str
    viewer: Viewer


def alone(site: str, login_name: str, page: str) -> Load:
    """One reader opens a page again and again."""
    browser = Browser(site, login_name, PASSWORD)
    for _ in range(6):
        browser.open(page)
    load = Load()
    for _ in range(TIMES):
        began = time.perf_counter()
        browser.open(page)
        load.seconds.append(time.perf_counter() - began)
    load.took = sum(load.seconds)
    return load


def crowded(site: str, login_name: str, page: str, seconds: float) -> Load:
    """Eight readers with the same post open a page all at once."""
    browsers = [Browser(site, login_name, PASSWORD) for _ in range(CLIENTS)]
    return together([lambda browser=browser: browser.open(page) for browser in browsers], seconds)  # type: ignore[misc]


def bare_ledger(viewer: Viewer) -> Load:
    """The fifty rows of the page as bare SQL."""
    statement = (
        f"SELECT * FROM subject WHERE kind = 'finding' AND {SEES} AND state = 'recorded'"
        " ORDER BY n DESC, id DESC LIMIT 50"
    )
    load = Load()
    for _ in range(TIMES // 2):
        began = time.perf_counter()
        run([(statement, viewer.params)])
        load.seconds.append(time.perf_counter() - began)
    return load


def bare_search(viewer: Viewer, word: str) -> Load:
    """The newest fifty hits of a word as bare SQL."""
    hits = (
        "SELECT subject, position FROM search WHERE grams @> ARRAY[%(word)s] ORDER BY position DESC OFFSET 0"
    )
    seen = f"SELECT * FROM subject WHERE id = hit.subject AND {SEES}"
    statement = f"SELECT seen.* FROM ({hits}) hit CROSS JOIN LATERAL ({seen}) seen ORDER BY hit.position DESC LIMIT 50"
    load = Load()
    for _ in range(TIMES // 2):
        began = time.perf_counter()
        run(
            [
                ("SELECT set_config('enable_seqscan', 'off', true)", []),
                (statement, {**viewer.params, "word": word}),
            ]
        )
        load.seconds.append(time.perf_counter() - began)
    return load
