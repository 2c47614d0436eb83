"""The worker: does, one after another, what need not be done while somebody waits for a page."""

import contextlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from xuncha.server.database import Addresses, child_environment
from xuncha.server.folder import DataFolder
from xuncha.server.lifeline import Child


@contextlib.contextmanager
def background_worker(folder: DataFolder, addresses: Addresses) -> Iterator[Child]:
    """Have a worker running for as long as the block lasts."""
    environment = child_environment(folder, **addresses.for_application())
    environment.pop("XUNCHA_OWNER_URL", None)
    with Child(
        [sys.executable, "-m", "xuncha.server.worker"], name="the worker", environment=environment
    ) as child:
        yield child


def main() -> None:
    """Become the worker, until a signal asks to stop; a job in hand is finished first."""
    import django

    django.setup()
    from procrastinate.contrib.django import app

    from xuncha.actions.clock import keep_up
    from xuncha.server.notices import fill_outbox

    now = datetime.now(UTC)
    keep_up(now)  # with what came while nothing ran, however seldom the machine is on at midnight
    fill_outbox(now)
    connector = app.connector.get_worker_connector()
    with app.replace_connector(connector) as working:
        working.run_worker(
            name="xuncha", concurrency=1, delete_jobs="successful", shutdown_graceful_timeout=10
        )


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xuncha.settings")
    main()
