"""Acts of disposition and referral: who gets a matter, and what comes back."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act("disposition.proposed", "提出处置意见", "Propose a disposition", "finding clue referral",
        "class:code(dispositions) text:long?", "any", deciding="class"),
    act("disposition.decided", "决定处置", "Decide the disposition", "finding clue",
        "class:code(dispositions) meeting:ref(meeting)? number:text? text:long?", "recorded proposed disposed fed_back",
        "disposed", "class"),
    act("measure.taken", "采取措施", "Take a measure", "finding clue person", "kind:code(measures) whom:text?! text:long?",
        "any", deciding="kind"),
    act("referral.drafted", "拟移交", "Draft a referral", "referral",
        "route:code(routes) of:ref* receiver:party managed_by:code(management)? extract:long! papers:text*? "
        "basis:text early:yes?", "new drafted", "drafted", "route"),
    act("referral.sent", "移交", "Send the referral", "referral", "forced:yes?", "drafted objected", "sent"),
    act("referral.received", "接收", "Receive the referral", "referral", "received_on:date slip:file?", "sent", "received"),
    act("referral.objected", "提出异议", "Object", "referral", "text:long proper:text?", "sent", "objected"),
    act("referral.answered", "反馈结果", "Answer the referral", "referral",
        "outcome:code(outcomes) text:long! document:file? final:yes?", "received answered", "answered", "outcome"),
    act("referral.closed", "移交办结", "Close the referral", "referral", "text:long?", "answered received", "closed"),
    act("work.returned", "退回重办", "Return for more work", "document return referral request finding",
        "missing:long due:date?", "submitted answered reported issued received", "returned"),
)
