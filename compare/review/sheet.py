"""Read a reviewed workbook back: the verdicts that people wrote into the evidence sheet.

In: matrix.xlsx with its review columns filled. Out: `Decision`s, and a `Problem` for every verdict that is no verdict.
Example: row “清城2021-3.2.1-2 · 人才 · 不同意” → Decision(key, "talent", "reject"). The sheet is found by its key
columns, so renamed, sorted or filtered sheets are read all the same; rows without a verdict are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from compare import lexicons
from compare.model import OTHER, Decision, Taxonomy
from compare.problems import CompareError, Place, Problem, problem

Verdict = Literal["accept", "reject", "relabel", "add"]

_COLUMNS = ("ev.paragraph_key", "ev.type_id", "ev.verdict", "ev.relabel", "ev.remark")
_VERDICTS: tuple[Verdict, ...] = ("accept", "reject", "relabel", "add")
_HEAD_ROWS = 12
"""rows in which the headings are looked for: title, purpose and note stand above them"""


def read_decisions(path: Path, taxonomy: Taxonomy) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Decisions in sheet order; raises `CompareError` if the file is no workbook of ours."""
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for number, cells in _rows(path):
        key, type_id, verdict, relabel, remark = cells
        if not verdict or not key:
            continue
        place = Place(path.name, number)
        if verdict not in _by_word():
            problems.append(problem("review.unknown-verdict", "warning", place, value=verdict))
            continue
        wanted = _type_id(relabel, taxonomy) if relabel else ""
        if _by_word()[verdict] in ("relabel", "add") and not wanted:
            problems.append(problem("review.no-type", "warning", place, value=relabel))
            continue
        measure = wanted if _by_word()[verdict] == "add" else type_id
        decisions.append(Decision(key, measure, _by_word()[verdict], wanted if verdict_moves(verdict) else "", remark))
    return tuple(decisions), tuple(problems)


def verdict_moves(word: str) -> bool:
    """True if the verdict, in either language, moves the paragraph to another type."""
    return _by_word().get(word) == "relabel"


def _rows(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        raise CompareError(problem("review.unreadable", place=path.name, why=type(error).__name__)) from error
    found_any = False
    try:
        for sheet in sorted(book.worksheets, key=lambda sheet: sheet.title in _evidence_sheets()):
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            if (found := _find_columns(rows)) is not None:
                found_any = True
                yield from ((n, [_text(row, i) for i in found]) for n, row in rows)
    finally:
        book.close()
    if not found_any:
        raise CompareError(problem("review.no-sheet", place=path.name))


def _evidence_sheets() -> frozenset[str]:
    """Names of the sheet that people review; it is read last, so that it outweighs the log of earlier decisions."""
    return frozenset(lexicons.words("workbook", lang)["sheet.evidence"] for lang in ("zh", "en"))


def _find_columns(rows: Iterator[tuple[int, Sequence[Any]]]) -> Sequence[int] | None:
    """Positions of our five columns in the first heading row that has them; the rows are consumed up to there."""
    for number, row in rows:
        names = {str(cell).strip(): i for i, cell in enumerate(row) if cell is not None}
        for lang in ("zh", "en"):
            words = lexicons.words("workbook", lang)
            if all(words[c] in names for c in _COLUMNS):
                return [names[words[c]] for c in _COLUMNS]
        if number >= _HEAD_ROWS:
            return None
    return None


def _text(row: Sequence[Any], index: int) -> str:
    value = row[index] if index < len(row) else None
    return "" if value is None else str(value).strip()


@cache
def _by_word() -> Mapping[str, Verdict]:
    """The verdict that a word of either language means."""
    return {
        lexicons.words("workbook", lang)[f"verdict.{verdict}"]: verdict
        for lang in ("zh", "en")
        for verdict in _VERDICTS
    }


def _type_id(name: str, taxonomy: Taxonomy) -> str:
    """A type by id or by label in either language; OTHER by the workbook's word for it; empty if unknown."""
    for measure in taxonomy.measures:
        if measure.parent is None and name in (measure.id, measure.label, measure.label_en):
            return measure.id
    others = {OTHER, *(lexicons.words("cells", lang)["column.other"] for lang in ("zh", "en"))}
    return OTHER if name in others else ""
