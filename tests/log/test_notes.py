"""Signed notes, checkpoints and cosignatures: what others signed is read, what is malformed or forged is refused."""

from __future__ import annotations

import base64

import pytest

from tests.log.example import AT, LOG, WITNESSES, Example
from tests.log.published_vectors import (
    C2SP_CHECKPOINT,
    C2SP_NOTE,
    GO_KEY,
    GO_SECRET,
    ML_DSA_KEY,
    ML_DSA_ROOT,
    ML_DSA_SIGNATURE,
    PUBLIC_CHECKPOINT,
    PUBLIC_POLICY,
)
from xuncha.core.log.checkpoint import Checkpoint, Head, read_checkpoint
from xuncha.core.log.cosignature import ForgedError, Signed, message, opened, subtree_message, timed
from xuncha.core.log.note import Kind, Note, Signature, read_key, read_note, read_signature
from xuncha.core.unreadable import UnreadableError
from xuncha.vault.log_keys import Signer, check, cosigned, read_signer

GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_SIGNATURE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="


# ---------------------------------------------------------------------------------------------- notes


@pytest.mark.parametrize("text", [C2SP_NOTE, C2SP_CHECKPOINT, PUBLIC_CHECKPOINT])
def test_a_note_is_written_as_it_was_read(text: str) -> None:
    assert read_note(text.encode()).written == text


def test_the_text_of_a_note_may_have_empty_lines() -> None:
    note = read_note(C2SP_NOTE.encode())
    assert note.text.endswith("di sole:\n\ned è subito sera.\n")
    assert [one.name for one in note.signatures] == ["quasimodo.example/salvatore"]


@pytest.mark.parametrize(
    "broken",
    [
        b"", "text\n\n— name AAAAAAA=x".encode(), b"\n", b"text\n", b"text\n\n", b"text\n\n\n", "text\n\n— name AAAAAAA=\n".encode()[:-1],
        "text\n— name AAAAAAA=\n".encode(), "text\r\n\n— name AAAAAAA=\n".encode(), b"te\xffxt\n\n\xe2\x80\x94 name AAAAAAA=\n",
        b"text\n\n- name AAAAAAA=\n", "text\n\n—name AAAAAAA=\n".encode(), "text\n\n— na+me AAAAAAA=\n".encode(),
        "text\n\n—  AAAAAAA=\n".encode(), "text\n\n— name\n".encode(), "text\n\n— name AAAA\n".encode(),
        "text\n\n— name AAAAAA==\n".encode(), "text\n\n— name AAAAAAB=\n".encode(), "text\n\n— name  AAAAAAA=\n".encode(),
        "text\n\n— na\u3000me AAAAAAA=\n".encode(), "text\x00\n\n— name AAAAAAA=\n".encode(),
    ],
)  # fmt: skip
def test_a_malformed_note_is_refused(broken: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_note(broken)


def test_a_note_has_an_end() -> None:
    line = "— name AAAAAAA=\n"
    assert len(read_note(f"text\n\n{line * 64}".encode()).signatures) == 64
    with pytest.raises(UnreadableError, match="too many signatures"):
        read_note(f"text\n\n{line * 65}".encode())
    with pytest.raises(UnreadableError, match="too long"):
        read_note(b"x" * 1_000_001)


# ---------------------------------------------------------------------------------------------- keys


def test_keys_are_those_of_go_and_sign_as_they_do() -> None:
    signer = read_signer(GO_SECRET)
    assert (signer.text, signer.key.text) == (GO_SECRET, GO_KEY)
    assert signer.sign(GO_TEXT).line == f"{GO_SIGNATURE}\n"
    assert opened(Note(GO_TEXT, (read_signature(GO_SIGNATURE),)), [read_key(GO_KEY)], check)


def test_no_part_of_a_key_and_no_other_letter_is_taken_for_it() -> None:
    parts = {GO_KEY[a:b] for a in range(len(GO_KEY)) for b in range(a + 1, len(GO_KEY) + 1)} - {GO_KEY}
    others = {GO_KEY[:n] + chr(ord(GO_KEY[n]) + 1) + GO_KEY[n + 1 :] for n in range(len(GO_KEY))}
    for broken in parts | others:
        with pytest.raises(UnreadableError):
            read_key(broken)


@pytest.mark.parametrize(
    "broken",
    ["PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
     "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", GO_KEY.upper(), ""],
)  # fmt: skip
def test_a_key_of_another_length_or_kind_is_refused(broken: str) -> None:
    with pytest.raises(UnreadableError):
        read_key(broken)


def test_a_secret_key_is_read_whole_or_not_at_all_and_never_shown() -> None:
    for broken in (GO_SECRET[:-1], GO_SECRET[8:], GO_KEY, "", GO_SECRET.replace("c74f", "c74e")):
        with pytest.raises(UnreadableError, match="not a whole secret key") as refused:
            read_signer(broken)
        assert "YEKFALV" not in str(refused.value)
    assert "seed" not in repr(read_signer(GO_SECRET))
    with pytest.raises(UnreadableError, match="cannot be the name of a key"):
        Signer.fresh("two words", Kind.ED25519)
    assert read_signer(Signer.fresh("one", Kind.COSIGNED_ML_DSA_44).text).kind is Kind.COSIGNED_ML_DSA_44


# ---------------------------------------------------------------------------------------------- checkpoints


def test_a_checkpoint_is_three_lines() -> None:
    found = read_checkpoint(read_note(C2SP_CHECKPOINT.encode()).text)
    assert (found.origin, found.head.size, found.more) == ("example.com/behind-the-sofa", 20852163, ())
    assert found.text == "".join(C2SP_CHECKPOINT.splitlines(keepends=True)[:3])
    further = read_checkpoint(found.text + "extension\n")
    assert (further.more, further.text) == (("extension",), found.text + "extension\n")


def test_the_largest_log_has_a_checkpoint() -> None:
    largest = Checkpoint("log", Head(2**63 - 1, bytes(32)))
    assert read_checkpoint(largest.text) == largest
    with pytest.raises(UnreadableError, match="is too large"):
        read_checkpoint(largest.text.replace("5807", "5808"))


@pytest.mark.parametrize(
    "broken",
    ["", "log\n5\n", "log\n05\nAAAA\n", "\n5\nX\n", "log\n-1\n{}\n", "log\n5\n{}\n\nmore\n", "log\n5\nAAAA\n", "log\n 5\n{}\n",
     "log\n9223372036854775808\n{}\n", "log\n٥\n{}\n", "log\n5\n{}", "log\n0x5\n{}\n"],
)  # fmt: skip
def test_a_malformed_checkpoint_is_refused(broken: str) -> None:
    with pytest.raises(UnreadableError):
        read_checkpoint(broken.format(base64.b64encode(bytes(32)).decode()))


# ---------------------------------------------------------------------------------------------- who signed


def test_a_checkpoint_of_a_public_log_with_public_witnesses_is_opened() -> None:
    keys = [
        read_key(word) for line in PUBLIC_POLICY.splitlines() for word in line.split() if word.count("+") > 1
    ]
    found = opened(read_note(PUBLIC_CHECKPOINT.encode()), keys, check)
    assert [(one.key.name, one.at) for one in found] == [
        ("arche2025h1.staging.ct.transparency.dev", None),
        ("transparency.dev/DEV:witness-little-garden", 0x6A122120),
        ("witness1.smartit.nu/witness1", 0x6A122120),
        ("remora.n621.de", 0x6A122120),
        ("witness.stagemole.eu", 0x6A122120),
    ]


def test_a_cosignature_says_when() -> None:
    line = C2SP_CHECKPOINT.splitlines()[-1]
    key = WITNESSES["archive"].key
    assert timed(key, read_signature(line).data)[0] == 1679315147  # the example of c2sp.org/tlog-cosignature


def test_what_a_witness_signs_begins_with_the_moment() -> None:
    text = "".join(C2SP_CHECKPOINT.splitlines(keepends=True)[:3])
    signed = message(WITNESSES["archive"].key, text, 1679315147)
    assert signed == b"cosignature/v1\ntime 1679315147\n" + text.encode()


def test_a_signature_with_ml_dsa_44_made_elsewhere_holds() -> None:
    key, signature = read_key(ML_DSA_KEY), read_signature(ML_DSA_SIGNATURE)
    assert signature.is_by(key)
    at, data = timed(key, signature.data)
    part = Checkpoint("example.com/log", Head(13, base64.b64decode(ML_DSA_ROOT)))
    assert check(key.kind, key.public, data, subtree_message(key.name, at or 0, part, 8))
    assert not check(key.kind, key.public, data, subtree_message(key.name, at or 0, part, 4))


def test_a_witness_with_two_keys_signs_twice() -> None:
    signers = [WITNESSES["archive"], Signer("county.example/archive", Kind.COSIGNED_ML_DSA_44, bytes(32))]
    text = Example().note.text
    found = opened(Note(text, cosigned(signers, text, AT)), [one.key for one in signers], check)
    assert found == tuple(Signed(one.key, AT) for one in signers)


def test_the_log_itself_vouches_for_no_moment() -> None:
    text = Example().note.text
    assert LOG.sign(text, AT) == LOG.sign(text)


def test_ml_dsa_44_vouches_for_no_further_line_and_no_endless_name() -> None:
    text = Example().note.text
    with pytest.raises(UnreadableError, match="does not cover"):
        Signer("w", Kind.COSIGNED_ML_DSA_44, bytes(32)).sign(text + "more\n", AT)
    with pytest.raises(UnreadableError, match="more than 255 bytes"):
        Signer("w" * 256, Kind.COSIGNED_ML_DSA_44, bytes(32)).sign(text, AT)
    with pytest.raises(UnreadableError, match="out of range"):
        WITNESSES["archive"].sign(text, 2**63)


@pytest.mark.parametrize(("name", "at"), [("w", 0), ("w" * 255, 2**63 - 1)])
def test_the_shortest_and_longest_name_and_moment_are_signed(name: str, at: int) -> None:
    text = Example().note.text
    signer = Signer(name, Kind.COSIGNED_ML_DSA_44, bytes(32))
    assert opened(Note(text, (signer.sign(text, at),)), [signer.key], check) == (Signed(signer.key, at),)


def test_signatures_of_unknown_keys_count_nothing_and_a_forged_one_of_a_known_key_ends_all() -> None:
    note = Example().note
    assert opened(note, [], check) == ()
    stranger = Signer.fresh(LOG.name, Kind.ED25519)
    assert opened(note.with_signatures(stranger.sign(note.text)), [LOG.key], check) == (
        Signed(LOG.key, None),
    )
    forged = Signature(LOG.name, LOG.key.id, stranger.sign(note.text).data)
    with pytest.raises(ForgedError, match="The signature of county.example/log is forged"):
        opened(note.with_signatures(forged), [LOG.key], check)


@pytest.mark.parametrize("at", [0, 4, 8, 9, 40, -1])
def test_no_byte_of_a_cosignature_can_be_changed(at: int) -> None:
    note = Example().note
    one = note.signatures[1]
    data = bytearray(one.data)
    data[at] ^= 1
    changed = Note(note.text, (Signature(one.name, one.key_id, bytes(data)),))
    with pytest.raises(ForgedError):
        opened(changed, [WITNESSES["discipline"].key], check)


@pytest.mark.parametrize("data", [b"x", bytes(8), bytes(64), bytes(3000)])
@pytest.mark.parametrize("kind", Kind)
def test_a_signature_of_any_length_is_only_wrong(kind: Kind, data: bytes) -> None:
    key = Signer("w", kind, bytes(32)).key
    note = Note(Example().note.text, (Signature("w", key.id, data),))
    with pytest.raises(UnreadableError):
        opened(note, [key], check)
