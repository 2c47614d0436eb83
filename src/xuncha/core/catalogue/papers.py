"""The one life of every paper: drafted, signed, cleared, issued, received, published, withdrawn."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act("document.drafted", "拟稿", "Draft", "document",
        "kind:code(documents) title:text? items:ref*? attachments:items? text:long?",
        "new draft signed cleared", "draft", "kind"),
    act("document.signed", "签批", "Sign", "document", "version:n? text:long?", "draft signed cleared", "signed"),
    act("document.cleared", "发布审核", "Clear for publication", "document",
        "version:n? no_reporter:yes names_lawful:yes harm_weighed:yes", "draft signed issued received", "cleared"),
    act("document.issued", "制发、送达", "Issue", "document",
        "to:party* copies:text*? due:date? named_reason:long? talk_on:date? talk_with:text?",
        "draft signed cleared", "issued"),
    act("document.received", "签收", "Receive", "document",
        "received_on:date medium:code(media)? shown_by:text?", "issued received public", "received"),
    act("document.published", "公布", "Publish", "document",
        "medium:code(media) place:text? proof:file?", "draft signed cleared issued received public", "public"),
    act("document.withdrawn", "撤回", "Withdraw", "document",
        "replaced_by:ref(document)? text:long", "issued received public", "withdrawn"),
)
