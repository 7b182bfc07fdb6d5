"""click in Chinese: help headings and usage errors. click takes its words from gettext catalogues that it does not
ship, so the few words a user sees are set here."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click


class ChineseFormatter(click.HelpFormatter):
    """Headings end in a full-width colon."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}：\n")


class ChineseContext(click.Context):
    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command whose help is in Chinese."""

    context_class = ChineseContext

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[选项]" if piece == "[OPTIONS]" else piece for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [row for parameter in self.get_params(ctx) if (row := parameter.get_help_record(ctx))]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示本说明。"
        return option


class LazyGroup(ChineseCommand, click.Group):
    """A group that imports a command's module only when it is called, so that help answers at once.

    `table` maps a command's name to (module, one line of help).
    """

    def __init__(self, *args: Any, table: dict[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.table)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        if name not in self.table:
            return None
        command: click.Command = import_module(self.table[name][0]).command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0]
        if name not in self.table and not name.startswith("-"):
            near = get_close_matches(name, self.table, n=1)
            hint = f"是不是“{near[0]}”？" if near else f"可用的命令：{'、'.join(self.table)}。"
            raise click.UsageError(f"没有“{name}”这个命令。{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [{"COMMAND [ARGS]...": "命令 [参数]…"}.get(p, p) for p in super().collect_usage_pieces(ctx)]


def command(help_text: str) -> Callable[[Callable[..., int]], click.Command]:
    """Decorator: a Chinese command whose function returns the exit code."""
    return click.command(cls=ChineseCommand, help=help_text)


def format_usage_error(error: click.UsageError) -> str:
    """The Chinese message of a usage error, with the command whose help to read."""
    path = error.ctx.command_path if error.ctx else "wenjian"
    return f"用法不对：{_reason(error)}\n提示：运行 {path} --help 看说明。"


def _reason(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            near = f"，是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有选项 {error.option_name}{near}。"
        case click.MissingParameter() if error.param is not None:
            return f"缺少{_kind(error.param)} {_name(error.param)}。"
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            allowed = "、".join(str(choice) for choice in error.param.type.choices)
            return f"{_kind(error.param)} {_name(error.param)} 只能是：{allowed}。"
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.IntRange):
            return f"{_kind(error.param)} {_name(error.param)} 要写不小于{error.param.type.min}的整数，如 1。"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少内容。"
        case _ if "unexpected extra argument" in error.message:
            return f"多写了参数：{error.message.rpartition('(')[2].rstrip(').')}。"
        case _ if error.message.startswith("用法"):
            return "没有写命令。"
        case _:
            return error.message


def _kind(parameter: click.Parameter) -> str:
    return "参数" if isinstance(parameter, click.Argument) else "选项"


def _name(parameter: click.Parameter) -> str:
    return (
        parameter.make_metavar(click.Context(click.Command(None)))
        if isinstance(parameter, click.Argument)
        else max(parameter.opts, key=len)
    )
