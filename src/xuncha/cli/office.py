"""The office's database, at hand for a command that reads or writes as the application."""

import contextlib
from collections.abc import Iterator

from xuncha.server.database import open_database, schema_name, use_as_application
from xuncha.server.folder import data_folder


@contextlib.contextmanager
def office_at_hand(*, writes: bool = False) -> Iterator[None]:
    """Django set up and the tables found fit, for as long as the block lasts; whoever `writes` acts needs a record that was
    not led back."""
    folder = data_folder()
    with open_database(folder) as addresses:
        use_as_application(folder, addresses)
        from xuncha.server.inner_log import refuse_older_record  # these need Django set up
        from xuncha.server.readiness import refuse_unready_database

        refuse_unready_database(schema_name())
        if writes:
            refuse_older_record(folder)
        yield
