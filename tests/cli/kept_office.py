"""An office that keeps a log and has something attached, for tests of backups: `python -m tests.cli.kept_office DATA found|more|take HOURS`."""

from __future__ import annotations

import contextlib
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from xuncha.server.database import open_database, use_as_application
from xuncha.server.folder import DataFolder
from xuncha.server.log_folder import LogFolder
from xuncha.server.signer import answers, background_signer, signer_folder

ATTACHED = b"%PDF-1.7\n" + b"what somebody attached" * 1000


def main(data: str, what: str, hours: str) -> None:
    folder = DataFolder(Path(data))
    now = datetime(2026, 11, 30, 2, tzinfo=UTC) + timedelta(hours=int(hours))
    with contextlib.ExitStack() as stack:
        addresses = stack.enter_context(open_database(folder))
        if not answers(signer_folder(folder)):
            stack.enter_context(background_signer(folder))
        use_as_application(folder, addresses)
        from django.db import connections, transaction  # needs Django set up
        from django.utils import timezone

        from xuncha.actions.founding import person
        from xuncha.actions.intake import take_in
        from xuncha.actions.letters import write_letters
        from xuncha.bench.round import Round
        from xuncha.server.inner_log import sign_inner
        from xuncha.server.public_log import publish
        from xuncha.server.publishing import publish_all
        from xuncha.store.files import keep
        from xuncha.store.integrator import integrate

        if what == "found":
            made = Round()
            made.build()
            made.founding.make_keys(made.office)
            with transaction.atomic():
                keep(ATTACHED, "application/pdf")
            publish_all()
        elif what == "more":
            for n in range(5):
                person(f"新来的{n}", now)
        told = take_in(timezone.now()) if what == "take" else integrate().tree.size
        if what == "take":
            integrate()
            write_letters(timezone.now())
        print(told)
        sign_inner(LogFolder.of(folder), signer_folder(folder))
        publish(folder, LogFolder.of(folder), now)
        connections.close_all()


if __name__ == "__main__":
    main(*sys.argv[1:])
