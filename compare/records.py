"""A study as flat tables: which tables there are, what stands in which column, and the rows.

In: an `Analysis` and the `Wording` that has a word for a code. Out: rows of plain values in the order of `columns`,
None or an empty text where nothing is known. Example: ``next(rows("evidence", analysis, CODES))[0]`` is
“清城2021-3.1-2”. The columns are described once, in ``lexicons/columns.yaml``: the CSV files and the DataFrames are
made from these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeVar

from compare import lexicons
from compare.chinese.calendar import last_day
from compare.matrix.analysis import Analysis
from compare.matrix.comparison import unit_id
from compare.matrix.counts import Category, Presence, Tallied
from compare.matrix.keywords import DistinctiveKeyword
from compare.model import COUNTED, Amount, Decision, Document, Evidence, Paragraph, Reason, Study, Target
from compare.problems import problem_sentence
from compare.wording import Wording, path_of

Value = str | int | float | bool | None
Record = Sequence[Value]
_Figure = TypeVar("_Figure", Target, Amount)
Kind = Literal["string", "category", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What stands in a column of a table."""

    name: str
    """in English, of DataFrames"""
    zh: str
    """head in a Chinese file"""
    kind: Kind
    unit: str
    means: str
    """in Chinese"""
    means_en: str


@cache
def columns(table: str, csv: bool = False) -> tuple[Column, ...]:
    """The columns of a table; only those that its CSV file has, which come first, if `csv`."""
    data = lexicons.load("columns")
    told = data["tables"][table]
    names = [*told.get("csv", ()), *([] if csv else told["columns"])]
    return tuple(_column(name, data["columns"][name]) for name in names)


def _column(name: str, told: Mapping[str, Any]) -> Column:
    means = told["means"]
    return Column(
        name=name, zh=told["zh"], kind=told["type"], unit=told.get("unit", ""), means=means["zh"],
        means_en=means["en"],
    )  # fmt: skip


class Codes(Wording):
    """Codes stand for themselves, in every language."""

    def __init__(self) -> None:
        super().__init__("en")

    def term(self, stem: str, key: str, prefix: str = "") -> str:
        """The code."""
        return key

    def rank(self, rank: int) -> Any:
        """The number."""
        return rank

    def count_scope(self, scope: str) -> str:
        """The code."""
        return scope

    def label(self, measure_id: str) -> str:
        """The id."""
        return measure_id


CODES = Codes()


def rows(table: str, analysis: Analysis, wording: Wording = CODES) -> Iterator[Record]:
    """The rows of a table, each with a value for every one of its `columns`."""
    return TABLES[table](analysis, wording)


# --- documents and paragraphs -----------------------------------------------------------------------------------


def _documents(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    facts = ("district", "level", "parent", "province", "issuer", "number", "issued", "published", "effective")
    for document in analysis.study.documents:
        roles, value = [p.role for p in document.paragraphs], document.metadata.value
        over = last_day(value("expires"))
        yield (
            document.id, document.code, document.title, document.file, *map(value, facts),
            over.isoformat() if over else "", value("period"), value("genre"), value("url"),
            document.grade, document.included, len(roles), *(roles.count(layer) for layer in COUNTED),
            sum(len(p.text) for p in document.paragraphs if p.role == "measure"),
            "、".join(wording.flag(code) for code in _doubts(document)), _quoting(wording, document),
        )  # fmt: skip


def _quoting(wording: Wording, *documents: Document) -> str:
    """That words of one of these documents were altered; nothing of others."""
    return "" if all(document.quotable for document in documents) else wording.unquotable


def _doubts(document: Document) -> list[str]:
    return [flag.code for flag in document.flags if flag.severity != "info"]


def _paragraphs(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    study = analysis.study
    for document in study.documents:
        for p in document.paragraphs:
            intensity = study.intensity(p.key)
            level, tools = (intensity.level, intensity.instruments) if intensity else (None, ())
            yield (
                p.key, document.id, document.code, document.district, unit_id(document, p), p.index, *_lines(p),
                p.clause, path_of(p.headings), wording.role(p.role), p.cue, p.counted, level,
                wording.instrument(tools[0]) if tools else "", *_doubt(study, p, wording), len(p.text), p.text,
                " ".join(p.caveats), _quoting(wording, document),
            )  # fmt: skip


def _doubt(study: Study, paragraph: Paragraph, wording: Wording) -> Record:
    """Degree, reason and the type in doubt; nothing where it is not known."""
    doubt = study.doubts.get(paragraph.key)
    if doubt is None:
        return (None, "", "")
    return (
        doubt.value,
        wording.doubt(doubt.why) if doubt.why else "",
        wording.label(doubt.type_id) if doubt.type_id else "",
    )


def _lines(paragraph: Paragraph) -> tuple[int | None, int | None]:
    return paragraph.lines or (None, None)


# --- codings ----------------------------------------------------------------------------------------------------


def _codings(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    study = analysis.study
    labels = analysis.labels
    for document, p in _all_paragraphs(study):
        for c in study.codings.get(p.key, ()):
            yield (
                p.key, document.id, document.district, wording.role(p.role), labels[c.measure_id], c.measure_id,
                c.rank, "、".join(map(wording.label, c.subtypes)), "、".join(c.words), c.score,
                _why(c.reasons, wording),
            )  # fmt: skip


def _matches(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    study = analysis.study
    for document, p in _all_paragraphs(study):
        for c in study.codings.get(p.key, ()):
            for m in c.matches:
                yield (
                    p.key, document.id, c.measure_id, m.keyword.measure_id, m.keyword.text, m.keyword.strength, m.quote,
                    m.span.start, m.span.end, not m.rejected, m.rejected, m.note, m.status,
                )  # fmt: skip


def _all_paragraphs(study: Study) -> Iterator[tuple[Document, Paragraph]]:
    return ((document, paragraph) for document in study.documents for paragraph in document.paragraphs)


def _why(reasons: Iterable[Reason], wording: Wording) -> str:
    return "; ".join(f"{wording.rule(r.rule)} {r.points:+g} {r.note}".strip() for r in reasons)


# --- evidence and matrix ----------------------------------------------------------------------------------------


def _evidence(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    study, comparison = analysis.study, analysis.comparison
    labels = analysis.labels
    types: dict[str, list[str]] = {}
    for item in comparison.evidence:
        types.setdefault(item.paragraph_key, []).append(item.column)
    for item in comparison.evidence:
        document, paragraph = study.by_id[item.document_id], study.paragraphs[item.paragraph_key]
        yield (
            item.id, comparison.labels[item.row], document.district, document.code, document.title, document.file,
            *_lines(paragraph), paragraph.clause, path_of(paragraph.headings),
            wording.role(item.layer), labels[item.column],
            *_coding(item, [t for t in types[item.paragraph_key] if t != item.column], wording),
            *_doubt(study, paragraph, wording), paragraph.text, " ".join(paragraph.caveats),
            "；".join(wording.flag(code) for code in (*item.flags, *_doubts(document))),
            _quoting(wording, document), item.paragraph_key, item.column,
            *_decision(study.decided.get((item.paragraph_key, item.column)), wording),
            item.document_id, item.row,
        )  # fmt: skip


def _coding(item: Evidence, further: Sequence[str], wording: Wording) -> Record:
    coding = item.coding
    return (
        wording.rank(item.rank),
        "、".join(map(wording.label, item.subtypes)),
        "、".join(map(wording.label, further)),
        "、".join(coding.words if coding else ()),
        coding.score if coding else None,
        _why(coding.reasons, wording) if coding else "",
        item.intensity,
        wording.instrument(item.instrument),
    )


def _decision(decision: Decision | None, wording: Wording) -> Record:
    if decision is None:
        return ("", "", "", "")
    return (wording.verdict(decision), decision.relabel, decision.note, decision.reviewer)


def _matrix(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    labels = analysis.labels
    places, quoting = {row.key: row for row in analysis.comparison.rows}, _quoting_by_row(analysis, wording)
    for item in analysis.long_rows:
        row = places[item.row]
        yield (
            row.label, row.level, row.parent, row.years, row.grade, len(row.documents), labels[item.column],
            item.column, wording.symbol(item.symbol), item.n_primary, item.n_any, item.n_practice, item.n_safeguard,
            item.mentions, item.units, item.characters, item.share, item.per_1000, item.lq, item.covered, item.subtypes,
            item.coverage, item.intensity, item.hard,
            wording.reason(item.reason), quoting[row.key], row.key,
        )  # fmt: skip


def _quoting_by_row(analysis: Analysis, wording: Wording) -> dict[str, str]:
    documents = analysis.study.by_id
    return {row.key: _quoting(wording, *(documents[id] for id in row.documents)) for row in analysis.comparison.rows}


def _keywords(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    type_of = analysis.study.taxonomy.type_of
    return _distinctive(analysis, analysis.keywords, lambda k: (type_of(k.measure_id), k.measure_id))


def _phrases(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    return _distinctive(analysis, analysis.phrases, lambda k: ())


def _distinctive(
    analysis: Analysis, found: Iterable[DistinctiveKeyword], types: Callable[[DistinctiveKeyword], Record]
) -> Iterator[Record]:
    names = analysis.comparison.labels
    for k in found:
        test = k.keyness
        yield (
            names[k.row], k.keyword, *types(k), k.count, k.units, k.peers_count,
            k.peers_units, test.g2, test.log_ratio, test.chi2, test.p, k.p_adjusted, k.row,
        )  # fmt: skip


# --- targets and amounts ----------------------------------------------------------------------------------------


def _targets(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    labels, study = analysis.labels, analysis.study
    for t, place in _placed(study, study.targets):
        yield (
            t.id, *place,
            t.indicator, t.indicator_std, wording.comparator(t), t.value, t.value_to, t.unit, t.year,
            wording.year_origin(t), t.base_value, t.base_year,
            t.nature, t.tone, t.spoken, labels.get(t.measure_id, t.measure_id), wording.status(t),
            t.sentence, "、".join(wording.term("targets", flag, "flag_") for flag in t.flags),
            _quoting(wording, study.by_id[t.document_id]), t.measure_id, t.document_id, t.paragraph_key,
            t.span.start, t.span.end,
        )  # fmt: skip


def _amounts(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    labels, study = analysis.labels, analysis.study
    for a, place in _placed(study, study.amounts):
        yield (
            a.id, *place,
            labels.get(a.measure_id, a.measure_id), wording.role(a.layer), wording.amount_kind(a),
            a.amount, a.amount_to, a.rate, a.rate_to, a.raw, a.basis, a.per, a.beneficiary, a.condition, a.years,
            a.tier, a.sentence, "、".join(wording.term("amounts", flag, "flag_") for flag in a.flags),
            _quoting(wording, study.by_id[a.document_id]), a.measure_id, a.document_id, a.paragraph_key,
            a.written.start, a.written.end,
        )  # fmt: skip


def _placed(study: Study, items: Iterable[_Figure]) -> Iterator[tuple[_Figure, Record]]:
    """The figures of documents that are compared, each with district, level, document and paragraph."""
    for item in items:
        document = study.by_id[item.document_id]
        if document.included:
            unit = unit_id(document, study.paragraphs[item.paragraph_key])
            yield item, (document.district, document.metadata.value("level"), document.code, unit)


# --- frequencies ------------------------------------------------------------------------------------------------


def _counts(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    counts = analysis.counts
    words = {category: _category(analysis, category, wording) for category in counts.categories}
    by_row, documents = _quoting_by_row(analysis, wording), analysis.study.by_id
    for scope, each in (("document", counts.documents), ("row", counts.rows)):
        for tallied in each:
            counted, every = tallied.counted, tallied.all
            place = (wording.count_scope(scope), *_counted_place(analysis, tallied))
            document = documents.get(tallied.document_id)
            quoting = _quoting(wording, document) if document else by_row[tallied.row]
            base = (counted.paragraphs, every.paragraphs, counted.characters, every.characters)
            for c in tallied.categories(counts.categories):
                yield (
                    *place, *words[c], counted.hits[c], every.hits[c], counted.holding[c], every.holding[c], *base,
                    counted.rate(c), every.rate(c), quoting, c.type_id, c.measure_id, tallied.document_id, tallied.row,
                )  # fmt: skip


def _counted_place(analysis: Analysis, tallied: Tallied) -> Record:
    """Row, document and title; of a row as a whole only its name."""
    row = analysis.comparison.labels.get(tallied.row, "")
    document = analysis.study.by_id.get(tallied.document_id)
    return (row, document.code, document.title) if document else (row, "", "")


def _category(analysis: Analysis, category: Category, wording: Wording) -> Record:
    below = category.measure_id != category.type_id
    return (
        wording.category_level(category.level), analysis.labels[category.type_id],
        analysis.labels[category.measure_id] if below else "", category.keyword,
    )  # fmt: skip


def _paragraph_types(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    types = [(analysis.labels[type_id], type_id) for type_id in analysis.study.taxonomy.type_ids]
    for place, presence in placed_presences(analysis, wording):
        for label, id in types:
            rank, hits = presence.ranks.get(id, 0), presence.hits.get(id, 0)
            yield (*place, label, id, int(rank > 0), rank, hits)


def placed_presences(analysis: Analysis, wording: Wording = CODES) -> Iterator[tuple[Record, Presence]]:
    """Every paragraph of the documents that are compared: what the columns before the types hold, and its types."""
    rows = {id: (row.label, row.key) for row in analysis.comparison.rows for id in row.documents}
    for presence in analysis.presences:
        document, p = presence.document, presence.paragraph
        label, key = rows.get(document.id, ("", ""))
        place = (
            unit_id(document, p), document.code, label, wording.role(p.role), p.counted, len(p.text),
            _quoting(wording, document), p.key, document.id, key,
        )  # fmt: skip
        yield place, presence


# --- problems ---------------------------------------------------------------------------------------------------


def _problems(analysis: Analysis, wording: Wording) -> Iterator[Record]:
    lang = analysis.study.settings.lang
    for p in analysis.study.problems:
        where = p.place
        yield (p.code, p.severity, where.file, where.line or None, where.column or None, problem_sentence(p, lang))


TABLES: dict[str, Callable[[Analysis, Wording], Iterator[Record]]] = {
    "documents": _documents,
    "paragraphs": _paragraphs,
    "codings": _codings,
    "matches": _matches,
    "evidence": _evidence,
    "matrix": _matrix,
    "targets": _targets,
    "amounts": _amounts,
    "keywords": _keywords,
    "phrases": _phrases,
    "counts": _counts,
    "paragraph_types": _paragraph_types,
    "problems": _problems,
}
