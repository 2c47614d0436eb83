"""A choice stands once, with its kinds indented under it."""

from xuncha.core.words import Text
from xuncha.web.kit.form_page import Field, FieldType, Option


def test_a_choice_with_kinds_stands_once_and_the_next_is_not_taken_for_one_of_them() -> None:
    clean, order = Text("廉洁纪律", "Integrity"), Text("组织纪律", "Organisation")
    options = (
        Option("clean", clean),
        Option("order", order),
        Option("gifts", Text("收礼", "Gifts"), group=clean),
        Option("alone", Text("铺张", "Waste"), group=Text("作风", "Manner")),
    )
    asked = Field("fields", FieldType.CHOICES, Text("问题类别", "Kind"), options=options).in_order
    assert [(one.value, one.is_under, str(one.group)) for one in asked] == [
        ("clean", False, ""),
        ("gifts", True, ""),
        ("order", False, ""),
        ("alone", False, "作风"),
    ]
