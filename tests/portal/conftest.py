"""The public portal as a process of its own, beside a database in which the office publishes."""

from __future__ import annotations

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import psycopg
import pytest

from tests.conftest import Template, connect_django, disconnect_django, name_in
from xuncha.server.database import Addresses, address
from xuncha.server.portal import public_portal
from xuncha.server.web import free_port


@dataclass(frozen=True)
class Answer:
    """What the portal answered."""

    status: int
    headers: Message
    text: str


@dataclass(frozen=True)
class Portal:
    """A running portal, asked as a telephone asks it: without a cookie and without a script."""

    site: str
    role_url: str
    owner_url: str
    folder: Path

    AGENT: ClassVar[str] = "marked-telephone-7f3c"
    ADDRESS: ClassVar[str] = "203.0.113.77"

    def get(self, path: str) -> Answer:
        return self._ask(path, None)

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        return self._ask(path, urllib.parse.urlencode(fields, doseq=True).encode())

    def send(
        self, path: str, fields: Mapping[str, str | list[str]], files: list[tuple[str, bytes]]
    ) -> Answer:
        """A form with files in its field `new`, as a browser sends it."""
        body, kind = multipart(fields, files)
        return self._ask(path, body, {"Content-Type": kind})

    def _ask(self, path: str, body: bytes | None, more: Mapping[str, str] | None = None) -> Answer:
        who = {"User-Agent": self.AGENT, "X-Forwarded-For": self.ADDRESS, **(more or {})}
        request = urllib.request.Request(f"{self.site}{path}", body, who)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers, error.read().decode())

    def logs(self) -> Iterator[bytes]:
        """Whatever is written as a log in the data folder."""
        for place in self.folder.rglob("*.log"):
            yield place.read_bytes()

    def as_owner(self, sql: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.owner_url, options="-c search_path=xuncha") as owner:
            return owner.execute(sql).fetchall()


def multipart(fields: Mapping[str, str | list[str]], files: list[tuple[str, bytes]]) -> tuple[bytes, str]:
    """The body of such a form, and its kind."""
    mark, parts = uuid4().hex.encode(), []
    for name, value in fields.items():
        for one in [value] if isinstance(value, str) else value:
            parts.append(f'Content-Disposition: form-data; name="{name}"\r\n\r\n{one}'.encode())
    for called, data in files:
        head = f'Content-Disposition: form-data; name="new"; filename="{called}"\r\nContent-Type: application/octet-stream'
        parts.append(head.encode() + b"\r\n\r\n" + data)
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + mark + b"--\r\n"
    return body, f"multipart/form-data; boundary={mark.decode()}"


@pytest.fixture(scope="module")
def portal(request: pytest.FixtureRequest, template: Template) -> Iterator[Portal]:
    """The portal beside the module's own database, to which Django is connected as the office's application."""
    is_city = request.node.get_closest_marker("demo_city") is not None
    url = str(request.getfixturevalue("city" if is_city else "module_database"))
    connect_django(url)
    name, port = name_in(url), free_port()
    folder, socket = template.folder, template.postgres.socket_folder
    role_url = address(socket, name, "xuncha_portal", folder.password_file("xuncha_portal"))
    with public_portal(folder, Addresses("", None, role_url), "127.0.0.1", port):
        yield Portal(f"http://127.0.0.1:{port}", role_url, template.owner(name), folder.path)
    disconnect_django()
