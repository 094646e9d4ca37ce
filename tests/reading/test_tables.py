"""Tables of documents: one document a row."""

from __future__ import annotations

import datetime
import io
import json
import zipfile

import pytest

from compare.model import Source
from compare.problems import Problem
from compare.reading import read_sources
from tests.reading.conftest import items, lines
from tests.reading.make_docx import zipped

TEXT = "一、总体要求\n　　建设区域科技创新中心。"
HEADER = ["province", "year", "title", "source_url", "publish_date", "full_text"]


def xlsx(*sheets: tuple[str, list[list[object]]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def split(found: list[Source | Problem]) -> tuple[list[Source], list[str]]:
    return [s for s in found if isinstance(s, Source)], [p.code for p in found if isinstance(p, Problem)]


def test_csv_with_facts(tmp_path):
    row = f'某省,2026,"2026年某省政府工作报告",https://x.example/1,2026/2/9,"{TEXT}"\n'
    sources, codes = split(items(tmp_path, "报告.csv", "\ufeff" + ",".join(HEADER) + "\n" + row + "\n" + row))
    assert [s.name for s in sources] == ["报告.csv#1", "报告.csv#3"] and not codes
    assert {k: f.value for k, f in sources[0].facts.items()} == {
        "province": "某省", "year": "2026", "title": "2026年某省政府工作报告", "url": "https://x.example/1",
        "published": "2026-02-09",
    }  # fmt: skip
    assert [(b.line, b.text) for b in sources[0].blocks] == [(1, "一、总体要求"), (2, "　　建设区域科技创新中心。")]
    assert (sources[0].encoding, sources[0].format) == ("utf-8-sig", "csv")
    assert sources[0].digest == sources[1].digest != ""


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters_and_chinese_names(tmp_path, delimiter):
    text = (
        delimiter.join(["地区", "标题", "文号", "正文", "备注"])
        + "\n"
        + delimiter.join(["望江区", "若干措施", "望府〔2023〕7号", "支持创新", "甲"])
    )
    sources, codes = split(items(tmp_path, "a.csv", text.encode("gb18030")))
    facts = {key: fact.value for key, fact in sources[0].facts.items()}
    assert facts == {"district": "望江区", "title": "若干措施", "number": "望府〔2023〕7号", "备注": "甲"} and not codes


def test_named_columns_win(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("甲,乙,正文\n望江区,真正的正文,不要\n", encoding="utf-8")
    (source,) = read_sources([path], columns={"text": "乙", "district": "甲"})
    assert lines(source) == ["真正的正文"] and source.facts["district"].value == "望江区"


def test_text_column_by_length_is_reported(tmp_path):
    sources, codes = split(items(tmp_path, "a.csv", "标题,资料\n甲," + "支持科技创新。" * 60))
    assert len(sources) == 1 and codes == ["reading.text-column-guessed"]
    _, codes = split(items(tmp_path, "b.csv", "标题,备注\n甲,乙"))
    assert codes == ["reading.no-text-column"]


def test_rows_with_faults_end_only_themselves(tmp_path):
    sources, codes = split(items(tmp_path, "a.csv", '标题,正文\n甲,支持创新\n乙,\n丙,支持,多余\n丁,"支持\n人才"\n'))
    assert [s.name for s in sources] == ["a.csv#1", "a.csv#3", "a.csv#4"] and codes == ["reading.empty-cell"]
    assert [p.code for p in sources[1].problems] == ["reading.row-too-long"]


def test_long_cells_and_quotes(tmp_path):
    long = "支持企业建设研发机构。" * 20_000
    sources, _ = split(items(tmp_path, "a.csv", f'标题,正文\n甲,"{long}""引"""\n'))
    assert lines(sources[0]) == [long + '"引"']


def test_markup_in_cells_becomes_lines(tmp_path):
    cell = "<p>第一条&nbsp;支持<b>孵化器</b>。</p><script>x</script><p>第二条 附则。</p>"
    sources, _ = split(items(tmp_path, "a.csv", f"标题,正文\n甲,{cell}"))
    assert lines(sources[0]) == ["第一条 支持孵化器。", "第二条 附则。"]


def test_xlsx_sheets_dates_and_title_rows(tmp_path):
    good = [
        ["科技政策汇编"],
        [],
        ["名称", "成文日期", "年份", "正文"],
        ["甲", datetime.datetime(2023, 4, 6), 2023.0, TEXT],
    ]
    data = xlsx(("说明", [["本表由某处编制"]]), ("政策", good), ("另一", good))
    sources, codes = split(items(tmp_path, "库.xlsx", data))
    assert [s.name for s in sources] == ["库.xlsx#政策!1", "库.xlsx#另一!1"] and not codes
    assert {k: f.value for k, f in sources[0].facts.items()} == {"title": "甲", "issued": "2023-04-06", "year": "2023"}
    one, _ = split(items(tmp_path, "b.xlsx", xlsx(("表", good))))
    assert one[0].name == "b.xlsx#1"


def test_full_excel_cell_is_suspect(tmp_path):
    sources, _ = split(items(tmp_path, "a.xlsx", xlsx(("表", [["正文"], ["支" * 32_767]]))))
    assert [p.code for p in sources[0].problems] == ["reading.cell-full"]


def altered(data: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook with a piece of one sheet's XML replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert old.encode() in parts[part]
    return zipped({**parts, part: parts[part].replace(old.encode(), new.encode())})


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("old", "new"),
    [("</row>", "</rox>"), ("</sheetData>", "</sheetData></sheetData>"), ('r="A2"', 'r="A0x"'), ("<c r", "<c s='x' r")],
)
def test_a_damaged_sheet_is_said_as_such(tmp_path, old, new):
    data = altered(xlsx(("表", [["标题", "正文"], ["甲", TEXT]])), SHEET, old, new)
    assert "reading.table-damaged" in split(items(tmp_path, "a.xlsx", data))[1]


def test_rows_before_the_damage_and_the_other_sheets_are_read(tmp_path):
    rows = [["标题", "正文"], *([f"第{n}号", TEXT] for n in range(1, 101))]
    data = altered(xlsx(("甲", rows), ("乙", rows[:2])), SHEET, '<c r="A95"', '<c r="A95>')
    sources, codes = split(items(tmp_path, "a.xlsx", data))
    assert [s.name for s in sources] == [*(f"a.xlsx#甲!{n}" for n in range(1, 94)), "a.xlsx#乙!1"]
    assert codes == ["reading.table-damaged"]


def test_jsonl_and_json(tmp_path):
    record = {"title": "甲", "content": TEXT, "tags": ["a"], "year": 2023, "none": None}
    line = json.dumps(record, ensure_ascii=False)
    sources, codes = split(items(tmp_path, "a.jsonl", f"{line}\n[]\n{{bad\n\n{line}\n"))
    assert [s.name for s in sources] == ["a.jsonl#1", "a.jsonl#2"] and codes == ["reading.bad-line"] * 2
    for value in (f"[{line},{line}]", f'{{"n":2,"data":[{line},{line}]}}'):
        assert len(split(items(tmp_path, "a.json", value))[0]) == 2
    assert split(items(tmp_path, "b.json", line))[0][0].facts["year"].value == "2023"
    assert split(items(tmp_path, "c.json", "[" * 100_000))[1] == ["reading.no-objects"]


def test_parquet(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    import pyarrow.parquet as parquet

    path = tmp_path / "a.parquet"
    parquet.write_table(pyarrow.table({"标题": ["甲", "乙"], "正文": [TEXT, None], "年份": [2023, 2024]}), path)
    sources, codes = split(list(read_sources([path])))
    assert [s.facts["year"].value for s in sources] == ["2023"] and codes == ["reading.empty-cell"]


def test_empty_and_damaged_tables(tmp_path):
    assert split(items(tmp_path, "a.csv", "标题,正文\n"))[1] == ["reading.no-rows"]
    assert split(items(tmp_path, "b.xlsx", b"PK\x03\x04broken"))[1] == ["reading.zip-damaged"]
    assert split(items(tmp_path, "c.parquet", b"PAR1" + b"x" * 50))[1][0] in (
        "reading.table-damaged",
        "reading.needs-package",
    )


CARDS = [("研发机构补助", "对新建的研发机构给予20万元补助。"), ("众创空间奖励", "给予最高50万元奖励。")]


def test_a_list_of_policies_has_its_text_where_it_says_what_is_given(tmp_path):
    rows = [
        ["某区惠企政策"],
        ["政策名称", "发文机关", "服务内容"],
        *([name, "某区科技局", text] for name, text in CARDS),
    ]
    found = items(tmp_path, "一览表.xlsx", xlsx(("表", rows)))
    assert [(s.facts["title"].value, s.blocks[0].text) for s in found if isinstance(s, Source)] == CARDS


def test_a_sheet_of_cards_is_one_document(tmp_path):
    pairs = [
        row for name, text in CARDS for row in (["政策名称", name], ["发文机关", "某区科技局"], ["服务内容", text])
    ]
    (found,) = items(tmp_path, "卡片.xlsx", xlsx(("表", [["某区惠企政策"], *pairs])))
    assert isinstance(found, Source) and found.name == "卡片.xlsx"
    assert [b.text for b in found.blocks][:4] == ["某区惠企政策", *("\t".join(pair) for pair in pairs[:3])]
    assert [b.kind for b in found.blocks] == ["heading", *["row"] * 6]


LISTS = [
    ["序号", "政策名称", "支持标准", "责任单位"],
    ["序号", "人才类别", "补贴标准（万元）", "备注"],
]


@pytest.mark.parametrize("header", LISTS)
@pytest.mark.parametrize("title", [[], [["某区惠企政策一览表"]]])
def test_a_list_of_policies_in_few_words_is_one_document(tmp_path, header, title):
    rows = [[n, name, text, "区科技局"] for n, (name, text) in enumerate(CARDS, 1)]
    (found,) = items(tmp_path, "一览表.xlsx", xlsx(("表", [*title, header, *rows])))
    assert isinstance(found, Source) and [b.kind for b in found.blocks] == ["heading"] * len(title) + ["row"] * 3
    assert found.blocks[-1].text == "\t".join(["2", *CARDS[1], "区科技局"])


@pytest.mark.parametrize("column", ["区县", "年份", "发文字号", "正文"])
def test_rows_with_a_place_a_number_or_a_text_of_their_own_stay_documents(tmp_path, column):
    rows = [[name, text, f"{column}{n}，一次性给予补助"] for n, (name, text) in enumerate(CARDS, 1)]
    found = items(tmp_path, "一览表.xlsx", xlsx(("表", [["政策名称", "支持标准", column], *rows])))
    assert [s.name for s in found if isinstance(s, Source)] == ["一览表.xlsx#1", "一览表.xlsx#2"]


def test_a_title_above_the_header_does_not_hide_the_texts(tmp_path):
    rows = [["某区文件汇编"], ["甲栏", "乙栏"], *([name, text * 20] for name, text in CARDS)]
    found = items(tmp_path, "汇编.xlsx", xlsx(("表", rows)))
    assert [s.blocks[0].text for s in found if isinstance(s, Source)] == [text * 20 for _, text in CARDS]
