"""What the district's people do again and again, and what they write then."""

from __future__ import annotations

from xuncha.demo.routine import Habits

HABITS: Habits = {
    "weekly_leader": {"person": ("@苏望舒", "@顾行远")},
    "secretary_receives": {"who": ["@周敬川"], "demand": "物业收费公示", "next_step": ("转街道一周内答复", "请信访局回访")},
    "sort_intake": {"sorted": (8, 11, 6)},
    "point_report": {"nothing_to_report": True, "paper": "监测点月报"},
    "inspect_windows": {"content": ("五个窗口都有人", "一个窗口提前撤岗，当场提醒")},
    "visit_windows": {"target": "window", "content": "窗口有人值守"},
    "visitor_feedback": {"text": ("窗口秩序好转", "排队时间短了，指引还不清")},
    "standing_supervision": {"content": ("制度执行正常", "抽看两处，登记完整")},
    "self_check": {"topics": ["power_flow"], "powers": "逐项看过", "procedures": "按程序办", "responsibilities": "落实到岗"},
    "report_self_check": {"check": "@self_check {party}", "text": "职责履行正常，审批时限还要压"},
}  # fmt: skip
