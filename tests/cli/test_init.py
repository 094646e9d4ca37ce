"""A first manifest: everything that was read, in the shape that is read back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
import yaml

from compare import lexicons
from compare.cli import main
from compare.documents.manifest import read_manifest
from compare.documents.proposal import propose_book, propose_manifest
from compare.model import Document, Fact, Metadata
from compare.pipeline import read
from tests.documents.test_compilation import HANDBOOK

pytestmark = pytest.mark.whole

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
    return [(d.file, {n: d.metadata.value(n) for n in FACTS}) for d in read([folder]).documents]


def test_read_back_every_fact_is_the_same_with_origin_manifest(folder: Path) -> None:
    before = facts(folder)
    assert main(["init", str(folder)]) == 0
    assert facts(folder) == before
    for document in read([folder]).documents:
        assert {f.origin for n in FACTS if (f := getattr(document.metadata, n))} == {"manifest"}


def test_ids_are_the_short_codes_and_parts_of_compilations_have_their_own(folder: Path) -> None:
    codes = [d.code for d in read([folder]).documents]
    main(["init", str(folder)])
    documents = read([folder]).documents
    assert [d.id for d in documents] == codes
    assert sum(d.file.startswith("市级/汇编.txt#") for d in documents) == 3
    assert not read([folder]).problems


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
    document = Document(
        id="x",
        code="x",
        file="甲.txt",
        digest="0" * 64,
        format="txt",
        metadata=Metadata(title=Fact("甲", "body", "甲")),
        paragraphs=(),
    )
    text, found = propose_manifest([document], "zh")
    assert found == (0, 5)  # place, level, genre, issuer, date
    assert propose_book([document], "zh")[1] == found
    assert "place:" in text.decode()
    assert text.decode().count("# 没有识别出来，请补") == 5


@pytest.mark.parametrize(
    ("lang", "marks"),
    [("zh", ("请核对", "没有识别出来，请补")), ("en", ("please check", "not found; please complete"))],
)
def test_what_is_left_open_is_counted_as_it_stands_in_the_list(
    lang: str, marks: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "促进科技创新若干措施\n一、对孵化器给予100万元奖励。\n二、支持企业建设重点实验室。\n"
    (folder / "甲.txt").write_text(text, encoding="utf-8")
    assert main(["init", str(folder), "--lang", lang]) == 0
    said = capsys.readouterr().out
    written = (folder / "corpus.yaml").read_text(encoding="utf-8")
    doubtful, empty = (len(re.findall(rf"[#(] ?{mark}\)?$", written, re.MULTILINE)) for mark in marks)
    assert empty >= 5
    for mark, count in zip(marks, (doubtful, empty), strict=True):
        assert (f"“{mark}”" in said) == bool(count)
        assert not count or f"{count} 项" in said or f"{count} items" in said
    (folder / "corpus.yaml").unlink()
    assert main(["init", str(folder), "--xlsx", "--lang", lang]) == 0
    sheet = openpyxl.load_workbook(folder / "corpus.xlsx").worksheets[0]
    yellow = [cell for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFF2CC"]
    assert (sum(c.value is not None for c in yellow), sum(c.value is None for c in yellow)) == (doubtful, empty)
    assert re.search(rf"空黄格 {empty} 个|{empty} empty yellow cells", capsys.readouterr().out)


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
        id=title, code=title, file=f"{title.replace('/', '')}.txt", digest="0" * 64, format="txt",
        metadata=Metadata(title=Fact(title, "body", f"{title}\n# x"), period=Fact("2023", "body")), paragraphs=(),
    )  # fmt: skip
    path.write_bytes(propose_manifest([document], "zh")[0])
    entry = read_manifest(path).entries[document.file]
    assert (entry.id, entry.facts["title"], entry.facts["period"]) == (
        title, Fact(title, "manifest"), Fact("2023", "manifest"),
    )  # fmt: skip


def test_the_text_is_yaml_in_reading_order_and_the_same_every_time(folder: Path) -> None:
    documents = read([folder]).documents
    data, _ = propose_manifest(documents, "zh")
    text = data.decode()
    assert propose_manifest(documents, "zh")[0] == data
    assert [entry["file"] for entry in yaml.safe_load(text)["documents"]] == [d.file for d in documents]
    english = yaml.safe_load(propose_manifest(documents, "en")[0])
    chinese = yaml.safe_load(text)
    names = lexicons.genre_names("zh")
    for entry in english["documents"]:
        entry["genre"] = names[entry["genre"]]
    assert english == chinese
    assert "江门市" in text and "genre: 工作方案" in text


def test_the_excel_list_is_read_back_as_the_same_facts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, codes = facts(folder), [d.code for d in read([folder]).documents]
    assert main(["init", str(folder), "--xlsx"]) == 0
    assert "corpus.xlsx" in capsys.readouterr().out
    corpus = read([folder])
    assert facts(folder) == before
    assert ([d.id for d in corpus.documents], corpus.problems) == (codes, ())
    assert {f.origin for d in corpus.documents for n in FACTS if (f := getattr(d.metadata, n))} == {"manifest"}


def test_the_excel_list_has_chinese_headings_drop_downs_and_marks(folder: Path) -> None:
    main(["init", str(folder), "--xlsx"])
    book = openpyxl.load_workbook(folder / "corpus.xlsx")
    sheet = book["文献清单"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:5] == ["文件", "编号", "地区", "层级", "上级"]
    assert "工作方案" in [cell.value for cell in sheet["G"]]
    ranges = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert {area.partition("2:")[0] for area in ranges} == {"C", "D", "G", "M"}
    lists = {cell.value for column in book["选项"].columns for cell in column}
    assert {"清城区", "副省级市", "政策解读", "是"} <= lists and book["选项"].sheet_state == "hidden"
    comment = sheet.cell(2, heads.index("地区") + 1).comment
    assert comment is not None and "正文" in comment.text
    documents = read([folder]).documents
    assert propose_book(documents, "zh")[0] == propose_book(documents, "zh")[0]


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [("C2", "火星区", "corpus.xlsx:C2: 错误：“地区”"), ("J3", "去年", "corpus.xlsx:J3: 错误：“成文日期”"),
     ("A2", None, "corpus.xlsx:2"), ("D1", "层及", "corpus.xlsx:D1"),
     ("D3", "街区", "corpus.xlsx:D3: 错误：“层级”"), ("A1", "档案", "没有“文件”这一列")],
)  # fmt: skip
def test_an_excel_list_is_checked_like_a_yaml_one(
    folder: Path, cell: str, value: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["init", str(folder), "--xlsx"])
    book = openpyxl.load_workbook(folder / "corpus.xlsx")
    book["文献清单"][cell] = value
    book.save(folder / "corpus.xlsx")
    capsys.readouterr()
    assert main(["run", str(folder), "-o", str(folder.parent / "报告")]) == 2
    assert said in capsys.readouterr().err


def test_of_a_yaml_and_an_excel_list_the_first_is_used_and_said(folder: Path, tmp_path: Path) -> None:
    main(["init", str(folder), "--xlsx"])
    (folder / "corpus.yaml").write_text("documents: [{file: jiangmen.txt, id: JM}]\n", encoding="utf-8")
    corpus = read([folder])
    assert "JM" in [d.id for d in corpus.documents]
    said = [(p.code, p.place.file) for p in corpus.problems if p.place.file.startswith("corpus")]
    assert said == [("documents.manifest-second", "corpus.xlsx")]
    assert main(["init", str(folder)]) == 2


def test_a_workbook_of_that_name_may_hold_the_texts_themselves(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["标题", "正文"], ["江门市科技创新措施", "对孵化器给予补贴，最高20万元，分两年拨付到位。"]):
        book.worksheets[0].append(row)
    book.save(tmp_path / "corpus.xlsx")
    corpus = read([tmp_path])
    assert [(d.file, d.metadata.value("district")) for d in corpus.documents] == [("corpus.xlsx#1", "江门市")]
    assert main(["init", str(tmp_path)]) == 0
    assert main(["init", str(tmp_path), "--xlsx"]) == 2


def test_a_folder_without_documents_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(tmp_path)]) == 3
    assert main(["init", str(tmp_path / "没有")]) == 2
    assert not (tmp_path / "corpus.yaml").exists()
