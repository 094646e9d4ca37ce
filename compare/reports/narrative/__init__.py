"""The report as an analysis that reads on its own: title, sections, and the paragraphs they quote.

In: an `Analysis`. Out: a `Narrative` in Markdown, which `markdown` writes to a file and `html` puts
into a page. Example: the sections of a Chinese run are 阅读须知, 比较对象, 比较矩阵, 主要发现, 分子类比较, …, 方法.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from compare.matrix.analysis import Analysis
from compare.reports.narrative.absence import tell_gaps
from compare.reports.narrative.changes import tell_changes
from compare.reports.narrative.doubts import tell_doubts
from compare.reports.narrative.figures import tell_amounts, tell_targets
from compare.reports.narrative.findings import tell_findings
from compare.reports.narrative.markup import Md
from compare.reports.narrative.notes import tell_caveats, tell_evidence, tell_method, tell_quality, tell_uncoded
from compare.reports.narrative.statistics import tell_statistics
from compare.reports.narrative.tables import tell_compared, tell_matrix, tell_subtypes
from compare.reports.narrative.voice import Voice
from compare.rules import using

TITLE_ROWS = 5
"""rows named in the title"""


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter of the report."""

    key: str
    """its name in the tables of `SECTIONS`, used for anchors"""
    title: str
    """plain text, with its number"""
    body: Md


@dataclass(frozen=True, slots=True)
class Narrative:
    """The whole report."""

    title: str
    note: str
    sections: tuple[Section, ...]
    """the evidence cited stands last"""
    voice: Voice
    """who told it: its `cited` holds every paragraph referred to"""


SECTIONS: dict[str, Callable[[Voice], Md]] = {
    "compared": tell_compared,
    "caveats": tell_caveats,
    "matrix": tell_matrix,
    "findings": tell_findings,
    "subtypes": tell_subtypes,
    "targets": tell_targets,
    "amounts": tell_amounts,
    "gaps": tell_gaps,
    "statistics": tell_statistics,
    "changes": tell_changes,
    "uncoded": tell_uncoded,
    "doubts": tell_doubts,
    "quality": tell_quality,
    "method": tell_method,
    "evidence": tell_evidence,
}
"""in the order of the report, one without anything to tell left out; evidence must be last, since it lists what the
others cited"""


def build_narrative(analysis: Analysis) -> Narrative:
    """The report in the language of the run, by its rules; the same study gives the same words."""
    voice = Voice(analysis)
    with using(analysis.study.settings.rules):
        bodies = {key: tell(voice) for key, tell in SECTIONS.items()}
    told = [key for key, body in bodies.items() if body]
    sections = tuple(
        Section(key, _numbered(voice, place, voice.say(key)), bodies[key]) for place, key in enumerate(told, start=1)
    )
    return Narrative(_title(voice), voice.say("contents_note"), sections, voice)


def _title(voice: Voice) -> str:
    labels = [row.label for row in voice.comparison.rows]
    names = voice.wording["join"].join(labels[:TITLE_ROWS])
    if len(labels) > TITLE_ROWS:
        names = voice.wording["title_rows_more"].format(rows=names, n=len(labels), noun=voice.noun)
    return voice.wording["title"].format(rows=names).rstrip("：: ")


def _numbered(voice: Voice, place: int, title: str) -> str:
    return voice.wording["section"].format(number=voice.ordinal(place), title=title)
