"""Acts on findings, and those shared by every matter: evidence, classing, links, assignment."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "finding.recorded",
        "登记问题",
        "Record a finding",
        "finding",
        "title:text fields:code(fields)* topics:code(topics)*? source:code(sources) from_ref:ref? basis:text? text:long! "
        "since:date?~ about:code(objects)? persons:person*?! reason_for_names:long? requested_by:ref? advice:long? "
        "handlers:person(inside)*?",
        "new",
        "recorded",
        "source",
    ),
    act(
        "finding.amended",
        "补正",
        "Amend",
        "finding",
        "title:text? text:long?! advice:long? basis:text? fields:code(fields)*?",
        "recorded proposed disposed",
    ),
    act(
        "evidence.added",
        "附佐证",
        "Add evidence",
        "finding clue complaint referral inquiry request",
        "file:file what:text? dated:date?~ measure:n?",
        "any",
    ),
    act(
        "matter.classified",
        "定性",
        "Class",
        "complaint finding clue document",
        "scale:code(scales) value:text^ text:long?",
        "any",
        deciding="scale",
    ),
    act(
        "matter.analysed", "剖析原因", "Analyse causes", "finding clue complaint inquiry", "cause:long", "any"
    ),
    act(
        "matter.linked",
        "关联",
        "Link",
        "complaint finding clue",
        "to:ref as:code(links)",
        "any",
        deciding="as",
    ),
    act(
        "matter.assigned",
        "交办",
        "Assign",
        "complaint finding clue request",
        "owner:party helpers:party*? text:long? due:date? forced:yes?",
        "any",
        together=True,
    ),
    act(
        "matter.contributed",
        "提供协办意见",
        "Give one's part",
        "complaint finding clue request",
        "text:long! files:file*?",
        "any",
    ),
    act(
        "matter.taken",
        "接办",
        "Take on an assignment",
        "complaint finding clue request",
        "text:long?",
        "any",
    ),
    act(
        "matter.objected",
        "对交办提出异议",
        "Object to an assignment",
        "complaint finding clue request",
        "text:long proper:party?",
        "any",
    ),
    act(
        "matter.withdrawn",
        "撤销登记",
        "Void an entry",
        "finding clue complaint check volume",
        "text:long",
        "recorded received accepted compiled",
        "withdrawn",
        together=True,
    ),
)
