"""
Runs the tests of a regulation once more, through its pages.

A test that shows in memory that a value is kept carries the mark of its clause as `recorded-core`: half of what the clause
asks. Here the same test is run on another ground (`tests.regulations.paged`): every act in it is a form opened, answered
and sent by whoever holds the post, and every value that it reads must stand in words on the page, the print and the export
of the matter. So the clause is shown whole, and the mark says `recorded`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import pytest

from tests import regulations

HALF = "recorded-core"


def through_pages(name: str, *, besides: frozenset[str] = frozenset()) -> dict[str, Callable[..., None]]:
    """The tests of a regulation whose clauses only pages can show, each to be run through pages."""
    package = importlib.import_module(f"{regulations.__name__}.{name}")
    modules = sorted(
        one.name for one in pkgutil.iter_modules(package.__path__) if one.name.startswith("test_")
    )
    found = {}
    for module in modules:
        for test, function in vars(importlib.import_module(f"{package.__name__}.{module}")).items():
            is_test = test.startswith("test_") and inspect.isfunction(function) and test not in besides
            if is_test and (again := _again(function)) is not None:
                found[f"{test}_{module.removeprefix('test_')}"] = again
    return found


def _again(function: Callable[..., None]) -> Callable[..., None] | None:
    """The same test with whole marks; nothing where no clause of it is only half shown."""
    assert isinstance(function, FunctionType)
    marks = getattr(function, "pytestmark", [])
    is_whole = any(mark.name == "clause" for mark in marks)
    whole = [one for mark in marks for one in _whole(mark, is_whole)]
    if not any(mark.name == "clause" for mark in whole) and not any(map(_has_clauses, marks)):
        return None
    made = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    made.__doc__, made.__annotations__ = function.__doc__, function.__annotations__
    made.pytestmark = [*whole, pytest.mark.usefixtures("pages").mark]  # type: ignore[attr-defined]
    return made


def _whole(mark: pytest.Mark, is_whole: bool) -> Iterator[pytest.Mark]:
    """A mark whose half clauses are whole; clauses shown already are left out, and so are cases of none where the
    clauses stand on the cases."""
    if mark.name == "clause":
        if mark.kwargs.get("effect") == HALF:
            yield pytest.mark.clause(*mark.args, effect="recorded").mark
    elif mark.name == "parametrize":
        names, cases, *rest = mark.args
        tells_apart = not is_whole and any(map(_is_half, cases))
        again = [_case(one) for one in cases if not tells_apart or _is_half(one)]
        yield pytest.mark.parametrize(names, again, *rest, **mark.kwargs).mark
    else:
        yield mark


def _case(case: Any) -> Any:
    if not isinstance(case, tuple) or not hasattr(case, "marks"):
        return case
    marks = [one for mark in case.marks for one in _whole(getattr(mark, "mark", mark), True)]
    return pytest.param(
        *case.values,
        id=case.id,
        marks=[getattr(pytest.mark, one.name)(*one.args, **one.kwargs) for one in marks],
    )


def _has_clauses(mark: pytest.Mark) -> bool:
    return mark.name == "parametrize" and any(map(_is_half, mark.args[1]))


def _is_marked(case: Any) -> bool:
    return any(one.name == "clause" for one in getattr(case, "marks", ()))


def _is_half(case: Any) -> bool:
    return any(
        one.name == "clause" and one.kwargs.get("effect") == HALF for one in getattr(case, "marks", ())
    )
