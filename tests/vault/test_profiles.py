"""Another set of algorithms stands beside the first: everything sealed is opened by the profile it names."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from xuncha.vault.custodian import new_custodian_key, opened, with_new_passphrase
from xuncha.vault.envelope import Context, Envelope, Group, open_layer, seal_for, seal_nested, shared_anew
from xuncha.vault.mailbox import new_mailbox, open_mailbox, to_reporter
from xuncha.vault.profile import INTERNATIONAL, PROFILES, Cost, International, Unreadable, profile_named
from xuncha.vault.receipt import keys_of, new_code


class Second(International):
    """Other algorithms under another name."""

    name = "second"
    _suite = Suite(KEM.X25519, KDF.HKDF_SHA512, AEAD.CHACHA20_POLY1305)


SECOND = Second()
CASE = UUID(int=3)
CHEAP = Cost(memory=64, passes=1, lanes=1)


@pytest.fixture(autouse=True)
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROFILES, "second", SECOND)  # type: ignore[arg-type]


def test_an_envelope_is_opened_by_the_profile_it_names() -> None:
    one, other = SECOND.new_keys(), SECOND.new_keys()
    context = Context(CASE, "identity")
    sealed = seal_nested(
        b"x", (Group("a", (one.public,)), Group("b", (other.public,))), context, profile=SECOND
    )
    assert Envelope.read(sealed).profile == "second"
    assert open_layer(open_layer(sealed, one.private, context), other.private, context) == b"x"
    again = shared_anew(sealed, one.private, Group("a", (other.public,)), context)
    assert Envelope.read(again).profile == "second"


def test_an_envelope_said_to_be_of_another_profile_does_not_open() -> None:
    keys, context = INTERNATIONAL.new_keys(), Context(CASE, "message")
    sealed = seal_for(b"x", Group("a", (keys.public,)), context)
    with pytest.raises(Unreadable):
        open_layer(sealed.replace(b'"profile":"intl"', b'"profile":"second"'), keys.private, context)


def test_a_key_and_a_mailbox_keep_their_profile() -> None:
    key = new_custodian_key("5b1d", "春眠不觉晓处处闻啼鸟夜来", profile=SECOND, cost=CHEAP)
    after = with_new_passphrase(key, "春眠不觉晓处处闻啼鸟夜来", "another sentence", cost=CHEAP)
    assert (key.profile, after.profile) == ("second", "second")
    assert SECOND.public_of(opened(after, "another sentence")) == key.public
    code = keys_of(new_code(), b"of this office..", profile=SECOND, cost=CHEAP)
    box = new_mailbox(code, CASE, date(2027, 1, 1), SECOND)
    mailbox = open_mailbox(code, box, date(2026, 12, 1))
    assert mailbox.read(to_reporter(box.public, "收到", CASE, 1, SECOND), 1) == "收到"


def test_a_profile_that_is_not_here_opens_nothing() -> None:
    with pytest.raises(Unreadable):
        profile_named("gm")
