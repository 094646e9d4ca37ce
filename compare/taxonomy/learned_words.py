"""The table of learned words beside a taxonomy: read, checked against the taxonomy, and written.

In: a TSV file and the taxonomy that names it (``learned: weights/innovation.tsv``). Out: a `LearnedTable`, and what is
wrong with it. Lines that begin with # are comments; those with a tab behind it are settings of the table:

    #	slope	0.45
    #	type	transfer	5.1	1f9c0a2b
    term	where	type	weight	paragraphs
    概念验证	text	transfer	0.8	31

A type carries the mark of its definition: words learned for another definition are not used, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from compare.kinds import LEARNED_PLACES, LearnedPlace
from compare.model import LearnedTable, LearnedWord, Measure, Taxonomy
from compare.problems import Place, Problem, problem

OFF = ("off", "no", "false")
"""ways to say that no learned words are wanted"""
COLUMNS = ("term", "where", "type", "weight", "paragraphs")
_WHERE: Mapping[str, LearnedPlace] = dict(zip(("text", "opening", "heading"), LEARNED_PLACES, strict=True))
_NAMES = {place: name for name, place in _WHERE.items()}
_MOST = 100.0
"""points that no word can be worth"""


@dataclass(kw_only=True)
class _Draft:
    """What a file says so far."""

    words: list[LearnedWord] = field(default_factory=list)
    thresholds: dict[str, float] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, float] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """type → where it is declared"""
    problems: list[Problem] = field(default_factory=list)


def definition_mark(measure: Measure) -> str:
    """Eight hex digits that change with the definition of a type: what it was learned for."""
    told = "\n".join((measure.id, measure.definition, measure.include, measure.exclude))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def read_learned(path: Path, taxonomy: Taxonomy, written: str = "") -> tuple[LearnedTable | None, list[Problem]]:
    """The table, for those of its types that the taxonomy has as they were learned; None if there is none or it is
    faulty. `written` is the taxonomy's name for it. Raises nothing."""
    name = path.as_posix()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None, [problem("taxonomy.learned-missing", "warning", name)]
    draft = _Draft()
    for number, line in enumerate(lines, 1):
        if fault := _read_line(line, number, draft):
            draft.problems.append(problem("taxonomy.learned-line", "warning", Place(name, number), **fault))
    known = _fitting(draft, taxonomy, name)
    missing = [setting for setting in ("slope", "margin", "objection") if setting not in draft.numbers]
    if missing or not known:
        draft.problems += [problem("taxonomy.learned-head", "warning", name, setting=setting) for setting in missing]
        return None, draft.problems
    return LearnedTable(
        words=tuple(word for word in draft.words if word.type_id in known),
        thresholds=tuple((t, value) for t, value in draft.thresholds.items() if t in known),
        **draft.numbers, file=written or path.name,
    ), draft.problems  # fmt: skip


def _read_line(line: str, number: int, draft: _Draft) -> dict[str, str]:
    """Take up one line; what is wrong with it, empty if nothing."""
    cells = line.split("\t")
    if not line.strip() or cells == list(COLUMNS) or (cells[0].startswith("#") and len(cells) == 1):
        return {}
    try:
        if cells[0] == "#":
            _read_setting(cells[1:], number, draft)
        else:
            draft.words.append(_word(cells))
    except (ValueError, KeyError, IndexError):
        return {"line": line[:60]}
    return {}


def _read_setting(cells: list[str], number: int, draft: _Draft) -> None:
    if cells[0] == "type":
        draft.thresholds[cells[1]], draft.marks[cells[1]] = float(cells[2]), cells[3]
        draft.lines[cells[1]] = number
    elif cells[0] in ("slope", "margin", "objection"):
        draft.numbers[cells[0]] = float(cells[1])


def _word(cells: list[str]) -> LearnedWord:
    term, where, type_id, weight, *count = cells
    points = float(weight)
    if not term.strip() or not abs(points) <= _MOST:
        raise ValueError(weight)
    return LearnedWord(term.strip(), _WHERE[where], type_id, points, int(count[0]) if count else 0)


def _fitting(draft: _Draft, taxonomy: Taxonomy, name: str) -> set[str]:
    """The types of the table that the taxonomy has, with the definition they were learned for."""
    types = {measure.id: measure for measure in taxonomy.types}
    known = set()
    for type_id, mark in draft.marks.items():
        place = Place(name, draft.lines[type_id])
        if type_id not in types:
            draft.problems.append(
                problem("taxonomy.learned-unknown-type", "warning", place, id=type_id, allowed=" ".join(types))
            )
        elif mark != definition_mark(types[type_id]):
            draft.problems.append(problem("taxonomy.learned-other-definition", "warning", place, id=type_id))
        else:
            known.add(type_id)
    return known


def learned_text(table: LearnedTable, taxonomy: Taxonomy, remarks: str = "") -> str:
    """A table as the text of its file; `remarks` are lines of comment."""
    return "\n".join(_lines(table, taxonomy, remarks)) + "\n"


def _lines(table: LearnedTable, taxonomy: Taxonomy, remarks: str) -> Iterator[str]:
    yield from (f"# {line}" for line in remarks.splitlines())
    for setting in ("slope", "margin", "objection"):
        yield f"#\t{setting}\t{getattr(table, setting):g}"
    for type_id, threshold in table.thresholds:
        yield f"#\ttype\t{type_id}\t{threshold:g}\t{definition_mark(taxonomy.by_id[type_id])}"
    yield "\t".join(COLUMNS)
    for word in table.words:
        yield f"{word.term}\t{_NAMES[word.place]}\t{word.type_id}\t{word.points:g}\t{word.paragraphs}"
