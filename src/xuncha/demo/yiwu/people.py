"""Who lives in the demo: an invented city, its bodies, units and people."""

from __future__ import annotations

from xuncha.demo.founding import DemoAccount, Founding

ACCOUNTS = (
    DemoAccount("office", "江予白", "巡查办经办 clerk of the inspection office"),
    DemoAccount("director", "林若舟", "巡查办主任 director of the office"),
    DemoAccount("group", "周敬川", "领导小组组长 leader of the leading group"),
    DemoAccount("vice", "顾行远", "领导小组副组长 deputy leader of the leading group"),
    DemoAccount("committee", "秦越山", "市委经办 clerk of the city committee"),
    DemoAccount("head", "高望岚", "第一巡查组组长 head of team 1"),
    DemoAccount("deputy", "陆闻笙", "第一巡查组副组长 deputy head of team 1"),
    DemoAccount("member", "许知微", "第一巡查组组员 member of team 1"),
    DemoAccount("registrar", "沈知秋", "第一巡查组信访登记人 registrar of team 1"),
    DemoAccount("reporter", "温如岚", "第一巡查组信息员 information officer of team 1"),
    DemoAccount("unit", "方竹青", "柳塘镇主要负责人 principal head of Liutang town"),
    DemoAccount("contact", "何其安", "柳塘镇联络员 contact person of Liutang town"),
    DemoAccount("receiver", "程远道", "纪检监察组织 discipline body that receives referrals"),
    DemoAccount("organisation", "乔木森", "市委组织部 organisation department"),
    DemoAccount("police", "石清晏", "市公安局（政法机关） police, a political-legal body"),
    DemoAccount("procuratorate", "卫映川", "市检察院（司法机关） procuratorate, a judicial body"),
    DemoAccount("liaison", "言若谷", "联系纪检监察室 liaison office of the discipline commission"),
    DemoAccount("leaders", "孟听雨", "分管市领导 clerk of the city leaders concerned"),
)

BODIES = (
    ("office", "office", "市委巡查办", "", "澜巡办"),
    ("group", "leading_group", "市委巡查工作领导小组", "", "澜巡领"),
    ("committee", "city_committee", "澜汀市委"),
    ("discipline", "receiver", "驻镇街纪检监察组", "discipline"),
    ("organisation", "receiver", "市委组织部", "organisation"),
    ("police", "receiver", "市公安局", "political_legal"),
    ("procuratorate", "receiver", "市检察院", "judicial"),
    ("liaison", "receiver", "第二纪检监察室", "liaison"),
    ("leaders", "city_leaders", "分管市领导"),
)

UNITS = (
    ("liutang", "柳塘镇", "town", {"principal": "方竹青", "leadership": "严明礼", "contact": "何其安"}),
    ("qingping", "青屏街道", "town", {"principal": "白景行", "leadership": "纪云舒"}),
    ("shibu", "石埠街道", "town", {"principal": "陶知远", "leadership": "梅若谷"}),
    ("dongpo", "东陂镇", "town", {"principal": "蓝思齐", "leadership": "骆清和"}),
    ("housing", "市住房保障中心", "institution", {"principal": "俞观澜", "leadership": "邵景明"}),
    ("transit", "市公共交通公司", "enterprise", {"principal": "丁砚农", "leadership": "谢知白"}),
    ("build", "市城建投资集团", "enterprise", {"principal": "柏承安", "leadership": "宋听澜"}),
    ("civil", "市民政局", "organ", {"principal": "闻人杰", "leadership": "贺知章程"}),
)

MARKS = {"team1": "澜巡一", "team2": "澜巡二", "team3": "澜巡三"}
"""What stands before the year in the number of a paper that a team issues."""

TEAMS = (
    (
        "team1",
        "第一巡查组",
        ("高望岚", "陆闻笙", "许知微", "沈知秋", "温如岚"),
        ("liutang", "qingping", "shibu"),
    ),
    (
        "team2",
        "第二巡查组",
        ("傅临溪", "钟南屏", "夏秋实", "叶知春", "易水寒"),
        ("dongpo", "housing", "transit"),
    ),
    ("team3", "第三巡查组", ("段星河", "祝青田", "关山月", "柯映雪", "应如是"), ("build", "civil")),
)
"""Teams with head, deputy, member, registrar and information officer, and their units."""

CREW = ("head", "deputy", "member", "registrar", "reporter")

STAFF = (
    ("group", "leader", "周敬川"),
    ("group", "deputy_leader", "顾行远"),
    ("group", "member_audit", "章问渠"),
    ("office", "director", "林若舟"),
    ("office", "clerk", "江予白"),
    ("discipline", "contact", "程远道"),
    ("organisation", "contact", "乔木森"),
    ("committee", "clerk", "秦越山"),
    ("police", "contact", "石清晏"),
    ("procuratorate", "contact", "卫映川"),
    ("liaison", "contact", "言若谷"),
    ("leaders", "clerk", "孟听雨"),
)

FOUNDING = Founding(
    "yiwu-2015", "澜汀市", "Lanting", BODIES, UNITS, STAFF, ACCOUNTS, keepers=("office", "group", "organisation", "discipline"),
)  # fmt: skip
