"""Tests of one module share a copy of the database; one that asks gets its own."""

import pytest

from xuncha.store.account import Account


def test_the_first_of_a_module_writes() -> None:
    Account.objects.create_account("first", "王一", "not-a-secret")


def test_the_next_of_the_module_finds_it() -> None:
    assert [account.login_name for account in Account.objects.all()] == ["first"]


@pytest.mark.fresh_database
def test_one_that_asks_for_a_database_of_its_own_finds_nothing() -> None:
    assert not Account.objects.exists()
