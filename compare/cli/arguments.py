"""What can be said on the command line.

In: words. Out: a namespace whose ``command`` is the function to call.
Example: ``run seeds -o out --lang en``. Help is Chinese, English after ``--lang en``. Wrong usage is said with a line
that would be right: “缺少 词典。例如：policy-compare taxonomy lint 我的词典.yaml”.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import Any, NoReturn

from compare import __version__
from compare.cli.console import Console
from compare.engines import ENGINES
from compare.problems import UsageError, problem

_PROGRAM = "policy-compare"
_FAULTS = (
    (r"the following arguments are required: (?P<names>.+)", "usage-required"),
    (r"argument (?P<name>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<known>.+?)\)", "usage-choice"),
    (r"unrecognized arguments: (?P<names>.+)", "usage-unknown"),
    (r"argument (?P<name>.+?): expected (?:one|at least one) argument", "usage-no-value"),
    (r"argument (?P<name>.+?): given twice", "usage-twice"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)", "usage-flag"),
)
"""what argparse and `_Once` say, and the code under which we say it in the user's language"""


class _Once(argparse._StoreAction):
    """An option with one value: given twice, none of the two may be dropped in silence."""

    seen = False

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        if self.seen and option_string:
            parser.error(f"argument {option_string}: given twice")
        self.seen = True
        super().__call__(parser, namespace, values, option_string)


class _Parser(argparse.ArgumentParser):
    """argparse that speaks our wording and raises instead of exiting on wrong usage."""

    console: Console

    def error(self, message: str) -> NoReturn:
        example = self.console.words(f"example.{self.prog.removeprefix(_PROGRAM).strip() or 'run'}")
        if message.endswith(f": {self.console.words('metavar.command')}"):
            known = "、".join(self.commands())
            raise UsageError(problem("cli.usage-command", known=known, prog=self.prog, example=example))
        for pattern, code in _FAULTS:
            if found := re.match(pattern, message):
                said = {key: text.replace(", ", self.console.words("and")) for key, text in found.groupdict().items()}
                details = {**said, "near": self._near(found.groupdict()), "prog": self.prog}
                raise UsageError(problem(f"cli.{code}", "error", example=example, **details))
        raise UsageError(problem("cli.usage", why=message, prog=self.prog, example=example))

    def commands(self) -> dict[str, _Parser]:
        """The commands that may follow, with their parsers."""
        choices = (action.choices for action in self._actions if isinstance(action, argparse._SubParsersAction))
        return {name: parser for known in choices for name, parser in known.items()}

    def _near(self, particulars: Mapping[str, str]) -> str:
        """“，是不是 --strict” behind what is likely a slip of the hand; else nothing."""
        written = particulars.get("names") or particulars.get("value", "").strip("'")
        likely = get_close_matches(written.partition("=")[0], [*self._option_string_actions, *self.commands()], 1)
        return self.console.words("near", likely=likely[0]) if likely else ""

    def format_help(self) -> str:
        text = super().format_help()
        for english, key in (("usage:", "usage"), ("positional arguments:", "arguments"), ("options:", "options")):
            text = text.replace(english, self.console.words(key) + ":", 1)
        return text


def parse(given: Sequence[str], console: Console) -> argparse.Namespace:
    """The options of one command; raises `UsageError` on wrong usage, SystemExit(0) after help."""
    parser = _parser(_PROGRAM, console, console.words("program"))
    parser.add_argument(
        "--version", action="version", version=f"policy-compare {__version__}", help=console.words("version")
    )
    commands = _add_commands(parser, console)
    for add in (_add_run, _add_explain, _add_compare, _add_agree, _add_taxonomy, _add_inspect, _add_init):
        add(commands, console)
    if "run" in given:
        _add_optional_reports(commands.choices["run"], console)
    options, unknown = parser.parse_known_args(list(given))
    if unknown:
        options.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _add_commands(parser: _Parser, console: Console) -> argparse._SubParsersAction[_Parser]:
    """A place for the commands of a parser; theirs speak the console's language too."""
    return parser.add_subparsers(
        title=console.words("commands"), metavar=console.words("metavar.command"), required=True,
        parser_class=_speaking(console),
    )  # fmt: skip


def _speaking(console: Console) -> Any:
    """What argparse calls to make a command's parser: one that knows the console's language."""
    return lambda **rest: _parser(rest.pop("prog"), console, **rest)


def _parser(prog: str, console: Console, description: str = "", **rest: object) -> _Parser:
    rest.pop("help", None)
    parser = _Parser(
        prog=prog, description=str(rest.pop("description", description)), add_help=False, allow_abbrev=False
    )
    parser.console = console
    parser.set_defaults(parser=parser)
    parser.register("action", None, _Once)
    parser.add_argument("-h", "--help", action="help", help=console.words("help"))
    parser.add_argument("--lang", choices=("zh", "en"), default=console.lang, help=console.words("lang"))
    return parser


def _whole(option: str, low: int) -> Callable[[str], int]:
    """Reads a whole number of at least `low`; raises `UsageError`."""

    def number(text: str) -> int:
        if not re.fullmatch("[0-9]{1,9}", text) or int(text) < low:
            raise UsageError(problem("cli.bad-number", name=option, value=text, low=low))
        return int(text)

    return number


def _later(module: str, function: str) -> Callable[[argparse.Namespace, Console], int]:
    """A command whose module is loaded when it is called: help and wrong usage need none, a run only its own."""

    def command(options: argparse.Namespace, console: Console) -> int:
        return int(getattr(import_module(f"compare.cli.{module}"), function)(options, console))

    return command


def _add_run(commands: argparse._SubParsersAction[_Parser], console: Console) -> None:
    words = console.words
    parser = commands.add_parser("run", help=words("run"), description=words("run"))
    parser.add_argument("sources", nargs="+", metavar=words("metavar.sources"), help=words("run.sources"))
    parser.add_argument(
        "-o", "--output", default=words("default-folder"), metavar=words("metavar.folder"), help=words("run.output")
    )
    parser.add_argument(
        "-t", "--taxonomy", action="append", default=[], metavar=words("metavar.taxonomy"), help=words("run.taxonomy")
    )
    parser.add_argument("--as-of", default="", metavar=words("metavar.date"), help=words("run.as-of"))
    parser.add_argument("--by", default="district", metavar=words("metavar.column"), help=words("run.by"))
    parser.add_argument("--columns", default="", metavar=words("metavar.pairs"), help=words("run.columns"))
    parser.add_argument("--limits", default="", metavar=words("metavar.pairs"), help=words("run.limits"))
    parser.add_argument("--jobs", type=_whole("--jobs", 0), default=0, metavar="N", help=words("run.jobs"))
    parser.add_argument("--engine", choices=sorted(ENGINES), default="local", help=words("run.engine"))
    parser.add_argument("--decisions", action="append", default=[], metavar="XLSX", help=words("run.decisions"))
    parser.add_argument("--no-split", action="store_true", help=words("run.no-split"))
    parser.add_argument("--strict", action="store_true", help=words("run.strict"))
    parser.add_argument("--template", default="", metavar=words("metavar.docx"), help=words("run.template"))
    parser.add_argument("--watch", action="store_true", help=words("run.watch"))
    parser.set_defaults(command=_later("run", "run"))


def _add_optional_reports(parser: _Parser, console: Console) -> None:
    """A flag for each report that needs an extra; other commands need not load the reports."""
    from compare.reports import optional

    parser.set_defaults(extras=[])
    for report in optional():
        package = report.extra.package if report.extra else ""
        text = console.words("run.extra", files="、".join(report.files), package=package)
        parser.add_argument(f"--{report.name}", dest="extras", action="append_const", const=report.name, help=text)


def _add_explain(commands: argparse._SubParsersAction[_Parser], console: Console) -> None:
    words = console.words
    parser = commands.add_parser("explain", help=words("explain"), description=words("explain"))
    parser.add_argument("target", metavar=words("metavar.target"), help=words("explain.target"))
    parser.add_argument("-t", "--taxonomy", default="", metavar=words("metavar.taxonomy"), help=words("agree.taxonomy"))
    parser.set_defaults(command=_later("explain", "explain"))


def _add_compare(commands: argparse._SubParsersAction[_Parser], console: Console) -> None:
    words = console.words
    parser = commands.add_parser("compare", help=words("compare"), description=words("compare"))
    parser.add_argument("old", metavar=words("metavar.old-run"), help=words("compare.old"))
    parser.add_argument("new", metavar=words("metavar.new-run"), help=words("compare.new"))
    parser.set_defaults(command=_later("compare_runs", "compare"))


def _add_agree(commands: argparse._SubParsersAction[_Parser], console: Console) -> None:
    words = console.words
    parser = commands.add_parser("agree", help=words("agree"), description=words("agree"))
    parser.add_argument("first", metavar=words("metavar.first"), help=words("agree.workbook"))
    parser.add_argument("second", metavar=words("metavar.second"), help=words("agree.workbook"))
    parser.add_argument("-t", "--taxonomy", default="", metavar=words("metavar.taxonomy"), help=words("agree.taxonomy"))
    parser.set_defaults(command=_later("agree", "agree"))


def _add_taxonomy(commands: argparse._SubParsersAction[_Parser], console: Console) -> None:
    words = console.words
    group = commands.add_parser("taxonomy", help=words("taxonomy"), description=words("taxonomy"))
    verbs = _add_commands(group, console)
    for name, function, arguments in (
        ("new", "new", ("target",)),
        ("lint", "lint", ("taxonomy", "sources")),
        ("test", "test", ("taxonomy",)),
        ("diff", "diff", ("old", "new", "sources")),
        ("suggest", "suggest", ("taxonomy", "sources")),
        ("import", "import_file", ("file",)),
        ("export", "export_file", ("taxonomy",)),
    ):
        parser = verbs.add_parser(name, help=words(f"taxonomy.{name}"), description=words(f"taxonomy.{name}"))
        for argument in arguments:
            _add_taxonomy_argument(parser, argument, console, needed=name == "suggest")
        if name == "new":
            parser.add_argument(
                "--from", dest="origin", default="innovation", metavar=words("metavar.taxonomy"), help=words("new.from")
            )
        if name == "lint":
            parser.add_argument("--strict", action="store_true", help=words("run.strict"))
        if name == "suggest":
            parser.add_argument("--most", type=_whole("--most", 1), default=30, metavar="N", help=words("suggest.most"))
            parser.add_argument("--apply", default="", metavar=words("metavar.copy"), help=words("suggest.apply"))
        if name in ("import", "export"):
            parser.add_argument(
                "-o", "--output", required=True, metavar=words("metavar.new-file"), help=words("taxonomy.target")
            )
            parser.add_argument("--format", default="", metavar=words("metavar.format"), help=words("taxonomy.format"))
        parser.set_defaults(command=_later("taxonomy", function))


def _add_taxonomy_argument(parser: argparse.ArgumentParser, name: str, console: Console, needed: bool) -> None:
    if name == "sources":
        text = console.words("run.sources" if needed else "taxonomy.sources")
        nargs, metavar = "+" if needed else "*", console.words("metavar.sources")
        parser.add_argument("sources", nargs=nargs, default=[], metavar=metavar, help=text)
    else:
        text = console.words({"file": "taxonomy.foreign", "target": "taxonomy.target"}.get(name, "taxonomy.file"))
        metavar = "metavar.new-file" if name == "target" else f"metavar.{name}"
        parser.add_argument(name, metavar=console.words(metavar), help=text)


def _add_inspect(commands: argparse._SubParsersAction[_Parser], console: Console) -> None:
    words = console.words
    parser = commands.add_parser("inspect", help=words("inspect"), description=words("inspect"))
    parser.add_argument("file", metavar=words("metavar.file"), help=words("inspect.file"))
    parser.add_argument("--no-split", action="store_true", help=words("run.no-split"))
    parser.set_defaults(command=_later("inspect", "inspect"))


def _add_init(commands: argparse._SubParsersAction[_Parser], console: Console) -> None:
    words = console.words
    parser = commands.add_parser("init", help=words("init"), description=words("init"))
    parser.add_argument("folder", metavar=words("metavar.folder"), help=words("init.folder"))
    parser.add_argument("--xlsx", action="store_true", help=words("init.xlsx"))
    parser.set_defaults(command=_later("init", "init"))
