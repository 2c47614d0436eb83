"""Acts that adopt a regulation, open a round and decide on it."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act("scheme.adopted", "采用办法", "Adopt the regulation", "scheme",
        "scheme:text version:text digest:text starts_on:date source:text?", "new adopted", "adopted"),
    act("reading.fixed", "明确口径", "Fix a reading", "scheme",
        "clause:text key:text? value:text authors:party*", "adopted"),
    act("campaign.opened", "立项", "Open a round", "campaign",
        "kind:code(campaign_kinds) title:text starts_on:date ends_on:date? targets:items?", "new", "preparing", "kind"),
    act("unit.enrolled", "纳入对象", "Enrol a unit", "inspection",
        "unit:unit ground:code(enrolment_grounds) decision:ref(campaign)?", "new", "enrolled", "ground"),
    act("phase.started", "进入阶段", "Start a phase", "campaign",
        "phase:code(phases) starts_on:date ends_on:date?", "preparing running", "running", "phase"),
    act("period.begun", "期次开始", "A period begins", "campaign", "rule:text period:text", "preparing running"),
    act("phase.ended", "阶段结束", "End a phase", "campaign inspection", "phase:code(phases)", "running under_way",
        deciding="phase"),
    act("campaign.closed", "结束", "Close the round", "campaign", "summary:long?", "preparing running", "closed"),
    act("decision.made", "作出决定", "Record a decision", "*",
        "question:code(questions) conclusion:long body:party? meeting:ref(meeting)? names:ref* number:text?",
        "any", deciding="question"),
    act("approval.requested", "报批", "Ask for approval", "*",
        "for_act:text to:text version:n? text:long?", "any", deciding="for_act"),
    act("approval.given", "批准", "Approve", "*",
        "for_act:text version:n? text:long?", "any", deciding="for_act"),
    act("approval.refused", "不予批准", "Do not approve", "*",
        "for_act:text version:n? text:long", "any", deciding="for_act"),
)
