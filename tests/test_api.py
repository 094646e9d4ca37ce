"""What ``import compare`` gives: the steps of a run for scripts and notebooks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import compare
from compare.cli import main
from compare.problems import OutputError, TaxonomyError, UsageError

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = """
from pathlib import Path

import compare

corpus: compare.Corpus = compare.read(["seeds", Path("policies")], compare.Settings(by="year"))
study: compare.Study = compare.code(corpus, "policy-tools", decisions="reviewed.xlsx", work=compare.Work(jobs=2))
analysis: compare.Analysis = compare.analyse(study)
tables: compare.Frames = compare.frames(study)
names: list[str] = [document.title for document in study.documents]
files: tuple[Path, ...] = compare.write(analysis, "results", extras=["docx"]).files
taxonomy: compare.Taxonomy = compare.load_taxonomy("innovation")
problem: compare.Problem
for problem in study.problems:
    print(str(problem), tables.matrix, tables["evidence"])
"""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("样本") / "seeds"
    shutil.copytree(ROOT / "seeds", folder)
    return folder


@pytest.fixture(scope="module")
def analysis(seeds: Path) -> compare.Analysis:
    return compare.analyse(compare.code(compare.read(seeds)))


# --- the steps --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [str, Path, lambda p: [str(p)], lambda p: iter([p])])
def test_paths_are_given_in_any_way(given: Callable[[Path], compare.read], seeds: Path) -> None:  # type: ignore[valid-type]
    corpus = compare.read(given(seeds / "huadu.txt"))
    assert [d.file for d in corpus.documents] == ["huadu.txt"]


def test_the_folder_is_what_the_command_writes(analysis: compare.Analysis, seeds: Path, tmp_path: Path) -> None:
    written = compare.write(analysis, str(tmp_path / "甲"))
    assert main(["run", str(seeds), "-o", str(tmp_path / "乙")]) == 0
    names = {path.name for path in written.files} | {"manifest.json"}
    assert names == {path.name for path in (tmp_path / "乙").iterdir()}
    for name in names:
        assert (tmp_path / "甲" / name).read_bytes() == (tmp_path / "乙" / name).read_bytes(), name


@pytest.mark.parametrize("taxonomy", [None, "innovation", ROOT / "taxonomy" / "innovation.yaml"])
def test_a_taxonomy_is_named_or_a_file(taxonomy: str | Path | None, analysis: compare.Analysis, seeds: Path) -> None:
    study = compare.code(compare.read(seeds), taxonomy)
    assert study.taxonomy.fingerprint == analysis.study.taxonomy.fingerprint
    assert study.codings == analysis.study.codings
    assert compare.code(compare.read(seeds), compare.load_taxonomy("policy-tools")).taxonomy.name != study.taxonomy.name


def test_settings_are_given_once(seeds: Path) -> None:
    settings = compare.Settings(lang="en", as_of=date(2030, 1, 1), by="level")
    analysis = compare.analyse(compare.code(compare.read(seeds, settings)))
    assert analysis.study.settings == settings
    assert {row.key for row in analysis.comparison.rows} == {"区", "地级市", "副省级市"}


def test_verdicts_of_a_reviewed_workbook_are_in_force(analysis: compare.Analysis, seeds: Path, tmp_path: Path) -> None:
    reviewed = review(compare.write(analysis, tmp_path / "报告").files[0], tmp_path / "复核后.xlsx")
    study = compare.code(compare.read(seeds), decisions=reviewed)
    assert [d.verdict for d in study.decisions] == ["reject"]
    (decision,) = study.decisions
    assert decision.measure_id in {c.measure_id for c in analysis.study.codings[decision.paragraph_key] if c.rank}
    assert decision.measure_id not in {c.measure_id for c in study.codings.get(decision.paragraph_key, ()) if c.rank}


def review(workbook: Path, target: Path) -> Path:
    """A copy of a workbook in which somebody does not agree with the first row that has a type."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["证据与复核"]
    head = next(row for row in sheet.iter_rows(max_row=8) if any(cell.value == "复核结论" for cell in row))
    column = {cell.value: cell.column for cell in head}
    row = next(r for r in range(head[0].row + 1, sheet.max_row) if sheet.cell(r, column["类型键"]).value != "other")
    sheet.cell(row, column["复核结论"], "不同意")
    book.save(target)
    return target


# --- a report folder is as safe as with the command --------------------------------------------------------------


def test_verdicts_in_the_folder_are_not_written_over(analysis: compare.Analysis, seeds: Path, tmp_path: Path) -> None:
    workbook = compare.write(analysis, tmp_path / "报告").files[0]
    review(workbook, workbook)
    before = {path: path.read_bytes() for path in (tmp_path / "报告").iterdir()}
    with pytest.raises(OutputError, match=r"有 1 条复核意见.*decisions="):
        compare.write(analysis, tmp_path / "报告")
    assert {path: path.read_bytes() for path in (tmp_path / "报告").iterdir()} == before
    taken_over = compare.analyse(compare.code(compare.read(seeds), decisions=[workbook]))
    for _ in range(2):  # the second time the workbook is the program's own and holds the verdict in its list
        compare.write(taken_over, tmp_path / "报告")
    with pytest.raises(OutputError):
        compare.write(analysis, tmp_path / "报告")


def test_a_report_is_not_written_into_its_sources(analysis: compare.Analysis, seeds: Path) -> None:
    with pytest.raises(UsageError, match="结果文件夹"):
        compare.write(analysis, seeds)
    assert not (seeds / "manifest.json").exists()


def test_only_extras_that_there_are(analysis: compare.Analysis, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有叫“pptx”的报告；另可写的有 docx"):
        compare.write(analysis, tmp_path / "报告", extras=["pptx"])
    assert not (tmp_path / "报告").exists()


def test_one_extra_is_a_name_and_a_template_asks_for_its_report(analysis: compare.Analysis, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    compare.write(analysis, tmp_path / "一", extras="docx")
    docx.Document().save(str(tmp_path / "红头.docx"))
    compare.write(analysis, tmp_path / "二", template=tmp_path / "红头.docx")
    assert (tmp_path / "一/report.docx").exists() and (tmp_path / "二/report.docx").exists()


# --- errors and values read as sentences -------------------------------------------------------------------------


def test_an_error_is_a_sentence_in_chinese_first(tmp_path: Path, seeds: Path) -> None:
    with pytest.raises(compare.CompareError, match="没有一份文件能读出正文") as nothing:
        compare.code(compare.read(tmp_path / "没有"))
    assert "没有这个文件或文件夹" in str(nothing.value)
    assert "no such file" in nothing.value.text("en").lower()
    with pytest.raises(TaxonomyError, match="找不到分类词典“innovatoin”。可写文件路径，或用自带的：innovation"):
        compare.load_taxonomy("innovatoin")
    with pytest.raises(UsageError, match="没有“片区”这一列"):
        compare.code(compare.read(seeds, compare.Settings(by="片区")))
    (tmp_path / "坏.yaml").write_text("类型：[人才]\n", encoding="utf-8")
    with pytest.raises(TaxonomyError, match=r"坏\.yaml:1") as faulty:
        compare.load_taxonomy(tmp_path / "坏.yaml")
    assert "Problem(" not in str(faulty.value)


def test_values_are_a_line(analysis: compare.Analysis, seeds: Path) -> None:
    study = analysis.study
    values = [compare.read(seeds), study, study.taxonomy, analysis, analysis.comparison]
    values += [*study.documents, *study.paragraphs.values()]
    assert all(len(repr(value)) < 200 and "\n" not in repr(value) for value in values)
    assert repr(study).startswith("<Study: 5 documents, 149 paragraphs (107 counted)")


def test_a_notebook_shows_tables_in_which_no_text_is_markup(tmp_path: Path) -> None:
    policy = "<script>区\n科技创新规划(2021-2025年)\n一、主要任务\n1.建设科技企业孵化器,给予补贴。\n"
    (tmp_path / "x.txt").write_text(policy, encoding="utf-8")
    (tmp_path / "corpus.yaml").write_text(
        "documents:\n  - {file: x.txt, title: '<script>1</script>'}\n", encoding="utf-8"
    )
    corpus = compare.read(tmp_path / "x.txt")
    study = compare.code(corpus)
    shown = [value._repr_html_() for value in (corpus, study, study.taxonomy, compare.analyse(study))]
    assert all(html.startswith("<table>") and html.endswith("</table>") for html in shown)
    assert not any("<script" in html for html in shown)
    assert "&lt;script&gt;1&lt;/script&gt;" in shown[0] and "● 1" in shown[3]


# --- names and types --------------------------------------------------------------------------------------------


def test_every_public_name_is_there_and_nothing_heavy_is_loaded_for_it() -> None:
    code = (
        "import sys, compare\n"
        "assert not [m for m in sys.modules if m.startswith('compare.')]\n"
        "for name in compare.__all__: assert getattr(compare, name).__name__.endswith(name), name\n"
        "print([m for m in ('pandas', 'jieba', 'rjieba', 'openpyxl', 'xlsxwriter') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_a_script_with_these_names_passes_strict_type_checks(tmp_path: Path) -> None:
    assert (ROOT / "compare" / "py.typed").is_file()
    script = tmp_path / "script.py"
    wrong = 'x: int = compare.read("seeds")\ncompare.code("seeds")\n'
    for text, faults in ((SCRIPT, 0), (SCRIPT + wrong, 2)):
        script.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent",
                   f"--cache-dir={tmp_path / 'cache'}", str(script)]  # fmt: skip
        done = subprocess.run(
            command, cwd=tmp_path, env={"MYPYPATH": str(ROOT)}, capture_output=True, text=True, check=False
        )
        assert done.stdout.count(": error:") == faults, done.stdout + done.stderr


def test_what_scripts_may_get_wrong_is_told_in_words(analysis: compare.Analysis, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有“fr”这种语言；可选 zh、en"):
        compare.Settings(lang="fr")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="不能给文字“2026-11-01”"):
        compare.Settings(as_of="2026-11-01")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="路径是空的"):
        compare.read("")
    (tmp_path / "别处.txt").write_text("一、主要任务\n支持建设科技企业孵化器，给予补助。\n", encoding="utf-8")
    other = compare.analyse(compare.code(compare.read(tmp_path / "别处.txt")))
    with pytest.raises(UsageError, match="不是同一批文件"):
        compare.write(analysis, tmp_path / "报告", tools=other)
    assert not (tmp_path / "报告").exists()
