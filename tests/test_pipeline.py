"""Files to a study: order, identity, what is wrong, and the same result wherever the work runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compare.engines import ENGINES
from compare.engines.loads import Step
from compare.matrix.comparison import build_comparison
from compare.matrix.keywords import find_distinctive
from compare.model import Document, Settings, Study, Taxonomy
from compare.pipeline import Work, code, read
from compare.problems import CompareError, ManifestError
from compare.taxonomy.files import load_taxonomy

BODY = "统筹各方资源,建设一批各具特色的服务载体,引导社会力量参与运营管理,逐步提升整体服务水平。"


def plan(place: str, period: str = "2021-2025", extra: str = "") -> str:
    return (
        f"{place}科技创新规划({period}年)\n一、培育企业\n"
        f"{place}建立高新技术企业培育库,对入库企业给予20万元奖励。\n{extra or BODY}\n"
        f"二、建设载体\n{place}支持孵化器建设,到2025年达到30家。\n三、保障措施\n{place}加强组织领导,由区科技局牵头落实。\n"
    )


@pytest.fixture
def taxonomy(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    path = tmp_path_factory.mktemp("taxonomy") / "t.yaml"
    path.write_text("企业: [高新技术企业]\n载体: [孵化器]\n", encoding="utf-8")
    return load_taxonomy(path)


Store = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    def write(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".yaml" if path.name == "corpus" else ".txt").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def order(documents: Sequence[Document]) -> list[str]:
    return [d.district for d in documents]


def test_without_a_manifest_provinces_come_first_and_districts_in_table_order(store: Store) -> None:
    folder = store(
        a=plan("清城区"), b=plan("江门市"), c=plan("增城区"), d=plan("广东省"), e=plan("广州市"), f=plan("花都区")
    )
    found = order(read([folder]).documents)
    assert found == ["广东省", "广州市", "江门市", "增城区", "花都区", "清城区"]


def test_the_manifest_gives_order_identity_and_facts(store: Store) -> None:
    folder = store(
        a=plan("清城区"), b=plan("江门市"), c=plan("花都区"),
        corpus="- {file: c.txt, id: HD}\n- {file: a.txt, place: 增城区, include: false}\n",
    )  # fmt: skip
    documents = read([folder]).documents
    assert [(d.file, d.district, d.included) for d in documents] == [
        ("c.txt", "花都区", True), ("a.txt", "增城区", False), ("b.txt", "江门市", True),
    ]  # fmt: skip
    assert (documents[0].id, documents[0].code, documents[2].code) == ("HD", "HD", "江门2021")


def test_a_manifest_above_a_file_names_it_by_its_path_up_to_the_folder_given(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = store(
        sub__b=plan("江门市"),
        sub__a=plan("花都区"),
        corpus="- {file: sub/b.txt, id: JM}\n- {file: sub/a.txt, id: HD}\n",
    )
    monkeypatch.chdir(folder / "sub")
    for given in (folder, Path(".."), folder / "sub" / "..", folder / "*" / "*.txt", folder / "sub/../sub/../*"):
        assert [d.id for d in read([given]).documents] == ["JM", "HD"], given
    for files in ([folder / "sub"], [Path()], [Path("a.txt"), Path("b.txt")], [folder / "sub" / "*.txt"]):
        corpus = read(files)
        assert not {"JM", "HD"} & {d.id for d in corpus.documents}, files
        assert corpus.problems == ()


@pytest.mark.parametrize("name", ["corpus.yml", "Corpus.YAML", "corpus.yaml"])
def test_a_manifest_may_end_in_yml(store: Store, name: str) -> None:
    folder = store(a=plan("花都区"))
    (folder / name).write_text("- {file: a.txt, id: HD}\n- {file: b.txt}\n", encoding="utf-8")
    corpus = read([folder])
    assert [d.id for d in corpus.documents] == ["HD"]
    assert [p.place.file for p in corpus.problems] == [name]


def test_of_two_manifests_in_a_folder_one_is_used_and_the_other_named(store: Store) -> None:
    folder = store(a=plan("花都区"), corpus="- {file: a.txt, id: HD}\n")
    (folder / "corpus.yml").write_text("- {file: a.txt, id: XX}\n", encoding="utf-8")
    corpus = read([folder])
    assert [d.id for d in corpus.documents] == ["HD"]
    assert [(p.code, p.place.file) for p in corpus.problems] == [("documents.manifest-second", "corpus.yml")]


def test_entries_without_a_file_are_said_with_the_nearest_name(store: Store) -> None:
    folder = store(
        sub__huadu=plan("花都区"), b=plan("江门市"),
        corpus="- {file: 'sub\\huadu.txt', id: HD}\n- {file: sub/huadu2.txt}\n- {file: 完全不同}\n"
        "- {file: B.TXT, id: JM}\n",
    )  # fmt: skip
    corpus = read([folder])
    assert {d.id for d in corpus.documents} == {"HD", "JM"}
    said = {p.code: dict(p.details) for p in corpus.problems}
    assert said == {
        "documents.manifest-near-match": {"name": "sub/huadu2.txt", "near": "sub/huadu.txt"},
        "documents.manifest-no-match": {"name": "完全不同"},
    }
    single = read([folder / "b.txt"])
    assert [p.details for p in single.problems if p.code == "documents.manifest-near-match"] == []


def test_equal_ids_end_no_run(store: Store, taxonomy: Taxonomy) -> None:
    extra = "新增一段完全不同的话,支持高校院所共建研发机构。" * 4
    rows = "".join(f"- {{file: {name}.txt, id: {code}}}\n" for name, code in (("a", "HD"), ("b", "HD"), ("c", "HDb")))
    folder = store(a=plan("花都区"), b=plan("增城区", extra=extra), c=plan("江门市"), corpus=rows)
    study = code(read([folder]), taxonomy)
    assert [d.code for d in study.documents] == ["HD", "HDb", "HDbb"]
    assert len({d.id for d in study.documents}) == 3
    assert "documents.manifest-duplicate-id" in {p.code for p in study.problems}
    find_distinctive(study, build_comparison(study))


def test_files_of_one_title_are_two_documents(store: Store) -> None:
    folder = store(a=plan("花都区"), b=plan("花都区", extra="新增一段完全不同的话,支持高校院所共建研发机构。" * 4))
    first, second = read([folder]).documents
    assert (first.code, second.code) == ("花都2021", "花都2021b")
    assert first.id != second.id
    assert not {p.key for p in first.paragraphs} & {p.key for p in second.paragraphs}


def test_copies_are_left_out_and_validity_is_checked_at_a_date(store: Store) -> None:
    folder = store(a=plan("花都区"), b=plan("花都区"))
    assert [d.included for d in read([folder]).documents] == [True, False]
    dated = read([folder], Settings(as_of=date(2026, 11, 1))).documents
    assert all("expired" in {f.code for f in d.flags} for d in dated)


def test_what_is_wrong_is_listed_and_the_rest_goes_on(store: Store) -> None:
    folder = store(a=plan("花都区"), b="扫一扫在手机打开当前页\n", corpus="- {file: 完全不同}\n")
    (folder / "c.bin").write_bytes(b"\x00\x01")
    corpus = read([folder, folder / "missing.txt"])
    assert {"documents.manifest-no-match", "documents.no-paragraphs"} <= {p.code for p in corpus.problems}
    assert len({p.code for p in corpus.problems}) >= 3
    assert "花都区" in order(corpus.documents)
    assert not any(d.file == "corpus.yaml" for d in corpus.documents)


def test_faulty_manifests_end_a_run_before_any_document_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store(a=plan("花都区"), corpus="- {file: a.txt, lvel: 区}\n")
    (folder / "下级").mkdir()
    (folder / "下级" / "corpus.yml").write_text("- {file: b.txt, issued: 去年}\n", encoding="utf-8")
    monkeypatch.setattr("compare.one_file.read_file", lambda *_: pytest.fail("a document was read"))
    with pytest.raises(ManifestError) as caught:
        read([folder])
    assert [str(p.place) for p in caught.value.problems] == ["corpus.yaml:1:17", "下级/corpus.yml:1:25"]


def test_manifests_that_a_pattern_leads_to_are_read_before_any_document(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = store(sub__a=plan("花都区"), sub__corpus="- {file: a.txt, lvel: 区}\n")
    monkeypatch.setattr("compare.one_file.read_file", lambda *_: pytest.fail("a document was read"))
    for given in (folder / "*" / "a.txt", folder / "sub" / "a.txt"):
        with pytest.raises(ManifestError) as caught:
            read([given])
        assert [p.code for p in caught.value.problems] == ["documents.manifest-misspelt-field"]


def test_a_study_holds_all_that_is_found(store: Store, taxonomy: Taxonomy) -> None:
    study = code(read([store(a=plan("花都区"), b=plan("江门市"))]), taxonomy)
    main = {study.paragraphs[k].text[3:9]: c[0].measure_id for k, c in study.codings.items() if c[0].rank}
    assert main == {"建立高新技术": "企业", "支持孵化器建": "载体"}
    assert len(study.amounts) == 2
    assert {t.document_id for t in study.targets} == {d.id for d in study.documents}
    assert set(study.intensities) == {p.key for d in study.documents for p in d.paragraphs if p.counted}
    assert all(key in study.intensities for key, _ in study.type_intensities)
    assert study.bodies
    assert study.by_id[study.documents[0].id] is study.documents[0]


def same(one: Study, two: Study) -> bool:
    return all(
        getattr(one, name) == getattr(two, name)
        for name in (
            "documents",
            "codings",
            "targets",
            "amounts",
            "programmes",
            "bodies",
            "intensities",
            "type_intensities",
            "problems",
        )
    ) and list(one.codings) == list(two.codings)


@pytest.mark.whole
def test_neither_order_of_files_nor_workers_change_the_study(store: Store, taxonomy: Taxonomy) -> None:
    places = ["花都区", "增城区", "江门市", "清城区", "广州市"]
    folder = store(
        **{f"f{n:02d}": plan(places[n % 5], f"20{10 + n}-20{15 + n}", f"第{n}号文件。{BODY}{n}") for n in range(41)}
    )
    files = sorted(folder.glob("*.txt"))
    reference = code(read(files), taxonomy)
    assert same(reference, code(read(files[::-1]), taxonomy))
    assert same(reference, code(read([folder]), taxonomy))
    assert same(reference, code(read([folder]), taxonomy, work=Work(jobs=2)))
    assert len(reference.documents) == 41


def test_any_engine_that_keeps_the_order_will_do(store: Store, taxonomy: Taxonomy) -> None:
    calls: list[int] = []

    def engine(function: Callable[[Any], Any], items: Sequence[Any], jobs: int) -> Iterator[Any]:
        calls.append(jobs)
        yield from [function(item) for item in items]

    corpus = read([store(a=plan("花都区"))])
    assert same(code(corpus, taxonomy, work=Work(engine, 3)), code(corpus, taxonomy))
    assert calls == [3]
    assert set(ENGINES) >= {"local", "dask"}


def test_progress_is_told_step_by_step(store: Store, taxonomy: Taxonomy) -> None:
    told: list[Step] = []
    work = Work(progress=told.append)
    corpus = read([store(a=plan("花都区"), b=plan("江门市"))], work=work)
    code(corpus, taxonomy, work=work)
    assert [(step.name, step.done, step.total) for step in told] == [
        (name, done, 2) for name in ("read", "code") for done in (0, 2)
    ]
    assert all(step.weight == step.whole * step.done // 2 > -1 for step in told) and told[0].whole > 0


def test_an_empty_folder_is_an_empty_corpus_that_cannot_be_coded(tmp_path: Path, taxonomy: Taxonomy) -> None:
    corpus = read([tmp_path])
    assert corpus.documents == ()
    with pytest.raises(CompareError, match="没有可读的文件"):
        code(corpus, taxonomy)
