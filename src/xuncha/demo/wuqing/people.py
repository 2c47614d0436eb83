"""Who lives in the demo: an invented district, its bodies, units and people."""

from __future__ import annotations

from xuncha.demo.founding import DemoAccount, Founding

ACCOUNTS = (
    DemoAccount("office", "江予白", "区政府办公室经办 clerk of the district government office"),
    DemoAccount("director", "林若舟", "区政府办公室主任 director of the office"),
    DemoAccount("leader", "顾行远", "分管领导 leader in charge of towns and streets"),
    DemoAccount("bureau", "高望岚", "区监察局经办 clerk of the supervision bureau"),
    DemoAccount("supervision", "陆闻笙", "区政府督查室经办 clerk of the government supervision office"),
    DemoAccount("unit", "方竹青", "柳塘镇主要负责人 principal head of Liutang town"),
    DemoAccount("clerk", "何其安", "柳塘镇经办 clerk of Liutang town"),
    DemoAccount("station", "白景行", "柳塘镇水务站经办 clerk of the water station under the town"),
    DemoAccount("receiver", "程远道", "区纪委 discipline body that receives referrals"),
)

BODIES = (
    ("office", "office", "区政府办公室", "", "澜政办"),
    ("government", "government", "澜汀区政府", "", "澜政"),
    ("bureau", "bureau", "区监察局", "", "澜监"),
    ("supervision", "supervision_office", "区政府督查室", "", "澜督"),
    ("discipline", "receiver", "区纪委", "discipline", ""),
    ("organisation", "receiver", "区委组织部", "organisation", ""),
    ("audit", "linked", "区审计局", "audit", ""),
    ("safety", "linked", "区安监局", "work_safety", ""),
)

UNITS = (
    ("liutang", "柳塘镇", "town", {"principal": "方竹青", "clerk": "何其安"}),
    ("qingping", "青屏街道", "street", {"principal": "陶知远", "clerk": "梅若谷"}),
    ("housing", "区住房建设委", "department", {"principal": "俞观澜", "clerk": "邵景明"}),
    ("park", "石埠园区", "park", {"principal": "蓝思齐", "clerk": "骆清和"}),
)

STATION = ("station", "柳塘镇水务站", "subordinate", {"clerk": "白景行"}, "liutang")

LEADERS = {"顾行远": ("liutang", "qingping", "station"), "章问渠": ("housing", "park")}
"""The leaders in charge, and the units of the systems under each."""

STAFF = (
    ("government", "lead", "周敬川"), ("government", "leader_in_charge", "顾行远"), ("government", "leader_in_charge", "章问渠"),
    ("office", "director", "林若舟"), ("office", "clerk", "江予白"), ("bureau", "clerk", "高望岚"),
    ("supervision", "clerk", "陆闻笙"), ("liutang", "contact", "严明礼"), ("housing", "contact", "纪云舒"),
    ("discipline", "contact", "程远道"), ("organisation", "contact", "乔木森"), ("audit", "contact", "宋听澜"),
)  # fmt: skip

FOUNDING = Founding("wuqing-2017", "澜汀区", "Lanting district", BODIES, (*UNITS, STATION), STAFF, ACCOUNTS,
                    keepers=("office", "government", "organisation", "discipline"))  # fmt: skip

PROBLEMS = {
    "liutang": (
        ("办事窗口没有一次告知", "field4_matter", "三名群众为同一张表往返两趟，窗口没有给告知单。"),
        ("值班带班记录事后补写", "field7_shifts", "抽看三月值班簿，有四天的带班记录是次日补写的。"),
        ("河道整治拖了半年", "field5_slow", "全年任务排在一季度的河道整治，到四月还没有开工。"),
        ("政务栏半年没有更新", "field10_stale", "镇里网页上最新一条消息是去年九月的。"),
    ),
    "housing": (
        ("验收资料要求前后不一", "field4_obstacles", "同一类验收，两个窗口要的材料差了两样。"),
        ("审批平均超过承诺时限", "field4_limits", "抽查的二十件里有六件超过承诺的工作日。"),
    ),
    "park": (("企业反映检查过多", "field9_burden", "一家企业一个月接待了七次检查。"),),
}
"""What units found in themselves: title, field, what was seen."""
