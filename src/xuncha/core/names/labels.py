"""The office's words for fields, states and kinds of things: one word per name, everywhere.

A noun that each regulation has in its own way stands in braces (`core.scheme.nouns`).
"""

from __future__ import annotations

from collections.abc import Mapping

from xuncha.core.words import Text


def _table(text: str) -> Mapping[str, Text]:
    """Lines of `name 中文 | English` as texts."""
    table = {}
    for line in text.strip().splitlines():
        name, _, words = line.strip().partition(" ")
        zh, _, en = words.partition(" | ")
        table[name] = Text(zh.strip(), en.strip())
    return table


KIND_NAMES = _table("""
body 机构 | Body
campaign {round} | {Round}
check 检查 | Check
clue {clue} | {Clue}
complaint {complaint}件 | {Complaint}
document 文稿 | Paper
entry 登记项 | Register entry
evaluation 测评 | Evaluation
finding 问题 | Finding
inquiry 调查 | Inquiry
inspection {inspection} | {Inspection}
meeting 会议 | Meeting
person 人员 | Person
protection 保护请求 | Request for protection
referral 移交 | Referral
request 请求 | Request
return 报送 | Return
rule 制度 | Rule
scheme 办法 | Scheme
undertaking 承诺 | Undertaking
unit 单位 | Unit
volume 案卷 | Volume
""")

STATES = _table("""
new 未开始 | Not begun
adopted 已采用 | Adopted
replaced 已更替 | Replaced
preparing 已立项 | Opened
running 进行中 | Running
closed 已办结 | Closed
formed 已组建 | Formed
stood_down 已撤销 | Stood down
enrolled 已纳入 | Enrolled
assigned 已分派 | Assigned
under_way {work}中 | Under way
ended 已结束 | Ended
committed 已预定 | Committed
drawn 已抽取 | Drawn
planned 已安排 | Planned
recorded 已登记 | Recorded
received 已收到 | Received
accepted 已受理 | Accepted
declined 不予受理 | Declined
answered 已答复 | Answered
rehandled 二次办理 | Handled again
under_review 复查复核中 | Under review
final 已终结 | Final
proposed 已提出意见 | Proposed
disposed 已决定处置 | Disposed
fed_back 已反馈 | Fed back
reported 报请销号 | Reported done
verified 已核验 | Verified
withdrawn 已撤销登记 | Voided
pursued 深入了解中 | Looked into
concluded 已有结论 | Concluded
drafted 已拟 | Drafted
sent 已移交 | Sent
objected 有异议 | Objected
returned 已退回 | Returned
draft 草稿 | Draft
signed 已签批 | Signed
cleared 已审核 | Cleared
issued 已制发 | Issued
public 已公布 | Public
submitted 已报送 | Submitted
due 应报 | Due
given 已承诺 | Given
open 进行中 | Open
decided 已决定 | Decided
held 已召开 | Held
waiting 待答复 | Waiting
compiled 已立卷 | Compiled
kept 已归档 | Kept
current 有效 | Current
in_force 施行中 | In force
abolished 已废止 | Abolished
""")

ODD_PLURALS = {
    "Body": "Bodies",
    "Person": "People",
    "Inquiry": "Inquiries",
    "Register entry": "Register entries",
}


def several(kind: str) -> Text:
    """The words for some of a kind: `信访件`, `Complaints`."""
    name = KIND_NAMES[kind]
    return Text(name.zh, ODD_PLURALS.get(name.en) or f"{name.en}s")


FIELDS = _table("""
about 涉及 | About
alias 代号 | Alias
about_posts 反映对象（职务） | Whom it concerns (posts)
about_published 针对的公开事项 | Published item it refers to
accepted 已接收 | Accepted
act 记录 | Act
acts 可代办事项 | Acts covered
addressee 收件机构 | Addressee
advice 整改意见 | Advice
agreed 同意与否 | Agreed or not
among 可以抽到的 | May be drawn
amount 数量 | Amount
answer 答复 | Answer
answers 回应事项 | Answers
area 负责的区域 | Area
as 关联方式 | Linked as
asked_after 在哪一步以后 | After what
at 日期 | Date
attachments 附件 | Attachments
authors 解释机关 | Authors
basis 依据 | Basis
body 机构 | Body
box 信箱 | Box
by 计划完成日 | Planned for
by_person 承诺人 | Given by
category 分类 | Category
cause 原因剖析 | Cause
chair 主持人 | Chair
channel 渠道 | Channel
checked_with 向本人核实 | Checked with
class 处置类别 | Class
clause 条款 | Clause
concerns 反映的是谁 | Concerns
conclusion 决定内容 | Conclusion
consulted_on 商定日期 | Consulted on
consulted_with 商何单位 | Consulted with
content 内容 | Content
copies 抄送 | Copies to
dated 形成日期 | Dated
decision 依据的决定 | Decision
digest 校验值 | Digest
dissent 不同意见 | Dissent
document 文件 | Document
done_on 完成日期 | Done on
drawn 抽中 | Drawn
due 期限 | Due
duties 待办 | Duties
counts_as 视为已办的事项 | What it counts as
duty 待办 | Duty
duty_text 任务 | Task
early 提前移交 | Early transfer
ends_on 结束日期 | Ends on
extract 摘要 | Extract
field 更正的栏目 | Field
fields 问题类别 | Problem fields
file 材料 | File
file_digest 文件校验值 | File digest
files 材料 | Files
final 已生效 | Final
first_responsible 第一责任人 | First responsible
fits 处理适当 | Fits
for_act 报批事项 | For
for_whom 按谁能打开的事项算 | Made for
forced 指定办理 | Forced
form 处理方式 | Form
found 查明情况 | Found
from_on 开始日期 | From
from_ref 从哪一件发现 | Found in
from_survey 来自问卷 | From survey
function 职能 | Function
grade 职级 | Grade
granted 同意 | Granted
ground 情形 | Ground
grounds 情形 | Grounds
group 对象 | Group
handlers 经手人 | Handlers
harm_weighed 已权衡影响 | Harm weighed
head 组长 | Head
held 各单位用时 | Days held
hidden 暂不公开 | Hidden
history 历史数据 | History
home_unit 原单位 | Home unit
host 设在 | Hosted by
how 方式 | How
in 单位 | Unit
invited 应到人数 | Invited
items 事项 | Items
kept 兑现情况 | Kept
kept_off 应当回避 | Kept off
key 项目 | Key
kind 类别 | Kind
leadership 领导班子成员 | Of the leadership
left_out 未导入行数 | Left out
helpers 协办 | Helpers
asked 请谁同意 | Asked to agree
asked_on 申请日期 | Asked on
level 层级 | Level
limit 解决期限 | To be solved by
limit_source 期限依据 | Limit from
lines 目录 | Lines
link 链接 | Link
looked_at 检查内容 | Looked at
managed_by 管理权限 | Managed by
mapping 列对应 | Mapping
mark 机关代字 | Mark in document numbers
material 材料种类 | Material
matter 授权事项 | Matter
measure 措施 | Measure
measures 整改措施 | Measures
medium 方式 | Medium
meeting 会议 | Meeting
method 方式方法 | Method
milder 已试过的其他办法 | Milder ways tried
minutes 会议纪要 | Minutes
missing 缺什么 | What is missing
mode 形式 | Mode
n 数量 | Number
named_reason 点名理由 | Reason for naming
names 涉及事项 | Names
names_lawful 点名合规 | Names are lawful
necessity 必要性 | Necessity
new 新期限 | New
no_reporter 不含反映人信息 | No reporter's data
none 没有回避情形 | No tie
nothing_to_report 没有要报的内容 | Nothing to report
notice 放假通知文号 | Notice
noticed 怎样发现的 | How it was noticed
number 文号 | Number
occurred_on 发生日期 | Happened on
of 移交事项 | Of
old 原期限 | Old
on 日期 | Date
on_the_spot 立行立改 | On the spot
outcome 办理结果 | Outcome
outlet 媒体 | Outlet
owner 承办 | Owner
ownership 所有制 | Ownership
pages 页数 | Pages
paper 凭什么文件 | Paper it rests on
papers 附送材料 | Papers
parent 上级单位 | Parent
passed 通过 | Passed
period 期次 | Period
person 人员 | Person
persons 涉及人员 | Persons
phase 阶段 | Phase
phone 电话 | Phone
place 地点 | Place
point 诉求点 | Point
population 抽取范围 | Population
post 职务 | Post
present 出席 | Present
prints 印制份数 | Copies printed
proof 公布凭证 | Proof
proper 应由谁办 | Proper receiver
proposals 处理建议 | Proposals
provided 单位提供 | Provided
pursue 是否追究 | Pursue
question 议题 | Question
questions 题目 | Questions
reason 理由 | Reason
reason_for_names 点名理由 | Reason for names
received_on 收到日期 | Received on
receiver 接收单位 | Receiver
record 记录 | Record
register 登记簿 | Register
remedy 处理措施 | Remedy
replaced_by 更正文件 | Replaced by
requested_by 依据的要求 | Requested by
responsible_post 具体责任岗位 | Responsible post
result 办理结果 | Result
results 结果 | Results
right 正确内容 | Right value
role 岗位 | Role
roster 值班表 | Roster
route 移交途径 | Route
rows 行数 | Rows
rule 规则 | Rule
sample 有效份数 | Sample
scale 定性项目 | Scale
scheme 办法 | Scheme
seal_by 用印人 | Seal applied by
sealed 加盖公章 | Sealed
sealed_to 仅供阅看 | Only for
seat 岗位 | Seat
seed 抽取种子 | Seed
seed_hash 种子校验值 | Seed hash
seen_on 核验日期 | Seen on
serious 严重 | Serious
short 简称 | Short name
shown_by 凭据 | Shown by
side 哪一方 | Side
signed_by 签字人 | Signed by
since 起始时间 | Since
slip 回执 | Slip
slot 责任对象 | Slot
slots 责任对象 | Slots
source 来源 | Source
source_id 来源编号 | Source id
staff 检查人员 | Staff
stage 环节 | Stage
starts_on 开始日期 | Starts on
status 身份 | Status
subject 事由 | Subject
successor 接任人 | Successor
successors 承接单位 | Successors
summary 小结 | Summary
talk_on 沟通日期 | Talked on
talk_with 沟通对象 | Talked with
targets 对象 | Targets
task 分工 | Task
text 内容 | Text
title 名称 | Title
to 送 | To
to_on 结束日期 | To
token 一次性凭证 | Token
told 已告知 | Told
told_where 告知去处 | Where told to turn
took_part 参加的机构（都能看这份记录） | Bodies taking part (they read the record)
topic 主题 | Topic
topics 监督内容 | Topics
towards 对哪个单位 | Towards
traits 条件 | Traits
unit 单位 | Unit
units 单位 | Units
unsubsidised 无财政补助 | Unsubsidised
until 截止日期 | Until
urgent 紧急 | Urgent
use 运用方式 | Use
value 结论 | Value
version 稿次 | Version
ways 受到怎样的对待 | What was done
what 名称 | What
who 人员 | Who
who_asks 谁提出 | Who asks
whom 对谁 | Whom
why 理由 | Why
with 谈话对象 | With
with_member 班子成员 | Member of the leadership
with_whom 与谁 | With
within_remit 属于职责范围 | Within remit
written_on 落款日期 | Written on
year 年度 | Year
""")


OF_ACTS: Mapping[tuple[str, str], Text] = {
    ("volume.handed_over", "box"): Text("盒号", "Box number"),
    ("complaint.received", "occurred_on"): Text("收到日期", "received on"),
    ("person.registered", "title"): Text("姓名", "Name"),
    ("rectification.verified", "passed"): Text("核验结果", "Result of the verification"),
    ("matter.linked", "to"): Text("关联到", "Linked to"),
}
"""Fields that mean another thing in one act than elsewhere."""


def label(name: str, act: str = "") -> Text:
    """The words of a field, in an act where it means a thing of its own; an unknown one is shown by its name."""
    return OF_ACTS.get((act, name)) or FIELDS.get(name, Text(name, name))
