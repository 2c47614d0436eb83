"""The public portal's web server: granian in a process of its own, with the portal's role and none of the office's secrets."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from xuncha.server.database import Addresses, child_environment
from xuncha.server.folder import DataFolder
from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble
from xuncha.server.web import CONNECTIONS, wait_until_it_answers

APPLICATION = "xuncha.portal.wsgi:application"
KEPT_FROM_IT = ("XUNCHA_OWNER_URL", "XUNCHA_PORTAL_URL", "XUNCHA_SMTP_URL")


@contextlib.contextmanager
def public_portal(
    folder: DataFolder, addresses: Addresses, host: str, port: int, application: str = APPLICATION
) -> Iterator[Child]:
    """Serve the portal for as long as the block lasts; the block begins when its first page answers."""
    environment = child_environment(
        folder, XUNCHA_SERVING="1", DJANGO_SETTINGS_MODULE="xuncha.portal.settings", **addresses.for_portal()
    )
    environment.setdefault("XUNCHA_PORTAL_SITE", f"http://{f'[{host}]' if ':' in host else host}:{port}")
    for name in KEPT_FROM_IT:
        environment.pop(name, None)
    _lay_out_style_sheets(environment)
    command = [sys.executable, "-m", "xuncha.server.portal", host, str(port), application]
    with Child(command, name="the public portal", environment=environment) as child:
        wait_until_it_answers(child, host, port, "/how")
        yield child


def _lay_out_style_sheets(environment: dict[str, str]) -> None:
    """Under hashed names, for this very version."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"],
        env=environment, cwd="/", stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise Trouble(
            f"the portal's style sheet could not be laid out: {done.stderr.strip().splitlines()[-1]}"
        )


def main(host: str, port: int, application: str) -> None:
    """Become the portal's web server."""
    from xuncha.portal.settings import THREADS  # read only here: they ask for the database of this process

    Granian(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        websockets=False,
        log_level=LogLevels.error,  # it warns of the threads that wait for the slow step
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.portal.settings")
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
