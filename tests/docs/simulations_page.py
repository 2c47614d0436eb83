"""The page of the dates that the worked cases come to: `python -m tests.docs.simulations_page` writes it anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from xuncha.cli.scheme import usable
from xuncha.core.review.worked_case import PlayedDuty, played, read_case
from xuncha.shipped import calendar, case_text, scheme_ids

PLACE = Path(__file__).parents[2] / "docs/simulations.md"

HEAD = """# The dates of the worked cases

Each regulation ships with a case that plays it (`src/xuncha/schemes/cases`), and `xuncha scheme simulate ID` lists every duty the case opens.
Below are those that have a day. Where the last column says how, somebody counted the day by hand from the text and a calendar, before the
case was run, and the run must come to it; all the others were computed alone. Duties that come to the same day alike stand once, with how many
they are. Duties without a day wait for an act (`before`), for a limit that a person sets, or for the text's own word, such as 及时.

This page is made from the cases, and a test keeps it so.
"""

HEADS = """| clause | owner | owes | counted from | due | days left out | how it was counted by hand |
| --- | --- | --- | --- | --- | --- | --- |"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for name in scheme_ids() for line in _case(name))])


def _case(name: str) -> Iterator[str]:
    scheme = usable(name)
    result = played(read_case(case_text(name)), scheme, calendar())
    by_hand = {(one.rule, one.due): one.counted for one in result.case.expected if one.due}
    dated = [duty for duty in result.duties if duty.due_on]
    yield f"## {scheme.text.zh} (`{name}`)\n"
    yield (
        f"{result.case.text.en}, from {result.start}: {result.acts} acts, {len(result.duties)} duties, {len(dated)} of them"
        f" with a day; {len(by_hand)} days counted by hand.\n"
    )
    yield HEADS
    for cells, times in Counter(_cells(duty, by_hand) for duty in sorted(dated, key=_order)).items():
        clause, owner, owes, *rest = cells
        yield _row([clause, owner, f"{owes} ({times} of them)" if times > 1 else owes, *rest])
    yield ""


def _order(duty: PlayedDuty) -> tuple[object, ...]:
    return (duty.opened_on, duty.due_on, duty.cite, duty.owner.zh)


def _cells(duty: PlayedDuty, by_hand: Mapping[tuple[str, str], str]) -> tuple[str, ...]:
    return (
        " ".join(f"`{clause}`" for clause in duty.cite), duty.owner.zh, duty.text.zh, f"{duty.opened_on}", f"{duty.due_on}",
        ", ".join(f"{day:%m-%d}" for day in duty.skipped), by_hand.get((duty.rule, f"{duty.due_on}"), ""),
    )  # fmt: skip


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
