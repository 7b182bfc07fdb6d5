"""What stops a run, and the exit codes. Problems in content are findings, not exceptions."""

from __future__ import annotations

from enum import IntEnum

from wenjian.model.finding import Finding


class Exit(IntEnum):
    """The process exit codes, the only table of them (docs/manual.md is compared with it)."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    LIBRARY = 4
    OUTPUT = 5
    BUG = 70
    INTERRUPTED = 130


EXIT_MEANING: dict[Exit, str] = {
    Exit.CLEAN: "没有需要处理的问题",
    Exit.FINDINGS: "有未落实的任务、待审的补写，按主题起草一条条款都没有选上，"
    "或达到 --fail-on 所定程度的问题；成批核对时，有文件没有核对或有单位未报；"
    "成批起草时，有地区没有做成；汇总反馈时，有单位未报、有逾期或有没有归入的行；"
    "比较两稿、两版时，有任务落实减少或文稿要改",
    Exit.USAGE: "命令或选项写错，或用不了 --cluster 所指的计算机",
    Exit.INPUT: "输入（文件、拟稿单、地区、名册、核对结论）读不出或不合要求",
    Exit.LIBRARY: "模板、提纲或条款有错",
    Exit.OUTPUT: "结果写不出，或另一个 batch 正在往同一个文件夹里写",
    Exit.BUG: "程序自身的错误",
    Exit.INTERRUPTED: "被用户中断",
}


class WenjianError(Exception):
    """Root of all errors that mean «cannot go on»; carries one or more findings."""

    exit: Exit = Exit.BUG

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings

    def __reduce__(self) -> tuple[type[WenjianError], tuple[Finding, ...]]:
        """As it travels from one process to another."""
        return type(self), self.findings


class UnreadableInput(WenjianError):
    """A document, job, locality or decisions file cannot be read or is invalid."""

    exit = Exit.INPUT


class LibraryError(WenjianError):
    """A clause, thesaurus or outline is invalid."""

    exit = Exit.LIBRARY


class TemplateError(WenjianError):
    """A layout is broken, asks for an unknown field, or tries what the sandbox forbids."""

    exit = Exit.LIBRARY


class OutputError(WenjianError):
    """A result could not be written; nothing half-written is left."""

    exit = Exit.OUTPUT


class ClusterError(WenjianError):
    """The workers that an option names cannot be had."""

    exit = Exit.USAGE
