"""The office's database, at hand for a command that reads or writes as the application."""

import contextlib
from collections.abc import Iterator

from xuncha.server.database import open_database, schema_name, use_as_application
from xuncha.server.folder import data_folder


@contextlib.contextmanager
def office_at_hand() -> Iterator[None]:
    """Django set up and the tables found fit, for as long as the block lasts."""
    folder = data_folder()
    with open_database(folder) as addresses:
        use_as_application(folder, addresses)
        from xuncha.server.readiness import refuse_unready_database  # needs Django set up

        refuse_unready_database(schema_name())
        yield
