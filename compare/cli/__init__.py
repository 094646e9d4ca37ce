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

from compare.cli.arguments import parse
from compare.cli.console import Console
from compare.problems import CompareError, SheetError, problem

__all__ = ["main"]

_INTERRUPTED = 130
_USAGE = 2
_FAILED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    _hush_libraries()
    console = Console(_language(given))
    try:
        options = parse(given, console)
        console.lang = options.lang
        return int(options.command(options, console))
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


def _language(given: Sequence[str]) -> str:
    """--lang before anything else is parsed, so that usage errors speak it too."""
    for i, word in enumerate(given):
        if (word == "--lang" and given[i + 1 : i + 2] == ["en"]) or word == "--lang=en":
            return "en"
    return "zh"


def _speak_utf8() -> None:
    """Windows consoles and pipes may be set to GBK: write UTF-8 and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _hush_libraries() -> None:
    """What libraries remark about a file (openpyxl: “Data Validation extension is not supported”) helps nobody."""
    if not os.environ.get("POLICY_COMPARE_DEBUG"):
        warnings.simplefilter("ignore")
