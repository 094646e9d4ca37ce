"""Drawings of plain values: bars of one unit, a course of shares, a tree of likeness.

In: names and numbers. Out: an `Svg`; what stands on it is written beside the mark, so that there is no legend to look
up and no colour to tell apart. Nothing here knows of documents or rows.
Example: ``draw_bars([Bar("临江区", 150, ">150家，2025年"), Bar("望山区", 80, "80家，2025年")])``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from compare.matrix.similarity import Merge
from compare.reports.html.svg import Svg, drawing, element, fitted, line, width_of, word

SIZE = 13
"""pixels: height of the letters"""
GAP = 8
"""pixels between a mark and its words"""


# --- bars -------------------------------------------------------------------------------------------------------

BARS_WIDTH, BAR_STEP, BAR_HEIGHT = 380, 28, 16
NAME_ROOM, TOLD_ROOM = 120, 170
"""the most that the names on the left and the figures on the right take"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its name."""

    name: str
    """empty: the same as that of the bar above"""
    value: float
    """zero or more"""
    told: str
    """the figure in words"""


def draw_bars(bars: Sequence[Bar], spoken: str) -> Svg:
    """Bars of one unit from zero, each between its name and its figure."""
    names = min(max(width_of(bar.name, SIZE) for bar in bars), NAME_ROOM)
    told = min(max(width_of(bar.told, SIZE) for bar in bars), TOLD_ROOM)
    left, room = names + GAP, BARS_WIDTH - names - told - 3 * GAP
    most = max(bar.value for bar in bars) or 1
    marks = [_bar(bar, left, place * BAR_STEP, room * bar.value / most, told) for place, bar in enumerate(bars)]
    height = BAR_STEP * len(bars)
    return drawing(BARS_WIDTH, height, spoken, *marks, line((left, 0), (left, height), "axis"))


def _bar(bar: Bar, left: float, top: float, length: float, room: float) -> Svg:
    base = top + BAR_STEP / 2 + SIZE * 0.36
    box = {"x": left, "y": top + (BAR_STEP - BAR_HEIGHT) / 2, "width": length, "height": BAR_HEIGHT, "class": "bar"}
    return element(
        "g",
        {},
        word(left - GAP, base, fitted(bar.name, SIZE, NAME_ROOM), "name before"),
        element("rect", box),
        word(left + length + GAP, base, fitted(bar.told, SIZE, room), "figure"),
    )


# --- courses ----------------------------------------------------------------------------------------------------

COURSE_HEIGHT, COURSE_TOP, COURSE_FOOT = 116, 30, 22
STEP_WIDTH = 86
"""pixels from one period to the next: as much as 2021-2025 takes"""
DOT = 3.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A share at one time."""

    time: str
    share: float
    """0–1"""
    told: str


def draw_course(dots: Sequence[Dot], most: float, spoken: str) -> Svg:
    """A line over time from zero to the share `most`, which several courses have in common; every dot is told."""
    width = STEP_WIDTH * len(dots)
    floor = COURSE_HEIGHT - COURSE_FOOT
    places = [
        (STEP_WIDTH * (place + 0.5), floor - (floor - COURSE_TOP) * dot.share / (most or 1))
        for place, dot in enumerate(dots)
    ]
    path = element("polyline", {"points": " ".join(f"{x:.1f},{y:.1f}" for x, y in places), "class": "course"})
    marks = [_dot(dot, x, y) for dot, (x, y) in zip(dots, places, strict=True)]
    return drawing(width, COURSE_HEIGHT, spoken, line((0, floor), (width, floor), "axis"), path, *marks)


def _dot(dot: Dot, x: float, y: float) -> Svg:
    return element(
        "g",
        {},
        element("circle", {"cx": x, "cy": y, "r": DOT, "class": "dot"}),
        word(x, y - GAP, dot.told, "figure middle"),
        word(x, COURSE_HEIGHT - 6, dot.time, "tick middle"),
    )


def common_top(shares: Sequence[float]) -> float:
    """The next full tenth, so that courses side by side have one scale."""
    return ceil(10 * max(shares, default=0)) / 10


# --- trees ------------------------------------------------------------------------------------------------------

LEAF_STEP, TREE_WIDTH, LEAF_ROOM = 24, 480, 240
TICK_STEPS, MOST_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2), 6
VALUE_ROOM = 34
"""pixels that the figure of a joint takes; where branches are shorter, the scale below says it"""


def draw_tree(leaves: Mapping[int, str], tree: Sequence[Merge], spoken: str) -> Svg:
    """Leaves below each other, branches that join at their similarity: the closer to the names, the more alike.

    `leaves` are the names of the items in the order of the tree, by the numbers that `tree` gives them."""
    names = min(max(width_of(name, SIZE) for name in leaves.values()), LEAF_ROOM)
    scale = _Scale(names + 2 * GAP, tree)
    foot = LEAF_STEP * len(leaves) + 6
    places = {leaf: (scale.left - GAP / 2, LEAF_STEP * (row + 0.5)) for row, leaf in enumerate(leaves)}
    words = [
        word(names, places[leaf][1] + SIZE * 0.36, fitted(name, SIZE, names), "name before")
        for leaf, name in leaves.items()
    ]
    joints = _joints(tree, places, scale)
    width = scale.left + TREE_WIDTH + VALUE_ROOM
    return drawing(width, foot + 26, spoken, *words, *joints, *scale.drawn(foot), look="drawing wide")


def _joints(tree: Sequence[Merge], leaves: Mapping[int, tuple[float, float]], scale: _Scale) -> list[Svg]:
    """Branches up to where they meet, with the similarity where there is room for it."""
    places = dict(leaves)
    marks: list[Svg] = []
    above = {part: merge.similarity for merge in tree for part in (merge.left, merge.right)}
    for merge in tree:
        (x1, y1), (x2, y2), x = places[merge.left], places[merge.right], scale.at(merge.similarity)
        places[merge.branch] = (x, (y1 + y2) / 2)
        points = f"{x1:.1f},{y1:.1f} {x:.1f},{y1:.1f} {x:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
        marks.append(element("polyline", {"points": points, "class": "branch"}))
        if merge.branch not in above or scale.at(above[merge.branch]) - x >= VALUE_ROOM:
            marks.append(word(x + 4, places[merge.branch][1] - 4, f"{merge.similarity:.2f}", "tick"))
    return marks


class _Scale:
    """Similarity from 1 beside the names down to a round figure below the least."""

    def __init__(self, left: float, tree: Sequence[Merge]) -> None:
        self.left = left
        distance = 1 - min(merge.similarity for merge in tree)
        self.step = next((step for step in TICK_STEPS if distance <= step * MOST_TICKS), TICK_STEPS[-1])
        self.ticks = max(ceil(distance / self.step), 1)

    def at(self, similarity: float) -> float:
        return self.left + TREE_WIDTH * (1 - similarity) / (self.ticks * self.step)

    def drawn(self, top: float) -> list[Svg]:
        marks = [line((self.left, top), (self.left + TREE_WIDTH, top), "axis")]
        for place in range(self.ticks + 1):
            value = 1 - place * self.step
            x = self.at(value)
            marks += [line((x, top), (x, top + 4), "axis"), word(x, top + 18, f"{value:.2f}", "tick middle")]
        return marks
