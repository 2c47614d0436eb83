"""The web server: granian, calling Django through WSGI, in processes of its own."""

import contextlib
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from xuncha.server.database import Addresses, child_environment
from xuncha.server.folder import DataFolder
from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble

START_PATIENCE = 30.0
CONNECTIONS = 2048
"""So many connections each web process holds open, most of them idle; further ones wait in the kernel."""


def resolved(host: str) -> str:
    """The address behind a name of this machine, which is what the web server binds; the older kind where there are two."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError):
        raise _no_such_host(host) from None
    return str(min(found, key=lambda one: one[0] != socket.AF_INET)[4][0])


def _no_such_host(host: str) -> Trouble:
    return Trouble(f"this machine has no address {host or '(nothing)'}; use --host 127.0.0.1")


def site(host: str, port: int) -> str:
    """The address of the pages as a browser wants it.

    >>> site("::1", 8000)
    'http://[::1]:8000'
    """
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def refuse_taken_port(host: str, port: int) -> None:
    """Say so before anything is started when somebody else listens there, or when we may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
            trial.listen()
        except PermissionError:
            raise Trouble(
                f"port {port} is kept for root; use one above 1023, for example: --port 8000"
            ) from None
        except OverflowError:
            raise Trouble(f"there is no port {port}; use one up to 65535, for example: --port 8000") from None
        except OSError as error:
            if isinstance(error, socket.gaierror) or error.errno == 99:
                raise _no_such_host(host) from None
            raise Trouble(
                f"port {port} on {host} is taken by another program; stop that, or use another: --port {port + 1}"
            ) from None


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextlib.contextmanager
def web_server(
    folder: DataFolder, addresses: Addresses, host: str, port: int, workers: int
) -> Iterator[Child]:
    """Serve pages for as long as the block lasts; the block begins when the first page answers."""
    environment = child_environment(folder, XUNCHA_SERVING="1", **addresses.for_application())
    environment.pop("XUNCHA_OWNER_URL", None)
    command = [sys.executable, "-m", "xuncha.server.web", host, str(port), str(workers)]
    with Child(command, name="the web server", environment=environment) as child:
        wait_until_it_answers(child, host, port)
        yield child


def wait_until_it_answers(child: Child, host: str, port: int, page: str = "/login") -> None:
    """Return when the server gives any answer at all."""
    here = site({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port)
    until = time.monotonic() + START_PATIENCE
    while time.monotonic() < until and child.is_running():
        try:
            urllib.request.urlopen(f"{here}{page}", timeout=10).close()
        except urllib.error.HTTPError as error:
            if error.code < 500:
                return
            raise Trouble(f"the first page failed with {error.code}; the reason is printed above") from None
        except OSError:
            time.sleep(0.03)
        else:
            return
    raise Trouble(f"{child.name} did not start; the reason is printed above")


def main(host: str, port: int, workers: int) -> None:
    """Become the web server."""
    from django.conf import settings  # read only here: the process that starts us has settings of its own

    server = Granian(
        "xuncha.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=settings.WEB_THREADS,
        # A browser keeps up to six connections open that ask for nothing; each counts, and none may keep others out.
        backpressure=CONNECTIONS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    server.serve()


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.settings")
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
