"""Pictures of the page: the figures of the study, nothing to draw where there is nothing, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Study
from compare.reports.colours import SHADES
from compare.reports.html.page import render_html
from compare.reports.html.pictures import LEAVES, draw_courses, draw_likeness, draw_targets, picture_of
from compare.reports.narrative import build_narrative
from compare.reports.narrative.voice import Voice
from tests.studies import counted_study, older_study, periods_study, small_study, wide_study

ATTACK = '甲区"><script>alert(1)</script>'


def voice(study: Study) -> Voice:
    return Voice(Analysis(study, build_comparison(study)))


def figures(html: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<all>{html}</all>").iter("figure"))


def words(figure: ElementTree.Element) -> list[str]:
    return [node.text or "" for node in figure.iter("text")]


def caption(figure: ElementTree.Element) -> str:
    return "".join(figure.find("figcaption").itertext())  # type: ignore[union-attr]


def spoken(figure: ElementTree.Element) -> str:
    return figure.find("svg").attrib["aria-label"]  # type: ignore[union-attr]


# --- targets ----------------------------------------------------------------------------------------------------


def test_what_several_rows_aim_at_stands_side_by_side() -> None:
    told = voice(small_study())
    (figure,) = figures(draw_targets(told))
    assert caption(figure) == "高新技术企业数量（家）"
    assert words(figure) == ["云州市", "2020年 ≥800家", "临江区", "2025年 ＞150家"]
    grid = told.analysis.target_grid
    values = [point.value for point in grid.series(grid.shared[0])]
    lengths = [float(bar.attrib["width"]) for bar in figure.iter("rect")]
    assert [length / lengths[0] for length in lengths] == [pytest.approx(v / values[0], abs=0.01) for v in values]
    assert spoken(figure) == "高新技术企业数量：云州市 2020年 ≥800家；临江区 2025年 ＞150家。"


def test_an_indicator_of_one_row_is_not_drawn() -> None:
    study = small_study()
    own = tuple(t for t in study.targets if study.by_id[t.document_id].district == "临江区")
    assert draw_targets(voice(replace(study, targets=own))) == ""


# --- periods ----------------------------------------------------------------------------------------------------


def test_periods_of_a_row_become_lines_of_shares() -> None:
    study = periods_study({"2016-2020": (3, 3, 2, 0), "2021-2025": (1, 0, 8, 1)})
    drawn = {caption(figure): figure for figure in figures(draw_courses(voice(study)))}
    assert list(drawn) == ["企业培育　3→1条", "孵化载体　3→0条", "人才　2→8条"]
    talent = drawn["人才　2→8条"]
    assert words(talent) == ["25%", "2016-2020", "80%", "2021-2025"]
    assert spoken(talent) == "临江区人才：2016-2020 25%（8条中2条）；2021-2025 80%（10条中8条）。"


def test_few_measures_and_single_periods_draw_no_line() -> None:
    assert draw_courses(voice(older_study())) == draw_courses(voice(small_study())) == ""


def test_rows_in_time_are_drawn_with_the_matrix() -> None:
    study = periods_study({"2016-2020": (3, 3, 2, 0), "2021-2025": (1, 0, 8, 1)})
    in_time = voice(replace(study, settings=replace(study.settings, by="period")))
    assert len(figures(picture_of("matrix", in_time))) == 3
    assert picture_of("matrix", voice(study)) == ""


# --- likeness ---------------------------------------------------------------------------------------------------


def test_the_tree_names_rows_and_what_they_lean_to() -> None:
    study = counted_study({"甲区": (8, 1, 0, 2), "乙区": (1, 0, 9, 0), "丙区": (9, 2, 0, 0), "丁区": (1, 0, 0, 9)})
    told = voice(study)
    (figure,) = figures(draw_likeness(told))
    names = [word for word in words(figure) if "区" in word]
    assert names == ["甲区（企业培育、孵化载体）", "丙区（企业培育、孵化载体）", "乙区（人才、企业培育）"]
    tree = told.analysis.likeness.tree
    assert spoken(figure) == (
        f"相近程度：甲区与丙区 {tree[0].similarity:.2f}；甲区等2个地区与乙区 {tree[1].similarity:.2f}。"
    )
    assert all(first.similarity >= second.similarity for first, second in pairwise(tree))


def test_two_rows_make_no_tree_nor_do_more_than_one_can_read() -> None:
    assert draw_likeness(voice(counted_study({"甲区": (8, 1, 0, 2), "乙区": (1, 0, 9, 0)}))) == ""
    assert draw_likeness(voice(wide_study(LEAVES + 1))) == ""


# --- all of them ------------------------------------------------------------------------------------------------


def test_names_cannot_leave_their_pictures() -> None:
    study = counted_study({ATTACK: (8, 1, 0, 2), "乙区": (1, 0, 9, 0), "丙区": (9, 2, 0, 0)})
    html = draw_likeness(voice(study))
    assert "<script" not in html and ATTACK in spoken(figures(html)[0])


def test_pictures_are_the_same_bytes_and_stand_on_the_page() -> None:
    pages = [render_html(build_narrative(Analysis(s, build_comparison(s)))) for s in (small_study(), small_study())]
    assert pages[0] == pages[1]
    assert draw_targets(voice(small_study())) in pages[0]


def test_cells_of_the_matrix_are_shaded_without_scripts() -> None:
    study = counted_study({"甲区": (10, 1, 0, 3), "乙区": (3, 2, 0, 9)})
    page = render_html(build_narrative(Analysis(study, build_comparison(study))))
    matrix = page[page.index('<section id="matrix"') :]
    matrix = matrix[matrix.index("<tbody>") : matrix.index("</tbody>") + 8]
    table = ElementTree.fromstring(matrix)
    classes = [[cell.attrib.get("class", "") for cell in line[-4:]] for line in table]
    assert classes == [["shade-5", "shade-3", "", ""], ["shade-2", "shade-5", "", ""]]


def test_small_tables_stand_beside_the_answer() -> None:
    study = small_study()
    page = render_html(build_narrative(Analysis(study, build_comparison(study))))
    answer = page[page.index('<section id="answer"') : page.index("</section>")]
    assert answer.count("<table") >= 2
    places = [answer.index(words) for words in ("总的看", '<div class="beside">', "<table", "各有所长")]
    assert places == sorted(places) and "<table" not in answer[places[-1] :]


def test_the_page_has_the_colours_of_the_workbook() -> None:
    style = files("compare.reports.html").joinpath("page.css").read_text(encoding="utf-8")
    for step, colour in enumerate(SHADES[1:], start=1):
        assert style.count(f"--shade-{step}: {colour.lower()};") == 2  # on the screen and on paper
