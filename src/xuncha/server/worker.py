"""The worker: does, one after another, what need not be done while somebody waits for a page."""

import contextlib
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from xuncha.server.database import Addresses, child_environment
from xuncha.server.folder import DataFolder
from xuncha.server.lifeline import Child
from xuncha.server.trouble import Trouble

LOG = logging.getLogger("xuncha.worker")


@contextlib.contextmanager
def background_worker(folder: DataFolder, addresses: Addresses) -> Iterator[Child]:
    """Have a worker running for as long as the block lasts."""
    environment = child_environment(folder, **addresses.for_application())
    environment.pop("XUNCHA_OWNER_URL", None)
    with Child(
        [sys.executable, "-m", "xuncha.server.worker"], name="the worker", environment=environment
    ) as child:
        yield child


def _try_now(step: Callable[[], object]) -> None:
    """One step when the worker begins; the office goes on without it, and its words may hold what somebody typed."""
    try:
        step()
    except Trouble as trouble:
        LOG.error("%s", trouble)
    except Exception as error:
        LOG.error(
            "a step failed when the worker began (%s); the calendar tries it again", type(error).__name__
        )


def main() -> None:
    """Become the worker, until a signal asks to stop; a job in hand is finished first."""
    import django

    django.setup()
    from procrastinate.contrib.django import app

    from xuncha.actions.clock import keep_up
    from xuncha.server.notices import fill_outbox
    from xuncha.server.public_log import keep_public_log
    from xuncha.server.publishing import publish_all

    now = datetime.now(UTC)
    # With what came while nothing ran, however seldom the machine is on at midnight.
    steps = (
        lambda: keep_up(now),
        lambda: fill_outbox(now),
        publish_all,
        lambda: keep_public_log(now),
    )
    for step in steps:
        _try_now(step)
    connector = app.connector.get_worker_connector()
    with app.replace_connector(connector) as working:
        working.run_worker(
            name="xuncha", concurrency=1, delete_jobs="successful", shutdown_graceful_timeout=10
        )


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.settings")
    main()
