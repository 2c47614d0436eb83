"""What outsiders see of the record, and how the auditor sees through it."""

from __future__ import annotations

import hmac
import random
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.log.example import AUDIT_KEY, Example, act, kept, uuid
from xuncha.core.log.batch import Audit, Batch, audit, batch_with, dummy, filled, leaf_of, padded
from xuncha.core.log.entry import entry, event
from xuncha.core.record.canonical import read_json

ENTRIES = [sha256(n.to_bytes(4, "big")).digest() for n in range(300)]


@given(st.integers(0, 100_000))
def test_a_batch_is_as_small_as_a_round_size_allows(n_real: int) -> None:
    size = padded(n_real)
    assert n_real <= size
    assert size == 64 or n_real > size // 4
    assert {size >> 2 * n for n in range(20)} & {64}


def test_a_dummy_is_an_hmac_of_its_number_and_looks_like_an_entry() -> None:
    assert dummy(AUDIT_KEY, 65) == hmac.digest(AUDIT_KEY, bytes([0, 0, 0, 0, 0, 0, 0, 65]), "sha256")
    assert len({dummy(AUDIT_KEY, n) for n in range(1000)}) == 1000
    assert len(dummy(AUDIT_KEY, 0)) == len(ENTRIES[0])


def test_neither_the_number_nor_the_order_of_entries_can_be_seen() -> None:
    few, many = filled(ENTRIES[:1], 0, AUDIT_KEY), filled(ENTRIES[:64], 0, AUDIT_KEY)
    assert len(few) == len(many) == len(filled([], 0, AUDIT_KEY)) == 64
    assert filled(ENTRIES[:64][::-1], 0, AUDIT_KEY) == many == sorted(many)


def test_batches_follow_one_another_and_hold_each_entry_once() -> None:
    batches = [Batch(0, 0, 70)]
    for n_real in (0, 64, 300):
        after = batches[-1].after
        batches.append(Batch(after.first_entry, after.first_leaf, n_real))
    assert [(one.first_entry, one.first_leaf, one.size) for one in batches] == [
        (0, 0, 256),
        (70, 256, 64),
        (70, 320, 64),
        (134, 384, 1024),
    ]
    assert [batch_with(n, batches) for n in (0, 69, 70, 133, 134, 433)] == [
        batches[0], batches[0], batches[2], batches[2], batches[3], batches[3],
    ]  # fmt: skip
    assert batch_with(434, batches) is None
    assert batch_with(0, []) is None


def test_each_entry_has_its_leaf() -> None:
    batch = Batch(70, 256, 300)
    leaves = filled(ENTRIES, batch.first_leaf, AUDIT_KEY)
    places = {leaf_of(one, batch, leaves) for one in ENTRIES}
    assert len(places) == 300
    assert min(places) >= 256
    assert max(places) < 256 + 1024
    with pytest.raises(ValueError, match="not in this batch"):
        leaf_of(bytes(32), batch, leaves)


# ---------------------------------------------------------------------------------------------- the auditor

BATCH = Batch(1000, 4096, 50)
REAL = ENTRIES[:50]
LEAVES = filled(REAL, BATCH.first_leaf, AUDIT_KEY)


def test_an_honest_batch_is_clean() -> None:
    assert audit(BATCH, LEAVES, REAL, AUDIT_KEY) == Audit((), (), True)
    assert audit(BATCH, LEAVES, REAL, AUDIT_KEY).is_clean


def test_an_entry_that_was_left_out_is_named_by_its_place_in_the_record() -> None:
    hidden = filled([*REAL[:7], *REAL[8:]], BATCH.first_leaf, AUDIT_KEY)
    found = audit(BATCH, hidden, REAL, AUDIT_KEY)
    assert found.missing == (1007,)
    assert not found.is_clean


def test_an_entry_that_is_not_in_the_record_is_named_by_its_leaf() -> None:
    slipped_in = filled([*REAL, ENTRIES[60]], BATCH.first_leaf, AUDIT_KEY)
    found = audit(BATCH, slipped_in, REAL, AUDIT_KEY)
    assert found.unknown == (BATCH.first_leaf + slipped_in.index(ENTRIES[60]),)


def test_dummies_of_another_key_or_another_batch_pass_for_nothing() -> None:
    for leaves in (filled(REAL, BATCH.first_leaf, b"other"), filled(REAL, 0, AUDIT_KEY)):
        assert len(audit(BATCH, leaves, REAL, AUDIT_KEY).unknown) == 14


@given(st.randoms(use_true_random=False))
def test_leaves_in_another_order_repeated_or_too_few_are_seen(chance: random.Random) -> None:
    at, other = chance.sample(range(64), 2)
    moved, repeated = list(LEAVES), list(LEAVES)
    moved[at], moved[other] = moved[other], moved[at]
    repeated[at] = repeated[other]
    for leaves in (moved, repeated, LEAVES[:at] + LEAVES[at + 1 :], [*LEAVES, LEAVES[at]]):
        assert not audit(BATCH, leaves, REAL, AUDIT_KEY).is_clean


# ---------------------------------------------------------------------------------------------- entries


def test_an_event_tells_the_header_and_no_place_in_the_record() -> None:
    told = read_json(event(act(1, "complaint.accepted"), uuid("command"), uuid("act 0")).decode())
    assert told["type"] == "complaint.accepted"
    assert told["recorded_at"] == "2015-10-08T02:30:00.000000Z"
    assert told["previous"] == str(uuid("act 0"))
    assert not {"position", "commitment", "fields", "effects", "unit", "refs"} & told.keys()


def test_whoever_changes_a_header_or_a_payload_changes_the_entry() -> None:
    about = event(act(1, "complaint.accepted"), uuid("command"), None)
    same = entry(kept(1), about)
    assert same == Example(2).entries[1] or len(same) == 32
    later = event(act(2, "complaint.accepted"), uuid("command"), None)
    assert len({same, entry(kept(1), later), entry(kept(2), about), entry(kept(1), about + b" ")}) == 4
