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

SUBJECTS = (
    "惠农补贴迟迟没有到账", "低保评议没有公示", "道路修补反复开挖", "公房租金去向不明", "村级工程没有招标",
    "窗口办事多次往返", "公务用车私用", "招聘没有公开程序", "垃圾清运不及时", "拆迁补偿标准前后不一",
    "班子会议长期不记录", "食堂接待超出标准", "小区物业经费不公开", "公交线路调整没有听取意见", "集体土地出租价格偏低",
    "安置房分配次序有疑问", "干部长期不在岗", "项目款拖欠农民工工资", "节日发放福利没有依据", "信访答复只有一句话",
)  # fmt: skip

FINDINGS = (
    ("惠农补贴积压未发到户", "field4_masses", "三项补贴资金滞留在代管账户，没有按规定时限发放。", "全部补发到户；查清滞留原因；建立到账回访。"),
    ("“三重一大”事项没有集体研究", "field3_collective", "两项大额支出由个人签批，会议记录中没有研究过程。", "补开会议说明；修订议事规则。"),
    ("公务接待超标准", "field4_eight", "抽查的接待单据中有超出标准的情形。", "清退超标部分；完善审批。"),
    ("工程发包没有履行招标程序", "field2_gain", "限额以上工程直接指定施工单位。", "核查责任；纳入公共资源交易平台。"),
    ("窗口服务推诿", "field4_bureaucratism", "群众一件事往返多次，材料清单前后不一。", "公布一次性告知清单；设首问责任岗。"),
    ("选人用人程序不规范", "field3_appointment", "有任用没有民主推荐记录。", "补齐程序材料；开展专项自查。"),
    ("学习以照片代替", "field4_formalism", "学习记录多为事后补录。", "改为问题研讨；公开记录。"),
)  # fmt: skip
