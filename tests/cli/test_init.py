"""A first manifest: everything that was read, in the shape that is read back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from compare.cli import main
from compare.documents.manifest import read_manifest
from compare.documents.proposal import propose_manifest
from compare.model import Document, Fact, Metadata
from compare.pipeline import read_corpus
from tests.documents.test_compilation import HANDBOOK

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FACTS = ("title", "district", "level", "parent", "issuer", "number", "issued", "period", "genre", "url")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three samples without their manifest, and a compilation in a folder below."""
    (tmp_path / "市级").mkdir()
    for name in ("qingcheng.txt", "jiangmen.txt", "zengcheng.txt"):
        shutil.copy(SEEDS / name, tmp_path / name)
    (tmp_path / "市级" / "汇编.txt").write_text("\n".join(HANDBOOK), encoding="utf-8")
    return tmp_path


def facts(folder: Path) -> list[tuple[str, dict[str, str]]]:
    return [(d.file, {n: d.metadata.value(n) for n in FACTS}) for d in read_corpus([folder]).documents]


def test_read_back_every_fact_is_the_same_with_origin_manifest(folder: Path) -> None:
    before = facts(folder)
    assert main(["init", str(folder)]) == 0
    assert facts(folder) == before
    for document in read_corpus([folder]).documents:
        assert {f.origin for n in FACTS if (f := getattr(document.metadata, n))} == {"manifest"}


def test_ids_are_the_short_codes_and_parts_of_compilations_have_their_own(folder: Path) -> None:
    codes = [d.code for d in read_corpus([folder]).documents]
    main(["init", str(folder)])
    documents = read_corpus([folder]).documents
    assert [d.id for d in documents] == codes
    assert sum(d.file.startswith("市级/汇编.txt#") for d in documents) == 3
    assert not read_corpus([folder]).problems


def test_comments_say_where_each_fact_comes_from(folder: Path) -> None:
    main(["init", str(folder)])
    text = (folder / "corpus.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 文献清单")
    line = next(x for x in text.splitlines() if "place: 江门市" in x)
    assert "# 正文:“" in line
    assert "level: 地级市" in text
    assert "# 由地区推定" in text
    assert "# 提示：文字疑被机器逐词替换" in text


def test_it_never_overwrites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "corpus.yaml").write_text("documents: []\n", encoding="utf-8")
    assert main(["init", str(folder)]) == 2
    assert (folder / "corpus.yaml").read_text(encoding="utf-8") == "documents: []\n"
    assert "已经存在" in capsys.readouterr().err


def test_it_says_what_it_wrote(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "corpus.yaml" in said
    assert "6 份文件" in said


def test_what_is_missing_is_left_empty_and_counted() -> None:
    document = Document("x", "x", "甲.txt", "0" * 64, "txt", Metadata(title=Fact("甲", "body", "甲")), ())
    text, marked = propose_manifest([document], "zh")
    assert marked == 5  # place, level, genre, issuer, date
    assert "place:" in text
    assert "# 没有识别出来，请补" in text


@pytest.mark.parametrize(
    "title",
    [
        "0123",
        "关于“人才”的措施: 试行 # 版",
        "- 行动",
        "是",
        "no",
        "1e5",
        "{甲}",
        "[2021]",
        "*星",
        "'单' \"双\"",
        "~",
    ],
)
def test_titles_survive_yaml(title: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus.yaml"
    document = Document(
        title, title, f"{title.replace('/', '')}.txt", "0" * 64, "txt",
        Metadata(title=Fact(title, "body", f"{title}\n# x"), period=Fact("2023", "body")), (),
    )  # fmt: skip
    path.write_text(propose_manifest([document], "zh")[0], encoding="utf-8")
    entry = read_manifest(path).entries[document.file]
    assert (entry.id, entry.facts["title"], entry.facts["period"]) == (
        title, Fact(title, "manifest"), Fact("2023", "manifest"),
    )  # fmt: skip


def test_the_text_is_yaml_in_reading_order_and_the_same_every_time(folder: Path) -> None:
    documents = read_corpus([folder]).documents
    text, _ = propose_manifest(documents, "zh")
    assert propose_manifest(documents, "zh")[0] == text
    assert [entry["file"] for entry in yaml.safe_load(text)["documents"]] == [d.file for d in documents]
    english = yaml.safe_load(propose_manifest(documents, "en")[0])
    assert english == yaml.safe_load(text)


def test_a_folder_without_documents_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path)]) == 3
    assert main(["init", str(tmp_path / "没有")]) == 2
    assert not (tmp_path / "corpus.yaml").exists()
