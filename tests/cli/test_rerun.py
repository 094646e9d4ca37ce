"""What people wrote into a report folder outlives the next run, and a report is never read as a policy."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from compare.cli import main

pytestmark = pytest.mark.whole

POLICY = """某市临江区促进科技创新若干措施
一、对新认定的国家级科技企业孵化器给予100万元奖励。
二、对首次认定的高新技术企业给予20万元奖励。
三、对引进的博士后给予安家补贴10万元。
四、提升全民科学素质，开展科普活动。
临江区人民政府办公室
2024年3月1日
"""


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "政策"
    folder.mkdir()
    (folder / "临江区.txt").write_text(POLICY, encoding="utf-8")
    (tmp_path / "小词典.yaml").write_text(SMALL, encoding="utf-8")
    return folder


SMALL = """types:
  - {id: incubator, name: 孵化, strong: [孵化器]}
  - {id: enterprise, name: 企业培育, strong: [高新技术企业]}
  - {id: talent, name: 人才, strong: [博士后]}
"""
"""three types: the shipped taxonomy fills its sheet with 2,300 words, which every run here would write and read"""


def run(sources: Path, out: Path, *more: str) -> int:
    """A run with the small taxonomy, which lies beside the sources, unless another is given."""
    given = [] if "-t" in more or not sources.is_dir() else ["-t", str(sources.parent / "小词典.yaml")]
    return main(["run", str(sources), "-o", str(out), *given, *more])


def write_verdict(book: Path, holds: str, **cells: Any) -> None:
    """Fill review columns, or columns of one's own at the right end, of the evidence row whose text holds the words."""
    opened = openpyxl.load_workbook(book)
    sheet = opened["证据与复核"]
    head = next(row for row in sheet.iter_rows() if any(c.value == "段落键" for c in row))
    names = [c.value for c in head]
    text = next(i for i, name in enumerate(names) if name and name.startswith("原文"))
    row = next(r for r in sheet.iter_rows(min_row=head[0].row + 1) if holds in str(r[text].value))
    for name, value in cells.items():
        if name not in names:
            names.append(name)
            sheet.cell(head[0].row, len(names)).value = name
        sheet.cell(row[0].row, names.index(name) + 1).value = value
    opened.save(book)


def rows(book: Path, sheet: str) -> list[dict[str, Any]]:
    opened = openpyxl.load_workbook(book, read_only=True)
    if sheet not in opened.sheetnames:
        return []
    values = iter(opened[sheet].iter_rows(values_only=True))
    names = next(row for row in values if "段落键" in row)
    return [dict(zip(names, row, strict=True)) for row in values if row[names.index("段落键")]]


def types(out: Path, holds: str) -> list[str]:
    lines = (out / "paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    return [m["id"] for line in map(json.loads, lines) if holds in line["text"] for m in line["measures"]]


def record(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    return found


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_verdicts_in_the_folder_are_an_input_of_the_next_run(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    write_verdict(out / "matrix.xlsx", "孵化器", 复核结论="不同意", 复核意见="须与园区办核对")
    reviewed = (out / "matrix.xlsx").read_bytes()
    capsys.readouterr()
    assert run(sources, out) == 0
    said = capsys.readouterr().out
    (kept,) = out.glob("matrix.手改-*.xlsx")
    assert kept.read_bytes() == reviewed
    assert "matrix.xlsx 里的复核结论 1 条" in said and kept.name in said
    assert "incubator" not in types(out, "孵化器")
    (source,) = record(out)["reviews"]
    assert (source["file"], source["sha256"][:8], source["decisions"]) == ("matrix.xlsx", kept.stem[-8:], 1)
    (listed,) = rows(out / "matrix.xlsx", "复核记录")
    assert (listed["复核结论"], listed["复核意见"]) == ("不同意", "须与园区办核对")


def test_any_number_of_runs_loses_nothing_and_piles_nothing_up(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    book = out / "matrix.xlsx"
    write_verdict(book, "孵化器", 复核结论="改类", 改为类型="人才", 复核意见="甲")
    write_verdict(book, "高新技术企业", 复核结论="同意", 复核人="张三", 复核日期=date(2026, 11, 1))
    write_verdict(book, "博士后", 复核意见="只有备注", 复核人="李四")
    write_verdict(book, "科普活动", 复核结论="不同意")
    write_verdict(book, "科普活动", 复核意见="“其他”也不对")
    assert run(sources, out) == 0
    second = contents(out)
    assert run(sources, out) == 0
    third = contents(out)
    assert run(sources, out) == 0
    assert contents(out).keys() == third.keys() == second.keys()
    assert {n: b for n, b in contents(out).items() if n != "manifest.json"} == {
        n: b for n, b in third.items() if n != "manifest.json"
    }
    found = {row["原文（命中词加粗标红）"][2:6]: row for row in rows(book, "证据与复核")}
    assert (found["对首次认"]["复核结论"], found["对首次认"]["复核人"], found["对首次认"]["复核日期"]) == (
        "同意", "张三", "2026-11-01",
    )  # fmt: skip
    assert (found["对引进的"]["复核结论"], found["对引进的"]["复核意见"], found["对引进的"]["复核人"]) == (
        None, "只有备注", "李四",
    )  # fmt: skip
    assert types(out, "孵化器") == ["talent"] and types(out, "科普活动") == []
    assert found["提升全民"]["复核结论"] == "不同意"
    assert len(rows(book, "复核记录")) == 3


def test_a_verdict_that_is_deleted_is_withdrawn(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    write_verdict(out / "matrix.xlsx", "博士后", 复核结论="同意", 复核意见="可")
    assert run(sources, out) == 0
    assert len(rows(out / "matrix.xlsx", "复核记录")) == 1
    write_verdict(out / "matrix.xlsx", "博士后", 复核结论=None, 复核意见=None)
    assert run(sources, out) == 0
    assert rows(out / "matrix.xlsx", "复核记录") == []


def test_verdicts_that_lost_their_paragraph_are_handed_on_with_its_text(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    write_verdict(out / "matrix.xlsx", "孵化器", 复核结论="不同意", 复核意见="须核对", 复核人="张三")
    write_verdict(out / "matrix.xlsx", "博士后", 复核意见="问人社局")
    text = POLICY.replace("给予100万元奖励", "按绩效奖励").replace("给予安家补贴10万元", "补贴10万元安家费")
    (sources / "临江区.txt").write_text(text, encoding="utf-8")
    for _ in range(3):
        assert run(sources, out) == 0
        lost = rows(out / "matrix.xlsx", "待重新对应")
        assert [(row["复核结论"], row["复核意见"], row["复核人"]) for row in lost] == [
            ("不同意", "须核对", "张三"), (None, "问人社局", None),
        ]  # fmt: skip
        assert "给予100万元奖励" in lost[0]["原文"] and "安家补贴10万元" in lost[1]["原文"]
    (sources / "临江区.txt").write_text(POLICY, encoding="utf-8")
    assert run(sources, out) == 0
    assert rows(out / "matrix.xlsx", "待重新对应") == []
    assert "incubator" not in types(out, "孵化器")
    assert any(row["复核意见"] == "问人社局" for row in rows(out / "matrix.xlsx", "证据与复核"))


def test_a_verdict_on_a_type_that_is_gone_is_handed_on(sources: Path, tmp_path: Path) -> None:
    out, own = tmp_path / "报告", tmp_path / "小.yaml"
    assert run(sources, out) == 0
    write_verdict(out / "matrix.xlsx", "博士后", 复核结论="同意", 复核意见="可")
    own.write_text("孵化: [科技企业孵化器]\n企业: [高新技术企业]\n", encoding="utf-8")
    for _ in range(2):
        assert run(sources, out, "-t", str(own)) == 0
        assert [(r["类型键"], r["复核意见"]) for r in rows(out / "matrix.xlsx", "待重新对应")] == [("talent", "可")]
    assert run(sources, out) == 0
    assert [(r["类型键"], r["复核意见"]) for r in rows(out / "matrix.xlsx", "复核记录")] == [("talent", "可")]


def test_files_changed_by_hand_are_kept_and_named(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报告"
    assert run(sources, out, "--lang", "en") == 0
    (out / "report.md").write_text("领导改过", encoding="utf-8")
    (out / "matrix.csv").write_text("改了一格", encoding="utf-8")
    for _ in range(2):
        assert run(sources, out, "--lang", "en") == 0
    first = [line for line in capsys.readouterr().out.splitlines() if line.startswith("done: ")][-2]
    kept = sorted(p.name for p in out.glob("*.edited-*"))
    assert len(kept) == 2 and all(name in first for name in kept)
    assert {(out / name).read_text(encoding="utf-8") for name in kept} == {"领导改过", "改了一格"}


def test_a_workbook_that_cannot_be_read_is_kept_and_said(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    (out / "matrix.xlsx").write_bytes(b"PK broken")
    assert run(sources, out) == 0
    assert [p.read_bytes() for p in out.glob("matrix.手改-*.xlsx")] == [b"PK broken"]
    assert "读不出复核结论" in capsys.readouterr().err


# --- --decisions ------------------------------------------------------------------------------------------------


@pytest.fixture
def pair(sources: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of one workbook, in folders of the same file name."""
    assert run(sources, tmp_path / "初") == 0
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        shutil.copy(tmp_path / "初/matrix.xlsx", tmp_path / name)
    return tmp_path / "甲/matrix.xlsx", tmp_path / "乙/matrix.xlsx"


def test_two_workbooks_are_both_used(sources: Path, tmp_path: Path, pair: tuple[Path, Path]) -> None:
    write_verdict(pair[0], "孵化器", 复核结论="不同意")
    write_verdict(pair[1], "博士后", 复核结论="不同意")
    options = [word for path in pair for word in ("--decisions", str(path))]
    assert run(sources, tmp_path / "报告", *options) == 0
    assert "incubator" not in types(tmp_path / "报告", "孵化器") and "talent" not in types(tmp_path / "报告", "博士后")
    assert [r["file"] for r in record(tmp_path / "报告")["reviews"]] == ["甲/matrix.xlsx", "乙/matrix.xlsx"]


def test_contradictions_are_listed_and_the_later_workbook_holds(
    sources: Path, tmp_path: Path, pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_verdict(pair[0], "孵化器", 复核结论="不同意")
    write_verdict(pair[1], "孵化器", 复核结论="同意")
    for order, found in ((pair, ["incubator"]), (pair[::-1], [])):
        options = [word for path in order for word in ("--decisions", str(path))]
        capsys.readouterr()
        assert run(sources, tmp_path / f"报告{len(found)}", *options) == 0
        assert "互相矛盾" in (said := capsys.readouterr().err)
        assert "甲/matrix.xlsx#证据与复核" in said and "乙/matrix.xlsx#证据与复核" in said
        assert types(tmp_path / f"报告{len(found)}", "孵化器") == found


def test_the_folders_own_workbook_comes_first_and_is_not_read_twice(
    sources: Path, tmp_path: Path, pair: tuple[Path, Path]
) -> None:
    out = tmp_path / "初"
    write_verdict(out / "matrix.xlsx", "孵化器", 复核结论="同意")
    write_verdict(pair[0], "孵化器", 复核结论="不同意")
    assert run(sources, out, "--decisions", str(pair[0])) == 0
    assert types(out, "孵化器") == []
    assert [r["file"] for r in record(out)["reviews"]] == ["初/matrix.xlsx", "甲/matrix.xlsx"]
    assert run(sources, out, "--decisions", str(out / "matrix.xlsx")) == 0
    assert [r["file"] for r in record(out)["reviews"]] == ["matrix.xlsx"]
    assert types(out, "孵化器") == []


# --- mixed reports ----------------------------------------------------------------------------------------------


def test_a_mixed_report_is_refused(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = tmp_path / "一", tmp_path / "二"
    assert run(sources, one) == 0
    (sources / "望江区.txt").write_text(POLICY.replace("临江", "望江"), encoding="utf-8")
    assert run(sources, other) == 0
    for name in ("paragraphs.jsonl", "matrix.xlsx"):
        shutil.copy(one / name, other / name)
    capsys.readouterr()
    assert main(["compare", str(one), str(other)]) == 2
    assert "与 manifest.json 不符" in capsys.readouterr().err
    for command in (
        ["run", str(sources), "-o", str(tmp_path / "三"), "--decisions", str(other / "matrix.xlsx")],
        ["agree", str(one / "matrix.xlsx"), str(other / "matrix.xlsx")],
    ):
        assert main(command) == 2
        assert "混有两次的结果" in capsys.readouterr().err
    assert not (tmp_path / "三").exists()
    (other / "matrix.xlsx").rename(tmp_path / "甲.xlsx")  # what the sentence advises
    assert run(sources, tmp_path / "三", "--decisions", str(tmp_path / "甲.xlsx")) == 0


def test_a_report_that_was_only_reviewed_is_whole(sources: Path, tmp_path: Path) -> None:
    assert run(sources, tmp_path / "一") == 0
    write_verdict(tmp_path / "一/matrix.xlsx", "孵化器", 复核结论="不同意")
    (tmp_path / "一/report.md").write_text("改过", encoding="utf-8")
    assert main(["compare", str(tmp_path / "一"), str(tmp_path / "一")]) == 0
    assert run(sources, tmp_path / "二", "--decisions", str(tmp_path / "一/matrix.xlsx")) == 0
    assert types(tmp_path / "二", "孵化器") == []


def test_decisions_that_are_not_there_or_no_workbook(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, tmp_path / "报告", "--decisions", str(tmp_path / "没有.xlsx")) == 2
    assert "找不到" in capsys.readouterr().err
    assert run(sources, tmp_path / "报告", "--decisions", str(sources)) == 3
    assert "复核工作簿打不开" in capsys.readouterr().err


# --- reports among the sources ----------------------------------------------------------------------------------


def test_a_run_reads_the_same_however_many_reports_lie_in_its_sources(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sources)
    strict = main(["run", ".", "-o", "结果", "--strict"])
    first = contents(sources / "结果")
    (sources / "结果/report.md").write_text("手改", encoding="utf-8")
    capsys.readouterr()
    assert main(["run", ".", "-o", "结果", "--strict"]) == strict  # a report that is passed over is no fault
    said = capsys.readouterr()
    assert "1 份文件" in said.out and "结果: 提示：这里有 policy-compare 以前写出的结果，其中 13 个文件" in said.err
    shutil.copytree("结果", "报告旧版")
    shutil.copy("结果/matrix.xlsx", "甲.xlsx")
    for name in ("evidence.csv", "paragraphs.jsonl", "report.html"):
        shutil.copy(f"结果/{name}", f"给领导-{name}")
    with zipfile.ZipFile("寄出.zip", "w") as packed:
        for path in sorted(Path("结果").iterdir()):
            packed.write(path, f"寄出/{path.name}")
        packed.writestr("寄出/望江区.txt", POLICY.replace("临江", "望江"))
    (sources / "报告旧版/清江区.txt").write_text(POLICY.replace("临江", "清江"), encoding="utf-8")
    assert main(["run", ".", "-o", str(tmp_path / "全部")]) == 0
    files = {item["file"] for item in record(tmp_path / "全部")["inputs"]}
    assert files == {"临江区.txt", "报告旧版/清江区.txt", "寄出.zip/寄出/望江区.txt"}
    (sources / "报告旧版/清江区.txt").unlink()
    Path("寄出.zip").unlink()
    assert main(["run", ".", "-o", "结果"]) == 0
    assert {n: b for n, b in contents(sources / "结果").items() if ".手改-" not in n} == first


def test_a_report_named_as_a_source_is_refused_with_its_reason(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, tmp_path / "旧") == 0
    for given in ("旧", "旧/evidence.csv", "旧/*.jsonl", "旧/report.html"):
        capsys.readouterr()
        assert run(tmp_path / given, tmp_path / "新") == 3
        assert "没有当作政策读入" in capsys.readouterr().err


def test_a_policy_called_like_a_report_is_read(sources: Path, tmp_path: Path) -> None:
    (sources / "report.md").write_text(POLICY.replace("临江", "望江"), encoding="utf-8")
    (sources / "manifest.json").write_text('{"name": "网站"}', encoding="utf-8")
    assert run(sources, tmp_path / "报告") == 0
    assert {item["file"] for item in record(tmp_path / "报告")["inputs"]} == {"临江区.txt", "report.md"}


def test_an_empty_name_of_the_folder_is_no_folder(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sources, Path(), "-o", "") == 2
    assert "-o" in capsys.readouterr().err


def test_the_current_folder_may_hold_the_report(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path / "空")
    assert main(["run", str(sources), "-o", "."]) == 0
    assert (tmp_path / "空/matrix.xlsx").exists()


def test_verdicts_that_cannot_be_used_are_no_remarks(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    write_verdict(out / "matrix.xlsx", "孵化器", 复核结论="改类")
    write_verdict(out / "matrix.xlsx", "博士后", 复核结论="也许")
    write_verdict(out / "matrix.xlsx", "高新技术企业", 复核结论="补充", 改为类型="没有的类", 复核意见="再议")
    capsys.readouterr()
    assert run(sources, out) == 0
    said = capsys.readouterr()
    assert "复核结论 0 条，有 3 条结论没有采用（原因见上），原样保留，另转录 1 条备注" in said.out
    assert "“改为类型”栏空着" in said.err and "“没有的类”" in said.err and "“”" not in said.err
