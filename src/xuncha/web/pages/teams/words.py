"""What a proposal of teams says in words: each team with its people, the sums, and why nothing fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from xuncha.core.facts.rows import Subject
from xuncha.core.facts.values import id_of
from xuncha.core.names.nouns import worded
from xuncha.core.office.staffing import (
    Bounds,
    Candidate,
    Checked,
    Choice,
    OutOfReach,
    Over,
    Place,
    Reason,
    Short,
    TooFew,
)
from xuncha.core.office.team_rules import Numbers, TeamRules
from xuncha.core.scheme.rules import Scheme
from xuncha.core.words import Text
from xuncha.queries.staffing import Newcomer, Sitting, Staffing
from xuncha.web import addresses
from xuncha.web.kit.block import Block, Item, Items, Prose, Shown
from xuncha.web.kit.fact import Value
from xuncha.web.kit.link import Link, Tag, both
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.pages.pieces import parts
from xuncha.web.pages.pieces.clauses import cites

OF_DISTRICT = Text("本区人", "from this district")
OF_UNIT = Text("原单位在内", "from one of its units")
KEPT = Text("要回避", "kept off")
UNDECLARED = Text("没有声明", "not declared")
NEW = Text("新", "new")
FEW_NAMES = 8
"""So many people or teams are named in a sentence; of more it says how many."""


@dataclass(frozen=True)
class Seen:
    """A choice of seats as it is shown: the teams, who sits there and who is to, and what the choice breaks."""

    scheme: Scheme
    staff: Staffing
    places: Mapping[UUID, Place]
    areas: Mapping[UUID, str] = field(default_factory=dict)

    @cached_property
    def checked(self) -> Checked:
        """What the choice breaks."""
        return Choice(self.staff.candidates, self.staff.seated(allowed=True), self.places).checked()

    @cached_property
    def by_id(self) -> Mapping[UUID, Subject]:
        """The teams by their id."""
        return {team.id: team for team in self.staff.teams}

    @cached_property
    def has_areas(self) -> bool:
        """Whether the teams have a district each."""
        return any(team.facts.get("area") for team in self.staff.teams)

    @property
    def home(self) -> Text:
        """What is said of somebody who would work at home."""
        return OF_DISTRICT if self.has_areas else OF_UNIT

    @cached_property
    def newcomers(self) -> Mapping[UUID, Newcomer]:
        """The people without a seat by their id."""
        return {one.candidate.id: one for one in self.staff.people}

    def seat(self, code: str) -> Text:
        """A seat by the regulation's word."""
        found = self.scheme.value("seats", code)
        return found.text if found else Text(code, code)

    def place(self, place: Place) -> Text:
        """`第3巡查组 工作人员`: how a seat is chosen."""
        team, seat = self.by_id[place.team].title, self.seat(place.seat)
        return Text(f"{team} {seat.zh}", f"{team} {seat.en}")

    def teams_named(self, teams: Iterable[UUID]) -> Text:
        """Some teams in a row."""
        wanted = set(teams)
        return _several([team.title for key, team in self.by_id.items() if key in wanted], "个组", "teams")

    def people_named(self, people: Iterable[UUID]) -> Text:
        """Some people in a row."""
        return _several([self.staff.names[key] for key in people], "人", "people")


def _joined(texts: Iterable[Text]) -> Text:
    return both(parts.join(texts))


def _several(names: list[str], measure: str, things: str) -> Text:
    shown, more = names[:FEW_NAMES], len(names) > FEW_NAMES
    zh = "、".join(shown) + (f"等 {len(names)} {measure}" if more else "")
    return Text(zh, ", ".join(shown) + (f" and others, {len(names)} " if more else ""))


# ---------------------------------------------------------------------------------------------- one table a team


def teams_block(seen: Seen) -> Block:
    """Each team with its area and its people by seat, those to come marked, and the sums."""
    seats = _columns(seen)
    team, area, n = (
        worded(seen.scheme, Text("{team}", "{Team}")),
        Text("负责的区域", "Area"),
        Text("人数", "People"),
    )
    of_seats = (Head(seen.seat(seat), is_short=_is_of_one(seen, seat)) for seat in seats)
    of_area = (Head(area, is_short=True),) if seen.has_areas else ()
    heads = (Head(team, is_short=True), *of_area, *of_seats, Head(n, is_figure=True))
    lines = tuple(_team_line(seen, team, seats) for team in seen.staff.teams)
    sums = tuple(_in_seat(seen, seat) for seat in seats)
    many = len(seen.staff.teams)
    total: tuple[Value, ...] = (
        Text(f"{many} 个组", f"{many} teams"), *("" for _ in of_area), *sums, seen.checked.n,
    )  # fmt: skip
    title = Text("各组的人", "The people of each team")
    table = Table(title, heads, lines, total=total)
    marked = (Prose(MARKED, is_quiet=True),) if seen.places else ()
    return Block("teams", title, (table, *marked, *_sums(seen)), cites=cites(_clauses(seen.staff)))


MARKED = Text(
    "“新”是这次要任职的；括号里写明要留意的。",
    "'new' is who is to be seated now; what to mind stands in brackets.",
)


def _is_of_one(seen: Seen, seat: str) -> bool:
    """Whether a seat has one holder in a team."""
    highs = {rules.seats[seat].bounds.high for rules in seen.staff.rules.values() if seat in rules.seats}
    return highs == {1}


def _columns(seen: Seen) -> tuple[str, ...]:
    """The seats there are, in the regulation's order; those for which no number is said only where somebody sits."""
    used = {one.place.seat for one in seen.staff.sitting} | {place.seat for place in seen.places.values()}
    return tuple(
        dict.fromkeys(
            seat
            for rules in seen.staff.rules.values()
            for seat, numbers in rules.seats.items()
            if numbers.says_something or seat in used
        )
    )


def _team_line(seen: Seen, team: Subject, seats: tuple[str, ...]) -> Line:
    area = id_of(team.facts.get("area"))
    areas = (seen.areas.get(area, "") if area else "",) if seen.has_areas else ()
    cells = tuple(_people_in(seen, Place(team.id, seat)) for seat in seats)
    name = Link(team.title, addresses.of_subject("body", team.id))
    return Line((name, *areas, *cells, seen.checked.sizes[team.id]))


def _people_in(seen: Seen, place: Place) -> Value | tuple[Value, ...]:
    """Who sits in a seat and who is to, and how many are lacking."""
    said = [_marked(one.name, _marks(seen, one)) for one in seen.staff.sitting if one.place == place]
    for key, at in seen.places.items():
        if at == place:
            one = seen.newcomers[key].candidate
            said.append(_marked(seen.staff.names[key], (NEW, *_marks_new(seen, one, place.team))))
    words = parts.join(said)
    if lacking := seen.checked.lacking.get(place):
        tag = Tag(Text(f"缺 {lacking} 人", f"{lacking} lacking"), is_main=True)
        return (words, tag) if words else tag
    return words or Text("没有", "none")


def _marks(seen: Seen, one: Sitting) -> Iterator[Text]:
    if one.kept:
        yield KEPT
    if one.undeclared and not one.kept:
        yield UNDECLARED
    if one.home:
        yield seen.home


def _marks_new(seen: Seen, one: Candidate, team: UUID) -> Iterator[Text]:
    if team in one.kept:
        yield KEPT
    if team in one.undeclared:
        yield UNDECLARED
    if team in one.home:
        yield seen.home


def _marked(name: str, marks: Iterable[Text]) -> Text:
    said = list(marks)
    if not said:
        return Text(name, name)
    zh, en = "，".join(one.zh for one in said), ", ".join(one.en for one in said)
    return Text(f"{name}（{zh}）", f"{name} ({en})")


def _in_seat(seen: Seen, seat: str) -> int:
    sitting = sum(one.place.seat == seat for one in seen.staff.sitting)
    return sitting + sum(place.seat == seat for place in seen.places.values())


def _sums(seen: Seen) -> Iterator[Shown]:
    """How many teams of which size, how many people in all, how many are new, left over, or to be minded."""
    sizes = Counter(seen.checked.sizes.values())
    by_size = sorted(sizes.items())
    zh = "，".join(f"{n} 人的组 {teams} 个" for n, teams in by_size)
    en = ", ".join(f"{teams} of {n}" for n, teams in by_size)
    new, home = len(seen.places), len(seen.checked.home)
    left, n = len(seen.staff.people) - new, seen.checked.n
    if not seen.staff.people:
        yield Prose(Text(f"{zh}；共 {n} 人。", f"Teams: {en}. {n} people in all."))
        return
    yield Prose(
        Text(
            f"{zh}；共 {n} 人，其中新任 {new} 人（{seen.home.zh} {home} 人）；没有分到组的 {left} 人。",
            f"Teams: {en}. {n} people in all, {new} of them new ({home} {seen.home.en}); {left} left without a team.",
        )
    )


def _clauses(staff: Staffing) -> tuple[str, ...]:
    """The clauses that say the numbers."""
    found: dict[str, None] = {}
    for rules in staff.rules.values():
        for numbers in (*rules.seats.values(), rules.size, rules.total, rules.teams):
            found |= dict.fromkeys(numbers.cite)
    return tuple(found)


# ---------------------------------------------------------------------------------------------- the numbers


def numbers_block(seen: Seen) -> Block:
    """The numbers that the regulation says, each with its clause, and what it leaves open."""
    items = [item for rules in seen.staff.rules.values() for item in _numbers(seen, rules)]
    title = Text("人数的规定", "What is said of the numbers")
    return Block("numbers", title, (Items(tuple(items)),))


def _numbers(seen: Seen, rules: TeamRules) -> Iterator[Item]:
    kind = seen.scheme.value("body_kinds", rules.kind)
    name = kind.text if kind else Text(rules.kind, rules.kind)
    if rules.teams.says_something:
        span = _span(rules.teams.bounds, "个")
        yield _item(Text(f"{name.zh}：{span.zh}", f"{name.en}s: {span.en}"), rules.teams)
    for seat, numbers in rules.seats.items():
        if numbers.says_something:
            words, span = seen.seat(seat), _span(numbers.bounds)
            yield _item(
                Text(f"每个{name.zh}的{words.zh}：{span.zh}", f"{name.en}, {words.en.lower()}: {span.en}"),
                numbers,
            )
    for numbers, zh, en in (
        (rules.size, f"每个{name.zh}", f"Each {name.en.lower()}"), (rules.total, "各组合计", "All teams together"),
    ):  # fmt: skip
        if numbers.says_something:
            span = _span(numbers.bounds)
            yield _item(Text(f"{zh}：{span.zh}", f"{en}: {span.en}"), numbers)
    if rules.open_seats:
        words = _joined(seen.seat(seat) for seat in rules.open_seats)
        rest = seen.seat(rules.rest) if rules.rest else None
        yield Item(
            Text(
                f"{name.zh}里没有规定人数的岗位：{words.zh}",
                f"{name.en}: no number is said for {words.en.lower()}",
            ),
            Text(
                f"其余的人先都列为“{rest.zh}”，由人改定",
                f"everybody else is proposed as {rest.en.lower()}, for people to change",
            )
            if rest
            else Text("这里不提方案，由人逐个选", "nothing is proposed here; people choose one by one"),
        )


def _item(words: Text, numbers: Numbers) -> Item:
    by_reason = Text("不合的，由人写明理由", "another number needs a written reason")
    return Item(words, by_reason if numbers.strength == "reason" else "", cites(numbers.cite))


def _span(bounds: Bounds, measure: str = "人") -> Text:
    low, high = bounds.low, bounds.high
    if high is None:
        return Text(f"至少 {low} {measure}", f"at least {low}")
    if low == high:
        return Text(f"{low} {measure}", f"{low}")
    zh = f"{low}—{high} {measure}" if low else f"至多 {high} {measure}"
    return Text(zh, f"{low} to {high}" if low else f"at most {high}")


# ---------------------------------------------------------------------------------------------- why nothing fits


def reasons_block(seen: Seen, reasons: Iterable[Reason], *, is_soft: bool) -> Block:
    """Why the numbers cannot be met, and what would help; with a number that only asks for a reason it is still proposed."""
    items = tuple(Item(*_reason(seen, one)) for one in reasons)
    title = Text("排不满的原因", "Why it does not come out")
    note = (
        Text("下面仍按其他规定提出方案", "The rest is still proposed below")
        if is_soft
        else Text("下面先排能排的", "What can be filled is proposed below")
    )
    return Block("reasons", title, (Items(items),), note=note)


def _reason(seen: Seen, reason: Reason) -> tuple[Text, Text]:
    """One reason, and what would help."""
    if isinstance(reason, Short):
        return _short(seen, reason)
    if isinstance(reason, Over):
        return _over(seen, reason)
    if isinstance(reason, OutOfReach):
        return _out_of_reach(reason)
    return _too_few(seen, reason)


def _short(seen: Seen, short: Short) -> tuple[Text, Text]:
    teams = seen.teams_named(place.team for place in short.places)
    seats = _joined(
        dict.fromkeys(seen.seat(seat) for seat in dict.fromkeys(place.seat for place in short.places))
    )
    zh, en = seats.zh, seats.en.lower()
    free, able = len(short.free), len(short.able)
    undeclared = [
        key
        for key in short.able
        if key not in short.free
        and any(one.team in seen.newcomers[key].candidate.undeclared for one in short.places)
    ]
    if not able:
        zh_of, en_of = "没有可以任的人", "nobody may hold it"
    elif free == able:
        zh_of, en_of = f"可以任的只有 {able} 人", f"only {able} may hold it"
    else:
        zh_of = f"可以任的有 {able} 人，其中不用回避这些区、也作过声明的只有 {free} 人"
        en_of = (
            f"{able} may hold it, and only {free} of them are not kept from these districts and have declared"
        )
    said = Text(
        f"{teams.zh}还要 {short.needed} 名{zh}；还没有任职的人里{zh_of}",
        f"{teams.en} need {short.needed} more ({en}); of those without a seat {en_of}",
    )
    lacking = short.needed - free
    zh = f"再有 {lacking} 名可以任{zh}、不用回避这些区的人就排得下"
    en = f"{lacking} more who may be {en}, not kept from these districts, would do"
    if undeclared:
        names = seen.people_named(undeclared)
        zh, en = f"{zh}；或者先请{names.zh}作声明", f"{en}; or ask {names.en} to declare first"
    closed = {seen.staff.closed_by[one.seat].text for one in short.places if one.seat in seen.staff.closed_by}
    if not able and closed:
        rules = _joined(sorted(closed, key=lambda one: one.zh))
        zh, en = f"{zh}（{rules.zh}）", f"{en} ({rules.en})"
    return said, Text(zh, en)


def _over(seen: Seen, over: Over) -> tuple[Text, Text]:
    if over.team is None:
        where, place = "各组合计", "All teams together"
    else:
        team = seen.by_id[over.team].title
        seat = seen.seat(over.seat) if over.seat else Text("", "")
        where, place = f"{team}{seat.zh}", f"{team} {seat.en}".strip()
    n = over.n - over.high
    return (
        Text(
            f"{where}已经有 {over.n} 人，至多 {over.high} 人",
            f"{place}: {over.n} people sit there, at most {over.high} may",
        ),
        Text(f"先办 {n} 人离任", f"let {n} leave first"),
    )


def _out_of_reach(reason: OutOfReach) -> tuple[Text, Text]:
    most = (
        Text("没有上限", "no limit")
        if reason.most is None
        else Text(f"至多 {reason.most} 人", f"at most {reason.most}")
    )
    wanted = _span(reason.total)
    return (
        Text(
            f"按每组的人数，这些组至少 {reason.least} 人、{most.zh}，合不成规定的 {wanted.zh}",
            f"By the numbers of each team these teams take at least {reason.least} and {most.en}, which cannot make {wanted.en}",
        ),
        Text(
            "先把组建齐，或者核对已经在组里的人",
            "form the teams that are lacking first, or look at who sits in them already",
        ),
    )


def _too_few(seen: Seen, reason: TooFew) -> tuple[Text, Text]:
    lacking = reason.needed - reason.n
    where = seen.by_id[reason.team].title if reason.team else ""
    way = Text(
        f"还差 {lacking} 人：登记或者提名后再排",
        f"{lacking} lacking: register or nominate them, then look again",
    )
    if where:
        return (
            Text(
                f"{where}至多排到 {reason.n} 人，应当有 {reason.needed} 人",
                f"{where} comes to {reason.n} people, {reason.needed} are asked for",
            ),
            way,
        )
    return (
        Text(
            f"在组里的和没有任职的合起来至多 {reason.n} 人，应当有 {reason.needed} 人",
            f"Those in the teams and those without a seat make {reason.n} people at most, {reason.needed} are asked for",
        ),
        way,
    )
