"""The help page of a command: usage, what it does, its arguments, its options by use, an example.

In: a command with wording keys. Out: lines as wide as the terminal, where a Han character is two wide.
Example::

    用法: policy-compare init [选项] 文件夹

    为一个文件夹拟一份文献清单 corpus.yaml，供核对

    参数:
      文件夹   存放政策文件的文件夹
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from itertools import chain

import click

from compare.chinese.widths import columns, fill, wrap

_WIDEST = 100
"""columns of a page: longer lines are hard to read"""
_INDENT = 2

Row = tuple[str, str]
"""a name and what is said of it"""


def help_page(ctx: click.Context) -> str:
    """The page as text; the console, which knows the language, is `ctx.obj`."""
    width = min(shutil.get_terminal_size().columns, _WIDEST) - 2
    words, path = ctx.obj.words, ctx.command_path.partition(" ")[2]
    about = words(path.replace(" ", ".") or "program")
    example = words("example", line=words(f"example.{path or 'run'}"))
    sections = [(title, rows) for title, rows in _sections(ctx) if rows]
    names = _name_width(chain.from_iterable(rows for _, rows in sections), width)
    parts = [[_usage(ctx)], wrap(about, width)]
    parts += [[f"{title}:", *_table(rows, names, width)] for title, rows in sections]
    return "\n\n".join("\n".join(part) for part in [*parts, [example]])


def _usage(ctx: click.Context) -> str:
    words, params = ctx.obj.words, ctx.command.get_params(ctx)
    arguments = [_metavar(param, ctx) for param in params if isinstance(param, click.Argument)]
    arguments += [f"{p.opts[0]} {_metavar(p, ctx)}" for p in params if isinstance(p, click.Option) and p.required]
    if isinstance(ctx.command, click.Group):
        arguments = [words("metavar.command"), "..."]
    return " ".join([f"{words('usage')}:", ctx.command_path, f"[{words('options')}]", *arguments])


def _sections(ctx: click.Context) -> Iterator[tuple[str, list[Row]]]:
    """Commands and arguments, then options in the order in which they and their headings are declared."""
    words, command = ctx.obj.words, ctx.command
    if isinstance(command, click.Group):
        stem = [*ctx.command_path.split()[1:], ""]
        yield words("commands"), [(name, words(".".join(stem) + name)) for name in command.list_commands(ctx)]
    params = command.get_params(ctx)
    yield words("arguments"), [_row(param, ctx) for param in params if isinstance(param, click.Argument)]
    options = [param for param in params if isinstance(param, click.Option)]
    for section in dict.fromkeys(_section(option) for option in options):
        yield words(f"section.{section}"), [_row(option, ctx) for option in options if _section(option) == section]


def _section(option: click.Option) -> str:
    return str(getattr(option, "section", "options"))


def _row(param: click.Parameter, ctx: click.Context) -> Row:
    value = _metavar(param, ctx)
    name = value if isinstance(param, click.Argument) else f"{', '.join(param.opts)} {value}".rstrip()
    text = ctx.obj.words(getattr(param, "help", ""), default=param.default, **getattr(param, "details", {}))
    return name.replace(" ...", ""), text


def _metavar(param: click.Parameter, ctx: click.Context) -> str:
    """文件夹, {zh,en}; nothing for a flag, ``[资料 ...]`` for what may be left out."""
    if isinstance(param, click.Option):
        if param.is_flag:
            return ""
        if isinstance(param.type, click.Choice):
            return "{" + ",".join(param.type.choices) + "}"
    name = str(ctx.obj.words(f"metavar.{param.metavar}"))
    many = f"{name} ..." if param.nargs < 0 else name
    return many if param.required or isinstance(param, click.Option) else f"[{many}]"


def _name_width(rows: Iterator[Row], width: int) -> int:
    """Columns for the names: those of the longest, but not more than a third of the page."""
    return min(max(columns(name, print_width=True) for name, _ in rows), width // 3)


def _table(rows: Sequence[Row], names: int, width: int) -> Iterator[str]:
    """Names and beside them what is said of each; a longer name has a line of its own."""
    start = _INDENT + names + 2
    for name, text in rows:
        first, *rest = wrap(text, width - start)
        if columns(name, print_width=True) > names:
            yield " " * _INDENT + name
            yield " " * start + first
        else:
            yield fill(" " * _INDENT + name, start) + first
        yield from (" " * start + line for line in rest)
