"""Two runs side by side: which cells changed, by which paragraphs, because of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare.cli.differences import run_of
from compare.matrix.analysis import analyse
from compare.matrix.runs import Run, compare_runs
from compare.model import Decision, Study
from compare.pipeline import code, read
from compare.review.decisions import apply_decisions
from compare.taxonomy.files import load_taxonomy
from tests.studies import small_study


def paragraph(key: str, *types: str, words: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A record as paragraphs.jsonl has it."""
    matches = [{"keyword": word} for word in words]
    measures = [{"id": t, "matches": matches if t == types[0] else []} for t in types]
    counted = more.get("role", "measure") == "measure" and more.get("included", True)
    return {"paragraph": key, "district": "花都区", "file": "a.txt", "role": "measure", "included": True,
            "row": "花都区", "columns": [*(types or ["other"])] if counted else [],
            "text": f"第{key}段。", "measures": measures} | more  # fmt: skip


def run(*paragraphs: dict[str, Any], **more: Any) -> Run:
    """A run over a.txt (and what `files` adds), with the given parts of the manifest."""
    files: Mapping[str, Mapping[str, Any]] = {"a.txt": {}} | more.pop("files", {})
    inputs = [{"file": name, "sha256": "1", "district": "花都区", "included": True} | f for name, f in files.items()]
    settings = {"by": more.pop("by", "district")}
    return Run({"inputs": inputs, "taxonomy": {"fingerprint": "1"}, "settings": settings} | more, paragraphs)


OLD = run(paragraph("p1", "talent", words=("人才公寓",)), paragraph("p2", "fintech"), paragraph("p3"))


def test_equal_runs_differ_in_nothing() -> None:
    assert not compare_runs(OLD, OLD)
    study = run_of(analyse(small_study()))
    assert not compare_runs(study, study)


def test_a_changed_cell_has_both_counts_and_the_paragraphs_that_came_or_went() -> None:
    new = run(paragraph("p1", "talent"), paragraph("p2", "talent"), paragraph("p3"))
    changes = compare_runs(OLD, new)
    assert {(c.column, c.before, c.after, c.paragraphs) for c in changes.cells} == {
        ("talent", 1, 2, ("p2",)), ("fintech", 1, 0, ("p2",)),
    }  # fmt: skip
    assert [(p.key, p.before, p.after) for p in changes.paragraphs] == [("p2", ("fintech",), ("talent",))]


def test_an_exchange_of_paragraphs_is_a_change_though_the_count_is_the_same() -> None:
    old = run(paragraph("p1", "talent"), paragraph("p2", "fintech"))
    new = run(paragraph("p1", "fintech"), paragraph("p2", "talent"))
    changes = compare_runs(old, new)
    assert {(c.column, c.before, c.after, c.paragraphs) for c in changes.cells} == {
        ("talent", 1, 1, ("p2", "p1")), ("fintech", 1, 1, ("p1", "p2")),
    }  # fmt: skip


def test_what_is_not_counted_is_in_no_cell() -> None:
    new = run(paragraph("p1", "talent", role="goal"), paragraph("p2", "fintech", included=False), paragraph("p3"))
    changes = compare_runs(OLD, new)
    assert [(c.column, c.before, c.after) for c in changes.cells] == [("talent", 1, 0), ("fintech", 1, 0)]
    assert [p.after for p in changes.paragraphs] == [(), ()]


def test_rows_and_columns_are_those_of_the_matrix_whatever_types_a_paragraph_has() -> None:
    other = {"row": "2021", "columns": ["other"]}
    residual = paragraph("p1", "livelihood", **other)
    assert not compare_runs(run(paragraph("p1", **other)), run(residual))
    changes = compare_runs(run(residual), run(paragraph("p1", "talent", row="2021")))
    assert [(c.row, c.column) for c in changes.cells] == [("2021", "talent"), ("2021", "other")]
    assert [(p.before, p.after) for p in changes.paragraphs] == [(("other",), ("talent",))]


def test_cells_that_are_not_known_or_not_alike_are_not_compared() -> None:
    bare = [{k: v for k, v in p.items() if k not in ("row", "columns")} for p in OLD.paragraphs]
    earlier = compare_runs(run(*bare), run(paragraph("p1", "fintech")))
    assert (earlier.cells, earlier.unlike, bool(earlier)) == ((), "earlier", True)
    assert {p.key for p in earlier.paragraphs} == {"p1", "p2", "p3"}
    rows = compare_runs(OLD, run(*OLD.paragraphs, by="year"))
    assert (rows.cells, rows.unlike, bool(rows)) == ((), "rows", True)


MOVED = (paragraph("p1", "fintech", words=("科技贷款",)), *OLD.paragraphs[1:])
DECIDED = [{"paragraph": "p1", "type": "talent", "verdict": "relabel", "relabel": "fintech"}]


@pytest.mark.parametrize(
    ("new", "cause"),
    [
        (run(*MOVED, taxonomy={"fingerprint": "2"}), "taxonomy"),
        (run(*MOVED, settings={**run().manifest["settings"], "rules": "0123"}), "rules"),
        (run(*MOVED, files={"a.txt": {"sha256": "2"}}, taxonomy={"fingerprint": "2"}), "document"),
        (run(*MOVED, files={"a.txt": {"genre": "news"}}, taxonomy={"fingerprint": "2"}), "metadata"),
        (run(*MOVED, decisions=DECIDED, taxonomy={"fingerprint": "2"}), "decision"),
        (run(*MOVED, decisions=[{**DECIDED[0], "paragraph": "p2"}]), "program"),
        (run(*MOVED), "program"),
    ],
)
def test_the_cause_is_the_first_that_explains_it(new: Run, cause: str) -> None:
    (change,) = compare_runs(OLD, new).paragraphs
    assert (change.key, change.cause) == ("p1", cause)
    assert change.words == ("人才公寓", "科技贷款")


def test_documents_that_came_went_or_changed_are_named_with_their_paragraphs() -> None:
    old = run(paragraph("p1", "talent"), paragraph("q1", "talent", file="b.txt"), files={"b.txt": {}})
    new = run(paragraph("p9", "talent"), paragraph("r1", file="c.txt"), files={"a.txt": {"sha256": "2"}, "c.txt": {}})
    changes = compare_runs(old, new)
    assert (changes.documents_added, changes.documents_removed) == (("c.txt",), ("b.txt",))
    assert changes.documents_changed == ("a.txt",)
    assert [(p.key, p.cause) for p in changes.paragraphs] == [
        ("p9", "document"), ("r1", "document"), ("p1", "document"), ("q1", "document"),
    ]  # fmt: skip


def test_real_runs_by_taxonomy_decision_corpus_and_text(tmp_path: Path) -> None:
    policy, taxonomy, manifest = tmp_path / "花都区.txt", tmp_path / "t" / "t.yaml", tmp_path / "corpus.yaml"
    taxonomy.parent.mkdir()
    text = "花都区科技创新发展规划(2021-2025年)\n一、重点任务\n1.建设中试基地,给予资助。\n2.新建一批人才公寓。\n"

    def study(words: str = "人才公寓", entry: str = "", more: str = "") -> Study:
        policy.write_text(text + more, encoding="utf-8")
        taxonomy.write_text(f"人才: [{words}]\n成果: [技术交易]\n", encoding="utf-8")
        manifest.write_text(f"- {{file: 花都区.txt{entry}}}\n", encoding="utf-8")
        return code(read([policy]), load_taxonomy(taxonomy))

    first = study()
    key = next(k for k, p in first.paragraphs.items() if "人才公寓" in p.text)
    other = next(k for k, p in first.paragraphs.items() if "中试基地" in p.text)
    decided = apply_decisions(replace(first, decisions=(Decision(key, "人才", "reject"),)))
    found = {
        name: {(p.key, p.cause) for p in compare_runs(run_of(analyse(first)), run_of(analyse(new))).paragraphs}
        for name, new in {
            "words": study("人才公寓, 中试基地"), "decision": decided, "left out": study(entry=", include: no"),
            "text": study(more="3.加快技术交易市场建设。\n"),
        }.items()
    }  # fmt: skip
    assert found["words"] == {(other, "taxonomy")}
    assert found["decision"] == {(key, "decision")}
    assert found["left out"] == {(key, "metadata"), (other, "metadata")}
    assert {cause for _, cause in found["text"]} == {"document"} and len(found["text"]) == 1
