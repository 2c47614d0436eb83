"""A witness over HTTP, as a log on another machine meets it."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.log.example import LOG, ORIGIN
from tests.log.test_witness import HASHES, head, note, request
from xuncha.core.log.checkpoint import Head
from xuncha.core.log.note import MOST_BYTES
from xuncha.core.log.policy import Policy, read_policy
from xuncha.core.log.proofs import nodes_of
from xuncha.core.log.tree import Tree
from xuncha.server.heads import Heads
from xuncha.server.trouble import Trouble
from xuncha.server.witness import know, make_witness, read_witness, witness_server
from xuncha.server.witnessing import cosigned, refuse_forgotten
from xuncha.vault.log_keys import check

NAME = "county.example/archive"
NODES = nodes_of(HASHES)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    signer = make_witness(tmp_path / "archive", NAME)
    known = know(tmp_path / "archive", [LOG.key.text])
    with witness_server(tmp_path / "archive", signer, known, "127.0.0.1", 0) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield made
        made.shutdown()


@pytest.fixture
def policy(server: ThreadingHTTPServer, tmp_path: Path) -> Policy:
    key = read_witness(tmp_path / "archive").key.text
    line = f"witness archive {key} http://127.0.0.1:{server.server_port}"
    return read_policy(f"log {LOG.key.text}\n{line}\nquorum archive\n".encode())


def asked(server: ThreadingHTTPServer, path: str, body: bytes, **headers: str) -> tuple[int, str, str]:
    link = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    link.request("POST", path, body, headers)
    answer = link.getresponse()
    told = (answer.status, answer.headers["Content-Type"], answer.read().decode())
    link.close()
    return told


def test_the_addresses_in_a_policy_are_read(policy: Policy) -> None:
    assert list(policy.addresses) == ["archive"]
    assert policy.addresses["archive"].startswith("http://127.0.0.1:")


def test_it_answers_as_the_specification_asks(server: ThreadingHTTPServer, tmp_path: Path) -> None:
    body = request(0, 64).written.encode()
    status, _, told = asked(server, "/add-checkpoint", body)
    assert (status, told.startswith(f"— {NAME} ")) == (200, True)
    assert asked(server, "/add-checkpoint", body) == (409, "text/x.tlog.size", "64\n")
    assert asked(server, "/add-checkpoint", b"nonsense")[0] == 400
    assert asked(server, "/other", body)[0] == 404
    assert asked(server, "/add-checkpoint", b"", **{"Content-Length": "x"})[0] == 413
    assert asked(server, "/add-checkpoint", b"", **{"Content-Length": str(MOST_BYTES + 1)})[0] == 413
    assert Heads(tmp_path / "archive" / "heads").latest(ORIGIN) == head(64), "on the disk"


def test_a_log_asks_again_from_where_the_witness_stands(policy: Policy, server: ThreadingHTTPServer) -> None:
    """Also from beyond, as when the checkpoint it signed last was never kept."""
    for before, size in ((0, 64), (10, 200), (0, 200), (200, 300)):
        found = cosigned(note(head(size)), head(size), before, NODES, policy)
        assert policy.judge(found, check).is_valid


def test_a_witness_that_is_away_or_is_none_is_left_out(policy: Policy, server: ThreadingHTTPServer) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        away = Policy(
            policy.logs,
            policy.witnesses,
            {},
            policy.quorum,
            {"archive": f"http://127.0.0.1:{nobody.getsockname()[1]}"},
        )
        assert cosigned(note(head(64)), head(64), 0, NODES, away) == note(head(64))
        refuse_forgotten(note(head(64)), away, patience=1)
    other = Policy(policy.logs, {"archive": LOG.key}, {}, policy.quorum, policy.addresses)
    assert cosigned(note(head(64)), head(64), 0, NODES, other) == note(head(64)), "signed by another key"


def test_a_log_that_was_led_back_or_rewritten_is_refused(policy: Policy) -> None:
    refuse_forgotten(None, policy)
    cosigned(note(head(200)), head(200), 0, NODES, policy)
    refuse_forgotten(note(head(200)), policy)
    with pytest.raises(
        Trouble, match="archive have witnessed 200 leaves .* 64 here: leaves 64 to 199 are missing"
    ):
        refuse_forgotten(note(head(64)), policy)
    others = Head.of(Tree().grown_by_hashes([HASHES[1], *HASHES[1:200]]))
    with pytest.raises(Trouble, match="witnessed another public log of 200 leaves"):
        refuse_forgotten(note(others), policy)
    refuse_forgotten(note(head(300)), policy)  # what the witness has not seen yet holds nobody up


def test_its_key_and_the_logs_it_knows_stay(tmp_path: Path) -> None:
    place = tmp_path / "w"
    first = make_witness(place, NAME)
    assert (place / "witness.key").stat().st_mode & 0o077 == 0
    assert make_witness(place, "another.example/name") == first == read_witness(place)
    assert list(know(place, [LOG.key.text, LOG.key.text])) == [ORIGIN]
    assert list(know(place, [])) == [ORIGIN]
    with pytest.raises(Trouble, match="the key of a log cannot be read"):
        know(place, ["nonsense"])
    assert list(know(place, [])) == [ORIGIN], "and is not kept"
    with pytest.raises(Trouble, match="name the witness the first time"):
        read_witness(tmp_path / "nowhere")
    (place / "witness.key").write_text("damaged")
    with pytest.raises(Trouble, match="not a whole secret key"):
        read_witness(place)
