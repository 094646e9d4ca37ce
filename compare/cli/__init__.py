"""The command line: words in, words and exit codes out. One file a command.

In: ``policy-compare run seeds -o 报告``. Out: files, sentences, an exit code:
0 done; 1 done, but --strict and something was skipped or flagged; 2 wrong usage or taxonomy; 3 nothing readable or
the run failed; 130 interrupted. This module is the one place where problems become words: never a traceback.
"""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Sequence
from itertools import pairwise, takewhile
from pathlib import Path

import click

from compare import __version__
from compare.cli.command import Group, Option
from compare.cli.console import Console
from compare.kinds import Lang
from compare.problems import CompareError, SheetError, problem

__all__ = ["main"]

COMMANDS = {
    "run": "compare.cli.run:run",
    "explain": "compare.cli.explain:explain",
    "compare": "compare.cli.compare_runs:compare",
    "agree": "compare.cli.agree:agree",
    "taxonomy": "compare.cli.taxonomy:group",
    "inspect": "compare.cli.inspect:inspect",
    "rules": "compare.cli.rules:group",
    "init": "compare.cli.init:init",
}
"""where each command stands, in the order of the help page; a module is loaded when its command is called"""

_PROGRAM = "policy-compare"
_INTERRUPTED = 130
_USAGE = 2
_FAILED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_closed_streams()
    _speak_utf8()
    _hush_libraries()
    console = Console(_language(given))
    try:
        return _call(given, console)
    except CompareError as error:
        console.report(error.problems, everything=isinstance(error, SheetError))
        return error.exit_code
    except KeyboardInterrupt:
        console.finish_progress()
        print(console.words("interrupted"), file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:
        if os.environ.get("POLICY_COMPARE_DEBUG"):
            raise
        if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
            console.report([problem("cli.name-too-long", name=str(error.filename or "")[:40])])
            return _USAGE
        console.report([problem("cli.unexpected", why=f"{type(error).__name__}: {error}")])
        return _FAILED


def _call(given: Sequence[str], console: Console) -> int:
    """The command that the words name, called with its values.

    Not click's own ``main``, which opens patterns on Windows and has its own opinion of Ctrl+C and closed pipes."""
    try:
        with program().make_context(_PROGRAM, list(given), obj=console) as ctx:
            return int(ctx.command.invoke(ctx))
    except click.exceptions.Exit as done:
        return done.exit_code


def program() -> Group:
    """The whole command line."""
    version = Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_say_version,
                     help="version", section="general")  # fmt: skip
    return Group(_PROGRAM, COMMANDS, params=[version])


def _say_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted:
        ctx.obj.say(f"{_PROGRAM} {__version__}")
        ctx.exit()


def _language(given: Sequence[str]) -> Lang:
    """--lang before anything else is parsed, so that usage errors and a help page asked for earlier speak it too."""
    words = list(takewhile(lambda word: word != "--", given))
    return "en" if "--lang=en" in words or ("--lang", "en") in pairwise(words) else "zh"


def _open_closed_streams() -> None:
    """Python has no stream where the caller closed one (``2>&-``, pythonw): what is said there is lost, not a fault."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def _speak_utf8() -> None:
    """Windows consoles and pipes may be set to GBK: write UTF-8 and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _hush_libraries() -> None:
    """What libraries remark about a file (openpyxl: “Data Validation extension is not supported”) helps nobody."""
    if not os.environ.get("POLICY_COMPARE_DEBUG"):
        warnings.simplefilter("ignore")
