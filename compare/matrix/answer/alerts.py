"""What a director must know before quoting, and which document to open next.

In: an `Analysis`. Out: `Warned`s, the gravest first; the id of a document.
Example: a document whose words were altered comes before one whose time is over, and that before an excerpt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.kinds import PageWarning
from compare.matrix.comparability import is_partial, is_summary
from compare.matrix.rows import OPEN, document_years
from compare.model import Document, Years

if TYPE_CHECKING:
    from compare.matrix.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning and the documents it is about."""

    code: PageWarning
    documents: tuple[str, ...]
    """ids"""


def find_warnings(analysis: Analysis, home: str) -> Iterator[Warned]:
    """What a director must know before quoting, the gravest first; of the own row's base figures before all."""
    included = [d for d in analysis.study.documents if d.included]
    own = {id for row in analysis.comparison.rows if row.key == home for id in row.documents}
    found: dict[PageWarning, list[str]] = {
        "base": [d.id for d in included if d.id in own and _flags(d) & {"scope_note"}],
        "garbled": [d.id for d in included if not d.quotable],
        "over": _over(included),
        "draft": [d.id for d in included if _flags(d) & {"draft"} or d.metadata.value("genre") == "draft"],
        "issuer": [d.id for d in included if d.quotable and _flags(d) & {"issuer_corrupted", "injected_spam"}],
        "place": [d.id for d in included if d.quotable and _flags(d) & {"place_conflict", "district_inferred"}],
        "partial": [d.id for d in included if d.quotable and (is_partial(d) or is_summary(d))],
        "attachments": [d.id for d in included if _flags(d) & {"attachments_missing"}],
        "scope": [d.id for d in included if _flags(d) & {"scope_note"}],
    }
    for code, ids in found.items():
        if ids:
            yield Warned(code, tuple(ids))


def _flags(document: Document) -> set[str]:
    return {flag.code for flag in document.flags}


def _over(documents: Iterable[Document]) -> list[str]:
    """Documents whose time was over by the as-of date, or before the newest of the others began."""
    years = {d.id: found for d in documents if (found := document_years(d))}
    expired = {d.id for d in documents if _flags(d) & {"expired"}}
    newest = max((found[0] for found in years.values()), default=0)
    return [d.id for d in documents if d.id in expired or (d.id in years and _ended(d, years[d.id]) < newest)]


def _ended(document: Document, years: Years) -> int:
    """Last year of a document that says when it ends; those that do not run on."""
    known = document.metadata.value("period") or document.metadata.value("expires")
    return years[1] if known else OPEN


def open_next(analysis: Analysis, rows: Sequence[str]) -> str:
    """The document with most dated numbers and sums."""
    asked = {id for id, row in analysis.comparison.key_of.items() if row in rows}
    counts = Counter(t.document_id for t in analysis.study.targets if t.status == "target" and t.document_id in asked)
    cells = analysis.amount_grid.cells.values()
    counts.update(s.document_id for cell in cells for s in cell.grants if s.document_id in asked)
    return next((id for id, _ in counts.most_common(1)), "")
