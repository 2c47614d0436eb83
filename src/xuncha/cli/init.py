"""`xuncha init`: an office's first hour, without the demo."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

from xuncha.cli.progress import progress
from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.faults import SchemeFaults
from xuncha.core.first_hour.parties import Party, first_post, standing_bodies
from xuncha.core.first_hour.people import PersonLine, read_people
from xuncha.core.first_hour.table import Table, TableFaults
from xuncha.core.first_hour.units import UnitLine, read_units
from xuncha.core.review.check import faults_in
from xuncha.core.scheme.clause import read_clauses
from xuncha.core.scheme.reader import read_scheme
from xuncha.core.scheme.rules import Scheme
from xuncha.core.this_machine import is_of_this_machine
from xuncha.core.words import Text
from xuncha.server.database import migrate_apart, open_database, schema_name, use_as_application
from xuncha.server.folder import data_folder
from xuncha.server.trouble import Trouble
from xuncha.shipped import base_text, scheme_ids, scheme_text

if TYPE_CHECKING:
    from xuncha.actions.first_hour import Slip

PRACTICE_SCHEMA = "practice"
UNITS_ASKED = (
    "粘贴单位（名称、类型、上级；空行结束） Paste the units: name, kind, unit above; end with an empty line"
)
PEOPLE_ASKED = (
    "粘贴人员（姓名、单位或机构、岗位、是否班子成员；空行结束） "
    "Paste the people: name, body or unit, seat, leadership yes or no; end with an empty line"
)

Read = TypeVar("Read")


@dataclass(frozen=True)
class Office:
    """What is typed about the office itself; an empty word is asked for."""

    name: Text
    scheme: Scheme
    source: str
    is_practice: bool
    clauses: str = ""
    """The table of clauses and the worked case that lie beside a file of the office's own."""
    case: str = ""


@click.command()
@click.option("--name", default="", help="The office's name in Chinese.")
@click.option("--name-en", default="", help="The office's name in English.")
@click.option("--scheme", default="", help="The regulation: a name that ships, or a scheme file of your own.")
@click.option("--units", type=click.Path(path_type=Path), help="A table of units: name, kind, unit above.")
@click.option(
    "--people",
    type=click.Path(path_type=Path),
    help="A table of people: name, body or unit, seat, leadership.",
)
@click.option(
    "--me",
    default="",
    help="Your name: found the office with your account only, and go on with the page of the first hour.",
)
@click.option(
    "--slips", type=click.Path(path_type=Path), help="Write the accounts there as a page to print and cut."
)
@click.option("--practice", is_flag=True, help="An office for practice: 演练 on every page and paper.")
def init(
    name: str,
    name_en: str,
    scheme: str,
    units: Path | None,
    people: Path | None,
    me: str,
    slips: Path | None,
    practice: bool,
) -> None:
    """
    Found an office: its name, its regulation, its units and people, an account for each of them.

    With --me it is founded with yourself alone; units and people are then pasted into a page. Without,
    it asks for what the options leave out. Tables are tab or comma separated, with a heading or in the order named above,
    and are saved from a spreadsheet as text or CSV; `-` reads from the standard input. Bodies (leading group, office,
    receivers) come from the regulation. A scheme file of your own is checked first, and kept with the table of clauses
    and the worked case beside it (clauses/NAME.tsv, cases/NAME.toml). Either everything is entered or, where a line is
    wrong, nothing, and each
    wrong line is named. An office is founded once: a second time changes nothing.

    \b
    xuncha init --name 澜汀市巡查办 --name-en "Lanting Inspection Office" \\
                --scheme ID --units units.csv --people people.csv --slips slips.html
    xuncha init --me 江予白
    xuncha init --practice

    A practice office has a database of its own. To serve it: XUNCHA_SCHEMA=practice xuncha serve
    """
    if practice:
        os.environ.setdefault("XUNCHA_SCHEMA", PRACTICE_SCHEMA)
    refuse_taken_file(slips)
    warn_of_this_machine(slips)
    folder = data_folder(create=True)
    with open_database(folder) as addresses:
        migrate_apart(folder, addresses)
        use_as_application(folder, addresses)
        from xuncha.server.readiness import refuse_unready_database  # these need Django set up
        from xuncha.store.kept import keep

        refuse_unready_database(schema_name())
        refuse_founded(folder.path)
        office = asked_office(name, name_en, scheme, practice)
        bodies = standing_bodies(office.scheme)
        unit_lines, person_lines = (
            ((), (alone(office.scheme, me),)) if me.strip() else asked_tables(office, units, people)
        )
        keep(office.source, office.clauses, office.case)
        made = founded(office, unit_lines, person_lines)
    hand_out(office, made, slips)
    say_next(office, len(bodies), len(unit_lines), len(made))


def asked_tables(
    office: Office, units: Path | None, people: Path | None
) -> tuple[Sequence[UnitLine], Sequence[PersonLine]]:
    """The tables of units and of people, from their files or as they are pasted."""
    bodies = standing_bodies(office.scheme)
    unit_table = asked_table(
        units, UNITS_ASKED, lambda text: read_units(text, office.scheme, (), [b.title for b in bodies])
    )
    parties = [*bodies, *(Party(unit.title, "unit") for unit in unit_table.rows)]
    person_table = asked_table(people, PEOPLE_ASKED, lambda text: read_people(text, office.scheme, parties))
    return unit_table.rows, person_table.rows


def alone(scheme: Scheme, name: str) -> PersonLine:
    """The one person an office is founded with, in the post that goes on from there."""
    try:
        party, seat = first_post(scheme)
    except LookupError:
        raise Trouble(
            f"under {scheme.id} no post may register people; found the office with tables"
        ) from None
    text = f"{name.strip()},{party.title},{seat}"
    try:
        return read_people(text, scheme, [party]).rows[0]
    except TableFaults as faults:
        say_faults(None, faults)
        raise Trouble("nothing was entered; --me takes a person's name") from None


def refuse_taken_file(place: Path | None) -> None:
    """Passwords are never written over another file; said before anything is entered."""
    if place is not None and place.exists():
        raise Trouble(f"{place} is there already; name a new file for the slips")
    if place is not None and not os.access(place.absolute().parent, os.W_OK):
        raise Trouble(f"the folder of {place} cannot be written to; name another file for the slips")


def refuse_founded(folder: Path) -> None:
    """An office is founded once, and never among the people of the demo."""
    from xuncha.actions.founding import founded_name
    from xuncha.store.account import Account

    if Account.objects.filter(is_demo=True).exists():
        raise Trouble(
            f"the folder {folder} holds the demo; found the office in another one: XUNCHA_DATA=/path/to/folder xuncha init"
        )
    known = founded_name()
    if known is not None:
        raise Trouble(
            f"{known.zh} ({known.en}) was founded here already, and nothing was changed; "
            "give further people accounts on its pages, or name another folder with XUNCHA_DATA=/path/to/folder"
        )


def asked_office(name: str, name_en: str, scheme: str, practice: bool) -> Office:
    """The office as the options say, each missing word asked for."""
    zh = name.strip() or click.prompt("单位名称 Name of the office in Chinese").strip()
    en = name_en.strip() or click.prompt("英文名称 Its name in English").strip()
    chosen = scheme or asked_scheme()
    source = scheme_source(chosen)
    clauses, case = (
        ("", "")
        if chosen in scheme_ids()
        else (beside(chosen, "clauses", "tsv"), beside(chosen, "cases", "toml"))
    )
    base = read_scheme(base_text(), "base.toml")
    try:
        norms = read_clauses(clauses, f"{Path(chosen).stem}.tsv") if clauses else ()
        wrong = faults_in(source, chosen, base, norms) if chosen not in scheme_ids() else ()
        if found := [fault for fault in wrong if not fault.rule.startswith("clause ")]:
            raise SchemeFaults(found)
        read = read_scheme(source, chosen).over(base)
    except SchemeFaults as faults:
        click.echo(str(faults), err=True)
        raise Trouble(f"the scheme file {chosen} cannot be used; mend the lines named above") from None
    return Office(Text(zh, en), read, source, practice, clauses, case)


def beside(chosen: str, folder: str, ending: str) -> str:
    """What lies beside a scheme file for it: its clauses, its worked case; nothing where there is none."""
    place = Path(chosen)
    file = place.parent / folder / f"{place.stem}.{ending}"
    return decoded(file.read_bytes(), str(file)) if file.is_file() else ""


def asked_scheme() -> str:
    """The one regulation that ships, or the one chosen among several."""
    known = scheme_ids()
    return str(click.prompt("依据的办法 Regulation", type=click.Choice(known), default=known[0]))


def scheme_source(chosen: str) -> str:
    """The text of a regulation that ships, or of a scheme file."""
    if chosen in scheme_ids():
        return scheme_text(chosen)
    place = Path(chosen)
    if place.suffix == ".toml" and place.is_file():
        return decoded(place.read_bytes(), chosen)
    raise Trouble(
        f"there is no regulation {chosen}; known are: {', '.join(scheme_ids())}, or name a scheme file (.toml)"
    )


def asked_table(place: Path | None, question: str, read: Callable[[str], Table[Read]]) -> Table[Read]:
    """A table from its file, or pasted; wrong lines are named, and a pasted table may be pasted again."""
    while True:
        text = file_text(place) if place else pasted(question)
        try:
            table = read(text)
        except TableFaults as faults:
            say_faults(place, faults)
            if place or not sys.stdin.isatty():
                raise Trouble("nothing was entered; mend the lines named above and try again") from None
            continue
        if table.ignored:
            click.echo(f"没有用到的栏目 columns not used: {', '.join(table.ignored)}", err=True)
        return table


def file_text(place: Path) -> str:
    if str(place) == "-":
        return sys.stdin.read()
    if not place.is_file():
        raise Trouble(f"there is no file {place}")
    return decoded(place.read_bytes(), str(place))


def decoded(content: bytes, name: str) -> str:
    """Text as editors and spreadsheets save it here: UTF-8, or the national code (GB 18030)."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Trouble(f"{name} is a spreadsheet; save it as CSV, or copy its cells and paste them when asked")
    for code in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(code)
        except UnicodeDecodeError:
            continue
    raise Trouble(f"{name} is not text; save it as CSV in UTF-8")


def pasted(question: str) -> str:
    """What is typed or pasted up to an empty line."""
    click.echo(question)
    lines = []
    for line in sys.stdin:
        if not line.strip():
            break
        lines.append(line)
    return "".join(lines)


def say_faults(place: Path | None, faults: TableFaults) -> None:
    for fault in faults.faults:
        where = f"{place}: " if place else ""
        click.echo(f"{where}{fault.of('zh')}\n{' ' * len(where)}{fault.of('en')}", err=True)


def founded(office: Office, units: Sequence[UnitLine], people: Sequence[PersonLine]) -> tuple[Slip, ...]:
    """Everything entered in one go, or nothing."""
    from xuncha.actions.first_hour import found_office

    now = datetime.now(SHANGHAI)
    return found_office(
        office.name, office.scheme.id, units, people, now,
        is_practice=office.is_practice, source=office.source, progress=progress,
    )  # fmt: skip


def hand_out(office: Office, made: Sequence[Slip], place: Path | None) -> None:
    """Print the slips, or write the page to print; only the owner of the file may read it."""
    from django.conf import settings

    from xuncha.papers import slips

    if place is None:
        click.echo(slips.as_text(made, office.name, is_practice=office.is_practice))
        return
    page = slips.as_page(made, office.name, settings.PUBLIC_URL.geturl(), is_practice=office.is_practice)
    with os.fdopen(
        os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(page)
    click.echo(f"The slips are in {place}: open it in a browser, print it, cut it, and delete the file.")


def warn_of_this_machine(slips: Path | None) -> None:
    """Slips that give an address which nobody else can open are worth a word before they are made."""
    address = os.environ.get("XUNCHA_URL") or "http://127.0.0.1:8000"
    if slips and is_of_this_machine(urlsplit(address).hostname or ""):
        click.echo(
            f"账号条上的网址将是 {address}，只有这台机器能打开；别人用的网址请先设 XUNCHA_URL。\n"
            f"The slips will give {address}, which only this machine can open; for others set XUNCHA_URL first."
        )


def say_next(office: Office, n_bodies: int, n_units: int, n_people: int) -> None:
    schema = schema_name()
    before = "" if schema == "xuncha" else f"XUNCHA_SCHEMA={schema} "
    click.echo(
        f"\n{office.name.zh} {office.name.en}: {n_bodies} bodies, {n_units} units, {n_people} people with accounts, "
        f"under {office.scheme.text.zh} ({office.scheme.id}).\n"
        f"The passwords are kept nowhere else; a lost one is replaced by: {before}xuncha user password ACCOUNT\n"
        f"To serve its pages: {before}xuncha serve"
        + (
            "\nThen log in with the account above; the desk leads to the page of the first hour."
            if not n_units
            else ""
        )
    )
