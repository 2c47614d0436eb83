"""Who lives in the demo: an invented district, its bodies, units and people."""

from __future__ import annotations

from xuncha.demo.founding import DemoAccount, Founding

ACCOUNTS = (
    DemoAccount("office", "江予白", "领导小组办公室经办 clerk of the office"),
    DemoAccount("lead", "林若舟", "领导小组办公室牵头人 lead of the office"),
    DemoAccount("head", "高望岚", "第一专项治理小组组长 head of the first special group"),
    DemoAccount("publicity", "叶知返", "区纪委宣传部经办 receives plans and returns"),
    DemoAccount("review", "邵临川", "第一纪检监察室经办 investigates cases"),
    DemoAccount("secretary", "顾行远", "柳塘街道党工委书记 party secretary of the street"),
    DemoAccount("street", "何其安", "柳塘街道经办 clerk of the street"),
    DemoAccount("community", "沈知秋", "榆荫社区经办 clerk of a community"),
    DemoAccount("discipline", "丁砚农", "柳塘街道纪工委 discipline committee of the street"),
)

BODIES = (
    ("office", "office", "领导小组办公室", "", "澜治办"),
    ("group", "leading_group", "区专项治理领导小组", "", "澜治"),
    ("commission", "commission", "区纪委", "", "澜纪"),
    ("publicity", "section", "区纪委宣传部", "publicity", ""),
    ("conduct", "section", "党风政风监督室", "conduct", ""),
    ("case", "section", "案件监督管理室", "case", ""),
    ("petition", "section", "信访室", "petition", ""),
    ("review", "section", "第一纪检监察室", "review", ""),
    ("propaganda", "department", "区委宣传部", "propaganda", ""),
    ("news", "department", "区新闻中心", "news", ""),
    ("organisation", "department", "区委组织部", "organisation", ""),
    ("discipline", "street_committee", "柳塘街道纪工委", "", "", "street"),
    ("bureau_discipline", "department_discipline", "区市政局纪检组", "", "", "bureau"),
)

UNITS = (
    ("street", "柳塘街道", "street", {"principal": "顾行远", "clerk": "何其安"}),
    ("qingping", "青屏街道", "street", {"principal": "陶知远", "clerk": "梅若谷"}),
    ("bureau", "区市政局", "department", {"principal": "陆闻笙", "clerk": "温如岚"}),
)
"""Streets and departments."""

BELOW = (
    ("community", "榆荫社区", "community", {"principal": "方竹青", "clerk": "沈知秋"}, "street"),
    ("market", "石埠社区", "community", {"principal": "俞观澜", "clerk": "骆清和"}, "qingping"),
    ("station", "排水站", "station", {"principal": "白景行", "clerk": "纪云舒"}, "bureau"),
)
"""Grassroots units, each under one of them."""

STAFF = (
    ("group", "leader", "周敬川"), ("office", "lead", "林若舟"), ("office", "clerk", "江予白"),
    ("commission", "clerk", "秦越山"), ("conduct", "clerk", "韩亦舟"), ("case", "clerk", "罗听泉"), ("petition", "clerk", "蒋望舒"),
    ("publicity", "clerk", "叶知返"), ("review", "clerk", "邵临川"), ("propaganda", "clerk", "贺云岫"), ("news", "clerk", "梁疏影"),
    ("discipline", "clerk", "丁砚农"), ("bureau_discipline", "clerk", "白鹭洲"),
)  # fmt: skip

CLERKS = {
    "coordination": "林若舟",
    "intake": "蒋望舒",
    "publicity": "贺云岫",
    "double_inquiry": "罗听泉",
    "main_duty": "韩亦舟",
}
"""Who keeps the papers of each working group."""

HEADS = ("高望岚", "程远道", "许知微", "乔木森", "宋含章", "傅青岚", "苏见青", "严明礼")
"""Who heads each of the eight special groups."""

FOUNDING = Founding(
    "jinniu-2017", "澜江区", "Lanjiang district", BODIES, (*UNITS, *BELOW), STAFF, ACCOUNTS, people=HEADS,
    keepers=("intake_group", "group", "commission", "organisation"),
)  # fmt: skip

PROBLEMS = {
    "street": (
        ("低保公示缺三户", "field1_insurance", "第二季度有三户没有公示。", "逐户补公示"),
        ("窗口收取复印费", "field4_charges", "办证窗口收取两元复印费，没有依据。", "停收并退还"),
        ("救济物资领用无签字", "field1_relief", "冬季救济物资领用表有十一人没有签字。", "补齐签字，专人登记"),
        ("便民服务点上班无人", "field6_lazy", "两个工作日上午九点半还没有人。", "排班上墙，每日抽查"),
        ("高龄补贴发放迟一个月", "field1_insurance", "四月的高龄补贴五月底才发到。", "改为系统批量发放"),
        ("投诉登记簿缺页", "field6_unsolid", "登记簿三月有四页缺失。", "改用编页登记簿"),
    ),
    "bureau": (
        ("管网疏掏派单超期", "field6_lazy", "抽看二十单，有六单超过承诺时限。", "限时派单，每周通报"),
        ("路灯报修无回访", "field6_lazy", "抽看十单，八单没有回访记录。", "办完三日内回访"),
        ("占道审批窗口要重复材料", "field4_charges", "同一材料在两个窗口各要一份。", "内部流转，只收一次"),
        ("井盖巡查记录雷同", "field6_unsolid", "五月每天的记录一字不差。", "拍照记录，按点打卡"),
        ("工程款公示不全", "field1_relief", "两个小修项目没有公示结算。", "补公示，以后同步公示"),
    ),
}
"""What units found in themselves: title, content, what was seen, advice."""
