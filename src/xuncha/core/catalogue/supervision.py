"""Meetings, requests, and the acts that set, urge or move a duty."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "meeting.held",
        "会议、培训",
        "Record a meeting",
        "meeting",
        "kind:code(meetings) at:date~ place:text? chair:person? present:person*? items:items minutes:file? dissent:long? "
        "text:long?",
        "new",
        "held",
        "kind",
    ),
    act(
        "request.made",
        "请求、请示",
        "Make a request",
        "request",
        "kind:code(requests) to:party title:text text:long material:code(materials)? source:code(enquiries)? person:person? "
        "due:date? about:ref?",
        "new",
        "waiting",
        "kind",
    ),
    act(
        "request.answered",
        "答复请求",
        "Answer the request",
        "request",
        "text:long files:file*? granted:yes?",
        "waiting returned",
        "answered",
    ),
    act(
        "request.closed",
        "办结请求",
        "Close the request",
        "request",
        "text:long?",
        "answered waiting returned",
        "closed",
    ),
    act("limit.set", "定期限", "Set a limit", "*", "duty:ref due:date limit_source:text", "any"),
    act("duty.urged", "催办", "Urge", "*", "duty:ref text:long", "any"),
    act("duty.escalated", "提级督办", "Escalate", "*", "duty:ref to:party", "any"),
    act("duty.extended", "延期", "Extend", "*", "duty:ref due:date told:text*? text:long", "any"),
    act("duty.suspended", "中止计时", "Suspend the clock", "*", "duty:ref text:long", "any"),
    act("duty.resumed", "恢复计时", "Resume the clock", "*", "duty:ref text:long", "any"),
    act("duty.lapsed", "待办失效", "Let a duty lapse", "*", "duty:ref text:long", "any"),
    act("due.moved", "期限变动", "A due date moves", "*", "duty:ref old:at new:at cause:text", "any"),
    act(
        "report.submitted",
        "报送",
        "Submit a report",
        "return",
        "kind:code(returns) title:text? to:party document:ref(document)? period:text? medium:text? urgent:yes? "
        "place:text? on:date?~ proof:file? nothing_to_report:yes? text:long? sealed_to:code(seats)?",
        "new due returned submitted",
        "submitted",
        "kind",
    ),
    act(
        "report.received",
        "收到报送",
        "Receive a report",
        "return",
        "medium:code(return_forms)? sealed:yes?",
        "submitted",
        "received",
        "medium",
    ),
    act(
        "publicity.recorded",
        "宣传报道",
        "Record publicity",
        "campaign inspection",
        "medium:code(media) outlet:text on:date~ link:text? proof:file?",
        "any",
        deciding="medium",
    ),
)
