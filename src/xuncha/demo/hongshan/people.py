"""Who lives in the demo: an invented district with its mechanism, its bodies, units and people."""

from __future__ import annotations

from xuncha.demo.founding import DemoAccount, Founding

ACCOUNTS = (
    DemoAccount("office", "江予白", "区治庸问责办经办 clerk of the accountability office"),
    DemoAccount("director", "林若舟", "区治庸问责办主任 director of the accountability office"),
    DemoAccount("centre", "沈知秋", "区行政投诉中心经办 clerk of the complaint centre"),
    DemoAccount("publicity", "温如岚", "区委宣传部经办 clerk of the publicity department"),
    DemoAccount("discipline", "程远道", "区纪委监察局经办 clerk of the discipline commission"),
    DemoAccount("services", "许知微", "区政务服务中心经办 clerk of the service centre"),
    DemoAccount("visitor", "高望岚", "特邀监察员 invited supervisor"),
    DemoAccount("unit", "方竹青", "区园林局主要领导 principal head of the parks bureau"),
    DemoAccount("contact", "杜若溪", "区园林局经办 clerk of the parks bureau"),
)

BODIES = (
    ("committee", "district_committee", "澜汀区委", ""), ("government", "district_government", "澜汀区政府", ""),
    ("standing", "standing_committee", "区委常委会", ""), ("leaders", "district_leaders", "区级领导", ""),
    ("office", "office", "区治庸问责办", ""), ("centre", "complaint_centre", "区行政投诉中心", ""),
    ("publicity", "publicity", "区委宣传部", ""), ("bureau", "petition_bureau", "区信访局", ""),
    ("services", "service_centre", "区政务服务中心", ""), ("visitors", "visitors", "监督员队伍", ""),
    ("review_team", "review_team", "评议督查队伍", ""), ("evaluators", "evaluators", "第三方评价", ""),
    ("superior", "superior", "市治庸问责办", ""), ("discipline", "discipline_organ", "区纪委监察局", "district"),
    ("organ", "discipline_organ", "派驻纪检组", ""),
)  # fmt: skip

UNITS = (
    ("parks", "区园林局", "department", {"principal": "方竹青", "in_charge": "严明礼", "clerk": "杜若溪"}),
    ("trade", "区商务局", "industry", {"principal": "罗清源", "in_charge": "骆清和", "clerk": "梅若谷"}),
    ("street", "柳湖街道", "street", {"principal": "白景行", "in_charge": "纪云舒", "clerk": "蓝思齐"}),
    ("community", "青石社区", "community", {"principal": "陶知远", "in_charge": "俞观澜", "clerk": "邵景明"}),
)

STAFF = (
    ("committee", "clerk", "甄远山"), ("standing", "secretary", "周敬川"), ("standing", "member", "顾行远"), ("leaders", "leader", "苏望舒"),
    ("office", "director", "林若舟"), ("office", "clerk", "江予白"), ("discipline", "clerk", "程远道"), ("organ", "clerk", "乔木森"),
    ("centre", "clerk", "沈知秋"), ("publicity", "clerk", "温如岚"), ("bureau", "clerk", "陆闻笙"), ("services", "clerk", "许知微"),
    ("visitors", "invited_supervisor", "高望岚"), ("review_team", "citizen", "白松岭"), ("evaluators", "reviewer", "秦怀远"),
)  # fmt: skip

FOUNDING = Founding("hongshan-2015", "澜汀区", "Lanting District", BODIES, UNITS, STAFF, ACCOUNTS,
                    keepers=("office", "committee", "discipline", "bureau"))  # fmt: skip
