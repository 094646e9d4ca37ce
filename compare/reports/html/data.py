"""What the page knows: rows, cells, documents, evidence, as compact lists for JSON.

In: the `Voice` of the report (study, comparison, names). Out: one dict; texts stand once, evidence rows point at them.
Example: an evidence row is ``["清城2021-3.2.1-2", row 1, column 4, layer 0, rank 1, paragraph 17, …]``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import mentioned, unit_id
from compare.matrix.doubts import is_given
from compare.model import COUNTED, OTHER, Cell, Coding, Comparison, Document, Evidence, Paragraph, Row, Study
from compare.reports.narrative.voice import Voice

TEXT_LIMIT = 900_000
"""characters of evidence in one page: about 3 MB, beyond which a browser on an office computer becomes slow"""
KEPT = (100, 50, 20, 10, 5, 3, 2, 1)
"""strongest rows kept for each cell and layer if not all of them fit"""
LAYERS = (*COUNTED, "mention")


def build_data(voice: Voice) -> dict[str, Any]:
    """Everything the scripts of the page need; deterministic, ready for `json.dumps`."""
    study, comparison = voice.study, voice.comparison
    rows, kept = _choose(voice.analysis)
    index = _Index(study, comparison, rows)
    return {
        "lang": voice.lang,
        "words": {**_words(voice), "filter.row": voice.row_head},
        "columns": [_column(voice, column) for column in comparison.columns],
        "subtypes": {id: voice.label(id) for id in _subtypes(study)},
        "rows": [_row(voice, row) for row in comparison.rows],
        "cells": [[_cell(comparison.cells[row.key, c]) for c in comparison.columns] for row in comparison.rows],
        "documents": [_document(d) for d in study.documents],
        "paragraphs": [_paragraph(voice, index, document, paragraph) for document, paragraph in index.paragraphs],
        "evidence": [_evidence(index, row) for row in rows] + list(_mentions(index)),
        "limited": {"kept": kept, "shown": len(rows), "all": len(comparison.evidence)} if kept else None,
    }


def _words(voice: Voice) -> dict[str, str]:
    cells = voice.wordlist("cells")
    named = {f"reason.{key}": text for key, text in voice.wordlist("reasons").items()}
    levels = {k: v for k, v in cells.items() if k.startswith("intensity.")}
    meanings = {k: v for k, v in cells.items() if k.startswith(("symbol.", "shown."))}
    why = {f"why.{k.removeprefix('reason.')}": v for k, v in cells.items() if k.startswith("reason.")}
    tools = {f"instrument.{key}": text for key, text in voice.wordlist("instruments").items()}
    layers = {f"layer.{layer}": voice.role(layer) for layer in COUNTED}
    return {**voice.wordlist("page"), **named, **levels, **meanings, **why, **tools, **layers}


def _column(voice: Voice, column: str) -> dict[str, Any]:
    taxonomy = voice.study.taxonomy
    below = taxonomy.residuals if column == OTHER else taxonomy.subtypes(column)
    return {"id": column, "label": voice.label(column), "subtypes": [m.id for m in below]}


def _subtypes(study: Study) -> list[str]:
    """What may stand below a column: sub-types, and residual types below OTHER."""
    return [m.id for m in study.taxonomy.measures if m.parent or m.residual]


def _row(voice: Voice, row: Row) -> dict[str, Any]:
    empty = voice.symbol("n/a" if row.empty == "genre" else "–")
    return {"label": row.label, "level": row.level, "units": row.units, "empty": empty}


def _cell(cell: Cell) -> list[Any]:
    """Symbol, main, any, practice, safeguard, mentions, share, per 1,000, covered, sub-types, reason."""
    counts = (len(cell.primary), len(cell.any), len(cell.practice), len(cell.safeguard), cell.mentions)
    figures = (_round(cell.share), _round(cell.per_1000), len(cell.subtypes), cell.n_subtypes)
    return [cell.symbol, *counts, *figures, cell.reason]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _document(document: Document) -> list[str]:
    """Title, issuer, number, file, grade."""
    fact = document.metadata.value
    return [document.title, fact("issuer"), fact("number"), document.file, document.grade]


# --- evidence ---------------------------------------------------------------------------------------------------


def _choose(analysis: Analysis) -> tuple[Sequence[Evidence], int]:
    """All evidence rows and 0, or the strongest of each cell and how many of each were kept."""
    evidence, study = analysis.comparison.evidence, analysis.study
    if _size(study, evidence) <= TEXT_LIMIT:
        return evidence, 0
    groups: dict[tuple[str, str, str], list[str]] = {}
    for row in evidence:
        groups.setdefault((row.row, row.column, row.layer), []).append(row.id)
    ranked = [analysis.strongest(ids) for ids in groups.values()]
    for kept in KEPT:
        chosen = {row.id for rows in ranked for row in rows[:kept]}
        rows = [row for row in evidence if row.id in chosen]
        if _size(study, rows) <= TEXT_LIMIT:
            break
    return rows, kept


def _size(study: Study, rows: Iterable[Evidence]) -> int:
    return sum(len(study.paragraphs[key].text) for key in {row.paragraph_key for row in rows})


class _Index:
    """Which paragraphs the page holds, and the numbers they go by."""

    def __init__(self, study: Study, comparison: Comparison, rows: Iterable[Evidence]) -> None:
        self.study = study
        self.rows = {row.key: place for place, row in enumerate(comparison.rows)}
        self.columns = {column: place for place, column in enumerate(comparison.columns)}
        self.documents = {document.id: place for place, document in enumerate(study.documents)}
        self.row_of = {id: place for place, row in enumerate(comparison.rows) for id in row.documents}
        self.subtypes = {id: place for place, id in enumerate(_subtypes(study))}
        wanted = {row.paragraph_key for row in rows}
        self.paragraphs = [(d, p) for d in study.documents for p in d.paragraphs if p.key in wanted]
        self.paragraph = {paragraph.key: place for place, (_, paragraph) in enumerate(self.paragraphs)}


def _paragraph(voice: Voice, index: _Index, document: Document, paragraph: Paragraph) -> list[Any]:
    """Key, document, text, headings, clause, lines, lead-in, caveats, why its coding is doubtful, name and place."""
    return [
        paragraph.key,
        index.documents[document.id],
        paragraph.text,
        [str(heading) for heading in paragraph.headings],
        paragraph.clause,
        list(paragraph.lines or ()),
        paragraph.lead,
        list(paragraph.caveats),
        _doubt(voice, paragraph),
        voice.source(document, paragraph),
    ]


def _doubt(voice: Voice, paragraph: Paragraph) -> str:
    """Degree and reason; empty without a particular doubt."""
    doubt = voice.study.doubts.get(paragraph.key)
    if doubt is None or not doubt.why:
        return ""
    given = is_given(voice.study, paragraph.key, doubt.type_id)
    return f"{doubt.value:.2f} {voice.doubtful(doubt, given)}"


def _evidence(index: _Index, row: Evidence) -> list[Any]:
    """Id, row, column, layer, rank, paragraph, intensity, sub-types (residual type in OTHER), coding, instrument."""
    coding = row.coding
    place = (index.rows[row.row], index.columns[row.column], LAYERS.index(row.layer), row.rank)
    return [
        row.id,
        *place,
        index.paragraph[row.paragraph_key],
        row.intensity,
        list(row.subtypes),
        *_coding(index, coding),
        row.instrument,
    ]


def _coding(index: _Index, coding: Coding | None) -> tuple[list[Any], list[Any], list[Any]]:
    """Matches (start, end, status, sub-type) · reasons (rule, points, note) · rejected matches (quote, why, note)."""
    if coding is None:
        return [], [], []
    accepted = [
        [m.span.start, m.span.end, m.status, index.subtypes.get(m.keyword.measure_id, -1)]
        for m in coding.matches
        if not m.rejected
    ]
    rejected = {(m.quote, m.rejected, m.note): None for m in coding.matches if m.rejected}
    return accepted, [[r.rule, r.points, r.note] for r in coding.reasons], [list(r) for r in rejected]


def _mentions(index: _Index) -> Iterator[list[Any]]:
    """Paragraphs of the page that name a headline type without being about it, as rows of a layer of their own."""
    for place, (document, paragraph) in enumerate(index.paragraphs):
        for coding in index.study.codings.get(paragraph.key, ()):
            if document.id in index.row_of and coding.measure_id in index.columns and mentioned(coding):
                where = (index.row_of[document.id], index.columns[coding.measure_id], LAYERS.index("mention"), 0)
                yield [
                    unit_id(document, paragraph),
                    *where,
                    place,
                    0,
                    list(coding.subtypes),
                    *_coding(index, coding),
                    "",
                ]
