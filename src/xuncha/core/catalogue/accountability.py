"""Acts of inquiry and accountability; people decide each of them."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "inquiry.opened",
        "启动调查",
        "Open an inquiry",
        "inquiry",
        "kind:code(inquiries) title:text! about:text*! grounds:code(grounds)* slots:code(slots)*? from_ref:ref*? text:long!",
        "new",
        "open",
        "kind",
    ),
    act(
        "inquiry.concluded",
        "调查结论",
        "Conclude the inquiry",
        "inquiry",
        "found:long! proposals:text*",
        "open",
        "concluded",
    ),
    act(
        "accountability.decided",
        "问责决定",
        "Decide on accountability",
        "inquiry",
        "slot:code(slots)? whom:text! pursue:yes form:code(sanctions)? text:long document:file? final:yes?",
        "open concluded decided",
        "decided",
        "form",
    ),
    act(
        "inquiry.reviewed",
        "复核",
        "Review the inquiry",
        "inquiry",
        "fits:yes text:long",
        "concluded decided",
    ),
    act(
        "inquiry.closed",
        "问责办结",
        "Close the inquiry",
        "inquiry",
        "text:long?",
        "concluded decided",
        "closed",
    ),
)
