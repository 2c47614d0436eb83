"""A witness: a small program on somebody else's machine that signs heads of logs which only grow (c2sp.org/tlog-witness).

Its folder holds its key, the last head of each log, and the public keys of the logs it knows, one a line.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from xuncha.core.log.note import MOST_BYTES, Key, Kind, Signature, read_key
from xuncha.core.log.witness import Answer, answer
from xuncha.core.unreadable import UnreadableError
from xuncha.server.heads import Heads
from xuncha.server.trouble import Trouble
from xuncha.vault.log_keys import Signer, check, cosigned, read_signer
from xuncha.vault.whole_file import written_whole

KEY, LOGS = "witness.key", "logs"


def make_witness(place: Path, name: str) -> Signer:
    """A witness's folder with its key; one that is there already keeps it."""
    file = place / KEY
    if file.exists():
        return read_witness(place)
    signer = Signer.fresh(name, Kind.COSIGNED)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with written_whole(file) as out:
        out.write(f"{signer.text}\n".encode())
    return signer


def read_witness(place: Path) -> Signer:
    """The key in a witness's folder."""
    try:
        return read_signer((place / KEY).read_text())
    except FileNotFoundError:
        raise Trouble(
            f"there is no {place / KEY}; name the witness the first time: --name county.example/archive"
        ) from None
    except UnreadableError:
        raise Trouble(f"{place / KEY} is not a whole secret key; put it back from your copy") from None


def know(place: Path, logs: Sequence[str]) -> dict[str, list[Key]]:
    """The logs a witness knows, by origin, with those that are new to it."""
    file = place / LOGS
    lines = file.read_text().splitlines() if file.exists() else []
    fresh = [one for one in dict.fromkeys(map(str.strip, logs)) if one not in lines]
    known: dict[str, list[Key]] = {}
    for line in (*lines, *fresh):
        try:
            key = read_key(line)
        except UnreadableError as error:
            raise Trouble(f"the key of a log cannot be read: {error.text.en}") from None
        known.setdefault(key.name, []).append(key)
    if fresh:
        with file.open("a") as out:
            out.writelines(f"{line}\n" for line in fresh)
    return known


def witness_server(
    place: Path, signer: Signer, logs: Mapping[str, Sequence[Key]], host: str, port: int
) -> ThreadingHTTPServer:
    """The server, listening; whoever has it calls `serve_forever`."""
    keeper = Heads(place / "heads")

    def cosign(text: str) -> tuple[Signature, ...]:
        return cosigned([signer], text, int(time.time()))

    class Answering(BaseHTTPRequestHandler):
        timeout = 20
        server_version, sys_version = "xuncha-witness", ""

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint":
                self._say(Answer(404, "there is only add-checkpoint\n"))
            elif not length.isdigit() or int(length) > MOST_BYTES:
                self._say(Answer(413, "too long, or of no length\n"))
            else:
                self._say(answer(self.rfile.read(int(length)), logs, keeper, check, cosign))

        def _say(self, told: Answer) -> None:
            body = told.body.encode()
            self.send_response(told.status)
            self.send_header("Content-Type", told.kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return ThreadingHTTPServer((host, port), Answering)


def main(host: str, *places: str) -> None:
    """Become several witnesses at once, each a folder and a port: those of the demo, which lie on one machine."""
    servers = [
        witness_server(Path(place), read_witness(Path(place)), know(Path(place), ()), host, int(port))
        for place, port in zip(places[::2], places[1::2], strict=True)
    ]
    for server in servers[1:]:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    servers[0].serve_forever()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    main(*sys.argv[1:])
