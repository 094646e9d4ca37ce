"""matrix.csv, evidence.csv and targets.csv: the numbers and the words behind them for any other program.

In: a `Study` and its `Comparison`. Out: UTF-8 with BOM and CRLF (Excel on Windows needs both), every text safe from
being read as a formula, numbers as plain numbers, a blank where a figure is hidden or unknown.
Example: the clause “=1+N=服务体系:整合园区资源。” is written as “'=1+N=服务体系:整合园区资源。”.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from compare.matrix.frames import unit_id
from compare.matrix.tables import LongRow, long_rows
from compare.model import Comparison, Decision, Document, Evidence, Paragraph, Study, Target
from compare.reports.edition import Report
from compare.wording import Wording, path_of

Value = str | int | float | None

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""first characters that spreadsheets take for a formula (OWASP, CSV Injection)"""


def write_tables(study: Study, comparison: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write the three tables into `folder` and return their paths."""
    return (
        _write(folder / "matrix.csv", _matrix_rows(study, comparison)),
        _write(folder / "evidence.csv", _evidence_rows(study, comparison)),
        _write(folder / "targets.csv", _target_rows(study)),
    )


def _write(path: Path, rows: Iterable[Sequence[Value]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([_safe(value) for value in row] for row in rows)
    return path


def _safe(value: Value) -> Value:
    """The value as it may stand in a cell: risky text behind an apostrophe, figures to six significant digits."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RISKY) else value
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _wording(study: Study) -> Wording:
    return Wording(study.settings.lang, study.taxonomy, study.settings.by)


def _heads(wording: Wording, keys: Iterable[str]) -> list[Value]:
    return [wording.term("exports", key) for key in keys]


# --- matrix.csv -------------------------------------------------------------------------------------------------

_FIGURES = (
    "symbol", "n_primary", "n_any", "n_practice", "n_safeguard", "mentions", "units", "characters", "share", "per_1000",
    "lq", "covered", "subtypes_total", "coverage", "intensity", "hard", "note",
)  # fmt: skip


def _matrix_rows(study: Study, comparison: Comparison) -> Iterable[Sequence[Value]]:
    wording = _wording(study)
    place = ("level", "parent", "years", "grade", "documents", "type", "type_id")
    heads = _heads(wording, (*place, *_FIGURES))
    first = wording.term("exports", wording.by, "by.")
    yield [
        *(_heads(wording, ["row"]) if first in heads else [first]),
        *heads,
    ]  # rows may be what another column tells as well
    rows = {row.key: row for row in comparison.rows}
    for item in long_rows(comparison):
        row = rows[item.row]
        facts = (row.label, row.level, row.parent, row.years, row.grade, len(row.documents))
        yield [*facts, wording.label(item.column), item.column, *_figures(item, wording)]


def _figures(item: LongRow, wording: Wording) -> Sequence[Value]:
    return (
        item.symbol, item.n_primary, item.n_any, item.n_practice, item.n_safeguard, item.mentions, item.units,
        item.characters, item.share, item.per_1000, item.lq, item.covered, item.subtypes, item.coverage, item.intensity,
        item.hard, wording.reason(item.reason),
    )  # fmt: skip


# --- evidence.csv -----------------------------------------------------------------------------------------------

_EVIDENCE = (
    "evidence_id", "row", "district", "document", "title", "file", "line_from", "line_to", "clause", "headings",
    "layer", "type", "rank", "subtypes", "further", "matched", "score", "reasons", "intensity_level", "instrument",
    "text", "caveats", "flags", "paragraph", "type_id", "verdict", "relabel", "review_note", "reviewer",
)  # fmt: skip


def _evidence_rows(study: Study, comparison: Comparison) -> Iterable[Sequence[Value]]:
    wording = _wording(study)
    yield _heads(wording, _EVIDENCE)
    types: dict[str, list[str]] = {}
    for item in comparison.evidence:
        types.setdefault(item.paragraph_key, []).append(item.column)
    for item in comparison.evidence:
        document, paragraph = study.by_id[item.document_id], study.paragraphs[item.paragraph_key]
        yield [
            item.id,
            comparison.labels[item.row],
            *_source(document, paragraph),
            *_coding(wording, item, [t for t in types[item.paragraph_key] if t != item.column]),
            paragraph.text,
            " ".join(paragraph.caveats),
            "；".join(map(wording.flag, (*item.flags, *_doubts(document)))),
            item.paragraph_key,
            item.column,
            *_decision(wording, study.decided.get((item.paragraph_key, item.column))),
        ]


def _doubts(document: Document) -> list[str]:
    return [flag.code for flag in document.flags if flag.severity != "info"]


def _source(document: Document, paragraph: Paragraph) -> Sequence[Value]:
    first, last = paragraph.lines or (None, None)
    place = (first, last, paragraph.clause, path_of(paragraph.headings))
    return (document.district, document.code, document.title, document.file, *place)


def _coding(wording: Wording, item: Evidence, further: Sequence[str]) -> Sequence[Value]:
    coding = item.coding
    reasons = [f"{wording.rule(r.rule)} {r.points:+g} {r.note}" for r in coding.reasons] if coding else []
    return (
        wording.role(item.layer),
        wording.label(item.column),
        wording.rank(item.rank),
        "、".join(map(wording.label, item.subtypes)),
        "、".join(map(wording.label, further)),
        "、".join(coding.words if coding else ()),
        coding.score if coding else None,
        "; ".join(reason.strip() for reason in reasons),
        item.intensity,
        wording.instrument(item.instrument),
    )


def _decision(wording: Wording, decision: Decision | None) -> Sequence[Value]:
    if decision is None:
        return ("", "", "", "")
    return (wording.verdict(decision), decision.relabel, decision.note, decision.reviewer)


# --- targets.csv ------------------------------------------------------------------------------------------------

_TARGETS = (
    "target_id", "district", "level", "document", "unit_id", "indicator", "indicator_std", "comparator", "value",
    "value_to", "unit", "year", "year_origin", "base_value", "base_year", "nature", "type", "status", "sentence",
    "target_flags",
)  # fmt: skip


def _target_rows(study: Study) -> Iterable[Sequence[Value]]:
    wording = _wording(study)
    yield _heads(wording, _TARGETS)
    for target in study.targets:
        document = study.by_id[target.document_id]
        if document.included:
            yield [target.id, *_target_place(study, document, target), *_target_figures(wording, target)]


def _target_place(study: Study, document: Document, target: Target) -> Sequence[Value]:
    unit = unit_id(document, study.paragraphs[target.paragraph_key])
    return (document.district, document.metadata.value("level"), document.code, unit)


def _target_figures(wording: Wording, target: Target) -> Sequence[Value]:
    return (
        target.indicator,
        target.indicator_std,
        wording.comparator(target),
        target.value,
        target.value_to,
        target.unit,
        target.year,
        wording.year_origin(target),
        target.base_value,
        target.base_year,
        target.nature,
        wording.label(target.measure_id),
        wording.status(target),
        target.sentence,
        "、".join(wording.term("targets", flag, "flag_") for flag in target.flags),
    )


REPORT = Report(
    "csv", ("matrix.csv", "evidence.csv", "targets.csv"),
    lambda edition, folder: write_tables(edition.analysis.study, edition.analysis.comparison, folder),
)  # fmt: skip
