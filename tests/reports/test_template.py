"""The Word report in an office's own template: its look stays, what it lacks is added, what is no template is said."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from compare.cli import main
from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.problems import UsageError
from compare.reports.docx import read_template
from compare.reports.edition import WordOrder
from compare.reports.narrative import Narrative, build_narrative
from tests.studies import small_study

docx = pytest.importorskip("docx")
from docx.oxml.ns import qn  # noqa: E402
from docx.shared import Mm, Pt, RGBColor  # noqa: E402

from compare.reports.docx.package import render_docx  # noqa: E402

pytestmark = pytest.mark.whole

RED = RGBColor(0xC0, 0, 0)
OFFICE = "云州市科学技术局"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.fixture(scope="module")
def narrative() -> Narrative:
    study = small_study()
    return build_narrative(Analysis(study, build_comparison(study)))


def picture() -> io.BytesIO:
    """A red dot as PNG."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\xff\0\0")),
        (b"IEND", b""),
    ]
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))


def office_template() -> Any:
    """A template with its own colours, margins, header, logo and footer, and some words in its body."""
    document = docx.Document()
    document.styles["Heading 1"].font.color.rgb = RED
    document.styles["Body Text"].font.size = Pt(13)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(30)
    section.header.paragraphs[0].text = OFFICE
    section.header.paragraphs[0].add_run().add_picture(picture(), width=Mm(5))
    section.footer.paragraphs[0].text = "内部资料"
    document.add_paragraph("这里写正文")
    return document


def data_of(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def filled(narrative: Narrative, template: Any) -> Any:
    return docx.Document(io.BytesIO(render_docx(narrative, WordOrder(data_of(template), annex=True))))


def changed(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with some members changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return buffer.getvalue()


def sized(style: Any) -> float:
    return float(style.font.size.pt)


# --- what is the office's ---------------------------------------------------------------------------------------


def test_the_whole_program_keeps_header_logo_pages_and_headings(tmp_path: Path) -> None:
    source = tmp_path / "花都区科技创新行动方案(2021-2025年).txt"
    source.write_text("一、主要任务\n支持建设科技企业孵化器,对通过认定的给予一次性奖励20万元。\n", encoding="utf-8")
    office_template().save(str(tmp_path / "红头.docx"))
    words = ["run", str(source), "--template", str(tmp_path / "红头.docx"), "--jobs", "1", "-o"]
    assert main([*words, str(tmp_path / "一")]) == 0  # without --docx as well
    assert main([*words, str(tmp_path / "二"), "--docx"]) == 0
    data = (tmp_path / "一/report.docx").read_bytes()
    assert data == (tmp_path / "二/report.docx").read_bytes()
    record = json.loads((tmp_path / "一/manifest.json").read_bytes())
    assert record["template"] == hashlib.sha256((tmp_path / "红头.docx").read_bytes()).hexdigest()
    document = docx.Document(io.BytesIO(data))
    for section in document.sections:
        assert section.header.paragraphs[0].text == OFFICE and section.footer.paragraphs[0].text == "内部资料"
        assert not section.header.is_linked_to_previous
    assert any(relation.reltype.endswith("/image") for relation in document.sections[0].header.part.rels.values())
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert len(headings) > 5 and headings[0].style.font.color.rgb == RED
    assert sized(document.styles["Body Text"]) == 13
    assert round(document.sections[-1].left_margin.mm) == 30
    text = "\n".join(p.text for p in document.paragraphs)
    assert "孵化器" in text and "这里写正文" not in text
    assert {m.date_time for m in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_lying_pages_are_the_offices_sheet_turned_and_tables_fill_its_line(narrative: Narrative) -> None:
    document = filled(narrative, office_template())
    single, lying, upright = document.sections[0], document.sections[1], document.sections[-1]
    assert (lying.page_width, lying.page_height) == (upright.page_height, upright.page_width)
    assert (lying.top_margin, lying.right_margin) == (upright.left_margin, upright.top_margin)
    lines = {s.page_width.twips - s.left_margin.twips - s.right_margin.twips for s in (single, lying, upright)}
    sums = {sum(int(c.get(qn("w:w"))) for c in table._tbl.iter(qn("w:gridCol"))) for table in document.tables}
    assert sums <= {line + slip for line in lines for slip in (-1, 0, 1)} and len(sums) == 3


def test_a_page_by_itself_has_margins_no_wider_than_the_offices(narrative: Narrative) -> None:
    template = office_template()
    template.sections[0].left_margin = Mm(12)
    single, *_, upright = filled(narrative, template).sections
    assert [round(x.mm) for x in (single.left_margin, single.right_margin, single.top_margin)] == [12, 16, 16]
    foot = [round(s.bottom_margin.mm - s.footer_distance.mm) for s in (single, upright)]
    assert foot[0] == foot[1] or single.footer_distance == 0


def test_its_first_page_is_another_once_and_its_page_number_begins_once(narrative: Narrative) -> None:
    template = office_template()
    section = template.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "红头"
    section._sectPr.append(docx.oxml.parse_xml(f'<w:pgNumType xmlns:w="{qn("w:x")[1:-2]}" w:start="3"/>'))
    first, *others = filled(narrative, template).sections
    assert first.different_first_page_header_footer and first.first_page_header.paragraphs[0].text == "红头"
    assert first._sectPr.find(qn("w:pgNumType")) is not None and len(others) > 2
    assert not any(
        s.different_first_page_header_footer or s._sectPr.find(qn("w:pgNumType")) is not None for s in others
    )


def test_a_header_that_its_last_section_takes_over_is_not_lost(narrative: Narrative) -> None:
    template = office_template()
    template.add_section()
    assert template.sections[1].header.is_linked_to_previous
    assert {s.header.paragraphs[0].text for s in filled(narrative, template).sections} == {OFFICE}


def test_headings_that_the_template_numbers_are_not_numbered_twice(narrative: Narrative) -> None:
    template = office_template()
    template.styles["Heading 1"].element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1
    document = filled(narrative, template)
    numbers = {p.style.name: p._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") for p in document.paragraphs}
    assert numbers["Heading 1"] == "0" and numbers["Heading 2"] == "" and numbers["Body Text"] == ""


def test_a_report_that_a_person_made_pretty_is_a_template(narrative: Narrative) -> None:
    document = docx.Document(io.BytesIO(render_docx(narrative, WordOrder(annex=True))))
    document.styles["Table Cell Small"].font.color.rgb = RED
    again = filled(narrative, document)
    assert again.styles["Table Cell Small"].font.color.rgb == RED
    assert [p.text for p in again.paragraphs] == [p.text for p in document.paragraphs]
    assert len(again.styles) == len(document.styles)


# --- its body ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["{正文}", " {report} ", "｛正文｝", "{ 正文 }", "{Report}"])
def test_a_mark_says_where_the_report_goes(mark: str, narrative: Narrative) -> None:
    template = office_template()
    template.add_paragraph(mark)
    template.add_paragraph("抄送：市委办公室")
    bookmark = f'<w:bookmarkStart xmlns:w="{qn("w:x")[1:-2]}" w:id="7" w:name="own"/>'
    template.paragraphs[0]._p.append(docx.oxml.parse_xml(bookmark))
    document = filled(narrative, template)
    text = [p.text for p in document.paragraphs]
    assert text[0] == "这里写正文" and text[-1] == "抄送：市委办公室" and mark not in text
    assert text[1].startswith("政策措施比较")
    numbers = [m.get(qn("w:id")) for m in document.element.body.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers)) > 15 and numbers[0] == "7"
    assert document.sections[-1].page_width < document.sections[-1].page_height


def test_a_mark_may_be_the_last_paragraph_of_a_section(narrative: Narrative) -> None:
    template = docx.Document()
    template.add_paragraph("{正文}")
    template.sections[0].left_margin = Mm(41)
    template.add_section().left_margin = Mm(20)
    template.paragraphs[0]._p.set_sectPr(template.paragraphs[1]._p.pPr.sectPr)
    template.add_paragraph("版记")
    sections = filled(narrative, template).sections
    assert [round(s.left_margin.mm) for s in (sections[0], sections[-2], sections[-1])] == [16, 41, 20]


# --- what it lacks ----------------------------------------------------------------------------------------------


def bare_template() -> Any:
    """A template with no style but that of plain paragraphs."""
    document = docx.Document()
    for style in list(document.styles):
        if style.name != "Normal":
            style.element.getparent().remove(style.element)
    return document


def test_styles_that_are_missing_are_added_as_ours_look(narrative: Narrative) -> None:
    document = filled(narrative, bare_template())
    ours = docx.Document(io.BytesIO(render_docx(narrative, WordOrder(annex=True))))
    defined = {style.style_id for style in document.styles}
    body = document.element.body
    used = {e.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for e in body.iter(qn(tag))}
    assert used <= defined and len(used) > 8
    for name in ("Title", "Heading 1", "Body Text", "Table Cell Small"):
        assert sized(document.styles[name]) == sized(ours.styles[name])
    widths = [[c.get(qn("w:w")) for c in d.tables[0]._tbl.iter(qn("w:gridCol"))] for d in (document, ours)]
    assert len(widths[0]) == len(widths[1])


def test_styles_are_told_by_name_whatever_their_ids(narrative: Narrative) -> None:
    """Chinese Word and WPS give “heading 1” the id 1 or 2, and any style may have the id of one of ours."""
    template = docx.Document()
    template.styles["Heading 1"].element.styleId = "2"
    template.styles.add_style("Other", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH).element.styleId = "Quote"
    template.styles["Quote"].element.styleId = "30"
    document = filled(narrative, template)
    ids = {p.style.style_id for p in document.paragraphs if p.style.name == "Heading 1"}
    assert ids == {"2"}
    [evidence] = {p.style.style_id for p in document.paragraphs if p.style.name == "Evidence Text"}
    assert evidence == "Quote_" and len({s.style_id for s in document.styles}) == len(document.styles)


def test_notes_stand_high_and_as_large_as_the_words_they_belong_to(narrative: Narrative) -> None:
    for template in (office_template(), bare_template()):
        added = filled(narrative, template).styles["Note Reference"]
        assert added.font.superscript and added.font.size is None


def test_pages_that_say_no_size_are_a4(narrative: Narrative) -> None:
    template = docx.Document()
    for tag in ("w:pgSz", "w:pgMar"):
        template.sections[0]._sectPr.remove(template.sections[0]._sectPr.find(qn(tag)))
    assert round(filled(narrative, template).sections[0].page_width.mm) == 210


def test_a_dotx_is_a_template_too(narrative: Narrative) -> None:
    old, new = CONTENT_TYPE.encode(), CONTENT_TYPE.replace("document.main", "template.main").encode()
    data = changed(data_of(office_template()), lambda name, part: part.replace(old, new))
    assert new in zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    document = docx.Document(io.BytesIO(render_docx(narrative, WordOrder(data))))
    assert document.sections[0].header.paragraphs[0].text == OFFICE


# --- what is none -----------------------------------------------------------------------------------------------


def spoiled() -> dict[str, bytes]:
    good = data_of(office_template())
    macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("读我.txt", "不是 Word")
    return {
        "文字": "一、主要任务".encode(),
        "空": b"",
        "旧格式": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "压缩包": plain.getvalue(),
        "半个": good[: len(good) // 2],
        "带宏": changed(good, lambda name, part: part.replace(CONTENT_TYPE.encode(), macros)),
        "坏正文": changed(good, lambda name, part: part[:200] if name == "word/document.xml" else part),
        "坏样式": changed(good, lambda name, part: b"<a/>" if name == "word/styles.xml" else part),
        "坏尺寸": changed(good, lambda name, part: part.replace(b'w:left="1701"', b'w:left="wide"')),
    }


@pytest.mark.parametrize("kind", spoiled())
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_no_word_file_is_a_sentence_before_anything_is_read(
    kind: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"{kind}.docx"
    path.write_bytes(spoiled()[kind])
    assert main(["run", "没有", "-o", str(tmp_path / "报告"), "--template", str(path), "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert path.name in said and ".docx" in said and ("另存为" if lang == "zh" else "save it as") in said
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["没有.docx", "."])
def test_a_template_that_cannot_be_read_is_a_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    assert main(["run", "没有", "-o", str(tmp_path / "报告"), "--template", str(path)]) == 2
    assert f"读不到 Word 模板 {path}" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_mark_in_a_table_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = office_template()
    template.add_table(1, 1).cell(0, 0).text = "{正文}"
    path = tmp_path / "红头.docx"
    template.save(str(path))
    assert main(["run", "没有", "-o", str(tmp_path / "报告"), "--template", str(path)]) == 2
    assert "{正文} 在表格或文本框里" in capsys.readouterr().err
    template.add_paragraph("{正文}")
    template.save(str(path))
    assert read_template(path)


def test_a_template_with_a_broken_part_is_refused_or_can_be_filled(narrative: Narrative, tmp_path: Path) -> None:
    good = data_of(office_template())
    path, outcomes = tmp_path / "模板.docx", set()
    for part in zipfile.ZipFile(io.BytesIO(good)).namelist():
        for broken in (b"", b"<", b"<a/>"):
            path.write_bytes(changed(good, lambda name, data, p=part, b=broken: b if name == p else data))
            try:
                data = read_template(path)
            except UsageError:
                outcomes.add("refused")
            else:
                assert docx.Document(io.BytesIO(render_docx(narrative, WordOrder(data)))).paragraphs
                outcomes.add("filled")
    assert outcomes == {"refused", "filled"}
