"""Words in a report by which its writer could be known, so that the page can warn before it is sent.

Looked at while somebody writes, and kept nowhere: neither the words found nor that any were.  It looks for a few plain signs
(a number that reaches somebody, a document's number, a name after 我叫, one's own post) and judges nothing: no style,
no likeness with another text.  What it does not find may still tell who wrote.  Every sign is of bounded length, so that
a long text takes no longer than its length.

>>> [sign.words for sign in signs_in("我叫张三，电话13800138000")]
['我叫张三', '13800138000']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from xuncha.core.words import Text


class SignKind(StrEnum):
    """What kind of sign it is."""

    PHONE = "phone"
    CARD = "card"
    ACCOUNT = "account"
    MAIL = "mail"
    NAME = "name"
    POST = "post"
    WITNESS = "witness"


@dataclass(frozen=True, slots=True)
class Sign:
    """One place in the text: from where to where (in characters), the words that stand there, and what they are."""

    kind: SignKind
    start: int
    end: int
    words: str

    @property
    def text(self) -> Text:
        """What is said of it beside the field."""
        return SAYS[self.kind]


SAYS = {
    SignKind.PHONE: Text("电话号码会让人知道您是谁", "A telephone number tells who you are"),
    SignKind.CARD: Text("身份证号会让人知道您是谁", "An identity card number tells who you are"),
    SignKind.ACCOUNT: Text("QQ号、微信号会让人知道您是谁", "A QQ or WeChat account tells who you are"),
    SignKind.MAIL: Text("电子邮箱会让人知道您是谁", "An e-mail address tells who you are"),
    SignKind.NAME: Text("这里像是写了您的名字", "This reads like your own name"),
    SignKind.POST: Text("写明自己的单位和职务，等于写了名字", "Your own unit and post are as good as your name"),
    SignKind.WITNESS: Text("只有少数人在场的事，写出来别人能猜到是您",
                           "What only a few were present at lets others guess that it is you"),
}  # fmt: skip

_FIGURE = r"[0-9０-９]"
_MAIL = r"[A-Za-z0-9_.+-]"
_GAP = r"[\s\-－—]?"
_HAN = r"[\u3400-\u9fff]"
_WHERE = r"局|委|办|办公室|科|处|股|所|站|队|组|中心|医院|学校|中学|小学|村|社区|街道|镇|乡|公司|厂|单位"
_AS = (
    r"科长|副科长|股长|主任|副主任|所长|副所长|站长|队长|组长|会计|出纳|司机|文员|秘书|干事|科员|办事员|老师|教师|医生|"
    r"护士|书记|副书记|委员|村民|职工|员工|工作人员|临时工|保安|业主|家长|家属"
)
_SAYS_ONE = (
    r"(?:我(?:叫|的名字(?:是|叫)|姓)|(?:本人|我本人|举报人|反映人|投诉人|署名|姓名)(?:叫|是|姓|[:：]))"
)
_SIGNS: tuple[tuple[SignKind, re.Pattern[str]], ...] = (
    (SignKind.CARD, re.compile(rf"(?<!{_FIGURE}){_FIGURE}{{17}}[0-9０-９XxＸｘ](?!{_FIGURE})")),
    (SignKind.PHONE, re.compile(rf"(?<!{_FIGURE})[1１][3-9３-９]{_FIGURE}{_GAP}{_FIGURE}{{4}}{_GAP}{_FIGURE}{{4}}(?!{_FIGURE})")),
    (SignKind.PHONE, re.compile(rf"(?<!{_FIGURE})[0０]{_FIGURE}{{2,3}}{_GAP}{_FIGURE}{{7,8}}(?!{_FIGURE})")),
    (SignKind.MAIL, re.compile(rf"(?<!{_MAIL})(?:{_MAIL}){{1,64}}[@＠][A-Za-z0-9-]{{1,63}}\.[A-Za-z0-9.-]{{1,100}}")),
    (SignKind.ACCOUNT, re.compile(r"(?:(?i:qq|微信|wechat|weixin|vx))(?:号码?|群)?\s*(?:是|为|[:：])?\s*[A-Za-z0-9_\-]{5,20}")),
    (SignKind.NAME, re.compile(rf"{_SAYS_ONE}\s*{_HAN}{{1,4}}")),
    (SignKind.POST, re.compile(rf"(?:我|本人)(?:是|系|在|为)[^，。；！？\n]{{0,20}}?(?:{_WHERE})[^，。；！？\n]{{0,8}}?(?:{_AS})")),
    (SignKind.WITNESS, re.compile(r"(?:只有我|就我一(?:个)?人|我(?:亲自)?经手|我当时(?:也)?在场|我和[^，。；！？\n]{1,6}(?:两|二)个?人)")),
)  # fmt: skip

_NO_NAME = re.compile(r"(?:本人|反映人|举报人|投诉人)是(?:一名|一个|该|本|某)")
"""本人是一名… says what somebody is, and begins no name."""


def signs_in(text: str) -> tuple[Sign, ...]:
    """Every sign in a text, from its beginning to its end; of signs that overlap, the one that begins first."""
    found: list[Sign] = []
    for kind, start, end in sorted(_all(text), key=lambda one: (one[1], -one[2])):
        if not found or start >= found[-1].end:
            found.append(Sign(kind, start, end, text[start:end]))
    return tuple(found)


def _all(text: str) -> Iterator[tuple[SignKind, int, int]]:
    for kind, pattern in _SIGNS:
        for match in pattern.finditer(text):
            if kind is not SignKind.NAME or not _NO_NAME.match(match[0]):
                yield kind, match.start(), match.end()
