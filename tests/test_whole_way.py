"""The whole way on one screen: every kind of file at once, the same bytes for any number of workers."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

import compare
from compare.cli import main
from compare.coding import code_document
from compare.engines import loads, local
from compare.model import Study, Taxonomy
from compare.pipeline import Work, code, read
from compare.taxonomy.files import load_taxonomy

pytestmark = pytest.mark.whole

WORDS = ("引导高校院所开放实验室", "组织企业家研修活动", "完善知识产权保护机制", "推动园区绿色低碳转型")


def plan(place: str, kind: str = "科技创新发展规划", extra: str = "") -> str:
    return (
        f"{place}{kind}(2021-2025年)\n一、重点任务\n(一){place}新建人才公寓{len(place)}00套,优先保障青年科技人员入住。\n"
        f"(二){place}支持孵化器建设,对新认定的给予20万元奖励,到2025年达到{len(kind)}家,由区科技局牵头落实。\n{extra}"
    )


def policy(title: str, number: int) -> str:
    clause = "支持孵化器和人才公寓建设,逐步提升服务水平"
    articles = "".join(f"第{n}条 {words},{clause}。\n" for n, words in zip("一二三四", WORDS, strict=True))
    return f"{title}\n云政发〔2023〕{number}号\n各区县人民政府,市直各部门:\n{articles}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plain files, two of one title, copies, a compilation, a table, an archive, a manifest, a file that is none."""
    monkeypatch.setattr(local, "_WORTH_A_POOL", 2)
    monkeypatch.setattr(loads, "_LOAD", 1)
    where = tmp_path / "政策"
    (where / "下级").mkdir(parents=True)
    texts = {f"{place}.txt": plan(place) for place in ("花都区", "增城区", "江门市")}
    texts["同名.txt"] = plan("花都区", extra="".join(f"(三){words}。\n" * 2 for words in WORDS))
    texts["下级/抄件.txt"] = plan("增城区")
    texts["汇编.txt"] = policy("云溪市人民政府关于加强创新平台建设的意见", 1) + policy("云溪市促进成果转化办法", 2)
    for name, text in texts.items():
        (where / name).write_text(text, encoding="utf-8")
    rows = io.StringIO()
    documents = [[f"{place}行动方案", plan(place, "行动方案")] for place in ("清城区", "佛山市")]
    csv.writer(rows).writerows([["标题", "正文"], *documents])
    (where / "库.csv").write_text(rows.getvalue(), encoding="utf-8")
    with zipfile.ZipFile(where / "包.zip", "w") as archive:
        archive.writestr("从化区.txt", plan("从化区"))
    (where / "坏.docx").write_bytes(b"PK\x03\x04")
    (where / "corpus.yaml").write_text(
        "- {file: 江门市.txt, id: JM}\n- {file: 包.zip/从化区.txt, place: 从化区}\n- {file: 未收到}\n",
        encoding="utf-8",
    )
    (tmp_path / "t.yaml").write_text("人才: [人才公寓]\n载体: [孵化器]\n", encoding="utf-8")
    (tmp_path / "u.yaml").write_text("资金: [奖励]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def taxonomy(folder: Path) -> Taxonomy:
    return load_taxonomy(folder / "t.yaml")


def written(folder: Path, name: str, jobs: int) -> dict[str, bytes]:
    words = ["run", folder / "政策", "-o", folder / name, "-t", folder / "t.yaml", "-t", folder / "u.yaml"]
    assert main([*map(str, words), "--jobs", str(jobs), "--as-of", "2026-11-01"]) == 0
    return {path.name: path.read_bytes() for path in (folder / name).iterdir()}


def test_one_worker_or_two_write_the_same_bytes(folder: Path) -> None:
    one = written(folder, "甲", 1)
    assert one == written(folder, "乙", 2)
    manifest = json.loads(one["manifest.json"])
    files = {item["file"] for item in manifest["inputs"]}
    assert {"汇编.txt#1", "汇编.txt#2", "库.csv#1", "库.csv#2", "包.zip/从化区.txt", "同名.txt"} <= files
    assert {"documents.manifest-no-match", "documents.compilation"} <= {p["code"] for p in manifest["problems"]}
    assert "坏.docx" in {p["file"] for p in manifest["problems"]}


def everything(study: Study) -> object:
    return (
        study.documents, study.codings, study.targets, study.amounts, study.programmes, study.bodies,
        study.intensities, study.type_intensities, study.problems,
    )  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
def test_coding_while_reading_finds_what_coding_afterwards_finds(folder: Path, taxonomy: Taxonomy, jobs: int) -> None:
    other, work = load_taxonomy(folder / "u.yaml"), Work(jobs=jobs)
    together = read([folder / "政策"], taxonomies=(taxonomy, other), work=work)
    apart = read([folder / "政策"])
    assert together.findings and not apart.findings
    for each in (taxonomy, other):
        assert everything(code(together, each)) == everything(code(apart, each, work=work))


def test_what_was_found_follows_a_document_to_its_second_id(folder: Path, taxonomy: Taxonomy) -> None:
    corpus = read([folder / "政策"], taxonomies=(taxonomy,))
    twins = [d for d in corpus.documents if d.file in ("花都区.txt", "同名.txt")]
    assert twins[0].id.startswith(twins[1].id) or twins[1].id.startswith(twins[0].id)
    for document, finding in zip(corpus.documents, corpus.findings[taxonomy.fingerprint], strict=True):
        assert finding == code_document(document, taxonomy)
    study = code(corpus, taxonomy)
    keys = {p.key for p in max(twins, key=lambda d: len(d.id)).paragraphs}
    assert keys & set(study.codings) and keys & {t.paragraph_key for t in study.targets}
    assert all(t.id.startswith(t.paragraph_key) for t in (*study.targets, *study.amounts))


def test_a_taxonomy_changed_after_reading_is_coded_anew(folder: Path, taxonomy: Taxonomy) -> None:
    corpus = read([folder / "政策"], taxonomies=(taxonomy,))
    (folder / "t.yaml").write_text("人才: [人才公寓, 科技人员]\n", encoding="utf-8")
    changed = load_taxonomy(folder / "t.yaml")
    assert code(corpus, changed).codings != code(corpus, taxonomy).codings


def test_the_public_names_go_the_same_way(folder: Path, taxonomy: Taxonomy) -> None:
    study = compare.code(compare.read(folder / "政策"), taxonomy)
    assert everything(study) == everything(code(read([folder / "政策"]), taxonomy))
    paths = compare.write(compare.analyse(study), folder / "丙").files
    assert {"matrix.xlsx", "report.md"} <= {path.name for path in paths}
    assert set(compare.__all__) <= set(dir(compare))
    with pytest.raises(AttributeError):
        compare.nothing  # noqa: B018
