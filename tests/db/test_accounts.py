"""Accounts are made by the office, on a printed slip."""

import re

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

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
    refuse_demo_abroad("127.0.0.1")
    with pytest.raises(
        Trouble, match=r"^demo accounts exist, .* nothing is served on 0\.0\.0\.0; use --host 127\.0\.0\.1"
    ):
        refuse_demo_abroad("0.0.0.0")
