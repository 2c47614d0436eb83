"""A real mail server for tests: it listens on this machine, keeps what it is given, and can be made to refuse."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class MailServer:
    """What came in: to whom, and the letter; `refuses` are the answers it gives instead of taking one, in order."""

    port: int = 0
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuses: list[bytes] = field(default_factory=list)
    breaks_off: bool = False
    """Whether it takes the next letter and hangs up without saying so."""


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """A server for as long as the block lasts."""
    state = MailServer()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say(b"220 test")
            to = ""
            while line := self.rfile.readline():
                word = line.strip().upper()
                if word.startswith(b"RCPT"):
                    to = line.decode().partition("<")[2].partition(">")[0]
                    self.say(state.refuses.pop(0) if state.refuses else b"250 ok")
                elif word == b"DATA":
                    self.say(b"354 go on")
                    lines = []
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        lines.append(part.removeprefix(b".") if part.startswith(b"..") else part)
                    letter = message_from_bytes(b"".join(lines), policy=policy.default)
                    assert isinstance(letter, EmailMessage)
                    state.taken.append((to, letter))
                    if state.breaks_off:
                        state.breaks_off = False
                        return
                    self.say(b"250 taken")
                elif word == b"QUIT":
                    self.say(b"221 bye")
                    return
                else:
                    self.say(b"250 ok")

        def say(self, words: bytes) -> None:
            self.wfile.write(words + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        state.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield state
        server.shutdown()
