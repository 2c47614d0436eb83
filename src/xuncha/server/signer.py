"""The signer: a process of its own that holds the keys of the log and a memory of what it signed, behind a Unix socket.

Nothing of the office is loaded here: no database, no Django.  It may run as a user of its own; then its folder is its own,
too, and the office's user only reaches the socket.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import socket
import socketserver
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from xuncha.core.log.note import MOST_BYTES, Kind, Signature
from xuncha.core.log.signing import LAST, answer
from xuncha.core.log.witness import PLAIN, Answer, Cosign
from xuncha.core.unreadable import UnreadableError
from xuncha.server import launch
from xuncha.server.folder import DataFolder
from xuncha.server.heads import Heads
from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble
from xuncha.vault.log_keys import Signer, read_signer
from xuncha.vault.whole_file import written_whole

INNER, PUBLIC = "inner", "public"
SOCKET, HEADS = "socket", "heads"
PATIENCE = 20.0
MOST_SOCKET_NAME = 100


def signer_folder(folder: DataFolder) -> Path:
    """Where the signer keeps its keys, its memory and its socket; XUNCHA_SIGNER names another place."""
    return Path(os.environ.get("XUNCHA_SIGNER") or folder.path / folder.own("signer")).absolute()


# ---------------------------------------------------------------------------------------------- keys


def make_keys(place: Path, origin: str) -> None:
    """Make the two keys of a log: of what outsiders see, under its name, and of the inner tree, under its name/inner."""
    signers = {
        PUBLIC: Signer.fresh(origin, Kind.ED25519),
        INNER: Signer.fresh(f"{origin}/inner", Kind.ED25519),
    }
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, signer in signers.items():
        file = place / f"{name}.key"
        if file.exists():
            raise Trouble(
                f"{file} is there already; a log keeps its key, or nobody could tell it from another"
            )
        with written_whole(file) as out:
            out.write(f"{signer.text}\n".encode())


def read_keys(place: Path) -> dict[str, Signer]:
    """The keys of a log, by `inner` and `public`; refused when others could read them."""
    found = {}
    for name in (INNER, PUBLIC):
        file = place / f"{name}.key"
        try:
            if stat.S_IMODE(file.stat().st_mode) & 0o077:
                raise Trouble(
                    f"{file} can be read by others on this machine; make it yours alone: chmod 600 {file}"
                )
            found[name] = read_signer(file.read_text())
        except FileNotFoundError:
            raise Trouble(
                f"there is no {file}; make the keys of the log once: xuncha log init NAME"
            ) from None
        except UnreadableError:
            raise Trouble(f"{file} is not a whole secret key; put it back from your copy") from None
    return found


# ---------------------------------------------------------------------------------------------- asking it


def ask(place: Path, body: bytes, patience: float = PATIENCE) -> Answer:
    """Ask the signer whose folder this is; refused when it does not run."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(patience)
            link.connect(str(place / SOCKET))
            link.sendall(body)
            link.shutdown(socket.SHUT_WR)
            with link.makefile("rb") as file:
                said = file.read(MOST_BYTES)
    except OSError:
        raise Trouble(f"the signer does not answer at {place / SOCKET}; start it: xuncha signer") from None
    status, _, rest = said.decode().partition("\n")
    if not status.isdigit():
        raise Trouble(f"the signer at {place / SOCKET} broke off; it is asked again")
    return Answer(int(status), rest, PLAIN)


def last_signed(place: Path, origin: str) -> int:
    """The size of the head that it signed last."""
    told = ask(place, LAST + origin.encode())
    if told.status != 200:
        raise Trouble(f"the signer does not know {origin}")
    return int(told.body)


# ---------------------------------------------------------------------------------------------- being it


@contextlib.contextmanager
def background_signer(folder: DataFolder) -> Iterator[Child]:
    """Have a signer running for as long as the block lasts; the block begins when it answers."""
    place = signer_folder(folder)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for name in [one for one in environment if one.startswith("XUNCHA_")]:
        environment.pop(name)  # it needs no way to the office
    command = [*_as_its_user(place), sys.executable, "-m", "xuncha.server.signer", str(place)]
    with Child(command, name="the signer", environment=environment) as child:
        wait_for_socket(child, place)
        yield child


def signer_user() -> pwd.struct_passwd | None:
    """The account that the signer runs as where root starts it (XUNCHA_SIGNER_USER); none where nobody named one."""
    name = os.environ.get("XUNCHA_SIGNER_USER")
    if not name:
        return None
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise Trouble(
            f"XUNCHA_SIGNER_USER names {name}, and there is no such account; make it: useradd --system {name}"
        ) from None


def _as_its_user(place: Path) -> list[str]:
    """The words before a command that make it another account's, to whom the signer's folder then belongs."""
    account = signer_user()
    if account is None or account.pw_uid == os.geteuid():
        return []
    if os.geteuid() != 0:
        raise Trouble(
            f"only root starts the signer as {account.pw_name}; start it as that account: "
            f"XUNCHA_SIGNER={place} xuncha signer, and leave XUNCHA_SIGNER_USER out"
        )
    for one in (place, *place.rglob("*")):
        os.chown(one, account.pw_uid, account.pw_gid, follow_symlinks=False)
    _refuse_unreachable(place, account.pw_name)
    return [sys.executable, "-I", "-S", launch.__file__, f"as:{account.pw_name}"]


def _refuse_unreachable(place: Path, name: str) -> None:
    """Everything on the way to its folder and to the programs must let another account pass."""
    for target in (place.parent, Path(sys.executable), Path(__file__)):
        for folder in target.resolve().parents:
            if not folder.stat().st_mode & 0o001:
                raise Trouble(
                    f"the account {name} may not pass through {folder}, which the signer needs; let others pass (chmod o+x "
                    f"{folder}), or install xuncha and keep the office's data elsewhere"
                )


def signer_beside(folder: DataFolder) -> Iterator[AbstractContextManager[Child]]:
    """The signer that an office starts for itself: where it has the keys, and none answers yet."""
    place = signer_folder(folder)
    if "XUNCHA_SIGNER" not in os.environ and (place / f"{INNER}.key").exists() and not answers(place):
        yield background_signer(folder)


def wait_for_socket(child: Child, place: Path) -> None:
    """Return when the signer answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and child.is_running():
        if answers(place):
            return
        time.sleep(0.03)
    raise Trouble("the signer did not start; the reason is printed above")


def main(place: Path) -> None:
    """Become the signer, until a signal asks to stop."""
    keys = read_keys(place)
    signers: Mapping[str, Cosign] = {one.name: _signing(one) for one in keys.values()}
    with serving(place, signers, Heads(place / HEADS)) as server:
        server.serve_forever(poll_interval=0.5)


def _signing(signer: Signer) -> Cosign:
    def sign(text: str) -> tuple[Signature, ...]:
        return (signer.sign(text),)

    return sign


@contextlib.contextmanager
def serving(
    place: Path, signers: Mapping[str, Cosign], keeper: Heads
) -> Iterator[socketserver.UnixStreamServer]:
    """A server at the socket of a folder; one that another signer holds is refused."""
    door = place / SOCKET
    if len(str(door)) > MOST_SOCKET_NAME:
        raise Trouble(f"{door} is too long a name for a socket; let XUNCHA_SIGNER name a shorter folder")
    if door.exists() and answers(place):  # two signers would have two memories
        raise Trouble(f"a signer answers at {door} already")
    door.unlink(missing_ok=True)

    class Answering(socketserver.StreamRequestHandler):
        timeout = PATIENCE

        def handle(self) -> None:
            told = answer(self.rfile.read(MOST_BYTES), signers, keeper)
            self.wfile.write(f"{told.status}\n{told.body}".encode())

    before = os.umask(0o007)  # a group may ask, where the folder lets it pass; the keys stay this user's own
    try:
        server = socketserver.UnixStreamServer(str(door), Answering)  # one after another, as heads are
    finally:
        os.umask(before)
    try:
        yield server
    finally:
        server.server_close()
        door.unlink(missing_ok=True)


def answers(place: Path) -> bool:
    """Whether a signer answers at the socket of this folder."""
    try:
        ask(place, b"", 2)
    except Trouble:
        return False
    return True


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        main(Path(sys.argv[1]))
    except Trouble as trouble:
        print(f"xuncha: {trouble}", file=sys.stderr)
        sys.exit(1)
