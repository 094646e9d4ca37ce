"""Word files: automatic numbers, headings, tables, notes, tracked changes."""

from __future__ import annotations

import pytest

from compare.reading.docx.numbering import FORMATS, format_number
from tests.reading.conftest import lines
from tests.reading.make_docx import docx, levels, lists, p

PLAN = levels(("chineseCountingThousand", "第%1章"), ("chineseCountingThousand", "（%2）"))
PLAN += '<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>'


def test_automatic_numbers_are_written_out(read):
    body = (
        p("总则", num=(1, 0)) + p("指导思想", num=(1, 1)) + p("基本原则", num=(1, 1)) + p("坚持创新引领。", num=(1, 2))
        + p("主要任务", num=(1, 0)) + p("建设平台", num=(1, 1))
    )  # fmt: skip
    source = read("a.docx", docx(body, numbering=lists([PLAN], {1: (0, "")})))
    assert lines(source) == [
        "第一章 总则", "（一）指导思想", "（二）基本原则", "1.2.1 坚持创新引领。", "第二章 主要任务", "（一）建设平台",
    ]  # fmt: skip


def test_articles_go_on_counting_across_chapters(read):
    """lvlRestart 0: articles of a regulation are numbered through."""
    article = (
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%2条"/>'
        '<w:lvlRestart w:val="0"/></w:lvl>'
    )
    chapter = levels(("chineseCounting", "第%1章"))
    body = "".join(p(f"章{n}", num=(1, 0)) + p("甲", num=(1, 1)) + p("乙", num=(1, 1)) for n in range(6))
    got = lines(read("a.docx", docx(body, numbering=lists([chapter + article], {1: (0, "")}))))
    assert [line.split()[0] for line in got if line[-1] in "甲乙"] == [
        "第一条", "第二条", "第三条", "第四条", "第五条", "第六条", "第七条", "第八条",
        "第九条", "第十条", "第十一条", "第十二条",
    ]  # fmt: skip


def test_lists_share_counters_and_overrides_start_anew(read):
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = lists([levels(("decimal", "%1."))], {1: (0, ""), 2: (0, ""), 3: (0, override)})
    body = "".join(p("项", num=(number, 0)) for number in (1, 2, 3, 3, 1))
    assert lines(read("a.docx", docx(body, numbering=numbering))) == ["1.项", "2.项", "1.项", "2.项", "3.项"]


def test_numbering_by_style_and_its_removal(read):
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="1"/></w:style>'
    )
    numbering = lists([levels(("japaneseCounting", "%1、"), more='<w:pStyle w:val="1"/>')], {1: (0, "")})
    body = p("总体要求", "1") + p("重点任务", "a") + p("附件", "1", num=(0, 0)) + p("保障措施", "1")
    source = read("a.docx", docx(body, styles=styles, numbering=numbering))
    assert lines(source) == ["一、总体要求", "二、重点任务", "附件", "三、保障措施"]
    assert {(block.kind, block.level) for block in source.blocks} == {("heading", 1)}


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", "1 10 12 20 21 100 105"),
        ("chineseCounting", "一 十 十二 二十 二十一 一○○ 一○五"),
        ("chineseCountingThousand", "一 十 十二 二十 二十一 一百 一百零五"),
        ("japaneseCounting", "一 十 十二 二十 二十一 百 百五"),
        ("ideographDigital", "一 一〇 一二 二〇 二一 一〇〇 一〇五"),
        ("chineseLegalSimplified", "壹 壹拾 壹拾贰 贰拾 贰拾壹 壹佰 壹佰零伍"),
        ("decimalEnclosedCircle", "① ⑩ ⑫ ⑳ ㉑ 100 105"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑿ ⒇ 21 100 105"),
        ("ideographTraditional", "甲 癸 12 20 21 100 105"),
        ("ideographZodiac", "子 酉 亥 20 21 100 105"),
        ("upperLetter", "A J L T U VVVV AAAAA"),
        ("lowerRoman", "i x xii xx xxi c cv"),
        ("decimalFullWidth", "１ １０ １２ ２０ ２１ １００ １０５"),
        ("decimalZero", "01 10 12 20 21 100 105"),
        ("unheardOf", "1 10 12 20 21 100 105"),
    ],
)
def test_number_formats(form, printed):
    assert " ".join(format_number(n, form) for n in (1, 10, 12, 20, 21, 100, 105)) == printed


def test_every_format_prints_every_number():
    assert all(
        isinstance(format_number(n, form), str) for form in FORMATS for n in (0, 1, 99, 1000, 10_010, 32_767, 10**9)
    )
    assert format_number(1_010, "chineseCountingThousand") == "一千零一十"
    assert format_number(20_300, "chineseCountingThousand") == "二万零三百"


def test_tracked_changes_are_accepted(read):
    body = (
        "<w:p><w:r><w:t>给予</w:t></w:r><w:ins><w:r><w:t>最高</w:t></w:r></w:ins><w:del><w:r><w:delText>一次性</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>50万元</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>奖励，</w:t></w:r></w:p><w:p><w:r><w:t>三年内有效。</w:t></w:r></w:p>"
    )
    assert lines(read("a.docx", docx(body))) == ["给予最高50万元", "奖励，三年内有效。"]


def test_what_is_not_text_stays_out(read):
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>办事指南</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        f"{contents}{p('一、总则 1')}</w:sdtContent></w:sdt>"
        f"<w:p><w:r><w:t>见</w:t></w:r>{field}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>shì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>市</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
        '<w:p><w:r><w:t>一行</w:t><w:br/><w:t>另一行</w:t><w:br w:type="page"/><w:t>续</w:t></w:r></w:p>'
    )
    assert lines(read("a.docx", docx(body))) == ["见办事指南", "市", "一行", "另一行续"]


def test_contents_made_by_a_field_stay_out(read):
    styles = '<w:style w:type="paragraph" w:styleId="9"><w:name w:val="toc 1"/></w:style>'
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    body = (
        f"<w:p>{start}<w:r><w:t>一、总则……1</w:t></w:r></w:p>{p('二、任务……3')}"
        '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>' + p("三、附则……9", "9") + p("一、总则")
    )
    assert lines(read("a.docx", docx(body, styles=styles)))[-1:] == ["一、总则"]
    assert "二、任务……3" not in lines(read("b.docx", docx(body, styles=styles)))


def test_tables_notes_and_text_boxes(read):
    cell = "<w:tc>{}</w:tc>".format
    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("合计")}</w:tc>'
    table = (
        f"<w:tbl><w:tr>{cell(p('指标'))}{cell(p('2025年'))}{cell(p('责任单位'))}</w:tr>"
        f"<w:tr>{cell(p('研发投入'))}{cell(p('3.5%'))}{cell(p('科技局') + p('统计局'))}</w:tr>"
        f"<w:tr>{merged}{cell(p('4%'))}{cell(p('科技局'))}</w:tr><w:tr>{wide}{cell(p('7'))}</w:tr></w:tbl>"
    )
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>不含功能区。</w:t></w:r></w:p></w:footnote>'
    box = "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>".format(p("框内文字"))
    body = f'<w:p><w:r><w:t>高企达到500家</w:t><w:footnoteReference w:id="2"/></w:r><w:r>{box}</w:r></w:p>{table}'
    source = read("a.docx", docx(body, footnotes=note))
    assert [(block.kind, block.text) for block in source.blocks] == [
        ("text", "高企达到500家"), ("note", "不含功能区。"), ("text", "框内文字"),
        ("row", "指标\t2025年\t责任单位"), ("row", "研发投入\t3.5%\t科技局 统计局"), ("row", "\t4%\t科技局"),
        ("row", "合计\t\t7"),
    ]  # fmt: skip


def test_frame_tables_are_text(read):
    long = "".join(
        p(f"（{n}）支持企业建设研发机构，给予最高一百万元的资金补助，并优先推荐申报上级项目。") for n in range(4)
    )
    source = read("a.docx", docx(f"<w:tbl><w:tr><w:tc>{p('正文')}</w:tc><w:tc>{long}</w:tc></w:tr></w:tbl>"))
    assert [block.kind for block in source.blocks] == ["text"] * 5


def test_heading_styles_by_name_level_and_chain(read):
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="小节"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>'
    )
    running = "加强组织领导。" + "各部门要按照职责分工抓好落实，形成工作合力，确保各项任务按期完成。" * 2
    body = (
        p("规划", "t") + p("任务", "2") + p("平台", "b") + p("正文", "x") + p(running, "2")
        + p("直接", extra='<w:outlineLvl w:val="2"/>') + p("取消", "2", extra='<w:outlineLvl w:val="9"/>')
    )  # fmt: skip
    source = read("a.docx", docx(body, styles=styles))
    assert [(block.kind, block.level) for block in source.blocks] == [
        ("heading", 0), ("heading", 2), ("heading", 2), ("text", 0), ("text", 2), ("heading", 3), ("text", 0),
    ]  # fmt: skip


def test_strict_files_and_odd_main_parts(read):
    from tests.reading.make_docx import TYPES, zipped

    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = f'<w:document xmlns:w="{strict}"><w:body>{p("支持创新。")}</w:body></w:document>'
    assert lines(read("a.docx", zipped({"[Content_Types].xml": TYPES, "word/document.xml": xml}))) == ["支持创新。"]
    rels = '<R><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></R>'
    odd = {"[Content_Types].xml": TYPES, "_rels/.rels": rels, "word/document2.xml": xml}
    assert lines(read("b.docx", zipped(odd))) == ["支持创新。"]
