"""Acts that form bodies, fill their seats and give them authority."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "body.formed",
        "组建",
        "Form a body",
        "body",
        "kind:code(body_kinds) title:text host:unit? function:text? unit:unit? place:text? phone:text? box:text? mark:text? "
        "area:party?",
        "new",
        "formed",
        "kind",
    ),
    act(
        "body.changed",
        "变更",
        "Change a body",
        "body",
        "title:text? host:unit? place:text? phone:text? box:text? mark:text? area:party? text:long?",
        "formed",
    ),
    act("body.stood_down", "撤离、撤销", "Stand a body down", "body", "on:date", "formed", "stood_down"),
    act(
        "person.nominated",
        "提名",
        "Nominate a person",
        "body",
        "seat:code(seats) person:person traits:code(traits)*? consulted_with:code(consulted)? consulted_on:date?~ text:long?",
        "formed",
        deciding="seat",
    ),
    act(
        "seat.filled",
        "任职、抽调",
        "Fill a seat",
        "body unit",
        "seat:code(seats) person:person home_unit:unit? leadership:yes? source:text? task:text? until:date?",
        "formed current",
        deciding="seat",
    ),
    act(
        "seat.vacated",
        "离任",
        "Vacate a seat",
        "body unit",
        "seat:code(seats) person:person",
        "formed current",
        deciding="seat",
    ),
    act(
        "authority.granted",
        "授权",
        "Grant authority",
        "body",
        "units:unit* matter:text until:date? head:person?",
        "formed",
    ),
    act(
        "shift.assigned",
        "排班",
        "Assign a shift",
        "body",
        "roster:code(rosters) person:person from_on:date to_on:date",
        "formed",
        deciding="roster",
    ),
)
