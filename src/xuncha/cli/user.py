"""`xuncha user`: accounts."""

import click

from xuncha.cli.office import office_at_hand


@click.group()
def user() -> None:
    """
    Give people accounts, new passwords, and see who has one.

    An account is only a way in; what a person may do comes from the posts the office gives them.
    """


@user.command()
@click.argument("login_name")
@click.option("--name", "display_name", required=True, help="The person's name as pages show it.")
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def add(login_name: str, display_name: str, language: str) -> None:
    """Make an account, and print the slip to hand to the person."""
    with office_at_hand():
        from xuncha.server import accounts  # needs Django set up

        click.echo(accounts.add(login_name, display_name, language))


@user.command()
@click.argument("login_name")
def password(login_name: str) -> None:
    """Give an account a new password, end its sessions and its calendars, and print the slip."""
    with office_at_hand():
        from xuncha.server import accounts  # needs Django set up

        click.echo(accounts.renew_password(login_name))


@user.command("list")
def list_accounts() -> None:
    """List every account: login name, name, language, and whether it is open."""
    with office_at_hand():
        from xuncha.server import accounts  # needs Django set up

        for line in accounts.lines():
            click.echo(line)
