"""Wrong usage and empty places: a true sentence in the user's language, no English inside Chinese, exit code 2 or 3."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compare.cli import main

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("words", "said", "english"),
    [
        ([], "还要写上一个命令（run、", "a command is missing (run、"),
        (["taxonomy"], "还要写上一个命令（lint、", "See policy-compare taxonomy --help"),
        (["run"], "缺少 SOURCES", "SOURCES is missing"),
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
