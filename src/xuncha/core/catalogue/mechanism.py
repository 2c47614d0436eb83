"""Acts of a standing mechanism: activities, registers, rules, undertakings."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "activity.logged",
        "工作登记",
        "Log an activity",
        "body unit person inspection",
        "kind:code(activities) on:date~ who:person*? with_whom:text? amount:n? measure:text? text:long? files:file*?",
        "any",
        deciding="kind",
    ),
    act(
        "entry.registered",
        "登记",
        "Register an entry",
        "entry",
        "register:code(registers) title:text",
        "new",
        "current",
        "register",
    ),
    act("entry.amended", "变更登记", "Amend an entry", "entry", "title:text? until:date?", "current"),
    act(
        "rule.proposed",
        "提出立改废",
        "Propose a rule",
        "rule",
        "kind:code(rule_changes) title:text answers:ref*?",
        "new",
        "proposed",
        "kind",
    ),
    act(
        "rule.adopted",
        "制度出台",
        "Adopt a rule",
        "rule",
        "kind:code(rules)? title:text? text:file? from_on:date",
        "new proposed",
        "in_force",
        "kind",
    ),
    act(
        "undertaking.given",
        "承诺",
        "Give an undertaking",
        "undertaking",
        "kind:code(undertakings) by_person:person? text:long due:date?",
        "new due",
        "given",
        "kind",
    ),
    act(
        "undertaking.checked",
        "追踪承诺",
        "Check an undertaking",
        "undertaking",
        "kept:text text:long?",
        "given",
    ),
)
