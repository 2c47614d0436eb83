"""Accounts are made by the office, on a printed slip."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.test import RequestFactory, override_settings

from xuncha.server import accounts
from xuncha.server.readiness import refuse_demo_abroad
from xuncha.server.trouble import Trouble
from xuncha.store.account import Account

request = RequestFactory().post("/login")


def word_on(slip: str) -> str:
    found = re.search(r"password +(\S+)", slip)
    assert found
    return found[1]


def test_the_slip_lets_the_person_in() -> None:
    slip = accounts.add("Li.Si", "李四", "zh")
    assert authenticate(request, username="li.si", password=word_on(slip)) == Account.objects.get(
        login_name="li.si"
    )


def test_a_password_is_kept_as_the_office_keeps_it_and_lets_the_person_in() -> None:
    with override_settings(
        PASSWORD_HASHERS=settings.PASSWORD_HASHERS[1:]
    ):  # without the quick one of the tests
        word = word_on(accounts.add("kept", "李存", "zh"))
        kept = Account.objects.get(login_name="kept").password
        assert kept.startswith("scrypt$")
        assert word not in kept
        assert authenticate(request, username="kept", password=word)
        assert authenticate(request, username="kept", password=word + "x") is None


def test_a_new_password_ends_the_old_one() -> None:
    old = word_on(accounts.add("old", "吴旧", "zh"))
    new = word_on(accounts.renew_password("old"))
    assert authenticate(request, username="old", password=old) is None
    assert authenticate(request, username="old", password=new)


def test_a_login_name_taken_is_said_with_the_way_out() -> None:
    accounts.add("taken", "赵占", "zh")
    with pytest.raises(
        Trouble,
        match="^there is an account Taken already; give a new password with: xuncha user password Taken$",
    ):
        accounts.add("Taken", "赵占", "zh")


def test_an_unknown_account_is_said_with_the_way_out() -> None:
    with pytest.raises(Trouble, match="^there is no account nobody; `xuncha user list` shows all of them$"):
        accounts.renew_password("nobody")


@pytest.mark.fresh_database
def test_a_demo_is_never_served_to_other_machines() -> None:
    Account.objects.create_account("office", "林若舟", "xuncha-demo", is_demo=True)
    for own in ("127.0.0.1", "127.0.1.1", "::1", "localhost"):
        refuse_demo_abroad(own)
    with pytest.raises(
        Trouble, match=r"^demo accounts exist, .* nothing is served on 0\.0\.0\.0; use --host 127\.0\.0\.1"
    ):
        refuse_demo_abroad("0.0.0.0")


def test_demo_accounts_are_not_reachable_through_a_proxy_either(database: str) -> None:
    with override_settings(PUBLIC_URL=urlsplit("https://office.example")):
        refuse_demo_abroad("127.0.0.1")  # a real office
        with pytest.raises(Trouble, match=r"nothing is served on office\.example; leave XUNCHA_URL out"):
            refuse_demo_abroad("127.0.0.1", are_coming=True)
        Account.objects.create_account("guest", "来宾", "x" * 20, is_demo=True)
        with pytest.raises(Trouble, match=r"nothing is served on office\.example"):
            refuse_demo_abroad("127.0.0.1")
