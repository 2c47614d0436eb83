"""What is kept for some minutes only, and by all processes alike: above all how often somebody tried to log in.

Django's own table for this keeps pickles, which run what is written in them when they are read; here it is plain JSON.
"""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import models

from xuncha.store.append import Statement, run_again


class KeptBriefly(models.Model):
    """A value under a name, until a moment."""

    key = models.TextField(primary_key=True)
    value = models.TextField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "kept_briefly"


class Briefly(BaseCache):
    """Django's cache on PostgreSQL: shared by all processes, there after a restart; whoever writes throws away what is over."""

    def __init__(self, name: str = "", params: dict[str, Any] | None = None) -> None:
        super().__init__(params or {})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        rows = run_again([(_GET, [self.make_and_validate_key(key, version), time.time()])])[0]
        return json.loads(rows[0][0]) if rows else default

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        now = time.time()
        return bool(run_again([_over(now), (_ADD, [*self._row(key, value, timeout, version), now])])[1])

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        run_again([_over(time.time()), (_SET, self._row(key, value, timeout, version))])

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        until = self.get_backend_timeout(timeout)
        return bool(run_again([(_TOUCH, [until, self.make_and_validate_key(key, version), time.time()])])[0])

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(run_again([(_DELETE, [self.make_and_validate_key(key, version)])])[0])

    def clear(self) -> None:
        run_again([("DELETE FROM kept_briefly", [])])

    def _row(self, key: Any, value: Any, timeout: Any, version: int | None) -> list[Any]:
        return [
            self.make_and_validate_key(key, version),
            json.dumps(value),
            self.get_backend_timeout(timeout),
        ]


_UNTIL = "coalesce(to_timestamp(%s::float8), 'infinity')"
_NOW = "to_timestamp(%s::float8)"
_PUT = (
    f"INSERT INTO kept_briefly (key, value, until) VALUES (%s, %s, {_UNTIL}) ON CONFLICT (key) DO UPDATE SET"
)
_SET = f"{_PUT} value = excluded.value, until = excluded.until"
_ADD = f"{_SET} WHERE kept_briefly.until <= {_NOW} RETURNING key"
_GET = f"SELECT value FROM kept_briefly WHERE key = %s AND until > {_NOW}"
_TOUCH = f"UPDATE kept_briefly SET until = {_UNTIL} WHERE key = %s AND until > {_NOW} RETURNING key"
_DELETE = "DELETE FROM kept_briefly WHERE key = %s RETURNING key"


def _over(now: float) -> Statement:
    """Throws away what is over; what somebody else is throwing away or renewing is left to them."""
    over = f"SELECT key FROM kept_briefly WHERE until <= {_NOW} FOR UPDATE SKIP LOCKED"
    return f"DELETE FROM kept_briefly WHERE key = ANY(ARRAY({over}))", [now]
