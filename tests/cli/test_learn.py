"""``policy-compare taxonomy learn`` as an analyst meets it: run, review the workbook, learn, run again."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from compare.cli import main
from compare.taxonomy.files import load_taxonomy, read_taxonomy

pytest.importorskip("sklearn")
pytestmark = pytest.mark.whole

TAXONOMY = """\
schema: 1
name: 试用分类
learned: off  # 还没有学
settings: {threshold: 3}
types:
  - {id: fund, name: 科技金融, definition: 用金融手段支持科技创新, strong: [天使母基金]}
  - {id: people, name: 人才, definition: 引进和培养人才, strong: [人才公寓]}
  - {id: park, name: 园区, definition: 建设园区, strong: [加速器]}
"""
SAID = {
    "fund": ("贷款贴息", "质押融资", "贷款风险补偿", "首次贷款贴息", "融资担保贴息", "贷款担保费用", "天使母基金投资"),
    "people": ("博士后资助", "博士后安居保障", "技能培训", "博士进站资助", "技能培训竞赛", "博士家属安置", "人才公寓"),
    "park": ("加速器",),
    "other": ("乡村道路养护", "垃圾分类", "河道治理", "绿地养护", "河道垃圾清理", "道路绿地修缮", "垃圾清理转运"),
}
DOCUMENTS = {
    "青溪区": ("由各镇街联合有关科室分批支持开展", "并在年底以前向社会公布结果"),
    "石桥区": ("围绕主导产业链的实际需要大力支持", "让企业和群众都能够看得见效果"),
    "松林区": ("各园区结合自身产业特点组织实施", "每半年听取一次企业意见建议"),
    "云台区": ("从今年起逐年扩大规模，积极推进", "所需经费在部门预算里面统筹"),
    "白沙区": ("面向全区科技型企业和单位持续做好", "区里给予一定比例的资金支持"),
}
COUNT = sum(map(len, SAID.values())) * len(DOCUMENTS)
NAMES = {"fund": "科技金融", "people": "人才", "park": "园区"}
Captured = pytest.CaptureFixture[str]


def wanted(text: str) -> str:
    return next(type_id for type_id, phrases in SAID.items() if any(f"{said}，" in text for said in phrases))


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with policies, a taxonomy, and the workbook of a run in which every paragraph was judged."""
    folder = tmp_path_factory.mktemp("学")
    (folder / "政策").mkdir()
    for place, (before, behind) in DOCUMENTS.items():
        said = [text for phrases in zip(*(p * 7 for p in SAID.values()), strict=False) for text in phrases]
        lines = [f"{n}.{before}{text}，{behind}。" for n, text in enumerate(dict.fromkeys(said), 1)]
        text = "\n".join([f"{place}促进科技创新若干措施", "一、主要措施", *lines])
        (folder / "政策" / f"{place}.txt").write_text(text, encoding="utf-8")
    (folder / "我的.yaml").write_text(TAXONOMY, encoding="utf-8")
    assert main(["run", str(folder / "政策"), "-t", str(folder / "我的.yaml"), "-o", str(folder / "结果")]) == 0
    judge(folder / "结果" / "matrix.xlsx", folder / "复核后.xlsx", verdict)
    return folder


def verdict(shown: str, text: str) -> tuple[str, str | None]:
    right = wanted(text)
    return ("同意", None) if right == shown else ("不同意", None) if right == "other" else ("改类", NAMES[right])


def judge(book_path: Path, target: Path, say: Callable[[str, str], tuple[str, str | None] | None]) -> None:
    """Fill the review columns by what `say` makes of type and text."""
    book = openpyxl.load_workbook(book_path)
    sheet = book["证据与复核"]
    head = next(row for row in sheet.iter_rows(max_row=8) if any(cell.value == "复核结论" for cell in row))
    column = {cell.value: cell.column for cell in head if cell.value}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        said = say(
            str(sheet.cell(row, column["类型键"]).value), str(sheet.cell(row, column["原文（命中词加粗标红）"]).value)
        )
        if said:
            sheet.cell(row, column["复核结论"]).value, sheet.cell(row, column["改为类型"]).value = said
    book.save(target)


@pytest.fixture
def bench(reviewed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(reviewed, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def learn(*words: str) -> int:
    return main(["taxonomy", "learn", *words])


def test_from_a_reviewed_workbook_to_better_codings(bench: Path, capsys: Captured) -> None:
    assert learn("我的.yaml", "--decisions", "复核后.xlsx") == 0
    said = capsys.readouterr().out
    assert f"复核过的段落 {COUNT} 段，来自 1 个工作簿、{len(DOCUMENTS)} 份文件；其中 35 段没有类型" in said
    assert "园区" in said and "不学，只按关键词归类" in said
    assert "95% 区间" in said
    assert said.rstrip().endswith("learned: 我的.tsv")
    assert (bench / "我的.yaml").read_text(encoding="utf-8") == TAXONOMY
    (bench / "我的.yaml").write_text(TAXONOMY.replace("learned: off", "learned: 我的.tsv"), encoding="utf-8")
    assert not [p for p in read_taxonomy(bench / "我的.yaml").problems if "learned" in p.code]
    table = load_taxonomy(bench / "我的.yaml").learned
    assert table is not None
    assert [type_id for type_id, _ in table.thresholds] == ["fund", "people"]
    (bench / "新.txt").write_text(
        "红岩区促进科技创新若干措施\n一、主要措施\n1.安排专项，逐户落实贷款贴息，让小微主体少付利息。\n"
        "2.安排专人，逐户落实河道治理，让沿岸居民住得安心。\n",
        encoding="utf-8",
    )
    assert main(["explain", "新.txt:贷款贴息", "-t", "我的.yaml"]) == 0
    explained = capsys.readouterr().out
    assert "1. 科技金融" in explained and "已学词" in explained
    (bench / "我的.yaml").write_text(TAXONOMY, encoding="utf-8")
    assert main(["explain", "新.txt:贷款贴息", "-t", "我的.yaml"]) == 0
    assert "已学词" not in capsys.readouterr().out


def test_the_same_verdicts_make_the_same_table_with_or_without_the_texts(bench: Path) -> None:
    assert learn("我的.yaml", "--decisions", "复核后.xlsx") == 0
    assert learn("我的.yaml", "政策", "--decisions", "复核后.xlsx", "-o", "weights/二.tsv") == 0
    assert (bench / "我的.tsv").read_bytes() == (bench / "weights" / "二.tsv").read_bytes()


def test_the_line_is_written_into_the_taxonomy_when_told(bench: Path, capsys: Captured) -> None:
    assert learn("我的.yaml", "--decisions", "复核后.xlsx", "-o", "weights/我的.tsv", "--apply") == 0
    assert "已写进 我的.yaml：learned: weights/我的.tsv" in capsys.readouterr().out
    text = (bench / "我的.yaml").read_text(encoding="utf-8")
    assert text == TAXONOMY.replace("learned: off", "learned: weights/我的.tsv")
    assert load_taxonomy(bench / "我的.yaml").learned


def test_a_changed_definition_is_noticed(bench: Path, capsys: Captured) -> None:
    assert learn("我的.yaml", "--decisions", "复核后.xlsx", "--apply") == 0
    path = bench / "我的.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("引进和培养人才", "只收引进"), encoding="utf-8")
    capsys.readouterr()
    assert main(["run", "政策", "-t", "我的.yaml", "-o", "再"]) == 0
    assert "类型“people”的定义改过" in capsys.readouterr().err
    assert [type_id for type_id, _ in load_taxonomy(path).learned.thresholds] == ["fund"]  # type: ignore[union-attr]


def test_an_existing_table_is_kept_unless_replacing_is_asked_for(bench: Path, capsys: Captured) -> None:
    (bench / "我的.tsv").write_text("旧", encoding="utf-8")
    assert learn("我的.yaml", "--decisions", "复核后.xlsx") == 2
    assert "--replace" in capsys.readouterr().err
    assert (bench / "我的.tsv").read_text(encoding="utf-8") == "旧"
    assert learn("我的.yaml", "--decisions", "复核后.xlsx", "--replace") == 0
    assert (bench / "我的.tsv").read_text(encoding="utf-8").startswith("# 已学词")


def test_what_gains_nothing_is_written_only_if_that_is_wanted(bench: Path, capsys: Captured) -> None:
    """The taxonomy already knows every word: there is nothing left to gain."""
    words = {t: f"strong: [{', '.join(SAID[t])}]" for t in NAMES}
    full = TAXONOMY.replace("settings: {threshold: 3}", "settings: {threshold: 2}")
    for type_id, one in (("fund", "天使母基金"), ("people", "人才公寓"), ("park", "加速器")):
        full = full.replace(f"strong: [{one}]", words[type_id])
    (bench / "我的.yaml").write_text(full, encoding="utf-8")
    assert learn("我的.yaml", "--decisions", "复核后.xlsx") == 1
    assert "没有提高" in capsys.readouterr().err
    assert not (bench / "我的.tsv").exists()
    assert learn("我的.yaml", "--decisions", "复核后.xlsx", "--anyway") == 0
    assert (bench / "我的.tsv").exists()


def only(places: int = 9, skip: str = "") -> Callable[[str, str], tuple[str, str | None] | None]:
    """Verdicts on the paragraphs of some documents, without those of a type."""
    openings = tuple(before for before, _ in DOCUMENTS.values())[:places]
    return lambda shown, text: (
        verdict(shown, text) if any(o in text for o in openings) and wanted(text) != skip else None
    )


@pytest.mark.parametrize(
    ("say", "sentence"),
    [
        (lambda shown, text: None, "没有可用的复核结论"),
        (only(2), "只来自 2 份文件，至少要 3 份"),
        (only(4), "只有 88 段，至少要 100 段"),
    ],
)
def test_too_little_is_refused_with_the_numbers(
    bench: Path, capsys: Captured, say: Callable[[str, str], tuple[str, str | None] | None], sentence: str
) -> None:
    judge(bench / "结果" / "matrix.xlsx", bench / "少.xlsx", say)
    assert learn("我的.yaml", "--decisions", "少.xlsx") == 2
    assert sentence in capsys.readouterr().err
    assert not (bench / "我的.tsv").exists()


def test_types_without_enough_paragraphs_are_refused_together(bench: Path, capsys: Captured) -> None:
    judge(
        bench / "结果" / "matrix.xlsx",
        bench / "无.xlsx",
        lambda shown, text: ("不同意", None) if shown != "other" else ("同意", None),
    )
    assert learn("我的.yaml", "--decisions", "无.xlsx") == 2
    assert "没有一个类型够学" in capsys.readouterr().err


def test_several_workbooks_add_up(bench: Path, capsys: Captured) -> None:
    judge(bench / "结果" / "matrix.xlsx", bench / "甲.xlsx", only(3))
    judge(bench / "结果" / "matrix.xlsx", bench / "乙.xlsx", verdict)
    assert learn("我的.yaml", "--decisions", "甲.xlsx", "--decisions", "乙.xlsx") == 0
    assert f"{COUNT} 段，来自 2 个工作簿" in capsys.readouterr().out


def test_without_a_look_at_other_it_is_said_what_cannot_be_learned(bench: Path, capsys: Captured) -> None:
    judge(bench / "结果" / "matrix.xlsx", bench / "甲.xlsx", only(skip="other"))
    assert learn("我的.yaml", "--decisions", "甲.xlsx", "--anyway") in (0, 2)
    assert "没有复核过“其他”里的段落" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("我的.yaml", "--decisions", "没有.xlsx"), "没有.xlsx"),
        (("我的.yaml", "--decisions", "我的.yaml"), "复核工作簿打不开"),
        (("没有.yaml", "--decisions", "复核后.xlsx"), "找不到分类词典"),
        (("innovation", "--decisions", "复核后.xlsx"), "taxonomy new"),
        (("我的.yaml", "--decisions", "复核后.xlsx", "-o", "政策/青溪区.txt"), ".tsv"),
        (("我的.yaml",), "--decisions"),
    ],
)
def test_wrong_words_are_answered_with_a_sentence(
    bench: Path, capsys: Captured, words: tuple[str, ...], sentence: str
) -> None:
    assert learn(*words) in (2, 3)
    said = capsys.readouterr().err
    assert sentence in said
    assert "内部出错" not in said


def test_a_taxonomy_that_counts_is_refused(bench: Path, capsys: Captured) -> None:
    counting = TAXONOMY.replace("settings: {threshold: 3}", "settings: {method: count}")
    (bench / "我的.yaml").write_text(counting, encoding="utf-8")
    assert learn("我的.yaml", "--decisions", "复核后.xlsx") == 2
    assert "method" in capsys.readouterr().err


def test_without_the_library_the_extra_is_named(bench: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn", None)
    assert learn("我的.yaml", "--decisions", "复核后.xlsx") == 2
    assert '"policy-compare[learn]"' in capsys.readouterr().err


def test_verdicts_for_another_taxonomy_are_said(bench: Path, capsys: Captured) -> None:
    other = TAXONOMY.replace("id: people", "id: talent")
    (bench / "别的.yaml").write_text(other, encoding="utf-8")
    assert learn("别的.yaml", "--decisions", "复核后.xlsx", "--anyway") in (0, 2)
    assert "类型不在这份词典里" in capsys.readouterr().err


def test_in_english(bench: Path, capsys: Captured) -> None:
    assert learn("我的.yaml", "--decisions", "复核后.xlsx", "--lang", "en") == 0
    said = capsys.readouterr().out
    assert f"{COUNT} reviewed paragraphs from 1 workbooks" in said
    assert "95 % interval" in said and "write this line into 我的.yaml" in said
