"""Acts in the demo's office, each through the real write path with the clock set to the day it happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from xuncha.actions import founding
from xuncha.actions.attach import attach, used
from xuncha.actions.perform import Done, Entry, perform
from xuncha.core.facts.rows import Seat, post_on_paper
from xuncha.store.append import run
from xuncha.store.schemes import scheme_of, scheme_version
from xuncha.store.viewer import Viewer, viewer_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


class Office:
    """The demo's bodies, units, people and matters by name; `do` acts as one of them on a day."""

    def __init__(self) -> None:
        self.keys: dict[str, UUID] = {}
        self.kinds: dict[str, tuple[str, str]] = {}
        self.seats: dict[str, str] = {}
        self.day = date(2026, 1, 1)
        self._viewers: dict[str, Viewer] = {}

    @property
    def now(self) -> datetime:
        """Ten in the morning of the day."""
        return datetime.combine(self.day, time(10), tzinfo=SHANGHAI)

    def on(self, day: date) -> Office:
        """Go on to another day."""
        self.day = day
        self._viewers.clear()
        return self

    # ------------------------------------------------------------------ founding

    def body(
        self, name: str, kind: str, title: str, function: str = "", mark: str = "", area: str = ""
    ) -> None:
        where = {"area": str(self.keys[area])} if area else {}
        self.keys[name] = founding.body(kind, title, self.now, function=function, mark=mark, **where)
        self.kinds[name] = (kind, function)

    def unit(self, name: str, title: str, kind: str, above: str = "") -> None:
        self.keys[name] = founding.unit(title, kind, self.now, self.keys[above] if above else None)
        self.kinds[name] = ("unit", "")

    def person(self, name: str) -> None:
        if name not in self.keys:
            self.keys[name] = founding.person(name, self.now)

    def seat(self, party: str, seat: str, person: str, **more: Any) -> None:
        self.person(person)
        founding.seat(self.keys[party], seat, self.keys[person], self.now, **more)
        self.seats[f"{party}/{seat}"] = person

    # ------------------------------------------------------------------ acting

    def open_duties(self, rule: str, *parties: str) -> list[str]:
        """What these parties have not done yet under a rule, the oldest first."""
        wanted = "SELECT id::text FROM duty WHERE rule = %s AND owner = ANY(%s) AND state = 'open' ORDER BY due_at, id"
        return [key for [key] in run([(wanted, [rule, [self.keys[party] for party in parties]])])[0]]

    def do(
        self, by: str, act: str, fields: Mapping[str, Any], *, name: str = "", paper: str = "", **where: Any
    ) -> UUID:
        """One act: `do("team1/head", "inspection.started", {...}, subject="inspection liutang")`."""
        return self.all(by, [(act, fields, where)], name=name, paper=paper)

    def file(self, by: str, name: str, data: bytes) -> dict[str, Any]:
        """A file somebody attaches, for a field of their next act."""
        viewer = self.viewer(by)
        found = attach(viewer, data, name)
        used(viewer, [UUID(found.id)])
        return found.as_json()

    def all(
        self,
        by: str,
        entries: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]],
        *,
        name: str = "",
        paper: str = "",
    ) -> UUID:
        """Several acts as one command."""
        viewer, post = self._by(by)
        told = [self._entry(act, fields, where, post, paper) for act, fields, where in entries]
        done: Done = perform(viewer, told, now=self.now)
        assert done.subject is not None
        if name:
            self.keys[name] = done.subject
        for act, fields, where in entries:
            self._note(act, fields, name or where.get("subject", ""))
        return done.subject

    def _note(self, act: str, fields: Mapping[str, Any], name: str) -> None:
        """Bodies formed and seats filled can act from now on."""
        if act == "body.formed" and name:
            self.kinds[name] = (fields["kind"], fields.get("function", ""))
        if act == "seat.filled":
            self.seats[f"{name}/{fields['seat']}"] = fields["person"].removeprefix("@")

    def _entry(
        self, act: str, fields: Mapping[str, Any], where: Mapping[str, Any], post: Seat | None, paper: str
    ) -> Entry:
        subject, within = (
            self.keys[where[name]] if name in where else None for name in ("subject", "within")
        )
        rests_on = paper or ("澜巡领〔2026〕3号" if post else "")
        return Entry(
            act,
            self._with_ids(fields),
            subject,
            within,
            self.day,
            by=post,
            paper=rests_on,
            reason=where.get("reason", ""),
        )

    def _by(self, by: str) -> tuple[Viewer, Seat | None]:
        """The viewer of a seat; a body without a seat acts through its paper, entered by the office's clerk."""
        party, _, seat = by.partition("/")
        if by in self.seats:
            return self.viewer(by), None
        kind, function = self.kinds[party]
        key = self.keys[party]
        part = scheme_of(scheme_version(None)).part_of(kind)
        return self.viewer("office/clerk"), post_on_paper(key, kind, function, seat, part)

    def viewer(self, by: str) -> Viewer:
        if by not in self._viewers:
            party, _, seat = by.partition("/")
            found = viewer_of(self.keys[self.seats[by]], None, self.day)
            assert found is not None
            held = next(one for one in found.seats if (one.party, one.seat) == (self.keys[party], seat))
            if held.id != found.seat.id:
                found = viewer_of(found.person, held.id, self.day)
                assert found is not None
            self._viewers[by] = found
        return self._viewers[by]

    def _with_ids(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._id(value) for name, value in fields.items()}

    def _id(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("@"):
            return str(self.keys[value[1:]])
        if isinstance(value, list):
            return [self._id(one) for one in value]
        if isinstance(value, Mapping):
            return {name: self._id(one) for name, one in value.items()}
        return value
