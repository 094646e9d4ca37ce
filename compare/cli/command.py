"""What the commands are made of: click's, with the words of our wording files and the faults of `compare.cli.usage`.

In: decorators beside the code of a command. Out: a command that takes typed values and speaks Chinese, or English after
``--lang en``. ``help`` and ``metavar`` are keys of ``wording/cli.yaml``, ``section`` is the heading on the help page::

    @command("init")
    @argument("folder", type=source, metavar="folder", help="init.folder")
    @option("--xlsx", is_flag=True, help="init.xlsx")
    @click.pass_obj
    def init(console: Console, folder: Path, xlsx: bool) -> int: ...

What click does not do is done here: an option with one value is refused when it is given twice, a forgotten value is
not taken from the next option (``-o --strict``), and ``-o=报告`` is ``-o 报告``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import click

from compare.cli.usage import (
    ExtraWords,
    GivenTwice,
    NoCommand,
    NoValue,
    WrongChoice,
    WrongCommand,
    WrongNumber,
    usage_fault,
)
from compare.kinds import LANGS, Lang
from compare.problems import UsageError, problem

_HELP = ("-h", "--help")


class Option(click.Option):
    """An option whose help and metavar are wording keys; `details` fill the slots of the help, beside ``{default}``."""

    def __init__(
        self, *names: Any, section: str = "options", details: Mapping[str, str] | None = None, **settings: Any
    ) -> None:
        super().__init__(*names, **settings)
        self.section = section
        self.details = details or {}


class Argument(click.Argument):
    """An argument that has a help text, as click's before 8.4 have not."""

    def __init__(self, *names: Any, help: str = "", **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.help = help


class OneOf(click.Choice):  # type: ignore[type-arg]  # not generic before click 8.2
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The word; raises `WrongChoice`, which knows it."""
        if value not in self.choices:
            raise WrongChoice(value, self.choices, param)
        return value


class Command(click.Command):
    """A command in our words; wrong usage raises `compare.problems.UsageError`."""

    def __init__(self, name: str, params: Sequence[click.Parameter] | None = None, **settings: Any) -> None:
        super().__init__(name, params=[*(params or ()), *_everywhere()], add_help_option=False, **settings)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words in; raises our `UsageError`, unless help is asked for among them."""
        words = list(_apart(args, self.get_params(ctx)))
        try:
            self.check_words(ctx, words)
            return super().parse_args(ctx, list(words))
        except click.UsageError as error:
            if any(word in _HELP for word in _before_dashes(words)):
                _show_help(ctx)
            raise usage_fault(error, ctx, words) from error

    def check_words(self, ctx: click.Context, words: Sequence[str]) -> None:
        """Raise click's `UsageError` for what click lets pass."""
        valued = {name for param in self.get_params(ctx) if _takes_value(param) for name in param.opts}
        front = list(_before_dashes(words))
        for word, after in pairwise(words[: len(front) + 1]):
            if word in valued and _is_like_option(after):
                raise click.BadOptionUsage(word, "forgotten", ctx)
        _, extra, order = self.make_parser(ctx).parse_args(list(words))
        for param, times in Counter(order).items():
            if times > 1 and _takes_value(param) and not param.multiple:
                raise GivenTwice(param)
        if extra:
            raise ExtraWords(extra)

    def get_help(self, ctx: click.Context) -> str:
        """The help page."""
        from compare.cli.help import help_page  # for help only: every start would pay for it

        return help_page(ctx)


class Group(Command, click.Group):
    """Commands below a word; those of `places` (``module:name``) are loaded when they are asked for."""

    command_class = Command

    def __init__(self, name: str, places: Mapping[str, str] | None = None, **settings: Any) -> None:
        super().__init__(name, invoke_without_command=True, callback=_need_command, **settings)
        self.places = places or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they are declared, those of other modules last."""
        return [*self.commands, *self.places]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module loaded."""
        if cmd_name not in self.places:
            return self.commands.get(cmd_name)
        module, _, name = self.places[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def check_words(self, ctx: click.Context, words: Sequence[str]) -> None:
        """Nothing: most of the words are those of a command below."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of the first word, ``help run`` being ``run --help``; raises our `UsageError` without one."""
        if args[0] == "help":
            args = [*args[1:], "--help"]
        if args == ["--help"]:
            _show_help(ctx)
        if args[0] not in self.list_commands(ctx):
            raise usage_fault(WrongCommand(args[0], self.list_commands(ctx)), ctx, args)
        return super().resolve_command(ctx, args)


command: Callable[[str], Callable[[Callable[..., int]], Command]] = partial(click.command, cls=Command)
option = partial(click.option, cls=Option)
argument = partial(click.argument, cls=Argument)


@click.pass_context
def _need_command(ctx: click.Context) -> None:
    """What a group does by itself."""
    if ctx.invoked_subcommand is None and isinstance(ctx.command, Group):
        raise usage_fault(NoCommand(ctx.command.list_commands(ctx)), ctx, ())


def whole(low: int) -> Callable[[object], int]:
    """The type of an option whose value is a whole number of at least `low`."""

    def number(value: object) -> int:
        text = str(value)  # the default comes as a number
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= low):
            raise WrongNumber(text, low)
        return int(text)

    return number


def source(text: str) -> Path:
    """The type of what is to be read; an empty word, as of a forgotten variable, is not the current folder."""
    if not text:
        raise UsageError(problem("cli.empty-path"))
    return Path(text)


def new_path(text: str) -> Path:
    """The type of what is to be written: some name, never none."""
    if not text:
        raise NoValue(text)
    return Path(text)


def _everywhere() -> list[click.Parameter]:
    """The options that every command and every group has."""
    rest: dict[str, Any] = {"is_eager": True, "expose_value": False, "section": "general"}
    return [
        Option(["--lang"], type=OneOf(LANGS), callback=_choose_language, help="lang", **rest),
        Option([*_HELP], is_flag=True, callback=_ask_for_help, help="help", **rest),
    ]


def _choose_language(ctx: click.Context, param: click.Parameter, value: Lang | None) -> None:
    ctx.obj.lang = value or ctx.obj.lang


def _ask_for_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        _show_help(ctx)


def _show_help(ctx: click.Context) -> None:
    ctx.obj.say(ctx.get_help())
    ctx.exit()


def _before_dashes(words: Sequence[str]) -> Iterator[str]:
    """The words that may be options."""
    return takewhile(lambda word: word != "--", words)


def _takes_value(param: click.Parameter) -> bool:
    return isinstance(param, click.Option) and not param.is_flag


def _is_like_option(word: str) -> bool:
    """``--strict``, ``-x`` and ``--``; a number below zero and a name with a blank are values."""
    return len(word) > 1 and word[0] == "-" and " " not in word and not word[1:].replace(".", "", 1).isdecimal()


def _apart(words: Sequence[str], params: Sequence[click.Parameter]) -> Iterator[str]:
    """``-o=报告`` in two words, where ``-o`` is an option with a value."""
    short = {name for param in params if _takes_value(param) for name in param.opts if len(name) == 2}
    front = list(_before_dashes(words))
    for word in front:
        name, sign, value = word.partition("=")
        yield from (name, value) if sign and name in short else (word,)
    yield from words[len(front) :]
