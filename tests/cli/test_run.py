"""The command line as a user meets it: files written, sentences said, exit codes."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from compare import reports
from compare.cli import main
from compare.reports.edition import Report

pytestmark = pytest.mark.whole

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
OUTPUTS = {
    "matrix.xlsx", "report.md", "report.html", "paragraphs.jsonl", "matrix.csv", "evidence.csv", "targets.csv",
    "amounts.csv", "counts.csv", "paragraph_types.csv", "columns.csv", "tables.schema.json", "manifest.json",
}  # fmt: skip


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with two of the sample documents and their manifest."""
    folder = tmp_path / "政策"
    folder.mkdir()
    for name in ("huadu.txt", "guangzhou.txt"):
        shutil.copy(SEEDS / name, folder / name)
    head, *entries = (SEEDS / "corpus.yaml").read_text(encoding="utf-8").split("  - file: ")
    own = [entry for entry in entries if (folder / entry.partition("\n")[0]).exists()]
    (folder / "corpus.yaml").write_text("  - file: ".join([head, *own]), encoding="utf-8")
    return folder


def run(sources: Path, out: Path, *more: str) -> int:
    return main(["run", str(sources), "-o", str(out), *more])


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_a_run_writes_everything_and_says_so(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sources, tmp_path / "报告") == 0
    assert {p.name for p in (tmp_path / "报告").iterdir()} == OUTPUTS
    said = capsys.readouterr()
    assert "2 份文件" in said.out
    assert said.err == ""


def test_two_runs_give_the_same_bytes_whatever_the_order_of_files(sources: Path, tmp_path: Path) -> None:
    (sources / "空.txt").write_bytes(b"")
    (sources / "坏.docx").write_bytes(b"PK\x03\x04")
    files = sorted(str(p) for p in sources.iterdir())
    assert main(["run", *files, "-o", str(tmp_path / "a"), "--jobs", "1"]) == 0
    assert main(["run", *reversed(files), "-o", str(tmp_path / "b"), "--jobs", "2"]) == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_complete_new_report_replaces_the_old_and_keeps_what_the_user_put_there(
    sources: Path, tmp_path: Path
) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    (out / "批注.docx").write_text("我的", encoding="utf-8")
    (out / "report.md").write_text("旧", encoding="utf-8")
    assert run(sources, out) == 0
    assert (out / "批注.docx").read_text(encoding="utf-8") == "我的"
    assert "花都区" in (out / "report.md").read_text(encoding="utf-8")
    assert not list(tmp_path.glob(".*"))


def test_a_failing_run_leaves_the_old_report_as_it_was(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报告"
    assert run(sources, out) == 0
    before = contents(out)

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reports, "REPORTS", (*reports.REPORTS, Report("later", ("later.txt",), fail)))
    assert run(sources, out) == 3
    assert contents(out) == before
    assert "Excel" in capsys.readouterr().err
    assert {p.name for p in tmp_path.iterdir()} == {"政策", "报告"}


def test_bad_files_are_said_and_the_others_go_on(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sources / "空.txt").write_bytes(b"")
    (sources / "坏.txt").write_bytes(bytes(range(256)) * 20)
    assert run(sources, tmp_path / "报告") == 0
    said = capsys.readouterr().err
    assert "空.txt" in said
    assert "坏.txt" in said
    manifest = json.loads((tmp_path / "报告/manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["inputs"]) == 2
    assert {p["file"] for p in manifest["problems"]} == {"空.txt", "坏.txt"}
    assert run(sources, tmp_path / "报告", "--strict") == 1


def test_nothing_readable_ends_with_3_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "空夹"
    folder.mkdir()
    (folder / "空.txt").write_bytes(b"")
    assert run(folder, tmp_path / "报告") == 3
    assert not (tmp_path / "报告").exists()
    assert "没有一份文件" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run"], "命令写法不对"),
        (["nonsense"], "命令写法不对"),
        (["run", "{seeds}", "-t", "没有这个词典"], "innovation"),
        (["run", "{seeds}", "--as-of", "去年"], "2026-11-01"),
        (["run", "{seeds}", "--columns", "标题"], "title="),
        (["run", "{seeds}", "-o", "{seeds}"], "-o"),
        (["explain", "没有.txt:3"], "没有.txt"),
        (["--lang", "en", "run"], "Wrong usage"),
    ],
)
def test_wrong_usage_is_a_sentence_and_2(
    arguments: list[str], words: str, sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([a.format(seeds=sources) for a in arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_a_faulty_taxonomy_stops_before_any_file_is_read(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taxonomy = tmp_path / "坏.yaml"
    taxonomy.write_text("人才: [人才公寓，安家补贴]\n", encoding="utf-8")
    assert run(sources, tmp_path / "报告", "-t", str(taxonomy)) == 2
    assert "坏.yaml:1:" in capsys.readouterr().err
    assert not (tmp_path / "报告").exists()


def test_a_flat_taxonomy_and_one_of_another_shape_need_no_python(sources: Path, tmp_path: Path) -> None:
    flat = tmp_path / "平.yaml"
    flat.write_text("人才: [高层次人才, 人才公寓]\n金融: [科技支行, 天使投资]\n", encoding="utf-8")
    assert run(sources, tmp_path / "甲", "-t", str(flat)) == 0
    nested = tmp_path / "层.yaml"
    nested.write_text(
        "types:\n" + "".join(
            f"  - id: t{i}\n    name: 类{i}\n    subtypes:\n      - {{id: t{i}-a, name: 子{i}, strong: [{word}]}}\n"
            for i, word in enumerate(["孵化器", "人才", "技术转让", "研发", "企业"])
        ),
        encoding="utf-8",
    )  # fmt: skip
    assert run(sources, tmp_path / "乙", "-t", str(nested)) == 0
    rows = (tmp_path / "乙/matrix.csv").read_text(encoding="utf-8-sig")
    assert all(f"类{i}" in rows for i in range(5))


def test_two_taxonomies_give_the_cross_table(sources: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    assert run(sources, tmp_path / "报告", "-t", "innovation", "-t", "policy-tools") == 0
    book = openpyxl.load_workbook(tmp_path / "报告/matrix.xlsx", read_only=True)
    assert "政策工具" in book.sheetnames


def test_help_speaks_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words in (
        (["--help"], "用法"),
        (["--lang", "en", "--help"], "usage"),
        (["run", "--help"], "结果文件夹"),
    ):
        assert main(arguments) == 0
        assert words in capsys.readouterr().out


def test_an_expired_plan_is_flagged_only_if_a_date_is_given(sources: Path, tmp_path: Path) -> None:
    assert run(sources, tmp_path / "无") == 0
    assert run(sources, tmp_path / "有", "--as-of", "2026-11-01") == 0
    flags = [
        {
            f
            for item in json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8"))["inputs"]
            for f in item["flags"]
        }
        for name in ("无", "有")
    ]
    assert "expired" not in flags[0]
    assert "expired" in flags[1]


def test_english_reaches_every_output(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sources, tmp_path / "en", "--lang", "en") == 0
    assert "2 documents" in capsys.readouterr().out
    assert "Talent" in (tmp_path / "en/report.md").read_text(encoding="utf-8")
    assert "Talent" in (tmp_path / "en/matrix.csv").read_text(encoding="utf-8-sig")


def test_explain_gives_role_reasons_and_what_did_not_count(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sources / "huadu.txt"
    assert main(["explain", str(file)]) == 0
    overview = capsys.readouterr().out.splitlines()
    assert len(overview) == 17
    identity = next(line.split()[0] for line in overview if "科技金融" in line)
    assert main(["explain", f"{file}:{identity}"]) == 0
    said = capsys.readouterr().out
    assert "角色：措施" in said
    assert "科技金融  得分" in said
    assert "+3" in said
    assert " › " in next(line for line in said.splitlines() if line.startswith("所在标题"))


def test_explain_knows_every_evidence_id_of_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "花都区科技政策措施.txt"
    source.write_text(
        "对引进的高层次人才给予一次性补贴20万元，支持建设人才公寓。\n"
        "支持企业建设研发机构，对新认定的高新技术企业给予奖励30万元。\n",
        encoding="utf-8",
    )
    assert run(source, tmp_path / "报告") == 0
    with (tmp_path / "报告/evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"/" in row["证据编号"] for row in rows} == {True, False}
    for row in rows:
        capsys.readouterr()
        assert main(["explain", f"{source}:{row['证据编号']}"]) == 0
        assert row["原文"] in capsys.readouterr().out


def test_explain_names_several_types_in_english(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(sources / "huadu.txt"), "--lang", "en"]) == 0
    several = [line for line in capsys.readouterr().out.splitlines() if "Enterprise cultivation, " in line]
    assert several and not any("、" in line.split("  ")[2] for line in several)


def test_compare_says_what_changed_and_nothing_for_equal_runs(
    sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(sources, tmp_path / "旧") == 0
    (sources / "guangzhou.txt").unlink()
    assert run(sources, tmp_path / "新") == 0
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "旧"), str(tmp_path / "旧")]) == 0
    assert "相同" in capsys.readouterr().out
    assert main(["compare", str(tmp_path / "旧"), str(tmp_path / "新")]) == 0
    said = capsys.readouterr().out
    assert "去掉的文件：guangzhou.txt" in said
    assert "因为文件" in said
    assert main(["compare", str(sources), str(tmp_path / "新")]) == 2


FRAGMENTS = """重点任务
推进企业研发机构建
设，梳理公共服务
某区科技局
区财政局
2025年底
孵化载体建
设与运营管理
某区工信局
持续推进
数据共享与业务协
同，逐项落实到位
某区教育局
区人社局
2026年底
园区基础设施
配套，完善功能
"""


@pytest.mark.parametrize(
    ("text", "manifest"),
    [(FRAGMENTS, ""), ("一、支持企业建设研发机构。\n", "- {file: a.txt, include: false}\n")],
    ids=["in fragments", "left out"],
)
def test_no_document_left_ends_with_3_and_leaves_the_old_report(
    text: str, manifest: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("一、支持企业建设研发机构。\n", encoding="utf-8")
    assert run(folder, out) == 0
    before = contents(out)
    (folder / "a.txt").write_text(text, encoding="utf-8")
    if manifest:
        (folder / "corpus.yaml").write_text(manifest, encoding="utf-8")
    assert run(folder, out) == 3
    assert contents(out) == before
    assert "1 份文件都不能计入比较" in capsys.readouterr().err


def test_a_document_in_fragments_is_said_to_be_so_and_no_row(sources: Path, tmp_path: Path) -> None:
    (sources / "碎片.txt").write_text("望江区重点任务\n" + FRAGMENTS, encoding="utf-8")
    out = tmp_path / "out"
    assert run(sources, out) == 0
    quality = (out / "report.md").read_text(encoding="utf-8").partition("未能还原段落")
    assert quality[1] and "望江区" not in (out / "matrix.csv").read_text(encoding="utf-8-sig")
    records = [json.loads(line) for line in (out / "paragraphs.jsonl").open(encoding="utf-8")]
    lost = [r for r in records if r["file"] == "碎片.txt"]
    assert lost and not any(r.get("included", True) for r in lost)


def test_a_run_by_counting_says_so_everywhere(sources: Path, tmp_path: Path) -> None:
    assert run(sources, tmp_path / "a", "--method", "count") == 0
    assert run(sources, tmp_path / "b", "--method", "score") == 0
    counted, scored = (json.loads((tmp_path / name / "manifest.json").read_bytes()) for name in "ab")
    assert [m["taxonomy"]["method"] for m in (counted, scored)] == ["count", "score"]
    assert counted["run"] != scored["run"] and counted["taxonomy"]["fingerprint"] != scored["taxonomy"]["fingerprint"]
    assert "按词频归类：" in (tmp_path / "a/report.md").read_text(encoding="utf-8")
    assert "按词频归类" not in (tmp_path / "b/report.md").read_text(encoding="utf-8")
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "a/matrix.xlsx", read_only=True)
    assert any("按词频归类" in str(cell) for row in book["说明"].iter_rows(values_only=True) for cell in row)
    with (tmp_path / "a/evidence.csv").open(encoding="utf-8-sig", newline="") as file:
        reasons = [row["得分依据"] for row in csv.DictReader(file)]
    assert any(reasons) and all(part.startswith("词频 ") for found in reasons for part in found.split("; ") if part)
    # words are counted alike by both
    assert (tmp_path / "a/counts.csv").read_bytes() == (tmp_path / "b/counts.csv").read_bytes()


def test_explain_by_counting(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", f"{sources / 'huadu.txt'}:科技支行", "--method", "count"]) == 0
    said = capsys.readouterr().out
    assert "+1  词频  科技支行" in said and "标题" not in said.split("角色", 1)[1]
    assert main(["explain", f"{sources / 'huadu.txt'}:科技支行"]) == 0
    assert "词频" not in capsys.readouterr().out


def test_no_such_method(sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(sources, tmp_path / "a", "--method", "tfidf") == 2
    assert "--method 不能是“tfidf”，可用：score、count" in capsys.readouterr().err


def test_explain_tells_the_doubt(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "某区.txt").write_text("某区科技措施\n第一条 建设人才公寓,面向青年职工配租。\n", encoding="utf-8")
    words = "settings: {threshold: 3}\ntypes:\n- {id: talent, name: 人才, weak: [人才公寓]}\n"
    (tmp_path / "词典.yaml").write_text(words, encoding="utf-8")
    target, taxonomy = str(tmp_path / "某区.txt") + ":人才公寓", str(tmp_path / "词典.yaml")
    assert main(["explain", target, "-t", taxonomy]) == 0
    assert "存疑程度 0." in (said := capsys.readouterr().out) and "（是否也属人才：“人才公寓”）" in said
    assert main(["explain", target, "-t", taxonomy, "--method", "count"]) == 0
    assert "存疑" not in capsys.readouterr().out
