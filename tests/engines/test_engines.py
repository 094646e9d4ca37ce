"""Wherever the work runs: the same order, the same bytes, and one bad document never ends a run."""

from __future__ import annotations

import gc
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare import one_file
from compare.cli import main
from compare.engines import ENGINES, loads, local
from compare.engines.collector import collector_at_rest
from compare.engines.loads import Step
from compare.model import Document
from compare.pipeline import Corpus, Work, code, read
from compare.taxonomy.files import load_taxonomy

pytestmark = pytest.mark.whole

HERE = [("local", 1), ("local", 2)]
DASK = pytest.param("dask", 2, marks=pytest.mark.skipif(not importlib.util.find_spec("dask"), reason="no dask"))
PLACES = ("花都区", "增城区", "从化区", "清城区", "江门市", "佛山市")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six plans; each is a load of its own, and already two loads are worth a pool of processes."""
    monkeypatch.setattr(local, "_WORTH_A_POOL", 2)
    monkeypatch.setattr(loads, "_LOAD", 1)
    policies = tmp_path / "政策"
    policies.mkdir()
    for number, place in enumerate(PLACES):
        text = (
            f"{place}科技创新发展规划(2021-2025年)\n一、重点任务\n"
            f"(一){place}新建人才公寓{number + 2}00套,优先保障青年科技人员入住。\n"
            f"(二){place}支持孵化器建设,对新认定的给予{number + 1}0万元奖励,到2025年达到{number + 5}家。\n"
            f"二、保障措施\n(一){place}加强组织领导,由区科技局牵头落实。\n"
        )
        (policies / f"{place}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "t.yaml").write_text("人才: [人才公寓]\n载体: [孵化器]\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("engine", "jobs"), [*HERE, ("local", 0), DASK])
def test_results_come_in_the_order_of_the_items(folder: Path, engine: str, jobs: int) -> None:
    assert list(ENGINES[engine](len, ["政策", "措", "科技局"], jobs)) == [2, 1, 3]
    assert list(ENGINES[engine](len, [], jobs)) == []


@pytest.mark.parametrize(("engine", "jobs"), [HERE[1], DASK])
def test_reports_are_the_same_bytes(folder: Path, engine: str, jobs: int) -> None:
    written = []
    for name, how in (("甲", HERE[0]), ("乙", (engine, jobs))):
        words = ["run", folder / "政策", "-o", folder / name, "-t", folder / "t.yaml"]
        assert main([*map(str, words), "--engine", how[0], "--jobs", str(how[1])]) == 0
        written.append({p.name: p.read_bytes() for p in (folder / name).iterdir()})
    assert written[0] == written[1]
    assert len(written[0]) >= 8


@pytest.mark.parametrize(("engine", "jobs"), [*HERE, DASK])
def test_a_document_that_cannot_be_coded_is_a_problem_and_the_others_go_on(
    folder: Path, engine: str, jobs: int
) -> None:
    corpus = read([folder / "政策"])
    taxonomy = load_taxonomy(folder / "t.yaml")
    bad = corpus.documents[2]
    broken = replace(bad, paragraphs=tuple(replace(p, text=None) for p in bad.paragraphs))
    documents: Sequence[Document] = [broken if d is bad else d for d in corpus.documents]
    study = code(Corpus(documents=tuple(documents), problems=()), taxonomy, work=Work(ENGINES[engine], jobs))
    (problem,) = study.problems
    assert (problem.code, problem.severity, problem.place.file) == ("documents.failed", "error", bad.file)
    assert "NoneType" in dict(problem.details)["detail"]
    rest = code(Corpus(documents=tuple(d for d in corpus.documents if d is not bad), problems=()), taxonomy)
    assert (study.documents, study.codings, study.targets) == (rest.documents, rest.codings, rest.targets)


@pytest.mark.parametrize("step", ["build_document", "split_compilation", "code_document"])
def test_a_fault_of_any_step_is_said_and_the_report_has_the_others(
    folder: Path, step: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = getattr(one_file, step)

    def fail(item: Any, *more: Any, **named: Any) -> Any:
        if "从化区" in (getattr(item, "file", "") or item.name):
            raise ZeroDivisionError("division by zero")
        return real(item, *more, **named)

    monkeypatch.setattr(one_file, step, fail)
    out = folder / "报告"
    words = ["run", folder / "政策", "-o", out, "-t", folder / "t.yaml", "--jobs", "1"]
    assert main([str(word) for word in words]) == 0
    said = capsys.readouterr()
    assert "从化区.txt" in said.err and "division by zero" in said.err and "documents.failed" not in said.err
    assert "5 份文件" in said.out
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert sorted(item["file"] for item in manifest["inputs"]) == sorted(f"{p}.txt" for p in PLACES if p != "从化区")
    assert [(p["code"], p["file"]) for p in manifest["problems"]] == [("documents.failed", "从化区.txt")]
    assert main([*(str(word) for word in words), "--strict"]) == 1


@pytest.mark.skipif(bool(importlib.util.find_spec("dask")), reason="Dask is installed")
def test_without_dask_the_user_is_told_what_to_install(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["run", folder / "政策", "-o", folder / "报告", "-t", folder / "t.yaml", "--engine", "dask"]
    assert main([str(word) for word in words]) == 2
    assert "policy-compare[dask]" in capsys.readouterr().err
    assert not (folder / "报告").exists()


def test_a_scheduler_that_dask_is_set_to_is_used() -> None:
    dask = pytest.importorskip("dask")
    used = []

    def scheduler(graph: Any, keys: Any, **_: Any) -> Any:
        used.append(len(keys))
        return dask.get(graph, keys)

    with dask.config.set(scheduler=scheduler):
        assert list(ENGINES["dask"](len, ["政策", "措"], 2)) == [2, 1]
    assert used == [2]


def test_loads_are_full_and_the_heaviest_is_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads, "_LOAD", 10)
    assert loads.share_out([1, 20, 5, 5, 4, 0]) == [[1], [2, 3], [4, 0, 5]]
    assert loads.share_out([]) == []


def test_results_of_loads_come_in_the_order_of_the_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads, "_LOAD", 3)
    monkeypatch.setattr(local, "_WORTH_A_POOL", 2)
    words = ["政策", "措", "科技局", "", "规划"]
    for jobs in (1, 2):
        told: list[Step] = []
        work = Work(jobs=jobs, progress=told.append)
        assert work.map("read", len, words, [len(word) for word in words]) == [2, 1, 3, 0, 2]
        assert told == [Step("read", *done) for done in ((0, 5, 0, 8), (1, 5, 3, 8), (3, 5, 7, 8), (5, 5, 8, 8))]


def test_the_collector_rests_for_a_run_and_is_as_before(folder: Path) -> None:
    seen: list[bool] = []
    frozen = gc.get_freeze_count()
    with collector_at_rest():
        seen.append(gc.isenabled())
        with collector_at_rest():
            seen.append(gc.isenabled())
        seen.append(gc.isenabled())
    assert seen == [False, False, False]
    assert gc.isenabled() and gc.get_freeze_count() == frozen
    with pytest.raises(ZeroDivisionError), collector_at_rest():
        raise ZeroDivisionError
    assert gc.isenabled() and gc.get_freeze_count() == frozen


def test_the_library_leaves_the_collector_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "disable", lambda: pytest.fail("the collector of somebody else's program"))
    read([folder / "政策"], taxonomies=[load_taxonomy(folder / "t.yaml")])
