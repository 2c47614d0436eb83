"""`xuncha replay`: rebuild every table from the record alone, and compare."""

import time
from pathlib import Path
from uuid import UUID

import click

from xuncha.cli.office import office_at_hand
from xuncha.cli.progress import progress
from xuncha.cli.scheme import usable
from xuncha.core.faults import SchemeFaults
from xuncha.core.review.likeness import read_likes
from xuncha.core.review.under_another import Held, WouldBeLate, by_owner, held_against
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.server.trouble import Trouble
from xuncha.shipped import calendar

SHOWN = 50


@click.command()
@click.option("--check", is_flag=True, help="Say only the verdict: for a script, or a nightly job.")
@click.option("--under", metavar="ID|FILE", help="Hold the record against another regulation instead.")
@click.option(
    "--like",
    type=click.Path(exists=True, dir_okay=False),
    help="With --under: which duty here is which of the other, a table [like] in TOML.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    show_default=True,
    help="The language of --under.",
)
def replay(check: bool, under: str | None, like: str | None, lang: str) -> None:
    """
    Fold every act of the record anew, and compare each row of each table with what stands there.

    Nothing is decided again and nothing is changed. Every payload is held against what its header commits to. With any
    difference the exit code is 1, and each is named by its table, its id and the columns that differ.

    With --under, each duty is counted by the rule of another regulation that asks the same, from the same day, and those
    who would have been late are listed; matters are named by their place in the record only. Rules are matched by name, by
    what they say, and by the acts that open and discharge them; each pair is named, and so is every rule that has none.
    With --like FILE a person says it, which stands before all that:

    \b
    [like]
    own_plan = "unit_plan"      a duty here = a duty there
    circular = ""               it has none there
    """
    if like and not under:
        raise click.UsageError(
            "--like says which rules are alike under another regulation: give --under as well"
        )
    if under:
        _hold_against(under, like, lang)
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


def _hold_against(name: str, like: str | None, lang: str) -> None:
    """Who would have been late under another regulation."""
    try:
        other = usable(name)
        with office_at_hand():
            from django.utils import timezone

            from xuncha.queries.subjects import names_of  # these need Django set up
            from xuncha.store.duties_of_record import entered_at, every_duty
            from xuncha.store.schemes import scheme_of, scheme_version

            here = scheme_of(scheme_version(None))
            written = read_likes(Path(like).read_text("utf-8"), like, here, other) if like else {}
            held = held_against(
                every_duty(), here, other, calendar(), timezone.now(), entered_at, like=written
            )
            names = names_of([one.duty.owner for one in held.late if one.duty.owner])
    except SchemeFaults as error:
        raise Trouble("; ".join(fault.of(lang) for fault in error.faults[:5])) from None
    except UnicodeDecodeError:
        raise Trouble(f"{like} is not UTF-8; save it as UTF-8") from None
    for owner, lot in by_owner(held.late):
        who = names.get(owner, "—") if isinstance(owner, UUID) else "—"
        click.echo(Text(f"{who}：{len(lot)} 项", f"{who}: {len(lot)}").of(lang))
        for one in lot[:SHOWN]:
            click.echo(f"  {_late_line(one, here).of(lang)}")
    for line in (_pairs_line(held), _left_line(held), _summary(held, other)):
        if line.zh:
            click.echo(line.of(lang))


def _pairs_line(held: Held) -> Text:
    """The rules that were taken for each other though they are called otherwise: a person looks whether they are alike."""
    pairs = [f"{old} = {new}" for old, new in sorted(held.pairs.items()) if old != new]
    if not pairs:
        return Text("", "")
    return Text(
        f"当作同一项的（请核对）：{'、'.join(pairs)}",
        f"Taken for the same (look at them): {', '.join(pairs)}",
    )


def _left_line(held: Held) -> Text:
    left = [f"{rule} {n}" for rule, n in sorted(held.left.items(), key=lambda one: (-one[1], one[0]))]
    if not left:
        return Text("", "")
    return Text(
        f"没有对应规定的（可以用 --like 写明）：{'、'.join(left)}",
        f"Without a rule that asks the same (say which with --like): {', '.join(left)}",
    )


def _summary(held: Held, other: Scheme) -> Text:
    n = len(held.late)
    return Text(
        f"按 {other.id} 有期限的 {held.dated} 项，会逾期 {n} 项；没有日期的 {held.undated} 项；它没有对应规定的 {held.unmatched} 项。",
        f"{held.dated} duties have a day under {other.id}, {n} would be late; {held.undated} have none there;"
        f" {held.unmatched} it says nothing of.",
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
    by = (
        Text(f"{one.days} 天", f"{one.days} days")
        if one.days
        else Text(f"{one.hours} 小时", f"{one.hours} hours")
    )
    return Text(
        f"{one.rule.text.zh}（{cites}，第 {duty.opened_by} 条产生）：应 {one.due}，{done.zh}，晚 {by.zh}",
        f"{one.rule.text.en} ({cites}, opened by entry {duty.opened_by}): due {one.due}, {done.en}, {by.en} late",
    )
