"""What changed between two runs: which cells, because of what, shown by which paragraphs.

In: the records of two report folders (manifest.json and paragraphs.jsonl). Out: a `RunChanges`; empty for equal runs.
Example: one keyword added → cell 清城区/人才 from 11 to 12, by the taxonomy, in the paragraph that now matches it.
Compared are the measure counts by main type, the headline figures of the matrix. Nothing is decided again: each
paragraph says in which row and columns the matrix of its run counts it, so that a residual type is 其他 here as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from compare.model import OTHER

Cause = Literal["document", "choice", "metadata", "taxonomy", "rules", "decision", "program"]

_FACTS = ("document", "title", "district", "level", "parent", "period", "genre", "included")
"""what manifest.json says of an input beside its digest; a corpus.yaml changes these and leaves the digest"""


@dataclass(frozen=True, slots=True)
class Run:
    """One report folder as data."""

    manifest: Mapping[str, Any]
    paragraphs: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphChange:
    """A paragraph whose role or types are no longer the same."""

    key: str
    district: str
    file: str
    before: tuple[str, ...]
    """columns of the matrix, the main type first; empty = not counted as a measure or not there"""
    after: tuple[str, ...]
    cause: Cause
    words: tuple[str, ...]
    """keywords that only one of the runs matched"""
    text: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the matrix with another count."""

    row: str
    """key of the matrix row"""
    column: str
    """type id or OTHER"""
    before: int
    after: int
    paragraphs: tuple[str, ...]
    """keys of the paragraphs that came or went"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunChanges:
    """The difference of two runs."""

    cells: tuple[CellChange, ...]
    paragraphs: tuple[ParagraphChange, ...]
    documents_added: tuple[str, ...]
    documents_removed: tuple[str, ...]
    documents_changed: tuple[str, ...]
    unlike: Literal["", "earlier", "rows"] = ""
    """why no cells are compared: one of the runs is of a version that did not record them; rows of another kind"""

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)


def compare_runs(old: Run, new: Run) -> RunChanges:
    """Cells, paragraphs and documents that differ, in the order of the new run (what is gone comes last)."""
    files_old, files_new = _digests(old), _digests(new)
    unlike = _unlike(old, new)
    return RunChanges(
        cells=() if unlike else tuple(_changed_cells(old, new)),
        paragraphs=tuple(_changed_paragraphs(old, new, _types if unlike == "earlier" else _columns)),
        documents_added=tuple(f for f in files_new if f not in files_old),
        documents_removed=tuple(f for f in files_old if f not in files_new),
        documents_changed=tuple(f for f in files_new if f in files_old and files_old[f] != files_new[f]),
        unlike=unlike,
    )


def _unlike(old: Run, new: Run) -> Literal["", "earlier", "rows"]:
    if not all("columns" in record for run in (old, new) for record in run.paragraphs):
        return "earlier"
    kinds = {run.manifest.get("settings", {}).get("by") for run in (old, new)}
    return "rows" if len(kinds) > 1 else ""


def _digests(run: Run) -> dict[str, str]:
    return {item["file"]: item["sha256"] for item in run.manifest["inputs"]}


def _columns(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Columns that count a paragraph as a measure."""
    return tuple(record["columns"])


def _types(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Types of a paragraph that is a measure, which stand for its columns where a report has not recorded them."""
    if record["role"] != "measure" or record.get("included") is False:
        return ()
    return tuple(m["id"] for m in record["measures"]) or (OTHER,)


def _cells(run: Run) -> dict[tuple[str, str], list[str]]:
    """(row key, column) → the paragraphs that the matrix counts there under their main type."""
    cells: dict[tuple[str, str], list[str]] = {}
    for record in run.paragraphs:
        if record["columns"]:
            cells.setdefault((record["row"], record["columns"][0]), []).append(record["paragraph"])
    return cells


def _changed_cells(old: Run, new: Run) -> Iterable[CellChange]:
    before, after = _cells(old), _cells(new)
    for place in dict.fromkeys([*after, *before]):
        was, now = before.get(place, []), after.get(place, [])
        if Counter(was) != Counter(now):
            moved = (Counter(now) - Counter(was)) + (Counter(was) - Counter(now))
            yield CellChange(*place, len(was), len(now), tuple(moved))


def _changed_paragraphs(
    old: Run, new: Run, kinds: Callable[[Mapping[str, Any]], tuple[str, ...]]
) -> Iterable[ParagraphChange]:
    inputs = _inputs(old), _inputs(new)
    before = {r["paragraph"]: r for r in old.paragraphs}
    after = {r["paragraph"]: r for r in new.paragraphs}
    for key in dict.fromkeys([*after, *before]):
        was, now = before.get(key), after.get(key)
        types_was, types_now = kinds(was) if was else (), kinds(now) if now else ()
        if types_was == types_now:
            continue
        shown = now or was or {}
        cause = _cause(was, now, old, new, inputs)
        yield ParagraphChange(
            key=key,
            district=shown["district"],
            file=shown["file"],
            before=types_was,
            after=types_now,
            cause=cause,
            words=_words(was, now),
            text=shown["text"],
        )


_Inputs = Mapping[str, Mapping[str, Any]]


def _inputs(run: Run) -> _Inputs:
    return {item["file"]: item for item in run.manifest["inputs"]}


def _cause(
    was: Mapping[str, Any] | None, now: Mapping[str, Any] | None, old: Run, new: Run, inputs: tuple[_Inputs, _Inputs]
) -> Cause:
    """The first of: source changed, other rows asked for, what is known of it (corpus.yaml), a person decided,
    taxonomy, rules, program."""
    if was is None or now is None:
        return "document"
    before, after = (files.get(now["file"], {}) for files in inputs)
    if before.get("sha256") != after.get("sha256"):
        return "document"
    if before.get("included") != after.get("included") and _chosen(old) != _chosen(new):
        return "choice"
    if any(before.get(name) != after.get(name) for name in _FACTS):
        return "metadata"
    if _decisions(old, now["paragraph"]) != _decisions(new, now["paragraph"]):
        return "decision"
    if old.manifest["taxonomy"]["fingerprint"] != new.manifest["taxonomy"]["fingerprint"]:
        return "taxonomy"
    if _rules(old) != _rules(new):
        return "rules"
    return "program"


def _rules(run: Run) -> str:
    """The digest of what a user's folder changes in the rules; empty without one."""
    return str(run.manifest.get("settings", {}).get("rules", ""))


def _chosen(run: Run) -> frozenset[str]:
    """The rows that a run was asked to compare, with the analyst's own; empty if all."""
    settings = run.manifest.get("settings", {})
    chosen = settings.get("compare", ())
    return frozenset([*chosen, settings.get("home", "")]) if chosen else frozenset()


def _decisions(run: Run, key: str) -> list[Mapping[str, str]]:
    return [d for d in run.manifest.get("decisions", ()) if d["paragraph"] == key]


def _words(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> tuple[str, ...]:
    old, new = _matched(was), _matched(now)
    return tuple(sorted(old ^ new))


def _matched(record: Mapping[str, Any] | None) -> set[str]:
    return {x.get("listed", x["keyword"]) for m in record["measures"] for x in m["matches"]} if record else set()
