"""What the teams of the demo find: problems as an inspector writes them down, and what puts each right; all invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One problem as it is recorded; a unit that is to put it right also says by which measures, and has a paper to show.

    A measure is what is done and whose post does it.
    """

    title: str
    field: str
    text: str
    advice: str
    basis: str
    measures: tuple[tuple[str, str], ...] = ()
    paper: str = ""


VILLAGES = {
    "liutang": "溪口村 双桥村 塔下村 樟林村 后岸村 新岭村 石门坎村 竹坞村 大塘沿村 前山村 枫树湾村 水碓村 上坞村 长堰村 沙洲村",
    "qingping": "南桥社区 东湖社区 学府社区 锦园社区 西门社区 河畔社区 云台社区 老街社区 "
    "仓前社区 北站社区 梅园社区 新华里社区 青年路社区 塔山社区 兴隆社区",
    "dongpo": "下陂村 龙潭村 麻车村 杨梅岭村 官塘村 后溪村 黄泥塘村 三联村 里坞村 桥头村 石塔村 岭脚村 大路口村 西坑村 义井村",
}
"""Where the problems of a town were found, one place for each."""

OF_A_TOWN = (
    Problem(
        "惠农补贴积压 {n} 个月未发到户，涉及{place} {many} 户", "field4_masses",
        "{place}的三项补贴资金滞留在代管账户，{many} 户没有领到。", "全部补发到户；查清滞留原因；建立到账回访。", "补贴资金发放的规定",
        (("补发 {many} 户的补贴，张榜公示", "农业服务中心"), ("查清滞留经过，提醒谈话经办人", "纪检监察办"), ("逐户电话回访到账情况", "财政所")),
        "补贴发放签收表",
    ),
    Problem(
        "{place}出租集体仓库、列支 {sum} 万元没有集体研究", "field3_collective",
        "两笔大额支出由个人签批，会议记录里没有研究过程。", "补开会议说明；修订议事规则。", "议事决策的规则",
        (("补开班子会，逐笔说明", "党政办"), ("修订议事规则，列明必须上会的事项", "党政办")), "班子会议记录",
    ),
    Problem(
        "到{place}调研的 {n} 批公务接待超标准、没有公函", "field4_eight",
        "抽查 {many} 张接待单据，{n} 批超出标准，其中 2 批没有公函。", "清退超标部分；完善审批。", "公务接待的规定",
        (("清退超标部分 {sum}00 元", "财政所"), ("接待先批后办，一事一单", "党政办")), "退款凭证",
    ),
    Problem(
        "{place}道路硬化工程没有招标，直接交给熟人的施工队", "field2_gain",
        "限额以上的工程直接指定施工单位，合同是开工以后补签的。", "核查责任；纳入公共资源交易平台。", "工程招标的规定",
        (("停付余款，请第三方复核工程量", "城建办"), ("今年未开工的 {n} 个项目全部进交易平台", "城建办")), "工程量复核报告",
    ),
    Problem(
        "在{place}便民窗口办一件建房审批要跑 {n} 趟", "field4_bureaucratism",
        "窗口推诿，材料清单前后不一，回访 {many} 人，多数往返 {n} 次以上。", "公布一次性告知清单；设首问责任岗。", "窗口服务的规定",
        (("公布一次性告知清单", "便民服务中心"), ("设首问责任岗，每月回访 20 件", "便民服务中心")), "告知清单和回访记录",
    ),
    Problem(
        "从{place}提拔的综治办副主任等 {n} 人没有民主推荐记录", "field3_appointment",
        "{n} 个中层岗位有任用文件，没有推荐和考察材料。", "补齐程序材料；开展专项自查。", "选人用人的规定",
        (("补齐推荐、考察材料", "组织办"), ("自查近三年全部中层任用", "组织办")), "任用材料目录",
    ),
    Problem(
        "{place}的学习台账是事后补的，{n} 次用同一张照片", "field4_formalism",
        "学习记录多为检查前补录，照片、签到重复使用。", "改为问题研讨；公开记录。", "学习制度",
        (("改为每季一次问题研讨，当场记录", "宣传办"), ("在机关会上通报补录台账的做法", "党政办")), "研讨会记录",
    ),
    Problem(
        "{place}低保评议没有公示，{many} 户里 {n} 户条件不符", "field4_masses",
        "评议由两名干部商定，没有会议，没有张榜。", "重新评议、张榜；按规定停发。", "低保评议公示的规定",
        (("重新评议并张榜七天", "社会事务办"), ("停发条件不符的 {n} 户，追回多发部分", "社会事务办")), "评议记录和公示照片",
    ),
    Problem(
        "{place}驻点干部的签到由别人代签，每周在岗不足两天", "field4_work",
        "对照用餐、用车和签到，{n} 周里有代签。", "核对签到；改进考勤。", "驻点工作的制度",
        (("核对近三个月签到，当事人作检查", "组织办"), ("改记驻点日志，请群众代表每月评议", "组织办")), "驻点日志",
    ),
    Problem(
        "{place}集体用房租金 {n} 年没有收，承租人是干部亲属", "field2_gain",
        "合同约定每年缴费，台账里 {n} 年没有入账，也没有催缴。", "追缴；清理集体资产出租合同。", "集体资产出租的规定",
        (("追缴租金 {sum} 万元", "农经站"), ("清理到期合同，公开竞价", "农经站")), "租金缴款单",
    ),
    Problem(
        "公车周末 {n} 次停在{place}，用车登记与里程对不上", "field4_eight",
        "登记的里程比里程表少 {many}0 公里，周末没有派车单。", "补登核实；退缴私用费用。", "公务用车的规定",
        (("核实 {n} 次用车，退缴私用费用", "党政办"), ("公车周末集中封存", "党政办")), "用车登记表",
    ),
    Problem(
        "{place}党支部 {n} 个月没有开过支委会", "field3_weak",
        "支部记录本空白，三名支委有两名在外务工。", "调整支委；班子成员联系。", "组织生活的制度",
        (("班子成员联系该支部，按月列席", "组织办"), ("补选长期在外的支委", "组织办")), "支委会记录",
    ),
    Problem(
        "{place}污水工程拖欠 {many} 名民工工资", "field4_masses",
        "工程款已拨付，施工单位没有发放，城建办没有核对。", "督促结清；设专户核对。", "工资支付的规定",
        (("督促结清拖欠的 {sum} 万元工资", "城建办"), ("设工资专户，逐月核对", "城建办")), "工资发放表",
    ),
    Problem(
        "{place}拆迁补偿的标准由一人口头改动，{n} 户前后不一", "field3_autocratic",
        "{n} 户的补偿表有涂改，没有会议记录和签字。", "重新核算；改动须集体研究并公示。", "征迁补偿的规定",
        (("按公布的标准重新核算 {n} 户", "征迁办"), ("改动标准一律上班子会并公示", "党政办")), "重新核算表",
    ),
    Problem(
        "{place}节日发放福利 {n} 次，没有依据", "field4_extravagance",
        "以慰问名义发购物卡 {n} 次，合计 {sum} 万元，没有预算。", "清退；纳入预算管理。", "津贴补贴的规定",
        (("清退发放的福利", "财政所"), ("福利开支列入预算并公开", "财政所")), "清退名单",
    ),
)  # fmt: skip
"""What is found in a town, each at another place and in other figures."""

OF_HOUSING = (
    Problem(
        "安和苑 36 套公租房空置一年，轮候名单没有动", "field4_masses",
        "房源系统里登记为在租，现场无人居住。", "按名单配租；公布空置房源。", "公租房配租的规定",
    ),
    Problem(
        "维修资金一次列支 180 万元，班子没有研究", "field3_collective",
        "付款由分管领导签批，会议记录里没有这一项。", "补说明；修订资金审批权限。", "议事决策的规则",
    ),
    Problem(
        "锦溪苑底商低于评估价续租给老租户", "field2_gain",
        "6 间商铺没有公开招租，租金比评估价低三成。", "到期收回；公开招租。", "国有资产出租的规定",
    ),
    Problem(
        "外出考察 4 天，行程里有 2 天没有公务", "field4_eight",
        "差旅报销附的行程单与考察报告不一致。", "退缴费用；严格审批。", "公务差旅的规定",
    ),
    Problem(
        "物业补贴申请在三个科室之间转了 40 天", "field4_bureaucratism",
        "抽查 12 件，平均转办 4 次，没有一件书面答复。", "定首办科室；限时答复。", "窗口服务的规定",
    ),
    Problem(
        "聘用的 9 名协管员没有公开招聘", "field3_appointment",
        "人员由各科推荐，没有公告，没有考试。", "清理；公开招聘。", "编外用工的规定",
    ),
    Problem(
        "安全检查记录 12 本笔迹相同，日期连号", "field4_formalism",
        "记录是年底一次补写的，有两处小区当天停电。", "重做检查；抽查核实。", "安全检查的制度",
    ),
    Problem(
        "保障对象 23 户收入超标三年，没有退出", "field4_masses",
        "年审只看承诺书，没有比对社保和不动产。", "比对核查；逐户退出。", "保障对象年审的规定",
    ),
    Problem(
        "值班室夜间无人，电话 5 次没有接通", "field4_work",
        "暗访三晚，有两晚无人在岗。", "整顿值班；抽查通报。", "值班制度",
    ),
    Problem(
        "电梯维保合同三年给了同一家，没有比价", "field2_gain",
        "每年重签合同，金额都在限额以下一点。", "重新采购；核查责任。", "采购的规定",
    ),
    Problem(
        "会议费里列支旅游门票 46 张", "field4_eight",
        "培训班安排在景区，门票混入会议费发票。", "清退；规范培训地点。", "培训费的规定",
    ),
    Problem(
        "党支部换届拖了 14 个月", "field3_weak",
        "没有请示，也没有延期的批复。", "限期换届。", "组织生活的制度",
    ),
    Problem(
        "云栖苑外墙脱落，报修 7 次没有人到场", "field4_masses",
        "报修单都记“已派单”，没有到场和完工记录。", "先修复；改进派单。", "房屋维修的规定",
    ),
    Problem(
        "分房方案会后由一人改动 3 处", "field3_autocratic",
        "会议通过的方案与公示的方案不一致。", "恢复原方案；说明经过。", "议事决策的规则",
    ),
    Problem(
        "办公室装修超预算 62 万元，添置成套红木家具", "field4_extravagance",
        "追加预算没有报批，家具列入“零星采购”。", "核减；处置超标家具。", "办公用房的规定",
    ),
)  # fmt: skip
"""What is found in the housing centre."""


def problems_of(unit: str) -> tuple[Problem, ...]:
    """The problems of a unit, in the order in which its team finds them."""
    if unit not in VILLAGES:
        return OF_HOUSING
    shift = list(VILLAGES).index(unit)
    places = VILLAGES[unit].split()
    return tuple(
        _at(problem, place, n + shift)
        for n, (problem, place) in enumerate(zip(OF_A_TOWN, places, strict=True))
    )


def _at(problem: Problem, place: str, turn: int) -> Problem:
    """A problem at a place, with figures that differ from one to the next."""
    figures = {"place": place, "n": 3 + turn * 5 % 7, "many": 18 + turn * 11 % 47, "sum": 6 + turn * 7 % 23}

    def told(words: str) -> str:
        return words.format(**figures)

    return Problem(
        told(problem.title), problem.field, told(problem.text), told(problem.advice), problem.basis,
        tuple((told(what), whose) for what, whose in problem.measures), problem.paper,
    )  # fmt: skip


CLUES = {
    "liutang": ("套取补贴资金的线索", "农业服务中心主任", "凭证显示同一块地用两个户名申报"),
    "qingping": ("社区用房转租牟利的线索", "南桥社区主任", "转租合同的甲方是其配偶"),
    "dongpo": ("工程款回流私人账户的线索", "城建办副主任", "施工队付给个人的三笔款与拨款日期相近"),
    "housing": ("以咨询费名义收受供应商钱款的线索", "物业管理科科长", "维保单位账上有两笔没有合同的咨询费"),
}
"""One clue of each unit: what, about which post, and what points to it."""
