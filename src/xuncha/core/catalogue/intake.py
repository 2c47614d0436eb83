"""Acts on what people report: letters, visits, calls and web messages, one by one."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "complaint.received",
        "收件登记",
        "Register a complaint",
        "complaint",
        "kind:code(intakes) channel:code(channels) mode:code(modes_of_report)? subject:text! extract:long?! "
        "about_posts:text*?! concerns:code(concerns)*? place:text?! addressee:code(addressees)? "
        "written_on:date? about_published:ref(document)? source_id:text? category:text? answer:long?!",
        "new",
        "received",
        "kind",
    ),
    act("complaint.extracted", "摘录", "Make an extract", "complaint", "extract:long! subject:text?!", "any"),
    act("complaint.accepted", "受理", "Accept", "complaint", "within_remit:yes?", "received", "accepted"),
    act(
        "complaint.declined",
        "不予受理",
        "Decline",
        "complaint",
        "told_where:text text:long?",
        "received",
        "declined",
    ),
    act("matter.annotated", "阅批", "Annotate", "complaint finding clue document", "text:long", "any"),
    act(
        "demand.classified",
        "诉求定性",
        "Classify a demand",
        "complaint",
        "point:text class:code(demands) basis:long",
        "accepted",
        deciding="class",
    ),
    act(
        "demand.settled",
        "诉求落实",
        "Settle a demand",
        "complaint",
        "point:text how:long checked_with:text?",
        "accepted",
    ),
    act(
        "complaint.answered",
        "答复",
        "Answer",
        "complaint",
        "found:long! basis:long remedy:long",
        "accepted rehandled",
        "answered",
    ),
    act(
        "satisfaction.given",
        "评价答复",
        "Rate the answer",
        "complaint",
        "answer:code(satisfactions) text:long?!",
        "answered",
        deciding="answer",
    ),
    act(
        "complaint.closed",
        "办结",
        "Dispose of",
        "complaint",
        "result:code(complaint_results) text:long",
        "received accepted declined answered",
        "closed",
        "result",
    ),
)
