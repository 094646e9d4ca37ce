"""PDF: columns, tables, and what stands around the text of a page."""

from __future__ import annotations

import pytest

from tests.reading.conftest import POLICY, lines
from tests.reading.make_pdf import Placed, paragraphs, pdf, ruled

TITLE = "望江区科技创新政策要点汇编供企业申报参考"


def column(name: str, left: float, count: int, top: float = 700) -> list[Placed]:
    """Running text in lines of 14 characters."""
    return [(left, top - 18 * n, f"{name}第{n:02}行文字讲科技创新") for n in range(count)]


def words(*parts: list[Placed]) -> list[str]:
    return [text for part in parts for _, _, text in part]


def mixed(*parts: list[Placed]) -> list[Placed]:
    """The lines in the order of their height, as layout programs write them."""
    return sorted((piece for part in parts for piece in part), key=lambda piece: -piece[1])


def in_order(read, *parts: list[Placed]) -> bool:
    return lines(read("a.pdf", pdf([mixed(*parts)], size=10))) == words(*parts)


@pytest.mark.parametrize(("left", "right"), [(20, 20), (5, 5), (20, 12), (9, 14)])
def test_two_columns_one_after_the_other(read, left: int, right: int):
    assert in_order(read, column("左", 60, left), column("右", 320, right))


def test_three_columns(read):
    assert in_order(read, column("左", 40, 12), column("中", 220, 12), column("右", 400, 9))


def test_unequal_columns_whose_lines_stand_at_other_heights(read):
    wide = [(60, 700 - 18 * n, f"宽栏第{n:02}行文字讲科技创新平台和高层次人才") for n in range(14)]
    narrow = [(360, 693 - 16 * n, f"窄栏第{n:02}行讲孵化") for n in range(14)]
    assert in_order(read, wide, narrow)


def test_a_title_across_ends_the_columns_above_and_below(read):
    first, second = column("甲", 60, 6), column("乙", 320, 6)
    title = [(150, 560.0, TITLE)]
    third, fourth = column("丙", 60, 7, 520), column("丁", 320, 7, 520)
    assert in_order(read, first, second, title, third, fourth)


def test_columns_on_the_page_after_whole_lines(read):
    whole = [
        (60, 760 - 18 * n, f"整行第{n:02}行文字从左边一直写到右边并越过中缝讲科技创新的全部内容") for n in range(20)
    ]
    left, right = column("左", 60, 12), column("右", 320, 12)
    assert lines(read("a.pdf", pdf([whole, mixed(left, right)], size=10))) == words(whole, left, right)


def test_a_last_column_of_one_line_is_known_from_the_page_before(read):
    pages = [column("左", 60, 20), column("右", 320, 20)], [column("甲", 60, 9), column("乙", 320, 1)]
    source = read("a.pdf", pdf([mixed(*page) for page in pages], size=10))
    assert lines(source) == [word for page in pages for word in words(*page)]


TASKS = [(f"支持企业建设第{n}类研发机构和平台", f"区科技局会同区财政局第{n}科") for n in range(1, 7)]


def test_cells_of_a_table_without_rules_are_no_columns(read):
    """Rows of unequal height leave white beside the longer cell."""
    page: list[Placed] = []
    for n, (task, office) in enumerate(TASKS):
        top = 720 - 60 * n
        page += [(60, top, task), (60, top - 18, "并给予一次性奖励二十万元"), (320, top, office)]
    made = lines(read("a.pdf", pdf([page], size=10)))
    assert all(any(task in line and office in line for line in made) for task, office in TASKS)


def test_rows_of_a_ruled_table(read):
    """Rules make the rows, however the lines of the cells lie beside each other."""
    page: list[Placed] = []
    for n, (task, office) in enumerate(TASKS):
        top = 720 - 40 * n
        page += [(62, top, task), (62, top - 18, "并给予奖励"), (302, top, office), (302, top - 18, "负责落实")]
    drawn = ruled([58, 298, 540], [735 - 40 * n for n in range(7)])
    source = read("a.pdf", pdf([page], size=10, drawn=drawn))
    assert [(b.kind, b.text) for b in source.blocks] == [
        ("row", f"{task}并给予奖励\t{office}负责落实") for task, office in TASKS
    ]


def test_cells_that_touch_are_cut_at_the_rule_between_them(read):
    page = [(60, 700, "研发投入强度"), (122, 700, "百分之三点五"), (60, 670, "高新技术企业"), (122, 670, "二百家以上")]
    source = read("a.pdf", pdf([page], size=10, drawn=ruled([56, 121, 200], [655, 685, 715])))
    assert lines(source) == ["研发投入强度\t百分之三点五", "高新技术企业\t二百家以上"]


def test_a_merged_cell_stands_where_it_begins(read):
    page = [(60, 685, "创新平台建设"), (182, 700, "新建实验室十家"), (182, 670, "新建中试基地两家")]
    drawn = ruled([56, 178, 320], [655, 715]) + "\n178 685 142 0.5 re f"
    assert lines(read("a.pdf", pdf([page], size=10, drawn=drawn))) == [
        "创新平台建设\t新建实验室十家",
        "新建中试基地两家",
    ]


def test_a_frame_around_text_is_no_table(read):
    page = paragraphs(POLICY)
    source = read("a.pdf", pdf(page, drawn=ruled([50, 560], [30, 800])))
    assert all(block.kind == "text" for block in source.blocks)


# -- around the text ----------------------------------------------------------------------------------------------


def body(first: str, last: str) -> list[Placed]:
    """A page of full lines between a first and a last one."""
    middle = ("本区持续加大科技投入推动企业成为创新主体并完善成果转化服务体系",) * 12
    return [(72, 760 - 28 * n, text) for n, text in enumerate((first, *middle, last))]


@pytest.mark.parametrize("number", ["2024", "5", "600", "12"])
def test_digits_that_are_all_of_a_row_stay(read, number: str):
    """“……达到” / “600” / “家”: the row stands where rows stand, at the foot of one page or the head of the next."""
    pages = [body("一、总体要求", number), body("家以上的目标如期实现。", "二、主要任务")]
    assert number in lines(read("a.pdf", pdf(pages, size=12)))
    pages = [body("一、总体要求", "全区高新技术企业达到"), body(number, "二、主要任务")]
    assert number in lines(read("a.pdf", pdf(pages, size=12)))


@pytest.mark.parametrize(
    ("place", "numbers"),
    [
        ((290, 40), ["1", "2", "3"]),
        ((72, 396), ["7", "8", "9"]),
        ((72, 340), ["2", "4", "1"]),
        ((72, 396), ["- 1 -", "- 2 -", "- 3 -"]),
        ((72, 396), ["第1页", "第2页", "第3页"]),
    ],
    ids=["in the middle", "counting the pages", "apart from the text", "dashes", "words"],
)
def test_page_numbers_leave(read, place: tuple[float, float], numbers: list[str]):
    pages = [body(f"{first}、总体要求", "")[:-1] for first in "一二三"]
    made = lines(read("a.pdf", pdf([[*page, (*place, n)] for page, n in zip(pages, numbers, strict=True)], size=12)))
    assert made == words(*pages)


def test_a_running_head_of_two_pages_leaves(read):
    pages = [[(220, 810, "望江区人民政府文件"), *body(f"第{n}部分", "本页结束。")] for n in (1, 2)]
    assert "望江区人民政府文件" not in lines(read("a.pdf", pdf(pages, size=12)))


def test_the_head_of_a_table_stays_where_it_stands_first(read):
    head = [(62, 722, "主要任务"), (302, 722, "责任单位")]
    pages = [
        [
            *head,
            *((x, 722 - 20 * n, f"{name}{page}{n}") for n in range(1, 9) for x, name in ((62, "任务"), (302, "单位"))),
        ]
        for page in range(1, 5)
    ]
    drawn = ruled([58, 298, 540], [735 - 20 * n for n in range(10)])
    made = lines(read("a.pdf", pdf(pages, size=10, drawn=drawn)))
    assert made.count("主要任务\t责任单位") == 1 and len(made) == 1 + 4 * 8
