"""Acts on the record itself: corrections, calendars, imports, messages, accounts."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act("act.corrected", "更正", "Correct", "*", "act:ref field:text right:text why:text?", "any"),
    act("act.confirmed", "确认更正", "Confirm a correction", "*", "granted:yes", "any"),
    act(
        "calendar.adopted",
        "采用节假日安排",
        "Adopt a calendar",
        "scheme",
        "year:n notice:text digest:text",
        "adopted",
    ),
    act(
        "import.completed",
        "导入",
        "Complete an import",
        "campaign inspection",
        "file_digest:text kind:text rows:n left_out:n mapping:map history:yes?",
        "any",
        deciding="kind",
    ),
    act(
        "message.exchanged",
        "凭码沟通",
        "Exchange messages by code",
        "complaint protection",
        "text:long?! side:text?",
        "any",
    ),
    act("account.changed", "账号变更", "Change an account", "person", "what:text", "any", deciding="what"),
)
