"""Somebody of the demo's city, over HTTP alone: what a browser does, without one."""

import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from uuid import uuid4

MB = 1024 * 1024


class Visitor:
    """何其安 of 柳塘镇, with a browser that keeps its cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        form = {"login": "contact", "password": "xuncha-demo", **self.hidden("/login")}
        self.opener.open(f"{address}/login", urllib.parse.urlencode(form).encode()).close()

    def sees(self, place: str) -> str:
        with self.opener.open(self.address + place) as answer:
            return str(answer.read().decode())

    def hidden(self, place: str) -> dict[str, str]:
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.sees(place)))

    def sends(self, place: str, what: str, content: bytes) -> tuple[int, str]:
        """The form for evidence with a file, as a browser sends it."""
        mark = uuid4().hex
        fields = {**self.hidden(place), "what": what, "do": "act"}
        head = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        head += f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="large.pdf"\r\n\r\n'
        body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
        headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Referer": self.address + place}
        try:
            with self.opener.open(urllib.request.Request(self.address + place, body, headers)) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
