"""Slips with an account and its first password: plain for a terminal, and an A4 page to cut along the lines."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xuncha.actions.first_hour import Slip
from xuncha.core.words import Text

STYLE = """
@page { size: A4; margin: 12mm }
body { font: 11pt/1.5 "Noto Serif CJK SC", "Songti SC", SimSun, serif; color: #000; margin: 0 }
ul { display: grid; grid-template-columns: 1fr 1fr; margin: 0; padding: 0; list-style: none }
li { break-inside: avoid; border: 1px dashed #767676; margin: -1px 0 0 -1px; padding: 7mm 8mm }
h2 { font-size: 11pt; margin: 0 0 2mm }
dl { display: grid; grid-template-columns: 8em 1fr; margin: 0 }
dt { color: #444 }
dd { margin: 0 }
.password { font: 13pt monospace }
small { display: block; margin-top: 2mm; color: #444 }
""".strip()

ADVICE = Text(
    "请当面交本人；登录后请自行更换密码。",
    "Hand it to the person; change the password after the first login.",
)


def as_text(slips: Sequence[Slip], office: Text, *, is_practice: bool) -> str:
    """The slips for a terminal or a plain printer, a dashed line between them."""
    return f"\n{'- ' * 24}\n".join(_plain(slip, heading(office, is_practice)) for slip in slips)


def as_page(slips: Sequence[Slip], office: Text, address: str, *, is_practice: bool) -> str:
    """One HTML page that needs nothing else: two slips a row, each to be cut out along its dashed lines."""
    title = heading(office, is_practice)
    items = "\n".join(_item(slip, title, address) for slip in slips)
    return (
        f'<!doctype html>\n<html lang="zh-Hans">\n<head><meta charset="utf-8"><title>{escape(title)}</title>\n'
        f"<style>\n{STYLE}\n</style></head>\n<body>\n<ul>\n{items}\n</ul>\n</body>\n</html>\n"
    )


def heading(office: Text, is_practice: bool) -> str:
    """The office's name; a practice office says on every paper that it is one."""
    name = f"{office.zh} {office.en}".strip()
    return f"演练 PRACTICE · {name}" if is_practice else name


def _plain(slip: Slip, title: str) -> str:
    rows = [f"{label.zh} {label.en:<9} {value}" for label, value in _rows(slip)]
    return "\n".join([title, *rows])


def _item(slip: Slip, title: str, address: str) -> str:
    rows = "".join(
        f"<dt>{label.zh} {label.en}</dt><dd{' class=password' if label.en == 'password' else ''}>{escape(value)}</dd>"
        for label, value in [*_rows(slip), (Text("网址", "address"), address)]
    )
    return f"<li><h2>{escape(title)}</h2><dl>{rows}</dl><small>{ADVICE.zh}<br>{ADVICE.en}</small></li>"


def _rows(slip: Slip) -> list[tuple[Text, str]]:
    return [
        (Text("姓名", "name"), slip.name), (Text("单位", "place"), slip.place),
        (Text("账号", "account"), slip.account), (Text("密码", "password"), slip.password),
    ]  # fmt: skip
