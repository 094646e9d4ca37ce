"""The matrix: evidence rows, and cells that are nothing but the number of them.

In: a coded `Study` (after the analyst's decisions, see `compare.review.decisions`). Out: a `Comparison`.
Example: the paragraph “建设科技企业孵化器,引进高层次人才驻点。” of 临江区 with two types gives the evidence rows
``临江2021-3.2-1/incubator`` (main) and ``临江2021-3.2-1/talent`` (further): one primary, two any.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import Literal

from compare import lexicons
from compare.kinds import GRADES, EmptyReason, EvidenceFlag
from compare.matrix.comparability import find_notes, is_partial, is_summary
from compare.matrix.grounds import grounded
from compare.matrix.rows import Group, document_scope, group_documents, peer_groups, peers
from compare.matrix.statistics import FEW_UNITS, HARD, LQ_EXPECTED, LQ_UNITS, location_quotient
from compare.matrix.themes import find_themes
from compare.model import (
    COUNTED,
    OTHER,
    Cell,
    Coding,
    Comparison,
    Document,
    Evidence,
    Intensity,
    Paragraph,
    PeerGroup,
    Row,
    Study,
    Symbol,
    Taxonomy,
    Theme,
)

_SILENT = Intensity(0, ())


def build_comparison(study: Study) -> Comparison:
    """The matrix of a study by ``study.settings.by``, every row and column kept, with its notes on comparability."""
    groups = group_documents(study.documents, study.settings)
    columns = (*(t.id for t in study.taxonomy.types), OTHER)
    evidence = [row for group in groups for row in _group_evidence(study, group)]
    themes = find_themes(study)
    rows = tuple(_build_row(group, themes) for group in groups)
    alike = peer_groups(rows)
    found = peers(rows, _groups_of_whole_rows(groups, rows, alike))
    cells = _with_quotients(rows, columns, _build_cells(study, groups, rows, columns, evidence), found)
    return Comparison(
        rows=rows,
        columns=columns,
        cells=cells,
        evidence=tuple(evidence),
        notes=find_notes(study, rows, alike, themes),
        peer_groups=alike,
        peers=found,
    )


def _groups_of_whole_rows(
    groups: Sequence[Group], rows: Sequence[Row], alike: Iterable[PeerGroup]
) -> Iterator[PeerGroup]:
    """The peer groups with those rows whose measures are mostly those of the group's documents.

    Shares, quotients, keywords and likeness are of all documents of a row: of one with a plan and four rules on other
    subjects they say nothing beside the plan of another.
    """
    units = {d.id: sum(p.role == "measure" for p in d.paragraphs) for group in groups for d in group.documents}
    by_key = {row.key: row for row in rows}
    for group in alike:
        kept = tuple(
            key
            for key in group.rows
            if 2 * sum(units[id] for id in by_key[key].documents if id in group.documents) >= by_key[key].units
        )
        if len(kept) > 1:
            yield replace(group, rows=kept)


def columns_of_measures(comparison: Comparison) -> dict[str, list[str]]:
    """Paragraph key → the columns that count it as a measure, that of its main type first."""
    found: dict[str, list[str]] = {}
    for evidence in comparison.evidence:  # by rank within a paragraph
        if evidence.layer == "measure":
            found.setdefault(evidence.paragraph_key, []).append(evidence.column)
    return found


# --- evidence ---------------------------------------------------------------------------------------------------


def _group_evidence(study: Study, group: Group) -> Iterator[Evidence]:
    for document in group.documents:
        for paragraph in document.paragraphs:
            if paragraph.counted:
                yield from paragraph_evidence(study, group.key, document, paragraph)


def unit_id(document: Document, paragraph: Paragraph) -> str:
    """Citation of a paragraph, ``临江2021-3.2.1-2``; by its number where the document has no structure."""
    return f"{document.code}-{paragraph.place or f'p{paragraph.index + 1}'}"


def paragraph_evidence(study: Study, row: str, document: Document, paragraph: Paragraph) -> Iterator[Evidence]:
    """One row for each headline type assigned to a paragraph, one in OTHER if there is none; nothing if not counted."""
    layer = paragraph.layer
    if layer is None:
        return
    assigned = [c for c in study.codings.get(paragraph.key, ()) if c.rank]
    found: list[tuple[str, Coding | None]] = [(c.measure_id, c) for c in assigned if _headline(study.taxonomy, c)]
    found = found or [(OTHER, assigned[0] if assigned else None)]
    unit = unit_id(document, paragraph)
    for rank, (column, coding) in enumerate(found, start=1):
        intensity = study.intensity(paragraph.key, column) or _SILENT
        yield Evidence(
            id=f"{unit}/{column}" if len(found) > 1 else unit,
            row=row,
            column=column,
            layer=layer,
            rank=rank,
            document_id=document.id,
            paragraph_key=paragraph.key,
            coding=coding,
            intensity=intensity.level,
            instrument=intensity.instruments[0] if intensity.instruments else "",
            flags=tuple(_remarks(study, paragraph, intensity)),
        )


def _remarks(study: Study, paragraph: Paragraph, intensity: Intensity) -> Iterator[EvidenceFlag]:
    """Safeguards that an analyst may promote (domain rule B5) and paragraphs about more types than are assigned."""
    if paragraph.role == "safeguard" and intensity.level >= HARD:
        yield "substantive_safeguard"
    rule = study.taxonomy.scoring
    if study.taxonomy.method == "count":  # every type that is named is assigned
        return
    reached = [c for c in study.codings.get(paragraph.key, ()) if c.score >= rule.threshold]
    if 0 < rule.max_types < sum(_headline(study.taxonomy, c) for c in reached):
        yield "multi_topic"


def _headline(taxonomy: Taxonomy, coding: Coding) -> bool:
    return not taxonomy.by_id[coding.measure_id].residual


# --- rows -------------------------------------------------------------------------------------------------------


def _build_row(group: Group, themes: Mapping[str, Theme]) -> Row:
    roles = [p.role for d in group.documents for p in d.paragraphs]
    return Row(
        key=group.key,
        label=group.label,
        level=group.level,
        parent=group.parent,
        documents=tuple(d.id for d in group.documents),
        units=roles.count("measure"),
        practices=roles.count("practice"),
        safeguards=roles.count("safeguard"),
        characters=sum(len(p.text) for d in group.documents for p in d.paragraphs if p.role == "measure"),
        years="、".join(sorted({y for d in group.documents if (y := d.metadata.time)})),
        genres=tuple(dict.fromkeys(g for d in group.documents if (g := d.metadata.value("genre")))),
        grade=max((d.grade for d in group.documents), key=GRADES.index),
        scope=tuple(scope for d in group.documents for scope in document_scope(d, themes[d.id])),
        empty=_why_empty(group.documents),
        confined_to=_confined_to([themes[d.id] for d in group.documents]),
    )


def _confined_to(themes: Sequence[Theme]) -> tuple[str, ...] | None:
    """The types that documents are about if each is about some only."""
    if not themes or not all(theme.confined for theme in themes):
        return None
    return tuple(dict.fromkeys(type_id for theme in themes for type_id in theme.types))


def _why_empty(documents: Sequence[Document]) -> EmptyReason:
    """Why these documents show nothing: ``genre`` if none can show measures, ``summary`` or ``incomplete`` if none is
    whole.
    """
    genres = {g["id"]: g for g in lexicons.load("genres")["genres"]}
    kinds = [genres.get(d.metadata.value("genre"), {}) for d in documents]
    if all(kind.get("role") == "practice" for kind in kinds):
        return "genre"
    if documents and all(map(is_summary, documents)):
        return "summary"
    return "incomplete" if all(map(is_partial, documents)) else "absent"


# --- cells ------------------------------------------------------------------------------------------------------


def _build_cells(
    study: Study, groups: Sequence[Group], rows: Sequence[Row], columns: Sequence[str], evidence: Iterable[Evidence]
) -> dict[tuple[str, str], Cell]:
    found: dict[tuple[str, str], list[Evidence]] = {(row.key, column): [] for row in rows for column in columns}
    for item in evidence:
        found[item.row, item.column].append(item)
    cells = {}
    for group, row in zip(groups, rows, strict=True):
        mentions = _count_mentions(study, group)
        for column in columns:
            cells[row.key, column] = _build_cell(
                study.taxonomy, row, column, found[row.key, column], mentions.get(column, 0)
            )
    return cells


def _count_mentions(study: Study, group: Group) -> dict[str, int]:
    """Counted paragraphs that name a headline type without being about it."""
    counts: dict[str, int] = {}
    for document in group.documents:
        for paragraph in document.paragraphs:
            for coding in study.codings.get(paragraph.key, ()) if paragraph.counted else ():
                if mentioned(coding) and _headline(study.taxonomy, coding):
                    counts[coding.measure_id] = counts.get(coding.measure_id, 0) + 1
    return counts


def mentioned(coding: Coding) -> bool:
    """True for a type that is named by an accepted keyword but not assigned."""
    return not coding.rank and any(not match.rejected for match in coding.matches)


def _build_cell(taxonomy: Taxonomy, row: Row, column: str, evidence: Sequence[Evidence], mentions: int) -> Cell:
    measures, practice, safeguard = ([e for e in evidence if e.layer == layer] for layer in COUNTED)
    primary = tuple(e.id for e in measures if e.rank == 1)
    symbol, reason = read_symbol(measures, practice, safeguard, mentions, row.silence(column))
    below = () if column == OTHER else taxonomy.subtypes(column)
    present = {s for e in measures if e.coding for s in grounded(e.coding)}
    return Cell(
        symbol=symbol,
        primary=primary,
        any=tuple(e.id for e in measures),
        practice=tuple(e.id for e in practice),
        safeguard=tuple(e.id for e in safeguard),
        mentions=mentions,
        share=len(primary) / row.units if row.units >= FEW_UNITS else None,
        per_1000=1000 * len(measures) / row.characters if row.characters else None,
        subtypes=tuple(m.id for m in below if m.id in present),
        n_subtypes=len(below),
        lq=None,
        intensity=float(median(e.intensity for e in measures)) if measures else None,
        hard=sum(e.intensity >= HARD for e in measures) / len(measures) if measures else None,
        reason=reason,
    )


def read_symbol(
    measures: Sequence[object],
    practice: Sequence[object],
    safeguard: Sequence[object],
    mentions: int,
    empty: EmptyReason | Literal[""],
) -> tuple[Symbol, EmptyReason | Literal[""]]:
    """The symbol of a cell and the reason why it is not ●; `empty` says why there is nothing."""
    if measures:
        return "●", ""
    if practice:
        return "◆", "practice-and-safeguard" if safeguard else "practice-only"
    if safeguard:
        return "◐", "safeguard-only"
    if mentions:
        return "○", "summary-mention" if empty == "summary" else "mention-only"
    return ("n/a" if empty == "genre" else "–"), empty


def _with_quotients(
    rows: Sequence[Row],
    columns: Sequence[str],
    cells: Mapping[tuple[str, str], Cell],
    groups: Mapping[str, tuple[str, ...]],
) -> dict[tuple[str, str], Cell]:
    """The cells with their location quotients among peers (layer measure, main types).

    A row without peers has no quotient: it would be 1 whatever it holds.
    """
    result = dict(cells)
    by_key = {row.key: row for row in rows}
    for group in dict.fromkeys(filter(None, groups.values())):
        total = sum(by_key[key].units for key in group)
        for column in columns:
            of_column = sum(len(cells[key, column].primary) for key in group)
            for key in (key for key in group if groups[key] == group):
                units = by_key[key].units
                if units >= LQ_UNITS and units * of_column / total >= LQ_EXPECTED:
                    cell = cells[key, column]
                    quotient = location_quotient(len(cell.primary), units, of_column, total)
                    result[key, column] = replace(cell, lq=quotient)
    return result
