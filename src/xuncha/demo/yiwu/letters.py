"""What people write to the teams of the demo: no two letters about the same thing at the same place; all invented."""

from __future__ import annotations

SUBJECTS = (
    "惠农补贴迟迟没有到账", "低保评议没有公示", "道路修补反复开挖", "公房租金去向不明", "村级工程没有招标",
    "窗口办事多次往返", "公务用车私用", "招聘没有公开程序", "垃圾清运不及时", "拆迁补偿标准前后不一",
    "班子会议长期不记录", "食堂接待超出标准", "小区物业经费不公开", "公交线路调整没有听取意见", "集体土地出租价格偏低",
    "安置房分配次序有疑问", "干部长期不在岗", "项目款拖欠农民工工资", "节日发放福利没有依据", "信访答复只有一句话",
)  # fmt: skip

PLACES = {
    "liutang": "镇上 溪口村 双桥村 塔下村 樟林村 后岸村 新岭村 石门坎村 竹坞村 前山村",
    "qingping": "街道办 南桥社区 东湖社区 学府社区 锦园社区 西门社区 河畔社区 云台社区 老街社区 仓前社区",
    "dongpo": "镇上 下陂村 龙潭村 麻车村 杨梅岭村 官塘村 后溪村 三联村 里坞村 桥头村",
    "housing": "中心 安和苑 锦溪苑 云栖苑 和润家园 东方花苑 梧桐里 春晓苑 望江小区 北苑",
}

WISHES = ("希望核实。", "请查清是谁经办的。", "希望有书面答复。", "同样的情况不止一处。", "希望公开账目。")


def letter_of(n: int, unit: str) -> tuple[str, str]:
    """The subject of the nth letter, about a unit, and the extract that its registrar writes."""
    subject = SUBJECTS[n % len(SUBJECTS)]
    place = PLACES[unit].split()[n // len(SUBJECTS)]
    return f"{place}{subject}", f"来件反映{place}{subject}，{WISHES[n * 3 % len(WISHES)]}"
