"""Wrong usage and empty places: a true sentence in the user's language, no English inside Chinese, exit code 2 or 3."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest

from compare.cli import COMMANDS, main, program
from compare.cli.command import Command, Group
from compare.cli.console import Console
from compare.cli.taxonomy import group
from compare.cli.usage import usage_fault

pytestmark = pytest.mark.whole

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Captured = pytest.CaptureFixture[str]
Called = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> Called:
    """The commands that were called, with their values; none of them does anything."""
    seen: Called = []

    def invoke(command: Command, ctx: click.Context) -> Any:
        if isinstance(command, Group):
            return click.Group.invoke(command, ctx)
        return seen.append((ctx.command_path, ctx.params)) or 0

    monkeypatch.setattr(Command, "invoke", invoke)
    return seen


@pytest.mark.parametrize(
    ("words", "said", "english"),
    [
        ([], "还要写上一个命令（run、", "a command is missing (run, explain,"),
        (["taxonomy"], "还要写上一个命令（new、lint、", "see policy-compare taxonomy --help"),
        (["run"], "缺少 资料", "SOURCES is missing"),
        (["taxonomy", "suggest"], "缺少 词典、资料", "TAXONOMY, SOURCES is missing"),
        (["run", "x", "--strct"], "不认识 --strct，是不是 --strict", "did you mean --strict?"),
        (["taxonomy", "lnt"], "没有“lnt”这个命令，是不是 lint", "did you mean lint?"),
        (["nonsense"], "没有“nonsense”这个命令。可用：run、", "there is no command “nonsense”"),
        (
            ["run", "x", "--engine", "gpu"],
            "--engine 不能是“gpu”，可用：dask、local",
            "--engine cannot be “gpu”; known: dask",
        ),
        (["run", "x", "--engine", "loca"], "是不是 local", "did you mean local?"),
        (["run", "x", "--nope"], "不认识 --nope", "--nope is not known"),
        (["run", "x", "--Output", "y"], "不认识 --Output，是不是 --output", "did you mean --output?"),
        (["run", "x", "-O", "y"], "不认识 -O，是不是 -o", "did you mean -o?"),
        (["run", "x", "-strict"], "不认识 -strict，是不是 --strict", "-strict is not known (did you mean --strict?)"),
        (["compare", "a", "b", "c d", "e"], "多写了 c d、e", "c d, e is too much"),
        (["run", "x", "-o", "--strict"], "-o/--output 后面要写一个值", "-o/--output needs a value"),
        (["run", "x", "-o", "--", "y"], "-o/--output 后面要写一个值", "-o/--output needs a value"),
        (["run", "x", "-o", "-x"], "-o/--output 后面要写一个值", "-o/--output needs a value"),
        (["run", "x", "-o", ""], "-o/--output 后面要写一个值", "-o/--output needs a value"),
        (["run", "x", "-o="], "-o/--output 后面要写一个值", "-o/--output needs a value"),
        (["run", "x", "-o"], "-o/--output 后面要写一个值", "-o/--output needs a value"),
        (["run", "x", "--strict=1"], "--strict 后面不能写值（“1”）", "--strict takes no value"),
        (["run", "x", "--jobs", "-1"], "--jobs 的“-1”不对，应是不小于 0 的整数", "at least 0"),
        (["run", "x", "--jobs", "two"], "--jobs 的“two”不对", "“two” is wrong"),
        (["taxonomy", "suggest", "t", "x", "--most", "-3"], "--most 的“-3”不对，应是不小于 1", "at least 1"),
        (["run", "x", "-o", "a", "--output", "b"], "-o/--output 给了两次", "-o/--output was given twice"),
        (["explain", "x", *["-t", "innovation"] * 2], "-t/--taxonomy 给了两次", "-t/--taxonomy was given twice"),
        (["run", "x", *["-t", "innovation"] * 3], "给了 3 个 -t", "Run again for each"),
    ],
)
def test_wrong_usage_is_said_in_both_languages(words: list[str], said: str, english: str, capsys: Captured) -> None:
    assert main(words) == 2
    chinese = capsys.readouterr().err
    assert said in chinese
    assert not re.search("required|invalid|expected|unrecognized|[Nn]o such|requires|  --help", chinese)
    assert main(["--lang", "en", *words] if not words else [words[0], "--lang", "en", *words[1:]]) == 2
    if words[:1] != ["taxonomy"] and words[:1] != ["nonsense"]:
        assert english in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("taxonomy lint", "词典"), ("taxonomy test", "词典"), ("taxonomy diff a.yaml", "新词典"),
        ("taxonomy suggest a.yaml", "资料"), ("taxonomy import a.csv", "-o/--output"), ("taxonomy new", "新文件"),
        ("agree a.xlsx", "乙的工作簿"), ("compare", "旧结果、新结果"), ("explain", "文件[:段落]"), ("init", "文件夹"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_with_a_line_that_is_right(
    words: str, missing: str, capsys: Captured, called: Called
) -> None:
    assert main(words.split()) == 2
    said = re.fullmatch("错误：命令写法不对：缺少 (.+?)。例如：policy-compare (.+?)（.*\n", capsys.readouterr().err)
    assert said is not None and said[1] == missing
    command = [word for word in words.split() if word.isalpha()]
    assert said[2].split()[: len(command)] == command
    assert main(said[2].split()) == 0
    assert [path for path, _ in called] == [f"policy-compare {' '.join(command)}"]


@pytest.mark.parametrize(
    ("words", "said", "english"),
    [
        (["--lang", "fr", "run", "x"], "--lang 不能是“fr”，可用：zh、en", ""),
        (["--lang"], "--lang 后面要写一个值", ""),
        (["--vrsion"], "不认识 --vrsion，是不是 --version", "did you mean --version?"),
        (["--strict", "run", "x"], "不认识 --strict（命令的选项要写在命令后面）", "follow its name"),
        (["taxonomy", "--strict", "lint", "x"], "不认识 --strict（命令的选项要写在命令后面）", "follow its name"),
    ],
)
def test_what_stands_before_the_command_is_told_too(
    words: list[str], said: str, english: str, capsys: Captured
) -> None:
    assert main(words) == 2
    assert said in capsys.readouterr().err
    assert main(["--lang", "en", *words]) == 2
    assert english in capsys.readouterr().err


def test_a_fault_that_nobody_foresaw_is_still_a_sentence() -> None:
    ctx = click.Context(program(), info_name="policy-compare", obj=Console("zh"))
    (fault,) = usage_fault(click.BadArgumentUsage("what click says"), ctx, ()).problems
    assert (fault.code, dict(fault.details)["why"]) == ("cli.usage", "what click says")


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("run a -o=b", {"sources": (Path("a"),), "output": Path("b")}),
        ("run a -ob --by 年份", {"output": Path("b"), "by": "year"}),
        ("run a -o b c", {"sources": (Path("a"), Path("c")), "output": Path("b")}),
        ("run -o -1 -- -x", {"sources": (Path("-x"),), "output": Path("-1")}),
        ("run a --output=-x", {"output": Path("-x")}),
        ("run a --as-of 2026-11-01 --jobs 3", {"as_of": date(2026, 11, 1), "jobs": 3, "engine": "local"}),
        ("run a --columns title=标题,full_text=正文", {"columns": {"title": "标题", "full_text": "正文"}}),
        ("run a -t x --taxonomy y", {"names": ("x", "y")}),
        ("run a --decisions p --decisions q", {"decisions": (Path("p"), Path("q"))}),
        ("run *.html --docx --strict --strict", {"sources": (Path("*.html"),), "docx": True, "strict": True}),
        ("run a", {"output": None, "as_of": None, "columns": None, "docx": False, "decisions": (), "names": ()}),
        ("explain x", {"target": "x", "name": ""}),
        ("agree x y -t=", {"first": Path("x"), "second": Path("y"), "name": ""}),
        ("taxonomy lint x", {"name": "x", "sources": (), "strict": False}),
        ("taxonomy suggest x a b --most 5", {"sources": (Path("a"), Path("b")), "most": 5, "target": None}),
        ("--lang en taxonomy --lang=zh new x", {"target": Path("x"), "name": "innovation"}),
    ],
)  # fmt: skip
def test_commands_take_typed_values(words: str, values: Mapping[str, Any], called: Called, capsys: Captured) -> None:
    assert main(words.split()) == 0, capsys.readouterr().err
    ((_, taken),) = called
    assert {name: taken[name] for name in values} == values


def test_help_comes_where_it_is_asked_for(capsys: Captured) -> None:
    pages = []
    for words in ("run --help", "run -h", "help run", "run x --nope --help", "run -o a -o b -h"):
        assert main(words.split()) == 0
        pages.append(capsys.readouterr().out)
    assert len(set(pages)) == 1 and pages[0].startswith("用法: policy-compare run [选项] 资料 ...\n")
    assert main(["help"]) == 0
    assert capsys.readouterr().out.count("命令:") == 1
    assert main(["--lang", "en", "help", "taxonomy", "lint"]) == 0
    assert capsys.readouterr().out.startswith("usage: policy-compare taxonomy lint [options] TAXONOMY")
    assert main(["run", "x", "--", "--help"]) == 3, "a file of this name"


def test_the_help_page_has_its_options_by_use(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert main(["run", "--help"]) == 0
    page = capsys.readouterr().out
    heads = re.findall("^(\\S+):$", page, re.MULTILINE)
    assert heads == ["参数", "常用选项", "怎么读文件", "复核与把关", "另外写出", "运行方式", "通用选项"]
    assert re.search("^另外写出:\n  --docx  ", page, re.MULTILINE)
    assert "file_bytes, table_bytes," in re.sub(r"\s+", " ", page)
    assert max(len(line.encode("gbk")) for line in page.splitlines()) <= 72


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["nonsense"]])
def test_the_front_page_loads_no_command(words: list[str]) -> None:
    code = f"import sys; from compare.cli import main; main({words!r}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    loaded = set(done.stdout.split())
    assert "compare.cli" in loaded
    assert not loaded & {
        "compare.pipeline",
        "compare.cli.run",
        "compare.model",
        "xlsxwriter",
        "openpyxl",
        "re2",
        "pandas",
    }


COMMANDS_BELOW = ["", *COMMANDS, *(f"taxonomy {verb}" for verb in group.commands)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS_BELOW)
def test_every_help_opens_in_both_languages(command: str, lang: str, capsys: Captured) -> None:
    assert main([*command.split(), "--lang", lang, "--help"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    heading = {"zh": "用法: ", "en": "usage: "}[lang]
    assert said.out.startswith(f"{heading}policy-compare {command}".rstrip())
    assert {"zh": "显示帮助", "en": "show this help"}[lang] in said.out
    chinese = re.search("[一-鿿]", re.sub("标题|正文|政策|报告", "", said.out)) is not None
    assert chinese is (lang == "zh")


def test_an_empty_folder_has_its_own_sentence(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "空").mkdir()
    for words in (["run", "-o", str(tmp_path / "报告")], ["init"]):
        assert main([words[0], str(tmp_path / "空"), *words[1:]]) == 3
        said = capsys.readouterr().err
        assert "没有可读的文件" in said and "上面" not in said


def test_help_says_how_many_taxonomies_a_run_takes(capsys: Captured) -> None:
    assert main(["run", "--help"]) == 0
    assert "可给一个或两个" in re.sub(r"\s", "", capsys.readouterr().out)


def test_a_deep_taxonomy_is_a_sentence(tmp_path: Path, capsys: Captured) -> None:
    deep = tmp_path / "深.yaml"
    for text in ("{甲: " * 50_000, "- " * 50_000 + "甲\n", "甲: " + "{乙: " * 3000 + "[丙]" + "}" * 3000,
                 "\n".join(" " * i + f"类{i}:" for i in range(3000)) + " [词]"):  # fmt: skip
        deep.write_text(text, encoding="utf-8")
        assert main(["run", str(SEEDS), "-t", str(deep), "-o", str(tmp_path / "报告")]) == 2
        said = capsys.readouterr().err
        assert "深.yaml:" in said and "层" in said and "内部出错" not in said


def test_re2_says_nothing_by_itself(tmp_path: Path, capfd: Captured) -> None:
    bad = tmp_path / "坏.yaml"
    bad.write_text('人才: [{词: "建设(", pattern: true}]\n', encoding="utf-8")
    assert main(["taxonomy", "lint", str(bad)]) == 2
    said = capfd.readouterr().err
    assert "坏.yaml:1:" in said and "absl" not in said and "re2.cc" not in said


@pytest.mark.parametrize(
    "command",
    [["inspect"], ["init"], ["explain"], ["run", "-o", "out"], ["taxonomy", "lint"]],
    ids=lambda words: words[0],
)
def test_a_name_that_is_too_long_is_said_to_be_so(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*command, "区" * 120]) == 2
    said = capsys.readouterr()
    assert "程序内部出错" not in said.err
    assert "太长" in said.err


def test_closed_streams_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert (main(["--version"]), main(["runn"])) == (0, 2)


@pytest.mark.parametrize("words", [["run", ""], ["init", ""], ["inspect", ""], ["run", "seeds", "--decisions", ""]])
def test_an_empty_path_is_not_the_current_folder(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "路径是空的" in capsys.readouterr().err


def test_what_every_command_imports_reads_no_lexicon() -> None:
    code = "import compare.cli; from compare import lexicons; print(lexicons.load.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "0"
