"""Read a reviewed workbook back: what people wrote into the evidence sheet and into the lists of earlier decisions.

In: matrix.xlsx with its review columns filled. Out: a `Review`: `Decision`s, remarks without a verdict, columns that
people added to the right, and a `Problem` for every verdict that is no verdict. Sheets are found by their key columns,
so renamed, sorted or filtered ones are read all the same; rows nobody wrote into are left alone.
Example: row “清城2021-3.2.1-2 · 人才 · 不同意” → Decision(key, "talent", "reject").

The lists (复核记录, 待重新对应) hold the decisions of earlier rounds; the evidence sheet outweighs them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, get_args

from compare import lexicons
from compare.kinds import LANGS, Lang, Verdict
from compare.model import OTHER, Decision, ReviewSource, Taxonomy
from compare.problems import CompareError, Place, Problem, problem

_COLUMNS = ("ev.paragraph_key", "ev.type_id", "ev.verdict", "ev.relabel", "ev.remark")
_TEXTS = ("ev.text", "col.sentence")
_AROUND = ("col.document", "ev.headings", "col.layer")
_HEAD_ROWS = 12
"""rows in which the headings are looked for: title, purpose and note stand above them"""


class Shown(NamedTuple):
    """A paragraph under a type, as a sheet shows it to the reviewer; empty texts for what a sheet does not show."""

    paragraph_key: str
    type_id: str
    text: str
    document: str
    """title"""
    headings: str
    """from the outermost to the nearest"""
    layer: str
    """in the words of the workbook"""


@dataclass(frozen=True, slots=True)
class Review:
    """One workbook as a person left it."""

    source: ReviewSource
    earlier: tuple[Decision, ...]
    """verdicts of the lists, in sheet order"""
    decisions: tuple[Decision, ...]
    """verdicts of the evidence sheet, in sheet order"""
    remarks: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    _: KW_ONLY
    shown: tuple[Shown, ...] = field(default=(), repr=False)
    """all rows of the evidence sheet and of the lists, judged or not, the evidence first"""


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the columns of a sheet stand."""

    columns: tuple[int, ...]
    text: int
    """−1 where there is none"""
    around: tuple[int, ...]
    """document, headings and layer"""
    own: Mapping[str, int]
    """columns that people added: right of the verdict or a key, under a heading that the program does not use"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One row with something in it that a person may have written."""

    place: Place
    key: str
    type_id: str
    verdict: str
    relabel: str
    remark: str
    text: str
    around: tuple[str, ...]
    own: tuple[tuple[str, str], ...]


def read_review(path: Path, taxonomy: Taxonomy, name: str = "") -> Review:
    """A reviewed workbook, called `name` in what is said of it; raises `CompareError` if it is no workbook of ours."""
    name = name or path.name
    try:
        data = path.read_bytes() if path.is_file() else b""  # a pipe would be waited for
    except OSError as error:
        raise CompareError(problem("review.unreadable", place=name, why=error.strerror or str(error))) from error
    listed, evidence = _rows(data, name)
    problems: list[Problem] = []
    earlier = [_decision(row, taxonomy, problems) for row in listed]
    current = [_decision(row, taxonomy, problems) for row in evidence]
    blank = {_coding(d) for d in current if not d.verdict} - {_coding(d) for d in current if d.verdict}
    lists = [d for d in earlier if d.verdict and not (d.verdict == "accept" and _coding(d) in blank)]
    repeated = {coding: old for old in lists for coding in _repeated(old)}
    current = [_news(d, repeated.get((*_coding(d), d.verdict, d.note))) for d in current]
    verdicts = [d for d in current if d.verdict]
    remarks = {_coding(d): d for d in (*earlier, *current) if not d.verdict and (d.note or d.cells)}
    count = len({_coding(d) for d in (*lists, *verdicts)})
    unusable = sum(_has_verdict(d) for d in remarks.values())
    noted = sum(_has_words(d) for d in remarks.values())
    source = ReviewSource(name, hashlib.sha256(data).hexdigest(), count, noted, unusable)
    shown = tuple(Shown(row.key, row.type_id, row.text, *row.around) for row in (*evidence, *listed))
    return Review(source, tuple(lists), tuple(verdicts), tuple(remarks.values()), tuple(problems), shown=shown)


def _coding(decision: Decision) -> tuple[str, str]:
    return decision.paragraph_key, decision.measure_id


def _has_verdict(remark: Decision) -> bool:
    """Whether a remark is one only because its verdict cannot be used."""
    return any(key == "ev.verdict" for key, _ in remark.cells)


def _has_words(remark: Decision) -> bool:
    """Whether a person wrote more than a verdict with its type."""
    verdict = {"ev.verdict", "ev.relabel"} if _has_verdict(remark) else set()
    return bool(remark.note) or any(key not in verdict for key, _ in remark.cells)


def _repeated(decision: Decision) -> Iterator[tuple[str, str, str, str]]:
    """How the program itself shows an earlier decision in the evidence sheet: that says nothing new."""
    if decision.verdict in ("relabel", "add"):
        target = decision.relabel or decision.measure_id
        yield decision.paragraph_key, target, "accept", decision.note


def _news(decision: Decision, old: Decision | None) -> Decision:
    """What a row of the evidence sheet says beyond the earlier decision that the program shows in it."""
    if old is None:
        return decision
    cells = tuple(cell for cell in decision.cells if cell not in old.cells)
    return replace(decision, verdict="", note="", cells=cells)


def _decision(row: _Row, taxonomy: Taxonomy, problems: list[Problem]) -> Decision:
    """A row as a decision; without a verdict, or with one that cannot be used, as a remark."""
    verdict = _by_word().get(row.verdict.rstrip("。.！!，,；;"))
    wanted = _type_id(row.relabel, taxonomy) if row.relabel else ""
    fault = ""
    if row.verdict and verdict is None:
        fault = "review.unknown-verdict"
    elif verdict in ("relabel", "add") and not wanted:
        fault = "review.no-type" if row.relabel else "review.type-missing"
    if fault:
        value = row.verdict if verdict is None else row.relabel
        problems.append(problem(fault, "warning", row.place, value=value))
    place = f"{row.place.file}:{row.place.line}"
    if fault or verdict is None:
        cells = [(key, words) for key, words in (("ev.verdict", row.verdict), ("ev.relabel", row.relabel)) if words]
        kept = (*cells, *row.own)
        return Decision(row.key, row.type_id, "", note=row.remark, text=row.text, cells=kept, place=place)
    measure = wanted if verdict == "add" else row.type_id
    moved = wanted if verdict == "relabel" else ""
    written = " ".join(part for part in (row.verdict, row.relabel if wanted and verdict != "accept" else "") if part)
    return Decision(
        row.key,
        measure,
        verdict,
        relabel=moved,
        note=row.remark,
        reviewer="",
        text=row.text,
        cells=row.own,
        place=place,
        written=written,
    )


def _rows(data: bytes, name: str) -> tuple[list[_Row], list[_Row]]:
    """Rows of the lists, and rows of the evidence sheet; raises `CompareError` if there is neither."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    except Exception as error:
        raise CompareError(problem("review.unreadable", place=name, why=type(error).__name__)) from error
    found: dict[bool, list[_Row]] = {True: [], False: []}
    heads = 0
    try:
        for sheet in book.worksheets:
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            if head := _find_head(rows):
                heads += 1
                is_list = sheet.title in _list_sheets()
                where = f"{name}#{sheet.title}"
                keyed = ((n, row) for n, row in rows if _text(row, head.columns[0]))
                found[is_list].extend(_row(head, Place(where, n), row) for n, row in keyed)
    finally:
        book.close()
    if not heads:
        raise CompareError(problem("review.no-sheet", place=name))
    return found[True], found[False]


@cache
def _list_sheets() -> frozenset[str]:
    """Names of the sheets that list decisions; any other with our columns is the evidence, whatever it is called."""
    words = [lexicons.words("workbook", lang) for lang in LANGS]
    return frozenset(w[key] for w in words for key in ("sheet.decisions", "sheet.orphans"))


def _find_head(rows: Iterator[tuple[int, Sequence[Any]]]) -> _Head | None:
    """The first heading row that has our five columns; the rows are consumed up to there."""
    for number, row in rows:
        names = {str(cell).strip(): i for i, cell in enumerate(row) if cell is not None}
        for lang in LANGS:
            words = lexicons.words("workbook", lang)
            if all(words[c] in names for c in _COLUMNS):
                columns = tuple(names[words[c]] for c in _COLUMNS)
                text = next((names[words[c]] for c in _TEXTS if words[c] in names), -1)
                around = tuple(names.get(words[c], -1) for c in _AROUND)
                first = min(columns)  # a key in earlier versions, since then the verdict
                own = {n: i for n, i in names.items() if n and i > first and not _is_ours(n)}
                return _Head(columns, text, around, own)
        if number >= _HEAD_ROWS:
            return None
    return None


def _is_ours(heading: str) -> bool:
    """Whether the program gives a column that name; a row may be made by any column of a manifest."""
    groups = tuple(lexicons.words("workbook", lang)["ev.row"].format(noun="") for lang in LANGS)
    return heading in _headings() or heading.startswith(groups)


@cache
def _headings() -> frozenset[str]:
    """Words that head the program's columns: a column under another heading is a person's own."""
    nouns = [noun for lang in LANGS for noun in _nouns(lang)]
    return frozenset([*nouns, *(word for lang in LANGS for word in lexicons.words("workbook", lang).values())])


def _nouns(lang: Lang) -> Iterator[str]:
    """What may make a row, as the heading of a column."""
    for key, word in lexicons.words("cells", lang).items():
        if key.startswith("noun."):
            yield word[:1].upper() + word[1:]


def _row(head: _Head, place: Place, row: Sequence[Any]) -> _Row:
    key, type_id, verdict, relabel, remark = (_text(row, i) for i in head.columns)
    own = tuple((name, words) for name, i in head.own.items() if (words := _text(row, i)))
    return _Row(
        place=place,
        key=key,
        type_id=type_id,
        verdict=verdict,
        relabel=relabel,
        remark=remark,
        text=_text(row, head.text),
        around=tuple(_text(row, i) for i in head.around),
        own=own,
    )


def _text(row: Sequence[Any], index: int) -> str:
    value = row[index] if 0 <= index < len(row) else None
    if value is not None and hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return "" if value is None else str(value).strip()


@cache
def _by_word() -> Mapping[str, Verdict]:
    """The verdict that a word of either language means."""
    return {
        lexicons.words("workbook", lang)[f"verdict.{verdict}"]: verdict
        for lang in LANGS
        for verdict in get_args(Verdict)
    }


def _type_id(name: str, taxonomy: Taxonomy) -> str:
    """A type by id or by label in either language; OTHER by the workbook's word for it; empty if unknown."""
    for measure in taxonomy.measures:
        if measure.parent is None and name in (measure.id, measure.label, measure.label_en):
            return measure.id
    others = {OTHER, *(lexicons.words("cells", lang)["column.other"] for lang in LANGS)}
    return OTHER if name in others else ""
