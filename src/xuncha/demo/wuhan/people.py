"""Who lives in the demo: an invented city of fifteen districts, its bodies, units and people."""

from __future__ import annotations

from xuncha.demo.founding import DemoAccount, Founding

ACCOUNTS = (
    DemoAccount("office", "江予白", "巡查办经办 clerk of the inspection office"),
    DemoAccount("director", "林若舟", "巡查办主任 director of the office"),
    DemoAccount("group", "周敬川", "领导小组组长 leader of the leading group"),
    DemoAccount(
        "organisation",
        "乔木森",
        "市委组织部，抽调各组人员 organisation department, which seconds the teams' people",
    ),
    DemoAccount("supervision", "程远道", "督办组经办 clerk of the follow-up section"),
    DemoAccount("head", "高望岚", "第1巡查组组长 head of team 1"),
    DemoAccount("member", "许知微", "第1巡查组工作人员 on the staff of team 1"),
    DemoAccount("unit", "方竹青", "云溪街道主要负责人 principal head of Yunxi subdistrict"),
    DemoAccount("contact", "何其安", "云溪街道联络员 contact person of Yunxi subdistrict"),
    DemoAccount("receiver", "沈知秋", "市治庸问责办 department that receives referrals"),
)

BODIES = (
    ("office", "office", "市作风巡查办", ""),
    ("group", "leading_group", "市作风巡查领导小组", ""),
    ("committee", "city_committee", "澜汀市委", ""),
    ("general_office", "general_office", "市委办公厅", ""),
    ("coordination", "coordination", "综合协调组", ""),
    ("supervision", "supervision", "督办组", ""),
    ("guidance", "guidance", "业务指导组", ""),
    ("organisation", "receiver", "市委组织部", "organisation"),
    ("discipline", "receiver", "市纪委监察局", "discipline"),
    ("accountability", "receiver", "市治庸问责办", "accountability"),
    ("petitions", "receiver", "市信访局", "petitions"),
    ("political_legal", "receiver", "市委政法委", "political_legal"),
    ("police", "receiver", "市公安局", "police"),
    ("evaluator", "evaluator", "城乡治理研究会", ""),
)

DISTRICTS = (
    "云溪", "青屏", "石埠", "东陂", "柳浦", "鹤林", "竹桥", "沙汀", "枫泾", "兰渚", "梅岭", "桐江", "荷塘", "松涧", "星洲",
)  # fmt: skip
"""The districts, each the area of the team of its number."""

UNITS = (
    ("yunxi", "云溪街道", "town", {"principal": "方竹青", "leadership": "严明礼", "contact": "何其安"}),
    ("liutang", "柳塘社区", "village", {"principal": "白景行", "leadership": "纪云舒"}),
    ("qingping", "青屏街道", "town", {"principal": "陶知远", "leadership": "梅若谷"}),
    ("shibu", "石埠镇", "town", {"principal": "蓝思齐", "leadership": "骆清和"}),
    ("dongpo", "东陂街道", "town", {"principal": "俞观澜", "leadership": "邵景明"}),
)

LIES_IN = {"yunxi": 1, "liutang": 1, "qingping": 2, "shibu": 3, "dongpo": 4}
"""The district in which each unit lies."""

STAFF = (
    ("group", "leader", "周敬川"), ("group", "deputy_discipline", "顾行远"), ("group", "deputy_mayor", "章问渠"),
    ("group", "deputy_police", "丁砚农"), ("group", "deputy_organisation", "谢知白"), ("group", "deputy_secretary", "柏承安"),
    ("office", "director", "林若舟"), ("office", "clerk", "江予白"), ("supervision", "clerk", "程远道"),
    ("committee", "clerk", "甄远山"), ("general_office", "clerk", "卓青禾"),
    ("organisation", "clerk", "乔木森"), ("accountability", "clerk", "沈知秋"),
)  # fmt: skip

FOUNDING = Founding(
    "wuhan-2017", "澜汀市", "Lanting",
    (*BODIES, *((f"district{n}", "district", f"{name}区委") for n, name in enumerate(DISTRICTS, 1))),
    (("bureau", "市民政局", "organ", {}), *UNITS), STAFF, ACCOUNTS, keepers=("office", "group", "discipline", "organisation"),
)  # fmt: skip

LEADS = (
    ("高望岚", "陆闻笙"), ("傅临溪", "钟南屏"), ("段星河", "祝青田"), ("关山月", "柯映雪"), ("应如是", "温如岚"),
    ("夏秋实", "叶知春"), ("易水寒", "宋听澜"), ("闻人杰", "贺知章程"), ("秦望舒", "卫沧浪"), ("苏砚秋", "江晚舟"),
    ("童鹤鸣", "费长亭"), ("阮青岚", "毕春山"), ("康乐水", "尹松风"), ("洪远帆", "常知止"), ("武陵溪", "凌霄木"),
)  # fmt: skip
"""Head and deputy of each team."""

FIRST_OF_TEAM_1 = "许知微"
SURNAMES = "沐荀蒲宦郗厉逯阙璩终暨" + "冉郦雍"
GIVEN = ("云帆", "一舟", "疏影", "清越", "见山", "长青")


def staff_of(team: int) -> tuple[str, ...]:
    """The five people on the staff of a team, six in the first three: 108 with heads and deputies."""
    n = 6 if team <= 3 else 5
    surname = SURNAMES[team - 2] if team > 1 else "楼"
    names = tuple(f"{surname}{given}" for given in GIVEN[:n])
    return (FIRST_OF_TEAM_1, *names[1:]) if team == 1 else names


LEAVING = ((2, "staff", 5), (4, "staff", 4), (9, "deputy", 1), (12, "staff", 4))
"""Who has left a team lately: the seat, and which of the people of `staff_of`, or of a team's head and deputy."""

COMING = (
    ("岑一诺", "deputy", ""), ("万俟清", "staff", "qingping"), ("白鹭洲", "staff", ""), ("闻人溪", "staff", ""), ("方迟", "staff", ""),
)  # fmt: skip
"""Who is to come in their place: for which seat, and the unit to which the person has a tie."""

AT_HOME = {"白鹭洲": "dongpo"}
"""Who comes from a unit in one of the districts."""

NOT_DECLARED = "方迟"
"""Who has not declared yet."""

PROBLEMS = (
    ("拆迁过渡费没有发放", "field3_compensation", "两年过渡费滞留在代管账户，没有发到户。", "delivery"),
    ("窗口办事推诿", "field2_inaction", "一件事往返多次，材料清单前后不一。", "service"),
    ("集体用地出租没有公示", "field5_resources", "三块用地低价出租，村务公开栏没有公示。", "delivery"),
    ("救助申请长期不批", "field4_assistance", "七户救助申请超过半年没有答复。", "responsibility"),
    ("违法建设查处拖延", "field3_building", "两处违法建设立案后一年没有处理。", "drive"),
)
"""Problems with their field, what was found, and how the poor work style shows."""

CASES = (
    ("安置房分配次序积案", "公布分配次序并补选", "2014-05-12"),
    ("拖欠农民工工资积案", "支付拖欠的工资", "2015-01-20"),
    ("征地补偿标准积案", "按同一标准补足", "2013-09-03"),
    ("道路施工损坏房屋积案", "修缮并补偿", "2015-11-15"),
    ("小区物业经费积案", "公布近三年收支", "2016-03-08"),
)
"""Backlog cases with the demand and since when."""
