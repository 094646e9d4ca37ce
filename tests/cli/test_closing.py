"""The last words of a run: what the taxonomy left out and why, what --strict objects to."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from compare.cli import main

pytestmark = pytest.mark.whole

LINES = (
    "规范市场秩序。推动信用监管全覆盖，公布失信名单。",
    "统一检查事项。推行双随机检查，减少打扰。",
    "支持联合检查、双随机、一网通办、审批时限等事项。",
    "开展文化下乡活动，丰富群众生活。",
)
PLAN = "\n".join(["花都区优化营商环境若干措施", *(f"{n}、{t}" for n, t in zip("一二三四", LINES, strict=True))])
SCORED = """\
settings: {threshold: 5, max_types: 2}
监管: [信用监管, 联合检查, {词: 双随机, 后不接: [检查]}]
审批: [审批时限, 一网通办]
"""
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "政策"
    folder.mkdir()
    (folder / "花都区.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_paragraphs_with_listed_words_and_no_type_are_counted_with_their_reason(
    plan: Path, tmp_path: Path, capsys: Captured
) -> None:
    taxonomy, out = tmp_path / "词.yaml", str(tmp_path / "报告")
    taxonomy.write_text(SCORED, encoding="utf-8")
    assert main(["run", str(plan), "-t", str(taxonomy), "-o", out]) == 0
    said = capsys.readouterr().out
    assert re.search(
        "3 段含有词典里的词但没有归类：1 段得分不到门槛，1 段只是提到（.*），1 段的词因前后字、条件或否定没有算", said
    )
    taxonomy.write_text("监管: [信用监管, 联合检查, 双随机]\n审批: [审批时限, 一网通办]\n", encoding="utf-8")
    assert main(["run", str(plan), "-t", str(taxonomy), "-o", out]) == 0
    assert "没有归类" not in capsys.readouterr().out


def test_what_is_not_compared_is_said_with_the_reason(plan: Path, tmp_path: Path, capsys: Captured) -> None:
    words = ["run", str(plan), "-o", str(tmp_path / "报告")]
    assert main(words) == 0
    assert "不计入比较" not in (said := capsys.readouterr().out) and "所属地区" not in said
    sheet = openpyxl.load_workbook(tmp_path / "报告/matrix.xlsx", read_only=True)["说明"]
    quiet = [row[1] for row in sheet.iter_rows(values_only=True) if row[0] == "问题"]
    assert quiet[-1] == "没有读取失败的文件，各文件也没有严重问题，全部计入比较。"
    shutil.copy(plan / "花都区.txt", plan / "花都区副本.txt")
    (plan / "措施.txt").write_text("促进成果转化若干措施\n2024年3月1日\n一、给予10万元奖励。\n", encoding="utf-8")
    (plan / "望江.txt").write_text("花都区科技措施\n一、支持企业建设重点实验室。\n", encoding="utf-8")
    (plan / "corpus.yaml").write_text("documents:\n- {file: 望江.txt, include: false}\n", encoding="utf-8")
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "不计入比较的 3 份：内容重复或包含在另一份中 1 份、不能确定所属地区 1 份、清单中写明不纳入 1 份" in said
    assert re.search("1 份不能确定所属地区.*policy-compare init", said)
    sheet = openpyxl.load_workbook(tmp_path / "报告/matrix.xlsx", read_only=True)["说明"]
    told = [row[1] for row in sheet.iter_rows(values_only=True) if row[0] == "问题"]
    assert "没有读取失败的文件。1 份文件有严重问题" in told[-1] and "3 份文件不计入比较" in told[-1]


def test_strict_says_which_file_is_the_reason(plan: Path, tmp_path: Path, capsys: Captured) -> None:
    words = ["run", str(plan), "-o", str(tmp_path / "报告"), "--strict"]
    assert main(words) == 0
    assert "--strict" not in capsys.readouterr().err
    (plan / "措施.txt").write_text("促进成果转化若干措施\n2024年3月1日\n一、给予10万元奖励。\n", encoding="utf-8")
    (plan / "空.txt").write_text("", encoding="utf-8")
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "--strict：以状态 1 结束，因为：\n  上面列出的 1 处\n  措施.txt：不能确定所属地区\n" in said
    assert main([*words, "--lang", "en"]) == 1
    assert "  措施.txt: The district is unknown." in capsys.readouterr().err


def test_strict_lint_says_why(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "词.yaml"
    path.write_text("人才: [博士, 博士]\n", encoding="utf-8")
    assert main(["taxonomy", "lint", str(path), "--strict"]) == 1
    assert re.search(r"--strict：以状态 1 结束，因为有 \d+ 处“注意”", capsys.readouterr().err)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_method_says_whether_words_are_scored_or_counted(lang: str, plan: Path, tmp_path: Path) -> None:
    for text, said in (
        ("监管: [信用监管]\n", ("类数不限", "any number of types")),
        (SCORED, ("最多 2 个", "at most 2")),
    ):
        (tmp_path / "词.yaml").write_text(text, encoding="utf-8")
        out = tmp_path / "报告"
        assert main(["run", str(plan), "-t", str(tmp_path / "词.yaml"), "-o", str(out), "--lang", lang]) == 0
        sheet = openpyxl.load_workbook(out / "matrix.xlsx", read_only=True)["说明" if lang == "zh" else "Read me"]
        cells = " ".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value)
        assert said[lang == "en"] in cells and "1000 个" not in cells
        report = (out / "report.md").read_text(encoding="utf-8")
        assert ("1000 个" in report, "at most 1000" in report) == (False, False)
