"""The columns of 地区名册: what stands under each head, for the sheet that is written and the rows that are read."""

from __future__ import annotations

from dataclasses import dataclass, fields

from wenjian.loading.shape import fields_of
from wenjian.model.locality import PLACE_KINDS, Institution, Leader, Letterhead, Office, Peer, Township
from wenjian.model.record import Record, is_required

MAIN = "地区"
EVERYWHERE = "各地"
"""What a row of another sheet says instead of a place's name, when it holds wherever a place has no rows of its own."""
MUST = ("名称", "机关")
IGNORED = ("序号", "备注")
"""Columns that people add and nobody reads."""
INSTITUTION, GRADING, FACT = "服务机构：", "分级：", "参数："
"""What the head of a column begins with that is about one type of institution, one grading, one parameter."""

PARTS: dict[str, type[Record]] = {
    "股室": Office,
    "乡镇": Township,
    "领导": Leader,
    "协作部门": Peer,
    "服务机构": Institution,
    "版头": Letterhead,
}
"""The other sheets, each with rows of one list of a place, by the key of that list."""

LEVELS = ("县级", "市级", "省级", "乡级")
PRESENT, ABSENT = "有", "无"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet 地区: its head, the key of the place that it fills (`inside` the first 版头), what parts
    the things in a cell that holds several, what is to be written, which words are offered.
    """

    head: str
    width: float
    note: str
    key: str = ""
    inside: str = ""
    splits: str = ""
    choices: tuple[str, ...] = ()
    strict: bool = False


ITEMS, LINES = "、", "\n"
"""What parts the things in a cell: 、；， and line breaks; or only ； and line breaks, where names hold a 、."""

COLUMNS = (
    Column("名称", 12, "必填。如“鲁山县”。"),
    Column("机关", 22, "必填。发文机关全称，如“鲁山县民政局”。"),
    Column("上级", 18, "由近及远，用顿号隔开，如“平顶山市、河南省”。文件夹用最近的上级加名称。", splits=ITEMS),
    Column("层级", 8, "不填按“县级”。", choices=LEVELS, strict=True),
    Column("类别", 7, "全县、全区、全市、全旗的那个字；不填看名称最后一字。", choices=PLACE_KINDS),
    Column("机关简称", 14, "如“县民政局”。"),
    Column("政府", 14, "如“县人民政府”；不填按类别。"),
    Column("代字", 12, "如“鲁民字”。有几个版头的，其余写在“版头”表。", key="代字", inside="版头"),
    Column("版头名称", 22, "不填是机关全称加“文件”。", key="名称", inside="版头"),
    Column("适用文种", 16, "这个版头用于哪些文种，用顿号隔开；不填都用。", key="适用文种", inside="版头", splits=ITEMS),
    Column("版头版式", 14, "本单位版式（docx）的名称，没有的不填。", key="版式", inside="版头"),
    Column("印发机关", 22, "如“鲁山县民政局办公室”。"),
    Column("本系统", 18, "上级称呼本系统的词，如“民政部门、民政机关”。", splits=ITEMS),
    Column("基层民政机构", 20, "正文里怎么称呼乡镇的民政工作机构，如“各乡镇（街道）民政所”。"),
    Column("乡镇", 30, "用顿号隔开，如“下汤镇、瓦屋镇”。", splits=ITEMS),
    Column("乡镇机构", 14, "乡镇民政工作机构的叫法，接在乡镇名称后面，如“民政所”。"),
    Column("主送", 30, "一行一个（Alt+Enter换行）。", splits=LINES),
    Column("抄送", 26, "一行一个。", splits=LINES),
    Column("别称", 14, "本地其他名称，用顿号隔开。", splits=ITEMS),
)
INSTITUTIONS = (
    "养老机构",
    "儿童福利机构",
    "未成年人救助保护机构",
    "精神卫生福利机构",
    "救助管理机构",
    "殡葬服务机构",
    "婚姻登记机关",
    "医养结合机构",
)
"""The types of institutions that have a column of their own in a new roster."""
GRADINGS = {"地区风险": ("低风险", "中风险", "高风险")}
INSTITUTION_NOTE = "有、无，或数量；不填表示不清楚。"
GRADING_NOTE = "上级按等级提要求的才填。"
FACT_NOTE = "条款参数在本地的取值；列可以自己加，列名写“参数：名称”。"

INTRODUCTION = (
    "一行一个地区。黄色的列必须填，其他的没有就空着；每列上面写着填什么。",
    "可以增加“服务机构：××”“分级：××”“参数：××”的列；“序号”“备注”两列不读；其他列不读，会提醒。",
    "股室、乡镇、领导、协作部门、服务机构、版头各有一张表，一行一个，“地区”一栏写地区的名称。",
    "有几个地区同名的，“地区”一栏写最近的上级加名称，如“平顶山市鲁山县”。",
    "“地区”一栏写“各地”的行，对这张表里没有自己的行的每个地区都有效。",
    "“各地”的行里可以写 {{ 名称 }}、{{ 类别 }}、{{ 机关 }}，如“{{ 类别 }}卫生健康委员会”。",
    "乡镇只要名称的，写在“地区”表的“乡镇”一栏；各乡镇机构叫法不同的，写在“乡镇”表。",
    "填好后运行：wenjian batch 拟稿单.yaml --roster 地区名册.xlsx -o 结果。哪一格填错了会写明，填对的行照常起草。",
)


def part_columns(sheet: str) -> tuple[str, ...]:
    """The heads of one of the other sheets: the place, then the keys of its records."""
    return (MAIN, *fields_of(PARTS[sheet]))


def part_notes(sheet: str) -> dict[str, str]:
    """Head → what is to be written there."""
    notes: dict[str, str] = {MAIN: f"地区的名称，或“{EVERYWHERE}”。"}
    for one in fields(PARTS[sheet]):
        key = one.metadata["key"]
        must = "必填。" if is_required(one) else ""
        several = "几项用顿号隔开。" if is_list(PARTS[sheet], key) else ""
        notes[key] = f"{must}{one.metadata['note']}{several}"
    return notes


def is_list(kind: type[Record], key: str) -> bool:
    """Whether a key of a record holds several texts."""
    return any(one.metadata["key"] == key and one.default == () for one in fields(kind))
