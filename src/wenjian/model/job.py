"""拟稿单: what to draft."""

from __future__ import annotations

from wenjian.model.elements import Elements
from wenjian.model.record import Record, Text, Texts, YesNo, key, table
from wenjian.model.vocabulary import Authority, Genre, RedHead, Stage


class JobDocument(Record):
    """One document of a job. `attached_to` is the 1-based number of the document it travels with."""

    genre: Genre = key("文种")
    outline: Text = key("提纲", "", "提纲名称或文件；空则用该文种的默认提纲")
    title: Text = key("标题", "")
    elements: Elements = key("要素", Elements())
    excluded: Texts = key("排除", (), "条款编号或任务编号")
    added: Texts = key("增加", (), "条款编号")
    attached_to: Text = key("附于", "", "第几个文件的附件，如“1”")
    inspected: Texts = key("被检查单位", (), "检查表逐家出：服务机构的名称或类型；空则出一张空白表")
    layout: Text = key("版式", "", "版式名称；空则按提纲，提纲没有写的按文种")


class Job(Record):
    """拟稿单: locality, 依据, in whose name, at which stage, and the documents."""

    locality: str = key("地区", note="地区文件，相对本文件")
    basis: Texts = key("依据", (), "上级文件，相对本文件")
    ledger: Text = key("台账", "", "督办台账（xlsx），报告落实情况用，相对本文件")
    themes: Texts = key("主题", (), "提纲按主题选条款时，只选同时属于其中一个主题的；空则不限")
    authority: Authority = key("行文名义", Authority.BUREAU)
    stage: Stage = key("稿别", Stage.DRAFT)
    restate: YesNo = key("补写", False, "无条款承接的任务用上级原话补写，逐条待审")
    letterhead: Text = key("版头", "", "用哪个代字；空则用第一个")
    libraries: Texts = key("条款库", (), "叠加的条款库文件夹，相对本文件")
    red_head: RedHead | None = key("套红", None, "空则按本单位习惯，没有习惯的套红")
    drafting_office: Text = key("拟稿股室", "", "以下几项印在发文稿纸上")
    drafter: Text = key("拟稿人", "")
    drafter_telephone: Text = key("拟稿人电话", "")
    copies: Text = key("印发份数", "")
    countersigners: Texts = key("会签单位", (), "空则列出文稿提到的协作部门")
    publicity_reason: Text = key("公开理由", "", "依申请公开、不予公开的理由")
    parameters: dict[str, str] = table("参数")
    documents: tuple[JobDocument, ...] = key("文件")
