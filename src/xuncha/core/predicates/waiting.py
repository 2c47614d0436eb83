"""What must happen in an office before a condition can hold: each predicate declares it, and the check of a regulation asks who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha.core.facts.values import listed

Args = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that a condition waits for: one of these acts, a thing of one of these kinds, or one of these states."""

    acts: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    """The roles, one of which does the act; empty where it may be anybody."""
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    of: str = "self"
    """Whose state it is: that of the thing at hand, or of what it belongs to."""
    looks_only: bool = False
    """Whether the condition holds without it, and then refuses nothing."""


Waits = Callable[[Args], tuple[Wait, ...]]
"""What a predicate with these parameters waits for: all of it must be possible."""


def nothing(args: Args) -> tuple[Wait, ...]:
    """It is judged by the act itself, or holds where nothing has happened yet."""
    return ()


def one_of(*acts: str, by: str = "") -> Waits:
    """One of these acts; `by` is the parameter that names who does it."""
    return lambda args: (Wait(acts, words(args, by)),)


def one_named(args: Args) -> tuple[Wait, ...]:
    """One of the acts it names."""
    return (Wait(words(args, "acts")),)


def each_named(args: Args) -> tuple[Wait, ...]:
    """Every one of the acts it names."""
    return tuple(Wait((act,)) for act in words(args, "acts"))


def looks_at(*acts: str) -> Waits:
    """It judges these acts, or those it names, where there is one, and holds where there is none."""
    return lambda args: (Wait(acts or words(args, "acts"), looks_only=True),)


def begun(name: str, *, looks_only: bool = False) -> Waits:
    """Something of the kinds that a parameter names; `looks_only` where nothing of them ever leaves nothing to look at."""
    return lambda args: (Wait(kinds=words(args, name), looks_only=looks_only),)


def words(args: Args, name: str) -> tuple[str, ...]:
    """The values of a parameter; `value` is the one parameter that may stand alone."""
    if not name:
        return ()
    return tuple(str(one) for one in listed(args.get(name, args.get("value"))))
