"""The demos: for each regulation that ships a fictional city, made through the same doors as a real one."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xuncha.demo.demo import Demo

PASSWORD = "xuncha-demo"

PASSPHRASE = "xuncha-demo-passphrase"
"""Under which the keys of a demo's intake office and of its custodians lie; known to everybody, as nothing there is real."""

FIRST = "yiwu"
"""The city that is shown where none is named."""

NO_CITIES = frozenset({"demo", "founding", "office", "routine", "sheet"})


def demo_names() -> tuple[str, ...]:
    """The cities there are, each named for its regulation, the first of them first."""
    found = sorted(one.name for one in iter_modules(__path__) if one.name not in NO_CITIES)
    return tuple(sorted(found, key=lambda name: name != FIRST))


def demo_of(name: str) -> Demo:
    """The city of this name; needs Django set up."""
    found: Demo = import_module(f"{__name__}.{name}").DEMO
    return found
