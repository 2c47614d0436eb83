"""A cleaned copy of a file: what is to be seen or read in it, and nothing of who made it, when, where and with what.

Made by a process of its own (`process.py`) that can open no file, no connection and no program.  What cannot be cleaned is said
(`Unclean`); it is never passed on half cleaned.
"""

from __future__ import annotations

from xuncha.core.words import Text


class Unclean(ValueError):
    """No cleaned copy can be made; `why` is a key of `WHY`."""

    def __init__(self, why: str) -> None:
        self.why = why if why in WHY else "broken"
        super().__init__(why)

    @property
    def text(self) -> Text:
        return WHY[self.why]


WHY = {
    "kind": Text("录音、录像不能清理：声音、画面和里面夹带的信息都在", "Sound and video cannot be cleaned: voice, picture and what they hide stay"),
    "broken": Text("文件是坏的，或者和它自称的格式不符", "The file is broken, or is not what it claims to be"),
    "password": Text("文件带打开口令", "The file opens with a password only"),
    "inside": Text("里面有不能清理的图片或者对象", "It holds a picture or an object that cannot be cleaned"),
    "hidden": Text("里面有隐藏的工作表、行或者列，看不到的不能清理", "It has hidden sheets, rows or columns, and what nobody sees cannot be cleaned"),
    "too much": Text("清理它要用的内存或者时间超过了限度", "Cleaning it takes more memory or time than is allowed"),
}  # fmt: skip
"""Why a file cannot be cleaned."""
