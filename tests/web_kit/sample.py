"""Invented sample data for every thing of the page kit: the city of Lanting, its bodies and people do not exist."""

from datetime import date, datetime

from xuncha.core.dates.day_words import SHANGHAI
from xuncha.core.dates.periods import Period, due_after
from xuncha.core.dates.standing import Light, Standing
from xuncha.core.words import Text as T
from xuncha.shipped import calendar
from xuncha.web.kit.act_choice import ActChoice, OpenAct, RefusedAct
from xuncha.web.kit.block import (
    Block,
    Buttons,
    Card,
    Figure,
    Figures,
    Fold,
    Item,
    Items,
    Meter,
    Prose,
    Stage,
    Stages,
)
from xuncha.web.kit.due_chip import DueChip, Whose
from xuncha.web.kit.duty_line import DoneLine, DutyGroup, DutyLine, OwedLine
from xuncha.web.kit.empty import Empty
from xuncha.web.kit.evidence import Evidence, EvidenceList
from xuncha.web.kit.fact import Fact, Facts
from xuncha.web.kit.form_page import Field, FieldType, FormPage, Kept, OnPaper, Option
from xuncha.web.kit.heading import Heading
from xuncha.web.kit.ledger import (
    BulkAct,
    Column,
    Condition,
    Count,
    CountPart,
    Ledger,
    Paging,
    Row,
    SavedFilter,
    Side,
    Tab,
)
from xuncha.web.kit.link import Button, Cite, Link, Tag
from xuncha.web.kit.pages import ActPage, DeskPage, RegisterPage, SubjectPage, WhyPage
from xuncha.web.kit.paper import Cell, Grid, Letter, Paper, PaperTable, PrintedBy, SignLine, Slip
from xuncha.web.kit.refusal import Refusal
from xuncha.web.kit.said import Said
from xuncha.web.kit.shell import MenuItem, Reader, RecordCheck, Round, Shell
from xuncha.web.kit.strip import Strip, StripDay
from xuncha.web.kit.table import Head, Line, Table
from xuncha.web.kit.time_line import Dot, Event, TimeLine
from xuncha.web.kit.why_date import Change, WhyDate

NOW = datetime(2026, 9, 29, 10, 26, tzinfo=SHANGHAI)
TODAY = NOW.date()
OFFICE = T("澜汀市巡查", "Lanting Inspection")
OFFICE_NAME = T("澜汀市委巡查工作领导小组办公室", "Inspection Office of Lanting")
ROUND = Round(
    T("2026 年第三轮巡查", "Third round of 2026"),
    T("巡查工作办法（试行）", "Measures for inspection work (trial)"),
    "/rounds/r3",
)


def art(zh: str, en: str, clause: str) -> Cite:
    return Cite.of(clause, T(zh, en))


ART_4_1 = art("第四条（一）", "art. 4(1)", "town-4-1")
ART_11_4 = art("第十一条（四）", "art. 11(4)", "town-11-4")
ART_11_6 = art("第十一条（六）", "art. 11(6)", "town-11-6")
ART_17 = art("第十七条", "art. 17", "town-17")
ART_18 = art("第十八条", "art. 18", "town-18")
ART_19 = art("第十九条", "art. 19", "town-19")
ART_20 = art("第二十条", "art. 20", "town-20")

OFFICE_MENU = (
    ("我的工作台", "My desk", "/desk", 9, "g d"),
    ("轮次", "Rounds", "/rounds", 0, "g r"),
    ("信访登记", "Complaints", "/complaints", 32, "g c"),
    ("问题台账", "Findings", "/findings", 51, "g f"),
    ("问题线索", "Clues", "/clues", 0, ""),
    ("分类处置", "Dispositions", "/dispositions", 0, ""),
    ("移交", "Referrals", "/referrals", 0, ""),
    ("反馈整改", "Feedback", "/feedback", 0, ""),
    ("归档", "Archive", "/archive", 0, ""),
    ("人员与回避", "People and recusals", "/people", 0, ""),
    ("办法条款", "The measures", "/scheme", 0, ""),
)


def shell(at: str = "", *, is_practice: bool = False) -> Shell:
    menu = tuple(MenuItem(T(zh, en), href, n, href == at, key) for zh, en, href, n, key in OFFICE_MENU)
    return Shell(
        OFFICE,
        NOW,
        Reader("林若舟", T("巡查办 综合岗", "inspection office, general desk"), switch_href="/me/posts"),
        menu,
        ROUND,
        RecordCheck(10482, datetime(2026, 9, 29, 10, 20, tzinfo=SHANGHAI)),
        is_practice=is_practice,
        foot=(Link(T("使用说明", "Help"), "/help"),),
    )


def chip(light: Light, on: date | None = None, n: int = 0, **more: object) -> DueChip:
    standing = Standing(light, n, n, n)
    return DueChip(standing, on, "/duties/d1" if on else "", **more)  # type: ignore[arg-type]


def sep(n: int) -> date:
    return date(2026, 9, n)


def october(n: int) -> date:
    return date(2026, 10, n)


# ------------------------------------------------------------------------------------------------ desk

DESK_HEADING = Heading(
    T("我的工作台", "My desk"),
    T(
        "2026年9月29日 星期二。国庆放假 10月1日至7日；10月10日（周六）上班，算工作日。",
        "Tuesday 29 September 2026. National Day holiday 1 to 7 October; Saturday 10 October is a working day.",
    ),
    buttons=(Button(T("登记一件信访", "Register a complaint"), "/complaints/new", key="n"),),
    can_print=True,
)


def strip() -> Strip:
    mine = {29: 1, 30: 1, 9: 1, 12: 1}
    theirs = {30: 1, 8: 2, 10: 1}
    days = [sep(29), sep(30), *(october(n) for n in range(1, 13))]
    return Strip(
        tuple(
            StripDay(
                on,
                is_rest=on.month == 10 and (on.day <= 7 or on.day == 11),
                is_made_up=on == october(10),
                is_today=on == TODAY,
                n_mine=mine.get(on.day, 0),
                mine_href="#soon",
                n_theirs=theirs.get(on.day, 0),
                theirs_href="#theirs",
            )
            for on in days
        )
    )


def line(
    due: DueChip, zh: str, en: str, note: T, cite: Cite, act_zh: str, act_en: str, **more: object
) -> DutyLine:
    button = Button(
        T(act_zh, act_en),
        "/acts/a1",
        is_filled=True,
        about=T(zh, en),
        in_dialog=True,
    )
    return DutyLine(due, Link(T(zh, en), "/subjects/s1"), note, (cite,), button, **more)  # type: ignore[arg-type]


DUTIES = (
    DutyGroup(
        "late",
        T("逾期", "Late"),
        Light.LATE,
        (
            line(
                chip(Light.LATE, sep(25), 4),
                "向领导小组报送 9 月巡查工作情况",
                "Report on the work of September to the leading group",
                T(
                    "稿子已自动生成，数字截至今天；固定日期遇假日不顺延。",
                    "The draft is ready, with figures up to today. A fixed day does not move for holidays.",
                ),
                ART_4_1,
                "核对并报送",
                "Check and send",
            ),
        ),
        1,
    ),
    DutyGroup(
        "soon",
        T("今天和明天", "Today and tomorrow"),
        Light.SOON,
        (
            line(
                chip(Light.SOON, sep(29), 1, said=T("今天 24:00", "today, 24:00")),
                "审批石埠街道反馈稿（第 3 稿）",
                "Approve the feedback to Shibu (version 3)",
                T(
                    "第二组组长已签；12 个问题，每个都有整改意见。与第 2 稿相比改动 4 处。",
                    "Signed by the head of team 2; 12 findings, each with advice. 4 places changed since version 2.",
                ),
                ART_18,
                "审批",
                "Decide",
            ),
            line(
                chip(Light.SOON, sep(30), 2, said=T("明天", "tomorrow")),
                "把有关情况抄送各组：青屏街道、柳塘镇、东陂镇",
                "Pass on what is known, to each team: Qingping, Liutang, Dongpi",
                T(
                    "信访摘抄、审计报告、民主评议；身份信息不抄送。",
                    "Extracts of complaints, audit report, appraisal; no identities.",
                ),
                ART_11_4,
                "一起抄送",
                "Pass all on",
                parts=(
                    Link("青屏街道", "/subjects/s2"),
                    Link("柳塘镇", "/subjects/s3"),
                    Link("东陂镇", "/subjects/s4"),
                ),
            ),
        ),
        2,
        T("假前还剩 2 个工作日", "2 working days before the holiday"),
    ),
    DutyGroup(
        "later",
        T("节后", "After the holiday"),
        Light.OK,
        (
            line(
                chip(Light.OK, october(9), 4),
                "把领导小组 9 月 22 日的三项决定传达到位",
                "Pass on the three decisions of 22 September",
                T("第一组、第三组已签收，第二组未签收。", "Teams 1 and 3 have signed; team 2 has not."),
                ART_4_1,
                "登记传达",
                "Record it",
            ),
            line(
                chip(Light.OK, october(10), 5, is_made_up_day=True),
                "青屏街道进驻前集中培训",
                "Training before entry to Qingping",
                T("应到 7 人，已登记 5 人。", "7 are to attend; 5 are entered."),
                ART_11_4,
                "登记培训",
                "Record it",
            ),
            line(
                chip(Light.OK, date(2027, 1, 8), 68, with_year=True, is_provisional=True),
                "第三组谈话记录副本归档",
                "File the copies of team 3's talks",
                T("共 31 份，已到 31 份，待清点。", "31 of 31 have come; to be counted."),
                ART_20,
                "清点",
                "Count",
            ),
        ),
        3,
        T("10月8日 周四起", "from Thu 8 Oct"),
    ),
    DutyGroup(
        "undated",
        T("条款没有定天数", "No period in the text"),
        Light.NONE,
        (
            line(
                chip(Light.NONE, None, waited=4, since=T("9月22日 提出", "asked 22 Sep")),
                "答复第二组的回避建议：沈知秋与青屏街道",
                "Answer team 2 on the recusal of Shen Zhiqiu for Qingping",
                T(
                    "答复前，沈知秋打不开青屏街道的任何材料。",
                    "Until then Shen Zhiqiu cannot open anything on Qingping.",
                ),
                ART_20,
                "答复",
                "Answer",
            ),
            line(
                chip(Light.NONE, None, waited=2, since=T("9月24日 送来", "came 24 Sep")),
                "为东陂镇 3-014 指派核验人",
                "Name a verifier for Dongpi 3-014",
                T(
                    "整改方、本单位的人不能核验；可选 9 人。",
                    "Nobody of the unit may verify; 9 people qualify.",
                ),
                ART_20,
                "指派",
                "Name",
            ),
        ),
        3,
        T("按已等待的时间排", "longest waiting first"),
        Link(T("全部 3 件", "all 3"), "/desk/undated"),
        is_folded=True,
    ),
)


def owed(due: DueChip, who: T, what: T, cite: Cite) -> OwedLine:
    urge = Button(T("催办", "Urge"), "/duties/d2/urge", about=who, in_dialog=True)
    return OwedLine(due, who, what, (cite,), urge)


THEIRS = (
    owed(
        chip(Light.LATE, sep(21), 8, whose=Whose.THEIRS),
        T("市住房保障中心 主要负责人", "Housing Centre, principal head"),
        T(
            "组织落实情况报告。第一份报告已交，不能代替这一份。",
            "The head's own report. The first report does not stand for it.",
        ),
        ART_19,
    ),
    owed(
        chip(Light.SOON, sep(30), 2, whose=Whose.THEIRS),
        T("青屏街道", "Qingping"),
        T("公布巡查通知并反馈公布情况。", "Publish the notice and report back."),
        ART_11_6,
    ),
    owed(
        chip(Light.OK, october(10), 5, whose=Whose.THEIRS, is_made_up_day=True),
        T("第一组", "Team 1"),
        T("市城建投资集团巡查报告。", "Report on the City Construction Group."),
        ART_18,
    ),
)
DONE = (
    DoneLine(
        Link(T("登记信访 3-0203", "Registered complaint 3-0203"), "/complaints/c1"),
        T("今天 09:12", "today 09:12"),
        T("按期", "in time"),
    ),
    DoneLine(
        Link(T("听取第二组汇报", "Heard team 2"), "/meetings/m1"),
        T("9月23日", "23 Sep"),
        T("晚 1 天", "1 day late"),
        was_late=True,
    ),
)
DESK = DeskPage(
    DESK_HEADING, strip(), 9, DUTIES, THEIRS, Link(T("全部 17 件", "all 17"), "/desk/waiting"), DONE
)
EMPTY_DESK = DeskPage(
    DESK_HEADING,
    strip(),
    0,
    (),
    empty=Empty(
        T("没有要办的事。", "Nothing to do."),
        T(
            "下一件预计 10 月 9 日到期：把领导小组的决定传达到位。",
            "The next falls due on 9 October: passing on the leading group's decisions.",
        ),
        link=Link(T("看这一轮", "See the round"), "/rounds/r3"),
    ),
)

# ------------------------------------------------------------------------------------------------ one finding


def why() -> WhyDate:
    counted = due_after(Period.parse("P1M"), date(2026, 9, 7), calendar())
    return WhyDate.of(
        counted,
        calendar(),
        TODAY,
        cites=(ART_19,),
        began=Link(
            "#10,034", "/log/10034", T("日志第 10,034 条：收到反馈", "log entry 10,034: feedback received")
        ),
        reading=T(
            "按月数的期限，末日遇休息日顺延到下一个工作日。",
            "A period in months that ends on a rest day ends on the next working day.",
        ),
        links=(
            Link(T("换一个起算日试一试", "Try another start"), "/duties/d1"),
            Link(T("打印这张说明", "Print this"), "/duties/d1"),
        ),
    )


MEASURES = Table(
    T("整改措施", "Measures"),
    (
        Head(T("措施", "Measure")),
        Head(T("具体责任岗位", "Post responsible"), is_short=True),
        Head(T("计划完成", "Planned"), is_short=True),
        Head(T("实际完成", "Done"), is_short=True),
        Head(T("佐证", "Evidence"), is_figure=True),
    ),
    (
        Line(
            (
                "分三批补发 132 户，一户一签收",
                "农业服务中心主任",
                "9月20日",
                "9月18日",
                Link("3", "#evidence", T("3 份佐证", "3 papers")),
            )
        ),
        Line(
            (
                "查清滞留原因，向镇党委会报告",
                "镇纪委",
                "9月25日",
                "9月24日",
                Link("1", "#evidence", T("1 份佐证", "1 paper")),
            ),
            (
                Button(
                    T("补日期", "Add a date"),
                    "/acts/a2",
                    about=T("查清滞留原因", "cause"),
                ),
            ),
        ),
        Line(
            (
                "建立补贴到账回访制度并公布",
                "农业服务中心主任",
                "10月8日",
                None,
                Link("1", "#evidence", T("1 份佐证", "1 paper")),
            )
        ),
    ),
    (T("合计", "Total"), None, None, None, Link("5", "#evidence", T("5 份佐证", "5 papers"))),
)
EVIDENCE = EvidenceList(
    (
        Evidence(
            "第一批发放签收表（48 户）",
            "/files/f1",
            T("PDF · 6 页", "PDF, 6 pages"),
            sep(8),
            "周以宁",
            True,
            sha256="9f" * 32,
        ),
        Evidence("滞留原因报告", "/files/f2", T("PDF · 4 页", "PDF, 4 pages"), sep(24), "镇纪委", True),
        Evidence(
            "到账回访登记照片",
            "/files/f3",
            "JPG",
            None,
            "周以宁",
            False,
            T("缺形成日期", "no date of forming"),
        ),
    )
)
OWED_TABLE = Table(
    T("未办的事", "Open duties"),
    (
        Head(T("期限", "Due")),
        Head(T("谁", "Who"), is_short=True),
        Head(T("要做什么", "What")),
        Head(T("依据", "Clause"), is_short=True),
    ),
    (
        Line(
            (
                chip(Light.SOON, october(8), 3, whose=Whose.THEIRS),
                T("柳塘镇", "Liutang"),
                T(
                    "整改情况报告，本问题须逐项答复",
                    "Rectification report, answering this finding point by point",
                ),
                Link(T("第十九条", "art. 19"), ART_19.href),
            )
        ),
        Line(
            (
                chip(Light.NONE, None, waited=3, since=T("没有登记过", "nothing entered yet")),
                T("巡查办、第一组", "Office, team 1"),
                T("了解和督促整改", "Follow and urge"),
                Link(T("第二十条", "art. 20"), ART_20.href),
            )
        ),
    ),
)
EVENTS = TimeLine(
    (
        Event(
            sep(28),
            T("柳塘镇", "Liutang"),
            T("补充佐证", "added evidence"),
            T("到账回访登记照片", "photos of the revisit list"),
            T(
                "没有填形成日期，暂不能用于销号。",
                "Without a date of forming it does not count for close-out yet.",
            ),
            10461,
            "/log/10461",
        ),
        Event(
            sep(18),
            T("柳塘镇", "Liutang"),
            T("报完成", "reported done"),
            T("补发 132 户", "132 households paid"),
            T("第一组电话回访 12 户，12 户确认到账。", "Team 1 rang 12 households; all confirmed."),
            10302,
            "/log/10302",
            Dot.TURN,
            T("9月21日补记", "entered 21 Sep"),
        ),
        Event(
            sep(11),
            T("巡查办", "Office"),
            T("退回", "sent back"),
            T("整改措施", "the measures"),
            T(
                "原措施“加强学习”不能对应问题；退回后期限不变。",
                "“More study” does not answer the finding; the date stays.",
            ),
            10118,
            "/log/10118",
            Dot.BACK,
        ),
        Event(
            sep(7),
            T("柳塘镇", "Liutang"),
            T("收到反馈", "received the feedback"),
            T("整改期限开始", "the period begins"),
            "",
            10034,
            "/log/10034",
            Dot.TURN,
        ),
        *(
            Event(
                date(2026, 8, n),
                T("第一组", "Team 1"),
                T("走访", "visited"),
                T(f"第 {n} 户", f"household {n}"),
                "",
                9000 + n,
                f"/log/{9000 + n}",
            )
            for n in range(31, 20, -1)
        ),
        Event(
            date(2026, 7, 24),
            T("第一组", "Team 1"),
            T("记入问题", "recorded the finding"),
            "",
            T("两人经手；7月27日组务会研究。", "Two handlers; in the team meeting of 27 July."),
            8215,
            "/log/8215",
            Dot.TURN,
        ),
    )
)
ACTS = ActChoice(
    (
        OpenAct(
            Button(T("登记了解督促", "Record follow-up"), "/acts/a1", is_filled=True, in_dialog=True),
            T("登记后，巡查办的这一项即办结", "discharges the office's duty"),
            (ART_20,),
        ),
        OpenAct(Button(T("请单位补填形成日期", "Ask the unit for the date"), "/acts/a2")),
        OpenAct(
            Button(T("退回重改", "Send back"), "/acts/a3"),
            T("写明哪一项、为什么；期限不变", "say which and why; the date stays"),
        ),
    ),
    (
        RefusedAct(
            T("销号", "Close out"),
            (
                Link(T("第 3 项措施没有完成", "measure 3 is not done"), "#measures"),
                Link(T("1 份佐证没有形成日期", "one paper has no date of forming"), "#evidence"),
                T("没有指派核验人（不能是整改方或柳塘镇的人）", "no verifier is named (nobody of Liutang)"),
            ),
            T("先请单位补齐，再指派核验人。", "let the unit complete it, then name a verifier."),
            (ART_20,),
            T("柳塘镇 党政办；巡查办主任", "Liutang, general office; director of the office"),
            is_open=True,
        ),
        RefusedAct(
            T("移交问题线索", "Refer the clue"),
            (T("领导小组的分类处置决定", "the leading group's decision"),),
            T("列入 10 月 15 日会议议题。", "add it to the agenda of 15 October."),
            (ART_17,),
        ),
    ),
)
FINDING = SubjectPage(
    Heading(
        T("惠农补贴积压七个月未发到户", "Farm subsidies held back for seven months"),
        T(
            "编号 3-017 · 柳塘镇反馈第 1 号 · 检查、整改两本台账是同一行",
            "3-017 · Liutang feedback no. 1 · one row in both ledgers",
        ),
        (Link(T("问题台账", "Findings"), "/findings"), Link(T("柳塘镇", "Liutang"), "/findings?unit=u1")),
        "3-017",
        (Tag(T("整改中", "being put right"), is_main=True), Tag(T("第 1 次整改", "first cycle"))),
        due=chip(Light.SOON, october(8), 3, whose=Whose.THEIRS, who=T("柳塘镇", "Liutang:"), until="24:00"),
    ),
    (
        Block(
            "problem",
            T("问题", "The finding"),
            (
                Facts(
                    (
                        Fact(
                            T("事实", "Fact"),
                            (
                                "2026 年 1 月至 7 月，柳塘镇农业服务中心收到耕地地力保护补贴等三项资金共 418,600.00 元，滞留在镇代管账户，"
                                "未发到 132 户。\n资金文件要求到账后 30 日内发放。",
                            ),
                            struck="未发到 123 户",
                            corrected_by=Link(T("更正", "corrected"), "/log/8301"),
                        ),
                        Fact.of(
                            T("违反", "Breach of"),
                            T("违反群众纪律", "discipline towards the people"),
                            art("第九条（四）", "art. 9(4)", "town-9-4"),
                        ),
                        Fact(
                            T("经手", "Handlers"),
                            ("顾正言（组长）、江予白（组员）", date(2026, 7, 24)),
                            note=T("7 月 27 日组务会研究", "team meeting of 27 July"),
                        ),
                        Fact(T("整改意见", "Advice"), ("全部补发到户；查清滞留原因；建立到账回访。",)),
                    )
                ),
            ),
        ),
        Block(
            "measures",
            T("整改措施 3 项，已做完 2 项", "3 measures, 2 done"),
            (Meter(T("3 项里做完 2 项", "2 of 3 done"), 2, 3), MEASURES),
            T("第一责任人：镇党委主要负责人", "first responsible: the principal head"),
            (ART_19,),
        ),
        Block(
            "evidence",
            T("佐证 3 份，可用 2 份", "3 papers, 2 count"),
            (EVIDENCE,),
            T("形成日期由提供人填写，早于措施开始的不算", "papers older than the measure do not count"),
        ),
        Block(
            "owed",
            T("谁还欠什么", "Who owes what"),
            (OWED_TABLE,),
            T("每一项都有唯一的责任人、条款和期限", "each has one owner, one clause, one date"),
        ),
        Block(
            "line",
            T("办理经过", "What happened"),
            (EVENTS,),
            T("只增加，不修改；点 # 看日志原文", "only added to, never changed; # opens the log"),
        ),
    ),
    ACTS,
    why(),
    (
        Card(
            T("谁看得到这一件", "Who can see it"),
            (
                Items(
                    (
                        Item(
                            T("6 人", "6 people"),
                            T(
                                "第一组 3 人、巡查办 2 人、柳塘镇 1 人。",
                                "3 of team 1, 2 of the office, 1 of Liutang.",
                            ),
                        ),
                        Item(
                            Link(T("信 3-0142", "Letter 3-0142"), "/complaints/c2"),
                            T("对象相同", "same body concerned"),
                        ),
                    )
                ),
                Fold(
                    T("另有 1 件", "One more"),
                    (
                        Items(
                            (
                                Item(
                                    (
                                        Link(T("信 3-0143", "Letter 3-0143"), "/complaints/c3"),
                                        T("已办结", "closed"),
                                    )
                                ),
                            )
                        ),
                    ),
                ),
                Buttons((Button(T("提出说明", "Explain"), "/acts/a9"),)),
            ),
        ),
    ),
)
ROUND_PAGE = SubjectPage(
    Heading(
        ROUND.name,
        T(
            "领导小组 2026年6月22日批准 · 3 个组、21 人、8 个单位",
            "approved 22 June 2026 · 3 teams, 21 people, 8 units",
        ),
        buttons=(
            Button(T("本轮方案", "The plan"), "/rounds/r3/plan"),
            Button(T("办理本轮事项", "Act on the round"), "/acts/a7", is_filled=True),
        ),
        can_print=True,
    ),
    (
        Stages(
            T("走到哪一步", "Where it stands"),
            (
                Stage(
                    T("通知", "Notice"),
                    (T("7月3日收到", "received 3 July"), T("7月8日已公布", "published 8 July")),
                ),
                Stage(T("进驻", "Entry"), (T("7月13日至31日", "13 to 31 July"),)),
                Stage(
                    T("整改", "Rectification"),
                    (T("10月8日前交两份报告", "two reports by 8 Oct"),),
                    is_current=True,
                ),
                Stage(T("公开", "Publication")),
            ),
        ),
        Figures(
            (
                Figure(T("被巡查单位", "Units"), 8, "/units", T("已进驻 6，未进驻 2", "6 entered, 2 not")),
                Figure(
                    T("信访", "Complaints"), 203, "/complaints", T("办结 171，在办 32", "171 closed, 32 open")
                ),
                Figure(T("问题", "Findings"), 60, "/findings", T("已反馈 27", "27 fed back")),
                Figure(
                    T("未办的事", "Open duties"),
                    46,
                    "/duties",
                    T("其中逾期", "late:"),
                    Link("3", "/duties?late", T("逾期 3 件", "3 late")),
                ),
            )
        ),
        Block(
            "staff",
            T("对巡查人员的反映", "Reports about the team"),
            (
                Empty(
                    T("还没有这类反映。", "No such report yet."),
                    T("登记人收到后会出现在这里。", "It appears here when the registrar receives one."),
                    Button(T("登记一件", "Register one"), "/complaints/new"),
                ),
                Prose(
                    T("本轮每月向领导小组报告一次。", "The leading group hears a report each month."),
                    (Link(T("上月报告", "last report"), "/reports/p1"),),
                    is_quiet=True,
                ),
            ),
        ),
    ),
)

# ------------------------------------------------------------------------------------------------ ledger

UNITS = (T("市住房保障中心", "Housing Centre"), T("东陂镇", "Dongpi"), T("柳塘镇", "Liutang"))
MATTERS = (
    "公租房轮候名册连续 4 个月未公示",
    "退租押金超期未退 37 户",
    "维修工程拆分发包，绕开集体决策",
    "服务窗口每日限号 20 个，对外未说明",
    "惠农补贴积压七个月未发到户，涉 132 户",
    "公务接待 11 次无公函、无清单",
    "向村、社区重复索要同一数据 41 次",
)
WAYS = (
    "补齐公示；改为每月 5 日自动公示",
    "逐户清退；退款时限写入办事指南",
    "取消限号；午间不断岗",
    "分三批补发；建立到账回访",
)


def finding_row(n: int) -> Row:
    light = (Light.LATE, Light.DONE, Light.SOON, Light.OK)[n % 4]
    due = chip(
        light,
        sep(21) if light in (Light.LATE, Light.DONE) else october(8),
        8 if light is Light.LATE else 3,
        whose=Whose.THEIRS,
        said=T("9月18日 报", "reported 18 Sep") if light is Light.DONE else "",
    )
    state = T("待核验", "to verify") if light is Light.DONE else T("整改中", "open")
    number = f"3-{n + 2:03d}"
    return Row(
        f"k{n:02d}Zr8QmW4xTt1cVbN",
        Link(number, f"/findings/k{n:02d}Zr8QmW4xTt1cVbN"),
        (
            UNITS[n % 3],
            MATTERS[n % 7],
            T("群众纪律", "people"),
            WAYS[n % 4],
            due,
            (state, Tag(T("第 2 次", "2nd"))) if n == 6 else state,
            Link(
                f"{n % 3}/3",
                "#",
                T(f"{number} 佐证，可用 {n % 3} 份，共 3 份", f"{number}: {n % 3} of 3 papers count"),
            ),
            "陆时雨" if light is Light.DONE else None,
        ),
        light,
        True,
        is_picked=n in (3, 4),
        refusal=T(
            "您参加了这个问题的整改，不能核验它（第二十条）。",
            "You took part in this rectification and cannot verify it (art. 20).",
        )
        if n == 4
        else "",
    )


def ledger(n: int) -> Ledger:
    column = T("单位", "Unit")
    return Ledger(
        T(
            "问题台账对照视图，已反馈未销号，按期限从早到晚",
            "Findings, both ledgers, open, earliest due first",
        ),
        "/findings",
        (
            Column(T("编号", "No."), "?sort=number"),
            Column(column, "?sort=unit"),
            Column(T("问题", "Finding"), is_text=True),
            Column(T("领域", "Field")),
            Column(T("整改措施", "Measures"), is_text=True, turns=True),
            Column(T("期限", "Due"), "?sort=-due", "ascending"),
            Column(T("状态", "State")),
            Column(T("佐证", "Evidence"), is_figure=True),
            Column(T("核验人", "Verifier")),
        ),
        tuple(finding_row(k) for k in range(n)),
        Count(
            1,
            n,
            1000 if n > 40 else n,
            "/findings?all",
            n > 40,
            CountPart(T("本轮全部", "In the round"), 60, "/findings"),
            (
                CountPart(T("未反馈", "not fed back"), 33, "?s=1"),
                CountPart(T("整改中", "open"), 11, "?s=2"),
                CountPart(T("待核验", "to verify"), 7, "?s=3"),
                CountPart(T("已销号", "closed out"), 9, "?s=4"),
            ),
        ),
        (
            Side("", 1),
            Side(T("检查台账", "Check ledger"), 3),
            Side(T("整改台账", "Rectification ledger"), 5, turns=True),
        ),
        (
            Tab(T("对照", "Both"), "?view=both", True),
            Tab(T("检查台账", "Check ledger"), "?view=check"),
            Tab(T("整改台账", "Rectification ledger"), "?view=rectification"),
        ),
        (
            SavedFilter(T("已反馈未销号", "Fed back, open"), n, "?f=1", True),
            SavedFilter(T("逾期", "Late"), 3, "?f=2"),
            SavedFilter(T("待我指派核验", "For me to name a verifier"), 1, "?f=3"),
        ),
        (
            Condition(T("已反馈：是", "Fed back: yes"), "?without=1"),
            Condition(T("状态：未销号", "State: open"), "?without=2"),
        ),
        (
            Field(
                "unit",
                FieldType.UNIT,
                column,
                options=tuple(Option(f"u{k}", words) for k, words in enumerate(UNITS)),
                is_needed=False,
            ),
        ),
        Field(
            "columns",
            FieldType.CHOICES,
            T("列", "Columns"),
            values=("unit",),
            options=(Option("unit", column), Option("field", T("领域", "Field"))),
            is_needed=False,
        ),
        (("view", "both"),),
        Paging("", "?after=k17" if n > 40 else "", (Link(T("每页 50 条", "50 a page"), "?size=50"),)),
        (
            BulkAct(T("指派核验人", "Name a verifier"), "/findings/assign", True),
            BulkAct(T("催办", "Urge"), "/findings/urge"),
            BulkAct(T("导出所选", "Export"), "/findings/export"),
        ),
        Empty(
            T("还没有记入问题。", "No finding yet."),
            T(
                "问题从底稿来：事实、依据、两个经手人。",
                "A finding comes from a working paper: fact, basis, two handlers.",
            ),
            Button(T("写一份底稿", "Write a working paper"), "/papers/new", is_filled=True),
        ),
    )


LEDGER_HEADING = Heading(
    T("问题台账", "Findings"),
    T(
        "检查台账和整改台账是同一批问题的两面，编号一一对应，不会有对不上的行。",
        "The check ledger and the rectification ledger are two sides of the same rows.",
    ),
    buttons=(
        Button(T("导入表格", "Import"), "/imports/new"),
        Button(T("按上级样表导出", "Export as asked"), "/findings/export"),
        Button(T("登记问题", "Record a finding"), "/findings/new", is_filled=True, key="n"),
    ),
    can_print=True,
)


def register(n: int) -> RegisterPage:
    return RegisterPage(LEDGER_HEADING, ledger(n))


# ------------------------------------------------------------------------------------------------ forms

PEOPLE = tuple(
    Option(f"p{n}", name, T("第一组", "team 1") if n < 5 else T("第二组", "team 2"))
    for n, name in enumerate(
        (
            "顾正言",
            "江予白",
            "许知微",
            "宋予安",
            "秦望川",
            "沈知秋",
            "许怀瑾",
            "陆时雨",
            "林若舟",
            "周以宁",
            "𬭸喆",
            "苏晚晴",
            "程知远",
        )
    )
)
ALL_UNITS = tuple(
    Option(f"u{n}", T(zh, en), group=T(group, group_en))
    for n, (zh, en, group, group_en) in enumerate(
        [
            ("柳塘镇", "Liutang", "镇街", "Towns"),
            ("东陂镇", "Dongpi", "镇街", "Towns"),
            ("青屏街道", "Qingping", "镇街", "Towns"),
            ("石埠街道", "Shibu", "镇街", "Towns"),
            *((f"市属第{k}公司", f"City company {k}", "市属企业", "City companies") for k in range(1, 12)),
        ]
    )
)

TALK = FormPage(
    "/inspections/i1/talk",
    T("登记谈话", "Record the talk"),
    (
        Field("on", FieldType.DATE, T("谈话日期", "Day of the talk"), "2026-09-29", latest="2026-09-29"),
        Field(
            "person",
            FieldType.PERSON,
            T("谈话对象", "Person talked to"),
            "苏晚",
            options=PEOPLE,
            error=T(
                "名册里没有“苏晚”。请打全名，从列出的人里选。",
                "“苏晚” is not on the roster. Type the full name and choose from the list.",
            ),
        ),
        Field(
            "staff",
            FieldType.PEOPLE,
            T("谈话人", "Staff present"),
            values=("p0",),
            options=PEOPLE,
            error=T(
                "一般不少于两人（第十二条（二）），现在只有 1 人。",
                "Two are needed, generally (art. 12(2)); there is 1.",
            ),
        ),
        Field(
            "kind",
            FieldType.CHOICE,
            T("怎样处理", "What next"),
            "b",
            options=(
                Option(
                    "a",
                    T("列入巡查了解", "Ordinary inquiry"),
                    T("按第十二条的方式调阅、询问、走访", "reading, asking, visiting as in art. 12"),
                ),
                Option(
                    "b",
                    T("深入了解", "Deeper inquiry"),
                    T(
                        "须先经组务会；不能做执纪审查的事",
                        "through the team meeting first; no disciplinary powers",
                    ),
                ),
            ),
        ),
        Field(
            "text",
            FieldType.LONG,
            T("谈话摘要", "Summary"),
            "对方说，补贴名单是镇里统一报的。\n“=SUM(A1)”也照原样记下。",
            help=T("会原样印在谈话记录上", "printed on the record as it stands"),
        ),
        Field(
            "record",
            FieldType.FILE,
            T("谈话记录", "Record"),
            kept=(Kept("f7", Link("谈话记录.pdf", "/files/f7")),),
            on_paper=OnPaper(),
            is_needed=False,
        ),
        Field(
            "given",
            FieldType.NUMBER,
            T("涉及金额", "Sum concerned"),
            "418600.00",
            unit=T("元", "yuan"),
            is_needed=False,
        ),
    ),
    will=T(
        "登记后，本组对领导班子的谈话覆盖会从 7 人变成 8 人；谈话名单单位看不到。",
        "The coverage of the leadership rises from 7 to 8; the unit never sees the list of talks.",
    ),
    known=(
        Fact.of(T("单位", "Unit"), T("柳塘镇", "Liutang")),
        Fact.of(T("巡查组", "Team"), T("第一组", "Team 1"), ART_11_6),
        Fact(T("登记人", "Entered by"), ("林若舟",), note=T("就是您", "that is you")),
    ),
    more=(
        Field("at", FieldType.AT, T("开始时间", "Began at"), is_needed=False),
        Field("place", FieldType.TEXT, T("地点", "Place"), is_needed=False),
        Field("units", FieldType.UNITS, T("涉及单位", "Units concerned"), options=ALL_UNITS, is_needed=False),
        Field(
            "channel",
            FieldType.CHOICE,
            T("来源", "Source"),
            options=tuple(
                Option(str(n), words)
                for n, words in enumerate(
                    (
                        T("来信", "Letter"),
                        T("来访", "Visit"),
                        T("来电", "Call"),
                        T("网络", "Web"),
                        T("上级交办", "From above"),
                        T("媒体", "Press"),
                    )
                )
            ),
            is_open=True,
            is_needed=False,
        ),
        Field(
            "refs",
            FieldType.REFS,
            T("有关信访", "Complaints concerned"),
            options=(Option("c1", "3-0142"), Option("c2", "3-0171")),
            is_needed=False,
        ),
        Field(
            "ref",
            FieldType.REF,
            T("有关问题", "Finding concerned"),
            options=(Option("f1", "3-017"),),
            is_needed=False,
        ),
        Field(
            "post",
            FieldType.POST,
            T("岗位", "Post"),
            options=(Option("t1", T("农业服务中心主任", "head of the farm service")),),
            is_needed=False,
        ),
        Field("unit", FieldType.UNIT, T("所在单位", "Unit"), options=ALL_UNITS, is_needed=False),
        Field("files", FieldType.FILES, T("附件", "Attachments"), is_needed=False),
        Field(
            "asked",
            FieldType.YES,
            T("对方要求保密", "Asked for confidence"),
            is_needed=False,
            help=T("选了以后，只有组长和登记人能看", "then only head and registrar can read it"),
        ),
        Field(
            "seats",
            FieldType.LINES,
            T("提到的人", "People named"),
            is_needed=False,
            error=T("第 1 行缺岗位", "row 1 lacks the post"),
            rows=({"person": "周某", "post": ""},),
            row_errors={"seats-0-post": T("缺岗位", "no post")},
            columns=(
                Field("person", FieldType.TEXT, T("怎样称呼", "As called")),
                Field("post", FieldType.TEXT, T("岗位", "Post")),
                Field("unit", FieldType.UNIT, T("单位", "Unit"), options=ALL_UNITS[:4]),
                Field("on", FieldType.DATE, T("日期", "Day")),
            ),
        ),
    ),
    refusal=Refusal(
        T("还不能登记这次谈话", "This talk cannot be recorded yet"),
        T("个别谈话一般不少于两人，现在只有 1 人。", "A talk generally needs two staff; there is 1."),
        (art("第十二条（二）", "art. 12(2)", "town-12-2"),),
        (
            Link(T("第二位谈话人", "a second member of staff"), "#f-staff"),
            T("谈话对象", "the person talked to"),
        ),
        T("加一位组员，或者写明只有一人的原因。", "Add a member, or say why there is only one."),
        (Link(T("写明原因", "Give the reason"), "/acts/a1?reason"),),
        T("组长 顾正言", "the head, Gu Zhengyan"),
    ),
    version="10482",
    retry_key="01J9ZK",
    can_keep_draft=True,
    draft_href="/drafts/d1",
    draft_words=T("草稿 10:24 已存，关掉网页也不会丢", "Draft kept at 10:24; closing the page loses nothing"),
    back=Link(T("不办了", "Leave it"), "/inspections/i1"),
)
TALK_PAGE = ActPage(
    Heading(
        T("登记个别谈话", "Record a talk"),
        T("柳塘镇 · 第一组", "Liutang · team 1"),
        (Link(T("柳塘镇", "Liutang"), "/inspections/i1"),),
    ),
    TALK,
    (
        Card(
            T("等了多久", "How long it waited"),
            (
                Prose(
                    T(
                        "条款只说逐件处理，没有定天数。",
                        "The text says one by one and gives no number of days.",
                    ),
                    is_quiet=True,
                ),
            ),
        ),
    ),
)
APPROVE_PAGE = ActPage(
    Heading(T("批准反馈", "Approve the feedback"), crumbs=(Link(T("石埠街道", "Shibu"), "/feedback/u4"),)),
    FormPage(
        "/feedback/u4/approve",
        T("批准反馈", "Approve the feedback"),
        (Field("note", FieldType.LONG, T("批示", "Note"), is_needed=False),),
        will=T(
            "批准后，单位收到之日起 1 个月内要报告整改情况。",
            "Once approved, the unit must report within 1 month of receiving it.",
        ),
        known=(
            Fact.of(
                T("稿次", "Version"), T("第 3 稿，第二组组长已签", "3, signed by the head of team 2"), ART_18
            ),
        ),
        retry_key="01J9ZM",
        back=Link(T("不批", "Leave it"), "/feedback/u4"),
    ),
)

WHY_PAGE = WhyPage(
    Heading(
        T("整改情况报告：10月8日到期", "Rectification report: due 8 October"),
        T("柳塘镇 · 第三轮巡查", "Liutang · third round"),
        (Link(T("惠农补贴积压七个月未发到户", "Farm subsidies"), "/findings/f1"),),
        due=chip(Light.SOON, october(8), 3, whose=Whose.THEIRS),
        can_print=True,
    ),
    WhyDate.of(
        due_after(Period.parse("P1M"), date(2026, 9, 7), calendar()),
        calendar(),
        TODAY,
        cites=(ART_19,),
        began=Link("#10,034", "/log/10034"),
        changes=(
            Change(
                T("请示延期，巡查办批准", "extension asked for and approved"),
                october(8),
                october(15),
                Link("#10,470", "/log/10470"),
            ),
        ),
    ),
    FormPage(
        "/duties/d1",
        T("算一算", "Count"),
        (Field("start", FieldType.DATE, T("起算日", "Start"), "2026-09-07"),),
        only_asks=True,
    ),
)


def provisional_why() -> WhyDate:
    return WhyDate.of(
        due_after(Period.parse("P40WD"), date(2026, 11, 20), calendar()),
        calendar(),
        TODAY,
        cites=(ART_17,),
        limit=T(
            "条款没有定天数；这是巡查办定的期限。",
            "The clause gives no number of days; this limit was set by: Office.",
        ),
    )


# ------------------------------------------------------------------------------------------------ papers

SHEET = Paper(
    T("信访呈批表", "Complaint sheet"),
    (
        Grid(
            (
                (
                    Cell(T("收到方式", "Received by"), T("来电", "call")),
                    Cell(T("收到日期", "Received on"), T("2026年9月22日", "22 Sep 2026")),
                ),
                (
                    Cell(
                        T("反映人", "Reporter"),
                        T("要求保密\n身份另行密封", "in confidence;\nidentity sealed apart"),
                    ),
                    Cell(T("反映对象", "Concerning"), "市农业农村局下属\n农机推广站 主要负责人"),
                ),
                (
                    Cell(
                        T("是否属于\n受理范围", "Within remit"),
                        T(
                            "属于。下属单位主要负责人的问题。（第十二条（三）、第十三条）",
                            "Yes: the head of a subordinate unit (arts. 12(3), 13)",
                        ),
                        2,
                    ),
                ),
                (
                    Cell(
                        T("内容摘抄", "Extract"),
                        "该站办理农机购置补贴时，要求农户到指定的一家经销商购机，否则以“材料不全”退回。今年春耕期间至少有几户遇到。",
                        2,
                        True,
                    ),
                ),
                (
                    Cell(
                        T("拟办意见", "Proposal"),
                        "建议列入调阅范围：调取 3 月至 5 月补贴申报和退件记录，随机回访退件农户。",
                        2,
                        True,
                        "秦望川 2026年9月23日",
                    ),
                ),
                (
                    Cell(
                        T("组长批示", "Head's note"),
                        "",
                        2,
                        True,
                        T("年　月　日", "date"),
                        T("（待批示）", "(awaited)"),
                    ),
                ),
                (Cell(T("办理结果", "Result"), "", 2, True, waits=T("（批示后填写）", "(after the note)")),),
            ),
            label=T("信访呈批表", "Complaint sheet"),
        ),
    ),
    OFFICE_NAME,
    PrintedBy("林若舟", NOW, 10482),
    T("澜汀市委巡查第三组", "Third team, Lanting"),
    (
        T("编号：信〔2026〕3-0187", "No. 信〔2026〕3-0187"),
        T("登记：宋予安", "Registered by 宋予安"),
        T("2026年9月22日", "22 Sep 2026"),
    ),
    back=Link(T("回这件信访", "Back to the complaint"), "/complaints/c1"),
    is_practice=True,
)
NOTICE = Paper(
    T("巡查通知书", "Notice of inspection"),
    (
        Letter(
            (
                T(
                    "经领导小组批准，巡查第二组定于2026年10月12日起对你街道开展巡查，时间约二十个工作日。",
                    "With the leading group's approval, team 2 will inspect your subdistrict from 12 October 2026 "
                    "for about twenty working days.",
                ),
                T(
                    "请自收到本通知书之日起三个工作日内在本系统公布，并把公布情况书面反馈巡查办。",
                    "Please publish this notice within your system in three working days of receiving it, and report back in writing.",
                ),
            ),
            T("青屏街道", "Qingping subdistrict"),
            (T("巡查组成员名单", "Members of the team"), T("需提供的材料清单", "Papers asked for")),
            (OFFICE_NAME,),
            sep(28),
            (T("联系人：林若舟，电话 0000-555 0131", "Contact: Lin Ruozhou, 0000-555 0131"),),
            T("巡查第二组", "team 2"),
        ),
        Slip(
            T("送达回证", "Receipt"),
            (
                Grid(
                    (
                        (Cell(T("收到日期", "Received on")), Cell(T("收件人", "Received by"))),
                        (Cell(T("公布日期", "Published on")), Cell(T("公布方式", "Published by"))),
                    ),
                    label=T("送达回证", "Receipt"),
                ),
                SignLine(
                    (T("单位（盖章）", "Unit (seal)"), T("主要负责人", "Principal head"), T("日期", "Date"))
                ),
            ),
        ),
    ),
    OFFICE_NAME,
    PrintedBy("林若舟", NOW, 10482),
    OFFICE_NAME,
    (T("澜巡通〔2026〕12号", "澜巡通〔2026〕12号"),),
    T("第 2 稿", "version 2"),
    back=Link(T("回这份通知", "Back to the notice"), "/documents/n1"),
)
LIST_PAPER = Paper(
    T("整改台账", "Rectification ledger"),
    (
        PaperTable(
            T("整改台账", "Rectification ledger"),
            (
                T("编号", "No."),
                T("单位", "Unit"),
                T("问题", "Finding"),
                T("整改措施", "Measures"),
                T("期限", "Due"),
                T("佐证", "Evidence"),
                T("状态", "State"),
            ),
            tuple(
                (
                    f"第 {n + 1} 号",
                    UNITS[n % 3],
                    MATTERS[n % 7],
                    WAYS[n % 4],
                    T("10月8日", "8 Oct"),
                    f"{n % 3}",
                    T("整改中", "open"),
                )
                for n in range(24)
            ),
            frozenset({5}),
            T("共 24 条：整改中 24。", "24 rows: open 24."),
        ),
        SignLine((T("填表人", "Filled in by"), T("审核人", "Checked by"), T("日期", "Date"))),
    ),
    OFFICE_NAME,
    PrintedBy("林若舟", NOW, 10482),
    OFFICE_NAME,
    (T("2026 年第三轮巡查", "Third round of 2026"), T("截至 2026年9月29日", "as of 29 Sep 2026")),
    is_landscape=True,
)

SAID = Said(
    T("已报送领导小组。这一项办结，没有逾期。", "Sent to the leading group. The duty is done, in time."),
    (
        Link(T("看报送的稿子", "See what was sent"), "/reports/p1"),
        Link(T("撤回", "Withdraw"), "/reports/p1/withdraw"),
    ),
)
