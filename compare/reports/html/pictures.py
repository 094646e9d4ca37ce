"""What the page shows as pictures: periods as lines, likeness as a tree.

In: a `Voice`. Out: HTML figures, empty where there is nothing to draw.
Example: 临江区 with a plan of 2016-2020 and one of 2021-2025 becomes a line for each type, 15% → 22% for 人才.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from compare.matrix.courses import Course
from compare.matrix.similarity import Merge
from compare.matrix.statistics import FEW_UNITS
from compare.reports.html.charts import Dot, common_top, draw_course, draw_tree
from compare.reports.narrative.voice import Voice

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
    caption = f"<b>{escape(name)}</b> {escape(beside)}".strip()
    return f'<figure><figcaption>{caption}</figcaption>{drawing}</figure>'


def _panels(head: str, note: str, figures: Sequence[str]) -> str:
    """Figures under one head; empty without any."""
    words = f'<p class="figure-note"><b>{escape(head)}</b> {escape(note)}</p>'
    return f'<div class="pictures">{words}{"".join(figures)}</div>' if figures else ""


# --- periods ----------------------------------------------------------------------------------------------------


def draw_courses(voice: Voice) -> str:
    """Where rows have several periods, the share of each type in the measures of each period."""
    courses = [course for found in voice.analysis.courses if (course := _proven(found))]
    return "".join(
        _panels(course.label or _say(voice, "courses"), _say(voice, "courses.note"), _course_figures(voice, course))
        for course in courses[:COURSES]
    )


def _proven(course: Course) -> Course | None:
    """The periods with enough measures for shares; None with less than two."""
    kept = [place for place, units in enumerate(course.units) if units >= FEW_UNITS]
    if len(kept) < 2:
        return None
    return Course(
        label=course.label,
        periods=tuple(course.periods[place] for place in kept),
        units=tuple(course.units[place] for place in kept),
        counts={column: tuple(counts[place] for place in kept) for column, counts in course.counts.items()},
    )


def _course_figures(voice: Voice, course: Course) -> list[str]:
    counts = {column: course.counts[column] for column in voice.types if any(course.counts[column])}
    most = common_top([n / units for line in counts.values() for n, units in zip(line, course.units, strict=True)])
    return [_course_figure(voice, course, column, most) for column in counts]


def _course_figure(voice: Voice, course: Course, column: str, most: float) -> str:
    label, counts = voice.label(column), course.counts[column]
    shares = [n / units for n, units in zip(counts, course.units, strict=True)]
    dots = [Dot(time, share, f"{share:.0%}") for time, share in zip(course.periods, shares, strict=True)]
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


_PICTURES: Mapping[str, Callable[[Voice], str]] = {
    "changes": draw_courses,
    "statistics": draw_likeness,
}
