"""公文要素 (条例第九条; GB/T 9704-2012 clause 7)."""

from __future__ import annotations

from wenjian.model.record import Record, Text, Texts, key
from wenjian.model.vocabulary import Seal

COPY_NUMBER_DIGITS = 6
"""Digits of a 份号 (GB/T 9704-2012, 7.2.1)."""


class Elements(Record):
    """The elements of one paper. Empty means not given; nothing is guessed."""

    mark: Text = key("发文机关标志", "", "如“鲁山县民政局文件”；联合行文的机关名称用空格分开，主办机关在前")
    number: Text = key("发文字号", "", "如“鲁民字〔2026〕3号”；未编号时留空")
    copy_number: Text = key("份号", "")
    urgency: Text = key("紧急程度", "", "特急、加急")
    signer: Text = key("签发人", "", "上行文用；几个人的用顿号分开")
    signer_posts: Texts = key("签发人职务", (), "加盖签名章时用，写全称")
    title: Text = key("标题", "")
    recipients: Texts = key("主送机关", ())
    signature: Texts = key("发文机关署名", ())
    date: Text = key("成文日期", "", "如“2026年3月1日”；未签发时留空")
    seal: Seal | None = key("用印", None, "空则按本单位习惯，没有习惯的加盖印章")
    present: Texts = key("出席", (), "纪要用，单位和姓名")
    absent: Texts = key("请假", (), "纪要用")
    observers: Texts = key("列席", (), "纪要用")
    note: Text = key("附注", "")
    publicity: Text = key("公开属性", "", "主动公开、依申请公开、不予公开")
    contact: Text = key("联系人", "")
    telephone: Text = key("联系电话", "")
    copies_to: Texts = key("抄送机关", ())
    printer: Text = key("印发机关", "")
    print_date: Text = key("印发日期", "")
    copies: Text = key("印发份数", "", "本单位习惯要求在版记写份数时用")
