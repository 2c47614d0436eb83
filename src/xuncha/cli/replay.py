"""`xuncha replay`: rebuild every table from the record alone, and compare."""

import time
from uuid import UUID

import click

from xuncha.cli.office import office_at_hand
from xuncha.cli.progress import progress
from xuncha.cli.scheme import usable
from xuncha.core.faults import SchemeFaults
from xuncha.core.review.under_another import WouldBeLate, by_owner, held_against
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.server.trouble import Trouble
from xuncha.shipped import calendar

SHOWN = 50


@click.command()
@click.option("--check", is_flag=True, help="Say only the verdict: for a script, or a nightly job.")
@click.option("--under", metavar="ID|FILE", help="Hold the record against another regulation instead.")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of --under.",
)
def replay(check: bool, under: str | None, lang: str) -> None:
    """
    Fold every act of the record anew, and compare each row of each table with what stands there.

    Nothing is decided again and nothing is changed. Every payload is held against what its header commits to. With any
    difference the exit code is 1, and each is named by its table, its id and the columns that differ.

    With --under, each duty is counted by the rule of another regulation that asks the same, from the same day, and those
    who would have been late are listed; matters are named by their place in the record only.
    """
    if under:
        _hold_against(under, lang)
        return
    with office_at_hand():
        from xuncha.store.replay import n_acts  # these need Django set up
        from xuncha.store.replay import replay as fold_anew

        began, of = time.monotonic(), n_acts()
        report = fold_anew(lambda done: progress("acts", done, max(of, done)))
        took = time.monotonic() - began
    n_differences = len(report.differences)
    if not check:
        for line in report.differences[:SHOWN]:
            click.echo(line)
        if n_differences > SHOWN:
            click.echo(f"... and {n_differences - SHOWN:,} more")
    verdict = f"{report.acts:,} acts, {report.rows:,} rows, {n_differences:,} differences"
    if n_differences:
        raise Trouble(
            f"{verdict}; the tables are not what the record says: keep them as they are and look into it"
        )
    click.echo(f"{verdict} ({took:.1f} s)")


def _hold_against(name: str, lang: str) -> None:
    """Who would have been late under another regulation."""
    try:
        other = usable(name)
    except SchemeFaults as error:
        raise Trouble("; ".join(fault.of(lang) for fault in error.faults[:5])) from None
    with office_at_hand():
        from django.utils import timezone

        from xuncha.queries.subjects import names_of  # these need Django set up
        from xuncha.store.duties_of_record import every_duty
        from xuncha.store.schemes import scheme_of, scheme_version

        here = scheme_of(scheme_version(None))
        held = held_against(every_duty(), here, other, calendar(), timezone.localdate())
        names = names_of([one.duty.owner for one in held.late if one.duty.owner])
    for owner, lot in by_owner(held.late):
        who = names.get(owner, "—") if isinstance(owner, UUID) else "—"
        click.echo(Text(f"{who}：{len(lot)} 项", f"{who}: {len(lot)}").of(lang))
        for one in lot[:SHOWN]:
            click.echo(f"  {_late_line(one, here).of(lang)}")
    n = len(held.late)
    click.echo(
        Text(
            f"按 {other.id} 有期限的 {held.dated} 项，会逾期 {n} 项；它没有对应规定的 {held.unmatched} 项。",
            f"{held.dated} duties have a day under {other.id}, {n} would be late; {held.unmatched} it says nothing of.",
        ).of(lang)
    )


def _late_line(one: WouldBeLate, here: Scheme) -> Text:
    """`公布通知书（a-11-32 → b-3-1，第 812 条产生）：应 2026-09-10 前，2026-09-14 办，晚 4 天`."""
    was, duty = here.duties.get(one.duty.rule), one.duty
    cites = f"{', '.join(was.cite if was else ())} → {', '.join(one.rule.cite)}"
    done = (
        Text(f"{duty.closed_on} 办", f"done {duty.closed_on}")
        if duty.closed_on
        else Text("还没有办", "still open")
    )
    return Text(
        f"{one.rule.text.zh}（{cites}，第 {duty.opened_by} 条产生）：应 {one.due}，{done.zh}，晚 {one.days} 天",
        f"{one.rule.text.en} ({cites}, opened by entry {duty.opened_by}): due {one.due}, {done.en}, {one.days} days late",
    )
