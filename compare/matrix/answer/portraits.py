"""What each row of the one page does most, what it names, and what one may say it lacks.

In: an `Analysis` and the rows of the page. Out: a `Portrait` and a `Lack` of a row.
Example: 临江区 with 11 of 48 measures under talent and a programme that no other row names has the lead talent and that
name; with measures for incubators and no number anywhere it is aimless in incubators. Nothing lacks where a text is not
whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.chinese.normalize import fold
from compare.chinese.sentences import holding
from compare.model import OTHER, Document, Programme, Row, Study, Target
from compare.rules import fits

if TYPE_CHECKING:
    from compare.matrix.analysis import Analysis

NAMES = 3
"""programmes named for a row"""
FEW = 2
"""measures from which on a type could be expected to aim at a number"""
_LEADING = 3
"""measures from which on a type can lead; of one or two nobody says that a text is mostly about it"""
_LONGEST = 16
"""characters of a name that people would say"""
_ROOMS = ((3, 4), (5, 3))
"""rows on the page → what of each may be listed as absent: the page keeps its size"""
_LEAST_ROOM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One row of the page."""

    row: str
    leads: tuple[str, ...]
    """types with most measures, one or two; empty where none leads"""
    count: int
    """measures of each of them"""
    typed: int
    """measures of all types"""
    units: int
    """measures in all, those of no type included"""
    subject: tuple[str, ...]
    """the types that its documents are about by their titles; empty if they are about all"""
    names: tuple[Programme, ...]
    """its own programmes that no other row names, those of the leading types first"""
    aims: int
    """figures that it aims at"""
    years: tuple[int, ...]
    """years that these numbers are due in, sorted"""
    grants: int
    """sums and rates that it gives"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What one may say that a row lacks; its whole text was looked through."""

    row: str
    aimless: tuple[str, ...]
    """types with measures and without any number aimed at; only of plans and reports"""
    admitted: tuple[str, ...]
    """what its own text says that there is none of, and never takes up"""
    goal_only: tuple[str, ...]
    """sub-types that are aimed at without a measure"""
    absent: tuple[str, ...]
    """sub-types or types that other rows of the page have and that stand nowhere in it"""
    attachments: bool
    """attachments are missing, in which more may stand"""

    def __bool__(self) -> bool:
        return bool(self.aimless or self.admitted or self.goal_only or self.absent)


def documents_of(analysis: Analysis, key: str) -> list[Document]:
    """The documents of a row."""
    return [analysis.study.by_id[id] for id in analysis.comparison.by_key[key].documents]


def aims_of(analysis: Analysis, row: Row) -> list[Target]:
    """What the documents of a row aim at, in numbers or in words."""
    documents = frozenset(row.documents)
    return [t for t in analysis.study.targets if t.status == "target" and t.document_id in documents]


def find_portrait(analysis: Analysis, key: str) -> Portrait:
    """A row of the page."""
    comparison = analysis.comparison
    counts = {c: len(comparison.cells[key, c].primary) for c in comparison.columns if c != OTHER}
    most = max(counts.values(), default=0)
    leads = tuple(column for column, count in counts.items() if count == most >= _LEADING)
    leads = leads if len(leads) <= 2 else ()
    row = comparison.by_key[key]
    aims = [target for target in aims_of(analysis, row) if target.value is not None]
    return Portrait(
        row=key,
        leads=leads,
        count=most,
        typed=sum(counts.values()),
        units=row.units,
        subject=row.confined_to or (),
        names=tuple(_names(analysis, key, leads))[:NAMES],
        aims=len(aims),
        years=tuple(sorted({target.year for target in aims if target.year})),
        grants=sum(len(cell.grants) for (_, row), cell in analysis.amount_grid.cells.items() if row == key),
    )


def _names(analysis: Analysis, key: str, leads: Sequence[str]) -> Iterator[Programme]:
    """Own programmes of measures that only this row names, of the leading types first; rules by title come last."""
    study = analysis.study
    row_of = analysis.comparison.key_of
    elsewhere = {fold(p.name) for p in study.programmes if row_of.get(p.document_id, key) != key}
    known: dict[str, Programme] = {}
    for programme in study.programmes:
        if row_of.get(programme.document_id) == key and not programme.upstream and _is_name(analysis, programme):
            known.setdefault(fold(programme.name), programme)
    found = [p for name, p in known.items() if name not in elsewhere]
    yield from sorted(found, key=lambda p: (is_titled(analysis.study, p), p.measure_id not in leads, len(p.name)))


def _is_name(analysis: Analysis, programme: Programme) -> bool:
    """Whether it can be said as a name: short, of a text that may be quoted, of a type that is compared."""
    typed = programme.measure_id in analysis.comparison.columns and programme.measure_id != OTHER
    said = len(programme.name) <= _LONGEST and not fits("points", "no_name", fold(programme.name))
    return typed and said and analysis.study.by_id[programme.document_id].quotable


def is_titled(study: Study, programme: Programme) -> bool:
    """《…办法》: a rule and no programme."""
    text, (start, end) = study.paragraphs[programme.paragraph_key].text, programme.span
    return text.startswith("》", end) or "《" in text[max(0, start - 1) : end]


def leading_subtypes(analysis: Analysis, column: str, key: str) -> tuple[str, ...]:
    """The sub-types that most main measures of a cell are about."""
    found = [analysis.comparison.by_id[id] for id in analysis.comparison.cells[key, column].primary]
    counts = Counter(evidence.subtypes[0] for evidence in found if evidence.subtypes and column != OTHER)
    return tuple(id for id, _ in counts.most_common(2))


# --- what it lacks ----------------------------------------------------------------------------------------------


def find_lack(analysis: Analysis, key: str, shown: Sequence[str]) -> Lack | None:
    """None of a row whose texts are not all whole."""
    documents = documents_of(analysis, key)
    if not all(d.quotable for d in documents):
        return None
    gaps = [gap for gap in analysis.gaps if gap.row == key]
    return (
        Lack(
            row=key,
            aimless=tuple(_aimless(analysis, key)),
            admitted=tuple(dict.fromkeys(word for gap in gaps if gap.verdict == "admitted" for word in gap.words)),
            goal_only=tuple(gap.subtype for gap in gaps if gap.verdict == "goal-only"),
            absent=tuple(_absent(analysis, key, shown)),
            attachments=any(flag.code == "attachments_missing" for d in documents for flag in d.flags),
        )
        or None
    )


def _aimless(analysis: Analysis, key: str) -> Iterator[str]:
    """Types with several measures and without any number aimed at; a support scheme has sums instead of aims."""
    row = analysis.comparison.by_key[key]
    if not any(scope.family in ("plan", "report") for scope in row.scope) or row.empty != "absent":
        return
    aimed = set(_aimed_types(analysis, row))
    for column in analysis.comparison.columns:
        if column != OTHER and column not in aimed and len(analysis.comparison.cells[key, column].any) >= FEW:
            yield column


def _aimed_types(analysis: Analysis, row: Row) -> Iterator[str]:
    """The types that the numbers of a row are about, by what they are listed under and by their sentence."""
    study = analysis.study
    for target in aims_of(analysis, row):
        yield target.measure_id
        sentence = holding(study.paragraphs[target.paragraph_key].words.sentences, target.span.start)
        for coding in study.codings.get(target.paragraph_key, ()):
            if any(sentence.start <= match.span.start < sentence.end for match in coding.matches):
                yield coding.measure_id


def _absent(analysis: Analysis, key: str, shown: Sequence[str]) -> Iterator[str]:
    """What most of the other rows of its kind on the page have and this one names nowhere.

    A document with a subject of its own lacks nothing, and a plan lacks nothing that only a reward scheme has.
    """
    rows = analysis.comparison.by_key
    families = {scope.family for scope in rows[key].scope}
    if rows[key].confined_to is not None:
        return
    alike = [other for other in shown if other != key and any(s.family in families for s in rows[other].scope)]
    having = Counter(
        line.id
        for line in analysis.subtypes.lines
        if not line.own
        for other in alike
        if analysis.subtypes.cells[line.id, other].grounded
    )
    room = _room(shown)
    for id, rows_having in having.most_common():
        if (
            room
            and 2 * rows_having >= len(alike)
            and not analysis.subtypes.cells[id, key].evidence
            and analysis.absences.lacks(key, id).verdict == "absent"
        ):
            room -= 1
            yield id


def _room(shown: Sequence[str]) -> int:
    return next((room for rows, room in _ROOMS if len(shown) <= rows), _LEAST_ROOM)
