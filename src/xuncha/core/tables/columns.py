"""Says what the columns of a table of complaints hold: as the headings suggest, or as a person says.

A column nobody names is left out before anything is stored.  Columns that name the petitioner or say how to reach
them are no field of a complaint: they are left out, or sealed apart, as a person says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from xuncha.core.first_hour.table import Reading, among, plain, same
from xuncha.core.tables.cell import SourceRow, letters_of, text_of
from xuncha.core.words import Text

PETITIONER = "petitioner"
HEADING_WITHIN = 10
"""A heading stands within the first rows; what stands above it is the table's title."""


@dataclass(frozen=True, slots=True)
class Field:
    """What a column may hold, and the words that often head it."""

    name: str
    text: Text
    words: tuple[str, ...]


def _field(name: str, zh: str, en: str, words: str) -> Field:
    return Field(name, Text(zh, en), (name, zh, *words.split()))


FIELDS: Mapping[str, Field] = {
    field.name: field
    for field in (
        _field("source_id", "原编号", "Number in the source",
               "编号 受理编号 工单编号 工单号 信件编号 留言编号 诉求编号 信访编号 登记编号 msg_id id"),
        _field("subject", "主题", "Subject", "标题 题目 事由 留言主题 诉求标题 信件标题 来信标题 概述 信访事项 title"),
        _field("extract", "内容", "What it says",
               "正文 详情 留言详情 留言内容 反映内容 诉求内容 信访内容 举报内容 主要内容 问题描述 摘要 摘录 body text content"),
        _field("channel", "渠道", "Channel", "来源 来源渠道 诉求渠道 来件方式 信访形式 信访方式"),
        _field("mode", "反映方式", "Mode of report", "署名方式 署名情况 实名或匿名"),
        _field("written_on", "写信日期", "Written on",
               "日期 时间 留言时间 来信日期 来信时间 反映时间 反映日期 诉求时间 来电时间 sent_at date"),
        _field("received_on", "收件日期", "Received on", "登记日期 登记时间 受理日期 受理时间 收到日期 来件日期 收件时间"),
        _field("unit", "被反映单位", "Unit it is about", "单位 涉及单位 反映单位 单位名称"),
        _field("category", "类别", "Category", "分类 一级标签 一级分类 诉求类别 问题类别 信访类别 内容分类 category_1"),
        _field("place", "发生地点", "Place", "地点 问题地点 发生地"),
        _field("answer", "答复", "Answer", "回复 答复意见 答复内容 回复内容 reply"),
    )
}  # fmt: skip

_PERSON_WORDS = (
    "petitioner name phone tel telephone mobile address email idcard id_card wechat qq contact full_name id_number phone_number "
    "home_address petitioner_name petitioner_phone "
    "姓名 名字 来信人 来访人 来电人 反映人 举报人 信访人 投诉人 诉求人 留言人 申请人 联系人 当事人 用户 用户名 留言用户 网友 昵称 "
    "信访人姓名 反映人姓名 举报人姓名 来信人姓名 联系人姓名 "
    "电话 电话号码 联系电话 联系方式 手机 手机号 手机号码 来电号码 固定电话 "
    "身份证 身份证号 身份证号码 证件号 证件号码 地址 住址 家庭住址 家庭地址 联系地址 通讯地址 户籍地址 邮箱 电子邮箱 微信 微信号 QQ号"
)
_PERSON = frozenset(same(word).replace("_", "") for word in _PERSON_WORDS.split())
_WHO = (
    "来信人",
    "来访人",
    "来电人",
    "反映人",
    "举报人",
    "信访人",
    "投诉人",
    "诉求人",
    "留言人",
    "申请人",
    "联系人",
    "市民",
    "群众",
)
_SAYS_WHO = ("姓名", "名字", "电话", "电话号码", "手机", "手机号", "手机号码", "联系方式", "身份证", "身份证号", "身份证号码", "证件号",
             "证件号码", "住址", "家庭地址", "联系地址", "通讯地址", "户籍地址", "邮箱", "微信", "微信号")  # fmt: skip
"""How a heading ends that names somebody, or says how to reach them."""
_OF_OTHERS = ("被", "单位", "承办", "经办", "办理", "受理", "登记", "录入", "责任", "领导", "审批")
"""How a heading begins that does so of somebody else: the one reported, or one of the office."""
_ASIDE = re.compile(r"[（(].*?[）)]")

_WORDS = {same(word): field.name for field in FIELDS.values() for word in field.words}


@dataclass(frozen=True, slots=True)
class Heading:
    """The row that names the columns; an unnamed or doubly named column goes by its letters (`C`)."""

    row: int
    names: tuple[str, ...]

    def place_of(self, word: str) -> int | None:
        """Where the column of this name stands, or of these letters."""
        wanted = same(word)
        named = [place for place, name in enumerate(self.names) if same(name) == wanted]
        if len(named) == 1:
            return named[0]
        letters = [letters_of(place) for place in range(len(self.names))]
        return letters.index(word.strip().upper()) if word.strip().upper() in letters else None


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column each field is read from, by its place, and the columns that are left out."""

    heading: Heading
    places: Mapping[str, int]
    petitioner: tuple[int, ...] = ()
    sealed: tuple[int, ...] = ()
    """Those columns of the petitioner that are sealed; the others are left out."""

    def column(self, field: str) -> str:
        """The heading over a field's column; nothing where it has none."""
        return self.heading.names[self.places[field]] if field in self.places else ""

    @property
    def petitioner_columns(self) -> tuple[str, ...]:
        return tuple(self.heading.names[place] for place in self.petitioner)

    @property
    def sealed_columns(self) -> tuple[str, ...]:
        return tuple(self.heading.names[place] for place in self.sealed)

    @property
    def dropped_columns(self) -> tuple[str, ...]:
        return tuple(self.heading.names[place] for place in self.petitioner if place not in self.sealed)

    def all_sealed(self) -> ColumnMap:
        """The same with every column of the petitioner sealed."""
        return replace(self, sealed=self.petitioner)

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that hold nothing this register keeps."""
        used = {*self.places.values(), *self.petitioner}
        return tuple(name for place, name in enumerate(self.heading.names) if place not in used)

    def as_told(self) -> dict[str, str]:
        """For the record: field and heading; and what became of the petitioner's columns, not which they are."""
        told = {field: self.heading.names[place] for field, place in self.places.items()}
        became = [
            word for word, names in (("sealed", self.sealed), ("dropped", self.dropped_columns)) if names
        ]
        return told | ({PETITIONER: ", ".join(became)} if became else {})


def find_heading(first_rows: Sequence[SourceRow]) -> Heading | None:
    """The heading among the first rows: the one with the most known words, else the first that is not blank."""
    filled = [row for row in first_rows[:HEADING_WITHIN] if not row.is_blank]
    if not filled:
        return None
    best = max(filled, key=lambda row: (_n_known(row), -row.number))
    chosen = best if _n_known(best) >= 2 else filled[0]
    return Heading(chosen.number, _names([plain(text_of(cell)) for cell in chosen.cells]))


def _n_known(row: SourceRow) -> int:
    return sum(same(text_of(cell)) in _WORDS or is_petitioner(text_of(cell)) for cell in row.cells)


def _names(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        word if word and words.count(word) == 1 else f"{word or '栏'} {letters_of(place)}"
        for place, word in enumerate(words)
    )


def is_petitioner(heading: str) -> bool:
    """Whether a heading says that the column names the petitioner, or says how to reach them.

    >>> [is_petitioner(one) for one in ("投诉人姓名（必填）", "家庭住址", "被反映人姓名", "问题地址", "来访人数")]
    [True, True, False, False, False]
    """
    word = same(_ASIDE.sub("", heading)).replace("_", "")
    if word in _PERSON:
        return True
    if word.startswith(_OF_OTHERS):
        return False
    return word.endswith(_SAYS_WHO) or (word.startswith(_WHO) and word.endswith("地址"))


def suggested(heading: Heading) -> ColumnMap:
    """What the headings suggest; the first column of a field counts."""
    places: dict[str, int] = {}
    people = []
    for place, name in enumerate(heading.names):
        field = _WORDS.get(same(name))
        if is_petitioner(name):
            people.append(place)
        elif field and field not in places:
            places[field] = place
    return ColumnMap(heading, places, tuple(people))


def chosen(heading: Heading, pairs: Iterable[str]) -> ColumnMap:
    """What a person says, as `heading=field`; raises TableFaults with everything wrong in it."""
    reading = Reading()
    places: dict[str, int] = {}
    people = [place for place, name in enumerate(heading.names) if is_petitioner(name)]
    for pair in pairs:
        column, _, field = pair.rpartition("=")
        place, name = heading.place_of(column), field.strip().lower()
        if place is None:
            near = among(column, heading.names)
            reading.fault(
                0, f"表里没有“{column}”这一栏{near.zh}", f"the table has no column “{column}”{near.en}"
            )
        elif name == PETITIONER:
            people.append(place)
        elif name not in FIELDS:
            near = among(field, [*FIELDS, PETITIONER])
            reading.fault(0, f"没有“{field}”这一项{near.zh}", f"there is no field “{field}”{near.en}")
        elif place in people and is_petitioner(heading.names[place]):
            reading.fault(
                0,
                f"“{column}”写的是来件人，不能作为“{FIELDS[name].text.zh}”导入；如果不是，请先改表头",
                f"“{column}” names the petitioner and is not read as {name}; head the column otherwise if it does not",
            )
        elif name in places:
            reading.fault(0, f"“{FIELDS[name].text.zh}”对应了两栏", f"two columns are given for {name}")
        else:
            places[name] = place
    reading.stop_at_faults()
    return ColumnMap(heading, places, tuple(dict.fromkeys(people)))


def with_sealed(found: ColumnMap, columns: Iterable[str], *, is_said: bool) -> ColumnMap:
    """The same with these columns sealed, whatever their headings suggest; raises TableFaults with everything wrong in it.

    What a person said that a column holds (`is_said`) is not taken back by sealing it.
    """
    reading, sealed, places = Reading(), list(found.sealed), dict(found.places)
    for column in columns:
        place = found.heading.place_of(column)
        read_as = next((field for field, held in places.items() if held == place), "")
        if place is None:
            near = among(column, found.heading.names)
            reading.fault(
                0, f"表里没有“{column}”这一栏{near.zh}", f"the table has no column “{column}”{near.en}"
            )
        elif read_as and is_said:
            zh = f"“{column}”已经作为“{FIELDS[read_as].text.zh}”导入，不能同时封存"
            reading.fault(0, zh, f"“{column}” is read as {read_as} and cannot be sealed as well")
        else:
            places.pop(read_as, None)
            sealed.append(place)
    reading.stop_at_faults()
    people = tuple(dict.fromkeys([*found.petitioner, *sealed]))
    return replace(found, places=places, petitioner=people, sealed=tuple(dict.fromkeys(sealed)))


def refuse_wordless(found: ColumnMap) -> None:
    """A complaint is known by its words: without a subject and without a text there is nothing to register."""
    if "subject" in found.places or "extract" in found.places:
        return
    reading = Reading()
    columns = "、".join(found.heading.names[:12])
    reading.fault(
        0,
        f"没有一栏对应“主题”或“内容”。请写明，例如 --map 栏名=extract。表里有：{columns}",
        f"no column holds the subject or the text; name one: --map COLUMN=extract. Columns: {columns}",
    )
    reading.stop_at_faults()
