"""Where each rule and each key of a scheme file stands, so that a message can name the line."""

from __future__ import annotations

import re

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""^\s*["']?([\w\-]+)["']?\s*[=.]""")
_WEIGHTY = re.compile(r"[\[{.\d]")


class Lines:
    """The lines of a file: its tables by name or by turn, and the keys within one."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._places: dict[tuple[str, int], int] = {}
        turns: dict[str, int] = {}
        for number, line in enumerate(self._lines, 1):
            if header := _HEADER.match(line):
                name = _plain(header[2])
                turn = turns[name] = turns.get(name, 0) + 1
                self._places[name, turn] = number

    def table(self, name: str, turn: int = 1) -> int:
        """The line of `[name]`, or of the given turn of `[[name]]`; else that of the nearest table in it or around it."""
        if found := self._places.get((name, turn)):
            return found
        inside = (line for (table, _), line in self._places.items() if table.startswith(f"{name}."))
        return next(inside, 0) or (self.table(name.rpartition(".")[0]) if "." in name else 0)

    def key(self, start: int, *names: str) -> int:
        """The line of the first of these keys in the table that begins at `start`; else that line itself."""
        for name in names:
            for number in range(start + 1, self._end(start) + 1):
                found = _KEY.match(self._lines[number - 1])
                header = _HEADER.match(self._lines[number - 1])
                if (found and found[1] == name) or (header and _plain(header[2]).endswith(f".{name}")):
                    return number
        return start

    def weightiest(self) -> int:
        """The line with the most brackets, dots and figures: where a text stands that no reader can take in."""
        weights = [len(_WEIGHTY.findall(line)) for line in self._lines]
        return weights.index(max(weights)) + 1

    def _end(self, start: int) -> int:
        """The last line of the table that begins at `start`, its sub-tables included."""
        header = _HEADER.match(self._lines[start - 1]) if 0 < start <= len(self._lines) else None
        within = f"{_plain(header[2])}." if header else ""
        for number in range(start + 1, len(self._lines) + 1):
            following = _HEADER.match(self._lines[number - 1])
            if following and not (within and _plain(following[2]).startswith(within)):
                return number - 1
        return len(self._lines)


def _plain(name: str) -> str:
    return "".join(part for part in name if part not in " \"'")
