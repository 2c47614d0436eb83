"""Acts of appraisal and survey, and the use made of results."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "evaluation.opened",
        "开展测评",
        "Open an evaluation",
        "evaluation",
        "kind:code(evaluations) questions:text* from_on:date to_on:date? invited:n?",
        "new",
        "open",
        "kind",
    ),
    act("ballot.cast", "填写测评", "Cast a ballot", "evaluation", "answers:map token:text", "open"),
    act(
        "evaluation.concluded",
        "测评结果",
        "Conclude the evaluation",
        "evaluation",
        "sample:n method:text results:items source:text?",
        "open new",
        "concluded",
    ),
    act(
        "result.used",
        "结果运用",
        "Use the results",
        "evaluation inspection",
        "use:code(uses) body:party? extract:long",
        "any",
        deciding="use",
    ),
)
