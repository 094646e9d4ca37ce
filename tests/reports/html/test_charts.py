"""Drawings of plain values: well-formed, true to their numbers, safe whatever the names are."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from compare.matrix.similarity import average_linkage
from compare.reports.html.charts import BARS_WIDTH, Bar, Dot, common_top, draw_bars, draw_course, draw_tree
from compare.reports.html.svg import Svg, element, fitted, width_of

ATTACK = '</text><script>alert(1)</script>" onload="alert(1)&'


def parsed(drawing: Svg) -> ElementTree.Element:
    root = ElementTree.fromstring(drawing)
    for node in root.iter():
        assert "style" not in node.attrib and not any(name.startswith("on") for name in node.attrib)
    return root


def words(root: ElementTree.Element) -> list[str]:
    return [node.text or "" for node in root.iter("text")]


def inside(root: ElementTree.Element) -> bool:
    """Whether all marks and the beginnings of all words are within the frame."""
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    places = [(float(n.attrib["x"]), float(n.attrib["y"])) for n in root.iter() if "x" in n.attrib]
    for line in root.iter("polyline"):
        places += [tuple(map(float, point.split(","))) for point in line.attrib["points"].split()]  # type: ignore[misc]
    return all(0 <= x <= width and 0 <= y <= height for x, y in places)


def test_bars_are_as_long_as_their_values() -> None:
    root = parsed(draw_bars([Bar("临江区", 150, "≥150家"), Bar("", 30, "30家"), Bar("望山区", 0, "0家")], "目标"))
    lengths = [float(bar.attrib["width"]) for bar in root.iter("rect")]
    assert lengths[0] == pytest.approx(5 * lengths[1], abs=0.3) and lengths[2] == 0
    assert words(root) == ["临江区", "≥150家", "", "30家", "望山区", "0家"]
    assert root.attrib["role"] == "img" and root.attrib["aria-label"] == "目标" and inside(root)


def test_figures_beside_bars_stay_in_the_frame() -> None:
    root = parsed(draw_bars([Bar("国家自主创新示范区" * 3, 9, "年均增长" * 9), Bar("甲区", 3, "3家")], ""))
    for text in root.iter("text"):
        right = float(text.attrib["x"]) + (width_of(text.text or "", 13) if text.attrib["class"] == "figure" else 0)
        assert 0 <= right <= BARS_WIDTH
    assert words(root)[0].endswith("…") and words(root)[1].endswith("…")


def test_dots_stand_at_their_shares_on_one_scale() -> None:
    dots = [Dot("2011-2015", 0, "0%"), Dot("2016-2020", 0.2, "20%"), Dot("2021-2025", 0.4, "40%")]
    heights = [float(c.attrib["cy"]) for c in parsed(draw_course(dots, 0.4, "")).iter("circle")]
    assert heights[0] - heights[1] == pytest.approx(heights[1] - heights[2]) and heights[2] < heights[0]
    half = [float(c.attrib["cy"]) for c in parsed(draw_course(dots, 0.8, "")).iter("circle")]
    assert half[2] == pytest.approx(heights[1])
    assert inside(parsed(draw_course(dots, 0.4, ""))) and inside(parsed(draw_course(dots[:1], 0, "")))


@pytest.mark.parametrize(("shares", "top"), [([0.31, 0.2], 0.4), ([0.4], 0.4), ([1.0], 1.0), ([], 0)])
def test_the_common_scale_ends_at_a_full_tenth(shares: list[float], top: float) -> None:
    assert common_top(shares) == pytest.approx(top)


def test_branches_join_at_their_similarity() -> None:
    matrix = [[1.0, 0.9, 0.5], [0.9, 1.0, 0.3], [0.5, 0.3, 1.0]]
    root = parsed(draw_tree({0: "甲区", 1: "乙区", 2: "丙区"}, average_linkage(matrix), "相近"))
    joints = [[tuple(map(float, p.split(","))) for p in n.attrib["points"].split()] for n in root.iter("polyline")]
    ticks = {text.text: float(text.attrib["x"]) for text in root.iter("text") if "middle" in text.attrib["class"]}
    left, unit = ticks["1.00"], (ticks["0.80"] - ticks["1.00"]) / 0.2
    assert [joint[1][0] for joint in joints] == [pytest.approx(left + unit * d, abs=0.2) for d in (0.1, 0.6)]
    assert words(root)[:3] == ["甲区", "乙区", "丙区"] and {"0.90", "0.40"} <= set(words(root)) and inside(root)


def test_the_same_rows_join_at_the_very_beginning() -> None:
    root = parsed(draw_tree({0: "甲", 1: "乙", 2: "丙"}, average_linkage([[1.0] * 3] * 3), ""))
    assert inside(root) and "1.00" in words(root)


def test_names_are_words_whatever_they_hold() -> None:
    for drawing in (
        draw_bars([Bar(ATTACK, 1, ATTACK)], ATTACK),
        draw_course([Dot(ATTACK, 0.1, ATTACK)], 1, ATTACK),
        draw_tree({0: ATTACK, 1: ATTACK}, average_linkage([[1.0, 0.5], [0.5, 1.0]]), ATTACK),
    ):
        root = parsed(drawing)
        assert root.attrib["aria-label"] == ATTACK
        assert not list(root.iter("script")) and "<script" not in drawing


def test_numbers_are_short_and_words_are_cut_to_their_room() -> None:
    assert element("rect", {"x": 1 / 3, "width": 20.0}) == '<rect x="0.3" width="20"></rect>'
    assert not re.search(r"\d\.\d\d", draw_bars([Bar("甲区", 1, ""), Bar("乙区", 3, "")], ""))
    assert fitted("郑州市金水区", 10, 60) == "郑州市金水区" and fitted("郑州市金水区", 10, 45) == "郑州市…"
