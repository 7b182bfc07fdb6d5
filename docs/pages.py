"""Write the generated pages: docs/glossary.md, docs/findings.md, docs/rules.md. A test compares them with the code."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from pathlib import Path

from wenjian.lint.rules import RULES, Rule
from wenjian.model import coverage, directive, elements, house, job, ledger, library, locality, vocabulary
from wenjian.model.catalogue import CATALOGUE
from wenjian.model.record import Record, is_required
from wenjian.model.vocabulary import Vocabulary

FOLDER = Path(__file__).parent

GROUPS = {
    "1": "读入",
    "2": "条款库和提纲",
    "3": "任务",
    "4": "覆盖核对",
    "5": "起草",
    "6": "版式和导出",
    "7": "文稿检查：写法",
    "8": "文稿检查：版式",
    "9": "督办和检查、旧文改新、成批办理",
}

FILE_WORDS = {
    "Elements": "公文要素",
    "Measure": "量化要求",
    "Citation": "引用文件",
    "Deliverable": "成果报送",
    "DutySource": "任务来源",
    "Duty": "任务",
    "SourcePaper": "依据文件",
    "Directive": "上级文件",
    "Parameter": "参数",
    "Applicability": "适用",
    "Validity": "有效期",
    "Variant": "变体",
    "CheckItem": "检查项",
    "Claim": "承接",
    "Clause": "条款",
    "AddedClaim": "补充承接",
    "ClauseFile": "条款文件",
    "TermEntry": "术语条目",
    "SubjectEntry": "主题词条目",
    "Thesaurus": "术语",
    "ReplacedWord": "旧称条目",
    "ReplacedFile": "旧称",
    "Province": "省份",
    "CountyFile": "县级区划",
    "Phrase": "提法",
    "PhraseFile": "提法库",
    "Section": "章节",
    "Outline": "提纲",
    "Letterhead": "版头",
    "Leader": "领导",
    "Office": "股室",
    "Township": "乡镇",
    "Peer": "协作部门",
    "Institution": "服务机构",
    "Locality": "地区",
    "JobDocument": "文件",
    "Job": "拟稿单",
    "Decision": "核对结论",
    "Review": "审核",
    "AdditionReview": "新增内容",
    "DecisionFile": "核对",
    "House": "本单位习惯",
    "HolidayYear": "年度",
    "HolidayFile": "节假日",
    "LedgerItem": "督办事项",
    "UnitEntry": "单位反馈",
    "UnplacedRow": "未归入",
    "Ledger": "督办台账",
}


def format_glossary() -> str:
    """Every Chinese key with its identifier, record by record, then the closed vocabularies."""
    parts = [
        "# 词汇",
        "由 `make docs` 生成，不要手改。人写的文件用中文键，程序和 JSON 用英文名；两者的对应只在 `model/` 里写一次。",
        "## 文件里的键",
    ]
    for module in (elements, directive, library, locality, job, house, coverage, ledger):
        for name, kind in vars(module).items():
            if isinstance(kind, type) and issubclass(kind, Record) and kind.__module__ == module.__name__:
                rows = [
                    f"| {one.metadata['key']} | `{one.name}` | {'必填' if is_required(one) else ''} "
                    f"| {one.metadata['note']} |"
                    for one in fields(kind)
                ]
                parts.append(
                    f"### {FILE_WORDS[name]} `{name}`\n\n"
                    "| 键 | 标识 | | 说明 |\n| --- | --- | --- | --- |\n" + "\n".join(rows)
                )
    parts.append("## 固定用词")
    for name, kind in vars(vocabulary).items():
        if (
            isinstance(kind, type)
            and issubclass(kind, Vocabulary)
            and kind is not Vocabulary
            and issubclass(kind, Enum)
        ):
            rows = [f"| {word.chinese} | `{word.value}` |" for word in kind]
            parts.append(f"### `{name}`\n\n| 用词 | 标识 |\n| --- | --- |\n" + "\n".join(rows))
    return "\n\n".join(parts) + "\n"


def format_findings() -> str:
    """The catalogue: every code with its level, message, way out and basis."""
    parts = [
        "# 提示和错误一览",
        "由 `make docs` 生成，不要手改。大括号中的内容运行时换成具体的文件、键或文字。",
    ]
    for digit, group in GROUPS.items():
        rows = [
            f"### {code}（{entry.level.chinese}）\n\n{entry.message}\n\n"
            + (f"办法：{entry.hint}\n\n" if entry.hint else "")
            + (f"依据：{entry.basis}\n\n" if entry.basis else "")
            for code, entry in sorted(CATALOGUE.items())
            if code[2] == digit
        ]
        if rows:
            parts.append(f"## {group}\n\n" + "".join(rows).rstrip())
    return "\n\n".join(parts) + "\n"


SOURCE_MEANING = {
    "条例": "《党政机关公文处理工作条例》（中办发〔2012〕14号）",
    "国标": "GB/T 9704—2012（只写条号的）、GB/T 15834—2011《标点符号用法》、GB/T 15835—2011《出版物上数字用法》",
    "规定": "其他法规、文件",
    "惯例": "各单位的习惯，标准没有规定；默认不查的，本单位要求的再打开",
}


def format_rules() -> str:
    """The rules of lint by what they rest on: code, name, level, clause, whether they run and mend, what they say."""
    parts = [
        "# 检查规则",
        (
            "由 `make docs` 生成，不要手改。`wenjian lint` 按这些规则检查文稿；"
            "名称和编号都可以写在 `--enable`、`--disable` 后面。"
            "“改”是 `--fix` 能自动改正的；“docx”是看版式的，只查 docx。"
        ),
    ]
    for source, meaning in SOURCE_MEANING.items():
        rules = [rule for rule in RULES if rule.source == source]
        rows = [_rule_row(rule) for rule in sorted(rules, key=lambda rule: rule.code)]
        parts.append(
            f"## {source}（{len(rules)}条）\n\n{meaning}。\n\n"
            "| 编号 | 名称 | 级别 | 条款 | 默认 | | 提示 | 办法 |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
            + "\n".join(rows)
        )
    return "\n\n".join(parts) + "\n"


def _rule_row(rule: Rule) -> str:
    entry = CATALOGUE[rule.code]
    marks = "、".join(word for word, holds in (("改", rule.mends), ("docx", rule.looks)) if holds)
    cells = (
        rule.code,
        rule.name,
        rule.level.chinese,
        rule.clause,
        "查" if rule.default else "不查",
        marks,
        entry.message,
        entry.hint,
    )
    return f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"


PAGES = {"glossary.md": format_glossary, "findings.md": format_findings, "rules.md": format_rules}


def main() -> None:
    for name, format_page in PAGES.items():
        (FOLDER / name).write_text(format_page(), encoding="utf-8")
        print(f"已写出 docs/{name}")


if __name__ == "__main__":
    main()
