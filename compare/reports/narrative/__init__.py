"""The report as an analysis that reads on its own: title, sections, and the paragraphs they quote.

In: an `Analysis`. Out: a `Narrative` in Markdown, which `markdown` writes to a file, `html` puts into a page and `docx`
into a document. Example: the body of a Chinese run is 比较对象, 比较矩阵, …, 主要发现, its annex 附1 to 附10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from compare.matrix.analysis import Analysis
from compare.reports.narrative.absence import tell_gaps
from compare.reports.narrative.answer import tell_answer, tell_home
from compare.reports.narrative.changes import tell_changes
from compare.reports.narrative.compared import tell_caveats, tell_compared
from compare.reports.narrative.comparison import tell_comparison
from compare.reports.narrative.doubts import tell_doubts
from compare.reports.narrative.figures import tell_amounts
from compare.reports.narrative.findings import tell_absence, tell_findings
from compare.reports.narrative.markup import Md
from compare.reports.narrative.notes import tell_evidence, tell_method, tell_quality, tell_uncoded
from compare.reports.narrative.statistics import tell_statistics
from compare.reports.narrative.tables import tell_matrix
from compare.reports.narrative.targets import tell_target_details, tell_targets
from compare.reports.narrative.voice import Voice
from compare.rules import using

TITLE_ROWS = 5
"""rows named in the title"""


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter of the report."""

    key: str
    """its name in `BODY` or `ANNEX`, used for anchors"""
    title: str
    """plain text, with its number"""
    body: Md
    annex: bool = False
    """True for what stands behind the body: figures, lists and method for those who check"""


@dataclass(frozen=True, slots=True)
class Narrative:
    """The whole report."""

    title: str
    note: str
    sections: tuple[Section, ...]
    """the body, then the annex; the evidence cited stands last"""
    voice: Voice
    """who told it: its `cited` holds every paragraph referred to"""

    @property
    def body(self) -> tuple[Section, ...]:
        """What is read."""
        return tuple(section for section in self.sections if not section.annex)

    @property
    def annex(self) -> tuple[Section, ...]:
        """What is looked up."""
        return tuple(section for section in self.sections if section.annex)


BODY: dict[str, Callable[[Voice], Md]] = {
    "answer": tell_answer,
    "home": tell_home,
    "compared": tell_compared,
    "matrix": tell_matrix,
    "subtypes": tell_comparison,
    "targets": tell_targets,
    "absence": tell_absence,
    "findings": tell_findings,
}
"""in the order of the report, one without anything to tell left out"""
ANNEX: dict[str, Callable[[Voice], Md]] = {
    "target_details": tell_target_details,
    "amounts": tell_amounts,
    "gaps": tell_gaps,
    "statistics": tell_statistics,
    "changes": tell_changes,
    "uncoded": tell_uncoded,
    "doubts": tell_doubts,
    "caveats": tell_caveats,
    "quality": tell_quality,
    "method": tell_method,
    "evidence": tell_evidence,
}
"""likewise; evidence must be last, since it lists what the others cited"""


def build_narrative(analysis: Analysis) -> Narrative:
    """The report in the language of the run, by its rules; the same study gives the same words."""
    voice = Voice(analysis)
    with using(analysis.study.settings.rules):
        sections = (*_told(voice, BODY), *_told(voice, ANNEX, annex=True))
    return Narrative(_title(voice), voice.say("contents_note"), sections, voice)


def _told(voice: Voice, tellers: Mapping[str, Callable[[Voice], Md]], annex: bool = False) -> Iterator[Section]:
    """The sections that have something to tell, numbered on their own."""
    number = count(1)
    for key, tell in tellers.items():
        if body := tell(voice):
            place = next(number)
            form = voice.wording["annex.section" if annex else "section"]
            title = form.format(number=place if annex else voice.ordinal(place), title=voice.say(key))
            yield Section(key, title, body, annex)


def _title(voice: Voice) -> str:
    labels = [row.label for row in voice.comparison.rows]
    names = voice.wording["join"].join(labels[:TITLE_ROWS])
    if len(labels) > TITLE_ROWS:
        names = voice.wording["title_rows_more"].format(rows=names, n=len(labels), noun=voice.noun)
    return voice.wording["title"].format(rows=names).rstrip("：: ")
