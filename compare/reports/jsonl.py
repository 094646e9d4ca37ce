"""paragraphs.jsonl: every paragraph of every document, coded or not, one JSON object a line.

In: a `Study` and its `Comparison`. Out: a UTF-8 file, lines ended by LF, documents and paragraphs in study order.
Example: {"file": "临江2023.docx", …, "role": "measure", "counted": true, "row": "临江区", "columns": ["talent"],
"measures": [{"id": "talent", "primary": true, "score": 7.0, …}], "rejected": [], "text": "给予高层次人才补助。"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from compare.matrix.comparison import columns_of_measures
from compare.model import Coding, Comparison, Document, Match, Paragraph, Study
from compare.reports.edition import Report

NAME = "paragraphs.jsonl"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def write_paragraphs(study: Study, comparison: Comparison, folder: Path) -> Path:
    """Write paragraphs.jsonl into `folder` and return its path."""
    path = folder / NAME
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in paragraph_records(study, comparison):
            file.write(_ENCODER.encode(record) + "\n")
    return path


def paragraph_records(study: Study, comparison: Comparison) -> Iterator[dict[str, Any]]:
    """Every paragraph as data, in study order.

    `row` = key of its matrix row, null outside the matrix; `columns` = those that count it as a measure, the one of its
    main type first, so that the number of a cell is that of the paragraphs with its row and first column."""
    rows = comparison.key_of
    columns = columns_of_measures(comparison)
    for document in study.documents:
        for paragraph in document.paragraphs:
            place = {"row": rows.get(document.id), "columns": columns.get(paragraph.key, [])}
            record = _record(document, paragraph, place, study.codings.get(paragraph.key, ()))
            if doubt := study.doubts.get(paragraph.key):
                record |= {"doubt": doubt.value, "doubt_reason": doubt.why, "doubt_type": doubt.type_id}
            if document.id not in rows:
                record["included"] = False  # listed, but no part of the matrix: a duplicate or an excerpt
            yield record


def _record(
    document: Document, paragraph: Paragraph, place: Mapping[str, Any], codings: Iterable[Coding]
) -> dict[str, Any]:
    codings = tuple(codings)
    assigned = [coding for coding in codings if coding.rank]
    return {
        "file": document.file,
        "document": document.id,
        "district": document.district,
        "paragraph": paragraph.key,
        "lines": list(paragraph.lines) if paragraph.lines else None,
        "headings": [str(heading) for heading in paragraph.headings],
        "role": paragraph.role,
        "counted": paragraph.counted,
        **place,
        "measures": [_measure(coding, primary=not i) for i, coding in enumerate(assigned)],
        "rejected": _rejected(codings),
        "text": paragraph.text,
    }


def _measure(coding: Coding, primary: bool) -> dict[str, Any]:
    return {
        "id": coding.measure_id,
        "primary": primary,
        "score": coding.score,
        "subtypes": list(coding.subtypes),
        "matches": [_match(match) for match in coding.matches if not match.rejected],
        "reasons": [{"rule": r.rule, "points": r.points, "note": r.note} for r in coding.reasons],
    }


def _match(match: Match) -> dict[str, Any]:
    """Where a keyword stands; `listed` is the taxonomy's spelling where the text has another one."""
    place = {"keyword": match.quote, "start": match.span.start, "end": match.span.end}
    return place if match.keyword.text == match.quote else {**place, "listed": match.keyword.text}


def _rejected(codings: Iterable[Coding]) -> list[dict[str, Any]]:
    """Keywords that were seen and do not count, with why: the rule and the words that decided."""
    found = {
        (match.span.start, match.span.end, match.quote, ":".join(filter(None, (match.rejected, match.note))))
        for coding in codings
        for match in coding.matches
        if match.rejected
    }
    return [{"keyword": quote, "start": start, "end": end, "why": why} for start, end, quote, why in sorted(found)]


REPORT = Report(
    "jsonl",
    (NAME,),
    lambda edition, folder: write_paragraphs(edition.analysis.study, edition.analysis.comparison, folder),
)
