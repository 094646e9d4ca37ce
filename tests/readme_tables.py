"""The tables of README.md that repeat what the program knows: made from it, so that they cannot grow old.

In: README.md with ``<!-- table: limits -->`` … ``<!-- end -->`` around each such table. Out: its text with the tables
made anew. ``make tables`` writes them; a test says when that is due.
Example: `Limits.pages = 3_000` with its docstring is the row ``| `pages` | 3,000 | pages of one pdf |``.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import click

from compare.cli import program
from compare.cli.command import Group, Option
from compare.cli.console import Console
from compare.reading import READERS, TABLES, legacy, limits
from compare.reading.limits import DEFAULT_LIMITS, MB
from compare.taxonomy.exchange import FORMATS

README = Path(__file__).resolve().parents[1] / "README.md"
Rows = Iterator[tuple[str, ...]]


def made_anew(text: str) -> str:
    """The text with every marked table as the program would write it; raises `KeyError` for a table nobody makes."""
    return re.sub(
        r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)",
        lambda found: found[1] + "\n".join(_lines(_TABLES[found[2]]())) + "\n" + found[3],
        text,
        flags=re.DOTALL,
    )


def _lines(rows: Rows) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield f"|{' --- |' * len(row)}"


def _limits() -> Rows:
    yield "name", "value", "of what"
    for name, told in _field_docs(limits.Limits):
        yield f"`{name}`", _value(name), told


def _field_docs(cls: type) -> Iterator[tuple[str, str]]:
    """The fields of a class with the string below each."""
    body = ast.parse(inspect.getsource(cls)).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, doc in zip(body.body, body.body[1:], strict=False):
        match field, doc:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(told))):
                yield name, " ".join(told.split())


def _value(name: str) -> str:
    value = getattr(DEFAULT_LIMITS, name)
    return f"{value // MB:,} MB" if name.endswith("_bytes") else f"{value:,.0f}"


def _formats() -> Rows:
    """The endings of each module of reading/ and its docstring's first words."""
    yield "endings", "what"
    modules: dict[str, list[str]] = {}
    for ending, reader in {**READERS, **TABLES}.items():
        modules.setdefault(reader.__module__, []).append(ending)
    modules[legacy.__name__] = [ending for ending in legacy.TARGETS if "-" not in ending]  # .word-xml is no ending
    modules["compare.reading.archive"] = [".zip"]
    for module, endings in modules.items():
        doc = import_module(module).__doc__ or ""
        yield " ".join(f"`{ending}`" for ending in endings), doc.partition("\n")[0].rstrip(".")


def _dictionaries() -> Rows:
    yield "`--format`", "program", "endings"
    for name, format in FORMATS.items():
        yield f"`{name}`", format.FORMAT, " ".join(f"`{suffix}`" for suffix in format.SUFFIXES) or "`.yaml`"


def _commands() -> Rows:
    """Every command with what its help page says first."""
    yield "command", "what it does"
    with click.Context(program(), obj=Console("en")) as top:
        for path in _below(program(), top):
            yield f"`{' '.join(path)}`", Console("en").words(".".join(path))


def _below(group: Group, ctx: click.Context, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if isinstance(command, Group):
            yield from _below(command, ctx, (*path, name))
        else:
            yield (*path, name)


def _options() -> Rows:
    """The options of ``run`` as its help page has them."""
    yield "option of `run`", "what"
    console = Console("en")
    with click.Context(program(), obj=console) as ctx:
        run = program().get_command(ctx, "run")
        assert run is not None
        for option in run.params:
            if isinstance(option, Option) and option.section != "general":
                words = console.words(str(option.help), default=option.default, **option.details)
                yield ", ".join(f"`{name}`" for name in option.opts), words


_TABLES: dict[str, Callable[[], Rows]] = {
    "commands": _commands,
    "options": _options,
    "limits": _limits,
    "formats": _formats,
    "dictionaries": _dictionaries,
}


if __name__ == "__main__":
    README.write_text(made_anew(README.read_text(encoding="utf-8")), encoding="utf-8")
