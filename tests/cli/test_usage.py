"""Wrong usage and empty places: a true sentence in the user's language, no English inside Chinese, exit code 2 or 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compare.cli import main
from compare.cli.arguments import parse
from compare.cli.console import Console
from compare.problems import UsageError

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "said", "english"),
    [
        ([], "还要写上一个命令（run、", "a command is missing (run、"),
        (["taxonomy"], "还要写上一个命令（new、lint、", "see policy-compare taxonomy --help"),
        (["run"], "缺少 资料", "SOURCES is missing"),
        (["taxonomy", "suggest"], "缺少 词典、资料", "TAXONOMY, SOURCES is missing"),
        (["run", "x", "--strct"], "不认识 --strct，是不是 --strict", "did you mean --strict?"),
        (["taxonomy", "lnt"], "不能是 'lnt'，是不是 lint", "did you mean lint?"),
        (["nonsense"], "不能是 'nonsense'，可用：", "cannot be 'nonsense'"),
        (["run", "x", "--engine", "gpu"], "--engine 不能是", "--engine cannot be"),
        (["run", "x", "--nope"], "不认识 --nope", "--nope is not known"),
        (["run", "x", "-o"], "-o/--output 后面要写一个值", "-o/--output needs a value"),
        (["run", "x", "--strict=1"], "--strict 后面不能写值", "--strict takes no value"),
        (["run", "x", "--jobs", "-1"], "--jobs 的“-1”不对，应是不小于 0 的整数", "at least 0"),
        (["run", "x", "--jobs", "two"], "--jobs 的“two”不对", "“two” is wrong"),
        (["taxonomy", "suggest", "t", "x", "--most", "-3"], "--most 的“-3”不对，应是不小于 1", "at least 1"),
        (["run", "x", "-o", "a", "--output", "b"], "--output 给了两次", "--output was given twice"),
        (["explain", "x", *["-t", "innovation"] * 2], "-t 给了两次", "-t was given twice"),
        (["run", "x", *["-t", "innovation"] * 3], "给了 3 个 -t", "Run again for each"),
    ],
)
def test_what_argparse_refuses_is_said_in_both_languages(
    words: list[str], said: str, english: str, capsys: Captured
) -> None:
    assert main(words) == 2
    chinese = capsys.readouterr().err
    assert said in chinese
    assert not re.search("required|invalid|expected|unrecognized|  --help", chinese)
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
def test_what_is_missing_is_named_with_a_line_that_is_right(words: str, missing: str, capsys: Captured) -> None:
    assert main(words.split()) == 2
    said = re.fullmatch("错误：命令写法不对：缺少 (.+?)。例如：policy-compare (.+?)（.*\n", capsys.readouterr().err)
    assert said is not None and said[1] == missing
    command = [word for word in words.split() if word.isalpha()]
    assert said[2].split()[: len(command)] == command
    assert parse(said[2].split(), Console("zh")).parser.prog == f"policy-compare {' '.join(command)}"


def parsers(lang: str) -> dict[str, Any]:
    """Every parser by its command, the nested ones too."""
    with pytest.raises(UsageError) as caught:
        parse([], Console(lang))
    frame = caught.tb
    while frame.tb_next and "parser" not in frame.tb_frame.f_locals:
        frame = frame.tb_next
    return dict(below("", frame.tb_frame.f_locals["parser"]))


def below(name: str, parser: Any) -> Iterator[tuple[str, Any]]:
    yield name, parser
    for command, inner in parser.commands().items():
        yield from below(f"{name} {command}".strip(), inner)


COMMANDS = sorted(
    ["", "run", "explain", "compare", "agree", "inspect", "init", "taxonomy",
     *(f"taxonomy {verb}" for verb in ("new", "lint", "test", "diff", "suggest", "import", "export"))]
)  # fmt: skip


def test_the_commands_are_all_of_them() -> None:
    assert sorted(parsers("zh")) == COMMANDS


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_opens_in_both_languages(command: str, lang: str, capsys: Captured) -> None:
    with pytest.raises(SystemExit) as done:
        main([*command.split(), "--lang", lang, "--help"])
    said = capsys.readouterr()
    assert (done.value.code, said.err) == (0, "")
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
    with pytest.raises(SystemExit):
        main(["run", "--help"])
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
