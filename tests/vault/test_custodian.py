"""A custodian's key: kept under a passphrase, changed, and brought back from the copy kept apart."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from uuid import UUID

import pytest

from xuncha.vault.custodian import (
    KeptKey,
    WeakPassphrase,
    WrongPassphrase,
    escrow_copy,
    from_escrow,
    new_custodian_key,
    opened,
    with_new_passphrase,
)
from xuncha.vault.envelope import Context, Group, open_layer, seal_for
from xuncha.vault.profile import INTERNATIONAL, Cost, Unreadable

CHEAP = Cost(memory=64, passes=1, lanes=1)
WORDS, OTHER = "春眠不觉晓处处闻啼鸟夜来", "correct horse battery"
HOLDER = "5b1d0c5e-7d0a-4a6e-9f53-6f2b8c1a7e09"


def kept(words: str = WORDS) -> KeptKey:
    return new_custodian_key(HOLDER, words, cost=CHEAP)


def test_a_key_opens_by_its_passphrase_and_is_nowhere_in_its_file() -> None:
    key = kept()
    private = opened(KeptKey.read(key.as_bytes()), WORDS)
    assert INTERNATIONAL.public_of(private) == key.public
    assert private not in key.as_bytes()


def test_what_an_input_method_makes_of_a_passphrase_does_not_matter() -> None:
    key = kept("abcdefgh 12345")
    assert opened(key, " ａｂｃｄｅｆｇｈ　１２３４５ ") == opened(key, "abcdefgh 12345")


def test_every_failure_is_said_in_the_same_words() -> None:
    key = kept()
    for broken, words in (
        (key, OTHER),
        (key, ""),
        (replace(key, sealed=key.sealed[:-1] + b"?"), WORDS),
        (replace(key, salt=bytes(16)), WORDS),
        (replace(key, holder="another"), WORDS),
        (replace(key, public=bytes(32)), WORDS),
        (replace(key, cost=Cost(memory=32, passes=1, lanes=1)), WORDS),
        (replace(key, cost=Cost(memory=2**31, passes=1, lanes=1)), WORDS),
        (replace(key, profile="gone"), WORDS),
    ):
        with pytest.raises(WrongPassphrase) as refused:
            opened(broken, words)
        assert refused.value.text.zh.startswith("口令不对")
        assert str(refused.value) == ""


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"v":1}', b'{"memory":"x"}'])
def test_a_file_that_is_no_key_is_refused_in_the_same_words(data: bytes) -> None:
    with pytest.raises(WrongPassphrase):
        KeptKey.read(data)


def test_a_key_of_a_later_version_is_not_guessed_at() -> None:
    told = json.loads(kept().as_bytes()) | {"v": 2}
    with pytest.raises(WrongPassphrase):
        KeptKey.read(json.dumps(told).encode())


def test_a_changed_passphrase_opens_the_same_key_and_the_old_one_does_not() -> None:
    key = kept()
    context = Context(UUID(int=1), "report")
    sealed = seal_for(b"x", Group("intake", (key.public,)), context)
    after = with_new_passphrase(key, WORDS, OTHER, cost=CHEAP)
    assert after.salt != key.salt
    assert open_layer(sealed, opened(after, OTHER), context) == b"x"
    with pytest.raises(WrongPassphrase):
        opened(after, WORDS)
    with pytest.raises(WrongPassphrase):
        with_new_passphrase(key, OTHER, WORDS, cost=CHEAP)


def test_a_short_passphrase_is_refused_with_what_would_do() -> None:
    with pytest.raises(WeakPassphrase) as refused:
        kept("12345678901")
    assert refused.value.text.zh == "口令至少 12 个字，可以用一句话"
    with pytest.raises(WeakPassphrase):
        with_new_passphrase(kept(), WORDS, "short", cost=CHEAP)


def test_a_forgotten_passphrase_is_replaced_from_the_copy_kept_apart() -> None:
    key, escrow, stranger = kept(), INTERNATIONAL.new_keys(), INTERNATIONAL.new_keys()
    copy = escrow_copy(key, WORDS, escrow.public)
    back = from_escrow(key, copy, escrow.private, OTHER, cost=CHEAP)
    assert opened(back, OTHER) == opened(key, WORDS)
    with pytest.raises(Unreadable):
        from_escrow(key, copy, stranger.private, OTHER, cost=CHEAP)
    with pytest.raises(Unreadable):
        from_escrow(kept(), copy, escrow.private, OTHER, cost=CHEAP)


def test_a_guess_costs_what_it_should() -> None:
    key = new_custodian_key(HOLDER, WORDS)
    assert key.cost == Cost(memory=64 * 1024, passes=3, lanes=4)
    began = time.perf_counter()
    assert INTERNATIONAL.public_of(opened(key, WORDS)) == key.public
    assert time.perf_counter() - began > 0.01, "64 MiB were not filled in less"
