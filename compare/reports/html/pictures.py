"""What the page shows as pictures: targets side by side, periods as lines, likeness as a tree.

In: a `Voice`. Out: HTML figures, empty where there is nothing to draw.
Example: 高新技术企业数量, which three districts aim at, becomes three bars with “≥150家，2025年” beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from compare.matrix.courses import Course, proven_course
from compare.matrix.grids.targets import TargetLine
from compare.matrix.rows import IN_TIME
from compare.matrix.similarity import Merge
from compare.model import Target
from compare.reports.html.charts import Bar, Dot, common_top, draw_bars, draw_course, draw_tree
from compare.reports.narrative.voice import Voice

INDICATORS, BARS = 6, 24
"""indicators drawn, those that most rows state, and bars of one; the table has all"""
COURSES = 6
"""rows whose course is drawn; 时期 in the workbook has all"""
LEAVES, FEWEST = 60, 3
"""rows of a tree: as many as can be read, and as few as make one"""
LEADING = 2
"""types named beside a leaf"""


def picture_of(section: str, voice: Voice) -> str:
    """The picture that belongs to a section, as HTML; empty for most."""
    draw = _PICTURES.get(section)
    return draw(voice) if draw else ""


def _say(voice: Voice, key: str, **slots: object) -> str:
    return voice.wordlist("page")[f"picture.{key}"].format(noun=voice.noun, **slots)


def _spoken(voice: Voice, name: str, figures: Iterable[str]) -> str:
    """What a drawing says to those who do not see it."""
    return _say(voice, "spoken", name=name, figures=voice.wording["clause_join"].join(figures))


def _figure(name: str, beside: str, drawing: str) -> str:
    return f"<figure><figcaption><b>{escape(name)}</b>{escape(beside)}</figcaption>{drawing}</figure>"


def _panels(head: str, note: str, figures: Sequence[str]) -> str:
    """Figures under one head; empty without any."""
    words = f'<p class="figure-note"><b>{escape(head)}</b> {escape(note)}</p>'
    return f'<div class="pictures">{words}{"".join(figures)}</div>' if figures else ""


# --- targets ----------------------------------------------------------------------------------------------------


def draw_targets(voice: Voice) -> str:
    """The indicators that most rows state, one unit each; rows keep their order, since sizes are not ranked."""
    stated = ((line, _plain(voice, line)) for line in voice.analysis.target_grid.shared)
    shared = [(line, targets) for line, targets in stated if len({row for row, _ in targets}) > 1]
    figures = [_target_figure(voice, line, targets[:BARS]) for line, targets in shared[:INDICATORS]]
    return _panels(_say(voice, "targets"), _say(voice, "targets.note"), figures)


def _plain(voice: Voice, line: TargetLine) -> list[tuple[str, Target]]:
    """(row key, target) of the figures that a bar can show: one value for a known year, in the unit of the line."""
    grid = voice.analysis.target_grid
    points = {(point.row, point.year, point.value) for point in grid.series(line) if point.value >= 0}
    stated = ((row, target) for row in grid.rows_of(line) for target in grid.of(line, row))
    return [(row, target) for row, target in stated if (row, target.year, target.value) in points]


def _target_figure(voice: Voice, line: TargetLine, targets: Sequence[tuple[str, Target]]) -> str:
    names = [voice.comparison.labels[row] for row, _ in targets]
    before = [None, *names]
    bars = [
        Bar(name if name != above else "", target.value or 0, voice.stated(target))
        for name, above, (_, target) in zip(names, before, targets, strict=False)
    ]
    figures = (f"{name} {bar.told}" for name, bar in zip(names, bars, strict=True))
    drawn = draw_bars(bars, _spoken(voice, line.indicator, figures))
    return _figure(line.indicator, _say(voice, "unit", unit=line.unit), drawn)


# --- periods ----------------------------------------------------------------------------------------------------


def draw_courses(voice: Voice) -> str:
    """Where rows have several periods, the share of each type in the measures of each period."""
    courses = [course for found in voice.analysis.courses if (course := proven_course(found))]
    return "".join(
        _panels(course.label or _say(voice, "courses"), _say(voice, "courses.note"), _course_figures(voice, course))
        for course in courses[:COURSES]
    )


def _course_figures(voice: Voice, course: Course) -> list[str]:
    columns = [column for column in voice.types if any(course.counts[column])]
    most = common_top([share for column in columns for share in course.shares(column)])
    return [_course_figure(voice, course, column, most) for column in columns]


def _course_figure(voice: Voice, course: Course, column: str, most: float) -> str:
    label, counts = voice.label(column), course.counts[column]
    times = zip(course.periods, course.shares(column), strict=True)
    dots = [Dot(time, share, f"{share:.0%}") for time, share in times]
    figures = (
        _say(voice, "course.dot", time=dot.time, share=dot.told, n=n, units=units)
        for dot, n, units in zip(dots, counts, course.units, strict=True)
    )
    beside = _say(voice, "course.counts", counts=_say(voice, "arrow").join(map(str, counts)))
    return _figure(label, beside, draw_course(dots, most, _spoken(voice, f"{course.label}{label}", figures)))


# --- likeness ---------------------------------------------------------------------------------------------------


def draw_likeness(voice: Voice) -> str:
    """The tree of likeness over all rows with a profile."""
    likeness = voice.analysis.likeness
    if not FEWEST <= len(likeness.tree) + 1 <= LEAVES:
        return ""
    places = {key: place for place, key in enumerate(likeness.rows)}
    leaves = {places[key]: key for key in likeness.order[: len(likeness.tree) + 1]}
    names = {place: _leaf(voice, key) for place, key in leaves.items()}
    labels = {place: voice.comparison.labels[key] for place, key in leaves.items()}
    spoken = _spoken(voice, _say(voice, "likeness"), _joins(voice, labels, likeness.tree))
    drawn = draw_tree(names, likeness.tree, spoken)
    return _panels(_say(voice, "likeness"), _say(voice, "likeness.note"), [f"<figure>{drawn}</figure>"])


def _leaf(voice: Voice, row: str) -> str:
    """A row with the types that it has most measures of, which is what the tree goes by."""
    counts = {column: len(voice.comparison.cells[row, column].primary) for column in voice.types}
    leading = sorted(voice.types, key=lambda column: -counts[column])[:LEADING]
    types = voice.wording["join"].join(voice.label(column) for column in leading if counts[column])
    return _say(voice, "leaf", name=voice.comparison.labels[row], types=types)


def _joins(voice: Voice, labels: Mapping[int, str], tree: Sequence[Merge]) -> list[str]:
    """Which branches join at which similarity; a branch goes by its first row and its size."""
    branches = {leaf: [name] for leaf, name in labels.items()}
    told = []
    for merge in tree:
        left, right = branches.pop(merge.left), branches.pop(merge.right)
        branches[merge.branch] = left + right
        sides = {"left": _branch(voice, left), "right": _branch(voice, right)}
        told.append(_say(voice, "join", value=f"{merge.similarity:.2f}", **sides))
    return told


def _branch(voice: Voice, names: Sequence[str]) -> str:
    return _say(voice, "branch", name=names[0], n=len(names)) if len(names) > 1 else names[0]


def _draw_rows_in_time(voice: Voice) -> str:
    """The course of a comparison whose rows are periods."""
    return draw_courses(voice) if voice.by in IN_TIME else ""


_PICTURES: Mapping[str, Callable[[Voice], str]] = {
    "matrix": _draw_rows_in_time,
    "targets": draw_targets,
    "changes": draw_courses,
    "statistics": draw_likeness,
}
