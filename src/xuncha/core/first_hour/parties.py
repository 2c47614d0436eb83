"""The bodies an office has from its first hour, and the seats that people may hold in bodies and units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.core.facts.values import listed
from xuncha.core.first_hour.table import same
from xuncha.core.scheme.rules import Role, Scheme
from xuncha.core.words import Text

NO_BODIES = frozenset({"", "unit", "founder", "clock", "mailbox"})
"""What a role may belong to without there being a body to form."""

NEEDED_TO_GO_ON = ("person.registered", "seat.filled")


@dataclass(frozen=True, slots=True)
class Party:
    """A body or a unit by its name; `kind` is the kind of body, or `unit`."""

    title: str
    kind: str
    function: str = ""


def standing_bodies(scheme: Scheme) -> tuple[Party, ...]:
    """The bodies a regulation speaks of by name: leading group, office, city committee, each receiver by function.

    The office comes first: it reads what is formed after it.  Those that inspect, and those on whose forming the
    regulation has a rule, are formed in their time.
    """
    ruled = {
        kind
        for guard in scheme.guards_on.get("body.formed", ())
        for kind in listed(guard.of.get("kind"))
        if scheme.part_of(kind) != "runs"
    }
    by_function = {role.body for role in scheme.roles.values() if role.function}
    found: dict[tuple[str, str], Party] = {}
    for role in scheme.roles.values():
        key = (role.body, role.function)
        is_nameless = (
            role.body in by_function and not role.function
        )  # any body that something is passed on to
        if (
            role.part
            or role.body in NO_BODIES | ruled
            or scheme.part_of(role.body) == "inspects"
            or is_nameless
        ):
            continue
        if key not in found or not role.seat:
            found[key] = Party(_title(scheme, role), role.body, role.function)
    return tuple(sorted(found.values(), key=lambda party: scheme.part_of(party.kind) != "runs"))


def _title(scheme: Scheme, role: Role) -> str:
    kind = None if role.function else scheme.value("body_kinds", role.body)
    return kind.text.zh if kind else role.text.zh


def roles_in(scheme: Scheme, party: Party) -> Iterator[Role]:
    """The roles that some seat of the party gives."""
    for role in scheme.roles.values():
        if role.body == party.kind and role.function in ("", party.function) and not role.part:
            yield role


def seats_in(scheme: Scheme, party: Party) -> dict[str, Text]:
    """The seats a person may hold there, by code: those its roles name, and where a role takes any seat, those that
    no other kind of body has for its own."""
    roles = tuple(roles_in(scheme, party))
    every = {one.code: one.text for one in scheme.seats_of(party.kind)}
    named = {role.seat: every.get(role.seat, role.text) for role in roles if role.seat}
    if all(role.seat for role in roles):
        return named
    elsewhere = {role.seat for role in scheme.roles.values()} - named.keys()
    return {code: text for code, text in every.items() if code not in elsewhere} | named


def takes_any_seat(scheme: Scheme, party: Party) -> bool:
    """Whether a seat may be called anything: a role takes any seat, and the regulation lists none."""
    return "seats" not in scheme.lists and any(not role.seat for role in roles_in(scheme, party))


def seat_words(scheme: Scheme, party: Party) -> dict[str, str]:
    """How a seat of the party may be written, and its code: the seat's name, the role's, or the code."""
    words = {}
    for code, text in seats_in(scheme, party).items():
        for word in (text.en, text.zh, code):
            words[same(word)] = code
    for role in roles_in(scheme, party):
        if role.seat:
            words |= {same(role.text.en): role.seat, same(role.text.zh): role.seat}
    return words


def most_in(scheme: Scheme, party: Party, seat: str) -> int:
    """How many may hold a seat; 0 where the regulation sets no limit."""
    return min((role.max for role in roles_in(scheme, party) if role.seat == seat and role.max), default=0)


def first_post(scheme: Scheme) -> tuple[Party, str]:
    """The body and seat of whoever goes on with the first hour: a clerk of the office, where the regulation has one.

    Raises LookupError where nobody under the regulation may register people.
    """
    able = [
        (party, seat)
        for party in standing_bodies(scheme)
        for seat in seats_in(scheme, party)
        if may_go_on(scheme, party, seat)
    ]
    found = min(
        able, key=lambda post: (scheme.part_of(post[0].kind) != "runs", post[1] != "clerk"), default=None
    )
    if found is None:
        raise LookupError(scheme.id)
    return found


def may_go_on(scheme: Scheme, party: Party, seat: str) -> bool:
    """Whether its holder can register people and fill seats, so that the office does not end with its first hour."""
    may = {act for role in roles_in(scheme, party) if role.seat in ("", seat) for act in role.may}
    return all(act in may for act in NEEDED_TO_GO_ON)
