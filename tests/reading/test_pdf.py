"""PDF: lines in reading order, without the page around them."""

from __future__ import annotations

from tests.reading.conftest import POLICY, lines
from tests.reading.make_pdf import paragraphs, pdf

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
