"""Wrong passwords are counted by all processes together, through a restart, and for the browser behind the proxy."""

import time

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from xuncha.store.account import Account
from xuncha.store.append import run
from xuncha.store.briefly import Briefly


@pytest.fixture
def clerk(database: str) -> Account:
    known = Account.objects.filter(login_name="clerk").first()
    return known or Account.objects.create_account("clerk", "许知微", "word-on-a-slip")


def n_kept() -> int:
    return int(run([("SELECT count(*) FROM kept_briefly", [])])[0][0][0])


def test_what_one_process_keeps_another_finds(database: str) -> None:
    one, other = Briefly(), Briefly()
    one.set("tries", [3.25, 1.5], 60)
    assert other.get("tries") == [3.25, 1.5]
    assert other.add("lock", True, 60)
    assert not one.add("lock", True, 60)
    assert one.delete("lock")
    assert not other.delete("lock")
    assert other.get("lock", "none") == "none"


def test_what_is_over_is_gone_and_thrown_away(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Briefly()
    kept.set("short", 1, 60)
    kept.set("long", 2, 600)
    kept.set("ever", 3, None)
    later = time.time() + 120
    monkeypatch.setattr(time, "time", lambda: later)
    assert (kept.get("short"), kept.get("long"), kept.get("ever")) == (None, 2, 3)
    assert not kept.touch("short", 60)
    assert kept.touch("long", 600)
    assert kept.add("short", 4, 60), "what is over stands in nobody's way"
    monkeypatch.setattr(time, "time", lambda: later + 700)
    kept.set("new", 5, 60)
    assert n_kept() == 2


def test_wrong_passwords_in_one_process_count_in_every_other(clerk: Account) -> None:
    wrong = {"login": "clerk", "password": "not-the-word-at-all"}
    for _ in range(5):
        assert Client().post("/login", wrong).status_code == 200
    assert n_kept() > 0
    cache.close()  # as another process begins: nothing of its own
    right = {"login": "clerk", "password": "word-on-a-slip"}
    answer = Client().post("/login", right)
    assert answer.status_code == 200, "the fifth wrong one shut the account for five minutes"
    cache.clear()
    assert Client().post("/login", right).status_code == 302


def tried_from(forwarded: str) -> list[str]:
    """For which addresses a try is counted that comes with this header."""
    cache.clear()
    Client().post(
        "/login", {"login": "nobody", "password": "not-the-word-at-all"}, HTTP_X_FORWARDED_FOR=forwarded
    )
    return sorted(
        {key.rpartition(":ip:")[2] for (key,) in run([("SELECT key FROM kept_briefly WHERE key LIKE %s", ["%:ip:%"])])[0]}
    )  # fmt: skip


def test_behind_the_proxy_of_the_office_each_browser_is_counted_for_itself(database: str) -> None:
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        assert tried_from("203.0.113.7") == ["203.0.113.7"]
        assert tried_from("198.51.100.1, 203.0.113.8") == ["203.0.113.8"], (
            "what the browser claims is not believed"
        )


def test_without_a_proxy_the_header_is_not_looked_at(database: str) -> None:
    assert tried_from("203.0.113.7") == ["127.0.0.1"]
