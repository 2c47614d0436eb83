"""Sessions and accounts as each request looks them up: one prepared statement each, without the model's machinery."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.utils import timezone

from xuncha.store.account import Account
from xuncha.store.append import run_again


class SessionStore(DatabaseStore):
    """The sessions of the database, found without building a query anew for every request."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        statement = "SELECT session_key, session_data, expire_date FROM django_session WHERE session_key = %s AND expire_date > %s"
        rows = run_again([(statement, [self.session_key, timezone.now()])])[0]
        if rows:
            return self.model.from_db("default", ("session_key", "session_data", "expire_date"), rows[0])
        self._session_key = None
        return None


class Accounts(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """Logging in as allauth does it; the account of a session found the same short way."""

    def get_user(self, user_id: Any) -> Account | None:
        rows = run_again([(_ACCOUNT, [user_id])])[0]
        if not rows:
            return None
        account: Account = Account.from_db("default", _COLUMNS, rows[0])
        return account if self.user_can_authenticate(account) else None


_COLUMNS = tuple(field.attname for field in Account._meta.concrete_fields)
_ACCOUNT = (
    f"SELECT {', '.join(str(field.column) for field in Account._meta.concrete_fields)}"
    f" FROM {Account._meta.db_table} WHERE id = %s"
)
