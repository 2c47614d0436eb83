"""The log of a demo: its signer, three witnesses of which two are enough, and one in the house for the inner tree.

Only here do they lie together with the log, where they vouch for nothing: a demo shows how it goes.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from xuncha.server.database import child_environment
from xuncha.server.folder import DataFolder
from xuncha.server.lifeline import Child
from xuncha.server.log_folder import LogFolder, make_log, write_whole
from xuncha.server.signer import MOST_SOCKET_NAME, SOCKET, background_signer, signer_folder
from xuncha.server.web import free_port
from xuncha.server.witness import know, make_witness

NAMES = ("discipline", "congress", "archive")
HOUSE = "house"
HOST = "127.0.0.1"


@contextlib.contextmanager
def log_of_a_demo(folder: DataFolder) -> Iterator[list[Child]]:
    """Have the log of a demo kept for as long as the block lasts; without one where its folder's name is too long."""
    if "XUNCHA_SIGNER" in os.environ or len(str(signer_folder(folder) / SOCKET)) > MOST_SOCKET_NAME:
        yield []
        return
    log = LogFolder.of(folder)
    if not log.exists():
        log = make_log(folder, "demo.example/log")
    words = [HOST]
    enough = [f"group two 2 {' '.join(NAMES)}", "quorum two"]
    for file, key, names, more in (
        ("policy", log.public_key(), NAMES, enough), ("inner.policy", log.inner_key(), (HOUSE,), [f"quorum {HOUSE}"]),
    ):  # fmt: skip
        lines = [f"log {key.text}"]
        for name in names:
            place, port = folder.path / folder.own("witnesses") / name, free_port()
            theirs = make_witness(place, f"demo.example/{name}").key.text
            know(place, [key.text])
            lines.append(f"witness {name} {theirs} http://{HOST}:{port}")
            words += [str(place), str(port)]
        write_whole(log.path / file, "\n".join([*lines, *more, ""]).encode())
    with background_signer(folder) as signer, _witnesses(folder, words) as witnesses:
        yield [signer, witnesses]


def _witnesses(folder: DataFolder, words: list[str]) -> Child:
    source = child_environment(folder)["PYTHONPATH"]
    environment = {name: told for name, told in os.environ.items() if not name.startswith("XUNCHA_")}
    command: list[str | Path] = [sys.executable, "-m", "xuncha.server.witness", *words]
    return Child(command, name="the witnesses", environment={**environment, "PYTHONPATH": source})
