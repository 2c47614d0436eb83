"""What the district's people do again and again, and by a day of the year, and what they write then."""

from __future__ import annotations

from xuncha.demo.jinniu.people import UNITS
from xuncha.demo.routine import Habits

GROUP_WEEKLY = {
    "progress": ("本周到社区看了两处窗口", "本周查阅台账和公示栏", "本周入户走访十二户", "本周参加单位例会"),
    "items": (
        "两处窗口没有新问题，继续看",
        "台账补齐了，下周看公示",
        "群众盼延时办理，已转单位",
        "对照八类内容再过一遍",
    ),
}

HABITS: Habits = {
    "file_group_plan": {"document": "@plan {party}"},
    "unit_weekly": {"items": ("过一遍本周台账，没有新问题", "研究窗口值守，明确带班人", "逐项看整改进度，催办两项", "通报抽查情况，安排下周自查")},
    "special_group_weekly": GROUP_WEEKLY,
    "coordination_group_weekly": {"progress": "各组按计划推进", "items": ("汇总各组情况，催要两份材料", "排下周检查，避开收种")},
    "publicity_group_weekly": {"progress": "报纸专栏一期", "items": ("选两个正面做法宣传", "校对海报和问卷")},
    "main_duty_group_weekly": {"progress": "看了三家单位的会议记录", "items": ("提醒一家单位补开例会", "书记上手情况较好")},
    "intake_group_weekly": {"progress": "来电来信当日登记", "items": ("本周来件已经分转", "核对未答复的来件")},
    "double_inquiry_group_weekly": {"progress": "核对在查案件", "items": ("一件待定，下周再议", "没有新增案件")},
    "weekly_report": {"text": ("本周自查两处，没有新问题", "本周整改一项，其余按计划", "本周例会一次，催办两项")},
    "monthly_summary": {"persons": "无", "matters": ("窗口值守、台账登记", "公示不全、回访不到位"), "state": "按方案推进，没有停下来的事项"},
    "self_check_summary": {"work_done": "八类逐类排查", "problems": "窗口和惠民资金为主", "shortcomings": "个别社区走得慢", "next_phase": "逐项整改"},
    "rectification_summary": {"work_done": "逐项整改，能改的当场改", "groundwork": "把好做法写成制度"},
    "monthly_return": {
        "electronic": {"number": "电子稿", "place": "单位党政办", "keeper": "经办人"}, "way": "system", "paper_number": ("8号", "9号", "10号"),
        "medium": "paper", "sealed": True,
    },
    "unit_circular": {"state": ("窗口秩序好转，公示要再细", "例会按时，台账要写实"), "to": ["@office"]},
    "monthly_circular": {"state": ("各单位例会正常，整改有快有慢", "台账质量提高，公示还要补齐"), "to": [f"@{unit}" for unit, *_ in UNITS]},
    "joint_meeting": {"month_work": "各组检查一处，单位例会正常", "focus": ("盯住没有销号的问题", "查看整改是否反弹")},
    "group_quarterly": {"text": ("本季度检查四处，问题都已交办", "本季度走访二十户，看台账八本"), "features": "随走随看、当场交办"},
    "long_mechanism": {"title": "治理“微腐败”长效机制"},
    "undertaking_mechanism": {"title": "治理承诺办法"},
}  # fmt: skip
