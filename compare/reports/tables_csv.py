"""matrix.csv, evidence.csv and targets.csv: the numbers and the words behind them for any other program.

In: a `Study` and its `Comparison`. Out: UTF-8 with BOM and CRLF (Excel on Windows needs both), every text safe from
being read as a formula, numbers as plain numbers, a blank where a figure is hidden or unknown.
Example: the clause “=1+N=服务体系:整合园区资源。” is written as “'=1+N=服务体系:整合园区资源。”.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from compare import lexicons
from compare.matrix.frames import unit_id
from compare.matrix.tables import LongRow, long_rows
from compare.model import OTHER, Comparison, Decision, Document, Evidence, Paragraph, Study, Target
from compare.reports.edition import Report

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


@dataclass(frozen=True)
class _Voice:
    """The words of one language and the names of one taxonomy."""

    heads: dict[str, str]
    cells: dict[str, str]
    rules: dict[str, str]
    flags: dict[str, str]
    figures: dict[str, str]
    """flags and comparators of targets"""
    tools: dict[str, str]
    measures: dict[str, str]

    def head(self, keys: Iterable[str]) -> list[Value]:
        return [self.heads[key] for key in keys]

    def label(self, measure_id: str) -> str:
        return self.measures.get(measure_id, measure_id)


def _voice(study: Study) -> _Voice:
    lang = study.settings.lang
    cells = lexicons.words("cells", lang)
    english = lang == "en"
    measures = {m.id: m.label_en if english and m.label_en else m.label for m in study.taxonomy.measures}
    return _Voice(
        lexicons.words("exports", lang),
        cells,
        lexicons.words("reasons", lang),
        lexicons.words("flags", lang),
        lexicons.words("targets", lang),
        lexicons.words("instruments", lang),
        {**measures, OTHER: cells["column.other"]},
    )


# --- matrix.csv -------------------------------------------------------------------------------------------------

_FIGURES = (
    "symbol", "n_primary", "n_any", "n_practice", "n_safeguard", "mentions", "units", "characters", "share", "per_1000",
    "lq", "covered", "subtypes_total", "coverage", "intensity", "hard", "note",
)  # fmt: skip


def _matrix_rows(study: Study, comparison: Comparison) -> Iterable[Sequence[Value]]:
    voice, by = _voice(study), study.settings.by
    place = ("level", "parent", "years", "grade", "documents", "type", "type_id")
    heads = [*voice.head(place), *voice.head(_FIGURES)]
    first = voice.heads.get(f"by.{by}", by)
    yield [voice.heads["row"] if first in heads else first, *heads]  # rows may be what another column tells as well
    rows = {row.key: row for row in comparison.rows}
    for item in long_rows(comparison):
        row = rows[item.row]
        facts = (row.label, row.level, row.parent, row.years, row.grade, len(row.documents))
        yield [*facts, voice.label(item.column), item.column, *_figures(item, voice)]


def _figures(item: LongRow, voice: _Voice) -> Sequence[Value]:
    note = voice.cells[f"reason.{item.reason}"] if item.reason else ""
    return (
        item.symbol, item.n_primary, item.n_any, item.n_practice, item.n_safeguard, item.mentions, item.units,
        item.characters, item.share, item.per_1000, item.lq, item.covered, item.subtypes, item.coverage, item.intensity,
        item.hard, note,
    )  # fmt: skip


# --- evidence.csv -----------------------------------------------------------------------------------------------

_EVIDENCE = (
    "evidence_id", "row", "district", "document", "title", "file", "line_from", "line_to", "clause", "headings",
    "layer", "type", "rank", "subtypes", "further", "matched", "score", "reasons", "intensity_level", "instrument",
    "text", "caveats", "flags", "paragraph", "type_id", "verdict", "relabel", "review_note", "reviewer",
)  # fmt: skip


def _evidence_rows(study: Study, comparison: Comparison) -> Iterable[Sequence[Value]]:
    voice = _voice(study)
    yield voice.head(_EVIDENCE)
    labels = {row.key: row.label for row in comparison.rows}
    decisions = {(d.paragraph_key, d.relabel if d.verdict == "relabel" else d.measure_id): d for d in study.decisions}
    types: dict[str, list[str]] = {}
    for item in comparison.evidence:
        types.setdefault(item.paragraph_key, []).append(item.column)
    for item in comparison.evidence:
        document, paragraph = study.by_id[item.document_id], study.paragraphs[item.paragraph_key]
        yield [
            item.id,
            labels[item.row],
            *_source(document, paragraph),
            *_coding(voice, item, [t for t in types[item.paragraph_key] if t != item.column]),
            paragraph.text,
            " ".join(paragraph.caveats),
            "；".join(voice.flags.get(code, code) for code in (*item.flags, *_doubts(document))),
            item.paragraph_key,
            item.column,
            *_decision(voice, decisions.get((item.paragraph_key, item.column))),
        ]


def _doubts(document: Document) -> list[str]:
    return [flag.code for flag in document.flags if flag.severity != "info"]


def _source(document: Document, paragraph: Paragraph) -> Sequence[Value]:
    first, last = paragraph.lines or (None, None)
    headings = " > ".join(h.label + h.text for h in paragraph.headings)
    return (document.district, document.code, document.title, document.file, first, last, paragraph.clause, headings)


def _coding(voice: _Voice, item: Evidence, further: Sequence[str]) -> Sequence[Value]:
    coding = item.coding
    # under OTHER the residual type stands where a headline type has its sub-types
    below = coding.subtypes or ((coding.measure_id,) if item.column == OTHER else ()) if coding else ()
    matches = [m.quote for m in coding.matches if not m.rejected] if coding else []
    reasons = [f"{voice.rules.get(r.rule, r.rule)} {r.points:+g} {r.note}" for r in coding.reasons] if coding else []
    return (
        voice.cells[f"layer.{item.layer}"],
        voice.label(item.column),
        voice.heads["rank.main" if item.rank == 1 else "rank.further"],
        "、".join(map(voice.label, below)),
        "、".join(map(voice.label, further)),
        "、".join(dict.fromkeys(matches)),
        coding.score if coding else None,
        "; ".join(reason.strip() for reason in reasons),
        item.intensity,
        voice.tools.get(item.instrument, item.instrument),
    )


def _decision(voice: _Voice, decision: Decision | None) -> Sequence[Value]:
    if decision is None:
        return ("", "", "", "")
    return (voice.heads[f"verdict.{decision.verdict}"], decision.relabel, decision.note, decision.reviewer)


# --- targets.csv ------------------------------------------------------------------------------------------------

_TARGETS = (
    "target_id", "district", "level", "document", "unit_id", "indicator", "indicator_std", "comparator", "value",
    "value_to", "unit", "year", "year_origin", "base_value", "base_year", "nature", "type", "status", "sentence",
    "target_flags",
)  # fmt: skip


def _target_rows(study: Study) -> Iterable[Sequence[Value]]:
    voice = _voice(study)
    yield voice.head(_TARGETS)
    for target in study.targets:
        document = study.by_id[target.document_id]
        if document.included:
            yield [target.id, *_target_place(study, document, target), *_target_figures(voice, target)]


def _target_place(study: Study, document: Document, target: Target) -> Sequence[Value]:
    unit = unit_id(document, study.paragraphs[target.paragraph_key])
    return (document.district, document.metadata.value("level"), document.code, unit)


def _comparator(voice: _Voice, target: Target) -> str:
    """In words: 不低于, 增长, 约."""
    sign = "≈" if target.comparator == "=" and "approximate" in target.flags else target.comparator
    return voice.figures.get(f"comparator_{sign}", sign)


def _target_figures(voice: _Voice, target: Target) -> Sequence[Value]:
    return (
        target.indicator,
        target.indicator_std,
        _comparator(voice, target),
        target.value,
        target.value_to,
        target.unit,
        target.year,
        voice.heads[f"origin.{target.year_origin}"] if target.year_origin else "",
        target.base_value,
        target.base_year,
        target.nature,
        voice.label(target.measure_id),
        voice.heads[f"status.{target.status}"],
        target.sentence,
        "、".join(voice.figures.get(f"flag_{flag}", flag) for flag in target.flags),
    )


REPORT = Report(
    "csv", ("matrix.csv", "evidence.csv", "targets.csv"),
    lambda edition, folder: write_tables(*edition.compared, folder),
)  # fmt: skip
