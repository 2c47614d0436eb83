"""Acts of filing: a volume is compiled, handed over and supplemented."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "volume.compiled",
        "立卷",
        "Compile the volume",
        "volume",
        "lines:items title:text?",
        "new compiled",
        "compiled",
    ),
    act(
        "volume.handed_over",
        "移交归档",
        "Hand over the volume",
        "volume",
        "signed_by:text* box:text? pages:n?",
        "compiled",
        "kept",
    ),
    act("volume.supplemented", "补充归档", "Supplement the volume", "volume", "lines:items", "kept", "kept"),
)
