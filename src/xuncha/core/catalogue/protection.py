"""Acts that protect who reported: a sealed name opened by several, a hold on what would go, a key destroyed for ever, and
what a reporter asks for with the code.
"""

from xuncha.core.catalogue.act_type import act

KEPT = "complaint protection clue finding inquiry"
"""What is held back from destruction, or destroyed: matters in which people are spoken of."""

ACTS = (
    act(
        "identity.requested",
        "申请查看身份",
        "Ask to open an identity",
        "complaint",
        "necessity:long! milder:long! asked:party*",
        "any",
    ),
    act("identity.approved", "同意查看身份", "Agree to opening", "complaint", "text:long?!", "any"),
    act("identity.refused", "不同意查看身份", "Refuse opening", "complaint", "text:long!", "any"),
    act("identity.opened", "查看身份", "Open an identity", "complaint", "text:long?!", "any"),
    act("identity.closed", "结束查看身份", "Close an identity", "complaint", "text:long?!", "any"),
    act("hold.proposed", "提请保全", "Propose a hold", KEPT, "text:long until:date", "any"),
    act("hold.placed", "确定保全", "Place a hold", KEPT, "text:long?", "any"),
    act("hold.lifted", "解除保全", "Lift a hold", KEPT, "text:long", "any"),
    act("destruction.proposed", "提请销毁", "Propose destruction", KEPT, "text:long", "any"),
    act("key.destroyed", "销毁密钥", "Destroy a key", KEPT, "text:long", "any"),
    act(
        "retaliation.asked",
        "询问有没有受到打击报复",
        "Ask about retaliation",
        "complaint",
        "asked_after:code(occasions)*",
        "any",
    ),
    act(
        "protection.asked",
        "反映人请求保护",
        "A reporter asks for protection",
        "protection",
        "kind:code(protections) alias:text? ways:code(retaliations)*? noticed:code(leak_signs)*? role:text?",
        "new",
        "waiting",
        "kind",
    ),
    act(
        "protection.answered",
        "答复保护请求",
        "Answer a request for protection",
        "protection",
        "conclusion:code(conclusions) text:long! answer:long?!",
        "waiting",
        "closed",
    ),
)
