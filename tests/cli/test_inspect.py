"""What the program understood of a file, shown on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import lexicons
from compare.chinese.widths import columns
from compare.cli import main
from compare.documents.headings import MARKUP_RULES, NUMBERED_RULES, PLAIN_RULES
from compare.pipeline import read

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
PLAN = """望江区科技创新行动方案(2024—2026年)
望江区人民政府办公室
2024年3月5日
一、工作目标
到2026年，全区高新技术企业达到120家。
二、重点任务
（一）支持企业建设研发机构。对新认定的市级以上工程技术研究中心给予20万元奖励。
（二）完善服务体系
1.建设孵化载体。鼓励社会力量建设孵化器和众创空间，对运营成效好的给予补贴，引导其延伸服务链条、提高入驻企业存活率，推动形成从苗圃到加速器的全链条孵化格局，三年内新增面积十万平方米，并建立年度评价和退出制度。
2.引进创新人才。
三、保障措施
（一）加强组织领导。成立领导小组，统筹推进各项工作。
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_bytes(PLAN.encode("gb18030"))
    return path


def inspect(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    assert main(["inspect", str(path), *more]) == 0
    return capsys.readouterr().out.splitlines()


def having(lines: list[str], *words: str) -> str:
    """The one line that has all the words."""
    found = [line for line in lines if all(word in line for word in words)]
    assert len(found) == 1, (words, found)
    return found[0]


def test_the_head_says_file_encoding_counts_and_grade(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = inspect(plan, capsys)
    assert lines[0] == "望江区科技创新行动方案(2024—2026年)"
    assert "gb18030" in having(lines, "文件 方案.txt", "格式 txt")
    assert "目标 1" in having(lines, "段落 ", "证据等级 A")


def test_facts_stand_with_their_origin_and_words(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = inspect(plan, capsys)
    assert "正文" in having(lines, "  期间", "2024-2026")
    assert "正文" in having(lines, "成文日期", "2024-03-05", "2024年3月5日")
    assert "没有识别出来" in having(lines, "文号")


def test_headings_make_a_tree_with_roles_and_cues(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = inspect(plan, capsys)
    order = [i for h in ("一、工作目标", "二、重点任务", "（二）完善服务体系", "三、保障措施")
             for i, line in enumerate(lines) if line.split("  ←")[0].strip() == h]  # fmt: skip
    assert order == sorted(order)
    assert len(order) == 4
    assert having(lines, "〔目标〕", "行 5", "dated-goal").index("〔") > lines[order[0]].index("一")
    assert lines[order[2]].index("（") > lines[order[1]].index("二")
    assert "heading:safeguard:保障措施" in having(lines, "〔保障〕", "行 12") or "组织领导" in having(
        lines, "〔保障〕", "行 12"
    )


@pytest.mark.parametrize(
    ("lang", "why"), [("zh", ("下面是正文", "下面有下一级编号")), ("en", ("text below", "deeper numbering below"))]
)
def test_headings_say_why_they_are_headings(
    lang: str, why: tuple[str, str], plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = inspect(plan, capsys, "--lang", lang)
    assert having(lines, "一、工作目标").endswith(f"← {why[0]}")
    assert having(lines, "二、重点任务").endswith(f"← {why[1]}")


def test_every_heading_rule_has_its_words() -> None:
    rules = {rule.name for rule in (*MARKUP_RULES, *NUMBERED_RULES, *PLAIN_RULES) if rule.name}
    worded = {key.removeprefix("heading.") for key in lexicons.load("wording/inspect") if key.startswith("heading.")}
    assert worded == rules | {"attachment", "run-in"}
    assert all(lexicons.words("inspect", lang)[f"heading.{rule}"] for rule in worded for lang in ("zh", "en"))


def test_long_paragraphs_are_cut_at_two_lines(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = inspect(plan, capsys)
    first = next(i for i, line in enumerate(lines) if "1.建设孵化载体" in line)
    assert lines[first + 1].endswith("…")
    assert "2.引进创新人才" not in lines[first + 1]


@pytest.mark.parametrize("name", ["huadu", "qingcheng", "guangzhou", "zengcheng", "jiangmen"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_line_fits_a_terminal_of_100_columns(name: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = inspect(SEEDS / f"{name}.txt", capsys, "--lang", lang)
    assert max(columns(line, print_width=True) for line in lines) <= 100


def test_every_paragraph_and_heading_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    document = read([SEEDS / "qingcheng.txt"]).documents[0]
    lines = inspect(SEEDS / "qingcheng.txt", capsys)
    assert sum("〔" in line and "←" in line for line in lines[8:]) == len(document.paragraphs) + 1
    for heading in document.outline:
        assert any(line.strip().startswith((heading.label + heading.text)[:40]) for line in lines)


def test_flags_are_sentences_with_their_words(capsys: pytest.CaptureFixture[str]) -> None:
    lines = inspect(SEEDS / "zengcheng.txt", capsys)
    assert having(lines, "重要", "文字疑被机器逐词替换", "“")
    assert "garbled_text" not in "\n".join(lines)


def test_it_speaks_english(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = inspect(plan, capsys, "--lang", "en")
    assert having(lines, "[goal] line 5")
    assert having(lines, "genre", "action plan")
    assert having(lines, "grade A: official, whole")


def test_a_compilation_is_shown_policy_by_policy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.documents.test_compilation import HANDBOOK

    path = tmp_path / "汇编.txt"
    path.write_text("\n".join(HANDBOOK), encoding="utf-8")
    assert sum(line.startswith("文件 汇编.txt#") for line in inspect(path, capsys)) == 3
    assert having(inspect(path, capsys, "--no-split"), "文件 汇编.txt ")


def test_what_cannot_be_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", str(tmp_path / "没有.txt")]) == 2
    assert "找不到" in capsys.readouterr().err
    (tmp_path / "空.txt").touch()
    assert main(["inspect", str(tmp_path / "空.txt")]) == 3
    assert "空.txt" in capsys.readouterr().err
