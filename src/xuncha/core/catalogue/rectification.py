"""Acts of feedback, rectification, verification and close-out."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "finding.fed_back",
        "反馈问题",
        "Feed back a finding",
        "finding",
        "document:ref(document)? advice:long?",
        "recorded proposed disposed",
        "fed_back",
    ),
    act(
        "rectification.planned",
        "制定整改",
        "Plan the rectification",
        "finding",
        "first_responsible:person? responsible_post:text duty_text:long? measures:items due:date?",
        "recorded disposed fed_back planned returned rehandled",
        "planned",
    ),
    act(
        "rectification.progressed",
        "整改进展",
        "Report progress",
        "finding",
        "measure:n? done_on:date?~ on_the_spot:yes? text:long",
        "recorded disposed fed_back planned returned",
    ),
    act("rectification.disputed", "整改异议", "Dispute", "finding", "text:long", "fed_back planned returned"),
    act(
        "rectification.reported",
        "报请销号",
        "Report as done",
        "finding",
        "result:long",
        "planned returned",
        "reported",
    ),
    act(
        "rectification.verified",
        "核验",
        "Verify",
        "finding complaint",
        "stage:code(verifications) passed:yes seen_on:date~ text:long",
        "reported verified closed",
        deciding="stage",
        together=True,
    ),
    act("finding.closed", "销号", "Close out", "finding", "text:long?", "verified", "closed", together=True),
    act("finding.reopened", "重启", "Reopen", "finding", "text:long", "closed", "planned"),
    act(
        "matter.rehandled",
        "二次办理",
        "Handle a second time",
        "complaint finding",
        "owner:party level:text? due:date?",
        "answered closed under_review",
        "rehandled",
        together=True,
    ),
)
