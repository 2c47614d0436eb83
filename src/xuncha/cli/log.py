"""`xuncha log`: what stands in the record, act by act."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import click

from xuncha.cli.log_keeping import init, proof, state, verify
from xuncha.cli.office import office_at_hand
from xuncha.core.catalogue import CATALOGUE
from xuncha.core.dates.day_words import SHANGHAI, read_day
from xuncha.core.faults import nearest
from xuncha.core.names.labels import KIND_NAMES
from xuncha.core.unreadable import UnreadableError
from xuncha.core.words import Text
from xuncha.server.trouble import Trouble


class Day(click.ParamType[date]):
    """A day as people write it: 2015-09-24, 2015.9.24, 2015年9月24日."""

    name = "day"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            found = read_day(str(value))
        except UnreadableError as error:
            self.fail(error.text.en, param, ctx)
        return date(found.year, found.month, found.day)


@click.group(invoke_without_command=True)
@click.pass_context
@click.option(
    "--act",
    default="",
    help="One act (finding.recorded), of one kind (check.recorded:talk), or of a thing (finding).",
)
@click.option("--subject", type=click.UUID, help="Acts on this one subject, by its id.")
@click.option("--by", default="", help="Acts of a body or unit, by its name or its kind.")
@click.option("--since", type=Day(), help="Acts that happened on this day or later.")
@click.option("--until", type=Day(), help="Acts that happened on this day or earlier.")
@click.option(
    "--last",
    "-n",
    type=click.IntRange(1, 1_000_000),
    default=50,
    show_default=True,
    help="How many, at most.",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def log(
    context: click.Context,
    act: str,
    subject: UUID | None,
    by: str,
    since: date | None,
    until: date | None,
    last: int,
    lang: str,
    as_json: bool,
) -> None:
    """
    List acts of the record: position, day, act, by whom, on what; the newest last.

    Only headers are read: no name of a person, no title, no text. A thing is shown by its kind and its random id.

    \b
    xuncha log --act complaint --since 2015-10-08
    xuncha log --by 巡查办 -n 10

    The commands below keep and check the verifiable log that is made of it.
    """
    if context.invoked_subcommand is not None:
        return
    refuse_unknown_act(act)
    with office_at_hand():
        from xuncha.store.headers import Header, Wanted, headers  # needs Django set up
        from xuncha.web.nouns import said

        def as_line(found: Header) -> str:
            words: Text = said(CATALOGUE[found.act].name)
            code = f"{found.act}:{found.value}" if found.value else found.act
            who = f"{found.by}/{found.seat}" if found.seat else found.by
            thing = f"{said(KIND_NAMES[found.kind]).of(lang)} {found.subject}"
            return "  ".join(
                [
                    f"{found.position:>8}",
                    found.occurred_on.isoformat(),
                    f"{code} {words.of(lang)}",
                    who,
                    thing,
                ]
            )

        def as_object(found: Header) -> str:
            told = {
                "position": found.position, "id": str(found.id), "occurred_on": found.occurred_on.isoformat(),
                "recorded_at": found.recorded_at.astimezone(SHANGHAI).isoformat(), "act": found.act, "value": found.value,
                "by": found.by, "seat": found.seat, "kind": found.kind, "subject": str(found.subject),
            }  # fmt: skip
            return json.dumps(told, ensure_ascii=False)

        for found in headers(Wanted(act, subject, by, since, until, last)):
            click.echo(as_object(found) if as_json else as_line(found))


def refuse_unknown_act(act: str) -> None:
    code = act.partition(":")[0]
    things = {name.partition(".")[0] for name in CATALOGUE}
    if code and code not in CATALOGUE and code not in things:
        raise Trouble(f"there is no act {code}. {nearest(code, [*CATALOGUE, *things])}")


log.add_command(init)
log.add_command(state)
log.add_command(verify)
log.add_command(proof)
