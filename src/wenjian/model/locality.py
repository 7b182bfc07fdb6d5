"""地区: a place and its bureau (机构信息)."""

from __future__ import annotations

import re

from wenjian.model.record import Record, Text, Texts, YesNo, key, table


class Letterhead(Record):
    """版头: a mark, its 代字, the serial last used, who may sign under it, and the layout in which it is printed."""

    name: str = key("名称", note="如“鲁山县民政局文件”")
    code: str = key("代字", note="如“鲁民字”")
    genres: Texts = key("适用文种", ())
    last_serial: Text = key("本年已用最大号", "", "下一号只作建议，以办公室登记为准")
    signers: Text = key("签发权限", "", "如“局长签发”，印在发文稿纸上")
    layout: Text = key("版式", "", "本单位的版式，放在地区文件所在的文件夹或 --layouts 的文件夹；空则用提纲所定")


class Leader(Record):
    """领导: name, post and remit. Invented people are marked."""

    name: str = key("姓名")
    post: Text = key("职务", "")
    sections: Texts = key("分管股室", ())
    invented: YesNo = key("虚构", False)


class Office(Record):
    """股室及局属单位. The keywords propose it as 牵头股室."""

    name: str = key("名称")
    short: Text = key("简称", "")
    head: Text = key("负责人", "")
    telephone: Text = key("电话", "")
    keywords: Texts = key("职责", ())


class Township(Record):
    """乡镇（街道） and the office of the bureau's line there."""

    name: str = key("名称")
    office: Text = key("民政工作机构", "", "乡镇的本系统机构，如“石桥镇民政所”“石桥镇中心学校”")


class Peer(Record):
    """协作部门: a department of the same government, and the words by which superiors address its line."""

    name: str = key("名称", note="如“县卫生健康局”")
    line: Texts = key("对应上级部门", (), "如“卫生健康部门”“国家卫生健康委”")
    short: Text = key("简称", "")


class Institution(Record):
    """服务机构 present here, by type. What is said about one with a name goes into its 检查表."""

    type: str = key("类型", note="如“养老机构”")
    name: Text = key("名称", "")
    count: Text = key("数量", "")
    nature: Text = key("性质", "", "公办、公建民营、民办")
    township: Text = key("乡镇", "", "所在乡镇（街道）")
    address: Text = key("地址", "")
    beds: Text = key("床位", "")
    head: Text = key("负责人", "")
    telephone: Text = key("电话", "")
    invented: YesNo = key("虚构", False)


_CIVIL_AFFAIRS = "民政"
_OFFICES_OF_TOWNSHIPS = "各乡镇（街道）{line}工作机构"
_OF_LINE = re.compile(r"(?:行政)?(?:主管)?(?:部门|机关|系统)$|(?:委员会|局|厅|委|部)$")
"""What follows the field in the words for a line («教育行政部门»)."""
_EACH_TOWNSHIP = re.compile(r"^(?:所在|各|全县|乡镇?|镇|街道|苏木|办事处|[（）()、和及])+")

PLACE_KINDS = ("县", "区", "市", "旗")
"""类别: what a place is called within its papers («全县»)."""


class Locality(Record):
    """A place: names, level, superiors, bureau, letterheads, people, units, facts."""

    name: str = key("名称", note="如“鲁山县”")
    level: Text = key("层级", "县级")
    kind: Text = key("类别", "县", "县、区、市、旗：全县、全区")
    superiors: Texts = key("上级", (), "由近及远，如[平顶山市, 河南省]")
    bureau: str = key("机关", note="如“鲁山县民政局”")
    bureau_short: Text = key("机关简称", "", "如“县民政局”")
    government: Text = key("政府", "", "如“县人民政府”")
    line: Texts = key("本系统", ("民政部门",), "上级称呼本系统的词")
    printer: Text = key("印发机关", "")
    letterheads: tuple[Letterhead, ...] = key("版头", ())
    leaders: tuple[Leader, ...] = key("领导", ())
    offices: tuple[Office, ...] = key("股室", ())
    grassroots: Text = key(
        "基层民政机构",
        "各乡镇（街道）民政工作机构",
        "正文中对乡镇的本系统机构的称呼，如“各乡镇（街道）中心学校”；“本系统”不是民政的，没有写就按本系统",
    )
    townships: tuple[Township, ...] = key("乡镇", ())
    peers: tuple[Peer, ...] = key("协作部门", ())
    institutions: tuple[Institution, ...] = key("服务机构", ())
    gradings: dict[str, str] = table("分级", "分级名称: 取值，如“响应级别: 三级”")
    facts: dict[str, str] = table("参数", "条款参数在本地的取值")
    recipients: Texts = key("主送", ())
    copies_to: Texts = key("抄送", ())
    aliases: Texts = key("别称", (), "本地其他名称，检查外地地名时不报")

    def __post_init__(self) -> None:
        """Where the file does not name the offices in the townships, those of a bureau of another line are its own."""
        if self.grassroots == _OFFICES_OF_TOWNSHIPS.format(line=_CIVIL_AFFAIRS) and not self.is_civil_affairs:
            line = _OF_LINE.sub("", self.line[0]) if self.line else ""
            object.__setattr__(self, "grassroots", _OFFICES_OF_TOWNSHIPS.format(line=line))

    @property
    def is_civil_affairs(self) -> bool:
        return any(_CIVIL_AFFAIRS in word for word in (*self.line, self.bureau))

    @property
    def office_of_township(self) -> str:
        """What the bureau's line is called in one township («民政工作机构», «中心学校»)."""
        return _EACH_TOWNSHIP.sub("", self.grassroots) or f"{_CIVIL_AFFAIRS if self.is_civil_affairs else ''}工作机构"

    @property
    def bureau_called(self) -> str:
        """The bureau as its own papers call it («县民政局»)."""
        return self.bureau_short or self.bureau.removeprefix(self.name.rstrip("县市区旗"))
