"""Who is there on an office's first day: its bodies, units and people, and who of them logs in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xuncha.actions import founding
from xuncha.actions.intake_keys import Holder, make_keys
from xuncha.demo import PASSPHRASE, PASSWORD
from xuncha.demo.office import Office
from xuncha.queries.subjects import names_of
from xuncha.store.account import Account

LEADERSHIP = frozenset({"principal", "leadership", "in_charge"})
"""The seats of a unit whose holders are its leadership."""


AREA = 5
"""The place in the line of a body at which its area stands."""


@dataclass(frozen=True)
class DemoAccount:
    """Who logs in, and as what."""

    login_name: str
    display_name: str
    role: str


@dataclass(frozen=True)
class Founding:
    """
    A table of all that an office needs before anybody has acted, in the order in which it is entered.

    A body is its short name, kind and title, and where it has them its function, the mark before its numbers, and the unit
    that is its area, after which it is entered. A unit
    is its short name, title and kind, who holds which seat there, and where it lies under another the short name of that.
    """

    scheme: str
    zh: str
    en: str
    bodies: tuple[tuple[str, ...], ...]
    units: tuple[tuple[str, str, str, Mapping[str, str]] | tuple[str, str, str, Mapping[str, str], str], ...]
    staff: tuple[tuple[str, str, str], ...]
    """Who holds which seat of a body, or one more of a unit: body, seat, person."""
    accounts: tuple[DemoAccount, ...]
    people: tuple[str, ...] = ()
    """Who is registered and holds no seat yet."""
    keepers: tuple[str, ...] = ()
    """Who takes reports in from the portal, who reads what is about these, and the two bodies that guard names; none where
    there is no portal yet.
    """

    def enter(self, office: Office) -> None:
        """Name the office, adopt its regulation, and enter all that stands here on its day."""
        founding.found(self.zh, self.en, self.scheme, now=office.now)
        of_areas = [body for body in self.bodies if len(body) > AREA]
        for body in self.bodies:
            if body not in of_areas:
                office.body(*body)
        for name, title, kind, seats, *above in self.units:
            office.unit(name, title, kind, *above)
            for seat, person in seats.items():
                office.seat(name, seat, person, leadership=seat in LEADERSHIP)
        for body in of_areas:
            office.body(*body)
        for party, seat, person in self.staff:
            office.seat(party, seat, person)
        for person in self.people:
            office.person(person)

    def open_accounts(self, office: Office) -> None:
        """Let those log in who have an account, once everybody has been entered."""
        for account in self.accounts:
            Account.objects.create_account(
                account.login_name, account.display_name, PASSWORD, is_demo=True, person=office.keys[account.display_name]
            )  # fmt: skip

    def make_keys(self, office: Office) -> None:
        """Let the portal take reports in, where somebody is there to read them."""
        if self.keepers:
            keys = [office.keys[one] for one in self.keepers]
            titles = names_of(keys)
            intake, above, *custodians = (Holder(key, titles[key], PASSPHRASE) for key in keys)
            make_keys(intake, custodians, above)
