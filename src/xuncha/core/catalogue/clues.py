"""Acts on clues (sealed leads) and deeper inquiry."""

from xuncha.core.catalogue.act_type import act

ACTS = (
    act(
        "clue.recorded",
        "登记线索",
        "Record a clue",
        "clue",
        "title:text! from_ref:ref? about_posts:text*! managed_by:code(management) text:long! basis:text? serious:yes?",
        "new",
        "recorded",
        "managed_by",
    ),
    act("matter.pursued", "深入了解", "Look deeper", "finding clue complaint", "text:long", "any"),
    act(
        "matter.concluded",
        "作出结论",
        "Conclude",
        "finding clue complaint",
        "conclusion:code(conclusions) text:long",
        "any",
        deciding="conclusion",
    ),
)
