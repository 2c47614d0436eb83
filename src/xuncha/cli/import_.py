"""`xuncha import`: tables an office already has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from xuncha.cli.office import office_at_hand
from xuncha.cli.progress import progress
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.faults import nearest
from xuncha.core.first_hour.table import TableFaults, same
from xuncha.core.refusal import Refused
from xuncha.core.tables.columns import (
    FIELDS,
    HEADING_WITHIN,
    ColumnMap,
    chosen,
    find_heading,
    refuse_wordless,
    suggested,
    with_sealed,
)  # fmt: skip
from xuncha.core.tables.constants import read_constants
from xuncha.core.tables.letter import source_of
from xuncha.papers.tables import TableFile, open_table
from xuncha.server.remains import remains
from xuncha.server.trouble import Trouble

if TYPE_CHECKING:
    from xuncha.actions.import_complaints import Order, Tally
    from xuncha.core.facts.rows import Subject
    from xuncha.store.viewer import Viewer

SHOWN = 30
IMPORTING = ("complaint.received", "import.completed")


@click.group("import")
def command() -> None:
    """
    Bring in tables the office already has, row by row, into the record.

    Nothing is entered before it was shown and agreed to (or --yes said beforehand), and a table sent again doubles nothing.
    """


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--round", "round_", required=True, help="The round they belong to: its name or its id.")
@click.option("--sheet", default="", help="The sheet of a workbook, where more than one holds rows.")
@click.option(
    "--map", "pairs", multiple=True, metavar="COLUMN=FIELD",
    help="What a column holds (its heading or its letter); else the headings decide. Columns not named are left out.",
)  # fmt: skip
@click.option(
    "--set", "constants", multiple=True, metavar="FIELD=VALUE",
    help="What is the same in every row: kind, channel, mode, addressee, unit, place, category.",
)  # fmt: skip
@click.option(
    "--as", "as_", type=click.Choice(["current", "history"]), default="current", show_default=True,
    help="history: an old round. No duty is opened, and every row is archived at once.",
)  # fmt: skip
@click.option(
    "--petitioner", type=click.Choice(["drop", "seal"]),
    help="What becomes of columns that name the petitioner: not kept, or kept sealed and shown on no page. Asked when there are some.",
)  # fmt: skip
@click.option(
    "--seal", "seal", multiple=True, metavar="COLUMN",
    help="A column (its heading or its letter) that is kept sealed, whatever its heading suggests.",
)  # fmt: skip
@click.option(
    "--bad", type=click.Choice(["leave-out", "stop"]),
    help="Faulty rows: import the rest, or nothing. Asked when there are some; with --yes, nothing.",
)  # fmt: skip
@click.option(
    "--changed", type=click.Choice(["leave-out", "stop"]),
    help="Rows that say something else than when they came: import the rest, or nothing. Asked; with --yes, nothing.",
)  # fmt: skip
@click.option(
    "--source", default="", metavar="NAME",
    help="What the rows are numbered in, such as a hotline; else the file's name without its figures.",
)  # fmt: skip
@click.option("--account", default="", help="By whose post: a login name; needed where several may import.")
@click.option("--check", is_flag=True, help="Only show what the table holds.")
@click.option("--yes", is_flag=True, help="Ask nothing.")
def complaints(
    file: Path, round_: str, sheet: str, pairs: tuple[str, ...], constants: tuple[str, ...], as_: str,
    petitioner: str | None, seal: tuple[str, ...], bad: str | None, changed: str | None, source: str, account: str, check: bool, yes: bool,
) -> None:  # fmt: skip
    """
    Register the complaints of a table (CSV, XLSX, XLS, ODS), each as an act of its own, all of them or none.

    A row is known again by its number in its source (field source_id), else by the file's name, sheet and row; new, same
    and changed rows are counted before anything is entered. A changed row is named, and what was registered stays as it
    is; where it is another letter, its table is of another --source. Faulty rows are named by row, column and reason,
    never by what they say. The round stands still while rows are entered.

    \b
    Fields: source_id subject extract channel mode written_on received_on unit category place answer
    xuncha import complaints letters.xlsx --round 第一轮巡查 --set channel=letter
    xuncha import complaints hotline.csv --round 第一轮巡查 --map 工单号=source_id --map 诉求=extract \\
                             --set channel=other:热线 --as history --petitioner drop --bad leave-out --yes
    """
    with office_at_hand(writes=True), faults_said(file):
        from xuncha.actions.import_complaints import Order  # these need Django set up
        from xuncha.store.schemes import scheme_for

        now = datetime.now(SHANGHAI)
        viewer = asked_viewer(account, now)
        round_row = asked_round(viewer, round_)
        table = open_table(file)
        name = asked_sheet(table, sheet)
        columns = settled_petitioner(asked_columns(table, name, pairs, seal), petitioner, yes=yes)
        unit = next((pair.partition("=")[2] for pair in constants if pair.startswith("unit=")), "")
        others = [pair for pair in constants if not pair.startswith("unit=")]
        scheme = scheme_for(round_row)
        order = Order(
            round_row.id, columns, table.digest, read_constants(others, scheme, columns), unit.strip(),
            as_ == "history", bad == "leave-out", changed == "leave-out", source_of(file.name, source),
        )  # fmt: skip
        say_columns(columns, order.constants, unit)
        bring_in(viewer, order, table, name, now, check=check, yes=yes, stop={"bad": bad, "changed": changed})


def bring_in(
    viewer: Viewer, order: Order, table: TableFile, sheet: str, now: datetime, *, check: bool, yes: bool,
    stop: Mapping[str, str | None],
) -> None:  # fmt: skip
    """Show what the table holds; then, when agreed to, register it and make it findable."""
    from dataclasses import replace

    from xuncha.actions.import_complaints import survey  # these need Django set up
    from xuncha.store.findable import make_findable

    of = sum(1 for _ in table.rows(sheet))
    if check or not yes:  # with --yes nobody would look at a survey first, so the table is gone through once
        seen = survey(
            viewer, order, table.rows(sheet), now, lambda done: progress("checking", done, max(done, of))
        )
        say_tally(seen, viewer)
        if check:
            return
        if not seen.n_new:
            make_findable()  # should an earlier time have been broken off
            say_nothing_new(seen, order)
            return
        order = replace(
            order,
            leaves_changed=leaves_changed(seen, stop["changed"]),
            leaves_bad_out=leaves_bad_out(seen, stop["bad"]),
        )
        if not click.confirm(f"\n登记这 {seen.n_new:,} 件？ Register these {seen.n_new:,}?"):
            raise Trouble("nothing was entered")
    done = entered(viewer, order, table, sheet, now, of, is_told=yes)
    if not done.n_new:
        say_nothing_new(done, order)
        return
    numbers = f" {done.first_number} … {done.last_number}" if done.first_number else ""
    click.echo(f"\n登记了 {done.n_new:,} 件{numbers}。{done.n_new:,} complaints were registered{numbers}.")


def entered(
    viewer: Viewer, order: Order, table: TableFile, sheet: str, now: datetime, of: int, *, is_told: bool
) -> Tally:
    """Register the table's new rows; what it held is told here where no survey has told it."""
    from xuncha.actions.import_complaints import (
        NothingImported,
        import_complaints,
    )  # these need Django set up

    remains()
    try:
        done = import_complaints(
            viewer, order, table.rows(sheet), now,
            lambda n: progress("entering", n, max(n, of)), lambda n: progress("searchable", n, max(n, of)),
        )  # fmt: skip
    except NothingImported as nothing:
        if is_told:
            say_tally(nothing.tally, viewer)
        raise Trouble(why_nothing(nothing.tally, order)) from None
    if is_told:
        say_tally(done, viewer)
    return done


def why_nothing(tally: Tally, order: Order) -> str:
    """Why nothing was entered: the changed rows before the faulty ones, as a letter may be lost by them."""
    if tally.n_changed and not order.leaves_changed:
        return changed_rows(tally.n_changed)
    return faulty_rows(tally.n_bad)


def changed_rows(n: int) -> str:
    return (
        f"nothing was entered: {n:,} rows differ from what was registered under their number or place; "
        "if they are other letters, give their table a name of its own with --source NAME; "
        "if they are the same letters, leave them as registered with --changed leave-out"
    )


def faulty_rows(n: int) -> str:
    return (
        f"nothing was entered: {n:,} rows are faulty; mend them in the table, "
        "or import the rest with --bad leave-out"
    )


def say_nothing_new(seen: Tally, order: Order) -> None:
    """A table whose rows stand on record already; one of nothing but faults is a trouble, as are changed rows."""
    if seen.n_changed and not order.leaves_changed:
        raise Trouble(changed_rows(seen.n_changed))
    if seen.n_bad and not (seen.n_same or seen.n_changed):
        raise Trouble(f"nothing was entered: every one of the {seen.n_bad:,} rows is faulty")
    click.echo("\n没有新的信访件，什么也没有登记。Nothing new; nothing was entered.")


def leaves_changed(seen: Tally, changed: str | None) -> bool:
    """Whether changed rows stay as they were registered; refuses to guess."""
    if not seen.n_changed or changed == "leave-out":
        return True
    asked = (
        f"\n有 {seen.n_changed:,} 行与原来登记的不一样。是同一件信吗？是的话保留原来的登记，只登记其余的。"
        f" {seen.n_changed:,} rows differ. Are they the same letters, to be left as they were registered?"
    )
    if changed == "stop" or not click.confirm(asked):
        raise Trouble(changed_rows(seen.n_changed))
    return True


def leaves_bad_out(seen: Tally, bad: str | None) -> bool:
    """Whether faulty rows are left out; refuses to guess."""
    if not seen.n_bad or bad == "leave-out":
        return True
    if bad == "stop":
        raise Trouble(faulty_rows(seen.n_bad))
    asked = f"\n有 {seen.n_bad:,} 行有问题。不要这些行，登记其余的？ Leave {seen.n_bad:,} faulty rows out?"
    if not click.confirm(asked):
        raise Trouble("nothing was entered")
    return True


@contextmanager
def faults_said(file: Path) -> Iterator[None]:
    """What is wrong with the table or what a clause refuses, said in both languages; then the command stops."""
    from xuncha.actions.perform import NotThere  # needs Django set up

    try:
        yield
    except TableFaults as faults:
        for fault in faults.faults:
            click.echo(f"{fault.of('zh')}\n{fault.of('en')}", err=True)
        raise Trouble(f"{file.name} cannot be imported as it is; nothing was entered") from None
    except Refused as refused:
        for refusal in refused.refusals:
            for lang in ("zh", "en"):
                missing = "; ".join(one.text.of(lang) for one in refusal.missing)
                click.echo(refusal.what.of(lang) + (f" ({missing})" if missing else ""), err=True)
        raise Trouble("this post may not import these complaints; nothing was entered") from None
    except NotThere:
        raise Trouble("there is no such round; nothing was entered") from None


# ---------------------------------------------------------------------------------------------- asking


def asked_viewer(account: str, now: datetime) -> Viewer:
    """The person in whose post the complaints are entered."""
    from xuncha.queries.importers import as_viewer, importers

    found = importers(IMPORTING, now.date(), account)
    names = ", ".join(one.login_name for one in found[:6])
    if not found and account:
        raise Trouble(f"the account {account} holds no post that may import complaints")
    if not found:
        raise Trouble(
            "no account holds a post that may import complaints; give somebody such a post on its pages"
        )
    if len(found) > 1:
        raise Trouble(f"several accounts may import; name one with --account: {names}")
    viewer = as_viewer(found[0], now.date())
    if viewer is None:
        raise Trouble(f"the account {found[0].login_name} holds no post today")
    return viewer


def asked_round(viewer: Viewer, word: str) -> Subject:
    """The round of this name or id, among those the viewer may open."""
    from xuncha.queries.subjects import listed, subject_for_page

    key = as_id(word)
    by_id = subject_for_page(viewer, key) if key else None
    if by_id is not None:
        return by_id
    rounds = listed(viewer, "campaign", {}, size=500).rows
    named = [row for row in rounds if same(row.title) == same(word)]
    if len(named) == 1:
        return named[0]
    if named:
        raise Trouble(
            f"several rounds are called {word}; name one by its id: {', '.join(str(row.id) for row in named)}"
        )
    raise Trouble(f"there is no round {word}. {nearest(word, [row.title for row in rounds])}")


def as_id(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None


def asked_sheet(table: TableFile, sheet: str) -> str:
    """The sheet named, or the only one that holds rows."""
    if sheet and sheet not in table.sheets:
        raise Trouble(f"there is no sheet {sheet} with rows. {nearest(sheet, table.sheets)}")
    if not sheet and len(table.sheets) > 1:
        raise Trouble(f"several sheets hold rows; name one with --sheet: {', '.join(table.sheets)}")
    return sheet or table.sheets[0]


def asked_columns(table: TableFile, sheet: str, pairs: tuple[str, ...], seal: tuple[str, ...]) -> ColumnMap:
    """What the columns hold, as said, or else as the headings suggest."""
    heading = find_heading(list(islice(table.rows(sheet), HEADING_WITHIN)))
    if heading is None:
        raise Trouble(f"{table.place.name} holds no rows")
    columns = chosen(heading, pairs) if pairs else suggested(heading)
    columns = with_sealed(columns, seal, is_said=bool(pairs))
    refuse_wordless(columns)
    return columns


def settled_petitioner(columns: ColumnMap, petitioner: str | None, *, yes: bool) -> ColumnMap:
    """Names and contacts are dropped or sealed by choice, not by accident; asked where none was made."""
    if not columns.dropped_columns or petitioner == "drop":
        return columns
    names = ", ".join(columns.dropped_columns)
    if petitioner is None:
        undecided = Trouble(
            f"these columns name the petitioner: {names}; say what becomes of them: --petitioner drop (they are not kept) "
            "or --petitioner seal (kept sealed, and shown on no page)"
        )
        if yes:
            raise undecided
        try:
            petitioner = click.prompt(
                f"这些栏写的是来件人：{names}。不保存（drop），还是封存（seal，加密留存，哪一页都不显示）？\n"
                "These columns name the petitioner. Drop them, or seal them (kept encrypted, shown on no page)?",
                type=click.Choice(["drop", "seal"]),
            )
        except click.Abort:
            raise undecided from None
    return columns.all_sealed() if petitioner == "seal" else columns


# ---------------------------------------------------------------------------------------------- telling


def say_columns(columns: ColumnMap, constants: Mapping[str, str], unit: str) -> None:
    click.echo("读法 How the table is read:")
    for field, place in columns.places.items():
        click.echo(f"  {FIELDS[field].text.zh} {field:<12} <- {columns.heading.names[place]}")
    same_in_all = {**constants, **({"unit": unit} if unit else {})}
    click.echo(
        "  各行相同 in every row: " + ", ".join(f"{name}={value}" for name, value in same_in_all.items())
    )
    if columns.sealed:
        click.echo("  来件人，封存 petitioner, sealed: " + ", ".join(columns.sealed_columns))
    if columns.dropped_columns:
        click.echo("  来件人，不保存 petitioner, dropped: " + ", ".join(columns.dropped_columns))
    if columns.unused:
        click.echo("  没有用到 not used: " + ", ".join(columns.unused))


def say_tally(seen: Tally, viewer: Viewer) -> None:
    from xuncha.queries.subjects import subjects_by_id

    click.echo(f"\n{seen.n_rows:,} 行 rows:")
    for zh, en, n in (
        ("与以前不一样", "changed", seen.n_changed),
        ("新件", "new", seen.n_new),
        ("以前导入过", "the same as before", seen.n_same),
        ("有问题", "faulty", seen.n_bad),
        ("空行", "blank", seen.n_blank),
        ("没有主题，取自内容", "of the new, subject taken from the text", seen.n_borrowed),
    ):
        click.echo(f"  {n:>9,}  {zh} {en}")
    changed = seen.changed[:SHOWN]
    numbers = {key: row.number for key, row in subjects_by_id(viewer, (key for _, key in changed)).items()}
    for row, key in changed:
        click.echo(f"{row.of('zh')} {numbers.get(key, '')}\n    {row.of('en')} {numbers.get(key, '')}")
    for problem in seen.problems[:SHOWN]:
        click.echo(f"{problem.of('zh')}\n    {problem.of('en')}")
    rest = max(seen.n_bad - SHOWN, 0) + seen.n_changed - len(changed)
    if rest > 0:
        click.echo(f"…… 还有 {rest:,} 行 and {rest:,} more")
