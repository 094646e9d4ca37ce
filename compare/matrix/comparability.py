"""What is not comparable, said before anyone compares.

In: the documents of a study and the rows of its matrix. Out: `Flag`s whose codes are keys of
``lexicons/wording/comparability.yaml``; the quote names the documents or rows concerned.
Example: 云州市 above 临江区 and 望山区 gives ``parent_child`` with the quote “云州市为临江区、望山区的上级”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from compare import lexicons
from compare.kinds import ComparabilityNote, FlagSeverity
from compare.matrix.rows import OPEN, document_years, families, level_rank, overlap
from compare.matrix.statistics import FEW_UNITS, LENGTH_RATIO
from compare.model import Document, Flag, PeerGroup, Row, Study, Theme, Years
from compare.wording import Wording

NAMES = 6
"""names listed in one note; the rest is counted, since a Flag's quote holds `QUOTE` characters"""
QUOTE = 80
_Words = Mapping[str, str]
"""wording/comparability.yaml in the language of the run"""
_MILD = {"complete_attachments", "complete_scope"}
"""notes on completeness that do not forbid the comparison"""


def find_notes(
    study: Study, rows: Sequence[Row], groups: Sequence[PeerGroup], themes: Mapping[str, Theme]
) -> tuple[Flag, ...]:
    """The comparability block, from peers and periods over size and completeness to how the matrix may be read."""
    included = [d for d in study.documents if d.included]
    words = lexicons.words("comparability", study.settings.lang)
    return (
        *_note_levels(rows, words),
        *_note_genres(included, study.settings.lang, words),
        *_note_themes(included, study, themes, words),
        *_note_periods(included, study.settings.as_of, words),
        *_note_sizes(included, rows, words),
        *_note_fitness(included, words),
        *_note_reading(rows, groups, study, words),
    )


def _flag(code: ComparabilityNote, severity: FlagSeverity, names: Iterable[str], words: _Words) -> Iterator[Flag]:
    """A flag that lists the names, or nothing if there are none."""
    unique = list(dict.fromkeys(names))
    if unique:
        yield Flag(code, severity, _listed(unique, words), len(unique))


def _listed(names: Sequence[str], words: _Words, most: int = NAMES) -> str:
    shown = "、".join(names[:most])
    return words["part.more"].format(names=shown, n=len(names)) if len(names) > most else shown


# --- peers ------------------------------------------------------------------------------------------------------


def _note_levels(rows: Sequence[Row], words: _Words) -> Iterator[Flag]:
    known: dict[int, dict[str, int]] = {}
    for row in rows:
        if (rank := level_rank(row.level)) is not None:
            names = known.setdefault(rank, {})
            names[row.level] = names.get(row.level, 0) + 1
    if len(known) > 1:
        counts = [pair for _, names in sorted(known.items()) for pair in names.items()]
        parts = (words["part.level"].format(name=name, n=count) for name, count in counts)
        yield from _flag("levels_mixed", "warn", parts, words)
    yield from _flag("levels_unknown", "info", (row.label for row in rows if level_rank(row.level) is None), words)
    for parent in rows:
        children = [row.label for row in rows if row.parent and row.parent == parent.label and row is not parent]
        if children:
            quote = words["part.parent"].format(parent=parent.label, children=_listed(children, words))
            yield Flag("parent_child", "warn", quote, len(children))


def _note_genres(documents: Sequence[Document], lang: str, words: _Words) -> Iterator[Flag]:
    names = lexicons.genre_names(lang)
    counts: dict[str, int] = {}
    for document in documents:
        genre = document.metadata.value("genre")
        counts[genre] = counts.get(genre, 0) + 1
    unknown = [d.code for d in documents if not d.metadata.value("genre")]
    if len(counts) - bool(unknown) > 1:
        parts = (words["part.genre"].format(name=names.get(g, g), n=n) for g, n in counts.items() if g)
        yield from _flag("genres_mixed", "warn", parts, words)
    yield from _flag("genres_unknown", "info", unknown, words)


def _note_themes(
    documents: Sequence[Document], study: Study, themes: Mapping[str, Theme], words: _Words
) -> Iterator[Flag]:
    """Documents about some types only, where others are about other types or all; those with a subject of their own."""
    kinds = {d.code: themes[d.id] for d in documents if d.metadata.value("genre") in families()}
    named = {code: _type_names(theme.types, study) for code, theme in kinds.items() if theme.types}
    if len({theme.types for theme in kinds.values() if theme.types or not theme.confined}) > 1:
        by_names: dict[str, list[str]] = {}
        for code, names in named.items():
            by_names.setdefault(names, []).append(code)
        parts = (f"{names}（{_listed(codes, words, 3)}）" for names, codes in by_names.items())
        yield from _flag("themes_differ", "warn", parts, words)
    apart = (code for code, theme in kinds.items() if theme.confined and not theme.types)
    yield from _flag("themes_apart", "warn", apart, words)


def _type_names(types: Iterable[str], study: Study) -> str:
    names = Wording(study.settings.lang, study.taxonomy)
    return "、".join(names.label(type_id) for type_id in types)


# --- time -------------------------------------------------------------------------------------------------------


def _years_text(years: Years, words: _Words) -> str:
    if years[0] == years[1]:
        return words["years.one"].format(year=years[0])
    return words["years.span"].format(first=years[0], last=years[1])


def _note_periods(documents: Sequence[Document], as_of: date | None, words: _Words) -> Iterator[Flag]:
    known = sorted({years for d in documents if (years := document_years(d))})
    if len(known) > 1:
        apart = any(not overlap(first, second) for first in known for second in known)
        names = [_years_text(years, words) for years in known]
        yield from _flag(*(("periods_disjoint", "warn") if apart else ("periods_differ", "info")), names, words)
    yield from _flag("periods_unknown", "info", (d.code for d in documents if not document_years(d)), words)
    if as_of is None:
        yield Flag("as_of_missing", "info")
    else:
        yield from _with_marks("expired", "warn", documents, ["expired"], words)
    yield from _with_marks("drafts", "warn", documents, lexicons.load("comparability")["drafts"], words)


# --- size, completeness, integrity ------------------------------------------------------------------------------


def _note_sizes(documents: Sequence[Document], rows: Sequence[Row], words: _Words) -> Iterator[Flag]:
    sizes = {d.code: sum(len(p.text) for p in d.paragraphs) for d in documents}
    sizes = {code: size for code, size in sizes.items() if size}
    if len(sizes) > 1:
        low, high = min(sizes, key=lambda c: sizes[c]), max(sizes, key=lambda c: sizes[c])
        quote = "、".join(words["part.size"].format(name=code, n=sizes[code]) for code in (low, high))
        if sizes[high] > LENGTH_RATIO * sizes[low]:
            yield Flag("lengths_differ", "warn", quote, len(sizes))
        else:
            yield Flag("lengths", "info", quote, len(sizes))
    yield from _flag("no_units", "info", (row.label for row in rows if not row.units), words)
    yield from _flag("few_units", "info", (row.label for row in rows if 0 < row.units < FEW_UNITS), words)


def _note_fitness(documents: Sequence[Document], words: _Words) -> Iterator[Flag]:
    table = lexicons.load("comparability")
    for code, marks in table["completeness"].items():
        yield from _with_marks(code, "info" if code in _MILD else "warn", documents, marks, words)
    yield from _flag("complete_missing", "bad", (d.code for d in documents if not d.paragraphs), words)
    for code, marks in table["integrity"].items():
        yield from _with_marks(code, "warn" if code == "integrity_place" else "bad", documents, marks, words)


def _with_marks(
    code: ComparabilityNote,
    severity: FlagSeverity,
    documents: Sequence[Document],
    marks: Sequence[str],
    words: _Words,
) -> Iterator[Flag]:
    """A flag that names the documents which carry one of the marks: a flag's code, ``genre:…`` or ``grade:…``."""
    wanted = set(marks)
    yield from _flag(code, severity, (d.code for d in documents if wanted & _marks(d)), words)


def is_summary(document: Document) -> bool:
    """True for an explainer or an abridged text, which leaves out what the whole text has."""
    return bool(set(lexicons.load("comparability")["completeness"]["complete_abridged"]) & _marks(document))


def is_partial(document: Document) -> bool:
    """True for a text that is not whole: an excerpt, a chapter, one with gaps."""
    genres = {genre["id"]: genre for genre in lexicons.load("genres")["genres"]}
    broken = set(lexicons.load("comparability")["incomplete"])
    missing = bool(genres.get(document.metadata.value("genre"), {}).get("missing", False))
    return missing or any(flag.code in broken for flag in document.flags)


def _marks(document: Document) -> set[str]:
    genre = document.metadata.value("genre")
    return {f"genre:{genre}", f"grade:{document.grade}", *(flag.code for flag in document.flags)}


# --- how to read ------------------------------------------------------------------------------------------------


def _note_reading(rows: Sequence[Row], groups: Sequence[PeerGroup], study: Study, words: _Words) -> Iterator[Flag]:
    labels = {row.key: row.label for row in rows}
    for group in groups:
        yield Flag(
            "reading_main", "info", _group_text(group, [labels[k] for k in group.rows], study, words), len(group.rows)
        )
    if not groups:
        yield Flag("reading_none", "warn")
    compared = {key for group in groups for key in group.rows}
    results = {row.key for row in rows if row.empty == "genre"}
    yield from _flag("reading_reference", "info", (r.label for r in rows if r.key not in compared | results), words)
    yield from _flag("reading_results", "info", (r.label for r in rows if r.key in results), words)


def _group_text(group: PeerGroup, names: Sequence[str], study: Study, words: _Words) -> str:
    """The rows and what they share, as many names as fit into a quote."""
    family = words[f"family.{group.family}"]
    about = {"theme": _type_names([group.theme], study), "family": family} if group.theme else {}
    facts = {
        "level": "、".join(group.levels),
        "family": words["group.theme"].format(**about) if about else family,
        "years": _common_text(group.years, words),
    }
    texts = (words["group"].format(names=_listed(names, words, most), **facts) for most in range(NAMES, 0, -1))
    return next((text for text in texts if len(text) <= QUOTE), words["group"].format(names=len(names), **facts))


def _common_text(years: Years, words: _Words) -> str:
    return words["years.open"].format(year=years[0]) if years[1] == OPEN else _years_text(years, words)
