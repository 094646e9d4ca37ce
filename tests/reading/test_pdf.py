"""PDF: lines in reading order, without the page around them."""

from __future__ import annotations

import pypdfium2
import pytest

from compare.reading.pdf.glyphs import stand_in_font
from tests.reading.conftest import POLICY, lines
from tests.reading.make_pdf import SONG, Font, Placed, blank, eastern, paragraphs, pdf

LONG = [
    f"（{n}）支持第{n}类创新主体牵头承担重大科技项目，按照实际投入的百分之{n + 10}给予补助，"
    f"每年最高{n}00万元，连续支持三年。"
    for n in range(1, 31)
]


def joined(source) -> list[str]:
    """Paragraphs put together again by their indents."""
    texts: list[str] = []
    for block in source.blocks:
        if block.text.startswith("　") or not texts:
            texts.append(block.text.strip())
        else:
            texts[-1] += block.text.strip()
    return texts


def test_paragraphs_come_back_by_their_indents(read):
    source = read("a.pdf", pdf(paragraphs(LONG)))
    assert joined(source) == LONG
    assert all(block.wrapped and block.line == 0 for block in source.blocks)
    assert source.blocks[0].text.startswith("　　（1）") and source.format == "pdf"


def test_running_heads_and_page_numbers_leave(read):
    pages = [
        [(200, 800, "望江区科技创新规划"), *page, (280, 40, f"— {n} —")] for n, page in enumerate(paragraphs(LONG), 1)
    ]
    assert len(pages) >= 3
    assert joined(read("a.pdf", pdf(pages))) == LONG


def test_a_lone_page_number_leaves_but_a_lone_word_stays(read):
    page = paragraphs(POLICY)[0]
    assert joined(read("a.pdf", pdf([[*page, (290, 40, "第1页 共1页")]]))) == list(POLICY)
    assert joined(read("b.pdf", pdf([[*page, (100, 40, "2023年4月6日")]]))) == [*POLICY, "2023年4月6日"]


def test_numbered_headings_at_page_edges_stay(read):
    pages = [
        [(72, 800, f"附件{n}"), *page] for n, page in enumerate([paragraphs(LONG[:4])[0], paragraphs(LONG[4:8])[0]], 1)
    ]
    assert "附件1" in lines(read("a.pdf", pdf(pages))) and "附件2" in lines(read("a.pdf", pdf(pages)))


def test_two_columns_in_reading_order(read):
    left = [f"左栏第{n}行文字讲创新平台建设，" for n in range(10)]
    right = [f"右栏第{n}行文字讲人才引进培养，" for n in range(10)]
    mixed = [piece for n in range(10) for piece in ((60, 700 - 24 * n, left[n]), (320, 700 - 24 * n, right[n]))]
    head = [(150, 760, "望江区科技创新政策要点汇编（二〇二三年）")]
    assert lines(read("a.pdf", pdf([[*head, *mixed]], size=12))) == [head[0][2], *left, *right]


def test_pieces_of_one_line_are_joined_and_cells_kept_apart(read):
    page = [
        (72, 700, "支持高新技术企业"), (72 + 8 * 16, 700, "，建设平台"),
        (72, 660, "指标"), (300, 660, "2025年"), (72, 630, "研发投入"), (300, 630, "3.5%"),
        (72, 600, "以上为预期性指标。"),
    ]  # fmt: skip
    source = read("a.pdf", pdf([page]))
    assert [(b.kind, b.text.strip()) for b in source.blocks] == [
        ("text", "支持高新技术企业，建设平台"), ("row", "指标\t2025年"), ("row", "研发投入\t3.5%"),
        ("text", "以上为预期性指标。"),
    ]  # fmt: skip


def test_gap_between_chinese_and_digits_is_no_space(read):
    assert lines(read("a.pdf", pdf([[(72, 700, "到"), (92, 700, "2027"), (128, 700, "年，建成5G基地。")]]))) == [
        "到2027年，建成5G基地。"
    ]


def test_radicals_that_fonts_store_become_characters(read):
    assert lines(read("a.txt", "⽀持⾼新技术企业与⻓⼨项⽬")) == ["支持高新技术企业与长寸项目"]


def test_scan_is_a_problem_with_a_remedy(fail):
    problem = fail("a.pdf", pdf([[], []]))
    assert problem.code == "reading.scan" and dict(problem.details) == {"pages": "2"}


def test_pages_without_text_are_named(read):
    source = read("a.pdf", pdf([paragraphs(POLICY)[0], [], []]))
    assert [(p.code, dict(p.details)["pages"]) for p in source.problems] == [("reading.pages-without-text", "2、3")]


def test_broken_and_locked_files(fail):
    whole = pdf(paragraphs(POLICY))
    assert fail("a.pdf", whole[:400]).code in ("reading.pdf-damaged", "reading.scan")
    assert fail("b.pdf", b"%PDF-1.7\nnothing").code == "reading.pdf-damaged"
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">/P -4>>/ID[<00><00>]"
    assert fail("c.pdf", pdf(paragraphs(POLICY), trailer=locked)).code == "reading.encrypted"


def test_columns_have_margins_of_their_own(read):
    left = [(60 + 24 * (n % 3 == 0), 700 - 24 * n, f"左栏第{n}行文字讲创新平台建设，") for n in range(12)]
    right = [(320 + 24 * (n % 3 == 0), 700 - 24 * n, f"右栏第{n}行文字讲人才引进培养，") for n in range(12)]
    source = read("a.pdf", pdf([[*left, *right]], size=12))
    indents = [len(block.text) - len(block.text.lstrip()) for block in source.blocks]
    assert indents == [2, 0, 0] * 8


def test_title_that_is_also_the_running_head(read):
    pages = [[(72, 800, POLICY[0]), *page] for page in paragraphs(LONG)]
    pages[0] += [(200, 30, "封底")]
    words = ("密级", "编制说明", POLICY[0], "二〇二三年", "印")
    cover = [(200, 600 - 50 * n, text) for n, text in enumerate(words)]
    texts = lines(read("a.pdf", pdf([cover, *pages])))
    assert texts.count(POLICY[0]) == 1


def test_cells_of_several_lines_are_folded(read):
    page = [
        (72, 700, "指标"), (220, 700, "2025年"), (320, 700, "责任单位"),
        (72, 670, "研发投入占"), (220, 670, "3.5%"), (320, 670, "区科技局、"),
        (72, 650, "比重"), (320, 650, "区统计局"),
        (72, 620, "高企"), (220, 620, "200家"), (320, 620, "区科技局"),
        (72, 590, "以上指标由区科技局会同有关部门分解落实。"),
    ]  # fmt: skip
    assert lines(read("a.pdf", pdf([page]))) == [
        "指标\t2025年\t责任单位", "研发投入占比重\t3.5%\t区科技局、区统计局", "高企\t200家\t区科技局", page[-1][2],
    ]  # fmt: skip


# -- fonts --------------------------------------------------------------------------------------------------------

SPOKEN = ("一、到2027年，对认定的企业给予“奖补”20万元。", "二、支持建设实验室。")
FONTS = {
    "UTF-16": SONG,
    "UCS-2": eastern("UniGB-UCS2-H", lambda text: text.encode("utf-16-be")),
    "GBK": eastern("GBK-EUC-H", lambda text: text.encode("gbk"), name="SimSun"),
    "blank glyphs": blank("".join(SPOKEN)),
}


def in_pieces(texts: tuple[str, ...], size: float, sizes: tuple[int, ...]) -> list[Placed]:
    """Every line cut into text objects of so many characters, in turn."""
    placed = []
    for row, text in enumerate(texts):
        x, at, turn = 72.0, 0, row
        while at < len(text):
            piece = text[at : at + sizes[turn % len(sizes)]]
            placed.append((x, 700 - 2 * size * row, piece))
            x += sum(size / 2 if character.isascii() else size for character in piece)
            at, turn = at + len(piece), turn + 1
    return placed


@pytest.mark.parametrize("font", FONTS.values(), ids=FONTS)
@pytest.mark.parametrize("sizes", [(1,), (3, 1), (1, 5, 2)])
@pytest.mark.parametrize("size", [9, 16, 22])
def test_objects_of_one_character_are_text(read, font: Font, sizes: tuple[int, ...], size: float):
    source = read("a.pdf", pdf([in_pieces(SPOKEN, size, sizes)], size=size, font=font))
    assert lines(source) == list(SPOKEN)


@pytest.mark.parametrize("sizes", [(1,), (3, 1)])
def test_a_page_on_its_side_is_read_from_its_top(read, sizes: tuple[int, ...]):
    assert lines(read("a.pdf", pdf([in_pieces(SPOKEN, 16, sizes)], turned=True))) == list(SPOKEN)


def test_the_stand_in_is_a_font():
    document = pypdfium2.PdfDocument.new()
    data = stand_in_font()
    buffer = (pypdfium2.raw.c_uint8 * len(data)).from_buffer_copy(data)
    assert pypdfium2.raw.FPDFText_LoadFont(document, buffer, len(data), pypdfium2.raw.FPDF_FONT_TRUETYPE, True)
    assert not pypdfium2.raw.FPDFText_LoadFont(document, buffer, 60, pypdfium2.raw.FPDF_FONT_TRUETYPE, True)


def test_marks_written_after_their_line_stand_where_they_belong(read):
    """Word processors take “ and ” from another font and write them when the line is done."""
    line = [(72, 700, "建立"), (120, 700, "一企一档"), (200, 700, "服务机制。"), (104, 700, "“"), (184, 700, "”")]
    assert lines(read("a.pdf", pdf([line]))) == ["建立“一企一档”服务机制。"]
    line = [(72, 700, "支持建"), (136, 700, "链"), (168, 700, "强链补链延链。"), (120, 700, "“"), (152, 700, "”")]
    assert lines(read("b.pdf", pdf([line]))) == ["支持建“链”强链补链延链。"]


def test_text_that_lies_on_other_text_stays_apart(read):
    line = [(72, 700, "建立一企一档服务机制。"), (90, 702, "样稿样稿")]
    assert sorted("".join(lines(read("a.pdf", pdf([line]))))) == sorted("建立一企一档服务机制。样稿样稿")


# -- full lines ---------------------------------------------------------------------------------------------------


def rows(*texts: str, left: float = 72, top: float = 760, step: float = 28) -> list[Placed]:
    """Lines below each other; blanks at their head are an indent."""
    indents = [len(text) - len(text.lstrip("　")) for text in texts]
    return [
        (left + 16 * indent, top - step * n, text.lstrip("　"))
        for n, (indent, text) in enumerate(zip(indents, texts, strict=True))
    ]


def full(source) -> list[bool | None]:
    return [block.full for block in source.blocks]


def test_a_line_is_full_if_the_next_word_has_no_room(read):
    texts = (
        "　　第一条 对首次认定的高新技术企业，给予一次性奖",
        "励20万元；对获评省级重点实验室的单位，最高补助",
        "500万元。",
        "　　第二条 对获得省级以上科学技术奖的单位，奖励",
        "1000万元，分两期拨付，专款专用，不得挪作他用。",
        "　　第三条 本办法自发布之日起施行。",
    )
    assert full(read("a.pdf", pdf([rows(*texts)]))) == [True, True, False, True, False, False]


def test_white_below_a_line_ends_it(read):
    text = "支持企业牵头承担国家重点研发计划项目和重大专项项目"
    close = rows(text, text, text, step=24)
    apart = [(x, y - 30, words) for x, y, words in rows(text, text, text, top=760 - 3 * 24, step=24)]
    assert full(read("a.pdf", pdf([[*close, *apart]]))) == [True, True, False, True, True, False]


@pytest.mark.parametrize("count", [1, 6])
def test_short_lines_are_not_full_for_being_the_longest(read, count):
    """Measures of a dozen characters each stay lines of their own, also where all end at the same place."""
    texts = ["一、人才引进", *["硕士每人每年补贴四万元"] * count, "二、附则"]
    assert full(read("a.pdf", pdf([rows(*texts)]))) == [False] * len(texts)


def test_the_second_line_of_an_item_hangs(read):
    page = [
        (72, 760, "1."), (92, 760, "对首次通过认定的高新技术企业给予一次性奖励二"),
        (92, 732, "十万元，并优先推荐申报上级项目，三年内连续支"),
        (92, 704, "持。"),
        (72, 676, "2."), (92, 676, "对获评的实验室给予补助。"),
    ]  # fmt: skip
    source = read("a.pdf", pdf([page]))
    assert [len(b.text) - len(b.text.lstrip()) for b in source.blocks] == [0, 0, 0, 0]
    assert full(source) == [True, True, False, False]


def test_gap_that_a_stretched_line_leaves_beside_digits_is_no_space(read):
    line = [(72, 700, "单个项目不超过"), (192, 700, "100"), (224, 700, "万元")]
    assert lines(read("a.pdf", pdf([line]))) == ["单个项目不超过100万元"]
    assert lines(read("b.pdf", pdf([[(72, 700, "1"), (88, 700, "总则与本办法的适用范围")]]))) == [
        "1 总则与本办法的适用范围"
    ]
