import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare.cli import main
from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Study
from compare.reports.docx import write_docx
from compare.reports.docx.flow import (
    Heading,
    Item,
    Run,
    Table,
    Text,
    new_markdown,
    note_targets,
    read_flow,
    with_notes,
    words_of,
)
from compare.reports.docx.package import render_docx
from compare.reports.docx.tables import extent, fit
from compare.reports.edition import WordOrder
from compare.reports.narrative import build_narrative
from compare.reports.narrative.markup import Md, anchor, bullets, table
from tests.office import starts_office
from tests.reports.light import write_reports
from tests.studies import H, P, build, small_study, wide_study

pytestmark = pytest.mark.whole

docx = pytest.importorskip("docx")
SOFFICE = shutil.which("soffice")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HALVES = {"Cell": 120, "CellSmall": 105, "CellTiny": 90}
"""twips of half a 小四, 五号 and 小五 character"""
ATTACK = "</w:t></w:r><script>alert(1)</script>|&amp;\x0b“引号”**星号**[链](#e-0)高新技术企业\ufffe"


def rendered(study: Study, annex: bool = True) -> bytes:
    return render_docx(build_narrative(Analysis(study, build_comparison(study))), WordOrder(annex=annex))


def opened(study: Study, annex: bool = True) -> Any:
    return docx.Document(io.BytesIO(rendered(study, annex)))


def english(study: Study) -> Study:
    return replace(study, settings=replace(study.settings, lang="en"))


def headings(document: Any, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == f"Heading {level}"]


def everything(document: Any) -> str:
    """All words in order, those of links and tables as well; paragraphs end in a line end."""
    paragraphs = document.element.body.iter(f"{W}p")
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in paragraphs)


# --- what it says -----------------------------------------------------------------------------------------------


def test_chapters_are_those_of_the_narrative() -> None:
    for study in (small_study(), english(small_study()), wide_study(20)):
        narrative = build_narrative(Analysis(study, build_comparison(study)))
        document = opened(study)
        assert headings(document, 1) == [section.title for section in narrative.sections]
        sources = "注释" if study.settings.lang == "zh" else "Notes"
        assert headings(opened(study, annex=False), 1) == [*(s.title for s in narrative.body), sources]
        assert document.paragraphs[0].style.name == "One Page Title"
        assert document.paragraphs[0].text.replace("\n", "").replace(" ", "") == narrative.title.replace(" ", "")


def test_no_word_of_the_narrative_is_lost() -> None:
    study = small_study()
    text = everything(opened(study))
    markdown = new_markdown()
    seen = 0
    for section in build_narrative(Analysis(study, build_comparison(study))).sections[:-1]:
        for block in read_flow(section.body, markdown):
            lines = (block.header, *block.rows) if isinstance(block, Table) else ((block.line,),)
            for line in (line for row in lines for line in row):
                assert words_of(line) in text
                seen += 1
    assert seen > 300


def test_second_level_headings_count_from_one_in_each_chapter() -> None:
    chinese, foreign = headings(opened(small_study()), 2), headings(opened(english(small_study())), 2)
    firsts = [h for h in chinese if h.startswith("（一）")]
    assert firsts[:3] == ["（一）企业培育", "（一）独有的内容", "（一）各地区的着力处"]
    assert len({h for h in chinese if h.startswith("（二）")}) >= 3
    assert "（二）措施的实与虚" in chinese
    assert "8.1 What each district stresses" in foreign and any(
        re.fullmatch(r"A\d\.1 Profiles", heading) for heading in foreign
    )


def test_lists_become_numbered_items() -> None:
    text = [p.text for p in opened(small_study()).paragraphs]
    assert any(line.startswith("1.云州市的措施共6条") for line in text)
    assert any(line.startswith("（1）") for line in text)
    assert not any(line.startswith(("- ", "|", "#", ">")) for line in text)


def test_markdown_is_taken_apart() -> None:
    body = Md(
        "**甲区**：见[● 2](#e-ab)<sup>［[7](#e-cd) 等2处］</sup>。\n\n"
        + bullets(["1.句首的数字", Md("二\n    - 内层一\n    - 内层二")])
        + "\n\n### 小标题\n\n"
        + table(["项", "数"], [["a|b<c>", "3"]], numeric=(1,))
    )
    text, first, second, *inner, heading, grid = read_flow(body, new_markdown())
    note = (Run("［", note=True), Run("7", target="e-cd", note=True), Run(" 等2处］", note=True))
    assert text == Text((Run("甲区", bold=True), Run("：见"), Run("● 2", target="e-ab"), *note, Run("。")))
    numbers = {"e-ab": "3", "e-cd": "7"}
    assert [*note_targets(text, numbers)] == ["e-cd"]
    without = with_notes(text, numbers)
    assert without == Text((Run("甲区", bold=True), Run("：见"), Run("● 2"), *note, Run("。")))
    assert first == Item(1, 1, (Run("1.句首的数字"),)) and second == Item(2, 1, (Run("二"),))
    assert inner == [Item(1, 2, (Run("内层一"),)), Item(2, 2, (Run("内层二"),))]
    assert heading == Heading((Run("小标题"),))
    assert grid == Table(((Run("项"),), (Run("数"),)), (((Run("a|b<c>"),), (Run("3"),)),), frozenset({1}))


def test_texts_cannot_leave_their_place() -> None:
    body = [H(1, "一、", ATTACK), P("measure", ATTACK, {"enterprise": (1, "高新技术企业")}, 5, ("subsidy",), ATTACK)]
    facts = {"title": ATTACK, "district": ATTACK, "level": "区", "genre": "plan", "period": "2021-2025"}
    made, codings, intensities = build("attack", ATTACK, facts, body)
    study = small_study()
    study = replace(
        study,
        documents=(*study.documents, made),
        codings={**study.codings, **codings},
        intensities={**study.intensities, **intensities},
    )
    shown = ATTACK.replace("\x0b", "").replace("\ufffe", "")
    assert everything(opened(study)).count(shown) >= 3


# --- evidence ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("study", [small_study(), english(small_study()), wide_study(20)], ids=["zh", "en", "wide"])
@pytest.mark.parametrize("annex", [True, False], ids=["whole", "body"])
def test_every_link_opens_a_bookmark(study: Study, annex: bool) -> None:
    body = opened(study, annex).element.body
    marks = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    numbers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks)) == len(set(numbers))
    assert numbers == [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd")]
    assert set(links) == set(marks) and len(links) > 20
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in marks)


def test_cited_paragraphs_stand_under_their_numbers() -> None:
    study = small_study()
    voice = build_narrative(Analysis(study, build_comparison(study))).voice
    paragraphs = list(opened(study).element.body.iter(f"{W}p"))
    at = {m.get(f"{W}name"): place for place, p in enumerate(paragraphs) for m in p.iter(f"{W}bookmarkStart")}
    for key, number in voice.cited.items():
        place = at[anchor(key).replace("-", "_")]
        head, quote = ("".join(t.text for t in paragraphs[i].iter(f"{W}t")) for i in (place, place + 1))
        owner = next(d for d in study.documents if any(p.key == key for p in d.paragraphs))
        assert re.match(rf"{number}\u2003\S+", head)
        assert quote == (study.paragraphs[key].text if owner.grade != "E" else "文字不可靠，不引用；请查原文件。")


def test_without_annex_each_note_of_the_body_has_source_and_place() -> None:
    study = small_study()
    narrative = build_narrative(Analysis(study, build_comparison(study)))
    words = everything(opened(study, annex=False))
    notes = [note for section in narrative.body for note in re.findall("<sup>.*?</sup>", section.body)]
    noted = {int(n) for note in notes for n in re.findall(r"\[(\d+)\]\(#e-", note)}
    listed = words.rpartition("注释\n")[2]
    assert [int(n) for n in re.findall(r"(?:^|；)［(\d+)］", listed, re.MULTILINE)] == sorted(noted) and len(noted) > 5
    for cited in narrative.voice.citations():
        if cited.number in noted:
            assert f"［{cited.number}］{cited.source}" in listed
    assert "附1\u3000" not in words


def test_numbers_of_notes_stand_high() -> None:
    document = opened(small_study(), annex=False)
    [style] = document.styles["Note Reference"].element.xpath("w:rPr/w:vertAlign")
    assert style.get(f"{W}val") == "superscript"
    runs = [run for run in document.element.body.iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle") is not None]
    noted = [run for run in runs if run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") == "NoteReference"]
    assert any(re.fullmatch(r"\d+", run.find(f"{W}t").text) for run in noted)


def test_unreliable_texts_are_never_quoted() -> None:
    study = small_study()
    unreliable = [d for d in study.documents if d.grade == "E"]
    others = "".join(p.text for d in study.documents if d.grade != "E" for p in d.paragraphs)
    pieces = {p.text[i : i + 8] for d in unreliable for p in d.paragraphs for i in range(len(p.text) - 7)}
    pieces = {piece for piece in pieces if piece not in others}
    assert len(pieces) > 30
    for language in (study, english(study)):
        text = everything(opened(language))
        assert not [piece for piece in pieces if piece in text]


# --- how it looks -----------------------------------------------------------------------------------------------


def test_pages_follow_the_standard() -> None:
    document = opened(small_study())
    single, lying, upright = document.sections[0], document.sections[1], document.sections[-1]
    assert {(round(s.page_width.mm), round(s.page_height.mm)) for s in (single, upright)} == {(210, 297)}
    assert {round(x.mm) for x in (single.top_margin, single.right_margin, single.left_margin)} == {16}
    assert [round(x.mm) for x in (upright.top_margin, upright.left_margin)] == [37, 28]
    assert (lying.orientation, lying.page_width) == (docx.enum.section.WD_ORIENT.LANDSCAPE, upright.page_height)
    for section, width in ((upright, 156), (lying, 225)):
        block = (
            section.page_width - section.left_margin - section.right_margin,
            section.page_height - section.top_margin - section.bottom_margin,
        )
        assert [round(emu / 36_000) for emu in block] == [width, 381 - width]  # 36,000 to the millimetre


def test_wide_comparisons_lie_and_the_rest_stands() -> None:
    body = opened(small_study()).element.body
    lying: dict[str, bool] = {}
    waiting: list[str] = []
    for element in body:
        style = element.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "Heading1":
            waiting.append(re.split("[、\u3000]", "".join(t.text for t in element.iter(f"{W}t")))[1])
        for end in element.iter(f"{W}sectPr"):
            lying |= dict.fromkeys(waiting, end.find(f"{W}pgSz").get(f"{W}orient") == "landscape")
            waiting = []
    assert lying["比较对象"] and lying["比较矩阵"] and lying["横向对比"] and lying["目标对照"]
    assert not (lying["一页看懂"] or lying["主要发现"] or lying["方法"] or lying["引用的段落"])


def test_fonts_are_named_with_stand_ins() -> None:
    document = opened(small_study())
    looks = {}
    for name in ("Title", "Heading 1", "Heading 2", "Body Text", "Table Cell", "Table Cell Small"):
        style = document.styles[name]
        fonts = style.element.find(f"{W}rPr/{W}rFonts")
        looks[name] = (fonts.get(f"{W}eastAsia"), style.font.size.pt)
    assert looks == {
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
        "Body Text": ("仿宋_GB2312", 16),
        "Table Cell": ("仿宋_GB2312", 12),
        "Table Cell Small": ("仿宋_GB2312", 10.5),
    }
    body = document.styles["Body Text"]
    assert 28 <= body.paragraph_format.line_spacing.pt <= 29
    assert body.element.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    with zipfile.ZipFile(io.BytesIO(rendered(small_study()))) as archive:
        table_of_fonts = archive.read("word/fontTable.xml").decode()
    for name in {font for font, _ in looks.values()}:
        assert re.search(rf'w:name="{name}"><w:altName w:val="[^"]+,', table_of_fonts)


def test_every_style_in_use_is_defined() -> None:
    for study in (small_study(), english(wide_study(20))):
        document = opened(study)
        defined = {style.style_id for style in document.styles}
        used = {
            e.get(f"{W}val")
            for tag in ("pStyle", "rStyle", "tblStyle")
            for e in document.element.body.iter(f"{W}{tag}")
        }
        assert used <= defined and len(used) > 8


def test_tables_repeat_and_shade_their_header_and_fill_the_line() -> None:
    document = opened(small_study())
    assert len(document.tables) > 8
    for grid in document.tables:
        head = grid.rows[0]._tr
        assert head.find(f"{W}trPr/{W}tblHeader") is not None
        assert grid.style.name == "Report Table"
        assert grid._tbl.tblPr.find(f"{W}tblLook").get(f"{W}firstRow") == "1"
        columns = [int(column.get(f"{W}w")) for column in grid._tbl.iter(f"{W}gridCol")]
        assert sum(columns) in (8844, 12756, 10092) and min(columns) > 300  # 156, 225 and 178 mm in twips
        assert all(len(row.findall(f"{W}tc")) == len(columns) for row in grid._tbl.iter(f"{W}tr"))
    [shade] = document.styles["Report Table"].element.xpath("w:tblStylePr[@w:type='firstRow']/w:tcPr/w:shd")
    assert shade.get(f"{W}fill") == "E7E6E6"
    matrix = next(t for t in document.tables if t.rows[0].cells[0].text == "地区")
    assert "● 3+1" in "".join(t.text for t in matrix._tbl.iter(f"{W}t"))


def test_page_numbers_stand_between_dashes_at_the_outer_edge() -> None:
    section = opened(small_study()).sections[0]
    for footer, side, style in (
        (section.footer, "right", "Page Number Odd"),
        (section.even_page_footer, "left", "Page Number Even"),
    ):
        paragraph = footer.paragraphs[0]
        assert "".join(t.text for t in paragraph._p.iter(f"{W}t")) == "— 1 —"
        assert paragraph._p.find(f"{W}fldSimple").get(f"{W}instr").strip() == "PAGE"
        assert paragraph.style.name == style
        assert paragraph.style.element.find(f"{W}pPr/{W}ind").get(f"{W}{side}Chars") == "100"


def grid_of(header: list[str], *rows: list[str]) -> Table:
    [made] = read_flow(table(header, rows), new_markdown())
    assert isinstance(made, Table)
    return made


def test_widths_follow_the_words() -> None:
    quote = "支持建设科技企业孵化器并按规定给予运营补助" * 3
    style, widths = fit(
        grid_of(["子类", "甲区", "乙区", "丙区", "丁区"], ["孵化器", quote, quote, "–", "不适用"]), 8844, HALVES, True
    )
    assert style == "CellSmall" and sum(widths) == 8844
    assert abs(widths[1] - widths[2]) <= 1 and widths[1] > 2 * widths[3]
    labels = ["清城2021", "副省级市", "2021-2025"]
    style, widths = fit(grid_of(["简称", "层级", "年份", "文件", "摘录"], [*labels, quote, quote]), 8844, HALVES, True)
    for label, width in zip(labels, widths, strict=False):
        assert width >= extent(label) * 105  # twips of half a 五号 character
    figures = ["43/62", "8,554", "86.7%", "2,600"]
    heads = ["子类覆盖", "措施字数", "硬措施比重", "量化比重", "文件", "摘录", "证据", "说明", "原因"]
    style, widths = fit(grid_of(heads, [*figures, *[quote] * 5]), 8844, HALVES, True)
    for figure, width in zip(figures, widths, strict=False):
        assert width >= (extent(figure) + 1) * 90  # and of a 小五 one, with some air
    many = [f"指标{n}" for n in range(30)]
    style, widths = fit(grid_of(many, [quote] * 30), 8844, HALVES, True)
    assert style == "CellTiny" and sum(widths) == 8844 and min(widths) > 0


# --- the file ---------------------------------------------------------------------------------------------------


def test_same_study_same_bytes(tmp_path: Path) -> None:
    study = small_study()
    for name in ("eins.docx", "zwei.docx"):
        write_docx(build_narrative(Analysis(study, build_comparison(study))), tmp_path / name)
    assert (tmp_path / "eins.docx").read_bytes() == (tmp_path / "zwei.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "eins.docx") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        properties = archive.read("docProps/core.xml").decode()
        assert not re.search(r"created|modified|python-docx", properties)
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]


def test_properties_name_the_report() -> None:
    properties = opened(small_study()).core_properties
    assert properties.title.startswith("政策措施比较：云州市")
    assert properties.language == "zh-CN" and properties.author.startswith("policy-compare ")


def test_matrix_of_many_rows_is_whole() -> None:
    grids = opened(wide_study(60)).tables
    matrix = next(grid for grid in grids if grid.rows[0].cells[0].text == "地区")
    assert [row.cells[0].text for row in matrix.rows[1:]] == [f"第{n}区" for n in range(1, 61)]


# --- asked for --------------------------------------------------------------------------------------------------


def test_it_is_written_only_if_asked_for(tmp_path: Path) -> None:
    study = small_study()
    compared = Analysis(study, build_comparison(study))
    assert "report.docx" not in {p.name for p in write_reports(compared, tmp_path / "无")}
    assert "report.docx" in {p.name for p in write_reports(compared, tmp_path / "有", extras=["docx"])}


@pytest.mark.parametrize("option", ["--docx", "--annex"])
def test_the_command_line_asks_for_it_with_or_without_annex(tmp_path: Path, option: str) -> None:
    source = tmp_path / "云州市科技创新行动方案(2021-2025年).txt"
    source.write_text("一、主要任务\n支持建设科技企业孵化器,对通过认定的给予一次性奖励20万元。\n", encoding="utf-8")
    folder = tmp_path / "结果"
    assert main(["run", str(source), "-o", str(folder), option, "--jobs", "1"]) == 0
    words = everything(docx.Document(str(folder / "report.docx")))
    assert "科技企业孵化器" in words and ("引用的段落" in words) == (option == "--annex")


@pytest.mark.skipif(not starts_office(), reason="LibreOffice or a font is not installed")
def test_an_office_program_sets_it_on_upright_and_lying_pages(tmp_path: Path) -> None:
    pdf = pytest.importorskip("pypdfium2")
    (tmp_path / "report.docx").write_bytes(rendered(small_study()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), "report.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    pages = pdf.PdfDocument(tmp_path / "report.pdf")
    sizes = [tuple(round(x / 72 * 25.4) for x in page.get_size()) for page in pages]
    assert sizes[0] == (210, 297) and (297, 210) in sizes and sizes[-1] == (210, 297)
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert "政策措施比较" in texts[0]
    for number, text in enumerate(texts, start=1):
        assert re.search(rf"—\s*{number}\s*—", text), number
        assert len(text) > 40  # no page is left blank
