"""Acts on units, people, posts, ties and recusals."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act("unit.registered", "登记单位", "Register a unit", "unit",
        "title:text kind:code(unit_kinds) parent:unit? ownership:text? managed_by:code(management)? short:text? "
        "unsubsidised:yes?", "new", "current", "kind"),
    act("unit.changed", "单位变更", "Change a unit", "unit",
        "how:code(unit_changes) title:text? parent:unit? from_on:date successors:unit*?", "current", deciding="how"),
    act("person.registered", "登记人员", "Register a person", "person",
        "title:text! home_unit:unit? grade:text? status:text?", "new", "current"),
    act("person.posted", "任免", "Post a person", "person", "post:text how:text from_on:date until:date?", "current"),
    act("post.deputised", "代理", "Deputise", "body unit",
        "seat:code(seats) person:person to:person acts:text*? from_on:date until:date", "formed current", deciding="seat"),
    act("post.handed_over", "交接", "Hand over a post", "body unit",
        "seat:code(seats) person:person successor:person accepted:yes duties:ref*? papers:text*? text:long?",
        "formed current", deciding="seat"),
    act("person.declared", "本人报告", "Declare", "person", "kind:code(declarations) on:date text:long!", "current",
        deciding="kind"),
    act("tie.declared", "声明关系", "Declare a tie", "person",
        "towards:unit ground:code(ties)? none:yes? text:long?!", "current", deciding="ground"),
    act("recusal.requested", "申请回避", "Ask for recusal", "person",
        "unit:unit ground:code(ties) who_asks:code(recusal_askers)? text:long?!", "current", deciding="ground"),
    act("recusal.decided", "决定回避", "Decide on recusal", "person", "unit:unit kept_off:yes? text:long", "current"),
)
