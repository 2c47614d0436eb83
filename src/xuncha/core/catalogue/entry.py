"""Acts of going in: assignment, entry, checks by the methods of the regulation, opinions."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "inspection.assigned",
        "分派",
        "Assign to a team",
        "inspection",
        "body:party until:date?",
        "enrolled assigned",
        "assigned",
    ),
    act(
        "inspection.started",
        "进驻",
        "Enter the unit",
        "inspection",
        "place:text provided:code(provisions)*? text:long?",
        "assigned",
        "under_way",
    ),
    act(
        "inspection.ended",
        "结束{work}",
        "End the {inspection}",
        "inspection",
        "text:long?",
        "under_way",
        "ended",
    ),
    act(
        "draw.committed",
        "抽取预定",
        "Commit to a draw",
        "check",
        "population:text among:ref*? n:n seed_hash:text",
        "new",
        "committed",
    ),
    act("draw.made", "抽取", "Make the draw", "check", "seed:text drawn:ref*", "committed", "drawn"),
    act(
        "check.planned",
        "安排检查",
        "Plan a check",
        "check",
        "mode:code(modes)? method:code(methods) from_on:date to_on:date? staff:person(inside)*? hidden:yes? text:long?",
        "new drawn",
        "planned",
        "method",
    ),
    act(
        "check.recorded",
        "登记检查",
        "Record a check",
        "check",
        "method:code(methods) place:text? staff:person(inside)* with:text*?! with_member:person? content:long? record:file? "
        "looked_at:code(fields)*? outcome:code(check_outcomes)?",
        "new planned recorded",
        "recorded",
        "method",
    ),
    act("check.disclosed", "公开检查", "Disclose a check", "check", "to:party*", "recorded", "recorded"),
    act(
        "opinion.recorded",
        "记录意见",
        "Record opinions",
        "campaign inspection",
        "group:code(groups) topic:text text:long from_survey:ref(evaluation)?",
        "any",
        deciding="group",
    ),
)
