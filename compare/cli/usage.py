"""Wrong usage in the user's words: a sentence for each kind of fault, with a line that would be right.

In: an error of click, told by its type and its fields and never by its text. Out: our `UsageError`.
Example: ``NoSuchOption("--strct")`` → “命令写法不对：不认识 --strct，是不是 --strict。例如：policy-compare run …”.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from compare.problems import UsageError, problem


class WrongChoice(click.BadParameter):
    """A value that is none of those allowed."""

    def __init__(self, value: str, known: Sequence[str], param: click.Parameter | None) -> None:
        super().__init__(value, param=param)
        self.value = value
        self.known = known


class WrongNumber(click.BadParameter):
    """No whole number, or one that is too small."""

    def __init__(self, value: str, low: int) -> None:
        super().__init__(value)
        self.value = value
        self.low = low


class NoValue(click.BadParameter):
    """An empty value where something must stand."""


class GivenTwice(click.UsageError):
    """An option with one value was given twice: none of the two may be dropped in silence."""

    def __init__(self, param: click.Parameter) -> None:
        super().__init__("twice")
        self.param = param


class ExtraWords(click.UsageError):
    """More words than the command takes."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__("extra")
        self.words = words


class NoCommand(click.UsageError):
    """A group without the name of a command."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__("no command")
        self.known = known


class WrongCommand(NoCommand):
    """A name that no command has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(known)
        self.name = name


def usage_fault(error: click.UsageError, ctx: click.Context, words: Sequence[str]) -> UsageError:
    """The error as a sentence; `words` are those that the command of `ctx` was given."""
    code, details = _told(error, ctx, words)
    example = ctx.obj.words(f"example.{ctx.command_path.partition(' ')[2] or 'run'}")
    return UsageError(problem(f"cli.{code}", "error", "", example=example, prog=ctx.command_path, **details))


def _told(error: click.UsageError, ctx: click.Context, words: Sequence[str]) -> tuple[str, dict[str, object]]:
    """The code of the sentence, and what it names."""
    joint = ctx.obj.words("and").join
    match error:
        case WrongCommand():
            near = _near(error.name, error.known, ctx)
            return "usage-no-command", {"name": error.name, "near": near, "known": joint(error.known)}
        case NoCommand():
            return "usage-command", {"known": joint(error.known)}
        case WrongChoice(value=value, known=known):
            name, near = _names([error.param], ctx), _near(value, known, ctx)
            return "usage-choice", {"name": name, "value": value, "near": near, "known": joint(known)}
        case WrongNumber():
            return "bad-number", {"name": _names([error.param], ctx), "value": error.value, "low": error.low}
        case GivenTwice() | NoValue():
            code = "usage-twice" if isinstance(error, GivenTwice) else "usage-no-value"
            return code, {"name": _names([error.param], ctx)}
        case ExtraWords():
            return "usage-extra", {"names": joint(error.words)}
        case click.MissingParameter():
            missing = [p for p in ctx.command.get_params(ctx) if p.required and p.name not in ctx.params]
            return "usage-required", {"names": _names(missing, ctx)}
        case click.NoSuchOption():
            return "usage-unknown", _unknown(error.option_name, ctx, words)
        case click.BadOptionUsage():
            return _misused(error.option_name, ctx, words)
    return "usage", {"why": error.format_message()}


def _unknown(option: str, ctx: click.Context, words: Sequence[str]) -> dict[str, object]:
    """The option as it was written (``-strict``, where click speaks of ``-s``), and what may have been meant."""
    written = next((word for word in words if word.startswith(option)), option).partition("=")[0]
    known = [name for param in ctx.command.get_params(ctx) for name in param.opts if name.startswith("-")]
    near = _near(written, known, ctx)
    if not near and isinstance(ctx.command, click.Group):
        near = ctx.obj.words("near.after-command")
    return {"names": written, "near": near}


def _misused(option: str, ctx: click.Context, words: Sequence[str]) -> tuple[str, dict[str, object]]:
    """An option without the value that it needs, or a flag with a value."""
    param = next(param for param in ctx.command.get_params(ctx) if option in param.opts)
    name = _names([param], ctx)
    if not (isinstance(param, click.Option) and param.is_flag):
        return "usage-no-value", {"name": name}
    value = next((word.partition("=")[2] for word in words if word.startswith(f"{option}=")), "")
    return "usage-flag", {"name": name, "value": value}


def _names(params: Iterable[click.Parameter | None], ctx: click.Context) -> str:
    """What the help page calls them: -o/--output, 资料."""
    names = [
        ctx.obj.words(f"metavar.{param.metavar}") if isinstance(param, click.Argument) else "/".join(param.opts)
        for param in params
        if param
    ]
    return str(ctx.obj.words("and").join(names))


def _near(written: str, known: Sequence[str], ctx: click.Context) -> str:
    """“，是不是 --strict” behind what is likely a slip of the hand; else nothing."""
    from difflib import get_close_matches  # for faults only: every start would pay for it

    same = [name for name in known if name.casefold() == written.casefold()]
    likely = same or get_close_matches(written, known, 1)
    return str(ctx.obj.words("near", likely=likely[0])) if likely else ""
