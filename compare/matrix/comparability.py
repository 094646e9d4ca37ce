"""What is not comparable, said before anyone compares.

In: the documents of a study and the rows of its matrix. Out: `Flag`s whose codes are keys of
``lexicons/wording/comparability.yaml``; the quote names the documents or rows concerned.
Example: 云州市 above 临江区 and 望山区 gives ``parent_child`` with the quote “云州市 ⊃ 临江区、望山区”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from compare import lexicons
from compare.matrix.rows import level_rank
from compare.model import Document, Flag, Row, Study

NAMES = 6
"""names listed in one note; the rest is counted, since a Flag's quote holds 80 characters"""
LENGTH_RATIO = 3.0
"""from three times the length on the block warns against reading counts (a choice, not a measurement)"""
FEW_UNITS = 5
_MILD = {"complete_attachments", "complete_scope"}
"""notes on completeness that do not forbid the comparison"""

Severity = Literal["bad", "warn", "info"]
Years = tuple[int, int]


def find_notes(documents: Sequence[Document], rows: Sequence[Row], study: Study) -> tuple[Flag, ...]:
    """The comparability block, from peers and periods over size and completeness to how the matrix may be read."""
    included = [d for d in documents if d.included]
    return (
        *_note_levels(rows),
        *_note_genres(included, study.settings.lang),
        *_note_periods(included, study.settings.as_of),
        *_note_sizes(included, rows),
        *_note_fitness(included),
        *_note_reading(included, rows),
    )


def _flag(code: str, severity: Severity, names: Iterable[str]) -> Iterator[Flag]:
    """A flag that lists the names, or nothing if there are none."""
    unique = list(dict.fromkeys(names))
    if unique:
        yield Flag(code, severity, _listed(unique), len(unique))


def _listed(names: Sequence[str]) -> str:
    shown = "、".join(names[:NAMES])
    return f"{shown}…({len(names)})" if len(names) > NAMES else shown


# --- peers ------------------------------------------------------------------------------------------------------


def _note_levels(rows: Sequence[Row]) -> Iterator[Flag]:
    known: dict[int, dict[str, int]] = {}
    for row in rows:
        if (rank := level_rank(row.level)) is not None:
            names = known.setdefault(rank, {})
            names[row.level] = names.get(row.level, 0) + 1
    if len(known) > 1:
        yield from _flag(
            "levels_mixed", "warn", (f"{n} {c}" for _, names in sorted(known.items()) for n, c in names.items())
        )
    yield from _flag("levels_unknown", "info", (row.label for row in rows if level_rank(row.level) is None))
    for parent in rows:
        children = [row.label for row in rows if row.parent and row.parent == parent.label and row is not parent]
        if children:
            yield Flag("parent_child", "warn", f"{parent.label} ⊃ {_listed(children)}", len(children))


def _note_genres(documents: Sequence[Document], lang: str) -> Iterator[Flag]:
    names = lexicons.genre_names(lang)
    counts: dict[str, int] = {}
    for document in documents:
        genre = document.metadata.value("genre")
        counts[genre] = counts.get(genre, 0) + 1
    unknown = [d.code for d in documents if not d.metadata.value("genre")]
    if len(counts) - bool(unknown) > 1:
        yield from _flag("genres_mixed", "warn", (f"{names.get(g, g)} {n}" for g, n in counts.items() if g))
    yield from _flag("genres_unknown", "info", unknown)


# --- time -------------------------------------------------------------------------------------------------------


def document_years(document: Document) -> Years | None:
    """First and last year a document plans, is valid or reports on; None if nothing is known."""
    value = document.metadata.value
    if years := [int(y) for y in re.findall(r"\d{4}", value("period"))]:
        return min(years), max(years)
    start = value("effective") or value("issued") or value("published")
    if not re.match(r"\d{4}", start):
        return None
    end = value("expires")
    return int(start[:4]), max(int(start[:4]), int(end[:4])) if re.match(r"\d{4}", end) else int(start[:4])


def _years_text(years: Years) -> str:
    return str(years[0]) if years[0] == years[1] else f"{years[0]}-{years[1]}"


def _overlap(first: Years, second: Years) -> bool:
    return first[0] <= second[1] and second[0] <= first[1]


def _note_periods(documents: Sequence[Document], as_of: date | None) -> Iterator[Flag]:
    known = sorted({years for d in documents if (years := document_years(d))})
    if len(known) > 1:
        apart = any(not _overlap(first, second) for first in known for second in known)
        names = [_years_text(years) for years in known]
        yield from _flag("periods_disjoint", "warn", names) if apart else _flag("periods_differ", "info", names)
    yield from _flag("periods_unknown", "info", (d.code for d in documents if not document_years(d)))
    if as_of is None:
        yield Flag("as_of_missing", "info")
    else:
        yield from _flag("expired", "warn", (d.code for d in documents if is_expired(d, as_of)))
    yield from _with_marks("drafts", "warn", documents, lexicons.load("comparability")["drafts"])


def is_expired(document: Document, as_of: date) -> bool:
    """True if the text says it has lost force, or else if the last year it plans for is over."""
    if expires := document.metadata.value("expires"):
        return expires < as_of.isoformat()[: len(expires)]
    years = re.findall(r"\d{4}", document.metadata.value("period"))
    return bool(years) and int(max(years)) < as_of.year


# --- size, completeness, integrity ------------------------------------------------------------------------------


def _note_sizes(documents: Sequence[Document], rows: Sequence[Row]) -> Iterator[Flag]:
    sizes = {d.code: sum(len(p.text) for p in d.paragraphs) for d in documents}
    sizes = {code: size for code, size in sizes.items() if size}
    if len(sizes) > 1:
        low, high = min(sizes, key=lambda c: sizes[c]), max(sizes, key=lambda c: sizes[c])
        quote = f"{sizes[low]:,} ({low}) – {sizes[high]:,} ({high})"
        if sizes[high] > LENGTH_RATIO * sizes[low]:
            yield Flag("lengths_differ", "warn", quote, len(sizes))
        else:
            yield Flag("lengths", "info", quote, len(sizes))
    yield from _flag("no_units", "info", (row.label for row in rows if not row.units))
    yield from _flag("few_units", "info", (row.label for row in rows if 0 < row.units < FEW_UNITS))


def _note_fitness(documents: Sequence[Document]) -> Iterator[Flag]:
    table = lexicons.load("comparability")
    for code, marks in table["completeness"].items():
        yield from _with_marks(code, "info" if code in _MILD else "warn", documents, marks)
    yield from _flag("complete_missing", "bad", (d.code for d in documents if not d.paragraphs))
    for code, marks in table["integrity"].items():
        yield from _with_marks(code, "warn" if code == "integrity_place" else "bad", documents, marks)


def _with_marks(code: str, severity: Severity, documents: Sequence[Document], marks: Sequence[str]) -> Iterator[Flag]:
    """A flag that names the documents which carry one of the marks: a flag's code, ``genre:…`` or ``grade:…``."""
    wanted = set(marks)
    yield from _flag(code, severity, (d.code for d in documents if wanted & _marks(d)))


def _marks(document: Document) -> set[str]:
    genre = document.metadata.value("genre")
    return {f"genre:{genre}", f"grade:{document.grade}", *(flag.code for flag in document.flags)}


# --- how to read ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadingGroup:
    """Rows that may be set side by side: one level, one family of genres, a common stretch of years."""

    rows: tuple[str, ...]
    """row keys, two or more"""
    level: str
    family: str
    """a key of `families` in lexicons/comparability.yaml"""
    years: Years
    """the years that all of them cover"""


def find_reading_groups(documents: Iterable[Document], rows: Sequence[Row]) -> tuple[ReadingGroup, ...]:
    """Comparable rows, in matrix order; a row can stand in several groups (its plan in one, its scheme in another)."""
    by_id = {d.id: d for d in documents}
    families: Mapping[str, Sequence[str]] = lexicons.load("comparability")["families"]
    spans: dict[tuple[int, str], dict[str, Years]] = {}
    for row in rows:
        if (rank := level_rank(row.level)) is None:
            continue
        for family, genres in families.items():
            years = [
                y
                for i in row.documents
                if by_id[i].metadata.value("genre") in genres and (y := document_years(by_id[i]))
            ]
            if years:  # of several periods the latest is compared
                spans.setdefault((rank, family), {})[row.key] = max(years)
    levels = {level_rank(row.level): row.level for row in reversed(rows)}
    return tuple(
        ReadingGroup(keys, levels[rank], family, years)
        for (rank, family), members in sorted(
            spans.items(), key=lambda item: (item[0][0], list(families).index(item[0][1]))
        )
        for keys, years in _common_years(members)
    )


def _common_years(members: Mapping[str, Years]) -> Iterator[tuple[tuple[str, ...], Years]]:
    """Sets of two and more that share a year, swept from the earliest start."""
    order = {key: i for i, key in enumerate(members)}
    current: list[str] = []
    common: Years = (0, 0)
    for key, years in [*sorted(members.items(), key=lambda item: item[1]), ("", (10**6, 10**6))]:
        if current and _overlap(common, years):
            current.append(key)
            common = (max(common[0], years[0]), min(common[1], years[1]))
            continue
        if len(current) > 1:
            yield tuple(sorted(current, key=lambda k: order[k])), common
        current, common = [key], years


def _note_reading(documents: Sequence[Document], rows: Sequence[Row]) -> Iterator[Flag]:
    groups = find_reading_groups(documents, rows)
    labels = {row.key: row.label for row in rows}
    for group in groups:
        quote = f"{_listed([labels[k] for k in group.rows])} ({group.level} {_years_text(group.years)})"
        yield Flag("reading_main", "info", quote, len(group.rows))
    if not groups:
        yield Flag("reading_none", "warn")
    compared = {key for group in groups for key in group.rows}
    reporting = {g["id"] for g in lexicons.load("genres")["genres"] if g["role"] == "practice"}
    results = {row.key for row in rows if row.genres and reporting.issuperset(row.genres)}
    yield from _flag("reading_reference", "info", (r.label for r in rows if r.key not in compared | results))
    yield from _flag("reading_results", "info", (r.label for r in rows if r.key in results))
